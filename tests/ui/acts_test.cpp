// Acts on gates and wires, by the mouse and by keys alone.
#include "ui/by_hand.h"

using namespace chainrule::ui::test;

TEST_CASE("a gate is added to what is selected") {
  by_both(
      kTwo, "# a product\nf = (x + y)*z  # out\nx = -2; y = 5\nz = -4\na = exp(f)",
      [](Window& w) {
        w.click("card:f");
        w.click("button:add");
        type(w, "exp");
        w.click("row:exp");
      },
      [](Window& w) {
        select(w, {kLeft});
        type(w, "exp");
        enter(w);
      });
}

TEST_CASE("two that are selected are the operands, in forward order") {
  by_both(
      kTwo, "# a product\na = x*y\nf = (x + y)*z  # out\nx = -2; y = 5\nz = -4",
      [](Window& w) {
        w.click("card:x");
        {
          const Shift shift;
          w.click("card:y");
        }
        w.click("button:add");
        w.click("row:mul");
      },
      [](Window& w) {
        select(w, {kLeft, kLeft, kLeft});
        w.key(kDown, false, true, true);
        type(w, "*");
        enter(w);
      });
}

TEST_CASE("a wire that is let go in the open asks for a gate") {
  Window w(kTwo);
  const Place port = w.place("out:x");
  REQUIRE(port.found);
  w.drag(port.middle(), {30, -150});
  CHECK(w.place("picker").found);
  type(w, "tanh");
  enter(w);
  CHECK(w.text() == "# a product\na = tanh(x)\nf = (x + y)*z  # out\nx = -2; y = 5\nz = -4");
  CHECK_FALSE(w.place("picker").found);
}

TEST_CASE("a wire is drawn from an output to an operand, and a cycle is refused with words") {
  by_both(
      kTwo, "# a product\nf = (x + y)*y  # out\nx = -2; y = 5\n",
      [](Window& w) {
        drag_to(w, "out:y", "in:f:1");
      },
      [](Window& w) {
        select(w, {kLeft, kLeft, kLeft, kDown});
        w.key(ImGuiKey_W, false, true);
        type(w, "f");
        w.key(kDown);
        enter(w);
      });
  // From an operand, the other way round; what does not fit is not offered.
  Window w(kTwo);
  drag_to(w, "in:f:1", "out:y");
  CHECK(w.text() == "# a product\nf = (x + y)*y  # out\nx = -2; y = 5\n");
  Window v(kTwo);
  const ImVec2 out = v.place("out:f").middle(), in = v.place("in:t1:0").middle();
  v.drag(out, {in.x + 10 - out.x, in.y - out.y});
  CHECK(v.text() == kTwo);
  CHECK(v.place("notice").found);
  CHECK_FALSE(v.place("picker").found);
  v.click(ImVec2(500, 120));
  CHECK_FALSE(v.place("notice").found);
}

TEST_CASE("a gate is put into a wire") {
  by_both(
      kTwo, "# a product\nf = tanh(x + y)*z  # out\nx = -2; y = 5\nz = -4",
      [](Window& w) {
        menu_at(w, on_wire(w, "t1", "f:0"), "insert");
        type(w, "tanh");
        enter(w);
      },
      [](Window& w) {
        select(w, {kLeft});
        w.type("1");
        type(w, "tanh");
        enter(w);
      });
}

TEST_CASE("a wire that is deleted leaves an input with the last value") {
  const std::string after = "# a product\nx2 = 3\nf = x2*z  # out\nz = -4";
  by_both(
      kTwo, after, [](Window& w) { menu_at(w, on_wire(w, "t1", "f:0"), "delete"); },
      [](Window& w) {
        select(w, {kLeft});
        w.type("1");
        w.key(ImGuiKey_Backspace);
      });
  Window w(kTwo);  // or by a press on it, and a key
  w.click(on_wire(w, "t1", "f:0"));
  w.key(ImGuiKey_Delete);
  CHECK(w.text() == after);
}

TEST_CASE("what is deleted leaves its value to what fed on it") {
  by_menu_and_key("q = x*x\nf = q + x  # sum\nx = 3", "q = 9\nf = q + x  # sum\nx = 3", {"q", "delete", {kLeft, kLeft}, {ImGuiKey_Delete}});
}

