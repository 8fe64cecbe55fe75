// The trace of two hundred programs against values and gradients from elsewhere, and against itself.
#include "core/oracle.h"
#include "core/trace_reading.h"

using namespace chainrule;
using namespace chainrule::test;

TEST_CASE("values and gradients of two hundred programs") {
  for (const Json& c : oracle()) {
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
