// The program pane beyond typing: colours, values, fixes, words offered, several carets, pasted formulas.
#include "ui/theme.h"
#include "ui/window.h"

using namespace chainrule::ui;
using namespace chainrule::ui::test;
using chainrule::view::Token;

namespace {

// How many vertices of the last frame have the colour, inside the place.
int painted(const Place& where, Token token) {
  const ImU32 colour = theme(false).of(token);
  int n = 0;
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
    for (const ImDrawVert& v : list->VtxBuffer)
      n += v.col == colour && v.pos.x >= where.x && v.pos.x < where.x + where.width && v.pos.y >= where.y && v.pos.y < where.y + where.height;
  return n;
}

void alt(Window& w, ImGuiKey key, bool shift = false) {
  w.key(key, false, shift, true);
  w.settle();
}

// So many px from the pane's corner.
void press_pane(Window& w, float x, float y) {
  const Place pane = w.place("program");
  w.click(ImVec2{pane.x + x, pane.y + y});
}

void press(Window& w, ImGuiKey key, int times) {
  for (int i = 0; i < times; ++i) w.key(key);
}

void replace_all(Window& w, const std::string& text) {
  w.enter_pane();
  Window::clipboard() = text;
  w.key(ImGuiKey_V, true);
}

}  // namespace

TEST_CASE("numbers, functions and comments of the pane have their colours, the rest is ink") {
  Window w("f = exp(x) # e\nx = 2");
  w.leave();
  const Place pane = w.place("program");
  CHECK(painted(pane, Token::accent) == 3 * 4);                 // exp
  CHECK(painted(pane, Token::soft) == 2 * 4);                   // # e
  CHECK(painted(pane, Token::ink) == 7 * 4);                    // f = ( x ) x =
  CHECK(painted(pane, Token::value) == (1 + 4) * 4);            // 2, and the line's value 7.39
}

TEST_CASE("a line's value is there when its step is done") {
  Window w("x = 3; y = 4\nq = x*y\nf = q + x");
  const Place pane = w.place("program");
  w.app().reset();
  w.leave();
  const int none = painted(pane, Token::value);
  w.app().step(1);
  w.leave();
  CHECK(painted(pane, Token::value) == none + 2 * 4);  // 12
  w.app().step(1);
  w.leave();
  CHECK(painted(pane, Token::value) == none + 4 * 4);  // 15
}

TEST_CASE("the card of the line that is written in is lit, and a chosen card's line is marked") {
  Window w("x = 3; y = 4\nq = x*y\nf = q + x");
  press_pane(w, 20, 12);
  const Place card = w.place("card:q");
  w.leave();
  const int calm = painted(card, Token::accent);
  w.key(ImGuiKey_DownArrow);
  w.leave();
  CHECK(painted(card, Token::accent) > calm);
  w.key(ImGuiKey_DownArrow);
  w.leave();
  CHECK(painted(card, Token::accent) == calm);
  w.key(ImGuiKey_Escape);
  const std::uint64_t bare = w.picture();
  w.click("card:q");
  CHECK(w.picture() != bare);
}

TEST_CASE("a fix is done by its button, by a key, and by a press on what is wrong; undo takes it back") {
  const std::string wrong = "f = sigmoyd(x)\nx = 2", right = "f = sigmoid(x)\nx = 2";
  Window w(wrong);
  CHECK(w.place("button:fix").found);
  w.click("button:fix");
  CHECK(w.text() == right);
  CHECK_FALSE(w.place("message").found);
  CHECK(w.app().undo());
  w.settle();
  CHECK(w.text() == wrong);
  press_pane(w, 20, 12);
  w.key(ImGuiKey_Period, true);
  CHECK(w.text() == right);
  w.type("!");
  CHECK(w.text() == "f = sigmoid!(x)\nx = 2");  // the caret is behind it
  CHECK(w.app().undo());
  CHECK(w.app().undo());
  w.settle();
  CHECK(w.text() == wrong);
  alt(w, ImGuiKey_Enter);
  CHECK(w.text() == right);
  CHECK(w.app().undo());
  w.settle();
  press_pane(w, 13 + 7 * 8, 16);
  CHECK(w.text() == right);
}

TEST_CASE("a message without a fix has no button") {
  Window w("f = log(");
  CHECK(w.place("message").found);
  Window other("f = x");
  CHECK_FALSE(other.place("button:fix").found);
}

