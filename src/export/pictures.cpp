// The picture as SVG, whose letters are outlines, so that it looks the same wherever it is opened; and as PNG.
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/hex.h"
#include "core/number.h"
#include "export/formats.h"
#include "export/picture.h"
#include "export/pixels.h"
#include "export/writing.h"

namespace chainrule::exports {

namespace {

std::string number(double x, double precision = 100) { return format_number(std::round(x * precision) / precision); }
std::string pair(Point p) { return number(p.x) + " " + number(p.y); }

// Absolute coordinates, times `scale`.
std::string path(const Outline& outline, float scale = 1) {
  auto scaled = [&](Point p) { return pair({p.x * scale, p.y * scale}); };
  std::string out;
  for (const Piece& piece : outline) {
    switch (piece.kind) {
      case Piece::Kind::move: out += "M" + scaled(piece.end); break;
      case Piece::Kind::line: out += "L" + scaled(piece.end); break;
      case Piece::Kind::curve: out += "C" + scaled(piece.leave) + " " + scaled(piece.arrive) + " " + scaled(piece.end); break;
    }
  }
  return out;
}

class SvgSurface : public Surface {
 public:
  void fill(const Outline& closed, const Paint& paint) override {
    body_ += "<path d=\"" + path(closed) + "Z\"" + attributes("fill", paint) + "/>\n";
  }
  void stroke(const Outline& open, float width, const Paint& paint) override {
    body_ += "<path d=\"" + path(open) + "\" fill=\"none\" stroke-width=\"" + number(width) + "\"" + attributes("stroke", paint) + "/>\n";
  }
  void glyph(math::Face face, char32_t code, Point at, float em, const Paint& paint) override {
    const std::string& id = outline_of(face, code);
    if (id.empty()) {  // of a script that the faces do not have
      body_ += "<text x=\"" + number(at.x) + "\" y=\"" + number(at.y) + "\" font-size=\"" + number(em) + "\" font-family=\"sans-serif\"" +
               attributes("fill", paint) + ">&#x" + hex(code, 1) + ";</text>\n";
      return;
    }
    body_ += "<use xlink:href=\"#" + id + "\" transform=\"translate(" + pair(at) + ") scale(" + number(em / kUnits, 1e5) + ")\"" +
             attributes("fill", paint) + "/>\n";
  }

  std::string document(Point size, std::string_view text) const {
    const std::string w = number(size.x), h = number(size.y), program = escaped(text);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" role=\"img\" width=\"" + w + "\" height=\"" + h +
           "\" viewBox=\"0 0 " + w + " " + h + "\">\n<title>" + program.substr(0, program.find('\n')) + "</title>\n<desc>" + program + "</desc>\n<defs>\n" +
           defs_ + "</defs>\n" + body_ + "</svg>\n";
  }

 private:
  static constexpr float kUnits = 1000;  // of a glyph's outline, for 1 em

  static std::string attributes(const char* kind, const Paint& paint) {
    std::string out = std::string(" ") + kind + "=\"#" + hex(paint.colour, 6) + "\"";
    if (paint.alpha < 1) out += std::string(" ") + kind + "-opacity=\"" + number(paint.alpha, 1000) + "\"";
    return out;
  }

  // The name of its outline, which is written once; empty if there is none.
  const std::string& outline_of(math::Face face, char32_t code) {
    const auto [entry, is_new] = ids_.try_emplace({face, code});
    Outline outline;
    if (is_new && glyph_outline(face, code, outline)) {
      entry->second = "g" + std::to_string(ids_.size());
      defs_ += "<path id=\"" + entry->second + "\" d=\"" + path(outline, kUnits) + (outline.empty() ? "\"/>\n" : "Z\"/>\n");
    }
    return entry->second;
  }

  std::map<std::pair<math::Face, char32_t>, std::string> ids_;
  std::string defs_, body_;
};

std::string svg(std::string_view text, const Analysis& analysis, bool dark) {
  const Picture picture = make_picture(text, analysis);
  SvgSurface surface;
  paint(picture, surface, dark);
  return surface.document(picture.size, text);
}

// Two pixels for each px; fewer where that would be more than some 16 million.
std::string png(std::string_view text, const Analysis& analysis, bool dark) {
  constexpr float kMostPixels = 16e6f, kLongest = 16000;
  const Picture picture = make_picture(text, analysis);
  const Point size = picture.size;
  const float scale = std::min({2.f, std::sqrt(kMostPixels / size.x / size.y), kLongest / size.x, kLongest / size.y});
  auto pixels = [&](float length) { return std::max(1, static_cast<int>(length * scale)); };
  Pixels surface(pixels(size.x), pixels(size.y), scale);
  paint(picture, surface, dark);
  return surface.png();
}

}  // namespace

std::string to_svg(std::string_view text, Analysis& analysis) { return svg(text, analysis, false); }
std::string to_png(std::string_view text, Analysis& analysis) { return png(text, analysis, false); }
std::string to_dark_svg(std::string_view text, Analysis& analysis) { return svg(text, analysis, true); }
std::string to_dark_png(std::string_view text, Analysis& analysis) { return png(text, analysis, true); }

}  // namespace chainrule::exports
