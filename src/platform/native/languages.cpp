#include "platform/native/languages.h"

#include <cstdlib>

namespace chainrule::platform {

namespace {

struct Translation {
  std::string_view language, lines;
};
constexpr Translation kTranslations[] = {
#define TRANSLATION(language, lines) {#language, lines},
#include "words/translations.inc"
#undef TRANSLATION
    {"en", ""},
};

// Ours is Simplified Chinese.
bool is_traditional(std::string_view tag) {
  for (const std::string_view part : {"Hant", "TW", "HK", "MO"})
    if (tag.find(part) != tag.npos) return true;
  return false;
}

}  // namespace

std::string find_language(std::string_view tag) {
  const std::string_view language = tag.substr(0, tag.find_first_of("-_.@"));
  for (const Translation& t : kTranslations)
    if (t.language == language && !is_traditional(tag)) return std::string(language);
  return "";
}

std::string language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string found = find_language(value);
    return found.empty() ? "en" : found;
  }
  return "en";
}

std::string language_list() {
  std::string list;
  for (const Translation& t : kTranslations) list += (list.empty() ? "" : ", ") + std::string(t.language);
  return list;
}

std::string_view translation(std::string_view language) {
  for (const Translation& t : kTranslations)
    if (t.language == language) return t.lines;
  return "";
}

}  // namespace chainrule::platform
