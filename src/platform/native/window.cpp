#include "platform/native/window.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <vector>

#include "core/import.h"
#include "imgui.h"
#include "imgui_impl_glfw.h"
#include "export/formats.h"
#include "platform/frame.h"
#include "platform/native/files.h"
#include "platform/native/languages.h"
#include "platform/native/lessons.h"
#include "platform/screen.h"
#include "ui/app.h"
#include "ui/files.h"

namespace chainrule::platform {

namespace {

constexpr int first_width = 1280;  // in units of the desktop, at a content scale of 1
constexpr int first_height = 800;
constexpr int settle_frames = 3;           // the frame that sees an input, and two more
constexpr double longest_wait = 60.0;      // seconds without an event until the loop looks around
constexpr double idle_when_hidden = 0.1;   // seconds
constexpr double write_delay = 0.3;        // seconds from the last change until the work is written

struct Window {
  GLFWwindow* handle = nullptr;
  float ratio = 1.0f;  // window units in one unit of the interface: 1 where the desktop scales windows itself
  int due = settle_frames;
  ui::App* app = nullptr;
  std::string file;                     // where Ctrl+S saves; "": the program has none yet
  std::unique_ptr<Work> work, earlier;  // earlier: what is offered
  std::string written;                  // of the work, as App::saved() gave it
  double write_at = -1.0;               // by GLFW's clock; negative: nothing is to be written
  bool changed = false;                 // by the user: there is work
  bool told = false;                    // that it cannot be kept
};

Window* window_of(GLFWwindow* handle) { return static_cast<Window*>(glfwGetWindowUserPointer(handle)); }

void report_glfw(int code, const char* text) { std::fprintf(stderr, "chainrule: window system: %s (%d)\n", text, code); }

int whole_number(const char* name) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::atoi(text) : 0;
}

// Files -------------------------------------------------------------------------------------------------------------

void name_window(Window& window, const std::string& file) {
  window.file = file;
  window.work->set_file(file);
  glfwSetWindowTitle(window.handle, file.empty() ? "Chainrule" : file.c_str());
}

class WindowFiles : public ui::Files {
 public:
  explicit WindowFiles(Window& window) : window_(window) {}
  std::string own() const override { return window_.file; }
  std::string fresh(const std::string& ending) const override { return free_path("program", ending); }
  std::vector<std::string> paths(const std::string& typed) const override { return paths_like(typed); }
  bool exists(const std::string& path) const override { return is_there(path); }
  Word open(const std::string& path) override {
    std::string text;
    Word why;
    if (!read_program(path, text, why)) return why;
    const Imported other = imported(text, path);
    if (!other.problem.empty()) {
      window_.app->notify(Word::import_refused, placed_problem(text, other, path));
      return Word::count;
    }
    if (!window_.app->open(other.program)) return Word::count;  // it has said why
    name_window(window_, window_.app->program() == text ? path : "");  // "": the file has it in another form, and Ctrl+S asks for a path
    return Word::count;
  }
  Word save(const std::string& path) override {
    if (!write_whole(path, window_.app->program())) return Word::file_unsaved;
    name_window(window_, path);
    return Word::count;
  }
  std::string exported(std::string_view format, bool dark) const override {
    const exports::Format* found = exports::find_format(format);
    return found ? found->written(window_.app->program(), dark) : std::string();
  }
  Word write(const std::string& path, std::string_view bytes) override { return write_whole(path, bytes) ? Word::count : Word::file_unsaved; }

