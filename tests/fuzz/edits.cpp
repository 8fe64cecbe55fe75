// A text under edits: each keeps what it says it keeps, and undo gives every byte back.
#include <algorithm>
#include <cmath>

#include "core/history.h"
#include "core/number.h"
#include "core/regroup.h"
#include "fuzz/laws.h"
#include "support/near.h"

namespace chainrule::test {

namespace {

constexpr std::size_t kLongest = 400;  // bytes of the program: a regrouping is tried at many points before it is offered
constexpr int kMost = 12;              // acts

class Document {
 public:
  explicit Document(std::string_view text) : text_(text), states_{text_} {}

  Broken act(unsigned char what, unsigned char which) {
    const Analysis a = analyse(text_);
    if (what % 8 == 6) return move(history_.undo(text_, text_), -1);
    if (what % 8 == 7) return move(history_.redo(text_, text_), 1);
    if (a.graph.nodes.empty()) return {};
    const int node = which % static_cast<int>(a.graph.nodes.size());
    switch (what % 8) {
      case 0: return set(a, node, (what / 8 - 16) / 4.0);
      case 1: {
        const std::vector<Rewrite> all = rewrites_at(text_, a, node);
        return all.empty() ? Broken() : regroup(a, all[what / 8 % all.size()], {});
      }
      case 2: return regroup(a, extract_node(text_, a, node, "part_q"), {});
      case 3: return regroup(a, inline_node(text_, a, node), a.graph.nodes[static_cast<std::size_t>(node)].name);
      case 4: return regroup(a, fold_nodes(text_, a, {node}, "part_f"), {});
      default: return unfold(a);
    }
  }

  // The first state again, byte for byte, and forward again to the last.
  Broken finish() {
    const std::string last = text_;
    std::size_t undone = 0, redone = 0;
    for (; history_.undo(text_, text_); ++undone)
      if (undone > states_.size()) return "undo without end";
    if (text_ != states_[0]) return "undo does not give back the first text";
    for (; redone < undone; ++redone)
      if (!history_.redo(text_, text_)) return "what was undone is not redone";
    return text_ == last ? Broken() : "redo does not give back the last text";
  }

 private:
  Broken move(bool moved, int by) {
    const auto to = static_cast<std::size_t>(static_cast<int>(at_) + by);
    if (moved != (to < states_.size())) return moved ? "a state that never was" : "a state is lost";
    if (moved) at_ = to;
    return text_ == states_[at_] ? Broken() : "undo or redo changed the text";
  }

  void change(std::string next) {
    if (next == text_) return;  // nothing to undo
    history_.record(text_, "");
    text_ = std::move(next);
    states_.resize(at_ + 1);
    states_.push_back(text_);
    ++at_;
  }

  Broken set(const Analysis& a, int node, double value) {
    const Node& input = a.graph.nodes[static_cast<std::size_t>(node)];
    if (input.op != Op::input) return {};
    const TextEdit edit = set_input(text_, a.graph, node, value);
    if (edit.span.begin > edit.span.end || edit.span.end > text_.size()) return "an edit outside the text";
    change(apply_edit(text_, edit));
    const Analysis after = analyse(text_);
    const int found = after.graph.find(input.name);
    if (found < 0 || after.values[static_cast<std::size_t>(found)] != value) return "an input that does not take its value: " + input.name + "\n" + text_;
    return well_formed(after, text_);
  }

  Broken regroup(const Analysis& before, const Regrouping& r, const std::string& without) {
    if (r.ok() == r.edits.empty()) return "either edits or words";
    if (!r.ok()) return {};
    for (std::size_t i = 0; i < r.edits.size(); ++i) {
      const Span span = r.edits[i].span;
      if (span.begin > span.end || span.end > text_.size() || (i > 0 && r.edits[i - 1].span.end > span.begin)) return "edits outside the text, or in a heap";
    }
    const std::string was = text_;
    change(apply_edits(text_, r.edits));
    const Analysis after = analyse(text_);
    if (Broken broken = same_numbers(before, after, without); !broken.empty()) return broken + "\n" + was + "\n----\n" + text_;
    return well_formed(after, text_);
  }

  Broken unfold(const Analysis& open) {
    std::vector<std::string> functions;
    const Program program = parse(text_);
    for (const Statement& s : program.statements)
      if (s.kind == Statement::Kind::define) functions.push_back(program.names[static_cast<std::size_t>(s.name)]);
    const Analysis closed = analyse(text_, {functions, {}});
    for (int i = 0; i < static_cast<int>(closed.graph.nodes.size()); ++i)
      if (closed.graph.nodes[static_cast<std::size_t>(i)].op == Op::call) return regroup(open, unfold_node(text_, closed, i), {});
    return {};
  }

  // As core/regroup.h promises it, but for a hundredfold of rounding.
  static Broken same_numbers(const Analysis& a, const Analysis& b, const std::string& without) {
    const double values = 1e-12 * std::fmax(largest(a.values), largest(b.values));
    const double grads = 1e-12 * std::fmax(largest(a.backward.grads), largest(b.backward.grads));
    for (std::size_t i = 0; i < a.graph.nodes.size(); ++i) {
      const Node& node = a.graph.nodes[i];
      if (!node.named || node.name == without) continue;
      const int j = b.graph.find(node.name);
      if (j < 0) return "a regrouping loses " + node.name;
      const auto k = static_cast<std::size_t>(j);
      if (!near(a.values[i], b.values[k], 1e-10, values))
        return "a regrouping changes " + node.name + " from " + format_number(a.values[i]) + " to " + format_number(b.values[k]);
      if (node.op == Op::input && b.graph.nodes[k].op == Op::input && !near(a.backward.grads[i], b.backward.grads[k], 1e-10, grads))
        return "a regrouping changes the gradient of " + node.name + " from " + format_number(a.backward.grads[i]) + " to " + format_number(b.backward.grads[k]);
    }
    return {};
  }

  static double largest(const std::vector<double>& values) {
    double most = 0;
    for (const double v : values)
      if (std::isfinite(v)) most = std::fmax(most, std::fabs(v));
    return most;
  }

  std::string text_;
  History history_;
  std::vector<std::string> states_;
  std::size_t at_ = 0;
};

}  // namespace

Broken edits_law(std::string_view input) {
  const std::size_t zero = std::min(input.find('\0'), input.size());
  if (zero > kLongest) return {};
  Document document(input.substr(0, zero));
  int acts = 0;
  for (std::size_t at = zero + 1; at + 1 < input.size() && acts < kMost; at += 2, ++acts)
    if (Broken broken = document.act(static_cast<unsigned char>(input[at]), static_cast<unsigned char>(input[at + 1])); !broken.empty()) return broken;
  return document.finish();
}

}  // namespace chainrule::test
