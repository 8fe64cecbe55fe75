// A graph for Graphviz -> a program. What draws many edges at once (a -> {b c}) is not read.
#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "core/compose.h"
#include "core/directives.h"
#include "core/expr.h"
#include "core/import.h"
#include "core/import_words.h"
#include "core/latex_words.h"
#include "core/lexer.h"
#include "core/names.h"
#include "core/number.h"

namespace chainrule {

namespace {

constexpr std::size_t kMostVertices = 3 * static_cast<std::size_t>(limits::gates);  // a record and its gate, with something to spare
constexpr std::size_t kMostInputs = 1000;  // of a gate: its formula is a tree as deep

std::size_t index(int i) { return static_cast<std::size_t>(i); }

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n{}");
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \t\r\n{}") + 1 - first);
}

struct DotVertex {
  std::string label, by;  // by: what stands at an edge that leads here
  Span place;
  std::vector<int> from;
  // of a record
  bool record = false;
  std::string name;
  double data = 0, grad = 0;
  bool has_data = false, has_grad = false;
};

// What a gate's label says: the operation, and the operand that is a number.
struct Sign {
  Op op = Op::count;
  int literal = -1;      // its place
  double value = 0;
};

class DotReader {
 public:
  explicit DotReader(std::string_view text) : text_(text), words_(text) {}

  Imported run() {
    read();
    if (good()) find_records();
    if (good()) find_functions();
    for (std::size_t i = 0; i < all_.size() && good(); ++i)
      if (all_[i].record) order_from(static_cast<int>(i));
    if (good() && order_.empty()) fail(all_.empty() ? Span{} : all_[0].place, "no record of it has a value, as in label=\"{ x | data 2 | grad 0 }\"");
    if (good()) write();
    return std::move(out_);
  }

 private:
  bool good() const { return out_.problem.empty(); }
  void fail(Span place, std::string problem) {
    if (good()) out_ = {{}, std::move(problem), place};
  }
  void fail_here(const char* wanted) {
    fail(words_.place, words_.sign == '\0' ? "the graph does not end; it needs a '}'" : "expected " + std::string(wanted) + " here");
  }
  std::string called(const DotVertex& v) const { return "'" + std::string(text_.substr(v.place.begin, std::min(v.place.end - v.place.begin, 40u))) + "'"; }

  // The graph -----------------------------------------------------------------------------------------------------

  void read() {
    words_.next();
    if (words_.is("strict")) words_.next();
    const bool begins = words_.is("digraph") || words_.is("graph");
    const Span place = words_.place;
    words_.next();
    if (words_.sign == 'w') {
      ours_ = words_.word == "chainrule";
      words_.next();
    }
    if (!begins || words_.sign != '{') return fail(place, "no graph begins here; one for Graphviz begins with \"digraph {\"");
    for (int depth = 0; good();) {
      if (words_.sign == 'w') {
        statement();
        continue;
      }
      depth += words_.sign == '{' ? 1 : words_.sign == '}' ? -1 : 0;
      if (depth == 0) return;
      if (words_.sign == '\0' || std::string_view("{};,").find(words_.sign) == std::string_view::npos) return fail_here("a node or an edge");
      words_.next();
    }
  }

  void statement() {
    if (words_.is("subgraph")) {
      words_.next();
      if (words_.sign == 'w') words_.next();
      return;
    }
    const bool of_all = words_.is("node") || words_.is("edge") || words_.is("graph");
    const std::string first = words_.word;
    const Span place = words_.place;
    words_.next();
    if (words_.sign == '=') return words_.next(), words_.next();
    std::vector<int> chain;
    std::string label;
    bool labelled = false;
    if (!of_all) chain.push_back(vertex(first, place));
    skip_port();
    while (words_.sign == '>' && good()) {
      words_.next();
      if (words_.sign != 'w') return fail(words_.place, "an edge leads to one node here; write an edge for each");
      chain.push_back(vertex(words_.word, words_.place));
      words_.next();
      skip_port();
    }
    while (words_.sign == '[' && good()) labelled = attributes(label) || labelled;
    if (chain.size() == 1 && labelled) all_[index(chain[0])].label = label;
    for (std::size_t i = 1; i < chain.size(); ++i) {
      DotVertex& to = all_[index(chain[i])];
      to.from.push_back(chain[i - 1]);
      if (labelled) to.by = label;
    }
  }

