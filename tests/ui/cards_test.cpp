// What is selected, moved, copied and put in order, by the mouse and by keys alone.
#include "ui/by_hand.h"

using namespace chainrule::ui::test;

namespace {

const std::string kPinned = "x = 2\nf = x*x\n#@ pin x 0 0\n#@ pin f 400 80";

// A card dragged by as many canvas px; those of kPinned are 400 apart.
void drag_card(Window& w, const std::string& name, float right, float down) {
  const float zoom = (w.place("card:f").x - w.place("card:x").x) / 400;
  const Place at = w.place("card:" + name);
  w.drag({at.x + at.width - 30 * zoom, at.y + 8 * zoom}, {right * zoom, down * zoom});
}
void carry(Window& w, int right, int down) {
  w.key(ImGuiKey_M, false, true);
  for (int i = 0; i < right; ++i) w.key(kRight);
  for (int i = 0; i < down; ++i) w.key(kDown);
  enter(w);
}

}  // namespace

TEST_CASE("a box selects what it meets, and keys the same, card by card") {
  by_both(
      kTwo, "# a product\nx2 = -2\ny2 = 5\nf = (x + y)*z  # out\nx = -2; y = 5\nz = -4",
      [](Window& w) {
        const Place x = w.place("card:x"), y = w.place("card:y");
        const ImVec2 from{x.x - 12, x.y - 12};
        {
          const Shift shift;
          w.drag(from, {y.x + y.width + 8 - from.x, y.y + y.height + 8 - from.y});
        }
        w.key(ImGuiKey_D, true);
      },
      [](Window& w) {
        select(w, {kLeft, kLeft, kLeft});
        w.key(kDown, false, true, true);
        w.key(ImGuiKey_D, true);
      });
}

TEST_CASE("what is selected is duplicated") {
  by_menu_and_key(kTwo, "# a product\nt1 = x + y\nf2 = t1*z\nf = t1*z  # out\nx = -2; y = 5\nz = -4",
                  {"f", "duplicate", {kLeft}, {ImGuiKey_D, true}});
}

TEST_CASE("what is selected is cut, and pasted as program text") {
  const std::string before = "a = 2\nq = a*a\nf = q + a", without = "a = 2\nq = 4\nf = q + a";
  by_menu_and_key(before, without, {"q", "cut", {kLeft, kLeft}, {ImGuiKey_X, true}});
  CHECK(Window::clipboard() == "a = 2\nq = a*a\n");
  const Request copy{"q", "copy", {kLeft, kLeft}, {ImGuiKey_C, true}}, paste{"f", "paste", {}, {ImGuiKey_V, true}};
  by_both(before, "a = 2\nq = a*a\na2 = 2\nq2 = a2*a2\nf = q + a", [&](Window& w) {
    ask_by_menu(w, copy);
    ask_by_menu(w, paste);
  }, [&](Window& w) {
    ask_by_key(w, copy);
    ask_by_key(w, paste);
  });
}

TEST_CASE("a card that is moved is pinned, and goes back when the graph is tidied") {
  by_both(kPinned, "x = 2\nf = x*x\n#@ pin x 0 0\n#@ pin f 440 144", [](Window& w) { drag_card(w, "f", 40, 64); }, [](Window& w) {
    select(w, {kLeft});
    carry(w, 5, 8);
  });
  by_both(kPinned, "x = 2\nf = x*x\n#@ pin x 16 8\n#@ pin f 416 88", [](Window& w) {
    w.click("card:x");
    {
      const Shift shift;
      w.click("card:f");
    }
    drag_card(w, "f", 16, 8);
  }, [](Window& w) {
    w.key(ImGuiKey_A, true);
    carry(w, 2, 1);
  });
  by_menu_and_key(kPinned, "x = 2\nf = x*x\n#@ pin x 0 0", {"f", "tidy", {kLeft}, {ImGuiKey_T, false, true}});
}

TEST_CASE("the arrow keys move cards until Enter, Escape or a press, and step else") {
  const std::string moved = "x = 2\nf = x*x\n#@ pin x 0 0\n#@ pin f 392 80";
  for (const int end : {0, 1, 2, 3}) {
    INFO("ended by ", end);
    Window w(kPinned);
    select(w, {kLeft});
    CHECK_FALSE(w.app().takes_arrows());
    w.key(ImGuiKey_M, false, true);
    CHECK(w.app().takes_arrows());
    CHECK(w.place("notice").found);
    w.key(kLeft);
    CHECK(w.text() == moved);
    if (end == 0) w.key(ImGuiKey_Enter);
    if (end == 1) w.key(ImGuiKey_Escape);
    if (end == 2) w.key(ImGuiKey_M, false, true);
    if (end == 3) w.click(ImVec2(500, 700));
    w.settle();
    CHECK_FALSE(w.app().takes_arrows());
    CHECK_FALSE(w.place("notice").found);
    w.key(kLeft);
    CHECK(w.text() == moved);
    w.app().undo();
    CHECK(w.text() == kPinned);
  }
}

// Pins of nodes without a name are kept by the names by which those are shown, which shift.
TEST_CASE("a pin stays with its node when an act gives others its shown name, and goes with it") {
  const std::string before = "f = exp(x + y)*z + x*y\nx = 1; y = 2; z = 3\n#@ pin t1 8 16\n#@ pin t4 80 600\n#@ range z 0 9";
  Window w(before);  // t1 x + y, t2 exp, t3 the product, t4 x*y
  select(w, {kLeft});
  w.type("1");
  answer(w, "tanh");  // on the sum's first operand: it comes before x*y
  CHECK(w.text() == "f = tanh(exp(x + y)*z) + x*y\nx = 1; y = 2; z = 3\n#@ pin t1 8 16\n#@ pin t5 80 600\n#@ range z 0 9");
  w.app().undo();
  CHECK(w.text() == before);
  w.click("card:t1");
  w.type("1");
  answer(w, "sin");  // into the pinned node, which is t2 now
  CHECK(w.text() == "f = exp(sin(x) + y)*z + x*y\nx = 1; y = 2; z = 3\n#@ pin t2 8 16\n#@ pin t5 80 600\n#@ range z 0 9");
  w.app().undo();
  w.click("card:t1");
  w.key(ImGuiKey_F2);
  answer(w, "s");  // it has a name now
  CHECK(w.text() == "s = x + y\nf = exp(s)*z + x*y\nx = 1; y = 2; z = 3\n#@ pin s 8 16\n#@ pin t3 80 600\n#@ range z 0 9");
  w.click("card:z");
  w.key(ImGuiKey_Delete);
  CHECK(w.text() == "s = x + y\nf = exp(s)*3 + x*y\nx = 1; y = 2\n#@ pin s 8 16\n#@ pin t3 80 600");
  w.click("card:f");
  w.key(ImGuiKey_Delete);
  CHECK(w.text() == "s = x + y\nx = 1; y = 2\n#@ pin s 8 16");
}

TEST_CASE("an exercise that asks for a node that was deleted stays, and nothing breaks") {
  const std::string before = "q = x*x\nf = q + x\nx = 3\n#@ pin q 8 16\n#@ fold q\n#? grad q\n#? value f";
  Window w(before);
  w.key(ImGuiKey_A, true);
  w.key(ImGuiKey_Delete);
  CHECK(w.text().find("#? grad q\n#? value f") != std::string::npos);
  CHECK(w.text().find("#@ pin") == std::string::npos);
  w.settle();
  w.app().undo();
  CHECK(w.text() == before);
}
