// The derivation as a document for pdflatex.
#include "export/formats.h"
#include "export/lines.h"
#include "export/tex.h"
#include "export/writing.h"

namespace chainrule::exports {

namespace {

// TeX holds a whole align in memory, so that a long derivation is several.
constexpr std::size_t kRows = 120;

void add_lines(std::string& out, std::size_t& rows, const char* heading, const std::vector<Line>& lines) {
  if (lines.empty()) return;
  if (rows > 0) out += " \\\\\n";
  out += "\\intertext{" + std::string(heading) + "}\n";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += rows % kRows == 0 ? "\n\\end{align*}\n\\begin{align*}\n" : " \\\\\n";
    out += tex_safe(lines[i].left) + " &" + tex_safe(lines[i].right);
    ++rows;
  }
}

}  // namespace

std::string to_latex(std::string_view text, Analysis& analysis) {
  const Derivation lines = derivation_lines(analysis);
  std::string out = "% Compile with pdflatex. For a text of your own, copy what stands between the marks; it needs \\usepackage{amsmath}.\n%\n" +
                    commented(text, "% ") +
                    "\\documentclass{article}\n\\usepackage{amsmath}\n\\allowdisplaybreaks\n"
                    "\\setlength{\\jot}{8pt}\n\\pagestyle{empty}\n\\begin{document}\n% ---- begin of the derivation\n";
  if (lines.forward.empty()) return out + "\\null\n% ---- end of the derivation\n\\end{document}\n";
  out += "\\begin{align*}\n";
  std::size_t rows = 0;
  add_lines(out, rows, "Forward, the values:", lines.forward);
  add_lines(out, rows, "Backward, $[\\text{upstream gradient}] \\times [\\text{local gradient}]$:", lines.backward);
  return out + "\n\\end{align*}\n% ---- end of the derivation\n\\end{document}\n";
}

}  // namespace chainrule::exports
