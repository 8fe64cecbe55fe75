// Compression as RFC 1951 has it, with the fixed codes: for short texts, where codes of their own would cost more than they save, and
// for pictures of few colours.
#pragma once

#include <string>
#include <string_view>

namespace chainrule::exports {

// Raw deflate, without a header. Time: linear, some 60 comparisons a byte at most.
std::string deflate(std::string_view bytes);

}  // namespace chainrule::exports
