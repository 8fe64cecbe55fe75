// Where gates stand in the text, and what is asked of them.
#include "core/compose_draft.h"

#include <algorithm>
#include <cmath>

#include "core/names.h"
#include "core/number.h"

namespace chainrule {

namespace {

std::size_t index(int i) { return static_cast<std::size_t>(i); }

void note_folded(const Graph& graph, std::vector<std::string>& names) {
  for (const Function& function : graph.functions) {
    if (std::find(names.begin(), names.end(), function.name) != names.end()) continue;
    names.push_back(function.name);
    note_folded(*function.body, names);
  }
}

}  // namespace

std::string held(const Form& form, Hold least) { return form.hold < least ? "(" + form.text + ")" : form.text; }

Form number_form(double value) {
  if (std::isnan(value)) return {"0/0", Hold::product};
  if (std::isinf(value)) return {value > 0 ? "1/0" : "-1/0", Hold::product};
  if (std::signbit(value)) return {value == 0 ? "-0" : format_number(value), Hold::sign};
  return {format_number(value), Hold::atom};
}

bool has_comment(const Source& s, const Statement& statement) {
  const std::string_view line = s.text.substr(statement.span.end, s.text.find('\n', statement.span.end) - statement.span.end);
  return line.find('#') != std::string_view::npos;
}

Draft::Draft(std::string_view text, const Analysis& a)
    : s(text), analysis(a), graph(a.graph), sites_(graph.nodes.size()), users_(graph.nodes.size()) {
  note_folded(graph, options_.folded);
  for (const std::string& name : s.program.names) taken_.insert(name_key(name));
  for (const Token& token : s.tokens)  // those in lines with an error too
    if (token.kind == TokenKind::name) taken_.insert(name_key(s.slice(token.span)));
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i)
    for (int p = 0; p < node(i).operand_count; ++p)
      if (const int operand = graph.operands_of(i)[p].node; operand >= 0) users_[index(operand)].push_back(i);
  find_sites();
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i)
    if (is_gate(i) && (node(i).named || output_ < 0 || !node(output_).named)) output_ = i;
  if (output_ >= 0 && node(output_).named) expected_ = node(output_).name;
}

void Draft::find_sites() {
  for (int i = 0; i < static_cast<int>(s.program.syntax.size()); ++i) {
    const int n = result(i).node;
    if (s.statement[index(i)] < 0 || n < 0 || s.at(i).child_count == 0 || site(n).syntax >= 0 || !is_gate(n)) continue;
    bool passed_on = node(n).named && s.statement_of(i).root != i;  // by a function whose value is a parameter or a name outside
    for (int c = 0; c < s.at(i).child_count; ++c) passed_on = passed_on || result(s.child(i, c)).node == n;
    if (passed_on || (node(n).named && s.giver_of(node(n).name) != s.statement[index(i)])) continue;
    find_terms(i, n);
  }
  for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {  // y = x has a gate
    if (!node(i).named || !is_gate(i) || site(i).syntax >= 0) continue;
    const int giver = s.giver_of(node(i).name), root = giver < 0 ? -1 : statement(giver).root;
    if (root >= 0 && result(root).node >= 0 && result(root).node != i && node(i).op == Op::mul && node(i).span == s.at(root).span)
      sites_[index(i)] = {root, 0, true};
  }
}

// max(a, b, c) is max(max(a, b), c).
void Draft::find_terms(int syntax, int gate) {
  const Syntax& x = s.at(syntax);
  sites_[index(gate)] = {syntax, x.child_count, false};
  if (x.kind != Syntax::Kind::call || s.is_defined(x.name)) return;
  for (int terms = x.child_count; terms > 2;) {
    const Node& n = node(gate);
    gate = graph.operands_of(gate)[0].node;
    if (gate < 0 || node(gate).named || node(gate).op != n.op || node(gate).span != n.span) return;
    sites_[index(gate)] = {syntax, --terms, false};
  }
}