  void skip_port() {
    while (words_.sign == ':') words_.next(), words_.next();
  }

  // Between the brackets; true if there is a label.
  bool attributes(std::string& label) {
    bool found = false;
    words_.next();
    while (words_.sign == 'w' && good()) {
      const bool is_label = words_.is("label");
      words_.next();
      if (words_.sign == '=') {
        words_.next();
        if (words_.sign != 'w') return fail_here("a text in quotation marks"), found;
        if (is_label) label = words_.word;
        found = found || is_label;
        words_.next();
      }
      while (words_.sign == ',' || words_.sign == ';') words_.next();
    }
    if (words_.sign != ']') fail_here("']'");
    words_.next();
    return found;
  }

  int vertex(const std::string& id, Span place) {
    const auto [it, added] = ids_.try_emplace(id, static_cast<int>(all_.size()));
    if (!added) return it->second;
    if (all_.size() == kMostVertices) fail(place, "the graph is too large: a program has at most " + std::to_string(limits::gates) + " nodes; draw a part of it");
    all_.emplace_back();
    all_.back().label = id;
    all_.back().place = place;
    return it->second;
  }

  // Records -------------------------------------------------------------------------------------------------------

  // "{ a | data 2.0000 | grad 0.0000 }", with or without its name; a variant has "data=2.0".
  void find_records() {
    for (DotVertex& v : all_) {
      v.record = (v.label.find('|') != std::string::npos && operation(trimmed(v.label)) == Op::count) || in_small_letters(trimmed(v.label)).compare(0, 5, "data ") == 0;
      for (std::size_t at = 0; v.record && at <= v.label.size();) {
        const std::size_t end = std::min(v.label.find('|', at), v.label.size());
        field(v, trimmed(std::string_view(v.label).substr(at, end - at)));
        at = end + 1;
      }
    }
  }

  static void field(DotVertex& v, std::string_view field) {
    const std::size_t end = std::min(field.find_first_of(" :="), field.size());
    const std::string word = in_small_letters(field.substr(0, end));
    const std::size_t number = field.find_first_not_of(" :=", end);
    double value = 0;
    const bool known = number != std::string_view::npos && read_value(field.substr(number), value);
    if (known && (word == "data" || word == "value" || word == "val")) {
      v.data = value;
      v.has_data = true;
    } else if (known && (word == "grad" || word == "gradient")) {
      v.grad = value;
      v.has_grad = true;
    } else if (v.name.empty()) {
      v.name = field;
    }
  }

  // As Python and display_text write it: 2.0000, -inf, 1.2e−5.
  static bool read_value(std::string_view word, double& value) {
    std::string text;
    for (std::size_t i = 0; i < word.size(); ++i) {
      const bool minus = word.substr(i, 3) == "\u2212";
      text += minus ? '-' : word[i];
      i += minus ? 2 : 0;
    }
    if (read_signed(text, value)) return true;
    const std::string size = in_small_letters(text[0] == '-' ? std::string_view(text).substr(1) : text);
    if (size == "nan") value = NAN;
    else if (size == "inf" || size == "infinity" || size == "\u221E") value = text[0] == '-' ? -INFINITY : INFINITY;
    else return false;
    return true;
  }

  // Gates ---------------------------------------------------------------------------------------------------------

  // Functions, as the program in the comments at the top has them.
  void find_functions() {
    if (!ours_) return;
    std::string program;
    for (std::size_t at = 0; text_.substr(at, 2) == "//";) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      program += text_.substr(std::min(at + 3, end), end - std::min(at + 3, end));
      program += '\n';
      at = std::min(end + 1, text_.size());
    }
    const Program read = parse(program);
    for (const Statement& s : read.statements) {
      if (s.kind != Statement::Kind::define || s.root < 0) continue;
      Function& f = functions_[read.names[index(s.name)]];
      f.params = static_cast<int>(s.params.size());
      f.definition = program.substr(s.span.begin, s.span.end - s.span.begin) + "\n";
      for (int i = s.first; i <= s.root; ++i)
        if (read.syntax[index(i)].kind == Syntax::Kind::call) f.calls.push_back(read.names[index(read.syntax[index(i)].name)]);
    }
  }

