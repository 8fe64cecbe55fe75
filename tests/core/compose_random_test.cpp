// Laws of editing by hand on random programs: the program after an act has the graph that the act on the old graph gives, compared by
// what each node computes and from what, whether it has a name or not; its values, its comments and its output are kept.
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/compose_model.h"
#include "support/composed.h"
#include "support/file.h"
#include "support/near.h"
#include "support/random.h"
#include "support/random_program.h"
#include "support/share.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

// An act at random: done on the text, and on a model.
class Monkey {
 public:
  explicit Monkey(Random& random) : random_(random) {}

  std::map<std::string, int> done, refused;
  bool bytes = true;  // does a name that is changed back give the bytes that were there? In LaTeX it is spelled anew

  // The text after it.
  std::string act(const std::string& text, const BuildOptions& options) {
    const Stage s(text, options);
    INFO("folded: ", options.folded.size(), "\nbefore:\n", text, "\n----");
    const int count = static_cast<int>(s.a.graph.nodes.size());
    static const std::vector<std::string> acts = {"add", "add", "connect", "connect", "insert", "insert", "change", "change",
                                                  "remove", "rename", "duplicate", "copy", "output", "paste"};
    const std::string kind = count == 0 ? "add" : random_.pick(acts);
    Model model(text, s.a);
    loose_ = model.loose;
    skip_ = false;
    pasted_.clear();
    std::string words = kind, after;
    Act act;
    if (kind == "add") act = add(s, model, words);
    if (kind == "connect") act = wire(s, model, words);
    if (kind == "insert") act = insert(s, model, words);
    if (kind == "change") act = change(s, model, words);
    if (kind == "remove") act = remove(s, model, words);
    if (kind == "rename") act = rename(s, model, words);
    if (kind == "duplicate") act = duplicate(s, model, words);
    if (kind == "output") act = output(s, model, words);
    if (kind == "copy") return copy(s);
    if (kind == "paste") act = paste(s, model, words);
    INFO("act: ", words, "\n", act.refusal);
    after = check_act(s, act, kind != "output", kind != "rename" && kind != "paste", pasted_);
    ++(act.ok() ? done : refused)[kind];
    if (act.ok()) {
      INFO("after:\n", after, "\n----");
      if (!skip_ && !loose_) CHECK(difference(model, after, analyse(after, options)) == "");
    }
    return after;
  }

 private:
  std::string said(const Stage& s, int i) const { return s.node(i).name + " (" + s.draft.called(i) + ")"; }

  std::string gate_word() {
    static const std::vector<std::string> words = {"add", "sub", "mul", "div", "neg", "exp", "tanh", "sin", "sigmoid", "relu",
                                                   "max", "min", "shift", "scale", "recip", "power", "square", "pow"};
    return random_.pick(words);
  }

  // A gate of this kind on these operands; new inputs take the places that are left.
  Model::Gate made(Model& m, const std::string& word, std::vector<Model::Argument> operands, const std::vector<std::string>& names) {
    static const std::map<std::string, std::pair<std::string, int>> slides = {
        {"shift", {"add", 0}}, {"scale", {"mul", 0}}, {"recip", {"div", 0}}, {"power", {"pow", 1}}};
    const auto slide = slides.find(word);
    Model::Gate gate;
    gate.op = slide == slides.end() ? word : slide->second.first;
    const Op op = [&] {
      for (int i = 0; i < static_cast<int>(Op::count); ++i)
        if (gate.op == chainrule::gate(static_cast<Op>(i)).name) return static_cast<Op>(i);
      return Op::count;
    }();
    const std::size_t arity = slide == slides.end() ? index(chainrule::gate(op).arity) : 1;
    for (std::size_t next = 0; operands.size() < arity; ++next) operands.push_back({input(m, names.at(next), 1)});
    const double literal = literal_ == literal_ ? literal_ : word == "shift" || word == "recip" ? 1 : 2;
    if (slide != slides.end()) operands.insert(operands.begin() + slide->second.second, {-1, literal});
    literal_ = std::nan("");
    gate.operands = operands;
    return gate;
  }
  static int input(Model& m, const std::string& name, double value) {
    Model::Gate gate;
    gate.name = name;
    gate.named = true;
    gate.value = value;
    m.gates.push_back(gate);
    return static_cast<int>(m.gates.size()) - 1;
  }
  // The names that a draft of this text gives, in this order.
  static std::vector<std::string> fresh(Draft& d, const std::vector<std::string>& stems, int count) {
    std::vector<std::string> names;
    for (; count > 0; --count) names.push_back(d.fresh(stems));
    return names;
  }
  // The output gets a name where others do; so the names of inputs and gates are given in the order of the acts.
  static void reserve(Draft& d) { d.name_output(); }

