// The words of the interface, in one language.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace chainrule {

// One for each block of words.txt.
enum class Word : std::uint16_t {
#define WORD(name, english) name,
#include "words/words.inc"
#undef WORD
  count
};

class Language {
 public:
  // English, which is compiled in.
  Language() = default;
  // A translation: a line "name text" for each word. What it lacks stays English; names that are no word are ignored.
  explicit Language(std::string_view lines);

  std::string_view of(Word word) const;
  // With {0}, {1} … replaced by the arguments. Arguments are put in as they are, never read for {0} again.
  std::string say(Word word, std::initializer_list<std::string_view> arguments) const;
  // What the gate table says in English, in this language: the row's name is "mul.title" or the like.
  std::string_view of_table(const std::string& row, std::string_view english) const;
  // Why an act is refused, which core says in English: by the pattern that it has; as it is where it has none.
  std::string of_refusal(std::string_view english) const;

 private:
  std::vector<std::string> words_;  // empty strings where English stands
  std::map<std::string, std::string> table_;
};

// For what has no language of its own to hold.
const Language& english();

}  // namespace chainrule