  // The definitions of a function and of what it calls, each once.
  void define(const std::string& name, std::string& text) {
    std::vector<std::string> wanted = {name};
    while (!wanted.empty()) {
      const auto f = functions_.find(wanted.back());
      wanted.pop_back();
      if (f == functions_.end() || f->second.written) continue;
      f->second.written = true;
      text += f->second.definition;
      wanted.insert(wanted.end(), f->second.calls.begin(), f->second.calls.end());
    }
  }

  Op operation(std::string_view sign) const {
    constexpr std::pair<std::string_view, Op> typed[] = {{"-", Op::sub}, {"*", Op::mul}, {"\u00B7", Op::mul}, {"/", Op::div}, {"**", Op::pow}, {"^", Op::pow}};
    for (const auto& [word, op] : typed)
      if (word == sign) return op;
    for (int i = static_cast<int>(Op::call) + 1; i < static_cast<int>(Op::count); ++i)
      if (const Gate& row = gate(static_cast<Op>(i)); !row.marker && (sign == row.sign || sign == row.name)) return static_cast<Op>(i);
    const char* alias = function_alias(sign);
    return alias ? find_function(alias) : Op::count;
  }

  Sign sign_of(std::string_view label) const {
    label = trimmed(label).substr(0, 80);
    if (const Op op = operation(label); op != Op::count) return {op};
    if (label == "1/x") return {Op::div, 0, 1};
    for (std::size_t i = 1; i < label.size(); ++i) {  // a number behind the sign, or before it
      Sign sign;
      const std::string_view head = trimmed(label.substr(0, i)), tail = trimmed(label.substr(i));
      if (read_value(tail, sign.value) && (sign.op = operation(head)) != Op::count) return sign.literal = 1, sign;
      if (read_value(head, sign.value) && (sign.op = operation(tail)) != Op::count) return sign.literal = 0, sign;
    }
    return {};
  }

  // The records that the one is computed from, and what stands at their gate.
  const std::vector<int>& operands(const DotVertex& v) const {
    const bool gate = !v.from.empty() && !all_[index(v.from[0])].record;
    return gate ? all_[index(v.from[0])].from : v.from;
  }
  const std::string& gate_label(const DotVertex& v) const {
    const DotVertex& from = all_[index(v.from[0])];
    return from.record ? v.by : from.label;
  }

  // Everything that a record is computed from stands before it.
  void order_from(int root) {
    struct Visit {
      int vertex;
      std::size_t done;
    };
    state_.resize(all_.size());
    std::vector<Visit> path;
    for (int enters = root;;) {
      if (enters >= 0) {
        const DotVertex& v = all_[index(enters)];
        if (state_[index(enters)] == 1) return fail(v.place, "the graph runs in a circle through " + called(v) + ", which cannot be computed; take an edge of it out");
        if (state_[index(enters)] == 0) {
          if (!sound(v)) return;
          state_[index(enters)] = 1;
          path.push_back({enters, 0});
        }
      }
      if (path.empty()) return;
      Visit& visit = path.back();
      const std::vector<int>& from = operands(all_[index(visit.vertex)]);
      if (visit.done < from.size()) {
        enters = from[visit.done++];
        continue;
      }
      state_[index(visit.vertex)] = 2;
      order_.push_back(visit.vertex);
      path.pop_back();
      enters = -1;
    }
  }

