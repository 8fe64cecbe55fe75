// Every act on the graph, by mouse and by keys alone: the text afterwards, letter by letter.
#include <algorithm>
#include <functional>

#include "core/number.h"
#include "support/json.h"
#include "ui/window.h"

using namespace chainrule::ui::test;

namespace {

const std::string kTwo = "# a product\nf = (x + y)*z  # out\nx = -2; y = 5\nz = -4";

// The text after an act, by one hand or the other; and undo gives the first text again.
void by_both(const std::string& program, const std::string& after, const std::function<void(Window&)>& mouse, const std::function<void(Window&)>& keys) {
  for (const bool by_mouse : {true, false}) {
    INFO((by_mouse ? "by mouse" : "by keys"));
    Window w(program);
    (by_mouse ? mouse : keys)(w);
    CHECK(w.text() == after);
    if (after == program) continue;
    w.app().undo();
    CHECK(w.text() == program);
    w.app().redo();
    CHECK(w.text() == after);
  }
}

void menu_at(Window& w, ImVec2 at, const std::string& act) {
  w.move(at);
  w.button(true, 1);
  w.button(false, 1);
  w.settle();
  w.click("row:" + act);
}
void menu(Window& w, const std::string& what, const std::string& act) { menu_at(w, w.place(what).middle(), act); }

// Cards are selected by their names in the palette's own way: from the output, card by card.
void select(Window& w, std::initializer_list<ImGuiKey> way) {
  for (const ImGuiKey key : way) w.key(key, false, true);
}

void type(Window& w, const std::string& text) {
  for (const char c : text) w.type(std::string(1, c));
}
void enter(Window& w) { w.key(ImGuiKey_Enter); }
// The command of this name, from the palette.
void command(Window& w, const std::string& words) {
  w.key(ImGuiKey_K, true);
  type(w, words);
  enter(w);
}

constexpr ImGuiKey kLeft = ImGuiKey_LeftArrow, kDown = ImGuiKey_DownArrow;

}  // namespace

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
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
        w.click("card:y");
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
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

TEST_CASE("a box selects what it meets") {
  Window w(kTwo);
  const Place x = w.place("card:x"), y = w.place("card:y");
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
  const ImVec2 from{x.x - 12, x.y - 12};
  w.drag(from, {y.x + y.width + 8 - from.x, y.y + y.height + 8 - from.y});
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
  w.key(ImGuiKey_D, true);
  CHECK(w.text() == "# a product\nx2 = -2\ny2 = 5\nf = (x + y)*z  # out\nx = -2; y = 5\nz = -4");
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
        const ImVec2 from = w.place("out:y").middle(), to = w.place("in:f:1").middle();
        w.drag(from, {to.x - from.x, to.y - from.y});
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
  const ImVec2 from = w.place("in:f:1").middle(), to = w.place("out:y").middle();
  w.drag(from, {to.x - from.x, to.y - from.y});
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
        const Place a = w.place("out:t1"), b = w.place("in:f:0");
        menu_at(w, {(a.middle().x + b.middle().x) / 2, (a.middle().y + b.middle().y) / 2}, "insert");
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
  by_both(
      kTwo, "# a product\nx2 = 3\nf = x2*z  # out\nz = -4",
      [](Window& w) {
        const Place a = w.place("out:t1"), b = w.place("in:f:0");
        w.click(ImVec2((a.middle().x + b.middle().x) / 2, (a.middle().y + b.middle().y) / 2));
        w.key(ImGuiKey_Delete);
      },
      [](Window& w) {
        select(w, {kLeft});
        w.type("1");
        w.key(ImGuiKey_Backspace);
      });
}

TEST_CASE("what is deleted leaves its value to what fed on it") {
  by_both(
      "q = x*x\nf = q + x  # sum\nx = 3", "q = 9\nf = q + x  # sum\nx = 3", [](Window& w) { menu(w, "card:q", "delete"); },
      [](Window& w) {
        select(w, {kLeft, kLeft});
        w.key(ImGuiKey_Delete);
      });
}

