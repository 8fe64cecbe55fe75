// Words broken into lines.
#include <algorithm>

#include "core/text.h"
#include "math/fonts.h"
#include "math/typeset.h"

namespace chainrule::math {

namespace {

constexpr std::u32string_view kNeverFirst =
    U"、。，．：；？！）〕］｝〉》」』】〗’”…‥・ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％),.:;?!]}%";
constexpr std::u32string_view kNeverLast = U"（〔［｛〈《「『【〖‘“([{";

// Han, kana and their punctuation.
bool is_without_spaces(char32_t c) {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF01 && c <= 0xFFEF) ||
         c >= 0x20000;
}

bool may_break(char32_t before, char32_t after) {
  if (!is_without_spaces(before) && !is_without_spaces(after)) return false;
  return kNeverLast.find(before) == kNeverLast.npos && kNeverFirst.find(after) == kNeverFirst.npos;
}

}  // namespace

std::vector<std::string> lines(std::string_view utf8, Face face, float size, float width) {
  std::vector<std::string> done;
  utf8.remove_prefix(std::min(utf8.find_first_not_of(' '), utf8.size()));
  std::size_t begin = 0, end = 0, next = 0;  // of the line, and of the last place where it may be broken: none yet where next <= begin
  float used = 0;
  char32_t before = U' ';
  for (std::size_t i = 0; i < utf8.size();) {
    const CodePoint point = code_point_at(utf8, i);
    const float advance = character(face, point.value).metrics.width * size;
    if (point.value == U' ') {
      if (before != U' ') end = i;
      next = i + 1;
    } else {
      if (before != U' ' && may_break(before, point.value)) end = next = i;
      while (used + advance > width && i > begin) {
        if (next <= begin) end = next = i;
        done.emplace_back(utf8.substr(begin, end - begin));
        begin = next;
        used = words_width(utf8.substr(begin, i - begin), face, size);
      }
    }
    used += advance;
    before = point.value;
    i += static_cast<std::size_t>(point.bytes);
  }
  if (begin < utf8.size()) done.emplace_back(utf8.substr(begin));
  return done;
}

}  // namespace chainrule::math
