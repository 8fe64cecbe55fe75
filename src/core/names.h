// Which spellings are one name: what is typeset alike is alike.
#pragma once

#include <string>
#include <string_view>

namespace chainrule {

// "theta" for theta and for θ (and ϑ); null for what is no Greek letter.
const char* greek_letter(std::string_view word);

// Equal for equal names: w0 and w_0; θ_1, θ1 and theta_1. An underscore before a name's last digits does not count where it is the
// only one, and a letter is its English word.
std::string name_key(std::string_view name);

}  // namespace chainrule