  bool sound(const DotVertex& v) {
    if (v.from.empty()) {
      if (!v.has_data) fail(v.place, "no number is in the label of " + called(v) + ", which nothing leads to; it needs one, as in \"{ x | data 2 | grad 0 }\"");
      return good();
    }
    const DotVertex& by = all_[index(v.from[0])];
    for (const int other : v.from)
      if (!by.record && other != v.from[0]) fail(v.place, "more than one gate leads to " + called(v) + ", which can have one value only; leave one");
    for (const int operand : operands(v))
      if (const DotVertex& o = all_[index(operand)]; !o.record) fail(o.place, called(o) + " leads to a gate and has no value; give it a label such as \"{ x | data 2 | grad 0 }\"");
    if (by.record && v.by.empty()) fail(v.place, "nothing says which gate makes " + called(v) + "; write its sign as the label of the edge, or put a node with it between");
    return good();
  }

  // The program ---------------------------------------------------------------------------------------------------

  // What a set of operands has lost comes back as far as the numbers tell: of a difference or quotient which operand is first.
  bool is_swapped(const DotVertex& v, Op op, const std::vector<int>& from) const {
    const DotVertex &a = all_[index(from[0])], &b = all_[index(from[1])];
    if (ours_ || !(v.has_data && a.has_data && b.has_data)) return false;
    const double first = std::fabs(gate(op).forward(a.data, b.data) - v.data), second = std::fabs(gate(op).forward(b.data, a.data) - v.data);
    return first > 1e-3 * (1 + std::fabs(v.data)) && second < first;
  }

  // "s", or "s(2, \u00B7)" where a number stands at one of its places.
  Expr call(const std::string& label, const std::string& name, std::vector<Expr> nodes) {
    std::vector<Expr> args;
    std::size_t used = 0, at = name.size() + 1;
    for (int i = 0; i < functions_.at(name).params; ++i) {
      const std::size_t end = std::min(label.find_first_of(",)", at), label.size());
      double value = 0;
      if (at < end && read_value(trimmed(std::string_view(label).substr(at, end - at)), value)) args.push_back(number(value));
      else if (used < nodes.size()) args.push_back(nodes[used++]);
      at = end + 1;
    }
    return apply(Op::call, std::move(args), name);
  }
  static std::string function_in(std::string_view label) { return std::string(trimmed(label.substr(0, label.find('(')))); }

  Expr formula(const DotVertex& v) {
    const DotVertex& at = all_[index(v.from[0])].record ? v : all_[index(v.from[0])];
    const std::vector<int>& from = operands(v);
    if (from.size() > kMostInputs)
      return fail(at.place, "a gate has " + std::to_string(from.size()) + " inputs; at most " + std::to_string(kMostInputs) + " are read, so add them up in groups"), nullptr;
    std::vector<Expr> args;
    for (const int operand : from) args.push_back(symbol(all_[index(operand)].name));
    if (const std::string name = function_in(gate_label(v)); functions_.count(name) > 0) return call(gate_label(v), name, std::move(args));
    const Sign sign = sign_of(gate_label(v));
    if (sign.op == Op::count) return fail(at.place, "there is no gate '" + gate_label(v).substr(0, 40) + "' in this language; it has + - * / ** and functions such as tanh, exp and relu"), nullptr;
    if (sign.literal >= 0) args.insert(args.begin() + (sign.literal > 0 ? static_cast<int>(args.size()) : 0), number(sign.value));
    const std::size_t arity = index(gate(sign.op).arity);
    if (arity == 2 && args.size() == 1) {
      if (sign.op == Op::sub) return apply(Op::neg, std::move(args));
      args.push_back(args[0]);  // a set of operands has x*x as one
    }
    const bool many = sign.op == Op::add || sign.op == Op::mul;
    if (args.size() < arity || (args.size() > arity && !many))
      return fail(at.place, "the gate '" + gate_label(v).substr(0, 40) + "' has " + std::to_string(args.size()) + " inputs; it takes " + std::to_string(arity)), nullptr;
    if (arity == 2 && !many && from.size() == 2 && is_swapped(v, sign.op, from)) std::swap(args[0], args[1]);
    Expr sum = apply(sign.op, std::vector<Expr>(args.begin(), args.begin() + static_cast<int>(arity)));
    for (std::size_t i = arity; i < args.size(); ++i) sum = apply(sign.op, {sum, args[i]});
    return sum;
  }

