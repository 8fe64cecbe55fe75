// Places in a program's text, and what is said about them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chainrule {

// Byte offsets into the program, begin <= end.
struct Span {
  std::uint32_t begin = 0, end = 0;
  bool operator==(const Span&) const = default;
};

inline Span join(Span a, Span b) { return {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end}; }

enum class Severity : std::uint8_t { error, warning, notice };

const char* severity_name(Severity severity);

// What would set it right: the bytes of `span` replaced.
struct Fix {
  Span span;
  std::string replacement;
};

struct Diagnostic {
  Severity severity = Severity::error;
  Span span;
  std::string message;  // one sentence: what is wrong here, and what would help
  std::optional<Fix> fix = std::nullopt;
};

// 1-based line and column, and length, all counted in characters (code points).
struct Place {
  int line = 1, column = 1, length = 0;
};

Place place_of(std::string_view text, Span span);

// place_of for many spans of one text, fast where they come in the text's order: it goes on from where the last one began.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {}
  Place of(Span span);

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1;  // of at_
};

// "file:2:9: error: message", the line, and a caret line below it. Ends with a newline.
std::string format_diagnostic(std::string_view file, std::string_view text, const Diagnostic& diagnostic);

bool has_errors(const std::vector<Diagnostic>& diagnostics);

// Length in bytes of the UTF-8 sequence at `at` (1 for a stray byte), and its code point (U+FFFD for a stray byte).
struct CodePoint {
  char32_t value = 0;
  int bytes = 1;
};
CodePoint code_point_at(std::string_view text, std::size_t at);

}  // namespace chainrule
