#include <doctest/doctest.h>

#include "core/trace.h"
#include "learn/lesson.h"
#include "support/random.h"
#include "support/random_program.h"

using namespace chainrule;
using namespace chainrule::learn;

namespace {

// A page as one text: its kinds and styles as signs.
std::string shown(const LessonPage& page) {
  std::string out;
  for (const Paragraph& paragraph : page.paragraphs) {
    out += paragraph.kind == Paragraph::Kind::item ? "-" : paragraph.kind == Paragraph::Kind::display ? "=" : ">";
    for (const Run& run : paragraph.runs) out += "pbcf"[static_cast<int>(run.style)] + ("(" + run.text + ")");
    out += "\n";
  }
  return out;
}

std::string shown(const std::string& text) {
  const LessonText lesson = read_lesson(text);
  std::string out;
  for (const LessonPage& page : lesson.pages) out += shown(page);
  return out;
}

}  // namespace

TEST_CASE("a lesson is its title, its minutes and its pages") {
  const LessonText lesson = read_lesson(
      "# Forks add\nminutes: 8\n\nWhere a value is used twice,\ntwo gradients come back.\n\n## Two paths\n- one\n- and\n  the other\n"
      "```chain\nx = 3\nf = x*x\n#? predict sum x\n```\n\n## What to keep\r\nThey **add**.\r\n");
  CHECK(lesson.diagnostics.empty());
  CHECK(lesson.title == "Forks add");
  CHECK(lesson.minutes == 8);
  REQUIRE(lesson.pages.size() == 2);
  CHECK(lesson.pages[0].title == "Two paths");
  CHECK(lesson.pages[0].program == "x = 3\nf = x*x\n#? predict sum x\n");
  CHECK(shown(lesson.pages[0]) == ">p(Where a value is used twice, two gradients come back.)\n-p(one)\n-p(and the other)\n");
  CHECK(lesson.pages[1].title == "What to keep");
  CHECK(lesson.pages[1].program.empty());
  CHECK(shown(lesson.pages[1]) == ">p(They )b(add)p(.)\n");
}

TEST_CASE("each block ends a page, and so does a second heading") {
  const LessonText lesson = read_lesson("a\n```chain\nf = x\n```\nb\n~~~\n```chain ignored words\nf = y\n```\n## c\nd\n## e\n");
  REQUIRE(lesson.pages.size() == 4);
  CHECK(lesson.pages[0].program == "f = x\n");
  CHECK(lesson.pages[1].program == "f = y\n");
  CHECK(shown(lesson.pages[1]) == ">p(b ~~~)\n");
  CHECK(lesson.pages[2].title == "c");
  CHECK(lesson.pages[3].title == "e");
}

TEST_CASE("text has four styles, and signs that are none mean themselves") {
  CHECK(shown("a **b c** `d*e` $f^2$ g") == ">p(a )b(b c)p( )c(d*e)p( )f(f^2)p( g)\n");
  CHECK(shown("it costs $5 and $6") == ">p(it costs $5 and $6)\n");
  CHECK(shown("2 ** 3 and ` and $ x$") == ">p(2 ** 3 and ` and $ x$)\n");
  CHECK(shown("\\$x\\$ \\*\\*y\\*\\* \\a") == ">p($x$ **y** \\a)\n");
  CHECK(shown("$$\\frac{1}{x}$$") == "=f(\\frac{1}{x})\n");
  CHECK(shown("so\n$$\na\n+ b\n$$.\nthen") == ">p(so)\n=f(a + b)\n>p(. then)\n");
  CHECK(shown("in $$a$$ line") == ">p(in )f(a)p( line)\n");
  CHECK(shown("梯度\n相加 and\nmore") == ">p(梯度相加 and more)\n");
  CHECK(shown("1. one\n2. two") == ">p(1. one)\n>p(2. two)\n");
  CHECK(shown("### small") == ">b(small)\n");
  CHECK(shown("```python\nx = 1\n```") == ">c(x = 1)\n");
  CHECK(shown("#no heading") == ">p(#no heading)\n");
}

TEST_CASE("what is wrong has a place and a remedy") {
  auto said = [](const std::string& text) {
    std::string all;
    for (const Diagnostic& d : read_lesson(text).diagnostics) {
      const Place place = place_of(text, d.span);
      all += std::to_string(place.line) + ":" + std::to_string(place.column) + " " + severity_name(d.severity) + ": " + d.message + "\n";
    }
    return all;
  };
  CHECK(said("") == "1:1 error: there is no page here: a lesson is text, and programs between lines ```chain and ```\n");
  CHECK(said("a\n```chain\nf = x") == "2:1 error: this block does not end; write ``` on a line behind it\n");
  CHECK(read_lesson("a\n```chain\nf = x").pages[0].program == "f = x\n");
  CHECK(said("a\n$$ x") == "2:1 warning: this formula does not end; write $$ behind it\n");
  CHECK(said("# t\nminutes: soon\na") == "2:1 warning: how long the lesson takes is written so: minutes: 8\n");
  std::string many;
  for (int i = 0; i < 101; ++i) many += "```chain\nf = x\n```\n";
  CHECK(read_lesson(many).pages.size() == 100);
  CHECK(said(many) == "301:1 error: a lesson may have 100 pages; what comes after this is left out. Make two lessons of it\n");
  const std::string large(300 * 1024, 'x');
  CHECK(read_lesson(large).pages[0].paragraphs[0].runs[0].text.size() == 256 * 1024);
  CHECK(read_lesson(large).diagnostics.size() == 1);
}

TEST_CASE("random programs come back from a lesson byte for byte") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const test::RandomProgram program = test::random_program(seed);
    INFO(program.reproduction());
    const LessonText lesson = read_lesson("# t\nwords\n```chain\n" + program.text + "\n```\n");
    CHECK(lesson.pages.size() == 1);
    std::string plain;  // in a file with other line ends they are not the program's
    for (const char c : program.text)
      if (c != '\r') plain += c;
    CHECK(lesson.pages[0].program == plain + "\n");
  }
}

TEST_CASE("any text at all is read, and its pages are no longer than it") {
  const std::vector<std::string> pieces = {"# ", "## ", "```", "```chain", "\n", "\n\n", "$", "$$", "**", "`", "\\", "- ", "minutes: ",
                                           "9", "x", " ", "\r\n", "\xFF", "\xE6", "梯", "\0x", "1. ", "\t", "~", "f = x\n"};
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    test::Random random(seed);
    std::string text;
    for (int i = random.below(60); i > 0; --i) text += random.pick(pieces);
    INFO("seed ", seed, "\n", text);
    std::size_t bytes = 0;
    for (const LessonPage& page : read_lesson(text).pages) {
      bytes += page.title.size() + page.program.size();
      for (const Paragraph& paragraph : page.paragraphs) {
        CHECK(!(paragraph.runs.empty() && paragraph.kind == Paragraph::Kind::display));
        for (const Run& run : paragraph.runs) bytes += run.text.size();
      }
    }
    CHECK(bytes <= text.size() + 1);
  }
  for (const char* sign : {"$", "$$", "**", "`", "\\$", "$a", "**a ", "$a\\$", "`a", "- ", "a\n\n"}) {
    std::string text;
    INFO(std::string(sign));
    while (text.size() < 200000) text += sign;
    CHECK(read_lesson(text).pages.size() <= 1);
  }
}
