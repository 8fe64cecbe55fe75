// Acts on sets of nodes: removed, copied within the program, copied out of it and into it.
#include <algorithm>
#include <unordered_map>

#include "core/compose_draft.h"
#include "core/compose_words.h"
#include "core/directives.h"
#include "core/names.h"

namespace chainrule {

namespace {

std::size_t index(int i) { return static_cast<std::size_t>(i); }

// The set by node. A call of a function that is drawn as its gates is in it with all of them; a part of one is refused.
std::vector<bool> set_of(Draft& d, const std::vector<int>& nodes) {
  std::vector<bool> in(d.graph.nodes.size(), false);
  for (const int i : nodes) in[index(i)] = true;
  for (auto group = d.graph.groups.rbegin(); group != d.graph.groups.rend(); ++group)  // those around others first
    if (in[index(group->last - 1)])
      for (int i = group->first; i < group->last; ++i) in[index(i)] = true;
  for (const int i : nodes) {
    if (!d.is_gate(i) || d.site(i).syntax >= 0 || d.home(i) >= 0) continue;
    bool whole = false;
    for (const Group& group : d.graph.groups)
      whole = whole || (group.first <= i && i < group.last && in[index(group.last - 1)] && d.site(group.last - 1).syntax >= 0);
    if (!whole) d.refusal = d.drawn(i);
  }
  return in;
}

// Nodes that are no more when the set is removed: itself, and parts without a name that only it uses.
std::vector<bool> gone_with(const Draft& d, const std::vector<bool>& in) {
  std::vector<bool> gone = in;
  for (int i = static_cast<int>(in.size()) - 1; i >= 0; --i) {
    const std::vector<int>& users = d.users(i);
    const bool used = std::any_of(users.begin(), users.end(), [&](int user) { return !gone[index(user)]; });
    if (!in[index(i)] && d.is_gate(i) && !d.node(i).named && !users.empty() && !used) gone[index(i)] = true;
  }
  return gone;
}

bool is_used(const Draft& d, int i, const std::vector<bool>& gone) {
  return std::any_of(d.users(i).begin(), d.users(i).end(), [&](int user) { return !gone[index(user)]; });
}

// Wherever the input is used stands its number.
void input_to_number(Draft& d, int i) {
  const auto known = d.s.words.find(d.node(i).name);
  if (known == d.s.words.end()) return;
  const Form number = number_form(d.analysis.values[index(i)]);
  for (int x = 0; x < static_cast<int>(d.s.program.syntax.size()); ++x) {
    if (d.s.statement[index(x)] < 0 || !d.s.is_name(x) || d.s.at(x).name != known->second || d.s.is_own_parameter(x)) continue;
    if (d.is_latex(d.s.statement[index(x)])) return;
    d.put(x, number);
  }
  if (const int giver = d.home(i); giver >= 0) d.drop(giver);
}

// Statements without a name that would be numbers alone.
void drop_numbers(Draft& d, const std::vector<bool>& in) {
  std::vector<bool> fixed(in.size(), false);
  for (int i = 0; i < static_cast<int>(in.size()); ++i) {
    const Node& n = d.node(i);
    fixed[index(i)] = n.op == Op::input && in[index(i)];
    if (n.op == Op::input) continue;
    bool all = true;
    for (int p = 0; p < n.operand_count; ++p)
      if (const int operand = d.graph.operands_of(i)[p].node; operand >= 0) all = all && fixed[index(operand)];
    fixed[index(i)] = all && !in[index(i)] && !n.named;  // what is removed and used is an input, as is what has a name
  }
  for (int k = 0; k < static_cast<int>(d.s.program.statements.size()); ++k) {
    const Statement& bare = d.statement(k);
    if (bare.kind != Statement::Kind::bare || bare.root < 0) continue;
    const Operand& result = d.result(bare.root);
    if (result.node >= 0 && fixed[index(result.node)]) d.drop(k);
  }
}

Act removed(Draft& d, const std::vector<int>& nodes) {
  const std::vector<bool> in = set_of(d, nodes), gone = gone_with(d, in);
  bool inputs = false;
  for (int i = 0; i < static_cast<int>(in.size()) && d.refusal.empty(); ++i) {
    if (!in[index(i)]) continue;
    const int home = d.home(i);
    if (d.node(i).op == Op::input) {
      input_to_number(d, i);
      inputs = true;
    } else if (d.node(i).named) {
      if (home < 0) d.refusal = d.drawn(i);
      else if (is_used(d, i, gone)) d.to_number(i);
      else d.drop(home);
    } else if (d.is_bare_root(i)) {
      d.drop(home);
    } else if (d.site(i).syntax >= 0 && is_used(d, i, gone)) {
      const std::string name = d.shown(i);
      if (d.is_latex(home)) break;
      d.put(d.own(i), {name});
      d.line(home, name + " = " + number_form(d.analysis.values[index(i)]).text);
    }
  }
  if (inputs && d.refusal.empty()) drop_numbers(d, in);
  return d.finish();
}

}  // namespace

Act remove_nodes(std::string_view text, const Analysis& analysis, const std::vector<int>& nodes) {
  return composed(text, analysis, [&](Draft& d) { return removed(d, nodes); });
}

namespace {

// The nodes' statements written again: in other names, or by themselves.
class Copier {
 public:
  Copier(Draft& d, const std::vector<bool>& in, bool inside)
      : d_(d), in_(in), inside_(inside), names_(in.size()), inline_(in.size(), false) {}

