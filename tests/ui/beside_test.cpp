// A second picture of the same computation, beside the first and linked to it.
#include <string>

#include "ui/window.h"

using namespace chainrule::ui;
using namespace chainrule::ui::test;

namespace {

const std::string kNeuron = "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3; f = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))";
const std::string kSigmoid = "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3; f = sigmoid(w0*x0 + w1*x1 + w2)";

// Where something is in the first picture and in the second.
std::string other(const std::string& what) { return "beside:" + what; }

}  // namespace

TEST_CASE("B and the button open a second picture and close it, and then all is as before") {
  Window w(kNeuron);
  const std::uint64_t before = w.picture();
  const Place alone = w.place("card:f");
  CHECK_FALSE(w.place(other("card:f")).found);
  std::uint64_t opened = 0;
  for (const bool by_key : {true, false}) {
    auto toggle = [&] { by_key ? w.key(ImGuiKey_B, false, true) : w.click("button:beside"); };
    toggle();
    w.settle();
    for (const char* name : {"card:f", "value:w0", "value:x1", "card:t1"}) {
      INFO(std::string(name));
      CHECK(w.place(name).found);
      CHECK(w.place(other(name)).found);
    }
    CHECK(w.place("card:t7").found);
    CHECK_FALSE(w.place(other("card:t7")).found);  // one sigmoid stands for four gates
    CHECK(w.place("wording").found);
    CHECK(w.text() == kNeuron);
    const std::uint64_t both = w.picture();
    CHECK(both != before);
    CHECK((by_key || both == opened));
    opened = both;
    toggle();
    w.settle();
    CHECK_FALSE(w.place(other("card:f")).found);
    CHECK(w.place("card:f").x == alone.x);
    CHECK(w.place("card:f").width == alone.width);
    CHECK(w.picture() == before);
  }
  CHECK_FALSE(w.app().take_user_change());
}

TEST_CASE("a view that the user had chosen comes back") {
  Window w(kNeuron);
  w.move({400, 400});
  ImGui::GetIO().AddMouseWheelEvent(0, 2);
  w.settle();
  const Place chosen = w.place("card:f");
  w.key(ImGuiKey_B, false, true);
  CHECK(w.place("card:f").width != chosen.width);
  w.key(ImGuiKey_B, false, true);
  CHECK(w.place("card:f").x == chosen.x);
  CHECK(w.place("card:f").width == chosen.width);
}

TEST_CASE("the pictures do not overlap, and stacked in narrow windows") {
  for (const ImVec2 size : {ImVec2{1440, 900}, ImVec2{1920, 1080}, ImVec2{390, 844}, ImVec2{640, 900}}) {
    INFO(size.x, " x ", size.y);
    Window w(kNeuron, size.x, size.y);
    w.key(ImGuiKey_B, false, true);
    w.settle();
    const Place first = w.place("card:f"), second = w.place(other("card:f"));
    const Place far = w.place(other("card:w0")), leaf = far.found ? far : second;  // in a narrow window the output's end is in view
    CHECK(first.found);
    CHECK(second.found);
    CHECK((size.x < 700 || far.found));
    CHECK((first.x + first.width < leaf.x || first.y + first.height < leaf.y));
    for (const Place& place : {first, second, leaf}) {
      CHECK(place.x >= 0);
      CHECK(place.x + place.width <= size.x);
      CHECK(place.y + place.height <= size.y);
    }
    if (size.x < 700) CHECK(second.y > first.y + first.height);
    const Place name = w.place("wording");
    CHECK(name.found);
    CHECK((name.y + name.height <= leaf.y || name.x + name.width <= leaf.x));
  }
}

TEST_CASE("there is nothing to open where there is no other wording") {
  Window w(kSum);
  CHECK_FALSE(w.place("button:beside").found);
  w.key(ImGuiKey_B, false, true);
  CHECK_FALSE(w.place(other("card:f")).found);
  CHECK(w.place("card:f").found);
}

TEST_CASE("an input dragged in the second picture changes the text, and both pictures are of it") {
  for (const bool second : {false, true}) {
    Window w(kNeuron);
    w.key(ImGuiKey_B, false, true);
    w.settle();
    const Place x0 = w.place(second ? other("value:x0") : "value:x0");
    CHECK(x0.found);
    w.drag(x0.middle(), {-80, 0});
    CHECK(w.text() != kNeuron);
    CHECK(w.text().find("x0 = -3;") != std::string::npos);
    CHECK(w.app().take_user_change());
    const std::uint64_t dragged = w.picture();
    w.key(ImGuiKey_Z, true);
    CHECK(w.text() == kNeuron);  // one step back
    CHECK(w.picture() != dragged);
  }
}

