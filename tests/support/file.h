// Data that lies beside the tests.
#pragma once

#include <dirent.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

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

// The paths of all files in a folder, in order; none where there is no such folder.
inline std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> files;
  DIR* open = opendir(folder.c_str());
  if (!open) return files;
  while (const dirent* entry = readdir(open))
    if (entry->d_name[0] != '.') files.push_back(folder + "/" + entry->d_name);
  closedir(open);
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace chainrule::test
