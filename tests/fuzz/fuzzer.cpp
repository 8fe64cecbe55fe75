// One libFuzzer program for each target; CHAINRULE_FUZZ_TARGET is its law. Its dictionary is made from the gate table.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "fuzz/laws.h"

using namespace chainrule::test;

namespace {

constexpr double kSlow = 100;  // milliseconds for 64 KiB, without sanitizers

void report() {
  std::fprintf(stderr, "slowest analysis and trace: %.1f ms for %zu bytes\n", slowest.ms, slowest.text.size());
  const char* folder = std::getenv("CHAINRULE_FUZZ_SLOW");  // where to keep the slowest, if it is slow even for a sanitized build
  if (!folder || slowest.ms < kSlow) return;
  const std::string path = std::string(folder) + "/slowest";
  if (std::FILE* file = std::fopen(path.c_str(), "wb")) {
    std::fwrite(slowest.text.data(), 1, slowest.text.size(), file);
    std::fclose(file);
    std::fprintf(stderr, "kept as %s\n", path.c_str());
  }
}

std::string escaped(const std::string& word) {
  std::string out;
  for (const char c : word) {
    char code[8];
    std::snprintf(code, sizeof code, "\\x%02X", static_cast<unsigned char>(c));
    out += code;
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  static std::string option = std::string((*arguments)[0]) + ".dict";
  if (std::FILE* file = std::fopen(option.c_str(), "w")) {
    for (const std::string& word : dictionary()) std::fprintf(file, "\"%s\"\n", escaped(word).c_str());
    std::fclose(file);
  }
  option = "-dict=" + option;
  static std::vector<char*> all(*arguments, *arguments + *count);
  all.push_back(option.data());
  all.push_back(nullptr);
  *arguments = all.data();
  ++*count;
  std::atexit(report);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string broken = CHAINRULE_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  if (broken.empty()) return 0;
  std::fprintf(stderr, "broken law: %s\n", broken.c_str());
  std::abort();
}
