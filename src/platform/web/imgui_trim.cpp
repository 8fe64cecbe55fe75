// Dear ImGui's tables, and its reading of numbers and of settings (and of the version of a GL that does not say it as a number), are not used here. These stand in for what the rest of it still calls,
// so that imgui_tables.cpp and sscanf stay out of the download.
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

extern "C" int chainrule_no_sscanf(const char*, const char*, ...) { return 0; }