  // Does the program define it? Then it is drawn as the gates of that.
  static bool is_own(const Stage& s, const std::string& word) {
    const auto known = s.draft.s.words.find(word);
    return known != s.draft.s.words.end() && s.draft.s.is_defined(known->second);
  }
  bool is_drawn(const Stage& s, int i) const { return !s.node(i).named && s.draft.is_gate(i) && s.draft.site(i).syntax < 0; }
  bool is_call(const Stage& s, int i) const {  // drawn as its gates
    const int x = s.draft.site(i).syntax;
    return x >= 0 && s.node(i).op != Op::call && s.draft.s.at(x).kind == Syntax::Kind::call && s.draft.s.is_defined(s.draft.s.at(x).name);
  }

  Act add(const Stage& s, Model& m, std::string& words) {
    std::vector<int> operands;
    const int count = static_cast<int>(m.gates.size());
    std::string word = random_.chance(0.15) ? "input" : gate_word();
    for (int i = random_.below(3); i > 0 && count > 0; --i) operands.push_back(random_.below(count));
    if (word == "input") operands.clear();
    for (const int i : operands) words += " " + said(s, i);
    words += " " + word;
    skip_ = is_own(s, word);
    const Act act = add_gate(s.text, s.a, word, operands);
    if (!act.ok()) return act;
    std::vector<Model::Argument> places;
    for (const int i : operands) places.push_back({i});
    Draft d(s.text, s.a);
    if (word == "input") {
      input(m, act.made.at(0), 1);
      return act;
    }
    reserve(d);
    for (const int i : operands) d.name_of(i);
    Model::Gate gate = made(m, word, places, fresh(d, {"u", "v", "w"}, 2));
    gate.named = true;
    gate.name = act.made.at(0);
    m.gates.push_back(gate);
    return act;
  }

  Act wire(const Stage& s, Model& m, std::string& words) {
    const int count = static_cast<int>(m.gates.size()), from = random_.below(count), to = random_.below(count);
    const int place = s.node(to).operand_count > 0 ? random_.below(s.node(to).operand_count) : 0;
    words += " " + said(s, from) + " to " + said(s, to) + " at " + std::to_string(place);
    const Act act = connect(s.text, s.a, from, to, place);
    INFO(words, "\n", act.refusal);
    const bool cycle = depends(s.a.graph, from, to);
    if (cycle) CHECK(!act.ok());
    const bool closed = !s.draft.is_gate(to) || s.draft.site(to).syntax < 0 || is_call(s, to) ||
                        (s.node(to).op == Op::call && s.draft.slot(to, place).form.text.empty());
    if (!act.ok()) {
      const bool same = !closed && s.a.graph.operands_of(to)[place].node == from;
      CHECK((cycle || closed || is_drawn(s, from) || same || act.refusal.find("error") != std::string::npos));
      return act;
    }
    CHECK(!closed);
    const std::vector<int> before = m.uses();
    m.gates[index(to)].operands[index(place)] = {from};
    m.drop_parts(before);
    m.drop_inputs(before);
    return act;
  }

  Act insert(const Stage& s, Model& m, std::string& words) {
    const int count = static_cast<int>(m.gates.size()), to = random_.below(count);
    const int place = s.node(to).operand_count > 0 ? random_.below(s.node(to).operand_count) : 0;
    const std::string word = gate_word();
    words += " " + word + " before " + said(s, to) + " at " + std::to_string(place);
    const Act act = insert_gate(s.text, s.a, word, to, place);
    if (!act.ok() || (skip_ = is_own(s, word))) return act;
    Draft d(s.text, s.a);
    Model::Argument& operand = m.gates[index(to)].operands[index(place)];
    CHECK(operand.node >= 0);
    Model::Gate gate = made(m, word, {operand}, fresh(d, {"u", "v", "w"}, 1));
    if (s.draft.site(to).copy) {  // y = x is now y = exp(x)
      m.gates[index(to)].op = gate.op;
      m.gates[index(to)].operands = gate.operands;
      return act;
    }
    m.gates.push_back(gate);
    m.gates[index(to)].operands[index(place)] = {static_cast<int>(m.gates.size()) - 1};
    return act;
  }

