// A strict reader of JSON (RFC 8259), so that what the program writes is judged by somebody else's rules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chainrule::test {

struct JsonMember;

struct Json {
  enum class Kind { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  bool boolean = false;
  double number = 0;
  std::string string;
  std::vector<Json> items;          // of an array
  std::vector<JsonMember> members;  // of an object, in the order of the text

  // The member of that name; a null where there is none.
  const Json& operator[](std::string_view name) const;
  bool has(std::string_view name) const;
  // A number of a trace: "NaN", "Infinity" and "-Infinity" are numbers too.
  double real() const;
};

struct JsonMember {
  std::string first;
  Json second;
};

struct JsonResult {
  bool good = false;
  std::string problem;  // with the byte where it is
  Json value;
};

// Refuses what the standard refuses: trailing commas, control characters in strings, a number such as 01 or NaN, bytes that
// are no UTF-8, names that occur twice in one object, and anything after the value but white space.
JsonResult read_json(std::string_view text);

}  // namespace chainrule::test
