// The translations that are compiled into the native program, and the fonts of the system that they need.
#pragma once

#include <string>
#include <string_view>

#include "ui/outside.h"

namespace chainrule::platform {

// The language of ours that a tag means ("de", "de_AT.UTF-8", "zh-CN"), "en" among them; "" if there is none.
std::string find_language(std::string_view tag);

// What the environment asks for (LC_ALL, LC_MESSAGES, LANG), "en" if that is none of ours.
std::string language_of_environment();

// "de, en, ..."
std::string language_list();

// The translation as ui::App::set_language takes it; "" for English.
std::string_view translation(std::string_view language);

// Draws from the first font of the system that has a character, those for `language` first. Fonts are read when a character is
// asked for that none before them had.
ui::OutsideGlyphs system_glyphs(std::string_view language);

// Pictures that are exported have their outlines from the same fonts, those for the environment's language first.
void export_with_system_fonts();
// The same where system_glyphs are measured and drawn already.
void outline_with_system_fonts();

}  // namespace chainrule::platform