  Act change(const Stage& s, Model& m, std::string& words) {
    const int node = random_.below(static_cast<int>(m.gates.size()));
    const std::string word = gate_word();
    words += " " + said(s, node) + " to " + word;
    const Act act = change_gate(s.text, s.a, node, word);
    if (!act.ok() || (skip_ = is_own(s, word))) return act;
    static const std::map<std::string, std::pair<Op, int>> slides = {
        {"shift", {Op::add, 0}}, {"scale", {Op::mul, 0}}, {"recip", {Op::div, 0}}, {"power", {Op::pow, 1}}};
    const std::vector<int> before = m.uses();
    Draft d(s.text, s.a);
    std::vector<Model::Argument> all, wires;
    const auto slide = slides.find(word);
    const Op op = [&] {
      for (int i = 0; i < static_cast<int>(Op::count); ++i)
        if (word == chainrule::gate(static_cast<Op>(i)).name) return static_cast<Op>(i);
      return Op::count;
    }();
    const int own = s.node(node).op == Op::call ? s.draft.s.at(s.draft.site(node).syntax).child_count : s.node(node).operand_count;
    for (int p = 0; p < own; ++p) {
      Model::Argument operand = m.gates[index(node)].operands[index(p)];
      if (operand.node < 0 && slide != slides.end() && s.node(node).op != Op::call) {
        const SlideGate* row = find_slide_gate(slide->second.first, slide->second.second, operand.literal);
        if (row && row->name == word) literal_ = operand.literal;
      }
      if (operand.node < 0 && slide == slides.end() && find_slide_gate(op, p, operand.literal))
        operand = {input(m, d.fresh({"u", "v", "w"}), operand.literal)};
      all.push_back(operand);
    }
    const std::size_t arity = slide != slides.end() ? 1 : index(chainrule::gate(op).arity);
    if (all.size() > arity) {
      std::stable_partition(all.begin(), all.end(), [](const Model::Argument& o) { return o.node >= 0; });
      all.resize(arity);
    }
    const Model::Gate gate = made(m, word, all, fresh(d, {"u", "v", "w"}, 2));
    m.gates[index(node)].op = gate.op;
    m.gates[index(node)].operands = gate.operands;
    m.drop_parts(before);
    m.drop_inputs(before);
    return act;
  }

  // Some nodes; a call that is drawn as its gates with all of them.
  std::vector<int> some(const Stage& s) {
    const double chance = random_.chance(0.5) ? 0.1 : random_.unit();
    std::vector<int> nodes;
    for (int i = 0; i < static_cast<int>(s.a.graph.nodes.size()); ++i)
      if (random_.chance(chance) && !is_drawn(s, i)) nodes.push_back(i);
    return nodes;
  }
  static std::vector<bool> closed(const Stage& s, const std::vector<int>& nodes) {
    std::vector<bool> in(s.a.graph.nodes.size(), false);
    for (const int i : nodes) in[index(i)] = true;
    for (auto group = s.a.graph.groups.rbegin(); group != s.a.graph.groups.rend(); ++group)
      for (int i = group->first; in[index(group->last - 1)] && i < group->last; ++i) in[index(i)] = true;
    return in;
  }

  Act remove(const Stage& s, Model& m, std::string& words) {
    const std::vector<int> nodes = some(s);
    for (const int i : nodes) words += " " + said(s, i);
    const Act act = remove_nodes(s.text, s.a, nodes);
    if (!act.ok()) return act;
    const std::vector<bool> in = closed(s, nodes);
    const std::vector<int> before = m.uses();
    std::vector<bool> gone = in;
    for (int i = static_cast<int>(in.size()) - 1; i >= 0; --i) {
      if (in[index(i)] || m.gates[index(i)].op.empty() || m.gates[index(i)].named || before[index(i)] == 0) continue;
      bool used = false;
      for (std::size_t j = 0; j < gone.size(); ++j)
        for (const Model::Argument& o : m.gates[j].operands) used = used || (o.node == i && !gone[j]);
      gone[index(i)] = !used;
    }
    for (int i = 0; i < static_cast<int>(in.size()); ++i) m.gates[index(i)].alive = !gone[index(i)];
    const std::vector<int> now = m.uses();
    bool inputs = false;
    for (int i = 0; i < static_cast<int>(in.size()); ++i) {
      if (!in[index(i)]) continue;
      Model::Gate& gate = m.gates[index(i)];
      inputs = inputs || gate.op.empty();
      if (gate.op.empty()) m.to_literal(i);
      else if (now[index(i)] > 0) {
        gate.op.clear();
        gate.operands.clear();
        gate.alive = gate.named = true;
      }
    }
    for (std::size_t i = 0; i < in.size(); ++i)  // what has no line stands where it is used alone
      if (m.gates[i].implicit && before[i] > 0 && m.uses()[i] == 0) m.gates[i].alive = false;
    if (inputs) m.fold();
    skip_ = inputs && std::any_of(s.a.graph.nodes.begin(), s.a.graph.nodes.end(), [](const Node& n) { return n.op == Op::call; });
    return act;
  }