  static bool is_name(const std::string& word) {
    const std::vector<Token> tokens = tokenize(word);
    return tokens.size() == 2 && tokens[0].kind == TokenKind::name && tokens[0].word.empty() && tokens[0].span == Span{0, static_cast<std::uint32_t>(word.size())} &&
           find_function(word) == Op::count;
  }

  void name_records() {
    std::unordered_set<std::string> taken;
    for (const auto& function : functions_)
      if (function.second.written) taken.insert(name_key(function.first));
    for (const int i : order_) {
      std::string& name = all_[index(i)].name;
      if (!is_name(name) || !taken.insert(name_key(name)).second) name.clear();
    }
    int inputs = 0, gates = 0;
    for (const int i : order_) {
      DotVertex& v = all_[index(i)];
      while (v.name.empty()) {
        const std::string fresh = v.from.empty() ? "x" + std::to_string(++inputs) : "t" + std::to_string(++gates);
        if (taken.insert(fresh).second) v.name = fresh;
      }
    }
  }

  // Where the gradient 1 was put: it flows on to nothing. Without gradients, the last that nothing is computed from.
  int output() const {
    std::vector<bool> used(all_.size()), passes(all_.size());
    for (const int i : order_)
      for (const int operand : operands(all_[index(i)])) {
        used[index(operand)] = true;
        if (all_[index(i)].grad != 0) passes[index(operand)] = true;
      }
    int best = -1, quality = 0;
    for (const int i : order_) {
      const DotVertex& v = all_[index(i)];
      const bool seeded = v.has_grad && v.grad == 1 && !passes[index(i)];
      const int fits = v.from.empty() ? 0 : seeded ? 2 + !used[index(i)] : !used[index(i)];
      if (fits >= quality && fits > 0) best = i, quality = fits;
    }
    return best;
  }

  static std::string number_text(double value) {
    return value != value ? "0/0" : value - value != 0 ? (value > 0 ? "1/0" : "-1/0") : format_number(value);
  }

  void write() {
    std::string text, folds;
    for (const int i : order_) {
      const std::string name = all_[index(i)].from.empty() ? "" : function_in(gate_label(all_[index(i)]));
      const auto f = functions_.find(name);
      if (f == functions_.end() || f->second.folded) continue;
      f->second.folded = true;
      define(name, text);
      folds += "#@ fold " + name + "\n";
    }
    name_records();
    for (const int i : order_) {
      const DotVertex& v = all_[index(i)];
      const Expr expr = v.from.empty() ? nullptr : formula(v);
      if (!good()) return;
      text += v.name + " = " + (expr ? print(expr) : number_text(v.data)) + "\n";
      if (text.size() > limits::text_bytes) return fail(v.place, "the graph is too large: a program has at most 64 KiB; draw a part of it");
    }
    text += folds;
    const Analysis a = analyse(text, {folded_functions(text), {}});
    for (const Diagnostic& d : a.diagnostics)
      if (d.severity == Severity::error) return fail({}, "it makes a program with an error: " + d.message);
    if (const int wanted = output(); wanted >= 0) {
      const int node = a.graph.find(all_[index(wanted)].name);
      if (node >= 0 && node != a.graph.output)
        if (const Act act = set_output(text, a, node); act.ok()) text = apply_edits(text, act.edits);
    }
    out_.program = std::move(text);
  }

  std::string_view text_;
  DotWords words_;
  bool ours_ = false;
  std::vector<DotVertex> all_;
  std::unordered_map<std::string, int> ids_;
  struct Function {
    int params = 0;
    std::string definition;
    std::vector<std::string> calls;
    bool written = false, folded = false;
  };
  std::map<std::string, Function> functions_;
  std::vector<char> state_;  // 0: not seen yet, 1: on the way to it, 2: it is in the order
  std::vector<int> order_;   // the records
  Imported out_;
};

}  // namespace

bool is_dot(std::string_view text) {
  DotWords words(text);
  words.next();
  if (words.is("strict")) words.next();
  if (!words.is("digraph") && !words.is("graph")) return false;
  words.next();
  if (words.sign == 'w') words.next();
  return words.sign == '{';
}

Imported from_dot(std::string_view text) { return DotReader(text).run(); }

}  // namespace chainrule
