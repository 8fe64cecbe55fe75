// A batch of changes becomes edits: what is written in place, which lines are new, which go, and whether the output is still itself.
#include <algorithm>

#include "core/compose_draft.h"
#include "core/latex_text.h"
#include "core/names.h"

namespace chainrule {

namespace {

std::size_t index(int i) { return static_cast<std::size_t>(i); }

std::uint32_t line_start(std::string_view text, std::uint32_t at) {
  return at == 0 ? 0 : static_cast<std::uint32_t>(text.rfind('\n', at - 1) + 1);  // npos + 1 is the text's begin
}

std::uint32_t line_end(std::string_view text, std::uint32_t at) {
  return static_cast<std::uint32_t>(std::min(text.find('\n', at), text.size()));
}

constexpr int kMostRounds = 100;  // what goes can take other things with it

bool mentions(const Source& s, const Statement& statement, int name) {
  for (int i = statement.first; i <= statement.root; ++i)
    if (s.is_name(i) && s.at(i).name == name) return true;
  return false;
}

std::vector<bool> computed_from(const Graph& g, int node) {
  std::vector<bool> on(g.nodes.size(), false);
  on[index(node)] = true;
  for (int i = node + 1; i < static_cast<int>(g.nodes.size()); ++i)
    for (int p = 0; p < g.nodes[index(i)].operand_count; ++p)
      if (const int operand = g.operands_of(i)[p].node; operand >= 0 && on[index(operand)]) on[index(i)] = true;
  return on;
}

}  // namespace

// The changes in a part of the text that do not lie in others.
std::vector<TextEdit> Draft::outermost(Span within, bool strictly) const {
  std::vector<TextEdit> edits;
  std::uint32_t reach = within.begin;
  for (auto c = changes_.lower_bound({within.begin, 0}); c != changes_.end() && c->first.first < within.end; ++c) {
    const Span span{c->first.first, ~c->first.second};
    if (span.end > within.end || span.begin < reach || (strictly && span == within)) continue;
    edits.push_back(c->second);
    reach = span.end;
  }
  return edits;
}

// A gate's expression as the changes inside it leave it.
std::string Draft::text_of(int i) const {
  const Site& here = site(i);
  const Slot whole = own(i);
  if (whole.syntax < 0) return std::string(s.slice(s.at(here.syntax).head)) + "(" + s.edited(whole.span, outermost(whole.span, true)) + ")";
  return s.edited(s.inner(here.syntax), outermost(whole.span, true));
}

// Where a line before this statement begins: not inside a formula of several lines.
std::uint32_t Draft::line_of(int index) const {
  const std::uint32_t at = line_start(s.text, statement(index).span.begin);
  const LatexText latex(s.text);
  for (std::size_t piece = 0; !latex.none() && piece <= at;) {
    const std::size_t end = latex.piece(piece).end;
    if (end > at) return std::min(at, line_start(s.text, static_cast<std::uint32_t>(piece)));
    piece = std::min(end + (s.text.substr(end, 2) == "\r\n" ? 2 : 1), s.text.size());
    if (end == s.text.size()) break;
  }
  return at;
}

// Has the definition lost the parameter? -1: any.
bool Draft::lost(int definition, int param) const {
  return std::any_of(no_params_.begin(), no_params_.end(),
                     [&](const std::pair<int, int>& p) { return p.first == definition && (param < 0 || p.second == param); });
}

// The header of a definition that nothing calls: without parameters that its body has lost, or as a plain name.
void Draft::edit_header(int i, std::vector<TextEdit>& edits) const {
  const Statement& d = statement(i);
  const auto open = static_cast<std::uint32_t>(s.text.find('(', d.name_span.end));
  const auto close = static_cast<std::uint32_t>(s.text.find(')', open) + 1);
  std::string left;
  for (const int param : d.params) {
    if (plain_.count(i) || lost(i, param)) continue;
    left += (left.empty() ? "" : s.slice({open, close}).find(", ") != std::string_view::npos ? ", " : ",") + s.name(param);
  }
  edits.push_back({{open, close}, left.empty() ? left : "(" + left + ")"});
}

// The statement's text for the end, with its comment if it has the line for itself, which then goes; else it is `going`.
std::string Draft::moved(int k, std::set<int>& going, std::vector<TextEdit>& edits) const {
  const Span span = statement(k).span;
  std::vector<TextEdit> inside = outermost(span, false);
  if (plain_.count(k) || lost(k, -1)) edit_header(k, inside);
  const auto head = heads_.find(k);
  const std::string text = (head != heads_.end() ? head->second + " = " : "") + s.edited(span, std::move(inside));
  const std::uint32_t begin = line_start(s.text, span.begin), end = line_end(s.text, span.end);
  for (const Token& t : s.tokens)
    if (t.kind != TokenKind::newline && t.span.begin >= begin && t.span.begin < end &&
        (t.span.end <= span.begin || t.span.begin >= span.end)) {
      going.insert(k);
      return text;
    }
  edits.push_back({{begin, std::min(end + 1, static_cast<std::uint32_t>(s.text.size()))}, ""});
  std::string behind(s.slice({span.end, end}));
  if (!behind.empty() && behind.back() == '\r') behind.pop_back();
  return std::string(s.slice({begin, span.begin})) + text + behind;
}

std::vector<TextEdit> Draft::render() {
  const std::string newline = s.text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
  std::vector<TextEdit> edits;
  std::map<int, std::string> inserts;
  std::vector<std::string> tail;
  const auto is_moved = [&](int i) { return std::find(moved_.begin(), moved_.end(), i) != moved_.end(); };
  for (const Line& l : lines_) {
    const std::string text = l.text + (l.node < 0 ? "" : text_of(l.node));
    if (l.before < 0) tail.push_back(text);
    else inserts[static_cast<int>(line_of(l.before))] += text + newline;
  }
  for (const auto& [i, name] : heads_)
    if (!is_moved(i)) inserts[static_cast<int>(statement(i).span.begin)] += name + " = ";
  for (TextEdit& edit : outermost({0, static_cast<std::uint32_t>(s.text.size())}, false)) {
    const auto& all = s.program.statements;
    const auto behind = std::partition_point(all.begin(), all.end(), [&](const Statement& x) { return x.span.begin <= edit.span.begin; });
    const int home = static_cast<int>(behind - all.begin()) - 1;
    if (!is_moved(home) && !dropped_.count(home)) edits.push_back(std::move(edit));
  }
  std::set<int> headers = plain_;
  for (const auto& [i, names] : no_params_) headers.insert(i);
  for (const int i : headers)
    if (!is_moved(i) && !dropped_.count(i)) edit_header(i, edits);
  std::set<int> going = dropped_;
  for (const int i : moved_) tail.push_back(moved(i, going, edits));
  if (!remove(s, going, edits)) refusal = "there is a word before one of these names on its line; put it on a line of its own";
  if (!tail.empty()) {
    const bool empty = s.text.empty(), open = !empty && s.text.back() != '\n';
    std::string& end = inserts[static_cast<int>(s.text.size())];
    if (open) end += newline;
    for (std::size_t i = 0; i < tail.size(); ++i) end += (i > 0 ? newline : "") + tail[i];
    if (!empty && !open) end += newline;
  }
  for (auto& [place, text] : inserts) {
    const auto at = static_cast<std::uint32_t>(place);
    edits.push_back({{at, at}, std::move(text)});
  }
  settle(s, edits);
  return edits;
}

// Inputs that the program used and uses no more.
bool Draft::drop_unused(const Source& after, const Graph& g) {
  bool dropped = false;
  std::vector<bool> used(g.nodes.size(), false);
  for (const Operand& operand : g.operands)
    if (operand.node >= 0) used[index(operand.node)] = true;
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {
    if (node(i).op != Op::input || node(i).implicit || !node(i).named || users(i).empty()) continue;
    const int giver = home(i), now = g.find(node(i).name);
    if (giver < 0 || now < 0 || used[index(now)] || dropped_.count(giver) || has_comment(s, statement(giver))) continue;
    const auto known = after.words.find(node(i).name);
    if (known == after.words.end() || !still_needed(after, known->second, {}).empty()) continue;
    drop(giver);
    dropped = true;
  }
  return dropped;
}

// What was the output is it again, or what is now computed from it: by a statement that goes to the end.
bool Draft::keep_output(const Source& after, const Graph& g) {
  int wanted = expected_.empty() || !keeps_output ? -1 : g.find(expected_);
  kept_ = wanted < 0 || wanted == g.output || !g.nodes[index(wanted)].named || g.nodes[index(wanted)].op == Op::input;
  if (kept_) return false;
  std::vector<bool> on = computed_from(g, wanted);
  for (int i = 0; i < static_cast<int>(g.nodes.size()); ++i)
    if (on[index(i)] && g.nodes[index(i)].named) wanted = i;
  on = computed_from(g, wanted);
  if (wanted == g.output || !moved_.empty()) return false;
  const std::string& name = g.nodes[index(wanted)].name;
  int giver = s.giver_of(name);
  for (const auto& [i, head] : heads_)
    if (head == name) giver = i;
  if (giver < 0 || is_latex(giver)) return false;
  moved_ = {giver};
  auto then = after.program.statements.begin();  // what has no name and uses it goes along
  for (int k = 0; k < static_cast<int>(s.program.statements.size()); ++k) {
    const auto is_bare = [](const Statement& x) { return x.kind == Statement::Kind::bare && x.root >= 0; };
    if (!is_bare(statement(k)) || dropped_.count(k) || heads_.count(k)) continue;
    while (then != after.program.statements.end() && !is_bare(*then)) ++then;
    if (then == after.program.statements.end()) break;
    const int result = g.expressions[index((then++)->root)].node;
    if (result >= 0 && on[index(result)] && !is_latex(k)) moved_.push_back(k);
  }
  return true;
}

// Seen from the program that the changes make: is there more to change?
bool Draft::adjust(const std::string& after, const Build& b) {
  bool more = false, numbers = false;
  const Source now(after);
  for (int i = 0; i < static_cast<int>(s.program.statements.size()); ++i) {
    const Statement& d = statement(i);
    if (d.kind != Statement::Kind::define || d.root < 0 || dropped_.count(i) || plain_.count(i)) continue;
    if (s.is_called(d)) {  // a definition that nothing calls any more would be a node
      const auto known = now.words.find(s.name(d.name));
      const bool left = known != now.words.end() && now.is_defined(known->second) && now.calls_of(known->second) == 0;
      if (left) drop(i);
      more |= left;
    }
    if (s.is_called(d) || s.is_latex(d)) continue;
    const int giver = now.giver_of(s.name(d.name));
    if (giver < 0) continue;
    const Statement& then = now.program.statements[index(giver)];
    for (const int param : d.params) {
      const auto known = now.words.find(s.name(param));
      if (lost(i, param) || !mentions(s, d, param) || (known != now.words.end() && mentions(now, then, known->second))) continue;
      no_params_.emplace_back(i, param);
      more = true;
    }
  }
  for (const int i : std::set<int>(dropped_)) {  // an operand that a function does not use is no wire, but the name stands there
    const int node = statement(i).name < 0 ? -1 : graph.find(s.name(statement(i).name));
    const int then = node < 0 ? -1 : b.graph.find(this->node(node).name);
    if (more || then < 0 || !b.graph.nodes[index(then)].implicit) continue;
    dropped_.erase(i);
    to_number(node);
    numbers = true;
  }
  more |= numbers;
  if (tidy && !more) more = drop_unused(now, b.graph);
  return more || keep_output(now, b.graph);
}

Act Draft::finish() {
  Act act;
  const auto errors = [](const std::vector<Diagnostic>& all) {
    return std::count_if(all.begin(), all.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
  };
  for (int round = 0; round < kMostRounds && refusal.empty(); ++round) {
    act.edits = render();
    const std::string after = apply_edits(s.text, act.edits);
    const Build b = build(parse(after), options_);
    if (errors(b.diagnostics) > errors(build(s.program, options_).diagnostics)) {
      for (const Diagnostic& d : b.diagnostics)
        if (d.severity == Severity::error) refusal = "the program would have an error: " + d.message;
    } else if (after == s.text) {
      refusal = "that is so already";
    } else if (refusal.empty() && !adjust(after, b)) {
      break;
    }
  }
  if (!refusal.empty()) act.edits.clear();
  act.refusal = refusal;
  act.made = made;
  return act;
}

}  // namespace chainrule
