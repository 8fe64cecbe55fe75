// The module that the page's script drives: one widget on one canvas. The script owns the DOM's events and the frame
// clock; each instance of the module has this state once. Coordinates are CSS pixels from the widget's top left corner,
// times are seconds. Text goes in through the inbox and comes out through the outbox, as UTF-8.
#include <cfloat>
#include <cmath>
#include <emscripten/emscripten.h>
#include <memory>
#include <string>
#include <utility>

#include "core/number.h"
#include "imgui.h"
#include "imgui_internal.h"
#include "platform/frame.h"
#include "platform/screen.h"
#include "platform/web/glyphs.h"
#include "platform/web/keys.h"
#include "ui/app.h"

using namespace chainrule;

// What emscripten_webgl_create_context does, without the part of Emscripten's glue that it would bring: `Module.canvas` gets
// a context of WebGL 2, which is the current one from then on. 0: there is no WebGL 2.
EM_JS(int, chainrule_gl_context, (), {
  var context = Module["canvas"].getContext("webgl2", { "alpha": false, "depth": false, "stencil": false, "antialias": false });
  if (!context) return 0;
  var handle = GL.registerContext(context, { majorVersion: 2, enableExtensionsByDefault: false });
  GL.makeContextCurrent(handle);
  return handle;
});
EM_JS(void, chainrule_gl_forget, (int handle), { GL.deleteContext(handle); });

namespace {

// What a frame reports to the script, bit by bit.
enum FrameFlag : int {
  frame_again = 1,         // something moves, or input still waits
  frame_user_change = 2,   // the user has changed the program
  frame_clipboard = 4,     // text was copied: cr_clipboard
  frame_text_input = 8,    // a text field has the keyboard
  frame_answer = 16,       // the offer of earlier work was answered: cr_answer
  frame_learner = 32,      // something to say about a learner: cr_learner
  frame_lesson = 64,       // a lesson is wanted: cr_lesson
  frame_share = 128,       // a link is to be copied: cr_share
};

struct Widget {
  std::unique_ptr<ui::App> app;
  int gl = 0;               // the context; 0: there is none to draw with now
  platform::Screen screen;  // of that context
  int width = 1, height = 1;               // backing pixels
  float scale = 1.0f;                      // backing pixels in a CSS pixel
  double last_frame = -1.0;
  int buttons = 0;  // as in PointerEvent.buttons
  bool mac = false;
  platform::Modifiers modifiers;
  std::string inbox, outbox;
  std::string clipboard;
  bool clipboard_written = false;
  ui::App::Answer answer = ui::App::Answer::none;
  std::string learner;      // events, a line each
  std::string lesson;       // the id of the one that is wanted
  ui::App::Share share = ui::App::Share::none;
  ImVec2 caret{0.0f, 0.0f};  // where an input method shows its window
  float caret_height = 16.0f;
};

Widget widget;

const char* put_out(std::string text) {
  widget.outbox = std::move(text);
  return widget.outbox.c_str();
}

const char* read_clipboard(ImGuiContext*) { return widget.clipboard.c_str(); }

void write_clipboard(ImGuiContext*, const char* text) {
  widget.clipboard = text;
  widget.clipboard_written = true;
}

void place_caret(ImGuiContext*, ImGuiViewport*, ImGuiPlatformImeData* data) {
  widget.caret = data->InputPos;
  widget.caret_height = data->InputLineHeight;
}

void set_up_imgui() {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendPlatformName = "chainrule web";
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  io.ConfigMacOSXBehaviors = widget.mac;
  io.ConfigInputTextCursorBlink = false;  // a still widget draws nothing, so a caret must not be caught in its off phase
  ImGuiPlatformIO& platform_io = ImGui::GetPlatformIO();
  platform_io.Platform_GetClipboardTextFn = read_clipboard;
  platform_io.Platform_SetClipboardTextFn = write_clipboard;
  platform_io.Platform_SetImeDataFn = place_caret;
}

void send_modifiers(platform::Modifiers modifiers) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Ctrl, modifiers.ctrl);
  io.AddKeyEvent(ImGuiMod_Shift, modifiers.shift);
  io.AddKeyEvent(ImGuiMod_Alt, modifiers.alt);
  io.AddKeyEvent(ImGuiMod_Super, modifiers.meta);
  widget.modifiers = modifiers;
}

