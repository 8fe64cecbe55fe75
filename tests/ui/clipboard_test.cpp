// Copy, cut and paste where the canvas has the keyboard.
#include "ui/window.h"

using namespace chainrule::ui;
using namespace chainrule::ui::test;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a copied gate is a program by itself, and the text is as it was") {
  Window w(kSum);
  w.click("card:t1");
  Window::clipboard() = "";
  w.key(ImGuiKey_C, true);
  CHECK(has(Window::clipboard(), "x+y"));
  CHECK(has(Window::clipboard(), "y = 5"));
  CHECK(w.text() == kSum);
  CHECK_FALSE(w.app().take_user_change());
}

TEST_CASE("with nothing selected the clipboard keeps what it has") {
  Window w(kSum);
  w.key(ImGuiKey_Escape);
  Window::clipboard() = "kept";
  w.key(ImGuiKey_C, true);
  w.key(ImGuiKey_X, true);
  CHECK(Window::clipboard() == "kept");
  CHECK(w.text() == kSum);
}

TEST_CASE("a cut gate is in the clipboard and out of the text, and one undo brings it back") {
  Window w("a = 2; b = 3\nq = a*b\nf = q + a");
  w.click("card:q");
  w.key(ImGuiKey_X, true);
  CHECK(has(Window::clipboard(), "q = a*b"));
  CHECK_FALSE(has(w.text(), "a*b"));
  CHECK(w.app().take_user_change());
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == "a = 2; b = 3\nq = a*b\nf = q + a");
}

TEST_CASE("a pasted program stands beside this one, with names of its own, selected, as one thing to undo") {
  Window w("a = 2; b = 3\nf = a*b");
  Window::clipboard() = "a = 7\ng = a + 1";
  w.key(ImGuiKey_V, true);
  CHECK(has(w.text(), "f = a*b"));
  CHECK(has(w.text(), "= 7"));
  CHECK(w.place("card:g").found);
  const std::string both = w.text();
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == "a = 2; b = 3\nf = a*b");
  w.app().redo();
  CHECK(w.text() == both);
}

TEST_CASE("what is no program, or too long, is not pasted") {
  Window w(kSum);
  CHECK_FALSE(w.app().paste("((("));
  CHECK_FALSE(w.app().paste(""));
  CHECK_FALSE(w.app().paste("f = 1 #" + std::string(65536, '.')));
  CHECK(w.text() == kSum);
}

TEST_CASE("while the text is in error throughout, the canvas copies and pastes nothing") {
  Window w(kSum);
  w.click("card:t1");
  w.enter_pane();
  w.type("f = (((");
  w.key(ImGuiKey_Escape);
  CHECK(w.app().copied() == "");
  CHECK(w.app().cut() == "");
  CHECK_FALSE(w.app().paste("g = 1*2"));
  CHECK(w.text() == "f = (((");
}

TEST_CASE("in the pane the shortcuts are the pane's") {
  Window w(kSum);
  w.click("card:t1");
  w.enter_pane();
  w.key(ImGuiKey_C, true);
  CHECK(Window::clipboard() == kSum);
  Window::clipboard() = "g = 2*3";
  w.key(ImGuiKey_V, true);
  CHECK(w.text() == "g = 2*3");
}

TEST_CASE("a graph for Graphviz is pasted on the canvas and opened from a file as the program that it is") {
  const std::string dot = "digraph { 1 [label=\"{ g | data 2.0000 | grad 0.0000 }\" shape=record]; 2 [label=\"{ h | data 4.0000 | grad 1.0000 }\" shape=record]; o [label=\"**2\"]; 1 -> o -> 2 }";
  Window w("a = 2; b = 3\nf = a*b");
  Window::clipboard() = dot;
  w.key(ImGuiKey_V, true);
  CHECK(has(w.text(), "h = g^2"));
  CHECK(w.place("card:h").found);
  w.app().open(dot);
  CHECK(w.text() == "g = 2\nh = g^2\n");
  w.app().open("digraph { a -> b }");
  CHECK(w.text() == "g = 2\nh = g^2\n");
  w.settle();
  CHECK(w.place("notice").found);
  CHECK_FALSE(w.app().paste("digraph { a -> b }"));
  CHECK(w.text() == "g = 2\nh = g^2\n");
}
