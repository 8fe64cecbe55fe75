// Dear ImGui's tables, and its reading of numbers and settings, are not used here. These stand in for what the rest of it still calls,
// so that imgui_tables.cpp and sscanf stay out of the download.
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

// One number after a fixed beginning, which is all that the GL backend reads: "#version %d".
extern "C" int chainrule_scan(const char* text, const char* format, ...) {
  while (*format != '\0' && *format != '%' && *format == *text) ++format, ++text;
  if (format[0] != '%' || format[1] != 'd' || *text < '0' || *text > '9') return 0;
  int number = 0;
  while (*text >= '0' && *text <= '9') number = 10 * number + (*text++ - '0');
  std::va_list arguments;
  va_start(arguments, format);
  *va_arg(arguments, int*) = number;
  va_end(arguments);
  return 1;
}