  std::vector<std::string> lines, made;
  std::vector<int> outside;       // nodes that the copies use
  std::set<int> functions;        // names of functions that they call

  void run() {
    const int count = static_cast<int>(in_.size());
    for (int i = 0; i < count; ++i)
      if (in_[index(i)] && d_.node(i).named) names_[index(i)] = inside_ ? next(d_.node(i).name) : d_.node(i).name;
    std::vector<std::string> texts(in_.size());
    for (int i = count - 1; i >= 0 && d_.refusal.empty(); --i) {  // users before what they use
      if (!in_[index(i)] || inline_[index(i)]) continue;
      const bool input = d_.node(i).op == Op::input;
      if (!input && d_.site(i).syntax < 0) {
        if (d_.home(i) >= 0) d_.refusal = d_.drawn(i);
        continue;
      }
      texts[index(i)] = input ? number_form(d_.analysis.values[index(i)]).text : expression(i);
      if (names_[index(i)].empty()) names_[index(i)] = inside_ ? d_.fresh({"q", "p", "r", "s"}) : d_.shown(i);
    }
    for (int i = 0; i < count; ++i) {
      if (texts[index(i)].empty()) continue;
      lines.push_back(names_[index(i)] + " = " + texts[index(i)] + (inside_ ? "" : comment(i)));
      made.push_back(names_[index(i)]);
    }
  }

  // Of a program by itself: what the nodes use from outside has its value, and functions their definitions.
  std::string by_itself() {
    for (std::set<int> done; done.size() < functions.size();)
      for (const int name : std::set<int>(functions))
        if (done.insert(name).second) definition(name);
    std::string text;
    for (const int i : outside) text += names_[index(i)] + " = " + number_form(d_.analysis.values[index(i)]).text + "\n";
    for (const std::string& line : definitions_) text += line + "\n";
    for (const std::string& line : lines) text += line + "\n";
    for (const std::string& name : folded_functions(d_.s.text)) {
      const auto known = d_.s.words.find(name);
      if (known != d_.s.words.end() && functions.count(known->second)) text = with_folded(text, name, true);
    }
    return text;
  }

 private:
  // x2 after x, w3 after w2: the first number that is free.
  std::string next(const std::string& name) {
    std::size_t stem = name.size();
    while (stem > 1 && name[stem - 1] >= '0' && name[stem - 1] <= '9') --stem;
    for (int number = 2;; ++number)
      if (std::string word = name.substr(0, stem) + std::to_string(number); d_.take(word)) return word;
  }

