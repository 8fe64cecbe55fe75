// Thousands of events at random: nothing breaks, and everything can be undone.
#include <cstdlib>
#include <vector>

#include "core/directives.h"
#include "core/trace.h"
#include "support/random.h"
#include "ui/window.h"

using namespace chainrule::ui;
using namespace chainrule::ui::test;
using chainrule::test::Random;

namespace {

const std::vector<std::string> kPlaces{"program", "track", "value:x", "value:y", "value:z", "value:w0", "value:a", "card:f", "card:t1", "card:s",
                                       "button:first", "button:previous", "button:next", "button:last", "button:play", "button:speed", "button:grain", "button:fit", "button:zoom-in", "button:zoom-out",
                                       "button:examples", "button:theme", "example:(x + y) z", "example:A logistic neuron", "example:A fork: gradients add",
                                       "out:x", "out:y", "out:t1", "out:a", "in:f:0", "in:f:1", "in:t1:0", "in:s:1", "card:q", "card:x", "button:add", "picker",
                                       "row:add", "row:exp", "row:mul", "row:input", "row:rename", "row:delete", "row:fold", "row:insert", "row:change", "row:rewrite", "row:output", "inspector:slider",
                                       "button:beside", "button:wording", "button:beside-zoom-in", "beside:value:w0", "beside:card:f", "button:predict", "answer"};
// What a learner presses.
const std::vector<std::string> kLearning{"button:predict", "answer", "blank:sum x", "blank:sum y", "blank:value f", "blank:product f 1", "button:check", "button:hint", "button:reveal", "button:numbers",
                                         "button:round", "button:exercise", "button:page-next", "button:page-back", "button:lesson-end", "button:lessons", "row:two", "inspector:free",
                                         "inspector:close-lesson", "inspector:kind0", "inspector:kind2", "inspector:kind4", "inspector:group0", "inspector:group1", "card:f", "card:t1"};
const std::vector<std::string> kAnswers{"-4", "3", "1", "x", "x/y", "1/0", "0/0", "1e308*10", "(", "", "y = 2"};
const char* const kLesson = "# Two pages\n\nminutes: 5\n\n## One\n\nText with $x$.\n\n```chain\nx = 2; y = 3; f = x*y\n#? predict sums\n#? random 7 x -3 3\n```\n\n"
                            "## Two\n\nMore.\n\n```chain\nx = 2; a = x*x; f = x*a\n#? order\n```\n\n## Three\n\nWords.\n\n"
                            "## Four\n\n```chain\ng(u) = exp(u)\nx = 1; y = 0; f = g(x)*y\n#? wrong products\n```\n";
const std::vector<ImGuiKey> kKeys{ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_Home, ImGuiKey_End, ImGuiKey_Space, ImGuiKey_Enter, ImGuiKey_Backspace, ImGuiKey_Delete,
                                  ImGuiKey_Escape, ImGuiKey_Tab, ImGuiKey_UpArrow, ImGuiKey_DownArrow, ImGuiKey_F, ImGuiKey_P, ImGuiKey_G, ImGuiKey_PageUp, ImGuiKey_PageDown, ImGuiKey_B, ImGuiKey_F2, ImGuiKey_Insert, ImGuiKey_V, ImGuiKey_W, ImGuiKey_C, ImGuiKey_R, ImGuiKey_O, ImGuiKey_T, ImGuiKey_N, ImGuiKey_Slash};
const std::vector<ImGuiKey> kCommands{ImGuiKey_Z, ImGuiKey_Z, ImGuiKey_Y, ImGuiKey_A, ImGuiKey_X, ImGuiKey_V, ImGuiKey_C, ImGuiKey_End, ImGuiKey_K, ImGuiKey_G, ImGuiKey_D, ImGuiKey_UpArrow};
const std::vector<std::string> kTyped{"x", "y = 2\n", "*", "(", ")", "1", ";", "f = x*y\n", "#", "exp(x)", "\u03B8", "/0", "\n", "1e308", "  ", "=", "f(x) = x*x\n"};
const std::vector<std::string> kPrograms{kSum, "a = 1; b = 1\ns = a + b\nf = s*s", "", "f = (", "x = 1e308; f = x*x*x", "w0 = 2; x0 = -1\nf = 1/(1+exp(-(w0*x0)))",
                                         "s(u) = sigmoid(u)^2\nx = 1; w0 = 2\nf = s(x) - s(w0)",
                                         kSum + "\n#? predict products, sum x", "x = 1/0; y = 2; f = x*y\n#? wrong sums"};

class Monkey {
 public:
  // `hosted`: the page around acts too.
  Monkey(Window& window, std::uint64_t seed, bool hosted = true) : w_(window), r_(seed), hosted_(hosted) {}

