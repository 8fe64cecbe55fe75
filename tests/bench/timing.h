// Medians of processor time, taken in turns, so that a machine that is busy with something else disturbs all of them alike.
#pragma once

#include <algorithm>
#include <ctime>
#include <functional>
#include <vector>

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

namespace chainrule::bench {

#ifdef __EMSCRIPTEN__  // whose clock() does not know what else the machine does
inline double now() {
  return EM_ASM_DOUBLE({
    const used = process.cpuUsage();
    return 1000 * (used.user + used.system);
  });
}
#else
inline double now() { return static_cast<double>(std::clock()) * (1e9 / CLOCKS_PER_SEC); }
#endif

// Nanoseconds of one call of each, the median of `rounds`. In each round everything is called for about `slice` ns.
inline std::vector<double> time_in_turns(const std::vector<std::function<void()>>& all, int rounds = 25, double slice = 4e6) {
  std::vector<int> calls;
  for (const auto& call : all) {
#ifdef __EMSCRIPTEN__  // the engine compiles what is hot once more, in threads whose time counts too
    for (const double begin = now(); now() - begin < 2e8;) call();
#endif
    int count = 0;
    const double begin = now();
    do {
      call();
      ++count;
    } while (now() - begin < slice);
    calls.push_back(count);
  }
  std::vector<std::vector<double>> times(all.size());
  for (int round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < all.size(); ++i) {
      const double begin = now();
      for (int k = 0; k < calls[i]; ++k) all[i]();
      times[i].push_back((now() - begin) / calls[i]);
    }
  std::vector<double> medians;
  for (std::vector<double>& t : times) {
    std::nth_element(t.begin(), t.begin() + rounds / 2, t.end());
    medians.push_back(t[static_cast<std::size_t>(rounds / 2)]);
  }
  return medians;
}

}  // namespace chainrule::bench