  Act rename(const Stage& s, Model& m, std::string& words) {
    const int node = random_.below(static_cast<int>(m.gates.size()));
    const std::string name = random_.pick(std::vector<std::string>{"kappa", "name_7", "z9", "\u03C8", "loss"});
    words += " " + said(s, node) + " to " + name;
    const Act act = rename_node(s.text, s.a, node, name);
    if (!act.ok()) return act;
    m.gates[index(node)].name = name;
    m.gates[index(node)].named = true;
    if (!s.node(node).named || s.node(node).name == "e") return act;
    const std::string after = apply_edits(s.text, act.edits);
    BuildOptions options = s.options;
    std::replace(options.folded.begin(), options.folded.end(), s.node(node).name, name);
    const Analysis there = analyse(after, options);
    const Act back = rename_node(after, there, there.graph.find(name), s.node(node).name);
    CHECK(back.refusal == "");
    const bool hidden = asked_for(s.text, name);  // of a node that is gone
    if (bytes && !hidden) CHECK(apply_edits(after, back.edits) == s.text);
    return act;
  }

  Act duplicate(const Stage& s, Model& m, std::string& words) {
    const std::vector<int> nodes = some(s);
    for (const int i : nodes) words += " " + said(s, i);
    const Act act = duplicate_nodes(s.text, s.a, nodes);
    if (!act.ok() || loose_) return act;
    const std::vector<bool> in = closed(s, nodes);
    std::vector<int> copy(in.size(), -1);
    std::size_t made = 0;
    std::vector<int> inline_(in.size(), 0);
    for (std::size_t i = 0; i < in.size(); ++i)
      for (const Model::Argument& o : m.gates[i].operands)
        if (in[i] && o.node >= 0) inline_[index(o.node)] = 1;
    for (int i = 0; i < static_cast<int>(in.size()); ++i) {
      if (!in[index(i)]) continue;
      Model::Gate gate = m.gates[index(i)];
      for (Model::Argument& o : gate.operands)
        if (o.node >= 0 && copy[index(o.node)] >= 0) o.node = copy[index(o.node)];
      gate.bare = false;
      if (gate.named || (!inline_[index(i)] && !is_drawn(s, i))) {
        gate.named = true;
        gate.name = act.made.at(made++);
      }
      copy[index(i)] = static_cast<int>(m.gates.size());
      m.gates.push_back(gate);
    }
    CHECK(made == act.made.size());
    for (int x = 0; x < static_cast<int>(s.draft.s.program.syntax.size()); ++x) {  // what a body uses itself is not copied
      const Source& source = s.draft.s;
      if (source.statement[index(x)] < 0 || !source.is_name(x) || source.is_own_parameter(x)) continue;
      if (!source.is_called(source.statement_of(x))) continue;
      const int outer = s.a.graph.find(source.name(source.at(x).name));
      skip_ = skip_ || (outer >= 0 && in[index(outer)]);
    }
    return act;
  }

  // Pasted into nothing, what was copied has the values that it had.
  std::string copy(const Stage& s) {
    const std::vector<int> nodes = some(s);
    const Clip clip = copy_nodes(s.text, s.a, nodes);
    INFO("copied:\n", clip.program, "\n", clip.refusal);
    ++(clip.refusal.empty() ? done : refused)["copy"];
    if (!clip.refusal.empty()) return s.text;
    const Act act = paste_program("", analyse(""), clip.program);
    CHECK(act.ok() == !nodes.empty());
    const Analysis there = analyse(apply_edits("", act.edits), s.options);
    for (const Diagnostic& d : there.diagnostics)
      if (d.severity == Severity::error) CHECK(d.message == "");
    for (const Diagnostic& d : there.diagnostics) CHECK(d.message.find("given no value") == std::string::npos);
    for (const int i : nodes) {
      if (!s.node(i).named) continue;
      const int other = there.graph.find(s.node(i).name);
      CHECK(other >= 0);
      if (other >= 0) CHECK(near(s.a.values[index(i)], there.values[index(other)]));
    }
    return s.text;
  }