int Draft::home(int i) const {
  if (node(i).named) return s.giver_of(node(i).name);
  return site(i).syntax < 0 ? -1 : s.statement[index(site(i).syntax)];
}

bool Draft::is_bare_root(int i) const {
  const int at = site(i).syntax;
  return at >= 0 && !node(i).named && s.statement_of(at).root == at && s.at(at).child_count == site(i).terms;
}

std::string Draft::called(int i) const {
  if (node(i).named || site(i).syntax < 0) return node(i).name;
  const Slot here = own(i);
  return here.form.text.size() <= 40 ? here.form.text : node(i).name;
}

std::string Draft::drawn(int i) const {
  std::string function = node(i).op == Op::call ? graph.functions[index(node(i).function)].name : std::string();
  for (const Group& group : graph.groups)
    if (function.empty() && group.first <= i && i < group.last) function = group.function;
  if (node(i).op == Op::call) return function + " is folded; unfold it to edit its gates";
  return "this is drawn from the definition of " + function + "; write " + function + " out to edit its gates, or fold it to wire the call";
}

std::string Draft::closed(int gate) {
  if (!is_gate(gate)) return node(gate).name + " is an input, which has no operands; add a gate and connect it";
  if (site(gate).syntax < 0) return drawn(gate);
  const Syntax& x = s.at(site(gate).syntax);
  if (is_latex(s.statement[index(site(gate).syntax)])) return refusal;
  if (x.kind == Syntax::Kind::call && s.is_defined(x.name) && node(gate).op != Op::call)
    return called(gate) + " is a call of " + s.name(x.name) + ", drawn as its gates; fold " + s.name(x.name) + " to wire the call";
  return {};
}

bool Draft::is_latex(int index) {
  if (!s.is_latex(statement(index))) return false;
  latex = index;
  refusal = "this formula is written in LaTeX; edit it in the program";
  return true;
}

Span Draft::terms_span(int syntax, int count) const {
  return join(s.at(s.child(syntax, 0)).span, s.at(s.child(syntax, count - 1)).span);
}

Slot Draft::slot(int gate, int place) const {
  const Site& here = site(gate);
  const Syntax& x = s.at(here.syntax);
  int child = here.copy ? here.syntax : -1;
  if (here.copy && place == 0) return {-1, {}, {"1"}};
  if (!here.copy && x.kind == Syntax::Kind::call && !s.is_defined(x.name) && x.child_count > 2) {
    if (place == 0 && here.terms > 2) {
      const Span span = terms_span(here.syntax, here.terms - 1);
      return {-1, span, {std::string(s.slice(x.head)) + "(" + std::string(s.slice(span)) + ")"}};
    }
    child = s.child(here.syntax, place == 0 ? 0 : here.terms - 1);
  } else if (!here.copy) {
    if (node(gate).op == Op::exp && s.is_op(here.syntax, Op::pow)) ++place;  // e^x
    if (place >= x.child_count) return {};  // a name that a function's body uses
    child = s.child(here.syntax, place);
  }
  return {child, s.at(child).span, {s.argument(child), s.own_hold(child)}};
}

Slot Draft::own(int gate) const {
  const Site& here = site(gate);
  if (!here.copy && here.terms < s.at(here.syntax).child_count) {
    const Span span = terms_span(here.syntax, here.terms);
    return {-1, span, {std::string(s.slice(s.at(here.syntax).head)) + "(" + std::string(s.slice(span)) + ")"}};
  }
  return {here.syntax, s.at(here.syntax).span, {s.argument(here.syntax), s.own_hold(here.syntax)}};
}

bool Draft::depends(int i, int on) const {
  std::vector<bool> reached(index(i) + 1, false);
  reached[index(i)] = true;
  for (int n = i; n > on; --n)  // operands come before their gates
    for (int p = 0; reached[index(n)] && p < node(n).operand_count; ++p)
      if (const int operand = graph.operands_of(n)[p].node; operand >= 0) reached[index(operand)] = true;
  return on <= i && reached[index(on)];
}

