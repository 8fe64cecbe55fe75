// Findings in words.
#pragma once

#include <string>

#include "core/insight.h"
#include "words/words.h"

namespace chainrule::view {

std::string insight_sentence(const Insight& insight, const Language& language);

}  // namespace chainrule::view
