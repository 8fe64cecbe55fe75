// The inspector: the plot's point, other modes, the table of all values.
#include <algorithm>
#include <vector>

#include "core/trace.h"
#include "ui/window.h"

using namespace chainrule;
using namespace chainrule::ui::test;

namespace {

double value_in(const Window& w, const char* name) {
  const Analysis a = analyse(w.text());
  return a.values[static_cast<std::size_t>(a.graph.find(name))];
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace

TEST_CASE("the plot's point drags the input that it stands on, as one thing to undo") {
  Window w("x = 1; f = tanh(x) # kept");
  const auto plot = w.place("plot");
  REQUIRE(plot.found);
  w.drag(plot.middle(), {plot.width / 4, 0});
  CHECK(value_in(w, "x") == doctest::Approx(1.8).epsilon(0.05));
  CHECK(w.text().find("# kept") != std::string::npos);
  const std::string dragged = w.text();
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == "x = 1; f = tanh(x) # kept");
  w.key(ImGuiKey_Z, true, true);
  CHECK(w.text() == dragged);
}

TEST_CASE("an inner node's point asks what if, and leaves the program alone") {
  Window w("x = 1; q = 2*x; f = tanh(q)");
  const auto plot = w.place("plot");
  REQUIRE(plot.found);
  CHECK_FALSE(w.place("inspector:what-if-back").found);
  w.drag(plot.middle(), {-plot.width / 4, 0});
  CHECK(w.text() == "x = 1; q = 2*x; f = tanh(q)");
  w.click("inspector:what-if-back");
  CHECK_FALSE(w.place("inspector:what-if-back").found);
}

TEST_CASE("every operand has its plot; a fork's is of all its places at once") {
  Window w("x = 3; y = 2; f = x*y");
  const std::uint64_t first = w.picture();
  w.click("inspector:operand1");
  CHECK(w.picture() != first);
  const auto plot = w.place("plot");
  w.drag(plot.middle(), {plot.width / 4, 0});
  CHECK(value_in(w, "y") > 2.5);
  CHECK(value_in(w, "x") == 3);
  Window fork("x = 3; f = x*x");
  CHECK(fork.place("plot").found);
  CHECK_FALSE(fork.place("inspector:operand1").found);
}

TEST_CASE("values too large to be drawn have no plot, and nothing breaks") {
  for (const char* text : {"x = 1e308; f = x*10", "x = 0; f = log(x)", "x = 0; f = 0/x", "x = 1e-300; f = 1/x"}) {
    CAPTURE(text);
    Window w(text);
    w.settle();
    CHECK(w.place("button:table").found);
  }
}

TEST_CASE("the table holds the whole trace, sorted by what was pressed, and is copied with every digit") {
  Window w(kSum, 1440, 1200);
  w.click("button:table");
  w.click("sort:Value");
  w.click("button:table-copy");
  std::vector<std::string> rows = lines(Window::clipboard());
  REQUIRE(rows.size() == 6);
  CHECK(rows[0] == "Node\tGate\tInputs\tValue\tGradient\tLocal gradients");
  CHECK(rows[1] == "f\tmul\tt1, z\t-12\t1\t-4, 3");
  CHECK(rows[5].substr(0, 2) == "y\t");
  w.click("sort:Value");
  w.click("button:table-copy");
  CHECK(lines(Window::clipboard())[1].substr(0, 2) == "y\t");
  w.click("button:table-close");
  CHECK_FALSE(w.place("sort:Value").found);
}

TEST_CASE("other modes open on request, and are of the input that is chosen") {
  Window w("x = 2; y = 3; f = x*x*y", 1440, 1400);
  CHECK_FALSE(w.place("inspector:mode-input0").found);
  w.click("inspector:modes");
  const std::uint64_t along_x = w.picture();
  w.click("inspector:mode-input1");
  CHECK(w.picture() != along_x);
  w.click("inspector:modes");
  CHECK_FALSE(w.place("inspector:mode-input0").found);
}

TEST_CASE("the landscape's point gives both inputs values, as one thing to undo; descent walks down") {
  const std::string bowl = "x = 2; y = -1 # here\nf = (x - 3)^2 + 2*(y - 1)^2";
  Window w(bowl);
  w.click("button:landscape");
  const auto map = w.place("map");
  REQUIRE(map.found);
  w.drag(map.middle(), {map.width / 8, -map.height / 8});
  CHECK(value_in(w, "x") == doctest::Approx(3).epsilon(0.1));
  CHECK(value_in(w, "y") == doctest::Approx(-0.5).epsilon(0.1));
  CHECK(w.text().find("# here\n") != std::string::npos);
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == bowl);
  w.click("button:walk-1");
  CHECK(value_in(w, "x") == doctest::Approx(2 + 0.1 * 2));
  CHECK(value_in(w, "y") == doctest::Approx(-1 + 0.1 * 8));
  w.click("button:walk-20");
  CHECK(value_in(w, "f") < 1e-2);
  w.key(ImGuiKey_Z, true);
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == bowl);
  w.click("button:landscape-close");
  CHECK_FALSE(w.place("map").found);
}

TEST_CASE("the landscape is offered only where two inputs move the output, and its axes change places") {
  CHECK_FALSE(Window("x = 1; f = x*x").place("button:landscape").found);
  CHECK_FALSE(Window("x = 1; y = 2; f = x*x").place("button:landscape").found);
  Window w("x = 1; y = 2; z = 3; f = x*y*z");
  w.click("button:landscape");
  const std::uint64_t first = w.picture();
  w.click("inspector:axis-x1");
  CHECK(w.picture() != first);
  w.click("inspector:axis-x0");
  CHECK(w.picture() == first);
  w.enter_pane();
  w.type("x = 1");
  CHECK_FALSE(w.place("map").found);
}

TEST_CASE("a function's tag folds it and opens it, and each can be undone") {
  const std::string open = "s(x) = 1/(1 + exp(-x))\nf = 2*s(w); w = 1 # a weight";
  Window w(open);
  CHECK(w.place("card:t3").found);
  w.click("fold:s");
  CHECK(w.text() == open + "\n#@ fold s");
  CHECK_FALSE(w.place("card:t3").found);
  w.click("fold:s");
  CHECK(w.text() == open);
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == open + "\n#@ fold s");
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == open);
}