TEST_CASE("a node is renamed everywhere") {
  const std::string before = "q = x*x\nf = q + x  # q\nx = 3";
  by_both(
      before, "s = x*x\nf = s + x  # q\nx = 3",
      [](Window& w) {
        menu(w, "card:q", "rename");
        type(w, "s");
        enter(w);
      },
      [](Window& w) {
        select(w, {kLeft, kLeft});
        w.key(ImGuiKey_F2);
        type(w, "s");
        enter(w);
      });
  Window w(before);  // a name that is taken: words, and the field stays
  w.click("card:q");
  w.key(ImGuiKey_F2);
  type(w, "x");
  enter(w);
  CHECK(w.text() == before);
  CHECK(w.place("picker").found);
  w.key(ImGuiKey_Escape);
  CHECK_FALSE(w.place("picker").found);
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
  by_both(
      kTwo, "# a product\nf = max(x + y, z)  # out\nx = -2; y = 5\nz = -4",
      [](Window& w) {
        menu(w, "card:f", "change");
        type(w, "max");
        w.click("row:max");
      },
      [](Window& w) {
        select(w, {kLeft});
        w.key(ImGuiKey_C, false, true);
        type(w, "max");
        enter(w);
      });
}

TEST_CASE("a part becomes a function that stands folded") {
  by_both(
      kTwo, "# a product\nh(x, y) = x + y\nf = h(x, y)*z  # out\nx = -2; y = 5\nz = -4\n#@ fold h",
      [](Window& w) {
        menu(w, "card:t1", "fold");
        type(w, "h");
        enter(w);
      },
      [](Window& w) {
        select(w, {kLeft, kLeft});
        w.key(ImGuiKey_G, true);
        type(w, "h");
        enter(w);
      });
}

TEST_CASE("a rewrite is previewed, and done") {
  const std::string before = "x = 2; y = 3\nf = x - y";
  Window w(before);
  w.click("card:f");
  w.key(ImGuiKey_R, false, true);
  const int vertices = w.vertices();
  CHECK(w.place("picker").found);
  CHECK_FALSE(w.place("card:f").found);  // the picture is that of the graph after
  CHECK(vertices > 0);
  enter(w);
  CHECK(w.text() != before);
  CHECK(w.place("card:f").found);
  w.app().undo();
  CHECK(w.text() == before);
}

TEST_CASE("the output is chosen") {
  by_both(
      "q = x*x\nf = exp(q)\nx = 3\n", "q = x*x\nf = exp(q)\nx = 3\nf2 = q\n", [](Window& w) { menu(w, "card:q", "output"); },
      [](Window& w) {
        select(w, {kLeft, kLeft});
        w.key(ImGuiKey_O, false, true);
      });
}

TEST_CASE("an exact value is typed") {
  by_both(
      kTwo, "# a product\nf = (x + y)*z  # out\nx = -2; y = 0.25\nz = -4",
      [](Window& w) {
        const ImVec2 at = w.place("value:y").middle();
        w.move(at);
        for (int i = 0; i < 2; ++i) {
          w.button(true);
          w.button(false);
        }
        w.settle();
        type(w, "1/4");
        enter(w);
      },
      [](Window& w) {
        select(w, {kLeft, kLeft, kLeft, kDown});
        type(w, ".25");
        enter(w);
      });
  Window w(kTwo);
  w.click("card:y");
  type(w, "1");
  type(w, "+q");
  enter(w);
  CHECK(w.text() == kTwo);
  CHECK(w.place("picker").found);
}

TEST_CASE("what is typed faster than the field opens is not lost") {
  for (int wait = 1; wait <= 3; ++wait) {
    Window w("f = x*x; x = 2");
    w.click("card:x");
    for (const char* c : {"0", ".", "5"}) {
      ImGui::GetIO().AddInputCharactersUTF8(c);
      w.settle(wait);
    }
    w.settle();
    enter(w);
    CHECK(w.text() == "f = x*x; x = 0.5");
  }
}

TEST_CASE("a value goes up and down by keys, in coarse and in fine steps") {
  Window w("x = 2\nf = x*x");
  w.click("card:x");
  w.key(ImGuiKey_UpArrow, true);
  CHECK(w.text() == "x = 2.1\nf = x*x");
  w.key(ImGuiKey_DownArrow, true, true);
  CHECK(w.text() == "x = 2.09\nf = x*x");
}

TEST_CASE("a card that is moved is pinned, and goes back when the graph is tidied") {
  Window w(kTwo);
  const Place f = w.place("card:f");
  const ImVec2 grip{f.x + f.width - 30, f.y + 12};
  w.drag(grip, {40, 64});
  CHECK(w.text().substr(0, kTwo.size() + 10) == kTwo + "\n#@ pin f ");
  const std::string pinned = w.text();
  w.key(ImGuiKey_T, false, true);
  CHECK(w.text() == kTwo);
  w.app().undo();
  CHECK(w.text() == pinned);
  w.app().undo();  // all moves of the drag at once
  CHECK(w.text() == kTwo);
}

