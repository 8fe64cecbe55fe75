#include "core/trace.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_map>

#include "core/eval.h"
#include "core/hex.h"
#include "core/number.h"

namespace chainrule {

namespace {

// The node where an infinity began, from finite operands, or a NaN, from operands that are none.
void report_births(Analysis& a) {
  int said = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    if (std::isfinite(a.values[i])) continue;
    const Node& node = a.graph.nodes[i];
    bool born = true;
    std::string operands;
    for (int p = 0; p < node.operand_count; ++p) {
      const Operand& operand = a.graph.operands_of(static_cast<int>(i))[p];
      const double value = operand_value(operand, a.values);
      born = born && (std::isnan(a.values[i]) ? !std::isnan(value) : std::isfinite(value));
      if (operand.is_literal()) continue;  // a slide's gate has one operand
      operands += (operands.empty() ? "" : " and ") + display_text(value);
    }
    if (!born || ++said > 20) continue;
    std::string message = node.name + " is " + display_text(a.values[i]);
    if (node.operand_count > 0) message += ": it begins here, in " + gate_look(a.graph, static_cast<int>(i)).title + " of " + operands;
    a.diagnostics.push_back({Severity::warning, node.span, std::move(message)});
  }
}

// A string that grows cheaply in small pieces: std::string's own way costs a call or two for each, more than the piece itself.
class Buffer {
 public:
  void operator+=(char c) {
    if (used_ == text_.size()) grow(1);
    text_[used_++] = c;
  }
  void operator+=(std::string_view piece) {
    if (text_.size() - used_ < piece.size()) grow(piece.size());
    std::memcpy(text_.data() + used_, piece.data(), piece.size());
    used_ += piece.size();
  }
  void expect(std::size_t bytes) { text_.resize(bytes); }
  std::string take() {
    text_.resize(used_);
    return std::move(text_);
  }

 private:
  void grow(std::size_t bytes) { text_.resize(2 * text_.size() + bytes + 64); }
  std::string text_;  // as long as there is room
  std::size_t used_ = 0;
};

void append_json(Buffer& out, std::string_view text) {
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\') {
      ++i;
      continue;
    }
    out += text.substr(done, i - done);
    const CodePoint c = code_point_at(text, i);
    if (c.value == '"' || c.value == '\\') {
      out += '\\';
      out += static_cast<char>(c.value);
    } else if (c.value < 0x20 || c.value == 0x7F) {
      out += std::string_view("\\u");
      out += hex(c.value, 4, 'a');
    } else if (c.value == 0xFFFD) {
      out += std::string_view("\uFFFD");
    } else {
      out += text.substr(i, static_cast<std::size_t>(c.bytes));
    }
    done = i += static_cast<std::size_t>(c.bytes);
  }
  out += text.substr(done);
}

std::string json_inside(std::string_view text) {
  Buffer out;
  append_json(out, text);
  return out.take();
}

// A formula printed once, as the inside of a JSON string, for all the nodes that have it: a byte 1, 2 or 3 stands where the name of
// the first operand, the second or the node itself goes.
constexpr char kHoles[] = "\1\2\3";

std::string json_with_holes(std::string_view text) {
  Buffer out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t hole = std::min(text.find_first_of(kHoles, i), text.size());
    append_json(out, text.substr(i, hole - i));
    if (hole < text.size()) out += text[hole];
    i = hole + 1;
  }
  return out.take();
}

