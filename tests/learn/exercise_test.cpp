#include <doctest/doctest.h>

#include "core/directives.h"
#include "core/compose.h"
#include "core/edit.h"
#include "core/oracle.h"
#include "learn/exercise.h"
#include "support/file.h"
#include "support/random.h"
#include "support/random_program.h"

using namespace chainrule;
using namespace chainrule::learn;

namespace {

const std::string kSlide = "f = (x + y)*z\nx = -2; y = 5; z = -4\n";

Exercise read(const std::string& text) { return read_exercise(text, analyse(text)); }

std::string names(const Graph& graph, const std::vector<Slot>& slots) {
  std::string all;
  for (const Slot& slot : slots) all += (all.empty() ? "" : ", ") + slot_name(graph, slot);
  return all;
}
std::string names(const std::string& text) {
  const Analysis analysis = analyse(text);
  return names(analysis.graph, read_exercise(text, analysis).blanks);
}

// "line:column length severity: message", one to a line.
std::string said(const std::string& text) {
  std::string all;
  for (const Diagnostic& d : read(text).diagnostics) {
    const Place place = place_of(text, d.span);
    all += (all.empty() ? "" : "\n") + std::to_string(place.line) + ":" + std::to_string(place.column) + " " + severity_name(d.severity) + ": " + d.message;
  }
  return all;
}
std::string said_of(const std::string& directive) { return said(kSlide + directive); }

}  // namespace

TEST_CASE("a text without directives has no exercise") {
  for (const char* text : {"", "#", "f = x*x", "f = x # ? predict values", "# predict values", "#@ predict values"}) {
    const Exercise e = read(text);
    CHECK(e.kind == Exercise::Kind::none);
    CHECK(e.blanks.empty());
    CHECK(e.diagnostics.empty());
  }
}

TEST_CASE("what is asked is a list of groups and of single slots") {
  CHECK(names(kSlide + "#? predict values") == "value t1, value f");
  CHECK(names(kSlide + "#? predict sums, values") == "sum t1, sum z, sum x, sum y, value t1, value f");
  CHECK(names(kSlide + "#? predict products") == "product f t1, product f z, product t1 x, product t1 y");
  CHECK(names(kSlide + "#?predict sum z,value t1 ,  product f t1;formula f z, local t1 y") == "sum z, value t1, product f t1, formula f z, local t1 y");
  CHECK(names(kSlide + "#? PREDICT Sum z, VALUES  # and a comment") == "sum z, value t1, value f");
  CHECK(names(kSlide + "#? predict sum z, sums\n#? predict sum z, value f") == "sum z, sum t1, sum x, sum y, value f");
  CHECK(names(kSlide + "#? show sum x, value f\n#? predict sums, values") == "sum t1, sum z, sum y, value t1");
  CHECK(names("x = 3; f = x*x #? predict products, local f 2") == "product f 1, product f 2, local f 2");
  CHECK(names("x = 3; f = x*w_0 + θ\n#? predict sum w0, sum theta") == "sum w_0, sum θ");
  CHECK(names(kSlide + "#? wrong sum z, values") == "sum z, value t1, value f");
  CHECK(read(kSlide + "#? wrong").blanks.size() == 2 + 4 + 4 + 4);
  CHECK(read(kSlide + "#? wrong\n#? show locals, values").blanks.size() == 8);
}

TEST_CASE("directives are nothing to what computes") {
  const std::string text = kSlide + "#? predict values\n#? random 7 x 1 2\n#? build g = 2*x";
  Analysis plain = analyse(kSlide), marked = analyse(text);
  CHECK(trace_json(kSlide, plain) == trace_json(text, marked));
}

TEST_CASE("what is asked keeps its name when a node gets another, and prose stays") {
  const std::string text = "a = 2; f = a*b + a\n#? say What is a worth?\n#@ pin a 1 2\n#? predict sum a, sum b\n#? random a 1 2, b 3 4";
  const Analysis analysis = analyse(text);
  const Act act = rename_node(text, analysis, analysis.graph.find("a"), "w");
  CHECK(apply_edits(text, act.edits) ==
        "w = 2; f = w*b + w\n#? say What is a worth?\n#@ pin w 1 2\n#? predict sum w, sum b\n#? random w 1 2, b 3 4");
}