TEST_CASE("two letters bring the words that begin so; Tab takes one") {
  Window w("f = x\nx = 2");
  w.click("program");
  w.key(ImGuiKey_A, true);
  w.type("f = s");
  CHECK_FALSE(w.place("completion:sigmoid").found);
  w.type("i");
  CHECK(w.place("completion:sigmoid").found);
  CHECK(w.place("completion:sin").found);
  CHECK_FALSE(w.place("completion:exp").found);
  w.key(ImGuiKey_Tab);
  CHECK(w.text() == "f = sigmoid");
  CHECK_FALSE(w.place("completion:sin").found);
  w.type("(2)");
  CHECK(w.text() == "f = sigmoid(2)");
  w.key(ImGuiKey_Z, true);
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == "f = si");
}

TEST_CASE("Enter is a new line unless an arrow key has chosen a word") {
  Window w(kSum);
  w.enter_pane();
  w.type("f = ta");
  CHECK(w.place("completion:tan").found);
  w.key(ImGuiKey_Enter);
  CHECK(w.text() == "f = ta\n");
  CHECK_FALSE(w.place("completion:tan").found);
  w.key(ImGuiKey_Backspace);
  w.key(ImGuiKey_Space, true);
  CHECK(w.place("completion:tan").found);
  w.key(ImGuiKey_DownArrow);
  w.key(ImGuiKey_DownArrow);
  w.key(ImGuiKey_UpArrow);
  w.key(ImGuiKey_DownArrow);
  w.key(ImGuiKey_Enter);
  CHECK(w.text() == "f = tanh");
}

TEST_CASE("Escape closes the list and stays in the pane, a press takes a word") {
  Window w(kSum);
  w.enter_pane();
  w.type("f = co");
  CHECK(w.place("completion:cos").found);
  w.key(ImGuiKey_Escape);
  CHECK_FALSE(w.place("completion:cos").found);
  w.type("s");
  CHECK(w.place("completion:cosh").found);
  w.click("completion:cosh");
  CHECK(w.text() == "f = cosh");
  w.type("(1)");
  CHECK(w.text() == "f = cosh(1)");
}

TEST_CASE("a tap that comes and presses in one frame takes a word") {
  Window w(kSum);
  w.enter_pane();
  w.type("f = co");
  const ImVec2 at = w.place("completion:cosh").middle();
  ImGui::GetIO().AddMousePosEvent(at.x, at.y);
  w.button(true);
  w.button(false);
  w.settle();
  CHECK(w.text() == "f = cosh");
}

TEST_CASE("Tab without a list changes nothing") {
  Window w(kSum);
  w.enter_pane();
  w.key(ImGuiKey_Tab);
  CHECK(w.text() == kSum);
}

TEST_CASE("pasted LaTeX and Python become plain, and undo brings what was pasted") {
  Window w(kSum);
  for (const auto& [pasted, plain] : {std::pair<std::string, std::string>{"f = \\frac{1}{1+e^{-x}}", "f = 1/(1 + e^-x)"}, std::pair<std::string, std::string>{"f = np.exp(x)**2", "f = exp(x)^2"}}) {
    w.enter_pane();
    w.type("f = 1");
    replace_all(w, pasted);
    CHECK(w.text() == plain);
    w.type(" + 1");
    CHECK(w.text() == plain + " + 1");
    w.key(ImGuiKey_Z, true);
    CHECK(w.text() == plain);
    w.key(ImGuiKey_Z, true);
    CHECK(w.text() == pasted);
    w.key(ImGuiKey_Z, true);
    CHECK(w.text() == "f = 1");
  }
}

TEST_CASE("typed LaTeX stays") {
  Window w(kSum);
  w.enter_pane();
  w.type("f = \\frac{1}{x}");
  CHECK(w.text() == "f = \\frac{1}{x}");
}

TEST_CASE("lines become comments and move, each as one change") {
  Window w("a = 1\nb = 2\nf = a*b");
  press_pane(w, 20, 12);
  w.key(ImGuiKey_Slash, true);
  CHECK(w.text() == "# a = 1\nb = 2\nf = a*b");
  w.key(ImGuiKey_Slash, true);
  CHECK(w.text() == "a = 1\nb = 2\nf = a*b");
  alt(w, ImGuiKey_DownArrow);
  CHECK(w.text() == "b = 2\na = 1\nf = a*b");
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == "a = 1\nb = 2\nf = a*b");
}

