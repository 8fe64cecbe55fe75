// Data that lies beside the tests.
#pragma once

#include <cstdio>
#include <string>

namespace chainrule::test {

// Empty where there is no such file.
inline std::string file_text(const std::string& path) {
  std::string text;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return text;
  char buffer[4096];
  while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, file)) text.append(buffer, got);
  std::fclose(file);
  return text;
}

}  // namespace chainrule::test