TEST_CASE("words, formulas, choices, seeds and ranges") {
  Exercise e = read(kSlide + "#? version 1\r\n#? title  Forks, and #1 \r\n#? say First words. \n#? say Then more\n#? order");
  CHECK(e.diagnostics.empty());
  CHECK(e.title == "Forks, and #1");
  CHECK(e.says == std::vector<std::string>{"First words.", "Then more"});
  CHECK(e.kind == Exercise::Kind::order);
  e = read("x = 1\n#? build g = 2*(x + y) ");
  CHECK(e.kind == Exercise::Kind::build);
  CHECK(e.formula == "g = 2*(x + y)");
  e = read("s(u) = exp(u); g_1(u) = 2*u; f = s(g1(x))\n#? group s, g1 s");
  CHECK(e.kind == Exercise::Kind::group);
  CHECK(e.choices == std::vector<std::string>{"s", "g_1"});
  e = read(kSlide + "#? predict values\n#? random");
  CHECK(e.random);
  CHECK(!e.seed);
  CHECK(e.ranges.empty());
  e = read(kSlide + "#? predict values\n#? random 42 x -1 1.5, y \u22122 +3");
  CHECK(e.diagnostics.empty());
  CHECK(e.seed == 42);
  CHECK(e.ranges.size() == 2);
  CHECK(e.ranges[1].name == "y");
  CHECK(e.ranges[1].low == -2);
  CHECK(e.ranges[1].high == 3);
}

TEST_CASE("the blanks of a round are the last ones, more in each") {
  const Exercise e = read(kSlide + "#? predict values, sums\n#? fade 4");
  const std::size_t sizes[] = {0, 2, 4, 6};
  for (int round = 0; round < 4; ++round) {
    const std::vector<Slot> blanks = blanks_in(e, round);
    CHECK(blanks.size() == sizes[round]);
    CHECK(std::equal(blanks.rbegin(), blanks.rend(), e.blanks.rbegin()));
  }
  CHECK(blanks_in(e, -5).empty());
  CHECK(blanks_in(e, 100) == e.blanks);
  CHECK(blanks_in(read(kSlide + "#? predict values"), 0).size() == 2);
  for (int rounds = 2; rounds <= 30; ++rounds) {
    const Exercise faded = read(kSlide + "#? predict values, sums, products, locals\n#? fade " + std::to_string(rounds));
    for (int round = 1; round < faded.rounds; ++round) CHECK(blanks_in(faded, round).size() > blanks_in(faded, round - 1).size());
    CHECK(blanks_in(faded, faded.rounds - 1) == faded.blanks);
  }
}