class TraceWriter {
 public:
  explicit TraceWriter(Analysis& a) : a_(a), names_(a.graph.nodes.size()) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const std::string& name = a.graph.nodes[i].name;
      names_[i] = {json_inside(name), json_inside(latex_name(name))};
    }
  }

  std::string write(std::string_view text) {
    const int count = static_cast<int>(a_.graph.nodes.size());
    out_.expect(320 * names_.size() + 256);
    out_ += "{\"version\":1,\"output\":";
    if (a_.graph.output < 0) {
      out_ += "null";
    } else {
      string(names_[a_.graph.output].text);
    }
    out_ += ",\n \"nodes\":[";
    for (int i = 0; i < count; ++i) {
      out_ += i ? ",\n   " : "\n   ";
      node(i);
    }
    out_ += "],\n \"diagnostics\":[";
    diagnostics(text);
    out_ += "]}\n";
    return out_.take();
  }

 private:
  struct Name {
    std::string text, latex;  // as the inside of JSON strings
  };
  struct Printed {
    std::string text;
    std::string latex[8];  // what stands between factors depends on which names are LaTeX commands: one bit for each hole
  };

  void string(std::string_view inside) {
    out_ += '"';
    out_ += inside;
    out_ += '"';
  }
  void number(double value) {
    char buffer[32];
    const std::string_view text(buffer, static_cast<std::size_t>(write_number(value, buffer)));
    if (std::isfinite(value)) {
      out_ += text;
    } else {
      string(text);
    }
  }
  void printed(const Expr& formula, std::string (*print)(const Expr&)) {
    out_ += '"';
    append_json(out_, print(formula));
    out_ += '"';
  }

  void node(int index) {
    const Node& node = a_.graph.nodes[index];
    const Operand* operands = a_.graph.operands_of(index);
    out_ += "{\"name\":";
    string(names_[index].text);
    out_ += ",\"gate\":\"";
    append_json(out_, gate_name(a_.graph, index));
    out_ += "\",\"inputs\":[";
    bool first = true;
    for (int p = 0; p < node.operand_count; ++p) {
      if (operands[p].is_literal()) continue;
      if (!first) out_ += ',';
      string(names_[operands[p].node].text);
      first = false;
    }
    out_ += "],\"value\":";
    number(a_.values[index]);
    out_ += ",\"grad\":";
    number(a_.backward.grads[index]);
    out_ += ",\"formula\":";
    formula(index);
    out_ += ",\"locals\":[";
    first = true;
    for (int p = 0; p < node.operand_count; ++p) {
      if (operands[p].is_literal()) continue;
      if (!first) out_ += ',';
      local(index, p);
      first = false;
    }
    out_ += "]}";
  }

  void formula(int index) {
    const Node& node = a_.graph.nodes[index];
    const Operand* operands = a_.graph.operands_of(index);
    bool nodes_only = node.op != Op::call && node.operand_count > 0;
    for (int p = 0; p < node.operand_count; ++p) nodes_only = nodes_only && !operands[p].is_literal();
    if (!nodes_only) return printed(formula_of(a_.graph, index), print);
    std::string& pattern = formulas_[static_cast<int>(node.op)];
    if (pattern.empty()) {
      std::vector<Expr> args{symbol("\1")};
      if (node.operand_count > 1) args.push_back(symbol("\2"));
      pattern = json_with_holes(print(apply(node.op, std::move(args))));
    }
    fill(pattern, index, &Name::text);
  }

  void local(int index, int place) {
    const Node& node = a_.graph.nodes[index];
    const double value = a_.backward.locals[node.first_operand + place], upstream = a_.backward.grads[index];
    out_ += "{\"wrt\":";
    string(names_[a_.graph.operands_of(index)[place].node].text);
    out_ += ",\"formula\":";
    const Rules::Rule* rule = node.op == Op::call ? nullptr : &a_.rules.of(a_.graph, index, place);
    if (!rule || rule->piecewise) {
      const Expr formula = local_formula(a_.graph, index, place, a_.values, value, a_.rules);
      printed(formula, print);
      out_ += ",\"latex\":";
      printed(formula, latex);
    } else {
      Printed& patterns = locals_[rule];
      if (patterns.text.empty()) patterns.text = pattern_of(rule->formula, print, 0);
      fill(patterns.text, index, &Name::text);
      out_ += ",\"latex\":";
      const int commands = command_bits(index);
      std::string& pattern = patterns.latex[commands];
      if (pattern.empty()) pattern = pattern_of(rule->formula, latex, commands);
      fill(pattern, index, &Name::latex);
    }
    out_ += ",\"value\":";
    number(value);
    out_ += ",\"upstream\":";
    number(upstream);
    out_ += ",\"downstream\":";
    number(a_.backward.on_path[index] ? upstream * value : 0);
    out_ += '}';
  }

  // Which node's name goes into a hole; -1: none.
  int in_hole(int index, int hole) const {
    if (hole == 2) return index;
    return hole < a_.graph.nodes[index].operand_count ? a_.graph.operands_of(index)[hole].node : -1;
  }
  int command_bits(int index) const {
    int bits = 0;
    for (int hole = 0; hole < 3; ++hole)
      if (const int n = in_hole(index, hole); n >= 0 && names_[n].latex[0] == '\\') bits |= 1 << hole;
    return bits;
  }

  // The formula printed with holes for a, b and out. A name of two letters is set as \mathit{…}, which is a command like any other.
  static std::string pattern_of(const Expr& formula, std::string (*print)(const Expr&), int commands) {
    auto hole = [&](int i) { return std::string(commands >> i & 1 ? 2 : 1, kHoles[i]); };
    std::string text = print(substitute(formula, [&](const std::string& name) {
      return symbol(hole(name == "a" ? 0 : name == "b" ? 1 : 2));
    }));
    for (int i = 0; i < 3; ++i) {
      if (!(commands >> i & 1)) continue;
      const std::string command = "\\mathit{" + hole(i) + "}";
      for (std::size_t at; (at = text.find(command)) != std::string::npos;) text.replace(at, command.size(), 1, kHoles[i]);
    }
    return json_with_holes(text);
  }

  void fill(std::string_view pattern, int index, std::string Name::*form) {
    out_ += '"';
    for (std::size_t i = 0; i < pattern.size();) {
      std::size_t hole = i;
      while (hole < pattern.size() && static_cast<unsigned char>(pattern[hole]) > 3) ++hole;
      out_ += pattern.substr(i, hole - i);
      if (hole < pattern.size()) out_ += names_[in_hole(index, pattern[hole] - 1)].*form;
      i = hole + 1;
    }
    out_ += '"';
  }

  // In the text's order for the most part, so places are found on one way through it.
  void diagnostics(std::string_view text) {
    Places places(text);
    auto place = [&](Span span) {
      const Place p = places.of(span);
      out_ += "\"line\":" + std::to_string(p.line) + ",\"column\":" + std::to_string(p.column) + ",\"length\":" + std::to_string(p.length);
    };
    bool first = true;
    for (const Diagnostic& d : a_.diagnostics) {
      out_ += first ? "\n   {\"severity\":\"" : ",\n   {\"severity\":\"";
      out_ += severity_name(d.severity);
      out_ += "\",";
      place(d.span);
      out_ += ",\"message\":" + json_string(d.message);
      if (d.fix) {  // a replacement with its place
        out_ += ",\"fix\":{";
        place(d.fix->span);
        out_ += ",\"replacement\":" + json_string(d.fix->replacement) + "}";
      }
      out_ += '}';
      first = false;
    }
  }

  Analysis& a_;
  std::vector<Name> names_;  // by node
  std::string formulas_[static_cast<int>(Op::count)];
  std::unordered_map<const Rules::Rule*, Printed> locals_;
  Buffer out_;
};

}  // namespace

Analysis analyse(std::string_view text, const BuildOptions& options) {
  Analysis a;
  Build built = build(parse(text), options);
  a.graph = std::move(built.graph);
  a.diagnostics = std::move(built.diagnostics);
  recompute(a);
  report_births(a);
  return a;
}

void recompute(Analysis& a) {
  a.values = forward(a.graph);
  a.backward = backward(a.graph, a.values, a.rules);
}

std::string json_string(std::string_view text) { return '"' + json_inside(text) + '"'; }

std::string trace_json(std::string_view text, Analysis& a) { return TraceWriter(a).write(text); }

}  // namespace chainrule
