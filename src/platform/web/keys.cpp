#include "platform/web/keys.h"

#include "ui/acts.h"

namespace chainrule::platform {

namespace {

struct NamedKey {
  std::string_view code;
  ImGuiKey key;
};

constexpr NamedKey named_keys[] = {
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"F2", ImGuiKey_F2},
    {"Insert", ImGuiKey_Insert},
    {"Delete", ImGuiKey_Delete},
    {"Backspace", ImGuiKey_Backspace},
    {"Space", ImGuiKey_Space},
    {"Enter", ImGuiKey_Enter},
    {"NumpadEnter", ImGuiKey_KeypadEnter},
    {"Escape", ImGuiKey_Escape},
    {"Tab", ImGuiKey_Tab},
    {"ControlLeft", ImGuiKey_LeftCtrl},
    {"ControlRight", ImGuiKey_RightCtrl},
    {"ShiftLeft", ImGuiKey_LeftShift},
    {"ShiftRight", ImGuiKey_RightShift},
    {"AltLeft", ImGuiKey_LeftAlt},
    {"AltRight", ImGuiKey_RightAlt},
    {"MetaLeft", ImGuiKey_LeftSuper},
    {"MetaRight", ImGuiKey_RightSuper},
    {"Quote", ImGuiKey_Apostrophe},
    {"Comma", ImGuiKey_Comma},
    {"Minus", ImGuiKey_Minus},
    {"Period", ImGuiKey_Period},
    {"Slash", ImGuiKey_Slash},
    {"Semicolon", ImGuiKey_Semicolon},
    {"Equal", ImGuiKey_Equal},
    {"BracketLeft", ImGuiKey_LeftBracket},
    {"Backslash", ImGuiKey_Backslash},
    {"BracketRight", ImGuiKey_RightBracket},
    {"Backquote", ImGuiKey_GraveAccent},
    {"NumpadDecimal", ImGuiKey_KeypadDecimal},
    {"NumpadDivide", ImGuiKey_KeypadDivide},
    {"NumpadMultiply", ImGuiKey_KeypadMultiply},
    {"NumpadSubtract", ImGuiKey_KeypadSubtract},
    {"NumpadAdd", ImGuiKey_KeypadAdd},
};

ImGuiKey letter_or_digit(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<ImGuiKey>(ImGuiKey_A + (c - 'a'));
  if (c >= 'A' && c <= 'Z') return static_cast<ImGuiKey>(ImGuiKey_A + (c - 'A'));
  if (c >= '0' && c <= '9') return static_cast<ImGuiKey>(ImGuiKey_0 + (c - '0'));
  return ImGuiKey_None;
}

// Keys of a text field that would scroll the page.
bool moves_caret(ImGuiKey key) {
  switch (key) {
    case ImGuiKey_LeftArrow:
    case ImGuiKey_RightArrow:
    case ImGuiKey_UpArrow:
    case ImGuiKey_DownArrow:
    case ImGuiKey_PageUp:
    case ImGuiKey_PageDown:
    case ImGuiKey_Home:
    case ImGuiKey_End:
      return true;
    default:
      return false;
  }
}

// With Alt: lines move, and what is wrong is set right.
bool moves_lines(ImGuiKey key) {
  return key == ImGuiKey_UpArrow || key == ImGuiKey_DownArrow || key == ImGuiKey_Enter || key == ImGuiKey_KeypadEnter;
}

// With the command key, in a text: comments, the next like word, words to choose from, what is wrong.
bool writes(ImGuiKey key) {
  return key == ImGuiKey_A || key == ImGuiKey_Slash || key == ImGuiKey_KeypadDivide || key == ImGuiKey_D || key == ImGuiKey_Space ||
         key == ImGuiKey_Period;
}

bool edits(ImGuiKey key) {
  return key == ImGuiKey_Delete || key == ImGuiKey_Backspace || key == ImGuiKey_Enter || key == ImGuiKey_KeypadEnter;
}

// A letter on the canvas begins the search for a gate.
bool types(ImGuiKey key) {
  return (key >= ImGuiKey_A && key <= ImGuiKey_Z) || (key >= ImGuiKey_0 && key <= ImGuiKey_9) || key == ImGuiKey_Slash || key == ImGuiKey_Apostrophe;
}

}  // namespace

ImGuiKey key_from_dom(std::string_view code, std::string_view key) {
  if (key == "/" && code != "NumpadDivide") return ImGuiKey_Slash;  // which has its place elsewhere on many keyboards
  for (const NamedKey& named : named_keys) {
    if (named.code == code) return named.key;
  }
  const bool numpad = code.size() == 7 && code.substr(0, 6) == "Numpad" && code[6] >= '0' && code[6] <= '9';
  if (numpad && key.size() == 1) return static_cast<ImGuiKey>(ImGuiKey_Keypad0 + (code[6] - '0'));
  if (key.size() == 1) {
    if (const ImGuiKey named = letter_or_digit(key[0]); named != ImGuiKey_None) return named;
  }
  // Another script's layout: the letter's place then says which shortcut is meant.
  if (code.size() == 4 && code.substr(0, 3) == "Key") return letter_or_digit(code[3]);
  if (code.size() == 6 && code.substr(0, 5) == "Digit") return letter_or_digit(code[5]);
  return ImGuiKey_None;
}

bool takes_key(ImGuiKey key, Modifiers modifiers, bool mac, bool in_text, bool carrying) {
  const bool shortcut = mac ? modifiers.meta : modifiers.ctrl;
  const bool other = mac ? modifiers.ctrl : modifiers.meta;
  if (other) return false;
  const bool caret_or_edit = in_text && (moves_caret(key) || edits(key));
  ImGuiKeyChord chord = key;
  if (shortcut) chord |= ImGuiMod_Ctrl;
  if (modifiers.shift) chord |= ImGuiMod_Shift;
  if (modifiers.alt) chord |= ImGuiMod_Alt;
  if (ui::takes_chord(chord, in_text, carrying)) return true;
  if (modifiers.alt) return (mac && caret_or_edit) || (in_text && !shortcut && moves_lines(key));  // there it moves by words
  if (shortcut) return caret_or_edit || (in_text && writes(key));
  return in_text ? caret_or_edit || key == ImGuiKey_F2 || key == ImGuiKey_Tab : types(key);
}

}  // namespace chainrule::platform
