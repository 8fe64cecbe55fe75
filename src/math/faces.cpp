#include "math/faces.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "fonts/font_data.h"

namespace chainrule::fonts {

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

// What fonts.py's Faces wrote, in the same order.
class Reader {
 public:
  char32_t code(char32_t before) { return before + static_cast<char32_t>(count(codes_)); }
  int width() {
    widths_ += 2;
    return widths_[-2] + 256 * widths_[-1];
  }
  float metric() {
    metrics_ += 3;
    const auto whole = static_cast<std::int32_t>(metrics_[-3] << 8U | metrics_[-2] << 16U | static_cast<std::uint32_t>(metrics_[-1]) << 24U) / 256;
    return static_cast<float>(whole / 1e5);
  }
  // `same`: the outline of the same character in the face before, if there is one.
  Outline outline(const Outline* same) {
    Outline result;
    const int contours = count(counts_);
    Point at{}, from{};
    if (contours == made_of) {
      for (int left = count(counts_); left > 0; --left) {
        const int glyph = count(counts_);
        result.parts.push_back({glyph, step({}, small_)});
      }
    } else if (contours == as_before) {
      result = *same;
      for (Point& p : result.points) {
        at = step({at.x + p.x - from.x, at.y + p.y - from.y, false}, small_);
        from = p;
        p = {at.x, at.y, p.on_curve};
      }
    } else {
      for (int i = 0; i < contours; ++i) {
        left_ = down_ = false;
        for (int left = count(counts_); left > 0; --left) result.points.push_back(at = step(at, lows_));
        result.ends.push_back(static_cast<int>(result.points.size()) - 1);
      }
    }
    return result;
  }

 private:
  const unsigned char *codes_ = codes, *widths_ = widths, *metrics_ = metrics;
  const unsigned char *counts_ = counts, *signs_ = signs, *lows_ = lows, *small_ = small, *highs_ = highs;
  bool left_ = false, down_ = false;  // where the last step went

