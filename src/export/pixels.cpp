#include "export/pixels.h"

#include <algorithm>
#include <cmath>

#include "export/deflate.h"

namespace chainrule::exports {

namespace {

using Polygon = std::vector<Point>;

constexpr float kFine = 0.1f;  // pixels that a curve's chords may be off

Point curve_at(Point start, const Piece& c, float t) {
  const float s = 1 - t, a = s * s * s, b = 3 * s * s * t, d = 3 * s * t * t, e = t * t * t;
  return {a * start.x + b * c.leave.x + d * c.arrive.x + e * c.end.x, a * start.y + b * c.leave.y + d * c.arrive.y + e * c.end.y};
}

// No chord is further off than an eighth of the largest second derivative, times the square of its part of the curve.
int pieces_for(Point start, const Piece& c) {
  auto bend = [](Point p, Point q, Point r) { return std::hypot(p.x - 2 * q.x + r.x, p.y - 2 * q.y + r.y); };
  const float most = 6 * std::max(bend(start, c.leave, c.arrive), bend(c.leave, c.arrive, c.end));
  return std::clamp(static_cast<int>(std::ceil(std::sqrt(most / (8 * kFine)))), 1, 64);
}

std::vector<Polygon> flattened(const Outline& outline, float scale, Point origin = {}) {
  std::vector<Polygon> polygons;
  auto moved = [&](Point p) { return Point{origin.x + p.x * scale, origin.y + p.y * scale}; };
  for (const Piece& piece : outline) {
    if (piece.kind == Piece::Kind::move || polygons.empty()) polygons.emplace_back();
    Polygon& polygon = polygons.back();
    if (piece.kind == Piece::Kind::curve && !polygon.empty()) {
      const Point start = polygon.back();
      const Piece c{piece.kind, moved(piece.leave), moved(piece.arrive), moved(piece.end)};
      const int count = pieces_for(start, c);
      for (int i = 1; i <= count; ++i) polygon.push_back(curve_at(start, c, static_cast<float>(i) / static_cast<float>(count)));
    } else {
      polygon.push_back(moved(piece.end));
    }
  }
  return polygons;
}

// What lies to the right of an edge, as signed areas: each pixel of a row has the part of it that the edge covers, and what is added
// up from the left is the coverage. After font-rs (R. Levien, 2016).
class Areas {
 public:
  Areas(std::vector<float>& area, int left, int top, int width, int height)
      : area_(area), left_(left), top_(top), width_(width), height_(height) {
    area_.assign(static_cast<std::size_t>(width + 2) * static_cast<std::size_t>(height), 0);
  }

  void edge(Point p, Point q) {
    if (p.y == q.y) return;
    const float turn = p.y < q.y ? 1.f : -1.f;
    if (p.y > q.y) std::swap(p, q);
    const float slope = (q.x - p.x) / (q.y - p.y), y0 = static_cast<float>(top_), x0 = static_cast<float>(left_);
    const float first = std::max(p.y - y0, 0.f), last = std::min(q.y - y0, static_cast<float>(height_));
    for (int row = static_cast<int>(first); row < height_ && static_cast<float>(row) < last; ++row) {
      const float from = std::max(first, static_cast<float>(row)), to = std::min(last, static_cast<float>(row + 1));
      if (to <= from) continue;
      const float a = p.x + (from + y0 - p.y) * slope - x0, b = p.x + (to + y0 - p.y) * slope - x0;
      in_row(row, std::clamp(std::min(a, b), 0.f, static_cast<float>(width_)), std::clamp(std::max(a, b), 0.f, static_cast<float>(width_)),
             turn * (to - from));
    }
  }

 private:
  // An edge in one row, from x = a to b, over the height d.
  void in_row(int row, float a, float b, float d) {
    float* line = area_.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(width_ + 2);
    const int first = static_cast<int>(a), last = static_cast<int>(std::ceil(b));
    if (last <= first + 1) {  // within one pixel
      const float middle = (a + b) / 2 - static_cast<float>(first);
      line[first] += d * (1 - middle);
      line[first + 1] += d * middle;
      return;
    }
    const float each = d / (b - a);
    float before = 0;  // the area up to the pixel at hand
    for (int x = first; x < last; ++x) {
      const float from = std::max(a, static_cast<float>(x)), to = std::min(b, static_cast<float>(x + 1));
      // in this pixel the edge goes from `from` to `to`; what stands right of it, and all of what it has passed
      const float passed = (from - a) * each, here = (to - from) * each;
      const float covered = passed + here * (static_cast<float>(x + 1) - (from + to) / 2);
      line[x] += covered - before;
      before = covered;
    }
    line[last] += d - before;
  }

  std::vector<float>& area_;
  int left_, top_, width_, height_;
};

}  // namespace

Pixels::Pixels(int width, int height, float scale)
    : width_(width), height_(height), scale_(scale), rgb_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3, 255) {}