int Draft::before_output(const std::vector<int>& operands) const {
  if (output_ < 0) return -1;
  for (const int i : operands)
    if (depends(i, output_)) return -1;
  int before = home(output_);
  for (int k = 0; k < before; ++k) {  // a line without a name that uses the output, above it
    const int value = statement(k).name < 0 && statement(k).root >= 0 ? result(statement(k).root).node : -1;
    if (value >= 0 && depends(value, output_)) before = k;
  }
  return before;
}

// ---- names ----

bool Draft::take(const std::string& name, bool any) {
  const std::string key = name_key(name);
  return (any || (key != "pi" && key != "e" && find_function(name) == Op::count)) && taken_.insert(key).second;
}

std::string Draft::fresh(const std::vector<std::string>& stems) {
  for (int number = 1;; ++number)
    for (const std::string& stem : stems)
      if (std::string name = stem + (number > 1 ? std::to_string(number) : std::string()); take(name)) return name;
}

std::string Draft::shown(int i) { return take(node(i).name) ? node(i).name : fresh({"q", "p", "r"}); }

std::string Draft::name_of(int i, const std::string& wanted) {
  if (node(i).named) return node(i).name;
  if (const auto known = given_.find(i); known != given_.end()) return known->second;
  if (site(i).syntax < 0) refusal = drawn(i);
  if (!refusal.empty() || is_latex(home(i))) return {};
  const std::string name = wanted.empty() ? shown(i) : wanted;
  given_[i] = name;
  if (i == output_) expected_ = name;
  name_output();
  if (is_bare_root(i)) {
    heads_[home(i)] = name;
  } else {
    put(own(i), {name});
    lines_.push_back({home(i), name + " = ", i});
  }
  return name;
}

void Draft::name_output() {
  if (!keeps_output || !expected_.empty() || output_ < 0 || !is_bare_root(output_)) return;
  expected_ = fresh({"f"});
  given_[output_] = expected_;
  heads_[home(output_)] = expected_;
}

std::string Draft::new_inputs(int before, int count, std::vector<Form>& operands) {
  std::string text;
  for (; count > 0; --count) {
    operands.push_back({fresh({"u", "v", "w"})});
    text += (text.empty() ? "" : "; ") + operands.back().text + " = 1";
  }
  if (!text.empty()) line(before, text);
  return text;
}

// ---- changes ----

void Draft::put(const Slot& slot, const Form& form) {
  if (slot.syntax >= 0) return put(slot.syntax, form);
  changes_[{slot.span.begin, ~slot.span.end}] = {slot.span, form.text};
}

void Draft::put(int syntax, const Form& form) {
  const Span span = s.at(syntax).span;  // brackets around what is no longer a formula go with it
  const bool atom = form.hold == Hold::atom && s.at(syntax).child_count > 0;
  changes_[{span.begin, ~span.end}] = atom ? s.replace_whole(span, form.text) : s.replace(syntax, form.text, form.hold);
}

void Draft::line(int before, std::string text) { lines_.push_back({before, std::move(text), -1}); }

void Draft::drop(int statement) {
  if (!is_latex(statement)) dropped_.insert(statement);
}

void Draft::to_number(int i) {
  const int giver = home(i);
  if (is_latex(giver)) return;
  const Form form = number_form(analysis.values[index(i)]);
  if (statement(giver).kind == Statement::Kind::define) plain_.insert(giver);
  put(statement(giver).root, form);
}

void Draft::to_end(int statement, std::string name) {
  moved_.clear();
  if (statement >= 0) moved_ = {statement};
  expected_ = std::move(name);
}

// ---- gates that can be asked for ----

