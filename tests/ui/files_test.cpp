// Programs in files, where the platform has them by their paths.
#include <map>

#include "ui/by_hand.h"
#include "ui/files.h"

using namespace chainrule;
using namespace chainrule::ui::test;

namespace {

class Folder : public ui::Files {
 public:
  explicit Folder(ui::App& app) : app_(app) { app.set_files(this); }

  std::map<std::string, std::string> files{{"a/long name.chain", "x = 1"}, {"a/sum.chain", kSum}, {"b.chain", "f = 2*y"}};
  std::string now;
  bool full = false;

  std::string own() const override { return now; }
  std::string fresh(const std::string& ending) const override { return "program" + ending; }
  std::string exported(std::string_view format, bool dark) const override { return std::string(format) + (dark ? " dark " : " light ") + app_.program(); }
  Word write(const std::string& path, std::string_view bytes) override {
    if (full) return Word::file_unsaved;
    files[path] = bytes;
    return Word::count;
  }
  std::vector<std::string> paths(const std::string& typed) const override {
    std::vector<std::string> found;
    for (const auto& file : files) {
      if (file.first.compare(0, typed.size(), typed) != 0) continue;
      const std::string path = file.first.substr(0, std::min(file.first.find('/', typed.size()), file.first.size() - 1) + 1);
      if (found.empty() || found.back() != path) found.push_back(path);
    }
    return found;
  }
  bool exists(const std::string& path) const override { return files.count(path) > 0; }
  Word open(const std::string& path) override {
    if (files[path].empty()) return Word::file_unread;
    app_.open(files[path]);
    now = path;
    return Word::count;
  }
  Word save(const std::string& path) override {
    if (full) return Word::file_unsaved;
    files[now = path] = app_.program();
    return Word::count;
  }

 private:
  ui::App& app_;
};

}  // namespace

TEST_CASE("a file is opened by its path, which is completed, and that can be undone") {
  for (const bool by_mouse : {true, false}) {
    INFO("by mouse: ", by_mouse);
    Window w(kTwo);
    Folder folder(w.app());
    if (by_mouse) {
      menu(w, "card:f", "palette");
      type(w, "open a");
      w.click("row:file");
      w.click("row:a/");
      w.click("row:a/sum.chain");
    } else {
      w.key(ImGuiKey_O, true);
      answer(w, "a");
      answer(w, "s");
    }
    CHECK(w.text() == kSum);
    w.app().undo();
    CHECK(w.text() == kTwo);
  }
}

TEST_CASE("where there is no file yet its path is asked for, and another file is replaced at the second time only") {
  Window w(kTwo);
  Folder folder(w.app());
  w.key(ImGuiKey_S, true);
  enter(w);
  CHECK(folder.files["program.chain"] == kTwo);
  CHECK(w.place("notice").found);
  w.click("card:x");
  w.key(ImGuiKey_UpArrow, true);
  w.key(ImGuiKey_S, true);  // it has one now
  CHECK_FALSE(w.place("picker").found);
  CHECK(folder.files["program.chain"] == w.text());
  folder.now.clear();
  w.key(ImGuiKey_S, true);
  w.key(ImGuiKey_A, true);
  type(w, "b");
  w.key(ImGuiKey_Tab);
  enter(w);
  CHECK(folder.files["b.chain"] == "f = 2*y");
  CHECK(w.place("picker").found);
  enter(w);
  CHECK(folder.files["b.chain"] == w.text());
  CHECK_FALSE(w.place("picker").found);
}

TEST_CASE("what cannot be read or written changes nothing, and says so") {
  Window w(kTwo);
  Folder folder(w.app());
  folder.files["c"] = "";
  w.key(ImGuiKey_O, true);
  answer(w, "c");
  CHECK(w.text() == kTwo);
  CHECK(w.place("notice").found);
  folder.full = true;
  w.app().save();
  w.settle();
  enter(w);
  CHECK(w.place("picker").found);
  CHECK(folder.files.count("program.chain") == 0);
}