TEST_CASE("F2 and typing name a node anew wherever it stands") {
  Window w("w0 = 2; x = 3\nf = w0*x + w_0");
  press_pane(w, 20, 12);
  w.key(ImGuiKey_F2);
  w.type("alpha");
  CHECK(w.text() == "alpha = 2; x = 3\nf = alpha*x + alpha");
  w.key(ImGuiKey_Backspace);
  CHECK(w.text() == "alph = 2; x = 3\nf = alph*x + alph");
  w.key(ImGuiKey_Escape);
  w.key(ImGuiKey_Escape);
  CHECK(w.app().undo());
  CHECK(w.text() == "w0 = 2; x = 3\nf = w0*x + w_0");
}

TEST_CASE("Ctrl+D adds a caret at the next like word, Escape leaves one") {
  Window w("u = 2\nf = u*u");
  press_pane(w, 16, 12);
  w.key(ImGuiKey_D, true);
  w.key(ImGuiKey_D, true);
  w.type("v1");
  CHECK(w.text() == "v1 = 2\nf = v1*u");
  press(w, ImGuiKey_LeftArrow, 1);
  w.type("0");
  CHECK(w.text() == "v01 = 2\nf = v01*u");
  w.key(ImGuiKey_Escape);
  w.type("2");
  CHECK(w.text() == "v021 = 2\nf = v01*u");
}

TEST_CASE("carets above and below, and one where Alt is held at a press") {
  Window w("aa = 1\nbb = 2\ncc = 3");
  press_pane(w, 14, 12);
  alt(w, ImGuiKey_DownArrow, true);
  alt(w, ImGuiKey_DownArrow, true);
  w.type("x");
  CHECK(w.text() == "xaa = 1\nxbb = 2\nxcc = 3");
  w.key(ImGuiKey_End);
  w.type("0");
  CHECK(w.text() == "xaa = 10\nxbb = 20\nxcc = 30");
  press_pane(w, 14, 12);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Alt, true);
  press_pane(w, 14, 44);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Alt, false);
  w.type("y");
  CHECK(w.text() == "yxaa = 10\nxbb = 20\nyxcc = 30");
}

TEST_CASE("a text changed from outside has one caret") {
  Window w("u = 2\nf = u*u");
  press_pane(w, 16, 12);
  w.key(ImGuiKey_F2);
  w.app().set_program("p = 1\nf = p");
  w.settle();
  w.type("q");
  CHECK(w.text().size() == std::string("p = 1\nf = p").size() + 1 - (w.text()[0] == 'q'));
}

TEST_CASE("a longer program shows whole lines, and comes to rest on them") {
  std::string text = "f = x";
  for (int i = 0; i < 30; ++i) text += "\nx" + std::to_string(i) + " = 8";
  Window w(text);
  Place pane = w.place("program");
  pane.y -= 20;  // with the letters of lines that are cut
  pane.height += 40;
  w.move(pane.middle());
  ImGui::GetIO().AddMouseWheelEvent(0, -0.37f);
  w.frame();
  w.frame();
  CHECK(w.app().wants_frames());
  CHECK(painted(pane, Token::value) == 10 * 4);
  for (int i = 0; i < 60 && w.app().wants_frames(); ++i) w.frame();
  CHECK_FALSE(w.app().wants_frames());
  w.settle();
  CHECK(painted(pane, Token::value) == 9 * 4);
}

TEST_CASE("a pasted graph for Graphviz becomes a program, and undo brings what was pasted") {
  const std::string dot = "digraph { 1 [label=\"{ a | data 2.0000 | grad 0.0000 }\" shape=record] 2 [label=\"{ f | data 4.0000 | grad 1.0000 }\" shape=record]\n\"2**2\" [label=\"**2\"]\n1 -> \"2**2\" -> 2 }";
  Window w(kSum);
  w.enter_pane();
  w.type("f = 1");
  replace_all(w, dot);
  CHECK(w.text() == "a = 2\nf = a^2\n");
  CHECK_FALSE(w.place("notice").found);
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == dot);
  w.key(ImGuiKey_Z, true);
  CHECK(w.text() == "f = 1");
  replace_all(w, "digraph { a -> b }");
  CHECK(w.text() == "digraph { a -> b }");
  CHECK(w.place("notice").found);  // says why
}
