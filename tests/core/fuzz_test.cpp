// Texts that nobody wrote: whatever they are, they are read quickly, without a crash, and all that is said about them lies
// inside them.
#include "core/check.h"
#include "core/trace_reading.h"
#include "support/random.h"
#include "support/random_program.h"
#include "support/share.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

std::string hex(const std::string& text) {
  std::string out;
  for (const char c : text) {
    char buffer[8];
    std::snprintf(buffer, sizeof buffer, "\\x%02x", static_cast<unsigned char>(c));
    out += c >= 0x20 && c < 0x7F ? std::string(1, c) : std::string(buffer);
  }
  return out;
}

void survives(const std::string& text, std::uint64_t seed) {
  INFO("seed ", seed, ": ", hex(text));
  Analysis a = analyse(text, {{"f", "q", "f0", "f1"}, ""});
  const JsonResult read = read_json(trace_json(text, a));
  CHECK_MESSAGE(read.good, read.problem);
  CHECK(a.values.size() == a.graph.nodes.size());
  CHECK((a.graph.output >= 0) == !a.graph.nodes.empty());
  check_places(a, text);
}

}  // namespace

TEST_CASE("random bytes") {
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    Random random(seed);
    std::string text;
    for (int i = random.below(60); i >= 0; --i) text += static_cast<char>(random.below(256));
    survives(text, seed);
  }
}

TEST_CASE("random printable characters") {
  for (std::uint64_t seed = 1; seed <= 1200; ++seed) {
    Random random(seed);
    std::string text;
    const std::string letters = "xyfe()+-*/^=;,\n# .0123456789";
    for (int i = random.below(80); i >= 0; --i) text += letters[static_cast<std::size_t>(random.below(static_cast<int>(letters.size())))];
    survives(text, seed);
  }
}

TEST_CASE("random words of the language") {
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) survives(random_soup(seed, 2 + static_cast<int>(seed % 40)), seed);
  for (std::uint64_t seed = 1; seed <= 3; ++seed) survives(random_soup(seed, 8000), seed);
}

TEST_CASE("good programs with a bite taken out") {
  for (std::uint64_t seed = 1; seed <= 400 / kSlower; ++seed) {
    Random random(seed);
    std::string text = random_program(seed).text;
    for (int bites = 1 + random.below(3); bites > 0 && !text.empty(); --bites) {
      const auto at = static_cast<std::size_t>(random.below(static_cast<int>(text.size())));
      if (random.chance(0.5)) {
        text.erase(at, static_cast<std::size_t>(1 + random.below(4)));
      } else {
        text.insert(at, 1, static_cast<char>(random.below(256)));
      }
    }
    survives(text, seed);
  }
}

TEST_CASE("every beginning of a program is a program") {
  const std::string text = "# neuron\ns(u) = 1/(1+exp(-u))\nw = 2; x = -1, b = 0.5\nf = s(w x + b)^2 − max(α, 2x)\n";
  for (std::size_t length = 0; length <= text.size(); ++length) survives(text.substr(0, length), length);
}