TEST_CASE("where there are no files no act is offered for them") {
  Window w(kTwo);
  w.key(ImGuiKey_O, true);
  w.key(ImGuiKey_S, true);
  w.app().save();
  w.settle();
  CHECK_FALSE(w.place("picker").found);
  w.key(ImGuiKey_K, true);
  type(w, "open a");
  CHECK_FALSE(w.place("row:file").found);
}

TEST_CASE("the program is exported in the format that is chosen, to a path whose ending can choose another") {
  Window w(kTwo);
  Folder folder(w.app());
  w.app().set_dark(true);
  w.key(ImGuiKey_K, true);
  answer(w, "export");
  CHECK(w.place("row:svg").found);
  CHECK(w.place("row:csv").found);
  answer(w, "tikz");
  enter(w);
  CHECK(folder.files["program.tikz"] == std::string("tikz dark ") + kTwo);
  CHECK(w.place("notice").found);
  CHECK(folder.now == "");  // the program's own file is another
  CHECK(w.text() == kTwo);
  for (const auto& wanted : {std::pair<std::string, std::string>{"a/picture.png", "png dark "}, {"my.py", "python dark "}, {"copy.chain", ""}}) {
    w.key(ImGuiKey_K, true);
    answer(w, "export");
    answer(w, "svg");
    w.settle();  // its path is asked for
    w.key(ImGuiKey_A, true);
    answer(w, wanted.first);
    CHECK_MESSAGE(folder.files[wanted.first] == wanted.second + kTwo, wanted.first);
  }
}

TEST_CASE("an ending that is no format's, a file that is there and a folder that is full are refused with words") {
  Window w(kTwo);
  Folder folder(w.app());
  auto exported_to = [&](const std::string& path) {
    w.key(ImGuiKey_Escape);
    w.key(ImGuiKey_K, true);
    answer(w, "export");
    answer(w, "svg");
    w.settle();  // its path is asked for
    w.key(ImGuiKey_A, true);
    answer(w, path);
    return !w.place("picker").found;
  };
  CHECK_FALSE(exported_to("picture.bmp"));
  CHECK_FALSE(exported_to("picture"));
  folder.files["there.svg"] = "other";
  CHECK_FALSE(exported_to("there.svg"));
  CHECK(folder.files["there.svg"] == "other");
  enter(w);  // once more
  CHECK(folder.files["there.svg"] == std::string("svg light ") + kTwo);
  folder.full = true;
  CHECK_FALSE(exported_to("new.svg"));
  CHECK(folder.files.count("picture.bmp") + folder.files.count("picture") + folder.files.count("new.svg") == 0);
}

TEST_CASE("the program is copied as LaTeX, TikZ or PyTorch, and no picture of pixels is offered for that") {
  Window w(kTwo);
  Folder folder(w.app());
  for (const std::string format : {"latex", "tikz", "python"}) {
    w.key(ImGuiKey_K, true);
    answer(w, "copy as");
    CHECK(w.place("row:svg").found);
    CHECK_FALSE(w.place("row:png").found);
    answer(w, format);
    CHECK(Window::clipboard() == format + " light " + kTwo);
    CHECK(w.place("notice").found);
  }
  w.app().set_hidden(ui::App::exports_part);
  w.key(ImGuiKey_K, true);
  type(w, "export");
  CHECK_FALSE(w.place("row:export").found);
}

TEST_CASE("what says that a link is too long asks for the path of a file") {
  Window w(kSum);
  Folder folder(w.app());
  w.app().notify(Word::link_too_long, "40000");
  w.settle();
  w.click("button:save");
  w.settle();
  CHECK_FALSE(w.place("notice").found);
  w.key(ImGuiKey_Enter);
  w.settle();
  CHECK(folder.files["program.chain"] == kSum);
}