TEST_CASE("a slider's range is a directive") {
  Window w("x = 2\nf = x*x");
  menu(w, "card:x", "range");
  type(w, "-3 7.5");
  enter(w);
  CHECK(w.text() == "x = 2\nf = x*x\n#@ range x -3 7.5");
  const Place slider = w.place("inspector:slider");
  REQUIRE(slider.found);
  w.drag({slider.x + slider.width / 2, slider.middle().y}, {slider.width, 0});
  CHECK(w.text() == "x = 7.5\nf = x*x\n#@ range x -3 7.5");
  w.app().undo();  // of the whole drag
  CHECK(w.text() == "x = 2\nf = x*x\n#@ range x -3 7.5");
  menu(w, "card:x", "range");
  w.key(ImGuiKey_A, true);
  w.key(ImGuiKey_Backspace);
  enter(w);
  CHECK(w.text() == "x = 2\nf = x*x");
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

TEST_CASE("from an empty canvas a gate comes by the button, with inputs of its own") {
  Window w("");
  w.click("button:add");
  w.click("row:mul");
  CHECK(w.text() == "u = 1; v = 1\na = u*v");
}

namespace {

using chainrule::test::Json;

std::vector<Json> nodes_of(const std::string& trace) { return chainrule::test::read_json(trace).value["nodes"].items; }

std::vector<std::string> inputs_of(Window& w) {
  std::vector<std::string> names;
  for (const Json& node : nodes_of(w.app().trace()))
    if (node["gate"].string == "input") names.push_back(node["name"].string);
  return names;
}

// The gates with their numbers, whatever the nodes are called.
std::vector<std::string> numbers_of(const std::string& trace) {
  std::vector<std::string> all;
  for (const Json& node : nodes_of(trace)) {
    std::string line = node["gate"].string + " " + chainrule::format_number(node["value"].real()) + " " + chainrule::format_number(node["grad"].real());
    for (const Json& local : node["locals"].items) line += " " + chainrule::format_number(local["downstream"].real());
    all.push_back(line);
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::string typed_neuron() {
  Window w("f = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))\nw0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3");
  return w.app().trace();
}

}  // namespace

TEST_CASE("the neuron is built by mouse in at most 25 clicks and drags, without typing") {
  Window w("");
  int hands = 0;
  auto click = [&](const std::string& what) {
    w.click(what);
    ++hands;
  };
  auto drag = [&](const std::string& from, ImVec2 by) {
    const Place at = w.place(from);
    INFO(from);
    REQUIRE(at.found);
    w.drag(at.middle(), by);
    ++hands;
  };
  auto grow = [&](const std::string& from, const std::string& gate) {
    const Place at = w.place("out:" + from);
    drag("out:" + from, {30, w.place("button:add").y - 40 - at.middle().y});
    click("row:" + gate);
  };
  click("button:add");
  click("row:mul");
  w.click(ImVec2(500, 100));
  ++hands;
  click("button:add");
  click("row:mul");
  grow("a", "add");
  const ImVec2 from = w.place("out:b").middle(), to = w.place("in:c:1").middle();
  drag("out:b", {to.x - from.x, to.y - from.y});
  grow("c", "add");
  grow("d", "neg");
  grow("g", "exp");
  grow("h", "shift");
  grow("k", "recip");
  INFO(w.text());
  const std::vector<std::string> inputs = inputs_of(w);
  REQUIRE(inputs.size() == 5);
  const float steps[] = {10, -20, -40, -30, -40};  // from 1, by tenths
  for (std::size_t i = 0; i < 5; ++i) drag("value:" + inputs[i], {4 * steps[i], 0});
  CHECK(numbers_of(w.app().trace()) == numbers_of(typed_neuron()));
  CHECK(hands <= 25);
}

TEST_CASE("the neuron is built by keys alone") {
  Window w("");
  auto add = [&](const std::string& gate) {
    type(w, gate);
    enter(w);
  };
  add("mul");
  w.key(ImGuiKey_Escape);
  add("mul");
  w.key(ImGuiKey_UpArrow, false, true, true);
  for (const char* gate : {"add", "add", "neg", "exp", "shift", "recip"}) add(gate);
  INFO(w.text());
  const double values[] = {2, -1, -3, -2, -3};
  const std::vector<std::string> names = inputs_of(w);
  REQUIRE(names.size() == 5);
  for (std::size_t i = 0; i < names.size(); ++i) {
    w.key(ImGuiKey_N, false, true);
    type(w, names[i]);
    enter(w);
    type(w, chainrule::format_number(values[i]));
    enter(w);
  }
  CHECK(numbers_of(w.app().trace()) == numbers_of(typed_neuron()));
}
