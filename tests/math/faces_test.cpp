// The TrueType files that are put together have the characters, advance widths and outlines that fonts.py found in the faces.
#include "math/faces.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

#include "fonts/font_data.h"

using namespace chainrule;

namespace {

// Reads only what faces.cpp writes: cmap of groups of one, loca of 32 bits, simple glyphs, flags of on_curve alone.
struct File {
  const std::vector<unsigned char>& bytes;

  std::size_t number(std::size_t at, int size = 2) const {
    std::size_t n = 0;
    for (int i = 0; i < size; ++i) n = n * 256 + bytes.at(at++);
    return n;
  }
  std::size_t table(const char* tag) const {
    for (std::size_t i = 0; i < number(4); ++i)
      if (std::string(bytes.begin() + 12 + static_cast<std::ptrdiff_t>(16 * i), bytes.begin() + 16 + static_cast<std::ptrdiff_t>(16 * i)) == tag)
        return number(12 + 16 * i + 8, 4);
    FAIL("no table ", tag);
    return 0;
  }
};

std::uint32_t sum_of_characters(const File& file) {
  std::uint32_t sum = 0x811C9DC5;
  auto add = [&](std::size_t n) {
    for (const std::size_t byte : {n & 255, n >> 8 & 255}) sum = (sum ^ static_cast<std::uint32_t>(byte)) * 0x01000193;
  };
  const std::size_t groups = file.table("cmap") + 12, loca = file.table("loca"), glyf = file.table("glyf"), hmtx = file.table("hmtx");
  for (std::size_t i = 0; i < file.number(groups + 12, 4); ++i) {
    const std::size_t group = groups + 16 + 12 * i, code = file.number(group, 4), glyph = file.number(group + 8, 4);
    add(code);
    add(file.number(hmtx + 4 * glyph));
    const std::size_t at = loca + 4 * glyph, start = glyf + file.number(at, 4);
    if (file.number(at, 4) == file.number(at + 4, 4)) continue;  // a space
    const std::size_t contours = file.number(start), flags = start + 10 + 2 * contours + 2, count = file.number(flags - 4) + 1;
    std::size_t x = 0, y = 0;
    for (std::size_t k = 0; k < count; ++k) {
      add(x += file.number(flags + count + 2 * k));
      add(y += file.number(flags + 3 * count + 2 * k));
      add(file.number(flags + k, 1));
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("the faces' characters are unpacked as they were") {
  REQUIRE(fonts::faces().size() == fonts::face_count);
  for (std::size_t i = 0; i < fonts::faces().size(); ++i) {
    CAPTURE(i);
    const fonts::FaceTables& face = fonts::faces()[i];
    CHECK(face.glyphs.size() == static_cast<std::size_t>(fonts::face_data[i].characters));
    CHECK(sum_of_characters({face.file}) == fonts::face_sums[i]);
  }
}
