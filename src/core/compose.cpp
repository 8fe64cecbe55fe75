// Acts on one gate or wire.
#include "core/compose.h"

#include <algorithm>

#include "core/compose_draft.h"
#include "core/names.h"

namespace chainrule {

namespace {

Act refused(std::string words) {
  Act act;
  act.refusal = std::move(words);
  return act;
}

std::string no_place(const Draft& d, int gate, int place) {
  const Node& n = d.node(gate);
  if (place >= 0 && place < n.operand_count && n.op == Op::call)
    return "the definition of " + d.graph.functions[static_cast<std::size_t>(n.function)].name +
           " uses this name itself; edit the definition";
  return d.called(gate) + " has no operand at this place";
}

// Why there is no such place; empty if there is.
std::string no_slot(Draft& d, int gate, int place, Slot& slot) {
  if (std::string words = d.closed(gate); !words.empty()) return words;
  if (place >= 0 && place < d.node(gate).operand_count) slot = d.slot(gate, place);
  return slot.form.text.empty() ? no_place(d, gate, place) : std::string();
}

std::string takes(const Kind& kind, std::string_view gate, std::size_t given) {
  const char* operands = kind.arity == 1 ? " operand, not " : " operands, not ";
  return std::string(gate) + " takes " + std::to_string(kind.arity) + operands + std::to_string(given);
}

// A copy has its literal nowhere in the text.
void put_operand(Draft& d, int gate, const Slot& slot, const Form& form) {
  if (!d.site(gate).copy || slot.syntax >= 0) return d.put(slot, form);
  const Slot whole = d.own(gate);
  d.put(whole, {held(form, Hold::product) + "*" + held(whole.form, Hold::sign), Hold::product});
}

Act added(Draft& d, std::string_view gate, const std::vector<int>& operands) {
  const int before = d.before_output(operands);
  if (gate == "input") {
    d.made = {d.fresh({"x", "y", "z"})};
    d.line(before, d.made[0] + " = 1");
    return d.finish();
  }
  const Kind kind = find_kind(d.s, gate);
  if (!kind.refusal.empty()) return refused(kind.refusal);
  if (static_cast<int>(operands.size()) > kind.arity) return refused(takes(kind, gate, operands.size()));
  d.name_output();
  std::vector<Form> forms;
  for (const int i : operands) forms.push_back({d.name_of(i)});
  d.new_inputs(before, kind.arity - static_cast<int>(forms.size()), forms);
  d.made = {d.fresh({"a", "b", "c", "d", "g", "h", "k"})};
  d.line(before, d.made[0] + " = " + form_of(kind, std::move(forms)).text);
  return d.finish();
}

}  // namespace

Act add_gate(std::string_view text, const Analysis& analysis, std::string_view gate, const std::vector<int>& operands) {
  return composed(text, analysis, [&](Draft& d) { return added(d, gate, operands); });
}

namespace {

Act connected(Draft& d, int from, int gate, int place) {
  Slot slot;
  if (std::string words = no_slot(d, gate, place, slot); !words.empty()) return refused(std::move(words));
  if (d.graph.operands_of(gate)[place].node == from) return refused(d.called(from) + " stands there already");
  if (from == gate) return refused(d.called(gate) + " cannot be an operand of itself; a graph has no cycles");
  if (d.depends(from, gate))
    return refused(d.called(from) + " is computed from " + d.called(gate) +
                   ", so this wire would close a cycle, and a graph has none. Take a node before " + d.called(gate));
  d.tidy = true;
  const std::string name = d.name_of(from);
  if (!name.empty()) put_operand(d, gate, slot, {name});
  return d.finish();
}

}  // namespace

Act connect(std::string_view text, const Analysis& analysis, int from, int gate, int place) {
  return composed(text, analysis, [&](Draft& d) { return connected(d, from, gate, place); });
}

namespace {

Act inserted(Draft& d, std::string_view gate, int to, int place) {
  Slot slot;
  if (std::string words = no_slot(d, to, place, slot); !words.empty()) return refused(std::move(words));
  if (d.graph.operands_of(to)[place].is_literal()) return refused("a number stands at this place; there is no wire");
  const Kind kind = find_kind(d.s, gate);
  if (!kind.refusal.empty()) return refused(kind.refusal);
  if (kind.arity == 0) return refused(takes(kind, gate, 1));
  std::vector<Form> forms = {slot.form};
  d.new_inputs(d.home(to), kind.arity - 1, forms);
  d.put(slot, form_of(kind, std::move(forms)));
  return d.finish();
}

}  // namespace

Act insert_gate(std::string_view text, const Analysis& analysis, std::string_view gate, int to, int place) {
  return composed(text, analysis, [&](Draft& d) { return inserted(d, gate, to, place); });
}

namespace {

Act changed(Draft& d, int node, std::string_view gate) {
  if (std::string words = d.closed(node); !words.empty()) return refused(std::move(words));
  const Kind kind = find_kind(d.s, gate);
  if (!kind.refusal.empty()) return refused(kind.refusal);
  const Node& n = d.node(node);
  const std::string_view now = gate_name(d.graph, node);
  const std::string wanted = kind.op == Op::call ? kind.call : kind.slide ? kind.slide->name : chainrule::gate(kind.op).name;
  if (now == wanted && (n.op == Op::call) == (kind.op == Op::call)) return refused(d.called(node) + " is that already: " + wanted);

  std::vector<Form> terms;
  std::vector<bool> literals;
  Form number;
  const Form* literal = nullptr;
  for (int p = 0; p < n.operand_count; ++p) {
    const Operand& operand = d.graph.operands_of(node)[p];
    Form form = d.slot(node, p).form;
    if (form.text.empty()) continue;  // a name that a function's body uses
    if (operand.is_literal() && kind.slide && n.op != Op::call &&
        find_slide_gate(kind.op, kind.slide->literal_place, operand.literal) == kind.slide) {
      number = form;
      literal = &number;
    }
    // A plain gate with this number would be a slide's: the number becomes an input.
    if (operand.is_literal() && kind.arity == 2 && kind.call.empty() && find_slide_gate(kind.op, p, operand.literal)) {
      const std::string name = d.fresh({"u", "v", "w"});
      d.line(d.home(node), name + " = " + form.text);
      form = {name};
    }
    terms.push_back(std::move(form));
    literals.push_back(operand.is_literal());
  }
  const auto arity = static_cast<std::size_t>(kind.arity);
  std::vector<Form> forms;
  if (terms.size() <= arity) forms = std::move(terms);
  for (const bool number_alone : {false, true})  // those too many go, numbers first
    for (std::size_t i = 0; i < terms.size(); ++i)
      if (literals[i] == number_alone && forms.size() < arity) forms.push_back(terms[i]);
  d.tidy = true;
  d.new_inputs(d.home(node), kind.arity - static_cast<int>(forms.size()), forms);
  d.put(d.own(node), form_of(kind, std::move(forms), literal));
  return d.finish();
}

}  // namespace

Act change_gate(std::string_view text, const Analysis& analysis, int node, std::string_view gate) {
  return composed(text, analysis, [&](Draft& d) { return changed(d, node, gate); });
}

namespace {

Act made_output(Draft& d, int node, bool repeat) {
  if (node == d.output()) return refused(d.called(node) + " is the output already");
  d.keeps_output = false;
  const std::string name = d.name_of(node);
  if (!d.refusal.empty()) return refused(d.refusal);
  const int home = d.home(node);
  bool last = d.is_gate(node) && home >= 0 && (d.node(node).named || d.is_bare_root(node)) && !d.s.is_latex(d.statement(home));
  for (int i = node + 1; i < static_cast<int>(d.graph.nodes.size()); ++i) last = last && !(d.node(i).named && d.depends(i, node));
  d.keeps_output = true;
  if (last && !repeat) {
    d.to_end(home, name);
  } else {
    d.made = {d.fresh({"f"})};
    d.line(-1, d.made[0] + " = " + name);
    d.to_end(-1, d.made[0]);
  }
  const Act act = d.finish();
  if (d.kept() || repeat || !act.ok()) return act;
  Draft other(d.s.text, d.analysis);  // its line at the end does not make it the output
  return made_output(other, node, true);
}

}  // namespace

Act set_output(std::string_view text, const Analysis& analysis, int node) {
  return composed(text, analysis, [&](Draft& d) { return made_output(d, node, false); });
}

}  // namespace chainrule
