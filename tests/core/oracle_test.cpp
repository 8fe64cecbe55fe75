// Two hundred programs whose values and gradients were computed elsewhere, with forty digits.
#include <cstdlib>

#include "core/trace_reading.h"
#include "support/file.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

// One JSON object a line.
std::vector<Json> oracle() {
  std::vector<Json> cases;
  const std::string text = file_text(CHAINRULE_TEST_DIR "/data/gradients.jsonl");
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const JsonResult line = read_json(std::string_view(text).substr(at, end - at));
    CHECK_MESSAGE(line.good, line.problem);
    cases.push_back(line.value);
    at = end + 1;
  }
  return cases;
}

double decimal(const Json& json) { return std::strtod(json.string.c_str(), nullptr); }

}  // namespace

TEST_CASE("values and gradients of two hundred programs") {
  const std::vector<Json> cases = oracle();
  CHECK(cases.size() == 200);
  for (const Json& c : cases) {
    INFO(c["program"].string);
    const Json trace = trace_of(c["program"].string);
    CHECK(trace["output"].string == c["output"].string);
    CHECK(near(value_of(trace, c["output"].string), decimal(c["value"])));
    CHECK(c["grads"].members.size() > 0);
    for (const auto& entry : c["grads"].members) {
      const auto& name = entry.first;  // clang 14 cannot use a structured binding inside INFO
      const auto& grad = entry.second;
      INFO("d", c["output"].string, "/d", name, " = ", grad.string, ", not ", grad_of(trace, name));
      CHECK(near(grad_of(trace, name), decimal(grad)));
    }
  }
}

TEST_CASE("formulas and sums of two hundred programs") {
  for (const Json& c : oracle()) {
    INFO(c["program"].string);
    const Json trace = trace_of(c["program"].string);
    check_sums(trace);
    check_formulas(trace);
  }
}