platform::Modifiers modifiers_from_bits(int bits) {
  return {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
}

void press_once(ImGuiKey key) {
  ImGui::GetIO().AddKeyEvent(key, true);
  ImGui::GetIO().AddKeyEvent(key, false);
}

// The shortcut of copy, cut or paste, whatever the real keyboard does meanwhile.
void press_shortcut(ImGuiKey key) {
  const platform::Modifiers held = widget.modifiers;
  platform::Modifiers wanted;
  (widget.mac ? wanted.meta : wanted.ctrl) = true;
  send_modifiers(wanted);
  press_once(key);
  send_modifiers(held);
}

void set_display(ImGuiIO& io) {
  // A thousandth of a pixel more, so that the product, cut to an integer, is the backing size.
  io.DisplaySize = ImVec2((static_cast<float>(widget.width) + 0.001f) / widget.scale,
                          (static_cast<float>(widget.height) + 0.001f) / widget.scale);
  io.DisplayFramebufferScale = ImVec2(widget.scale, widget.scale);
}

void take_learner_events() {
  for (const std::string& event : widget.app->take_learner_events()) widget.learner += event + "\n";
}

int frame_flags() {
  int flags = 0;
  if (widget.app->wants_frames() || platform::has_waiting_input()) flags |= frame_again;
  if (widget.app->take_user_change()) flags |= frame_user_change;
  if (widget.clipboard_written) flags |= frame_clipboard;
  if (ImGui::GetIO().WantTextInput) flags |= frame_text_input;
  if (const auto answer = widget.app->take_answer(); answer != ui::App::Answer::none) widget.answer = answer;
  if (widget.answer != ui::App::Answer::none) flags |= frame_answer;
  take_learner_events();
  if (!widget.learner.empty()) flags |= frame_learner;
  if (std::string wish = widget.app->take_lesson_wish(); !wish.empty()) widget.lesson = std::move(wish);
  if (!widget.lesson.empty()) flags |= frame_lesson;
  if (const auto share = widget.app->take_share_wish(); share != ui::App::Share::none) widget.share = share;
  if (widget.share != ui::App::Share::none) flags |= frame_share;
  return flags;
}

}  // namespace