 private:
  Window& window_;
};

void open_dropped(Window& window, const std::string& file) {
  const Word why = WindowFiles(window).open(file);
  if (why != Word::count) window.app->notify(why, file);
}

// Takes up what was found, or offers it where the file says otherwise.
void resume(Window& window, const Launch& launch) {
  window.work = std::make_unique<Work>(launch.file, !launch.given || !launch.file.empty());
  const Work& work = *window.work;
  if (work.found().empty()) return;
  if (!launch.given || work.text() == launch.program) {
    window.changed = window.app->restore(work.found());
    window.app->take_user_change();
    if (window.changed && !work.file().empty()) name_window(window, std::string(work.file()));
  } else {
    window.earlier = std::move(window.work);
    window.work = std::make_unique<Work>(launch.file, false);
    window.app->offer_earlier_work();
  }
}

void take_answer(Window& window) {
  const ui::App::Answer answer = window.app->take_answer();
  if (answer == ui::App::Answer::none || !window.earlier) return;
  if (answer == ui::App::Answer::yes && !window.app->restore(window.earlier->found())) return;
  window.earlier->forget();
  window.earlier.reset();
}

void write_work(Window& window) {
  window.write_at = -1.0;
  std::string saved = window.app->saved();
  if (!window.changed || saved == window.written) return;
  if (!window.work->write(window.app->program(), saved) && !window.told) {
    window.told = true;
    window.due = settle_frames;
    window.app->notify(Word::not_kept);
  }
  window.written = std::move(saved);
}

// After a frame.
void follow_work(Window& window) {
  take_answer(window);
  const bool changed = window.app->take_user_change();
  window.changed = window.changed || changed;
  if (changed || window.write_at < 0.0) window.write_at = glfwGetTime() + write_delay;
}

// Events ------------------------------------------------------------------------------------------------------------
// Each one goes to Dear ImGui's own callback and asks for frames.

void on_pointer(GLFWwindow* handle, double x, double y) {
  Window& window = *window_of(handle);
  window.due = settle_frames;
  ImGui_ImplGlfw_CursorPosCallback(handle, x / window.ratio, y / window.ratio);
}
void on_enter(GLFWwindow* handle, int entered) {
  window_of(handle)->due = settle_frames;
  ImGui_ImplGlfw_CursorEnterCallback(handle, entered);
}
void on_button(GLFWwindow* handle, int button, int action, int modifiers) {
  window_of(handle)->due = settle_frames;
  ImGui_ImplGlfw_MouseButtonCallback(handle, button, action, modifiers);
}
void on_wheel(GLFWwindow* handle, double dx, double dy) {
  window_of(handle)->due = settle_frames;
  ImGui_ImplGlfw_ScrollCallback(handle, dx, dy);
}
void on_key(GLFWwindow* handle, int key, int scancode, int action, int modifiers) {
  window_of(handle)->due = settle_frames;
  ImGui_ImplGlfw_KeyCallback(handle, key, scancode, action, modifiers);
}
void on_character(GLFWwindow* handle, unsigned int character) {
  window_of(handle)->due = settle_frames;
  ImGui_ImplGlfw_CharCallback(handle, character);
}
void on_focus(GLFWwindow* handle, int focused) {
  window_of(handle)->due = settle_frames;
  ImGui_ImplGlfw_WindowFocusCallback(handle, focused);
}
void on_drop(GLFWwindow* handle, int count, const char** files) {
  window_of(handle)->due = settle_frames;
  if (count > 0) open_dropped(*window_of(handle), files[0]);
}
void on_damage(GLFWwindow* handle) { window_of(handle)->due = settle_frames; }
void on_resize(GLFWwindow* handle, int, int) { window_of(handle)->due = settle_frames; }
void on_scale(GLFWwindow* handle, float, float) { window_of(handle)->due = settle_frames; }

void install_callbacks(GLFWwindow* handle) {
  glfwSetCursorPosCallback(handle, on_pointer);
  glfwSetCursorEnterCallback(handle, on_enter);
  glfwSetMouseButtonCallback(handle, on_button);
  glfwSetScrollCallback(handle, on_wheel);
  glfwSetKeyCallback(handle, on_key);
  glfwSetCharCallback(handle, on_character);
  glfwSetWindowFocusCallback(handle, on_focus);
  glfwSetDropCallback(handle, on_drop);
  glfwSetWindowRefreshCallback(handle, on_damage);
  glfwSetFramebufferSizeCallback(handle, on_resize);
  glfwSetWindowContentScaleCallback(handle, on_scale);
}

// Scale -------------------------------------------------------------------------------------------------------------

// Where a window's unit is a pixel (X11, Windows) the interface is scaled by us; where the desktop does it (macOS,
// Wayland) the framebuffer is larger than the window by the content scale, and the ratio is 1.
float interface_ratio(GLFWwindow* handle) {
  float content_scale = 1.0f;
  int width = 0, pixels = 0;
  glfwGetWindowContentScale(handle, &content_scale, nullptr);
  glfwGetWindowSize(handle, &width, nullptr);
  glfwGetFramebufferSize(handle, &pixels, nullptr);
  if (width <= 0 || pixels <= 0 || content_scale <= 0.0f) return 1.0f;
  return content_scale * static_cast<float>(width) / static_cast<float>(pixels);
}

void set_display(Window& window) {
  window.ratio = interface_ratio(window.handle);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(io.DisplaySize.x / window.ratio, io.DisplaySize.y / window.ratio);
  io.DisplayFramebufferScale =
      ImVec2(io.DisplayFramebufferScale.x * window.ratio, io.DisplayFramebufferScale.y * window.ratio);
}

// Frames ------------------------------------------------------------------------------------------------------------

bool write_picture(const char* path, int width, int height) {
  const size_t row = static_cast<size_t>(width) * 3;
  std::vector<unsigned char> pixels(row * static_cast<size_t>(height));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
  std::FILE* file = std::fopen(path, "wb");
  if (file == nullptr) return false;
  std::fprintf(file, "P6\n%d %d\n255\n", width, height);
  bool good = true;
  for (int y = height - 1; y >= 0; --y) {  // OpenGL's first row is the lowest
    good = std::fwrite(&pixels[static_cast<size_t>(y) * row], 1, row, file) == row && good;
  }
  return std::fclose(file) == 0 && good;
}

// Draws into the back buffer. The clock is GLFW's, not the backend's: see advance_clock.
void draw(Window& window, ui::App& app, Screen& screen, double& last_frame) {
  ImGui_ImplGlfw_NewFrame();
  set_display(window);
  const double now = glfwGetTime();
  advance_clock(last_frame < 0.0 ? 1.0 / 60.0 : now - last_frame);
  last_frame = now;
  ImGui::NewFrame();
  app.frame();
  ImGui::Render();
  int width = 0, height = 0;
  glfwGetFramebufferSize(window.handle, &width, &height);
  screen.draw(*ImGui::GetDrawData(), paper_colour(app.dark()), width, height);
}

// Sleeps until something happens, unless a frame is due.
void wait_for_events(const Window& window, const ui::App& app) {
  const double until_write = window.write_at < 0.0 ? longest_wait : std::max(window.write_at - glfwGetTime(), 0.001);
  if (glfwGetWindowAttrib(window.handle, GLFW_ICONIFIED) != 0) {
    glfwWaitEventsTimeout(idle_when_hidden);
  } else if (window.due > 0 || app.wants_frames() || has_waiting_input()) {
    glfwPollEvents();
  } else {
    glfwWaitEventsTimeout(std::min(until_write, longest_wait));
  }
}

int run_loop(Window& window, ui::App& app, Screen& screen) {
  const int last = whole_number("CHAINRULE_FRAMES");
  const char* shot = std::getenv("CHAINRULE_SHOT");
  const char* drop = std::getenv("CHAINRULE_DROP");
  double last_frame = -1.0;
  for (int count = 0; glfwWindowShouldClose(window.handle) == 0;) {
    if (last > 0) window.due = settle_frames;  // a test waits for nothing
    wait_for_events(window, app);
    if (window.write_at >= 0.0 && glfwGetTime() >= window.write_at) write_work(window);
    if (window.due <= 0 && !app.wants_frames() && !has_waiting_input()) continue;
    if (window.due > 0) --window.due;
    draw(window, app, screen, last_frame);
    follow_work(window);
    follow_learning(app);
    ++count;
    if (count == 1 && drop != nullptr) on_drop(window.handle, 1, &drop);
    if (count == 2 && whole_number("CHAINRULE_SAVE") > 0) app.save();
    if (count == 8 && whole_number("CHAINRULE_SAVE") > 0) on_key(window.handle, GLFW_KEY_ENTER, 0, GLFW_PRESS, 0);  // to the path it asks for
    if (last > 0 && count >= last) {
      int width = 0, height = 0;
      glfwGetFramebufferSize(window.handle, &width, &height);
      if (shot != nullptr && !write_picture(shot, width, height)) {
        std::fprintf(stderr, "chainrule: cannot write %s\n", shot);
        return 1;
      }
      return 0;
    }
    glfwSwapBuffers(window.handle);
  }
  return 0;
}

// Starting and ending -----------------------------------------------------------------------------------------------

GLFWwindow* open_window(const std::string& title) {
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);  // macOS gives no 3.3 without
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  // The name that chainrule.desktop has: by it a desktop finds the icon. The default is the title, which is a file's name.
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "chainrule");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "chainrule");
#ifdef GLFW_WAYLAND_APP_ID
  glfwWindowHintString(GLFW_WAYLAND_APP_ID, "chainrule");
