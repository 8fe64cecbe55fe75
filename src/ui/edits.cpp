// Edits of the graph by hand: each act of core/compose.h and core/regroup.h becomes one change of the text, or words that say why not.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/compose.h"
#include "core/edit.h"
#include "core/follow.h"
#include "core/number.h"
#include "core/regroup.h"
#include "ui/files.h"
#include "ui/state.h"
#include "view/wiring.h"

namespace chainrule::ui {

namespace {

std::vector<int> nodes_of(const view::Derived& d, const std::vector<std::string>& names) {
  std::vector<int> nodes;
  for (const std::string& name : names)
    if (const int node = view::node_of(d, name); node >= 0) nodes.push_back(node);
  return nodes;
}

bool is_free(const App::State& s, const std::string& name) {
  const Graph& g = s.derived.analysis.graph;
  return g.find(name) < 0 && s.text.find(name + "(") == std::string::npos && find_function(name) == Op::count;
}

}  // namespace

void App::State::change_graph(std::string next) {
  change_text(with_followed(next, derived.analysis.graph), "", true);
  editor_stale = true;
}

bool App::State::edit(const Regrouping& act, const std::vector<std::string>& made) {
  if (!editable()) return false;
  if (!act.ok()) {
    notice.words = language.of_refusal(act.refusal);
    return false;
  }
  notice.words.clear();
  change_graph(apply_edits(text, act.edits));
  const std::vector<int> nodes = nodes_of(derived, made);
  if (!nodes.empty()) {
    view::select(derived, session, nodes);
    uncover(nodes.back(), !reduced_motion);
  }
  return true;
}

void App::State::add_gate(const std::string& gate, const std::vector<std::string>& operands) {
  const Act act = chainrule::add_gate(text, derived.analysis, gate, gate == "input" ? std::vector<int>() : nodes_of(derived, operands));
  edit(act, act.made);
}

void App::State::insert_gate(const std::string& gate, const view::Wire& wire) {
  const int to = view::node_of(derived, wire.gate);
  if (to < 0) return;
  if (gate == "input") return detach(wire);
  const Act act = chainrule::insert_gate(text, derived.analysis, gate, to, wire.place);
  edit(act, act.made);
}

void App::State::change_gate(const std::string& gate) {
  const int node = view::node_of(derived, session.selected);
  if (node < 0) return;
  const Act act = chainrule::change_gate(text, derived.analysis, node, gate);
  edit(act, act.made);
}

void App::State::connect(const std::string& from, const view::Wire& to) {
  const int node = view::node_of(derived, from), gate = view::node_of(derived, to.gate);
  if (node < 0 || gate < 0) return;
  const Act act = chainrule::connect(text, derived.analysis, node, gate, to.place);
  if (edit(act)) session.wire = {};
}

// The operand becomes an input of its own with the value that it has.
void App::State::detach(const view::Wire& wire) {
  const int w = view::wire_of(derived, wire);
  if (w < 0 || !editable()) return;
  const double value = derived.analysis.values[static_cast<std::size_t>(derived.wires[static_cast<std::size_t>(w)].from)];
  const Act input = chainrule::add_gate(text, derived.analysis, "input");
  if (!input.ok()) return void(edit(input));
  std::string next = apply_edits(text, input.edits);
  // As before, on the text with the input: functions stay folded as they are shown.
  auto shown = [&] { return analyse(next, {folded_functions(next), {}}); };
  Analysis there = shown();
  const int node = there.graph.find(input.made[0]), gate = there.graph.find(wire.gate);
  if (node < 0 || gate < 0) return;
  next = apply_edit(next, set_input(next, there.graph, node, value));
  there = shown();
  const Act act = chainrule::connect(next, there, there.graph.find(input.made[0]), there.graph.find(wire.gate), wire.place);
  if (!act.ok()) return void(edit(act));
  notice.words.clear();
  change_graph(apply_edits(next, act.edits));
  view::select(derived, session, nodes_of(derived, input.made));
}

void App::State::remove_selection() {
  if (view::wire_of(derived, session.wire) >= 0) return detach(session.wire);
  const Act act = remove_nodes(text, derived.analysis, view::selection(derived, session));
  if (edit(act)) view::select(derived, session, {});
}

void App::State::duplicate() {
  const Act act = duplicate_nodes(text, derived.analysis, view::selection(derived, session));
  edit(act, act.made);
}

void App::State::make_output(int node) { edit(set_output(text, derived.analysis, node)); }

std::string App::State::rename(const std::string& name) {
  const int node = view::node_of(derived, session.selected);
  if (node < 0 || stale_picture) return {};
  const Act act = rename_node(text, derived.analysis, node, name);
  if (act.ok()) edit(act, {name});
  return language.of_refusal(act.refusal);
}

std::string App::State::fold_selection(const std::string& name) {
  const Regrouping act = fold_nodes(text, derived.analysis, view::selection(derived, session), name);
  if (!act.ok()) return language.of_refusal(act.refusal);
  notice.words.clear();
  change_graph(with_folded(apply_edits(text, act.edits), name, true));
  for (const view::Frame& frame : derived.frames)
    if (frame.function == name) view::select(derived, session, {frame.node});
  return {};
}

std::string App::State::free_function_name() const {
  for (const char* name : {"g", "h", "k", "s", "u"})
    if (is_free(*this, name)) return name;
  for (int i = 1;; ++i)
    if (const std::string name = "g" + std::to_string(i); is_free(*this, name)) return name;
}

void App::State::set_value(const std::string& input, double value) {
  drag_inputs({{input, value}});
  history.close_group();
}

std::optional<NamedPair> App::State::range_of(const std::string& input) const {
  for (const NamedPair& range : pairs(text, "range"))
    if (derived.analysis.graph.find(range.name) == view::node_of(derived, input) && range.a < range.b) return range;
  return std::nullopt;
}

std::string App::State::range_words() const {
  if (const std::optional<NamedPair> range = range_of(session.selected)) return format_number(range->a) + " " + format_number(range->b);
  const int node = view::node_of(derived, session.selected);
  const double most = node < 0 ? 5 : std::max(5.0, std::ceil(2 * std::fabs(derived.analysis.values[static_cast<std::size_t>(node)])));
  return std::isfinite(most) ? format_number(-most) + " " + format_number(most) : "-5 5";
}

std::string App::State::value_words() const {
  const int node = view::node_of(derived, session.selected);
  return node < 0 ? std::string() : format_number(derived.analysis.values[static_cast<std::size_t>(node)]);
}

void App::State::set_range(const std::string& input, std::optional<NamedPair> range) {
  change_text(range ? with_pair(text, "range", {input, range->a, range->b}) : without_pairs(text, "range", {input}), "", true);
  editor_stale = true;
}

void App::State::move_cards(const std::vector<NamedPair>& cards) {
  if (!editable()) return;
  std::string next = text, group = "move";
  for (const NamedPair& card : cards) {
    if (view::node_of(derived, card.name) < 0) continue;  // gone while it was held
    next = with_pair(next, "pin", card);
    group += " " + card.name;
  }
  moving = true;
  change_text(std::move(next), group, true);
  moving = false;
  editor_stale = true;
}

void App::State::tidy() {
  std::vector<std::string> names;
  for (const int node : view::selection(derived, session))
    names.push_back(derived.analysis.graph.nodes[static_cast<std::size_t>(node)].name);
  std::string next = names.empty() ? text : without_pairs(text, "pin", names);
  if (next == text) next = without_pairs(text, "pin");  // none of those is pinned
  change_text(std::move(next), "", true);
  editor_stale = true;
}

void App::State::drop(const view::Wiring& wiring) {
  const auto name = [&](int node) { return derived.analysis.graph.nodes[static_cast<std::size_t>(node)].name; };
  view::Wiring there = wiring;
  if (!there.landed()) {  // on a card that does not fit, the act says why
    there.fits.assign(there.fits.size(), true);
    view::land(derived, 0, there);
  }
  if (there.landed()) return connect(name(there.from), {name(there.gate), there.place});
  picker = {};
  picker.use = wiring.seeks_operand ? Picker::Use::add : Picker::Use::insert;
  if (wiring.seeks_operand) picker.nodes = {name(wiring.from)};
  else picker.wire = {name(wiring.gate), wiring.place};
  picker.at = ImGui::GetMousePos();
  ask(*this, Picker::Asks::gate);
}

void App::State::save() {
  notice.words.clear();
  if (!files) {
    share = Share::file;
    return;
  }
  if (const std::string own = files->own(); !own.empty()) {
    notice.words = language.say(files->save(own) == Word::count ? Word::file_saved : Word::file_unsaved, {own});
    return;
  }
  picker = {};
  ask(*this, Picker::Asks::save, files->fresh(".chain"));
}

// Over another file at the second time of asking.
std::string App::State::save_as(const std::string& path) {
  if (picker.refusal.empty() && files->exists(path)) return language.say(Word::file_exists, {path});
  const Word why = files->save(path);
  if (why != Word::count) return language.say(why, {path});
  notice.words = language.say(Word::file_saved, {path});
  return {};
}

void App::State::export_as(std::string_view format, bool copies) {
  const Export* const found = std::find_if(std::begin(kExports), std::end(kExports), [&](const Export& e) { return e.name == format; });
  if (found == std::end(kExports)) return;
  if (!files) {
    share = static_cast<Share>(static_cast<int>(Share::exports) + 2 * static_cast<int>(found - kExports) + copies);
  } else if (copies) {
    const std::string bytes = files->exported(format, dark);
    ImGui::SetClipboardText(bytes.c_str());
    notice.words = language.say(Word::copied, {std::to_string(bytes.size())});
  } else {
    picker = {};
    ask(*this, Picker::Asks::exported, files->fresh(std::string(found->ending)));
  }
}

// The ending says the format; that of a program is for a copy of it.
std::string App::State::export_to(const std::string& path) {
  const std::string ending = path.substr(std::min(path.rfind('.'), path.size()));
  const Export* const found = std::find_if(std::begin(kExports), std::end(kExports), [&](const Export& e) { return e.ending == ending; });
  const bool program = ending == ".chain";
  if (found == std::end(kExports) && !program) {
    std::string endings = ".chain";
    for (const Export& e : kExports) endings += " " + std::string(e.ending);
    return language.say(Word::file_no_format, {path, endings});
  }
  if (picker.refusal.empty() && files->exists(path)) return language.say(Word::file_exists, {path});
  const Word why = files->write(path, program ? text : files->exported(found->name, dark));
  if (why != Word::count) return language.say(why, {path});
  notice.words = language.say(Word::file_saved, {path});
  return {};
}

void App::State::show_preview(const std::string& after) {
  if (preview.of != after) {
    preview.of = after;
    preview.derived = after.empty() ? view::Derived() : view::derive(after, nullptr, language, session.grain);
    preview.session = {};
    preview.session.done = static_cast<int>(preview.derived.steps.size());
    preview.scene = {};
    preview.wires.done = -1;
    preview.renderer = renderer;
  }
  if (after.empty()) return;
  preview.viewport = viewport;
  preview.session.camera = view::fit(preview.derived, viewport);
}

}  // namespace chainrule::ui
