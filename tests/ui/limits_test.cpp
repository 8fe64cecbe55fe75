// What a page leaves out of the widget, or does not let its readers change.
#include <string>
#include <string_view>

#include "ui/window.h"

namespace chainrule::ui::test {
namespace {

bool there(Window& w, const char* what) {
  w.settle();
  return w.place(what).found;
}

}  // namespace

TEST_CASE("each part goes alone and comes back, and the canvas has its room") {
  struct Row {
    unsigned part;
    const char* spot;
  };
  constexpr Row kRows[] = {{App::program_part, "program"}, {App::inspector_part, "button:sheet"}, {App::steps_part, "track"},
                           {App::tools_part, "button:fit"}, {App::examples_part, "button:examples"}};
  Window w(kSum, 880, 700);
  for (const Row& row : kRows) {
    INFO(row.spot);
    CHECK(there(w, row.spot));
    w.app().set_hidden(row.part);
    CHECK_FALSE(there(w, row.spot));
    for (const Row& other : kRows)
      if (other.part != row.part && !(row.part == App::program_part && other.part == App::examples_part)) CHECK(there(w, other.spot));
    CHECK(there(w, "card:f"));
    w.app().set_hidden(0);
  }
  w.app().set_hidden(31);
  CHECK(there(w, "card:f"));
  w.key(ImGuiKey_Home);
  CHECK(w.app().steps_done() == 0);
  w.key(ImGuiKey_RightArrow);
  CHECK(w.app().steps_done() == 1);
}

TEST_CASE("with the inspector hidden, what asks the learner is still there") {
  Window w(kSum);
  CHECK(there(w, "card:f"));
  w.app().set_hidden(App::inspector_part);
  w.settle();
  const Place wide = w.place("button:fit");
  w.click("button:predict");
  w.settle();
  CHECK(w.place("answer").found);
  CHECK(w.place("button:fit").x < wide.x - 300);  // its panel has come
}

TEST_CASE("an exercise works on a program that is read only, with numbers of its own") {
  const std::string program = "x = -2; y = 5; z = -4\nf = (x + y)*z\n#? predict sums\n#? random";
  Window w(program);
  w.app().set_read_only(true);
  w.app().set_program(program + "\n");
  w.settle();
  CHECK(w.place("answer").found);
  const std::string before = w.text();
  w.drag(w.place("card:x").middle(), {60, 0});
  CHECK(w.text() == before);
}

TEST_CASE("a file is not opened over a program that is read only, and that is said") {
  Window w(kSum);
  w.app().set_read_only(true);
  CHECK_FALSE(w.app().open("f = 1"));
  CHECK(w.text() == kSum);
  CHECK(there(w, "notice"));
  CHECK_FALSE(w.app().take_user_change());
  w.app().set_read_only(false);
  CHECK(w.app().open("f = 1"));
  CHECK(w.text() == "f = 1");
}

TEST_CASE("the acts that copy links are there where links are, and say which is wanted") {
  Window w(kSum);
  auto offered = [&](const char* typed, const char* row) {
    w.key(ImGuiKey_K, true);
    w.type(typed);
    w.settle();
    return w.place(row).found;
  };
  CHECK_FALSE(offered("Copy the", "row:link"));
  w.key(ImGuiKey_Escape);
  w.app().set_shares(true);
  CHECK(offered("Copy the iframe", "row:iframe"));
  CHECK(w.app().take_share_wish() == App::Share::none);
  w.key(ImGuiKey_Enter);
  CHECK(w.app().take_share_wish() == App::Share::iframe);
  CHECK(w.app().take_share_wish() == App::Share::none);
}

TEST_CASE("what says that a link is too long offers a file, once; no other notice does, and another press puts it away") {
  Window w(kSum);
  w.app().set_shares(true);
  w.app().notify(Word::copied_long, "2001");
  w.settle();
  CHECK(there(w, "notice"));
  CHECK_FALSE(there(w, "button:save"));
  for (const char* pressed : {"button:save", "card:f"}) {
    INFO(pressed);
    w.app().notify(Word::link_too_long, "40000");
    w.settle();
    REQUIRE(there(w, "button:save"));
    w.click(pressed);
    w.settle();
    CHECK(w.app().take_share_wish() == (std::string_view(pressed) == "card:f" ? App::Share::none : App::Share::file));
    CHECK_FALSE(there(w, "notice"));
  }
  w.key(ImGuiKey_K, true);
  w.type("Save");
  w.settle();
  CHECK(there(w, "row:save"));
}

}  // namespace chainrule::ui::test