  static int count(const unsigned char*& from) {
    const int n = *from++;
    if (n < 255) return n;
    from += 2;
    return from[-2] + 256 * from[-1];
  }
  int length(bool zero, bool far, bool turned, bool& negative, const unsigned char*& low) {
    if (zero) return 0;
    negative ^= turned;
    const int size = *low++;
    const int whole = far ? size + 256 * *highs_++ : size;
    return negative ? -whole : whole;
  }
  Point step(Point from, const unsigned char*& low) {
    const int sign = *signs_++;
    from.x += length(sign & x_zero, sign & x_far, sign & x_turned, left_, low);
    from.y += length(sign & y_zero, sign & y_far, sign & y_turned, down_, low);
    from.on_curve = sign & on_curve;
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

// A file whose tables have room for a face's glyphs, but glyf, which grows at the end. Only what stb_truetype reads is filled in: not
// the lengths of tables. The format: https://learn.microsoft.com/typography/opentype/spec/otff
class File {
 public:
  std::vector<unsigned char> bytes;

  explicit File(const FaceData& face) : cmap_groups_(224 + 28), hmtx_(cmap_groups_ + 12 * face.characters) {
    const int count = face.parts + face.characters;
    loca_ = hmtx_ + 4 * count;
    glyf_ = loca_ + 4 * count + 4;
    bytes.resize(static_cast<std::size_t>(glyf_));
    constexpr int head = 124, hhea = 180, maxp = 216, cmap = 224;
    const int tables[][2] = {{0x636D6170, cmap}, {0x676C7966, glyf_}, {0x68656164, head}, {0x68686561, hhea},
                             {0x686D7478, hmtx_}, {0x6C6F6361, loca_}, {0x6D617870, maxp}};  // tags in ASCII
    put(0, 1 << 16, 4);
    put(4, static_cast<int>(std::size(tables)));
    int at = 12;
    for (const auto& [tag, start] : tables) {
      put(at, tag, 4);
      put(at + 8, start, 4);
      at += 16;
    }
    put(head + 18, face.units_per_em);
    put(head + 50, 1);  // loca is of 32 bits
    put(hhea + 4, face.ascent);
    put(hhea + 6, face.descent);
    put(hhea + 34, count);
    put(maxp + 4, count);
    put(cmap + 2, 1);  // one table: Unicode, at 12, a group for each character
    put(cmap + 4, 3 << 16 | 10, 4);
    put(cmap + 8, 12, 4);
    put(cmap + 12, 12);
    put(cmap + 24, face.characters, 4);
  }
  void character(int glyph, char32_t code, int width) {
    put(cmap_groups_, static_cast<int>(code), 4);
    put(cmap_groups_ + 4, static_cast<int>(code), 4);
    put(cmap_groups_ + 8, glyph, 4);
    cmap_groups_ += 12;
    put(hmtx_ + 4 * glyph, width);
  }
  // In the order of glyphs. `low` and `high` are the corners of what bounds it.
  void outline(int glyph, const Outline& outline, Point low, Point high) {
    if (!outline.points.empty()) {
      for (const int n : {static_cast<int>(outline.ends.size()), low.x, low.y, high.x, high.y}) append(n);
      for (const int end : outline.ends) append(end);
      append(0);  // no instructions
      for (const Point& p : outline.points) bytes.push_back(p.on_curve);
      int before = 0;
      for (const Point& p : outline.points) append(p.x - std::exchange(before, p.x));
      before = 0;
      for (const Point& p : outline.points) append(p.y - std::exchange(before, p.y));
    }
    put(loca_ + 4 * glyph + 4, static_cast<int>(bytes.size()) - glyf_, 4);
  }

 private:
  int cmap_groups_, hmtx_, loca_, glyf_;

  void put(int at, int value, int size = 2) {
    for (; size > 0; value >>= 8) bytes[static_cast<std::size_t>(at + --size)] = static_cast<unsigned char>(value);
  }
  void append(int value) {
    bytes.resize(bytes.size() + 2);
    put(static_cast<int>(bytes.size()) - 2, value);
  }
};

const GlyphMetrics* find(const std::vector<GlyphMetrics>& rows, char32_t code) {
  for (const GlyphMetrics& row : rows)
    if (row.code == code) return &row;
  return nullptr;
}

std::vector<FaceTables> unpack() {
  std::vector<FaceTables> all;
  std::vector<Outline> before;  // the last face's glyphs
  Reader reader;
  for (const FaceData& face : face_data) {
    const auto units = static_cast<float>(face.units_per_em);
    std::vector<GlyphMetrics> rows;
    std::vector<Outline> glyphs;
    File file(face);
    for (int i = 0; i < face.parts + face.characters; ++i) {
      const Outline* same = nullptr;
      if (i >= face.parts) {
        GlyphMetrics row{};
        row.code = reader.code(rows.empty() ? 0 : rows.back().code);
        if (face.typeset)
          for (float* number : {&row.width, &row.height, &row.depth, &row.italic, &row.skew}) *number = reader.metric();
        else
          row.width = static_cast<float>(reader.width()) / units;
        file.character(i, row.code, static_cast<int>(std::lround(row.width * units)));
        rows.push_back(row);
        if (const GlyphMetrics* found = all.empty() ? nullptr : find(all.back().glyphs, row.code))
          same = &before[before.size() - all.back().glyphs.size() + static_cast<std::size_t>(found - all.back().glyphs.data())];
      }
      glyphs.push_back(reader.outline(same));
    }
    for (int i = 0; i < face.parts + face.characters; ++i) {
      Outline whole;
      add(glyphs, glyphs[static_cast<std::size_t>(i)], {}, whole);
      Point low{}, high{};
      if (!whole.points.empty()) low = high = whole.points[0];
      for (const Point& p : whole.points) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y), false};
        high = {std::max(high.x, p.x), std::max(high.y, p.y), false};
      }
      file.outline(i, whole, low, high);
      if (face.typeset || i < face.parts) continue;
      GlyphMetrics& row = rows[static_cast<std::size_t>(i - face.parts)];
      row.height = static_cast<float>(high.y) / units;
      row.depth = static_cast<float>(-low.y) / units;
    }
    before = std::move(glyphs);
    all.push_back({static_cast<float>(face.ascent - face.descent) / units, std::move(rows), std::move(file.bytes)});
  }
  return all;
}

}  // namespace

const std::vector<FaceTables>& faces() {
  static const std::vector<FaceTables> made = unpack();
  return made;
}

}  // namespace chainrule::fonts