#endif
  return glfwCreateWindow(first_width, first_height, title.c_str(), nullptr, nullptr);
}

void set_up_imgui(GLFWwindow* handle) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigInputTextCursorBlink = false;  // a still window draws nothing, so a caret must not be caught in its off phase
  ImGui_ImplGlfw_InitForOpenGL(handle, false);
  install_callbacks(handle);
}

void tear_down_imgui() {
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
}

}  // namespace

int run_window(const Launch& launch) {
  glfwSetErrorCallback(report_glfw);
  if (glfwInit() == GLFW_FALSE) {
    std::fprintf(stderr, "chainrule: there is no window system; trace, check and export work without one\n");
    return 1;
  }
  Window window;
  window.handle = open_window(launch.title);
  if (window.handle == nullptr) {
    std::fprintf(stderr, "chainrule: no window with OpenGL 3.3 could be opened\n");
    glfwTerminate();
    return 1;
  }
  glfwSetWindowUserPointer(window.handle, &window);
  glfwMakeContextCurrent(window.handle);
  glfwSwapInterval(1);
  set_up_imgui(window.handle);
  int code = 0;
  Screen screen;
  if (screen.start()) {
    ui::set_outside_glyphs(system_glyphs(launch.language));
    outline_with_system_fonts();
    ui::App app(launch.program, std::random_device()());
    app.set_renderer(screen.backdrop());
    if (!app.set_language(translation(launch.language)))
      std::fprintf(stderr, "chainrule: no font that is known here has the letters of '%s'; going on in English (Debian: install fonts-noto-cjk)\n",
                   launch.language.c_str());
    const char* theme = std::getenv("CHAINRULE_THEME");
    app.set_dark(theme != nullptr && std::strcmp(theme, "dark") == 0);
    window.app = &app;
    WindowFiles files(window);
    app.set_files(&files);
    app.set_importer([](std::string_view text) {
      Imported other = imported(text);
      other.problem = placed_problem(text, other);
      return other;
    });
    window.file = launch.file;
    resume(window, launch);
    begin_learning(app);
    code = run_loop(window, app, screen);
    write_work(window);
  } else {
    std::fprintf(stderr, "chainrule: the graphics driver refuses a shader: %s\n", screen.problem());
    code = 1;
  }
  screen.stop();
  tear_down_imgui();
  glfwDestroyWindow(window.handle);
  glfwTerminate();
  return code;
}

}  // namespace chainrule::platform
