// The table of words is whole: every word in every language. A failure says which line of src/words/words.txt is missing.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

#include "words/words.h"

using namespace chainrule;

namespace {

using Table = std::map<std::string, std::string>;  // name -> text

Table english_words() {
  Table table;
#define WORD(name, english) table[#name] = english;
#include "words/words.inc"
#undef WORD
  return table;
}

// "mul.title" and the like, with the English of the gate table.
Table english_gates() {
  Table table;
  auto add = [&](const std::string& name, const std::string& title, const std::string& words) {
    table[name + ".title"] = title;
    table[name + ".words"] = words;
  };
  for (const char* leaf : {"input", "const", "call"}) add(leaf, leaf, leaf);  // rows of gates.cpp
#define GATE(id, arity, sign, functions, forward, a, b, exact, latex, title, words) add(#id, title, words);
#define MARKER(...)
#define SLIDE(name, op, place, test, sign, title, words) add(#name, title, words);
#include "core/gates.inc"
#undef GATE
#undef MARKER
#undef SLIDE
  return table;
}

std::map<std::string, Table> translations() {
  std::map<std::string, Table> all;
  auto read = [](const std::string& lines) {
    Table table;
    for (std::size_t at = 0; at < lines.size();) {
      const std::size_t end = lines.find('\n', at), space = lines.find(' ', at);
      table[lines.substr(at, space - at)] = lines.substr(space + 1, end - space - 1);
      at = end + 1;
    }
    return table;
  };
#define TRANSLATION(language, lines) all[#language] = read(lines);
#include "words/translations.inc"
#undef TRANSLATION
  return all;
}

std::set<std::string> placeholders(const std::string& text) {
  std::set<std::string> found;
  for (std::size_t at = text.find('{'); at != text.npos; at = text.find('{', at + 1))
    found.insert(text.substr(at, text.find('}', at) + 1 - at));
  return found;
}

bool is_clean(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]), next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    if (byte < 0x20 || byte == 0x7F || (byte == 0xC2 && next < 0xA0)) return false;
  }
  return !text.empty() && text.front() != ' ' && text.back() != ' ' && text.find("\uFFFD") == text.npos;
}

void check_whole(const Table& english, const std::string& language, const Table& translated) {
  for (const auto& entry : english) {
    const std::string where = "src/words/words.txt, block [" + entry.first + "]: ";
    const auto found = translated.find(entry.first);
    const bool there = found != translated.end();
    CHECK_MESSAGE(there, where, "a line \"", language, " ...\" is missing, a translation of \"", entry.second,
                  "\". A new word needs a line for each of de, fr, es, zh and ja, with the same placeholders; a new gate needs the ",
                  "blocks [ID.title] and [ID.words].");
    if (!there) continue;
    CHECK_MESSAGE(placeholders(found->second) == placeholders(entry.second), where, "the line \"", language,
                  "\" must have the placeholders of \"", entry.second, "\": ", found->second);
    CHECK_MESSAGE(is_clean(found->second), where, "the line \"", language, "\" has control characters, or spaces at its ends");
  }
}

}  // namespace

TEST_CASE("the languages are these") {
  std::string list;
  for (const auto& entry : translations()) list += entry.first + " ";
  CHECK(list == "de es fr ja zh ");
}

TEST_CASE("every word is in every language") {
  for (const auto& entry : translations()) check_whole(english_words(), entry.first, entry.second);
}

TEST_CASE("every gate has its title and its sentence in every language") {
  for (const auto& entry : translations()) check_whole(english_gates(), entry.first, entry.second);
}

TEST_CASE("nothing is translated that is not there") {
  const Table words = english_words(), gates = english_gates();
  for (const auto& entry : translations())
    for (const auto& line : entry.second) {
      if (line.first.compare(0, 5, "rule.") == 0 || line.first.compare(0, 8, "refusal.") == 0) continue;  // see below
      CHECK_MESSAGE(words.count(line.first) + gates.count(line.first) == 1, "src/words/words.txt: no word and no gate is called [",
                    line.first, "]");
    }
}

TEST_CASE("a derivation's rule is in every language or in none") {
  std::map<std::string, int> languages;
  for (const auto& entry : translations())
    for (const auto& line : entry.second)
      if (line.first.compare(0, 5, "rule.") == 0) ++languages[line.first];
  CHECK(languages.size() > 10);
  for (const auto& rule : languages)
    CHECK_MESSAGE(rule.second == static_cast<int>(translations().size()), "src/words/words.txt: [", rule.first, "] lacks a language");
}

TEST_CASE("a refusal is in every language, with the names that its English has") {
  for (const auto& entry : translations()) {
    Table english, translated;
    for (const auto& line : entry.second) {
      if (line.first.compare(0, 8, "refusal.") != 0) continue;
      const bool is_english = line.first.size() > 3 && line.first.compare(line.first.size() - 3, 3, ".of") == 0;
      if (is_english) english[line.first.substr(0, line.first.size() - 3)] = line.second;
      else translated[line.first] = line.second;
    }
    CHECK(english.size() > 20);
    CHECK(english.size() == translated.size());
    check_whole(english, entry.first, translated);
  }
}
