// The interface in another language: everything but the words stays.
#include "core/compose.h"
#include "ui/outside.h"
#include "ui/window.h"

using namespace chainrule;
using namespace chainrule::ui;
using namespace chainrule::ui::test;

namespace {

constexpr const char* kGerman =
    "examples Beispiele\nlocal_gradients Lokale Gradienten\nforward_step Vorw\u00E4rts, Schritt {0} von {1}\n"
    "with_respect_to nach {0}\nmul.title Multiplikation\nmul.words Ein Multiplikationsgatter vertauscht.\n";
constexpr const char* kChinese = "examples \u793A\u4F8B\nlocal_gradients \u5C40\u90E8\u68AF\u5EA6\nmul.title \u4E58\u6CD5\n";

// Every ideograph is a black square.
struct Squares {
  static int& drawn() {
    static int count = 0;
    return count;
  }
  Squares() {
    drawn() = 0;
    set_outside_glyphs({[](math::Face, char32_t code) { return code >= 0x2E80 ? 1.0f : -1.0f; },
                        [](math::Face, char32_t, float em, GlyphImage& image) {
                          ++drawn();
                          image.width = image.height = static_cast<int>(em);
                          image.top = -image.height;
                          image.alpha.assign(static_cast<std::size_t>(image.width * image.height), 255);
                          return true;
                        }});
  }
  ~Squares() { set_outside_glyphs({}); }
};

}  // namespace

TEST_CASE("another language changes the words, and nothing that the user has done") {
  Window w(kSum);
  w.enter_pane();
  w.type("f = (x+y)*z; x = -2; y = 5; z = -4");
  w.click("card:f");
  w.app().step(-2);
  w.settle();
  const std::string text = w.text(), trace = w.app().trace();
  const auto english = w.picture();
  CHECK(w.app().set_language(kGerman));
  w.settle();
  CHECK(w.picture() != english);
  CHECK(w.text() == text);
  CHECK(w.app().trace() == trace);
  CHECK(w.app().set_language(""));
  w.settle();
  CHECK(w.picture() == english);
  CHECK(w.app().set_language(kGerman));
  CHECK(w.app().undo());
  CHECK(w.text() == kSum);
}

TEST_CASE("the camera that the user has moved stays where it is") {
  Window w("f = a*b; a = 2; b = 3");
  const test::Place before = w.place("value:a");
  w.click("button:zoom-in");
  const float zoomed = w.place("value:a").height;
  CHECK(w.app().set_language(kGerman));
  w.settle();
  CHECK(w.place("value:a").height == doctest::Approx(zoomed));
  w.click("button:fit");
  w.app().set_language("");
  w.settle();
  CHECK(w.place("value:a").x == doctest::Approx(before.x));
}

TEST_CASE("in a line that is in error the language changes with the next picture") {
  Window w(kSum);
  w.enter_pane();
  w.type("f = (((");
  CHECK(w.app().set_language(kGerman));
  w.settle();
  w.enter_pane();
  w.type(kSum);
  const auto german = w.picture();
  Window other(kSum);
  other.app().set_language(kGerman);
  other.settle();
  other.enter_pane();
  other.type(kSum);
  CHECK(other.picture() == german);
}

TEST_CASE("a language whose letters nothing can draw is refused") {
  Window w("f = a*b; a = 2; b = 3");
  const auto before = w.picture();
  CHECK_FALSE(w.app().set_language(kChinese));
  w.settle();
  CHECK(w.picture() == before);
}

TEST_CASE("letters that our faces lack are drawn by the platform, each once at a size") {
  const Squares squares;
  Window w("f = a*b; a = 2; b = 3  # \u4E58\u6CD5");
  const int in_the_pane = Squares::drawn();
  CHECK(in_the_pane == 2);
  CHECK(w.app().set_language(kChinese));
  w.settle();
  const int all = Squares::drawn();
  CHECK(all > in_the_pane + 4);
  w.settle();
  CHECK(Squares::drawn() == all);
}

namespace {

std::string translation(const std::string& language) {
#define TRANSLATION(name, lines) \
  if (language == #name) return lines;
#include "words/translations.inc"
#undef TRANSLATION
  return "";
}

}  // namespace

// What core says in English is known again by a pattern of words.txt: one that has changed without it would stay English.
TEST_CASE("acts are refused in the user's language") {
  const chainrule::Language german(translation("de"));
  const std::string text = "s(u) = exp(u)^2\nf = (x + y)*z + s(x)\nx = -2; y = 5; z = 4\n";
  const chainrule::Analysis a = chainrule::analyse(text);
  const auto node = [&](const char* name) { return a.graph.find(name); };
  const int f = node("f"), x = node("x"), product = a.graph.operands_of(f)[0].node;
  const std::vector<std::string> refusals{
      connect(text, a, product, f, 0).refusal,       connect(text, a, f, f, 0).refusal,
      connect(text, a, f, product, 0).refusal,       connect(text, a, x, x, 0).refusal,
      connect(text, a, x, f, 7).refusal,             change_gate(text, a, f, "add").refusal,
      set_output(text, a, f).refusal,                add_gate(text, a, "exp", {x, f}).refusal,
      add_gate(text, a, "mul", {x, f, x}).refusal,   rename_node(text, a, f, "2").refusal,
      rename_node(text, a, f, "exp").refusal,        rename_node(text, a, f, "x").refusal,
      rename_node(text, a, f, "f").refusal,          paste_program(text, a, "").refusal,
      paste_program(text, a, "a = (").refusal,       fold_nodes(text, a, {f}, "x").refusal,
      fold_nodes(text, a, {x}, "g").refusal,         change_gate(text, a, a.graph.operands_of(f)[1].node, "mul").refusal,
      remove_nodes(text, a, {a.graph.groups[0].first}).refusal,
  };
  for (const std::string& refusal : refusals) {
    INFO(refusal);
    CHECK(!refusal.empty());
    CHECK(german.of_refusal(refusal) != refusal);
  }
}