  std::string comment(int i) const {
    const int home = d_.home(i);
    if (home < 0 || !d_.node(i).named || !has_comment(d_.s, d_.statement(home))) return {};
    const std::uint32_t begin = d_.statement(home).span.end;
    std::string behind(d_.s.text.substr(begin, d_.s.text.find('\n', begin) - begin));
    if (behind.find_first_not_of(" \t;") != behind.find('#')) return {};  // another statement's
    if (behind.back() == '\r') behind.pop_back();
    return "  " + behind.substr(behind.find('#'));
  }

  const std::string& from_outside(int i) {
    if (std::find(outside.begin(), outside.end(), i) == outside.end()) {
      outside.insert(std::lower_bound(outside.begin(), outside.end(), i), i);
      names_[index(i)] = inside_ ? d_.name_of(i) : d_.node(i).named ? d_.node(i).name : d_.shown(i);
    }
    return names_[index(i)];
  }

  std::string expression(int gate) {
    const Draft::Site& site = d_.site(gate);
    const Slot whole = d_.own(gate);
    if (d_.is_latex(d_.s.statement[index(site.syntax)])) return {};
    std::vector<TextEdit> edits;
    std::vector<int> waiting;
    if (site.copy) waiting.push_back(site.syntax);
    else operands(gate, edits, waiting);
    while (!waiting.empty()) {
      const int x = waiting.back();
      waiting.pop_back();
      visit(x, edits, waiting);
    }
    const Span span = whole.syntax < 0 ? whole.span : d_.s.inner(site.syntax);
    const std::string text = d_.s.edited(span, std::move(edits));
    return whole.syntax < 0 ? std::string(d_.s.slice(d_.s.at(site.syntax).head)) + "(" + text + ")" : text;
  }

  // The gate's operands as they stand in its expression; of max(a, b, c), those of the gates before it too.
  void operands(int gate, std::vector<TextEdit>& edits, std::vector<int>& waiting) {
    const int syntax = d_.site(gate).syntax;
    const Syntax& x = d_.s.at(syntax);
    if (x.kind == Syntax::Kind::call && d_.s.is_defined(x.name)) functions.insert(x.name);
    for (int terms = d_.site(gate).terms; terms > 0; --terms) {
      const int before = d_.graph.operands_of(gate)[0].node;
      const bool many = before >= 0 && d_.is_own(syntax, before) && d_.site(before).terms == terms - 1 && terms > 2;
      waiting.push_back(d_.s.child(syntax, terms - 1));
      if (many && !in_[index(before)]) {
        edits.push_back({d_.own(before).span, from_outside(before)});
        return;
      }
      if (!many) continue;
      inline_[index(before)] = true;
      gate = before;
    }
  }

  void visit(int x, std::vector<TextEdit>& edits, std::vector<int>& waiting) {
    const int n = d_.result(x).node;
    for (int i = x; n < 0 && i >= d_.s.first[index(x)]; --i)  // a number, which may be a function's
      if (d_.s.at(i).kind == Syntax::Kind::call && d_.s.is_defined(d_.s.at(i).name)) functions.insert(d_.s.at(i).name);
    if (n < 0) return;
    if (d_.s.is_name(x)) {
      const std::string& name = in_[index(n)] ? names_[index(n)] : from_outside(n);
      if (name != d_.s.slice(d_.s.at(x).head)) edits.push_back(d_.s.replace(x, name, Hold::atom));
    } else if (!d_.is_own(x, n)) {  // a function that passes its operand on
      if (d_.s.at(x).kind == Syntax::Kind::call && d_.s.is_defined(d_.s.at(x).name)) functions.insert(d_.s.at(x).name);
      for (int c = 0; c < d_.s.at(x).child_count; ++c) waiting.push_back(d_.s.child(x, c));
    } else if (in_[index(n)]) {
      inline_[index(n)] = true;
      operands(n, edits, waiting);
    } else {
      edits.push_back(d_.s.replace_whole(d_.s.at(x).span, from_outside(n)));
    }
  }