TEST_CASE("every bad directive has a place and a remedy") {
  CHECK(said_of("#? predcit values") == "3:4 error: predcit is no directive of exercises. Did you mean predict?");
  CHECK(said_of("#? guess values") == "3:4 error: guess is no directive of exercises; there are version, title, say, predict, show, fade, wrong, build, "
                                      "group, order, random");
  CHECK(said_of("#?") == "3:1 warning: a directive's word is missing here, such as predict; a comment begins with # alone");
  CHECK(said_of("#? predict") == "3:4 error: predict needs a list of what is asked, such as #? predict values, sum x");
  CHECK(said_of("#? predict vaules, sum x") == "3:12 error: vaules cannot be asked. Did you mean values?");
  CHECK(said_of("#? predict gradients") == "3:12 error: gradients cannot be asked; write values, formulas, locals, products or sums, or one of them "
                                           "with names, such as sum x");
  CHECK(said_of("#? predict sum q") == "3:16 error: q is no node of this graph; write a name as the graph shows it");
  CHECK(said("f = loss_total*x\n#? predict sum loss_totel") == "2:16 error: loss_totel is no node of this graph. Did you mean loss_total?");
  CHECK(said_of("#? predict sums, value x") == "3:18 error: x is an input: its value is given. Ask for the value of a gate");
  CHECK(said_of("#? predict sum f") == "3:12 error: the gradient of the output f is 1 from the start. Ask for that of another node");
  CHECK(said("a = 2*x; f = 3*x\n#? predict sum a") == "2:12 error: the output f does not depend on a, so nothing comes back there. Ask for a node that "
                                                     "leads to f");
  CHECK(said_of("#? predict product f") == "3:12 error: a product is of a gate and one of its operands; write product f t1, product f z");
  CHECK(said_of("#? predict local f x") == "3:12 error: a local is of a gate and one of its operands; write local f t1, local f z");
  CHECK(said_of("#? predict local x 1") == "3:18 error: x has no operands, so there is no local of it");
  CHECK(said_of("#? predict sum x y") == "3:18 error: nothing can follow here; separate slots by commas");
  CHECK(said_of("#? predict sums\n#? show sums") == "3:4 warning: nothing is left to ask here");
  CHECK(said_of("#? predict values\n#? fade 1") == "4:4 error: fade needs a number of rounds from 2 to 100, such as #? fade 4: none is blank in the first, "
                                                   "all are in the last");
  CHECK(said_of("#? predict values\n#? fade 9") == "4:4 notice: there are not so many blanks: there will be 3 rounds");
  CHECK(said_of("#? wrong\n#? fade 3") == "4:4 warning: fade is for what predict asks; add #? predict");
  CHECK(said_of("#? wrong formulas") == "3:10 error: it is a number that is wrong; write values, locals, products or sums");
  CHECK(said_of("#? build") == "3:4 error: build needs a formula, such as #? build f = (x+y)*z");
  CHECK(said_of("#? build f = x*") == "3:16 error: expected an expression after '*'");
  CHECK(said_of("#? build x = 3") == "3:10 error: build needs a formula, such as #? build f = (x+y)*z");
  CHECK(said("sig(u) = exp(u); f = sig(x)\n#? group sgi") ==
        "2:4 error: group needs two functions or more to choose from, such as #? group s g\n2:10 error: sgi is no function of this program. Did you mean sig?");
  CHECK(said("f = 2*x\n#? order") == "2:4 warning: there is no order to find: two gates or more must lead to the output");
  CHECK(said_of("#? order x") == "3:10 warning: nothing can follow order");
  CHECK(said_of("#? order\n#? wrong") == "4:4 error: this program has an exercise already; leave one of the two out");
  CHECK(said_of("#? random x 1") == "3:11 error: a range is a name and two numbers, such as x -5 5");
  CHECK(said_of("#? random x 2 1") == "3:13 error: nothing lies in this range; write the smaller number first");
  CHECK(said_of("#? random x 0.001 0.002") == "3:13 error: no number with two decimals lies in this range; make it wider");
  CHECK(said_of("#? random x 1 y") == "3:13 error: a range is two numbers, not beyond 1000000, such as -5 5");
  CHECK(said_of("#? random x 1 1e300") == "3:13 error: a range is two numbers, not beyond 1000000, such as -5 5");
  CHECK(said_of("#? random f 1 2") == "3:11 error: f is no input: its value is computed. Name inputs here");
  CHECK(said_of("#? random w 1 2") == "3:11 error: w is no input of this program; write a name as the graph shows it");
  CHECK(said_of("#? random x 1 2, x 1 3") == "3:18 error: x has a range already; leave one of the two out");
  CHECK(said_of("#? version one") == "3:12 error: a version is a whole number; write #? version 1");
  CHECK(said_of("#? title") == "");
}

TEST_CASE("a newer version is said, and what it has more is left out") {
  CHECK(said_of("#? vision values\n#? version 2\n#? predict values") ==
        "4:12 notice: this exercise is for a newer Chainrule; directives that are not known here are left out");
  CHECK(names(kSlide + "#? version 2\n#? vision values\n#? predict values") == "value t1, value f");
}

TEST_CASE("what is offered as a fix sets it right") {
  for (const char* text : {"#? predcit values", "#? predict vaules", "#? predict sum lsos", "#? random lsos 1 2\n#? predict values"}) {
    const std::string program = "f = loss*x\nq = 2*f\n" + std::string(text);
    const Exercise e = read(program);
    INFO(program);
    REQUIRE(e.diagnostics.size() == 1);
    REQUIRE(e.diagnostics[0].fix);
    const Exercise fixed = read(apply_edit(program, {e.diagnostics[0].fix->span, e.diagnostics[0].fix->replacement}));
    CHECK(fixed.diagnostics.empty());
    CHECK(fixed.kind == Exercise::Kind::predict);
  }
}

TEST_CASE("an exercise made of a program and slots by directives alone asks just these") {
  const auto check = [](std::string text) {
    for (std::size_t at; (at = text.find("#?")) != std::string::npos;) text[at + 1] = ' ';  // a random program's own decoration
    const Analysis analysis = analyse(text);
    for (int kind = 0; kind < kAskedKinds; ++kind) {
      const std::vector<Slot> all = slots_of(analysis, static_cast<Asked>(kind));
      std::string directive = "\n#? predict ";
      for (const Slot& slot : all) {
        const std::string name = slot_name(analysis.graph, slot);
        const Exercise e = read_exercise(text + "\n#? predict " + name, analysis);
        CHECK(e.diagnostics.empty());
        CHECK(names(analysis.graph, e.blanks) == name);
        CHECK(e.blanks == std::vector<Slot>{slot});
        directive += name + ", ";
      }
      if (all.empty() || all.size() > 200) continue;
      CHECK(read_exercise(text + directive, analysis).blanks == all);
      CHECK(read_exercise(text + "\n#? predict " + asked_name(static_cast<Asked>(kind)) + "s", analysis).blanks == all);
    }
  };
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const test::RandomProgram program = test::random_program(seed);
    INFO(program.reproduction());
    check(program.text);
  }
  for (const test::Json& one : test::oracle()) {
    INFO(one["program"].string);
    check(one["program"].string);
  }
}

