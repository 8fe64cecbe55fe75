#include "core/spelling.h"

#include <algorithm>
#include <cstdlib>

namespace chainrule {

int edit_distance(std::string_view a, std::string_view b, int most) {
  const int n = static_cast<int>(a.size()), m = static_cast<int>(b.size());
  if (std::abs(n - m) > most) return most + 1;
  std::vector<std::vector<int>> d(3, std::vector<int>(static_cast<std::size_t>(m) + 1));
  for (int j = 0; j <= m; ++j) d[0][j] = j;
  for (int i = 1; i <= n; ++i) {
    std::vector<int>&row = d[i % 3], &above = d[(i + 2) % 3], &higher = d[(i + 1) % 3];
    row[0] = i;
    for (int j = 1; j <= m; ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], higher[j - 2] + 1);
    }
  }
  return std::min(d[n % 3][m], most + 1);
}

namespace {

std::string without_digits(std::string_view word) {
  std::string out;
  for (char c : word)
    if (c < '0' || c > '9') out += c;
  return out;
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  constexpr std::size_t kShortest = 3, kLongest = 64;
  if (word.size() < kShortest || word.size() > kLongest) return {};
  int best = word.size() >= 6 ? 3 : 2;
  std::string found;
  for (const std::string& candidate : known) {
    if (candidate == word) return {};
    if (candidate.size() < kShortest || without_digits(candidate) == without_digits(word)) continue;
    const int distance = edit_distance(word, candidate, best - 1);
    if (distance >= best) continue;
    best = distance;
    found = candidate;
  }
  return found;
}

std::string as_product(std::string_view word, const std::vector<std::string>& known) {
  std::string out;
  int pieces = 0;
  while (!word.empty()) {
    std::string_view longest;
    for (const std::string& name : known)
      if (name.size() > longest.size() && word.substr(0, name.size()) == name) longest = name;
    if (longest.empty()) return {};
    out += (pieces++ ? "*" : "") + std::string(longest);
    word.remove_prefix(longest.size());
  }
  return pieces > 1 ? out : std::string();
}

}  // namespace chainrule
