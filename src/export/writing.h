// What the writers share.
#pragma once

#include <string>
#include <string_view>

#include "core/trace.h"

namespace chainrule::exports {

// Printable text with "\n" between lines: a stray byte is U+FFFD, a control character a space.
std::string clean(std::string_view text);

// For XML and HTML, between tags and in attributes with double quotes.
std::string escaped(std::string_view text);

// The program's lines, each behind this.
std::string commented(std::string_view text, std::string_view before);

// The program that says by itself which functions are folded and which node is the output.
std::string document(std::string_view text, const Analysis& analysis);

}  // namespace chainrule::exports