  void act() {
    ImGuiIO& io = ImGui::GetIO();
    switch (r_.below(18)) {
      case 0: case 1: case 2: go_somewhere(); break;
      case 3: case 4: io.AddMouseButtonEvent(0, down_ = !down_); break;
      case 5: {
        const float x = amount(60), y = amount(60);  // one after the other: the order of arguments is the compiler's
        io.AddMousePosEvent(io.MousePos.x + x, io.MousePos.y + y);
        break;
      }
      case 6: io.AddMouseWheelEvent(0, amount(3)); break;
      case 7: case 8: key(r_.pick(kKeys), false); break;
      case 9: key(r_.pick(kCommands), true); break;
      case 10: case 11: io.AddInputCharactersUTF8(r_.pick(kTyped).c_str()); break;
      case 12: click(r_.pick(kPlaces)); break;
      case 13: drag(r_.pick(kPlaces)); break;
      case 14: if (hosted_) host(); break;
      case 15: io.AddKeyEvent(ImGuiMod_Shift, r_.chance(0.3)); break;
      case 16: menu(r_.pick(kPlaces)); break;
      case 17: if (hosted_) learn(); break;
    }
    if (r_.chance(0.8)) w_.frame(r_.chance(0.02) ? 3.f : 0.016f);
  }

  void rest() {
    ImGuiIO& io = ImGui::GetIO();
    for (int b = 0; b < 3; ++b) io.AddMouseButtonEvent(b, false);
    for (const ImGuiKey mod : {ImGuiMod_Ctrl, ImGuiMod_Shift}) io.AddKeyEvent(mod, false);
    w_.settle(8);
  }

 private:
  float amount(double most) { return static_cast<float>(r_.between(-most, most)); }

  void go_somewhere() {
    const Place at = w_.place(r_.pick(kPlaces));
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    float x = at.middle().x, y = at.middle().y;
    if (!at.found || r_.chance(0.3)) {
      x = static_cast<float>(r_.between(-20, size.x + 20.0));
      y = static_cast<float>(r_.between(-20, size.y + 20.0));
    }
    ImGui::GetIO().AddMousePosEvent(x, y);
  }

  void key(ImGuiKey which, bool ctrl) {
    ImGuiIO& io = ImGui::GetIO();
    if (ctrl) io.AddKeyEvent(ImGuiMod_Ctrl, true);
    if (ctrl && r_.chance(0.2)) io.AddKeyEvent(ImGuiMod_Shift, true);
    io.AddKeyEvent(which, true);
    w_.frame();
    io.AddKeyEvent(which, false);
    io.AddKeyEvent(ImGuiMod_Ctrl, false);
    io.AddKeyEvent(ImGuiMod_Shift, false);
  }

  void click(const std::string& what) {
    const Place at = w_.place(what);
    if (!at.found) return;
    ImGui::GetIO().AddMousePosEvent(at.middle().x, at.middle().y);
    w_.frame();
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    ImGui::GetIO().AddMouseButtonEvent(0, down_ = false);
  }

  void menu(const std::string& what) {
    const Place at = w_.place(what);
    if (!at.found) return;
    ImGui::GetIO().AddMousePosEvent(at.middle().x, at.middle().y);
    w_.frame();
    ImGui::GetIO().AddMouseButtonEvent(1, true);
    w_.frame();
    ImGui::GetIO().AddMouseButtonEvent(1, false);
  }

  void drag(const std::string& what) {
    const Place at = w_.place(what);
    if (!at.found) return;
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(at.middle().x, at.middle().y);
    w_.frame();
    io.AddMouseButtonEvent(0, true);
    w_.frame();
    for (int i = 0; i < 4; ++i) {
      const float x = amount(90), y = amount(30);
      io.AddMousePosEvent(at.middle().x + x, at.middle().y + y);
      w_.frame();
    }
    io.AddMouseButtonEvent(0, down_ = false);
  }

