#include "ui/faces.h"

#include <algorithm>
#include <utility>

#include "fonts/font_data.h"

namespace chainrule::ui {

namespace {

struct Point {
  int x, y;
  bool on_curve;
};

struct Outline {
  struct Part {  // of a composite glyph
    int glyph;
    Point at;
  };
  std::vector<Point> points;
  std::vector<int> ends;  // of contours, as in TrueType: the last point of each
  std::vector<Part> parts;
};

// What fonts.py's Outlines wrote, in the same order.
class Reader {
 public:
  Outline outline() {
    Outline result;
    const int contours = count();
    if (contours == 254) {
      result.parts.resize(static_cast<std::size_t>(count()));
      for (Outline::Part& part : result.parts) {
        part.glyph = count();
        part.at = step({});
      }
      return result;
    }
    Point at{};
    for (int i = 0; i < contours; ++i) {
      for (int left = count(); left > 0; --left) result.points.push_back(at = step(at));
      result.ends.push_back(static_cast<int>(result.points.size()) - 1);
    }
    return result;
  }

 private:
  const unsigned char *counts_ = fonts::counts, *signs_ = fonts::signs, *lows_ = fonts::lows, *highs_ = fonts::highs;

  int count() {
    const int n = *counts_++;
    return n < 255 ? n : n + *counts_++;
  }
  int length(bool zero, bool far, bool negative) {
    if (zero) return 0;
    const int size = *lows_++;
    const int whole = far ? size + 256 * *highs_++ : size;
    return negative ? -whole : whole;
  }
  Point step(Point from) {
    const int sign = *signs_++;
    from.x += length(sign & fonts::x_zero, sign & fonts::x_far, sign & fonts::x_negative);
    from.y += length(sign & fonts::y_zero, sign & fonts::y_far, sign & fonts::y_negative);
    from.on_curve = sign & fonts::on_curve;
    return from;
  }
};

// The outlines' own points, parts put in their places.
void add(const std::vector<Outline>& glyphs, const Outline& from, Point at, Outline& to) {
  const int first = static_cast<int>(to.points.size());
  for (const Point& p : from.points) to.points.push_back({p.x + at.x, p.y + at.y, p.on_curve});
  for (const int end : from.ends) to.ends.push_back(first + end);
  for (const Outline::Part& part : from.parts)
    add(glyphs, glyphs[static_cast<std::size_t>(part.glyph)], {at.x + part.at.x, at.y + part.at.y, false}, to);
}

class Writer {
 public:
  std::vector<unsigned char> bytes;

  void number(int value, int size = 2) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) bytes.push_back(static_cast<unsigned char>(value >> shift));
  }
  void glyph(const Outline& outline) {
    if (outline.points.empty()) return;
    auto by_x = [](const Point& a, const Point& b) { return a.x < b.x; };
    auto by_y = [](const Point& a, const Point& b) { return a.y < b.y; };
    const auto [left, right] = std::minmax_element(outline.points.begin(), outline.points.end(), by_x);
    const auto [bottom, top] = std::minmax_element(outline.points.begin(), outline.points.end(), by_y);
    for (const int n : {static_cast<int>(outline.ends.size()), left->x, bottom->y, right->x, top->y}) number(n);
    for (const int end : outline.ends) number(end);
    number(0);  // no instructions
    for (const Point& p : outline.points) number(p.on_curve, 1);
    int before = 0;
    for (const Point& p : outline.points) number(p.x - std::exchange(before, p.x));
    before = 0;
    for (const Point& p : outline.points) number(p.y - std::exchange(before, p.y));
  }
};

std::vector<unsigned char> file(const fonts::FontFile& face, Reader& reader) {
  std::vector<Outline> glyphs;
  for (int i = 0; i < face.glyph_count; ++i) glyphs.push_back(reader.outline());
  Writer places, outlines;
  places.bytes.assign(face.data, face.data + face.size);
  for (const Outline& glyph : glyphs) {
    places.number(static_cast<int>(outlines.bytes.size()), 4);
    Outline whole;
    add(glyphs, glyph, {}, whole);
    outlines.glyph(whole);
  }
  places.number(static_cast<int>(outlines.bytes.size()), 4);
  places.bytes.insert(places.bytes.end(), outlines.bytes.begin(), outlines.bytes.end());
  return std::move(places.bytes);
}

}  // namespace

const std::vector<std::vector<unsigned char>>& font_files() {
  static const auto files = [] {
    std::vector<std::vector<unsigned char>> all;
    Reader reader;
    for (const fonts::FontFile& face : fonts::font_files) all.push_back(file(face, reader));
    return all;
  }();
  return files;
}

}  // namespace chainrule::ui
