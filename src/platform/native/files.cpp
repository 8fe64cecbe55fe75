#include "platform/native/files.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <share.h>
#include <sys/stat.h>
#else
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

#include "core/fields.h"
#include "core/import.h"
#include "core/program.h"
#include "core/text.h"

namespace chainrule::platform {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kHead = "chainrule work 1\n";
constexpr std::size_t kMostWork = std::size_t{1} << 20;  // bytes of a file that is ours
constexpr int kPlaces = 12;

bool read_whole(const std::string& file, std::size_t most, std::string& text) {
  std::FILE* stream = std::fopen(file.c_str(), "rb");
  if (stream == nullptr) return false;
  char buffer[4096];
  text.clear();
  for (std::size_t got; text.size() <= most && (got = std::fread(buffer, 1, sizeof buffer, stream)) > 0;) text.append(buffer, got);
  const bool good = std::ferror(stream) == 0;
  std::fclose(stream);
  return good;
}

bool is_text(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const CodePoint point = code_point_at(bytes, i);
    if (point.value == 0 || (point.value == 0xFFFD && point.bytes == 1)) return false;
    i += static_cast<std::size_t>(point.bytes);
  }
  return true;
}

// "" if the environment does not say it.
std::string folder_in(const char* variable, const char* below) {
  const char* value = std::getenv(variable);
  return value == nullptr || *value == '\0' ? "" : (fs::path(value) / below).string();
}

std::string state_folder() {
#if defined(_WIN32)
  return folder_in("APPDATA", "chainrule");
#elif defined(__APPLE__)
  return folder_in("HOME", "Library/Application Support/chainrule");
#else
  const std::string own = folder_in("XDG_STATE_HOME", "chainrule");
  return own.empty() ? folder_in("HOME", ".local/state/chainrule") : own;
#endif
}

// Held while the process lives. -1: another process has it.
int take_lock(const std::string& file) {
#ifdef _WIN32
  int lock = -1;
  return _sopen_s(&lock, file.c_str(), _O_CREAT | _O_RDWR, _SH_DENYRW, _S_IREAD | _S_IWRITE) == 0 ? lock : -1;
#else
  const int lock = open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
  if (lock >= 0) close(lock);
  return -1;
#endif
}

void give_lock(int lock) {
#ifdef _WIN32
  if (lock >= 0) _close(lock);
#else
  if (lock >= 0) close(lock);
#endif
}

struct Record {
  std::string file, text, saved;
};

bool read_record(const std::string& place, Record& record) {
  std::string all;
  if (!read_whole(place, kMostWork, all) || all.compare(0, kHead.size(), kHead) != 0) return false;
  std::string_view rest = std::string_view(all).substr(kHead.size()), file, text;
  if (!take_field(rest, file) || !take_field(rest, text)) return false;
  record = {std::string(file), std::string(text), std::string(rest)};
  return true;
}

}  // namespace

bool read_program(const std::string& file, std::string& text, Word& why) {
  std::string bytes;
  why = Word::file_unread;
  if (!read_whole(file, limits::text_bytes * 16, bytes)) return false;
  why = Word::file_too_long;
  if (bytes.size() > limits::text_bytes * (is_dot(bytes) ? 16 : 1)) return false;
  why = Word::file_no_text;
  if (!is_text(bytes)) return false;
  text = bytes.compare(0, 3, "\xEF\xBB\xBF") == 0 ? bytes.substr(3) : bytes;  // without the mark of UTF-8
  return true;
}

bool write_whole(const std::string& file, std::string_view bytes) {
  const std::string next = file + ".new";
  std::FILE* stream = std::fopen(next.c_str(), "wb");
  if (stream == nullptr) return false;
  bool good = std::fwrite(bytes.data(), 1, bytes.size(), stream) == bytes.size() && std::fflush(stream) == 0;
#ifndef _WIN32
  good = good && fsync(fileno(stream)) == 0;
#endif
  good = std::fclose(stream) == 0 && good;
  std::error_code problem;
  if (good) fs::rename(next, file, problem);
  if (!good || problem) fs::remove(next, problem), good = false;
  return good;
}