  Act paste(const Stage& s, Model& m, std::string& words) {
    const RandomProgram other = random_program(random_.next() % 1000, {2, 2, 0, true, true});
    const Analysis theirs = analyse(other.text);
    for (const Node& n : theirs.graph.nodes)
      if (n.implicit) return {{{}, "it would take names of this program"}, {}};
    pasted_ = other.text;
    words += "\n" + other.text;
    const Act act = paste_program(s.text, s.a, other.text);
    if (!act.ok()) {
      CHECK(act.refusal.find("has another meaning in this program") != std::string::npos);
      return act;
    }
    const std::string after = apply_edits(s.text, act.edits);
    const Analysis now = analyse(after, s.options);
    CHECK(now.graph.nodes.size() == s.a.graph.nodes.size() + theirs.graph.nodes.size());
    for (std::size_t i = 0; i < m.gates.size(); ++i)
      if (m.gates[i].named) CHECK(near(m.gates[i].value, now.values[index(now.graph.find(m.gates[i].name))]));
    std::vector<double> all, pasted = theirs.values;
    for (const std::string& name : act.made) all.push_back(now.values[index(now.graph.find(name))]);
    for (const double value : all) CHECK(std::any_of(pasted.begin(), pasted.end(), [&](double x) { return near(x, value); }));
    skip_ = true;
    return act;
  }

  Act output(const Stage& s, Model& m, std::string& words) {
    const int node = random_.below(static_cast<int>(m.gates.size()));
    words += " " + said(s, node);
    const Act act = set_output(s.text, s.a, node);
    if (!act.ok()) return act;
    const std::string after = apply_edits(s.text, act.edits);
    const Analysis now = analyse(after, s.options);
    INFO(words, "\n", after);
    CHECK(near(now.values[index(default_output(now.graph))], m.gates[index(node)].value));
    if (act.made.empty()) return act;
    Model::Gate gate;
    gate.op = "mul";
    gate.operands = {{-1, 1}, {node}};
    gate.named = true;
    gate.name = act.made[0];
    m.gates.push_back(gate);
    return act;
  }

  Random& random_;
  bool skip_ = false, loose_ = false;  // nothing to compare; nodes whose place no picture shows
  std::string pasted_;
  double literal_ = std::nan("");
};

std::string counted(const std::map<std::string, int>& done, std::map<std::string, int>& refused) {
  std::string all;
  for (const auto& [name, count] : done)
    all += "\n  " + name + ": " + std::to_string(count) + " done, " + std::to_string(refused[name]) + " refused";
  return all;
}

}  // namespace

TEST_CASE("acts at random on random programs, and on what comes of them") {
  const int kPrograms = 600 / kSlower;
  std::map<std::string, int> done, refused;
  for (int seed = 1; seed <= kPrograms; ++seed) {
    Random random(static_cast<std::uint64_t>(seed));
    const RandomProgram program = random_program(static_cast<std::uint64_t>(seed), {3, 4, seed % 3, true, true});
    Monkey monkey(random);
    BuildOptions options;
    if (random.chance(0.5)) options.folded = program.functions;
    INFO("seed ", seed);
    std::string text = seed % 5 == 0 ? std::string() : program.text;
    for (int acts = 0; acts < 12 && text.size() < 2000; ++acts) text = monkey.act(text, options);
    for (const auto& [name, count] : monkey.done) done[name] += count;
    for (const auto& [name, count] : monkey.refused) refused[name] += count;
  }
  const std::string counts = counted(done, refused);
  MESSAGE(counts);
  CHECK(done.size() == 10);
  for (const auto& act : done) {
    INFO(act.first);
    CHECK(act.second > kPrograms / 4);
  }
}

TEST_CASE("acts at random on the programs of the language's page, pasted LaTeX and Python among them") {
  std::vector<std::string> programs;
  std::string block;
  bool inside = false;
  const std::string page = file_text(CHAINRULE_TEST_DIR "/../web/language.md");
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t end = std::min(page.find('\n', at), page.size());
    const std::string line = page.substr(at, end - at);
    at = end + 1;
    if (inside && line == "```") {
      if (!has_errors(analyse(block).diagnostics)) programs.push_back(block);
      block.clear();
      inside = false;
    } else if (inside) {
      block += line + "\n";
    }
    inside = inside || line.substr(0, 8) == "```chain";
  }
  CHECK(programs.size() > 30);
  std::map<std::string, int> done, refused;
  for (std::size_t i = 0; i < programs.size(); ++i)
    for (int round = 0; round < 30 / kSlower; ++round) {
      const std::uint64_t seed = 100 * i + index(round);
      Random random(seed);
      Monkey monkey(random);
      monkey.bytes = false;
      INFO("seed ", seed);
      std::string text = programs[i];
      for (int acts = 0; acts < 5; ++acts) text = monkey.act(text, {});
      for (const auto& [name, count] : monkey.done) done[name] += count;
      for (const auto& [name, count] : monkey.refused) refused[name] += count;
    }
  const std::string counts = counted(done, refused);
  MESSAGE(programs.size(), " programs", counts);
}
