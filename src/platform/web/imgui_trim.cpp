// Dear ImGui's tables, and its reading of numbers and settings, are not used here. These stand in for what the rest of it still calls,
// so that imgui_tables.cpp, sscanf and printf stay out of the download.
#include <cstdarg>

#include "imgui_internal.h"

namespace ImGui {

void EndColumns() {}
void EndTable() {}
void PopColumnsBackground() {}
void PushColumnsBackground() {}
void TableEndCell(ImGuiTable*) {}
void TableEndRow(ImGuiTable*) {}
void TableGcCompactSettings() {}
void TableGcCompactTransientBuffers(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void TablePopBackgroundChannel() {}
void TablePopColumnChannel() {}
void TablePushBackgroundChannel() {}
void TablePushColumnChannel(int) {}
void TableSettingsAddSettingsHandler() {}

}  // namespace ImGui

// Nothing is read.
extern "C" int chainrule_scan(const char*, const char*, ...) { return 0; }

// What Dear ImGui prints: %s, %.*s, %c, and whole numbers with zeros before them. Numbers with a point are left out.
int ImFormatStringV(char* to, size_t room, const char* format, va_list arguments) {
  int size = 0;
  auto put = [&](char c) {
    if (to != nullptr && size + 1 < static_cast<int>(room)) to[size] = c;
    ++size;
  };
  auto number = [&] {
    int value = 0;
    for (; *format >= '0' && *format <= '9'; ++format) value = 10 * value + *format - '0';
    return value;
  };
  for (; *format != '\0'; ++format) {
    if (*format != '%') {
      put(*format);
      continue;
    }
    const char pad = *++format == '0' ? '0' : ' ';
    const int width = number();
    int most = 1 << 30;
    if (*format == '.') {
      most = *++format == '*' ? va_arg(arguments, int) : number();
      if (*format == '*') ++format;
    }
    switch (*format) {
      case 's':
        for (const char* text = va_arg(arguments, const char*); most > 0 && *text != '\0'; --most) put(*text++);
        break;
      case 'c': put(static_cast<char>(va_arg(arguments, int))); break;
      case 'd':
      case 'u':
      case 'x':
      case 'X':
      case 'p': {
        unsigned value = va_arg(arguments, unsigned);
        if (*format == 'd' && static_cast<int>(value) < 0) {
          put('-');
          value = 0 - value;
        }
        const unsigned base = *format == 'd' || *format == 'u' ? 10 : 16;
        char digits[16];
        int count = 0;
        do digits[count++] = (*format == 'X' ? "0123456789ABCDEF" : "0123456789abcdef")[value % base];
        while ((value /= base) > 0);
        for (int i = count; i < width; ++i) put(pad);
        while (count > 0) put(digits[--count]);
        break;
      }
      case 'e':
      case 'f':
      case 'g': va_arg(arguments, double); break;
      case '\0': --format; break;
      default: put(*format);
    }
  }
  if (to == nullptr) return size;
  if (size >= static_cast<int>(room)) size = static_cast<int>(room) - 1;
  to[size] = '\0';
  return size;
}

int ImFormatString(char* to, size_t room, const char* format, ...) {
  std::va_list arguments;
  va_start(arguments, format);
  const int size = ImFormatStringV(to, room, format, arguments);
  va_end(arguments);
  return size;
}
