#include "core/text.h"

namespace chainrule {

const char* severity_name(Severity severity) {
  static constexpr const char* kNames[] = {"error", "warning", "notice"};
  return kNames[static_cast<int>(severity)];
}

// RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF.
CodePoint code_point_at(std::string_view text, std::size_t at) {
  auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const CodePoint stray{0xFFFD, 1};
  const unsigned lead = byte(at);
  if (lead < 0x80) return {static_cast<char32_t>(lead), 1};
  const int bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead >= 0xF5) return stray;
  char32_t value = lead & (0x7Fu >> bytes);
  for (int i = 1; i < bytes; ++i) {
    if ((byte(at + i) & 0xC0u) != 0x80u) return stray;
    value = value << 6 | (byte(at + i) & 0x3Fu);
  }
  const bool overlong = value < (bytes == 4 ? 0x10000u : bytes == 3 ? 0x800u : 0x80u);
  if (overlong || (value >= 0xD800 && value < 0xE000) || value > 0x10FFFF) return stray;
  return {value, bytes};
}

namespace {

int characters(std::string_view text) {
  int count = 0;
  for (std::size_t i = 0; i < text.size(); i += code_point_at(text, i).bytes) ++count;
  return count;
}

std::string_view line_around(std::string_view text, std::size_t at) {
  std::size_t begin = at, end = at;
  while (begin > 0 && text[begin - 1] != '\n') --begin;
  while (end < text.size() && text[end] != '\n') ++end;
  if (end > begin && text[end - 1] == '\r') --end;
  return text.substr(begin, end - begin);
}

}  // namespace

Place place_of(std::string_view text, Span span) { return Places(text).of(span); }

Place Places::of(Span span) {
  const std::size_t begin = span.begin < text_.size() ? span.begin : text_.size();
  const std::size_t end = span.end < text_.size() ? span.end : text_.size();
  if (begin < at_) {
    at_ = 0;
    line_ = column_ = 1;
  }
  Places here = *this;
  while (here.at_ < begin) {
    const bool newline = text_[here.at_] == '\n';
    here.at_ += static_cast<std::size_t>(code_point_at(text_.substr(0, begin), here.at_).bytes);
    here.line_ += newline;
    here.column_ = newline ? 1 : here.column_ + 1;
  }
  const bool inside_character = begin < text_.size() && (static_cast<unsigned char>(text_[begin]) & 0xC0u) == 0x80u;
  if (!inside_character) *this = here;
  return {here.line_, here.column_, characters(text_.substr(begin, end > begin ? end - begin : 0))};
}

std::string format_diagnostic(std::string_view file, std::string_view text, const Diagnostic& diagnostic) {
  const Place place = place_of(text, diagnostic.span);
  std::string line(line_around(text, diagnostic.span.begin < text.size() ? diagnostic.span.begin : text.size()));
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\t') c = ' ';
  constexpr int kWidest = 160;  // a line longer than a terminal is cut around the caret
  int first = 0;
  if (characters(line) > kWidest) {
    first = place.column > kWidest / 2 ? place.column - kWidest / 2 : 0;
    std::string cut;
    int index = 0;
    for (std::size_t i = 0; i < line.size();) {
      const int bytes = code_point_at(line, i).bytes;
      if (index >= first && index < first + kWidest) cut.append(line, i, bytes);
      i += bytes;
      ++index;
    }
    line = cut;
  }
  std::string out(file);
  out += ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": " +
         severity_name(diagnostic.severity) + ": " + diagnostic.message + "\n  " + line + "\n  ";
  std::size_t at = 0;
  for (int i = 1; i < place.column - first; ++i) {  // a tab above stays a tab below
    out += at < line.size() && line[at] == '\t' ? '\t' : ' ';
    at += at < line.size() ? code_point_at(line, at).bytes : 0;
  }
  return out + "^\n";
}

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& d : diagnostics)
    if (d.severity == Severity::error) return true;
  return false;
}

}  // namespace chainrule
