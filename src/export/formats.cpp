#include "export/formats.h"

#include "core/directives.h"

namespace chainrule::exports {

namespace {

constexpr Format kFormats[] = {
    {"svg", "image/svg+xml", "svg", "the picture, as outlines", to_svg, to_dark_svg},
    {"png", "image/png", "png", "the picture, as pixels", to_png, to_dark_png},
    {"latex", "application/x-tex", "tex", "the derivation, as a LaTeX document", to_latex},
    {"tikz", "application/x-tex", "tex", "the circuit as on a slide, as a LaTeX document", to_tikz},
    {"mathml", "application/mathml+xml", "mml", "the derivation as MathML, for a page", to_mathml},
    {"python", "text/x-python", "py", "PyTorch code that prints the same gradients", to_python},
    {"dot", "text/vnd.graphviz", "dot", "the graph for Graphviz", to_dot},
    {"html", "text/html", "html", "a page with the program as a web element", to_html},
    {"link", "text/plain", "txt", "the program as the end of a link: what stands behind the page's address", to_link},
    {"json", "application/json", "json", "the trace", trace_json},
    {"csv", "text/csv", "csv", "the trace as a table, a line for each edge", to_csv},
};

}  // namespace

std::string Format::written(std::string_view text, bool dark) const {
  Analysis analysis = analyse(text, {folded_functions(text), {}});
  return (dark && write_dark ? write_dark : write)(text, analysis);
}

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  for (const Format& format : kFormats)
    if (format.name == name) return &format;
  return nullptr;
}

std::string format_names(std::string_view between) {
  std::string names;
  for (const Format& format : kFormats) {
    if (!names.empty()) names += between;
    names += format.name;
  }
  return names;
}

}  // namespace chainrule::exports
