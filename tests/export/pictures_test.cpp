// The picture as SVG and PNG.
#include <doctest/doctest.h>

#include <algorithm>

#include "export/deflate.h"
#include "export/formats.h"
#include "export/picture.h"
#include "export/pixels.h"
#include "support/random_program.h"
#include "support/share.h"
#include "support/xml.h"

using namespace chainrule;
using namespace chainrule::exports;

namespace {

std::string svg(std::string_view text, const BuildOptions& options = {}) {
  Analysis analysis = analyse(text, options);
  return to_svg(text, analysis);
}

int count(std::string_view text, std::string_view part) {
  int found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++found;
  return found;
}

// What is drawn, as a list of its kinds, and how far it reaches.
class Notes : public Surface {
 public:
  void fill(const Outline& closed, const Paint&) override { reach(closed); }
  void stroke(const Outline& open, float width, const Paint&) override {
    reach(open);
    widths.push_back(width);
  }
  void glyph(math::Face, char32_t code, Point at, float, const Paint&) override {
    text += code;
    most = {std::max(most.x, at.x), std::max(most.y, at.y)};
    least = {std::min(least.x, at.x), std::min(least.y, at.y)};
  }
  std::u32string text;
  std::vector<float> widths;
  Point least, most;

 private:
  void reach(const Outline& outline) {
    for (const Piece& piece : outline) {
      most = {std::max(most.x, piece.end.x), std::max(most.y, piece.end.y)};
      least = {std::min(least.x, piece.end.x), std::min(least.y, piece.end.y)};
    }
  }
};

}  // namespace

TEST_CASE("svg is well-formed, whatever the program") {
  for (std::uint64_t seed = 0; seed < 30 / test::kSlower; ++seed) {
    const std::string program = test::random_program(seed).text;
    CHECK_MESSAGE(test::XmlReader::problem(svg(program)) == "", program);
  }
  for (const std::string& program : {std::string(), std::string("f = 3"), std::string("x = 1 # <b> & \" ]]> \x01\nf = x"), std::string("f = x\xFF"),
                                    std::string("#@ pin x -500 900\nx = 1; f = x*x"), std::string("重み = 2; f = 重み^2")})
    CHECK_MESSAGE(test::XmlReader::problem(svg(program)) == "", program);
  CHECK(test::XmlReader::problem("<a><b></a></b>") != "");
  CHECK(test::XmlReader::problem("<a>&</a>") != "");
}

TEST_CASE("svg: the program is its title and description, each outline is there once") {
  const std::string text = svg("# a < b\nx = 2; y = 3; f = x*y\n");
  CHECK(text.find("<title># a &lt; b</title>") != text.npos);
  CHECK(text.find("<desc># a &lt; b\nx = 2; y = 3; f = x*y\n</desc>") != text.npos);
  CHECK(count(text, "<path id=") < count(text, "<use"));
  CHECK(count(text, "<text") == 0);
  CHECK(text.find("#15803D") != text.npos);  // values
  CHECK(text.find("#C2321F") != text.npos);  // gradients
}

TEST_CASE("all that is drawn lies on the paper, and wires are thicker where more gradient flows") {
  for (std::uint64_t seed = 0; seed < 20 / test::kSlower; ++seed) {
    const test::RandomProgram program = test::random_program(seed);
    INFO(program.reproduction());
    const Picture picture = make_picture(program.text, analyse(program.text));
    Notes notes;
    paint(picture, notes);
    CHECK(notes.least.x >= 0);
    CHECK(notes.least.y >= 0);
    CHECK(notes.most.x <= picture.size.x);
    CHECK(notes.most.y <= picture.size.y);
  }
  const char* text = "x = 3; y = 0.5; f = 100*x + 0*y";
  Notes notes;
  paint(make_picture(text, analyse(text)), notes);
  CHECK(*std::max_element(notes.widths.begin(), notes.widths.end()) > 2);
  CHECK(notes.text.find(U"100") != notes.text.npos);
}

TEST_CASE("a folded function is one card, and any node can be the output") {
  const char* text = "s(u) = 1/(1+exp(-u))\nx = 1\nf = s(x)\n";
  CHECK(make_picture(text, analyse(text, {{"s"}, {}})).derived.cards.size() == 2);
  CHECK(make_picture(text, analyse(text)).derived.cards.size() > 4);
}

TEST_CASE("pixels: how much of each an outline covers") {
  const auto square = [](float x, float y, float side) {
    return Outline{{Piece::Kind::move, {}, {}, {x, y}},
                   {Piece::Kind::line, {}, {}, {x + side, y}},
                   {Piece::Kind::line, {}, {}, {x + side, y + side}},
                   {Piece::Kind::line, {}, {}, {x, y + side}}};
  };
  // As one row of a picture's bytes tells: black at what is covered.
  const auto bytes = [](const Pixels& pixels) { return pixels.png(); };
  Pixels whole(4, 4, 1), half(4, 4, 1), twice(4, 4, 2), outside(4, 4, 1);
  whole.fill(square(1, 1, 2), {});
  half.fill(square(0.5f, 1, 2), {});
  twice.fill(square(0.5f, 0.5f, 1), {});
  outside.fill(square(-9, -9, 30), {0xFFFFFF, 1});
  CHECK(bytes(whole) == bytes(twice));
  CHECK(bytes(whole) != bytes(half));
  CHECK(bytes(outside) == bytes(Pixels(4, 4, 1)));
}

TEST_CASE("deflate: repetitions are short") {
  CHECK(deflate("").size() == 2);
  CHECK(deflate(std::string(100000, 'a')).size() < 700);
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "x" + std::to_string(i % 100) + " = ";
  CHECK(deflate(text).size() < text.size() / 30);
}
