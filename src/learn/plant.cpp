// One number that is shown is wrong, as a learner would have it.
#include <algorithm>
#include <cmath>

#include "core/chance.h"
#include "core/number.h"
#include "learn/exercise.h"
#include "learn/mistakes.h"

namespace chainrule::learn {

namespace {

constexpr double kVisible = 0.02;  // relative: nobody takes it for rounding
constexpr double kLarge = 10000.3;
constexpr int kTries = 100;

constexpr Mistake kPlanted[] = {Mistake::overwrote, Mistake::did_not_swap, Mistake::forgot_upstream, Mistake::forgot_local, Mistake::split_at_add,
                                Mistake::lost_sign, Mistake::routed_to_loser, Mistake::other_operand, Mistake::wrong_operation,
                                Mistake::output_for_input, Mistake::input_for_output};

bool visible(double truth, double shown) {
  if (!std::isfinite(truth) || !std::isfinite(shown) || std::fabs(shown) > kLarge) return false;
  return std::fabs(shown - truth) > kVisible * std::max(std::fabs(truth), std::fabs(shown)) && display_text(shown) != display_text(truth);
}

// How gladly a slot is taken: where gradients add or swap there is most to find.
int weight(const Analysis& a, const Slot& slot, const std::vector<int>& paths) {
  if (slot.asked == Asked::sum) return paths[slot.node] > 1 ? 6 : 1;
  const Node& node = a.graph.nodes[slot.node];
  if (slot.asked == Asked::value) return 1;
  return node.op == Op::mul && node.operand_count == 2 ? 3 : 1;
}

// The mistakes that can be seen in this slot; of each kind the likeliest number.
std::vector<double> mistakes_in(Analysis& a, const Slot& slot) {
  const double truth = true_number(a, slot);
  std::vector<double> found;
  std::vector<Mistake> kinds;
  for (const Wrong& wrong : wrong_numbers(a, slot)) {
    if (std::find(std::begin(kPlanted), std::end(kPlanted), wrong.mistake) == std::end(kPlanted)) continue;
    if (std::find(kinds.begin(), kinds.end(), wrong.mistake) != kinds.end() || !visible(truth, wrong.number)) continue;
    kinds.push_back(wrong.mistake);
    found.push_back(wrong.number);
  }
  if (found.size() > 3) found.resize(3);
  return found;
}

}  // namespace

std::optional<Planted> plant(Analysis& analysis, const Exercise& exercise, std::uint64_t seed) {
  std::vector<int> paths(analysis.graph.nodes.size());
  for (const Contribution& c : analysis.backward.contributions) ++paths[c.to];
  std::vector<Slot> slots;
  std::vector<int> upto;  // weights, added up
  for (const Slot& slot : exercise.blanks) {
    if (slot.asked == Asked::formula || !can_ask(analysis, slot)) continue;
    slots.push_back(slot);
    upto.push_back((upto.empty() ? 0 : upto.back()) + weight(analysis, slot, paths));
  }
  for (int i = 0; i < kTries && !slots.empty(); ++i) {
    const int at = static_cast<int>(next_chance(seed) % static_cast<std::uint64_t>(upto.back()));
    const auto taken = std::upper_bound(upto.begin(), upto.end(), at) - upto.begin();
    const Slot slot = slots[static_cast<std::size_t>(taken)];
    const std::vector<double> wrong = mistakes_in(analysis, slot);
    if (!wrong.empty()) return Planted{slot, wrong[static_cast<std::size_t>(next_chance(seed) % wrong.size())]};
  }
  return std::nullopt;
}

}  // namespace chainrule::learn