TEST_CASE("a node is renamed everywhere") {
  const std::string before = "q = x*x\nf = q + x  # q\nx = 3\n#@ pin q 8 16\n#@ range x 1 2\n#? q";
  by_menu_and_key(before, "s = x*x\nf = s + x  # q\nx = 3\n#@ pin s 8 16\n#@ range x 1 2\n#? s",
                  {"q", "rename", {kLeft, kLeft}, {ImGuiKey_F2}, "s"});
  Window w(before);  // a name that is taken
  w.click("card:q");
  w.key(ImGuiKey_F2);
  refuses(w, "x");
}

TEST_CASE("a program from outside takes the question away that was of the text before") {
  for (const ImGuiKey key : {ImGuiKey_F2, ImGuiKey_R, ImGuiKey_C}) {
    Window w("x = 2; y = 3\nf = x - y");
    w.click("card:f");
    w.key(key, false, key != ImGuiKey_F2);
    CHECK(w.place("picker").found);
    w.app().set_program("g = 1/x; x = 4");
    w.settle();
    CHECK_FALSE(w.place("picker").found);
    enter(w);
    CHECK(w.text() == "g = 1/x; x = 4");
  }
}

TEST_CASE("a gate is changed for another") {
  by_menu_and_key(kTwo, "# a product\nf = max(x + y, z)  # out\nx = -2; y = 5\nz = -4",
                  {"f", "change", {kLeft}, {ImGuiKey_C, false, true}, "max"});
}

TEST_CASE("a part becomes a function that stands folded") {
  by_menu_and_key(kTwo, "# a product\nh(x, y) = x + y\nf = h(x, y)*z  # out\nx = -2; y = 5\nz = -4\n#@ fold h",
                  {"t1", "fold", {kLeft, kLeft}, {ImGuiKey_G, true}, "h"});
}

TEST_CASE("a function is opened and folded again") {
  const std::string open = "s(u) = exp(u)^3\nf = s(x) - x\nx = 1", folded = open + "\n#@ fold s";
  const auto mouse = [](Window& w) { w.click("fold:s"); };
  const auto keys = [](Window& w) {
    select(w, {kLeft, kLeft});
    w.key(ImGuiKey_G, true, true);
  };
  by_both(open, folded, mouse, keys);
  by_both(folded, open, mouse, keys);
}

TEST_CASE("a rewrite is previewed, and done") {
  const std::string before = "x = 2; y = 3\nf = x - y", after = "x = 2; y = 3\nf = x + (-1)*y";
  const auto previewed = [](Window& w) {
    w.settle();
    CHECK(w.place("picker").found);
    CHECK_FALSE(w.place("card:f").found);  // the picture is that of the graph after
    CHECK(w.vertices() > 0);
  };
  by_both(
      before, after,
      [&](Window& w) {
        menu(w, "card:f", "rewrite");
        previewed(w);
        w.click("row:" + after.substr(0, 40));
        w.settle();
        CHECK(w.place("card:f").found);
      },
      [&](Window& w) {
        select(w, {kLeft});
        w.key(ImGuiKey_R, false, true);
        previewed(w);
        enter(w);
        CHECK(w.place("card:f").found);
      });
}

TEST_CASE("the output is chosen") {
  by_menu_and_key("q = x*x\nf = exp(q)\nx = 3\n", "q = x*x\nf = exp(q)\nx = 3\nf2 = q\n",
                  {"q", "output", {kLeft, kLeft}, {ImGuiKey_O, false, true}});
}

TEST_CASE("the palette finds commands by their words, and every key stands beside them") {
  Window w(kTwo);
  w.key(ImGuiKey_K, true);
  CHECK(w.place("row:undo").found);
  w.key(ImGuiKey_Escape);
  command(w, "select all");
  w.key(ImGuiKey_Delete);
  CHECK(w.text() == "# a product\n# out\n");
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == kTwo);
  w.key(ImGuiKey_Slash, false, true);
  CHECK(w.place("row:rename").found);
}
