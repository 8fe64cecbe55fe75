// Graphs built from nothing.
#include <algorithm>

#include "core/number.h"
#include "support/json.h"
#include "ui/by_hand.h"

using namespace chainrule::ui::test;

TEST_CASE("from an empty canvas a gate comes by the button, with inputs of its own") {
  Window w("");
  w.click("button:add");
  w.click("row:mul");
  CHECK(w.text() == "u = 1; v = 1\na = u*v");
}

namespace {

using chainrule::test::Json;

std::vector<Json> nodes_of(const std::string& trace) { return chainrule::test::read_json(trace).value["nodes"].items; }

std::vector<std::string> inputs_of(Window& w) {
  std::vector<std::string> names;
  for (const Json& node : nodes_of(w.app().trace()))
    if (node["gate"].string == "input") names.push_back(node["name"].string);
  return names;
}

// The gates with their numbers, whatever the nodes are called.
std::vector<std::string> numbers_of(const std::string& trace) {
  std::vector<std::string> all;
  for (const Json& node : nodes_of(trace)) {
    std::string line = node["gate"].string + " " + chainrule::format_number(node["value"].real()) + " " + chainrule::format_number(node["grad"].real());
    for (const Json& local : node["locals"].items) line += " " + chainrule::format_number(local["downstream"].real());
    all.push_back(line);
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::string typed_neuron() {
  Window w("f = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))\nw0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3");
  return w.app().trace();
}

}  // namespace

TEST_CASE("the neuron is built by mouse in at most 25 clicks and drags, without typing") {
  Window w("");
  int hands = 0;
  auto click = [&](const std::string& what) {
    w.click(what);
    ++hands;
  };
  auto drag = [&](const std::string& from, ImVec2 by) {
    const Place at = w.place(from);
    INFO(from);
    REQUIRE(at.found);
    w.drag(at.middle(), by);
    ++hands;
  };
  auto grow = [&](const std::string& from, const std::string& gate) {
    const Place at = w.place("out:" + from);
    drag("out:" + from, {30, w.place("button:add").y - 40 - at.middle().y});
    click("row:" + gate);
  };
  click("button:add");
  click("row:mul");
  w.click(ImVec2(500, 100));
  ++hands;
  click("button:add");
  click("row:mul");
  grow("a", "add");
  const ImVec2 from = w.place("out:b").middle(), to = w.place("in:c:1").middle();
  drag("out:b", {to.x - from.x, to.y - from.y});
  grow("c", "add");
  grow("d", "neg");
  grow("g", "exp");
  grow("h", "shift");
  grow("k", "recip");
  INFO(w.text());
  const std::vector<std::string> inputs = inputs_of(w);
  REQUIRE(inputs.size() == 5);
  const float steps[] = {10, -20, -40, -30, -40};  // from 1, by tenths
  for (std::size_t i = 0; i < 5; ++i) drag("value:" + inputs[i], {4 * steps[i], 0});
  CHECK(numbers_of(w.app().trace()) == numbers_of(typed_neuron()));
  CHECK(hands <= 25);
}

TEST_CASE("the neuron is built by keys alone") {
  Window w("");
  auto add = [&](const std::string& gate) {
    type(w, gate);
    enter(w);
  };
  add("mul");
  w.key(ImGuiKey_Escape);
  add("mul");
  w.key(ImGuiKey_UpArrow, false, true, true);
  for (const char* gate : {"add", "add", "neg", "exp", "shift", "recip"}) add(gate);
  INFO(w.text());
  const double values[] = {2, -1, -3, -2, -3};
  const std::vector<std::string> names = inputs_of(w);
  REQUIRE(names.size() == 5);
  for (std::size_t i = 0; i < names.size(); ++i) {
    w.key(ImGuiKey_N, false, true);
    type(w, names[i]);
    enter(w);
    type(w, chainrule::format_number(values[i]));
    enter(w);
  }
  CHECK(numbers_of(w.app().trace()) == numbers_of(typed_neuron()));
}
