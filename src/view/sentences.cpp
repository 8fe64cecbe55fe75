#include "view/sentences.h"

namespace chainrule::view {

std::string insight_sentence(const Insight& insight, const Language& language) {
  constexpr Word kWords[] = {Word::insight_birthplace, Word::insight_saturated, Word::insight_blocked,  Word::insight_vanishing,
                             Word::insight_exploding,  Word::insight_near_kink, Word::insight_at_kink};
  std::string_view parts[4];
  for (std::size_t i = 0; i < insight.parts.size(); ++i) parts[i] = insight.parts[i];
  return language.say(kWords[static_cast<int>(insight.kind)], {parts[0], parts[1], parts[2], parts[3]});
}

}  // namespace chainrule::view