void Pixels::cover(const std::vector<Polygon>& polygons, const Paint& paint) {
  Point least{1e9f, 1e9f}, most{-1e9f, -1e9f};
  for (const Polygon& polygon : polygons)
    for (const Point p : polygon) {
      least = {std::min(least.x, p.x), std::min(least.y, p.y)};
      most = {std::max(most.x, p.x), std::max(most.y, p.y)};
    }
  auto cut = [](float x, int end) { return static_cast<int>(std::clamp(x, 0.f, static_cast<float>(end))); };
  const int left = cut(std::floor(least.x), width_), top = cut(std::floor(least.y), height_);
  const int width = cut(std::ceil(most.x), width_) - left, height = cut(std::ceil(most.y), height_) - top;
  if (width <= 0 || height <= 0) return;
  Areas areas(area_, left, top, width, height);
  for (const Polygon& polygon : polygons)
    for (std::size_t i = 0; i < polygon.size(); ++i) areas.edge(polygon[i], polygon[(i + 1) % polygon.size()]);
  for (int y = 0; y < height; ++y) {
    const float* line = area_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width + 2);
    unsigned char* pixel = rgb_.data() + (static_cast<std::size_t>(top + y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(left)) * 3;
    float sum = 0;
    for (int x = 0; x < width; ++x, pixel += 3) {
      sum += line[x];
      const float alpha = std::min(std::fabs(sum), 1.f) * paint.alpha;
      if (alpha < 1e-3f) continue;
      for (int c = 0; c < 3; ++c) {
        const float wanted = static_cast<float>(paint.colour >> (16 - 8 * c) & 255);
        pixel[c] = static_cast<unsigned char>(static_cast<float>(pixel[c]) + (wanted - static_cast<float>(pixel[c])) * alpha + 0.5f);
      }
    }
  }
}

void Pixels::fill(const Outline& closed, const Paint& paint) { cover(flattened(closed, scale_), paint); }

// A quadrilateral for each straight piece, all turning the same way, so that where two overlap it is covered once more, not less.
void Pixels::stroke(const Outline& open, float width, const Paint& paint) {
  std::vector<Polygon> quads;
  const float half = std::max(width * scale_, 1.f) / 2;
  for (const Polygon& line : flattened(open, scale_))
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      const Point p = line[i], q = line[i + 1];
      const float length = std::hypot(q.x - p.x, q.y - p.y);
      if (length < 1e-6f) continue;
      const Point off{-(q.y - p.y) / length * half, (q.x - p.x) / length * half};
      quads.push_back({{p.x + off.x, p.y + off.y}, {p.x - off.x, p.y - off.y}, {q.x - off.x, q.y - off.y}, {q.x + off.x, q.y + off.y}});
    }
  cover(quads, paint);
}

void Pixels::glyph(math::Face face, char32_t code, Point at, float em, const Paint& paint) {
  constexpr float kReadable = 2;  // pixels per em; below that, marks are dust
  if (em * scale_ < kReadable) return;
  Outline outline;
  const Point origin{at.x * scale_, at.y * scale_};
  if (glyph_outline(face, code, outline)) return cover(flattened(outline, em * scale_, origin), paint);
  auto corner = [&](float x, float y) { return Point{at.x + x * em, at.y + y * em}; };
  auto line = [](Point to) { return Piece{Piece::Kind::line, {}, {}, to}; };
  stroke({line(corner(0.1f, 0)), line(corner(0.8f, 0)), line(corner(0.8f, -0.7f)), line(corner(0.1f, -0.7f)), line(corner(0.1f, 0))}, 1, paint);
}

namespace {

std::string big_endian(std::uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8), static_cast<char>(value)};
}

std::uint32_t crc(std::string_view bytes) {
  std::uint32_t sum = 0xFFFFFFFF;
  for (const char byte : bytes) {
    sum ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320 : 0);
  }
  return ~sum;
}

std::uint32_t adler(std::string_view bytes) {
  std::uint32_t a = 1, b = 0;
  for (const char byte : bytes) {
    a = (a + static_cast<unsigned char>(byte)) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

std::string chunk(std::string body) {
  const std::string length = big_endian(static_cast<std::uint32_t>(body.size()) - 4);  // without its name
  return length + body + big_endian(crc(body));
}

}  // namespace

// Portable Network Graphics, second edition; a row's first byte, 1, says that each byte is the difference from the pixel to its left.
std::string Pixels::png() const {
  const std::size_t row = static_cast<std::size_t>(width_) * 3;
  std::string rows;
  rows.reserve((row + 1) * static_cast<std::size_t>(height_));
  for (std::size_t at = 0; at < rgb_.size(); at += row) {
    rows += '\1';
    for (std::size_t i = 0; i < row; ++i) rows += static_cast<char>(rgb_[at + i] - (i < 3 ? 0 : rgb_[at + i - 3]));
  }
  const std::string size = big_endian(static_cast<std::uint32_t>(width_)) + big_endian(static_cast<std::uint32_t>(height_));
  return "\x89PNG\r\n\x1A\n" + chunk("IHDR" + size + std::string("\x08\x02\0\0\0", 5)) +
         chunk("IDAT\x78\x01" + deflate(rows) + big_endian(adler(rows))) + chunk("IEND");
}

}  // namespace chainrule::exports