std::string free_path(const std::string& stem, const std::string& extension) {
  std::error_code problem;
  for (const std::string& folder : {fs::current_path(problem).string(), folder_in("HOME", ""), folder_in("USERPROFILE", "")}) {
    const std::string trial = (fs::path(folder) / (stem + extension + ".new")).string();
    if (folder.empty() || fs::exists(trial, problem) || !write_whole(trial, "")) continue;  // nothing can be written there
    fs::remove(trial, problem);
    for (int i = 1; i < 1000; ++i) {
      const fs::path file = fs::path(folder) / (stem + (i == 1 ? "" : "-" + std::to_string(i)) + extension);
      if (!fs::exists(file, problem)) return file.string();
    }
  }
  return stem + extension;
}

std::vector<std::string> paths_like(const std::string& typed) {
  constexpr int kLooked = 10000;
  constexpr std::size_t kMost = 100;
  const std::size_t split = typed.rfind('/') + 1;  // npos + 1 is the begin
  const std::string folder = typed.substr(0, split), begin = typed.substr(split);
  std::vector<std::string> paths;
  std::error_code problem;
  fs::directory_iterator at(folder.empty() ? fs::path(".") : fs::path(folder), fs::directory_options::skip_permission_denied, problem);
  for (int looked = 0; !problem && at != fs::directory_iterator() && looked < kLooked; at.increment(problem), ++looked) {
    const std::string name = at->path().filename().string();
    if (name.compare(0, begin.size(), begin) != 0 || (begin.empty() && name[0] == '.')) continue;
    std::error_code unknown;
    paths.push_back(folder + name + (at->is_directory(unknown) ? "/" : ""));
  }
  std::sort(paths.begin(), paths.end());
  if (paths.size() > kMost) paths.resize(kMost);
  return paths;
}

bool is_there(const std::string& file) {
  std::error_code problem;
  return fs::exists(file, problem);
}

std::string read_state(const std::string& name) {
  const std::string folder = state_folder();
  std::string bytes;
  return !folder.empty() && read_whole((fs::path(folder) / name).string(), kMostWork, bytes) ? bytes : std::string();
}

bool write_state(const std::string& name, std::string_view bytes) {
  const std::string folder = state_folder();
  std::error_code problem;
  if (folder.empty()) return false;
  fs::create_directories(folder, problem);
  return write_whole((fs::path(folder) / name).string(), bytes);
}

Work::Work(const std::string& file, bool resumes) {
  std::error_code problem;
  set_file(file);
  const std::string wanted = file_, folder = state_folder();
  if (folder.empty()) return;
  fs::create_directories(folder, problem);
  fs::file_time_type newest{}, oldest{};
  bool fits = false;
  for (int i = 1; i <= kPlaces; ++i) {
    const std::string place = (fs::path(folder) / ("work-" + std::to_string(i))).string();
    const int lock = take_lock(place + ".lock");
    if (lock < 0) continue;
    Record record;
    const bool there = read_record(place, record);
    const bool same = resumes && there && (wanted.empty() || record.file == wanted);
    const fs::file_time_type time = there ? fs::last_write_time(place, problem) : fs::file_time_type::min();
    // The newest of this file's; else a place with nothing in it, else the oldest.
    const bool better = lock_ < 0 || (same ? !fits || time > newest : !fits && time < oldest);
    if (!better) {
      give_lock(lock);
      continue;
    }
    give_lock(lock_);
    lock_ = lock;
    place_ = place;
    fits = same;
    newest = oldest = time;
    found_ = same ? record.saved : "";
    text_ = same ? record.text : "";
    file_ = same ? record.file : wanted;
  }
}

Work::~Work() { give_lock(lock_); }

bool Work::write(std::string_view text, std::string_view saved) const {
  if (lock_ < 0) return false;
  std::string all(kHead);
  put_field(all, file_);
  put_field(all, text);
  all += saved;
  return write_whole(place_, all);
}

void Work::set_file(const std::string& file) {
  std::error_code problem;
  file_ = file.empty() ? "" : fs::absolute(file, problem).lexically_normal().string();
}

void Work::forget() const {
  std::error_code problem;
  if (lock_ >= 0) fs::remove(place_, problem);
}

}  // namespace chainrule::platform