TEST_CASE("dragged in one picture or in the other, the numbers are the same in both") {
  std::uint64_t pictures[2];
  for (const int second : {0, 1}) {
    Window w(kNeuron);
    w.key(ImGuiKey_B, false, true);
    w.settle();
    w.drag(w.place(second ? other("value:x1") : "value:x1").middle(), {-120, 0});
    pictures[second] = w.picture();
  }
  CHECK(pictures[0] == pictures[1]);
}

TEST_CASE("what is selected in one is selected in both") {
  Window w(kNeuron);
  w.key(ImGuiKey_B, false, true);
  w.settle();
  const std::uint64_t none = w.picture();
  w.click("card:f");
  const std::uint64_t first = w.picture();
  w.key(ImGuiKey_Escape);
  CHECK(w.picture() == none);
  w.click(other("card:f"));
  CHECK(w.picture() == first);
  CHECK(first != none);
  w.click(other("value:w2"));
  const std::uint64_t input = w.picture();
  CHECK(input != first);
  w.click("value:w2");
  CHECK(w.picture() == input);
}

TEST_CASE("a gate without a like is selected alone") {
  Window w(kSigmoid);
  w.key(ImGuiKey_B, false, true);
  w.settle();
  const std::uint64_t none = w.picture();
  const Place exp = w.place(other("card:t6"));
  CHECK(exp.found);
  w.click(exp.middle());
  CHECK(w.picture() != none);
  w.click("card:f");
  const std::uint64_t f = w.picture();
  w.key(ImGuiKey_Escape);
  CHECK(w.picture() == none);
  w.click("card:f");
  CHECK(w.picture() == f);
}

TEST_CASE("stepping moves both") {
  Window w(kNeuron);
  w.key(ImGuiKey_B, false, true);
  w.key(ImGuiKey_Home);
  const std::uint64_t start = w.bare_picture();
  w.key(ImGuiKey_RightArrow);
  CHECK(w.bare_picture() != start);
  w.key(ImGuiKey_G, false, true);
  for (int i = 0; i < 30; ++i) w.key(ImGuiKey_RightArrow);
  w.key(ImGuiKey_G, false, true);
  const std::uint64_t end = w.bare_picture();
  w.key(ImGuiKey_Home);
  CHECK(w.bare_picture() == start);
  w.key(ImGuiKey_End);
  CHECK(w.bare_picture() == end);
}

TEST_CASE("each picture has a camera of its own") {
  Window w(kNeuron);
  w.key(ImGuiKey_B, false, true);
  w.settle();
  const Place first = w.place("card:f"), second = w.place(other("card:f"));
  w.click("button:beside-zoom-in");
  CHECK(w.place("card:f").width == first.width);
  CHECK(w.place(other("card:f")).width == doctest::Approx(second.width * 1.25f));
  w.click("button:zoom-in");
  CHECK(w.place("card:f").width == doctest::Approx(first.width * 1.25f));
  w.leave();
  w.key(ImGuiKey_F, false, true);
  CHECK(w.place("card:f").width == doctest::Approx(first.width));
  CHECK(w.place(other("card:f")).width == doctest::Approx(second.width));
}

TEST_CASE("the name over the second picture leads through the wordings") {
  const std::string cell = "s(u) = 1/(1+exp(-u))\nx = 0.3; y = 2\nf = s(x)*s(y)";
  Window w(cell);
  w.key(ImGuiKey_B, false, true);
  w.settle();
  const std::uint64_t sigmoid = w.picture();
  w.click("button:wording");
  w.settle();
  CHECK(w.picture() != sigmoid);
  w.click("button:wording");
  w.settle();
  CHECK(w.picture() == sigmoid);
  CHECK(w.text() == cell);
}

TEST_CASE("while the text has one wording only the second picture is away, and it comes back") {
  Window w(kNeuron);
  w.key(ImGuiKey_B, false, true);
  w.settle();
  CHECK(w.place(other("card:f")).found);
  w.app().set_program("x = 2; y = x*x");
  w.settle();
  CHECK(w.place("card:y").found);
  CHECK_FALSE(w.place(other("card:y")).found);
  w.app().set_program(kSigmoid);
  w.settle();
  CHECK(w.place(other("card:f")).found);
  w.app().set_program("x = 2; y = (");  // in error, the picture before it stays
  w.settle();
}
