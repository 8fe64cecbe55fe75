// The gate table with one derivative broken on purpose, each in turn: the laws of the gates must notice every one.
// This program has the table compiled in a second time, so that a row can be changed while it runs; the rest of the core is the
// library as it is.
#define gate good_gate
#include "core/gates.cpp"
#undef gate

#include <doctest/doctest.h>

#include <string>

#include "core/check.h"

namespace chainrule {

const Gate& gate(Op op);

namespace {

Op planted_op = Op::count;
Gate planted_row;

}  // namespace

const Gate& gate(Op op) { return op == planted_op ? planted_row : good_gate(op); }

}  // namespace chainrule

#include "core/gate_laws.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

// One mistake, for as long as it is in scope.
struct Plant {
  Plant(Op op, int place, std::string mistake, bool in_exact) : text(std::move(mistake)) {
    planted_row = good_gate(op);
    (in_exact ? planted_row.exact : planted_row.local)[place] = text.c_str();
    planted_op = op;
  }
  ~Plant() { planted_op = Op::count; }
  Plant(const Plant&) = delete;
  std::string text;
};

const std::vector<std::string> kMistakes = {"-(#)", "1.1*(#)", "(#) + 0.01", "2*(#)", "0*a"};

std::string mistaken(const std::string& pattern, const std::string& formula) {
  const std::size_t at = pattern.find('#');
  return at == std::string::npos ? pattern : pattern.substr(0, at) + formula + pattern.substr(at + 1);
}

// Calls `law` with each derivative of the table.
template <class Law>
void for_derivatives(Law law) {
  for (const Domain& domain : gate_domains()) {
    const Op op = op_named(domain.gate);
    for (int place = 0; place < good_gate(op).arity; ++place) law(op, place);
  }
}

}  // namespace

TEST_CASE("the table as it is passes") {
  for_derivatives([](Op op, int place) {
    if (place > 0) return;
    const std::vector<std::string> failures = gate_failures(op);
    CHECK_MESSAGE(failures.empty(), good_gate(op).name, ": ", failures.empty() ? "" : failures[0]);
  });
}

TEST_CASE("every broken derivative is noticed") {
  int planted = 0;
  for_derivatives([&](Op op, int place) {
    for (const std::string& pattern : kMistakes) {
      const Plant plant(op, place, mistaken(pattern, good_gate(op).local[place]), false);
      INFO(good_gate(op).name, ", operand ", place + 1, ": ", plant.text, " in place of ", good_gate(op).local[place]);
      CHECK(gate_failures(op).size() > 0);
      ++planted;
    }
  });
  CHECK(planted > 150);
}

TEST_CASE("a broken exact form is noticed") {
  int planted = 0;
  for_derivatives([&](Op op, int place) {
    if (!*good_gate(op).exact[place]) return;
    for (const std::string& pattern : kMistakes) {
      const Plant plant(op, place, mistaken(pattern, good_gate(op).exact[place]), true);
      INFO(good_gate(op).name, ", operand ", place + 1, ": ", plant.text, " in place of ", good_gate(op).exact[place]);
      CHECK(gate_failures(op).size() > 0);
      ++planted;
    }
  });
  CHECK(planted >= 15);
}

TEST_CASE("the gradient check itself disagrees with a broken derivative") {
  const std::string program = "x = 0.4; y = 1.7; h = tanh(x*y); f = h*h + x/y";
  auto disagreeing = [&] {
    int count = 0;
    for (const CheckRow& row : check_gradients(analyse(program))) count += row.verdict == Verdict::disagrees;
    return count;
  };
  CHECK(disagreeing() == 0);
  for (const char* name : {"mul", "div", "tanh"}) {
    const Op op = op_named(name);
    const bool exact = *good_gate(op).exact[0] != 0;
    const Plant plant(op, 0, mistaken("1.001*(#)", (exact ? good_gate(op).exact : good_gate(op).local)[0]), exact);
    INFO(plant.text);
    CHECK(disagreeing() > 0);
  }
}
