// Directives of the picture: comments that begin with "#@". They are nothing to what computes.
//   #@ fold NAME…           the calls of these functions stand as one gate each
//   #@ pin NAME x y         the node's card stands here: its top left corner, in canvas px
//   #@ range NAME low high  the input has a slider between these
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/edit.h"

namespace chainrule {

// A comment that begins with # and a mark, and its words, which white space separates. A # always begins a comment.
struct Directive {
  Span span;  // from the # to the line's end
  std::vector<Span> words;
};
std::vector<Directive> directives_of(std::string_view text, char mark);

// The functions that the program's directives fold, each once, in the order of the text.
std::vector<std::string> folded_functions(std::string_view text);

// Adds the function to a directive, or takes it out; a directive that folds nothing more goes, with its line if it has one of its own.
// Leaves the text as it is where that is so already.
std::string with_folded(std::string_view text, std::string_view function, bool folded);

// What a "pin" or a "range" says.
struct NamedPair {
  std::string name;
  double a = 0, b = 0;
  bool operator==(const NamedPair&) const = default;
};

// All of them, as they are written; those that are not a name and two finite numbers are left out.
std::vector<NamedPair> pairs(std::string_view text, std::string_view directive);

// The directive for this name says this from now on: where there is one it changes, else a line is added at the end.
std::string with_pair(std::string_view text, std::string_view directive, const NamedPair& pair);

// The directives of this kind under the names that `to` has for theirs; without those for which it has none.
std::string with_names(std::string_view text, std::string_view directive, const std::function<std::string(const std::string&)>& to);

// Without the directives of this kind for these names, in any of their spellings; with none given, without all of the kind.
std::string without_pairs(std::string_view text, std::string_view directive, const std::vector<std::string>& names = {});

}  // namespace chainrule