  void definition(int name) {
    for (int k = 0; k < static_cast<int>(d_.s.program.statements.size()); ++k) {
      const Statement& d = d_.statement(k);
      if (d.kind != Statement::Kind::define || d.name != name || d.root < 0) continue;
      if (d_.is_latex(k)) return;
      definitions_.emplace_back(d_.s.slice(d.span));
      for (int i = d.first; i <= d.root; ++i) {
        const Syntax& x = d_.s.at(i);
        if (x.kind == Syntax::Kind::call && d_.s.is_defined(x.name)) functions.insert(x.name);
        if (!d_.s.is_name(i) || d_.s.is_own_parameter(i)) continue;
        const int outer = d_.graph.find(d_.s.name(x.name));
        if (outer >= 0 && !in_[index(outer)]) from_outside(outer);
      }
      return;
    }
  }

  Draft& d_;
  const std::vector<bool>& in_;
  bool inside_;
  std::vector<std::string> names_, definitions_;
  std::vector<bool> inline_;  // written in another's expression
};

}  // namespace

Act duplicate_nodes(std::string_view text, const Analysis& analysis, const std::vector<int>& nodes) {
  return composed(text, analysis, [&](Draft& d) {
    const std::vector<bool> in = set_of(d, nodes);
    Copier copier(d, in, true);
    d.name_output();
    copier.run();
    const int before = d.before_output(copier.outside);
    for (std::string& line : copier.lines) d.line(before, std::move(line));
    d.made = std::move(copier.made);
    return d.finish();
  });
}

Clip copy_nodes(std::string_view text, const Analysis& analysis, const std::vector<int>& nodes) {
  Clip clip;
  composed(text, analysis, [&](Draft& d) {
    const std::vector<bool> in = set_of(d, nodes);
    Copier copier(d, in, false);
    copier.run();
    clip = {copier.by_itself(), d.refusal};
    if (!d.refusal.empty()) clip.program.clear();
    return Act{};
  });
  return clip;
}

Act paste_program(std::string_view text, const Analysis& analysis, std::string_view pasted) {
  Draft d(text, analysis);
  const Source other(pasted);
  const Build b = build(other.program);
  for (const Diagnostic& diagnostic : b.diagnostics)
    if (diagnostic.severity == Severity::error && d.refusal.empty()) d.refusal = "what is pasted has an error: " + diagnostic.message;
  std::set<std::string> theirs;
  for (const std::string& name : other.program.names) theirs.insert(name_key(name));
  std::vector<std::string> to(other.program.names.size());
  std::vector<int> uses;
  std::unordered_map<std::string, int> mine;
  for (int n = 0; n < static_cast<int>(d.s.program.names.size()); ++n) mine.emplace(name_key(d.s.name(n)), n);
  for (int n = 0; n < static_cast<int>(other.program.names.size()); ++n) {
    const std::string& name = other.name(n);
    const bool given = other.value_of(n) >= 0 || other.is_defined(n);
    if (const auto known = mine.find(name_key(name)); !given && known != mine.end()) {
      const int here = known->second;
      const bool other_meaning = other.calls_of(n) > 0 ? d.s.is_defined(here) : name_key(name) == "e" || name_key(name) == "pi";
      if (other_meaning && (d.s.is_defined(here) || d.s.value_of(here) >= 0))
        d.refusal = name + " has another meaning in this program than in what is pasted; rename it first";
      if (const int node = d.graph.find(name); node >= 0) uses.push_back(node);
    }
    if (!given) continue;
    if (d.take(name, true)) {
      d.made.push_back(name);
      continue;
    }
    std::string stem = name, word;
    while (stem.size() > 1 && stem.back() >= '0' && stem.back() <= '9') stem.pop_back();
    for (int number = 2; word.empty(); ++number)
      if (std::string next = stem + std::to_string(number); !theirs.count(name_key(next)) && d.take(next)) word = next;
    to[index(n)] = word;
    d.made.push_back(word);
  }
  std::string lines = apply_edits(pasted, renamed(other, to, true));
  while (!lines.empty() && (lines.back() == '\n' || lines.back() == '\r')) lines.pop_back();
  d.name_output();
  if (lines.empty() && d.refusal.empty()) d.refusal = "there is nothing to paste";
  d.line(d.before_output(uses), std::move(lines));
  return d.finish();
}

}  // namespace chainrule
