// Which spellings are one name: what is typeset alike is alike.
#pragma once

#include <string>
#include <string_view>

namespace chainrule {

// "theta" for theta and for θ (and ϑ); null for what is no Greek letter.
const char* greek_letter(std::string_view word);

// θ for "theta"; null for what is no Greek letter's English name.
const char* greek_sign(std::string_view word);

// A word whose Greek letters are signs, in English where one stands alone: theta for θ, theta_1 for θ_1, Δx for Δx.
std::string greek_in_english(std::string_view name);

// Equal for equal names: w0 and w_0; θ_1, θ1 and theta_1. An underscore before a name's last digits does not count where it is the
// only one, and a letter is its English word.
std::string name_key(std::string_view name);

}  // namespace chainrule
