// Typesets formulas, one a line of standard input, the first letter its style (d display, t text), and prints each box as a line of
// JSON in em: what sheet.test.mjs draws and measures beside KaTeX's.
#include <cstdio>
#include <iostream>
#include <string>

#include "math/typeset.h"

using namespace chainrule::math;

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const Box box = typeset(std::string_view(line).substr(1), 1, line[0] == 'd' ? Style::display : Style::text);
    std::printf("{\"width\":%.5f,\"height\":%.5f,\"depth\":%.5f,\"glyphs\":[", box.width, box.height, box.depth);
    const char* comma = "";
    for (const Glyph& g : box.glyphs) {
      std::printf("%s{\"face\":%d,\"code\":%u,\"x\":%.5f,\"y\":%.5f,\"size\":%.5f}", comma, static_cast<int>(g.face), static_cast<unsigned>(g.code), g.x, g.y, g.size);
      comma = ",";
    }
    std::printf("],\"rules\":[");
    comma = "";
    for (const Rule& r : box.rules) {
      std::printf("%s{\"x\":%.5f,\"y\":%.5f,\"width\":%.5f,\"height\":%.5f}", comma, r.x, r.y, r.width, r.height);
      comma = ",";
    }
    std::printf("]}\n");
  }
}