TEST_CASE("a gate may send when all that it feeds has sent") {
  const Analysis a = analyse("x = 2; q = x*x; p = 3*q; f = q*p; side = 2*q; f2 = f + 1\n");
  const Graph& g = a.graph;
  const int q = g.find("q"), p = g.find("p"), f = g.find("f"), f2 = g.find("f2");
  CHECK(!may_send(a, q, {}));
  CHECK(may_send(a, f2, {}));
  CHECK(!may_send(a, f, {}));
  CHECK(may_send(a, f, {f2}));
  CHECK(may_send(a, p, {f2, f}));
  CHECK(!may_send(a, q, {f2, f}));
  CHECK(may_send(a, q, {f2, f, p}));
  CHECK(!may_send(a, f, {f2, f}));            // once
  CHECK(!may_send(a, g.find("x"), {f2, f, p, q}));  // sends nothing
  CHECK(!may_send(a, g.find("side"), {}));    // the output does not depend on it
  CHECK(!may_send(a, -1, {}));
  CHECK(!may_send(a, 99, {-7, 99}));
}

TEST_CASE("the order of the reverse sweep may always be taken, and any greedy one comes to its end") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const test::RandomProgram program = test::random_program(seed);
    INFO(program.reproduction());
    const Analysis a = analyse(program.text);
    std::vector<int> sent, senders;
    for (const Contribution& c : a.backward.contributions)
      if (sent.empty() || sent.back() != c.gate) {
        CHECK(may_send(a, c.gate, sent));
        sent.push_back(c.gate);
      }
    test::Random random(seed);
    const std::size_t all = sent.size();
    for (sent.clear(); sent.size() < all;) {
      std::vector<int> may;
      for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i)
        if (may_send(a, i, sent)) may.push_back(i);
      REQUIRE(!may.empty());
      sent.push_back(random.pick(may));
    }
  }
}

TEST_CASE("the language's page has an example of each kind of exercise, and none has anything wrong") {
  const std::string page = test::file_text(CHAINRULE_TEST_DIR "/../web/language.md"), fence = "\n```chain\n";
  int kinds[6] = {};
  for (std::size_t at = 0; (at = page.find(fence, at)) != std::string::npos;) {
    at += fence.size();
    const std::string text = page.substr(at, page.find("\n```", at) - at);
    INFO(text);
    const Exercise e = read(text);
    CHECK(e.diagnostics.empty());
    ++kinds[static_cast<int>(e.kind)];
    CHECK((e.kind == Exercise::Kind::none) == (text.find("#?") == std::string::npos));
  }
  for (const int count : kinds) CHECK(count > 0);
}

TEST_CASE("any directives at all are read") {
  const std::vector<std::string> pieces = {"#?", "\n#? ", "predict", "values", "sum", "product", " x", " f", ",", " ", "random", "7", "-1", "9e999", "fade", "wrong",
                                           "build", "group", "show", "order", "version", "2", "\xFF", "θ", "#", ";", "\r\n", "say", "title", "f = x*x\n"};
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    test::Random random(seed);
    std::string text = "f = x*y\n";
    for (int i = random.below(40); i > 0; --i) text += random.pick(pieces);
    INFO("seed ", seed, "\n", text);
    const Analysis analysis = analyse(text);
    const Exercise e = read_exercise(text, analysis);
    CHECK(e.diagnostics.size() <= 20);
    CHECK(e.rounds >= 1);
    for (const Slot& slot : e.blanks) CHECK(can_ask(analysis, slot));
    for (const Diagnostic& d : e.diagnostics) {
      CHECK(d.span.begin <= d.span.end);
      CHECK(d.span.end <= text.size());
    }
  }
  std::string large = "f = x";
  for (int i = 0; i < 9000; ++i) large += "+x";
  for (const char* item : {" sum nothing,", " sum t5000,", " sum,", ",", " x"}) {
    std::string text = large + "\n#? predict";
    while (text.size() < 64 * 1024 - 20) text += item;
    CHECK(read(text).diagnostics.size() <= 20);
  }
}