  void learn() {
    switch (r_.below(6)) {
      case 0: shifted(ImGuiKey_Q); break;
      case 1: case 2: click(r_.pick(kLearning)); break;
      case 3: case 4:
        ImGui::GetIO().AddInputCharactersUTF8(r_.pick(kAnswers).c_str());
        w_.frame();
        key(r_.pick(std::vector<ImGuiKey>{ImGuiKey_Enter, ImGuiKey_Enter, ImGuiKey_Tab, ImGuiKey_Escape}), false);
        break;
      case 5: lesson(); break;
    }
  }

  void lesson() {
    w_.app().set_lessons("two\t5\tTwo pages\n");
    if (r_.chance(0.5)) w_.app().open_lesson("two", kLesson);
    w_.app().grade();
    w_.app().take_learner_events();
  }

  void shifted(ImGuiKey which) {
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
    key(which, false);
  }

  void host() {
    switch (r_.below(8)) {
      case 0: w_.app().set_program(r_.pick(kPrograms)); break;
      case 1: w_.app().step(r_.below(9) - 4); break;
      case 2: w_.app().reset(); break;
      case 3: w_.app().undo(); break;
      case 4: w_.app().redo(); break;
      case 5: {
        const std::vector<ImVec2> sizes{{1440, 900}, {390, 844}, {60, 40}, {900, 500}, {320, 400}};
        const ImVec2 size = r_.pick(sizes);
        w_.resize(size.x, size.y);
        break;
      }
      case 6: ImGui::GetIO().AddFocusEvent(r_.chance(0.5)); break;
      case 7: w_.app().set_dark(r_.chance(0.5)); break;
    }
  }

  Window& w_;
  Random r_;
  bool hosted_;
  bool down_ = false;
};

// What is on the screen is what the text says.
void same_graph(Window& w) {
  chainrule::BuildOptions folded;
  folded.folded = chainrule::folded_functions(w.text());
  chainrule::Analysis fresh = chainrule::analyse(w.text(), folded);
  if (fresh.graph.nodes.empty()) return;  // the picture of the text before stays while this one is in error
  INFO(w.text());
  CHECK(w.app().shown() == chainrule::trace_json(w.text(), fresh));
}

void play(std::uint64_t seed, int events) {
  INFO("seed ", seed);
  Window w(kSum, 900, 600);
  Monkey monkey(w, seed);
  int changes = 0;
  for (int i = 0; i < events; ++i) {
    const std::string before = w.text();
    monkey.act();
    if (w.text() == before) continue;
    ++changes;
    same_graph(w);
  }
  monkey.rest();
  CHECK(w.text().size() <= 64 * 1024 + 1024);
  const std::string last = w.text();
  int undone = 0;
  while (w.app().undo()) ++undone;
  w.resize(1440, 900);
  w.settle();
  CHECK(w.text() == kSum);
  w.key(ImGuiKey_Escape);
  w.key(ImGuiKey_F, false, true);
  CHECK(w.place("card:f").found);
  CHECK(changes > events / 150);
  if (last != kSum) CHECK(undone > 0);
  for (int i = 0; i < undone; ++i) w.app().redo();
  w.settle();
  CHECK(w.text() == last);
}

}  // namespace

TEST_CASE("3,000 events at random, and back") { play(20, 3000); }
TEST_CASE("read only, no hand changes the program, and the window is asked for nothing in vain") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    INFO("seed ", seed);
    const std::string& program = kPrograms[seed];
    Window w(program, 900, 600);
    w.app().set_read_only(true);
    w.app().set_hidden(seed % 2 ? 0 : static_cast<unsigned>(seed * 5));
    Monkey monkey(w, seed, false);
    for (int i = 0; i < 500 && w.text() == program; ++i) monkey.act();
    monkey.rest();
    CHECK(w.text() == program);
    CHECK_FALSE(w.app().take_user_change());
    CHECK_FALSE(w.app().has_history());
    w.app().set_program(kSum);
    CHECK(w.text() == kSum);
    CHECK(w.app().undo());
    CHECK(w.text() == program);
  }
}
// MONKEY=10000: so many events each.
TEST_CASE("ten plays") {
  const char* events = std::getenv("MONKEY");
  for (std::uint64_t seed = 1; seed <= 10; ++seed) play(seed, events ? std::atoi(events) : 500);
}
