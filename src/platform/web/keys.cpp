#include "platform/web/keys.h"

namespace chainrule::platform {

namespace {

struct NamedKey {
  std::string_view code;
  ImGuiKey key;
};

// Tab is missing on purpose: it leaves the widget.
constexpr NamedKey named_keys[] = {
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"Insert", ImGuiKey_Insert},
    {"Delete", ImGuiKey_Delete},
    {"Backspace", ImGuiKey_Backspace},
    {"Space", ImGuiKey_Space},
    {"Enter", ImGuiKey_Enter},
    {"NumpadEnter", ImGuiKey_KeypadEnter},
    {"Escape", ImGuiKey_Escape},
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

bool edits(ImGuiKey key) {
  return key == ImGuiKey_Delete || key == ImGuiKey_Backspace || key == ImGuiKey_Enter || key == ImGuiKey_KeypadEnter;
}

// Keys of the canvas: App's stepping and playing. A host's page keeps the rest, up and down for one.
bool steps(ImGuiKey key) {
  return key == ImGuiKey_LeftArrow || key == ImGuiKey_RightArrow || key == ImGuiKey_Home || key == ImGuiKey_End ||
         key == ImGuiKey_Space || key == ImGuiKey_Enter || key == ImGuiKey_KeypadEnter || key == ImGuiKey_P || key == ImGuiKey_G ||
         key == ImGuiKey_I || key == ImGuiKey_B;
}

}  // namespace

ImGuiKey key_from_dom(std::string_view code, std::string_view key) {
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

bool takes_key(ImGuiKey key, Modifiers modifiers, bool mac, bool in_text) {
  const bool shortcut = mac ? modifiers.meta : modifiers.ctrl;
  const bool other = mac ? modifiers.ctrl : modifiers.meta;
  if (other) return false;
  const bool caret_or_edit = in_text && (moves_caret(key) || edits(key));
  if (modifiers.alt) return mac && caret_or_edit;  // there it moves by words
  if (shortcut) return key == ImGuiKey_Z || key == ImGuiKey_Y || caret_or_edit || (in_text && key == ImGuiKey_A);
  return in_text ? caret_or_edit : steps(key);
}

}  // namespace chainrule::platform