Kind find_kind(const Source& s, std::string_view word) {
  Kind kind;
  if (const auto known = s.words.find(word); known != s.words.end() && s.is_defined(known->second)) {
    kind.call = std::string(word);
    kind.op = Op::call;
    for (const Statement& d : s.program.statements) {
      if (d.kind != Statement::Kind::define || d.name != known->second) continue;
      kind.arity = static_cast<int>(d.params.size());
      if (!s.is_called(d)) kind.refusal = kind.call + " is a node itself, since nothing calls it; a call would take it away";
      if (d.root < 0) kind.refusal = kind.call + " has an error in its definition; correct it first";
      break;
    }
    return kind;
  }
  for (int i = 0; i < static_cast<int>(Op::count); ++i) {
    const auto op = static_cast<Op>(i);
    const Gate& row = gate(op);
    if (row.arity == 0 || row.marker) continue;
    if (word == row.name || find_function(word) == op) {
      const std::string_view names = row.functions;
      kind.op = op;
      kind.arity = row.arity;
      if (op != Op::pow) kind.call = std::string(find_function(word) == op ? word : names.substr(0, names.find(' ')));
      return kind;
    }
    for (int place = 0; row.arity == 2 && place < 2; ++place)
      for (const double c : {op == Op::add ? 1.0 : 2.0, 1.0}) {
        const SlideGate* slide = find_slide_gate(op, place, c);
        if (slide && word == slide->name) return {{}, op, {}, 1, slide, c};
      }
  }
  kind.refusal = "'" + std::string(word) + "' is no gate; choose one of the table, or a function of the program";
  return kind;
}

std::vector<GateChoice> gate_choices(std::string_view text) {
  std::vector<GateChoice> choices;
  const auto add = [&](const char* name, const char* sign, const char* title, std::string aliases) {
    if (std::none_of(choices.begin(), choices.end(), [&](const GateChoice& c) { return c.name == name; }))
      choices.push_back({name, sign, title, std::move(aliases)});
  };
  constexpr std::pair<Op, const char*> kTyped[] = {{Op::add, "+"}, {Op::sub, "-"}, {Op::mul, "*"}, {Op::div, "/"}, {Op::pow, "^"}};
  for (int i = 0; i < static_cast<int>(Op::count); ++i) {
    const auto op = static_cast<Op>(i);
    const Gate& row = gate(op);
    if (row.arity == 0 || row.marker) continue;
    std::string aliases = row.functions;
    for (const auto& [typed, sign] : kTyped)
      if (typed == op) aliases += (aliases.empty() ? "" : " ") + std::string(sign);
    add(row.name, row.sign, row.title, aliases);
    for (int place = 0; row.arity == 2 && place < 2; ++place)
      for (const double c : {op == Op::add ? 1.0 : 2.0, 1.0})
        if (const SlideGate* slide = find_slide_gate(op, place, c)) add(slide->name, slide->sign, slide->title, "");
  }
  const Source s(text);
  for (const Statement& d : s.program.statements)
    if (s.is_called(d) && d.root >= 0) choices.push_back({std::string(s.name(d.name)), "f", std::string(s.name(d.name)), "", true});
  return choices;
}

Form form_of(const Kind& kind, std::vector<Form> operands, const Form* literal) {
  if (kind.slide) operands.insert(operands.begin() + kind.slide->literal_place, literal ? *literal : number_form(kind.literal));
  if (!kind.call.empty()) {
    std::string text = kind.call + "(";
    for (std::size_t i = 0; i < operands.size(); ++i) text += (i > 0 ? ", " : "") + operands[i].text;
    return {text + ")"};
  }
  const Form &a = operands[0], &b = operands.back();
  switch (kind.op) {
    case Op::add: return {held(a, Hold::sum) + " + " + held(b, Hold::product), Hold::sum};
    case Op::sub: return {held(a, Hold::sum) + " - " + held(b, Hold::product), Hold::sum};
    case Op::mul: return {held(a, Hold::product) + "*" + held(b, Hold::sign), Hold::product};
    case Op::div: return {held(a, Hold::product) + "/" + held(b, Hold::sign), Hold::product};
    case Op::neg: return {"-" + held(a, Hold::power), Hold::sign};
    default: return {held(a, Hold::atom) + "^" + held(b, Hold::sign), Hold::power};
  }
}

}  // namespace chainrule