extern "C" {

// Room for `bytes` of text that the next call reads.
EMSCRIPTEN_KEEPALIVE char* cr_inbox(int bytes) {
  widget.inbox.resize(static_cast<size_t>(bytes));
  return widget.inbox.data();
}

EMSCRIPTEN_KEEPALIVE int cr_outbox_size() { return static_cast<int>(widget.outbox.size()); }

// First of all: makes the widget on the program in the inbox. It computes at once and draws after cr_gl_start. `seed`: a whole number.
EMSCRIPTEN_KEEPALIVE void cr_start(int reduced_motion, int mac, double seed) {
  widget.mac = mac != 0;
  set_up_imgui();
  ui::set_outside_glyphs(platform::browser_glyphs());
  widget.app = std::make_unique<ui::App>(widget.inbox, static_cast<std::uint64_t>(seed));
  widget.app->set_reduced_motion(reduced_motion != 0);
}

// WebGL 2 on the script's canvas, which it has put into `Module.canvas`. 0: there is no WebGL 2.
EMSCRIPTEN_KEEPALIVE int cr_gl_start() {
  widget.gl = chainrule_gl_context();
  if (widget.gl == 0) return 0;
  widget.app->set_renderer(widget.screen.backdrop());
  return widget.screen.start() ? 1 : 0;
}

// The context goes, or is gone already: GL then ignores the deletions.
EMSCRIPTEN_KEEPALIVE void cr_gl_stop() {
  if (widget.gl == 0) return;
  widget.screen.stop();
  chainrule_gl_forget(widget.gl);
  widget.gl = 0;
}

EMSCRIPTEN_KEEPALIVE void cr_resize(int backing_width, int backing_height, double scale) {
  widget.width = backing_width < 1 ? 1 : backing_width;
  widget.height = backing_height < 1 ? 1 : backing_height;
  widget.scale = static_cast<float>(scale);
}

// Draws one frame and says what came of it (FrameFlag).
EMSCRIPTEN_KEEPALIVE int cr_frame(double seconds) {
  if (widget.gl == 0) return 0;
  ImGuiIO& io = ImGui::GetIO();
  set_display(io);
  platform::advance_clock(widget.last_frame < 0.0 ? 1.0 / 60.0 : seconds - widget.last_frame);
  widget.last_frame = seconds;
  ImGui::NewFrame();
  widget.app->frame();
  ImGui::Render();
  widget.screen.draw(*ImGui::GetDrawData(), platform::paper_colour(widget.app->dark(), widget.app->contrast()), widget.width, widget.height);
  return frame_flags();
}

// Input -----------------------------------------------------------------------------------------------------------

// `buttons` as in PointerEvent.buttons; `source` 0 mouse, 1 touch, 2 pen.
EMSCRIPTEN_KEEPALIVE void cr_pointer(double x, double y, int buttons, int source) {
  static constexpr int order[] = {0, 1, 2, 3, 4};  // the bits are in Dear ImGui's order: left, right, middle, ...
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(static_cast<ImGuiMouseSource>(source));
  io.AddMousePosEvent(static_cast<float>(x), static_cast<float>(y));
  for (const int button : order) {
    const bool down = (buttons >> button & 1) != 0;
    if (down != ((widget.buttons >> button & 1) != 0)) io.AddMouseButtonEvent(button, down);
  }
  widget.buttons = buttons;
}

// The pointer has left, or the page took it over: what was pressed is let go outside of everything.
EMSCRIPTEN_KEEPALIVE void cr_pointer_away() {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  for (int button = 0; button < 5; ++button) {
    if ((widget.buttons >> button & 1) != 0) io.AddMouseButtonEvent(button, false);
  }
  widget.buttons = 0;
}

// In notches; up and left are positive. `bits` are the modifiers of this turn: 1 ctrl, 2 shift, 4 alt, 8 meta.
EMSCRIPTEN_KEEPALIVE void cr_wheel(double dx, double dy, int bits) {
  const platform::Modifiers held = widget.modifiers;
  send_modifiers(modifiers_from_bits(bits));
  ImGui::GetIO().AddMouseWheelEvent(static_cast<float>(dx), static_cast<float>(dy));
  send_modifiers(held);
}

// The inbox holds "code\nkey" of a KeyboardEvent. 1: the widget takes it, the page must not act on it.
EMSCRIPTEN_KEEPALIVE int cr_key(int down, int bits) {
  const std::string_view names = widget.inbox;
  const size_t split = names.find('\n');
  if (split == std::string_view::npos) return 0;
  const ImGuiKey key = platform::key_from_dom(names.substr(0, split), names.substr(split + 1));
  const platform::Modifiers modifiers = modifiers_from_bits(bits);
  const bool modifiers_changed = modifiers.ctrl != widget.modifiers.ctrl || modifiers.shift != widget.modifiers.shift ||
                                 modifiers.alt != widget.modifiers.alt || modifiers.meta != widget.modifiers.meta;
  if (modifiers_changed) send_modifiers(modifiers);
  if (key == ImGuiKey_None || (key == ImGuiKey_Tab && down != 0 && (modifiers.shift || !widget.app->takes_tab()))) return 0;
  // Cut, copy and paste come as the page's own clipboard events, from menus too.
  const bool shortcut = widget.mac ? modifiers.meta : modifiers.ctrl;
  const bool clipboard = shortcut && (key == ImGuiKey_C || key == ImGuiKey_X || key == ImGuiKey_V);
  if (!(down != 0 && clipboard)) ImGui::GetIO().AddKeyEvent(key, down != 0);
  return platform::takes_key(key, modifiers, widget.mac, ImGui::GetIO().WantTextInput, widget.app->takes_arrows()) ? 1 : 0;
}

// What a soft keyboard or an input method did: `erase` characters before the caret go, then the inbox's text comes.
EMSCRIPTEN_KEEPALIVE void cr_text(int erase) {
  for (int i = 0; i < erase; ++i) press_once(ImGuiKey_Backspace);
  ImGui::GetIO().AddInputCharactersUTF8(widget.inbox.c_str());
}

EMSCRIPTEN_KEEPALIVE void cr_focus(int focused) {
  send_modifiers({});
  ImGui::GetIO().AddFocusEvent(focused != 0);
}

// The keyboard went to another part of the page: editing ends.
EMSCRIPTEN_KEEPALIVE void cr_end_editing() {
  if (ImGui::GetIO().WantTextInput) ImGui::ClearActiveID();
}

EMSCRIPTEN_KEEPALIVE void cr_copy() { press_shortcut(ImGuiKey_C); }
EMSCRIPTEN_KEEPALIVE void cr_cut() { press_shortcut(ImGuiKey_X); }
EMSCRIPTEN_KEEPALIVE void cr_paste() {
  widget.clipboard = widget.inbox;
  press_shortcut(ImGuiKey_V);
}

// The text that was copied since the last call.
EMSCRIPTEN_KEEPALIVE const char* cr_clipboard() {
  widget.clipboard_written = false;
  return put_out(widget.clipboard);
}

EMSCRIPTEN_KEEPALIVE int cr_cursor() { return ImGui::GetMouseCursor(); }
EMSCRIPTEN_KEEPALIVE double cr_caret_x() { return widget.caret.x; }
EMSCRIPTEN_KEEPALIVE double cr_caret_y() { return widget.caret.y; }
EMSCRIPTEN_KEEPALIVE double cr_caret_height() { return widget.caret_height; }

// The document -----------------------------------------------------------------------------------------------------

EMSCRIPTEN_KEEPALIVE const char* cr_program() { return put_out(widget.app->program()); }
EMSCRIPTEN_KEEPALIVE void cr_set_program() { widget.app->set_program(widget.inbox); }
// The text of a file, which the user has opened. 0: it may not be opened here.
EMSCRIPTEN_KEEPALIVE int cr_open() { return widget.app->open(widget.inbox) ? 1 : 0; }
EMSCRIPTEN_KEEPALIVE const char* cr_trace() { return put_out(widget.app->trace()); }
// Where the inbox's thing stands, as the JSON array [x, y, width, height]; "null" if it is not shown.
EMSCRIPTEN_KEEPALIVE const char* cr_find() {
  float box[4];
  if (!widget.app->find(widget.inbox, box)) return put_out("null");
  std::string text;
  for (const float side : box) text += (text.empty() ? "[" : ",") + format_number(std::round(side * 1000.0) / 1000);
  return put_out(text + "]");
}

// What is to outlive the page, and what earlier had to. 1: the inbox was that, and the widget is as it was then.
EMSCRIPTEN_KEEPALIVE const char* cr_saved() { return put_out(widget.app->saved()); }
EMSCRIPTEN_KEEPALIVE int cr_restore() {
  const bool restored = widget.app->restore(widget.inbox);
  widget.app->take_user_change();
  return restored ? 1 : 0;
}
EMSCRIPTEN_KEEPALIVE void cr_offer() { widget.app->offer_earlier_work(); }
// 1: the earlier work is wanted.
EMSCRIPTEN_KEEPALIVE int cr_answer() { return std::exchange(widget.answer, ui::App::Answer::none) == ui::App::Answer::yes ? 1 : 0; }
// The inbox holds the notice's argument.
EMSCRIPTEN_KEEPALIVE void cr_notify(int which) {
  constexpr Word words[] = {Word::not_kept, Word::file_too_long, Word::file_no_text, Word::file_unread, Word::lesson_unread,
                              Word::copied, Word::copied_long, Word::link_too_long, Word::copy_refused, Word::file_saved, Word::file_handed,
                              Word::import_refused};
  widget.app->notify(words[which], widget.inbox);
}

// Learning: the events since the last call, a line of JSON each; the mark of the exercise as it stands; what the learner has done so far.
EMSCRIPTEN_KEEPALIVE const char* cr_learner() {
  take_learner_events();
  return put_out(std::exchange(widget.learner, {}));
}
EMSCRIPTEN_KEEPALIVE const char* cr_grade() { return put_out(widget.app->grade()); }
EMSCRIPTEN_KEEPALIVE const char* cr_progress() { return put_out(widget.app->progress()); }
EMSCRIPTEN_KEEPALIVE void cr_set_progress() { widget.app->set_progress(widget.inbox); }
// The inbox: a line "id<tab>minutes<tab>title" for each lesson; the lesson that is wanted; "id\nMarkdown" of one that is here, 0: it has
// no page.
EMSCRIPTEN_KEEPALIVE void cr_set_lessons() { widget.app->set_lessons(widget.inbox); }
EMSCRIPTEN_KEEPALIVE const char* cr_lesson() { return put_out(std::exchange(widget.lesson, {})); }
EMSCRIPTEN_KEEPALIVE int cr_open_lesson() {
  const std::string_view text = widget.inbox;
  const std::size_t end = text.find('\n');
  return end != text.npos && widget.app->open_lesson(text.substr(0, end), text.substr(end + 1)) ? 1 : 0;
}

// All that can be read without the picture, as JSON; the inbox's "name\nargument" is done, 0 where it cannot be.
EMSCRIPTEN_KEEPALIVE const char* cr_outline() { return put_out(widget.app->outline()); }
EMSCRIPTEN_KEEPALIVE int cr_act() {
  const std::string_view text = widget.inbox;
  const std::size_t end = text.find('\n');
  return end != text.npos && widget.app->act(text.substr(0, end), text.substr(end + 1)) ? 1 : 0;
}

// The inbox holds a translation, or nothing for English. 0: it has letters that nothing here can draw, and the words stay as they are.
EMSCRIPTEN_KEEPALIVE int cr_set_language() { return widget.app->set_language(widget.inbox) ? 1 : 0; }
// How the wheel zooms here; the inbox names the key to hold.
EMSCRIPTEN_KEEPALIVE const char* cr_zoom_hint() { return put_out(widget.app->language().say(Word::zoom_hint, {widget.inbox})); }
// 1: dark, 2: of high contrast, 3: both.
EMSCRIPTEN_KEEPALIVE void cr_set_colours(int colours) {
  widget.app->set_dark((colours & 1) != 0);
  widget.app->set_contrast((colours & 2) != 0);
}
EMSCRIPTEN_KEEPALIVE void cr_set_reduced_motion(int reduced) { widget.app->set_reduced_motion(reduced != 0); }
// `parts` as App::Part; `flags` 1: read only, 2: links to the program can be copied.
EMSCRIPTEN_KEEPALIVE void cr_set_limits(int parts, int flags) {
  widget.app->set_hidden(static_cast<unsigned>(parts));
  widget.app->set_read_only((flags & 1) != 0);
  widget.app->set_shares((flags & 2) != 0);
}
// Which link is to be copied: 1 the link, 2 an iframe, 3 a tag; from 4 on, what is to be exported (App::Share).
EMSCRIPTEN_KEEPALIVE int cr_share() { return static_cast<int>(std::exchange(widget.share, ui::App::Share::none)); }
EMSCRIPTEN_KEEPALIVE void cr_step(int n) { widget.app->step(n); }
EMSCRIPTEN_KEEPALIVE int cr_steps_done() { return widget.app->steps_done(); }
EMSCRIPTEN_KEEPALIVE int cr_steps() { return widget.app->steps(); }
EMSCRIPTEN_KEEPALIVE void cr_reset() { widget.app->reset(); }

// A host's undo is no user's change: the flag that it may raise is taken here. 1: the program is another.
static int host_change(bool (ui::App::*change)()) {
  const std::string before = widget.app->program();
  (widget.app.get()->*change)();
  const bool changed = widget.app->program() != before;
  if (changed) widget.app->take_user_change();
  return changed ? 1 : 0;
}
EMSCRIPTEN_KEEPALIVE int cr_undo() { return host_change(&ui::App::undo); }
EMSCRIPTEN_KEEPALIVE int cr_redo() { return host_change(&ui::App::redo); }

}  // extern "C"
