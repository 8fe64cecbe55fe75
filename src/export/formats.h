// What a program can be written as, for slides, papers, pages and other programs. Pure functions, without a screen or files.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/trace.h"

namespace chainrule::exports {

// `analysis` is of this text, with any functions folded and any output. Any text will do: what is wrong in it is left out.
using Writer = std::string (*)(std::string_view text, Analysis& analysis);

struct Format {
  std::string_view name, mime, extension;  // extension: of a file, without the dot
  std::string_view words;                  // English, for a list of formats
  Writer write;
  Writer write_dark = nullptr;  // of a picture: in the dark theme

  // As it is on a screen: what the text folds is folded.
  std::string written(std::string_view text, bool dark) const;
};

// All there are, in the order of a list for people.
std::span<const Format> formats();
const Format* find_format(std::string_view name);  // null if there is none
std::string format_names(std::string_view between = ", ");

std::string to_svg(std::string_view text, Analysis& analysis);
std::string to_png(std::string_view text, Analysis& analysis);
std::string to_dark_svg(std::string_view text, Analysis& analysis);
std::string to_dark_png(std::string_view text, Analysis& analysis);
std::string to_latex(std::string_view text, Analysis& analysis);
std::string to_tikz(std::string_view text, Analysis& analysis);
std::string to_mathml(std::string_view text, Analysis& analysis);
std::string to_python(std::string_view text, Analysis& analysis);
std::string to_csv(std::string_view text, Analysis& analysis);
std::string to_dot(std::string_view text, Analysis& analysis);
std::string to_html(std::string_view text, Analysis& analysis);
std::string to_link(std::string_view text, Analysis& analysis);

}  // namespace chainrule::exports
