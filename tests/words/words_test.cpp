#include <doctest/doctest.h>

#include <string>

#include "words/words.h"

using namespace chainrule;

TEST_CASE("English is compiled in") {
  CHECK(english().of(Word::examples) == "Examples");
  CHECK(english().say(Word::forward_step, {"2", "5"}) == "Forward, step 2 of 5");
  CHECK(english().of_table("mul.title", "multiply") == "multiply");
}

TEST_CASE("A translation stands where it has a word, English elsewhere") {
  const Language german("forward_step Vorw\u00E4rts, {0} von {1}\r\nno_such_word Nichts\nnonsense\n\nmul.title mal");
  CHECK(german.say(Word::forward_step, {"2", "5"}) == "Vorw\u00E4rts, 2 von 5");
  CHECK(german.of(Word::examples) == "Examples");
  CHECK(german.of_table("mul.title", "multiply") == "mal");
  CHECK(german.of_table("add.title", "add") == "add");
}

TEST_CASE("A refusal is known by its English, whatever its names are") {
  const Language german("refusal.a {1} kommt aus {0}; nicht vor {1}\nrefusal.a.of {0} makes {1}. Not before {1}\nrefusal.b schon so\nrefusal.b.of so already");
  CHECK(german.of_refusal("x makes y + 1. Not before y + 1") == "y + 1 kommt aus x; nicht vor y + 1");
  CHECK(german.of_refusal("so already") == "schon so");
  for (const char* other : {"", "so already!", "x makes y", "not so already", "makes"}) CHECK(german.of_refusal(other) == other);
  CHECK(english().of_refusal("so already") == "so already");
}

TEST_CASE("Arguments are put in as they are, in any order") {
  const Language swapped("receives {1} <- {0} {2} {");
  CHECK(swapped.say(Word::receives, {"{1}", "{0}"}) == "{0} <- {1} {2} {");
}
