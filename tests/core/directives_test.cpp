#include <doctest/doctest.h>

#include "core/directives.h"
#include "core/history.h"
#include "core/trace.h"
#include "support/random_program.h"

using namespace chainrule;

using Names = std::vector<std::string>;

TEST_CASE("directives are read wherever a comment may stand, and are nothing to what computes") {
  CHECK(folded_functions("").empty());
  CHECK(folded_functions("#").empty());
  CHECK(folded_functions("#@").empty());
  CHECK(folded_functions("#@ fold").empty());
  CHECK(folded_functions("#@ folds g\n#@folded h\n# @ fold k\n#? fold l").empty());
  CHECK(folded_functions("x = 1 #@ fold g\th\r\n#@fold k g") == Names{"g", "h", "k"});
  const std::string text = "g(x) = x*x; f = g(3*a); a = 2";
  Analysis plain = analyse(text), marked = analyse(text + "\n#@ fold g");
  CHECK(trace_json(text, plain) == trace_json(text + "\n#@ fold g", marked));
}

TEST_CASE("folding and unfolding are edits that leave the rest alone") {
  CHECK(with_folded("f = g(1)", "g", true) == "f = g(1)\n#@ fold g");
  CHECK(with_folded("", "g", true) == "#@ fold g");
  CHECK(with_folded("f = g(1) #@ fold h  ", "g", true) == "f = g(1) #@ fold h g  ");
  CHECK(with_folded("#@ fold g", "g", true) == "#@ fold g");
  CHECK(with_folded("a = 1\n  #@ fold g\nb = 2", "g", false) == "a = 1\nb = 2");
  CHECK(with_folded("#@ fold g\nb = 2", "g", false) == "b = 2");
  CHECK(with_folded("a = 1  #@ fold g", "g", false) == "a = 1");
  CHECK(with_folded("a = 1 #@ fold g  h g\n#@ fold g", "g", false) == "a = 1 #@ fold  h");
  CHECK(with_folded("a = 1", "g", false) == "a = 1");
}

TEST_CASE("on random programs, folding a function and unfolding it gives the text back, and the same numbers") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const test::RandomProgram program = test::random_program(seed);
    INFO(program.reproduction());
    for (const std::string& function : program.functions) {
      const std::string folded = with_folded(program.text, function, true);
      CHECK(folded_functions(folded) == Names{function});
      const std::string open = with_folded(folded, function, false);
      CHECK((open == program.text || open + "\n" == program.text));
      const Analysis a = analyse(program.text), b = analyse(folded, {{function}, ""});
      CHECK(b.graph.nodes.size() <= a.graph.nodes.size());
    }
  }
}

TEST_CASE("the gates of a call that stands open are a group, and groups lie in each other or apart") {
  const Analysis a = analyse("s(x) = 1/(1 + exp(-x)); d(x) = s(x)*(1 - s(x)); f = d(2*w) + s(w); w = 1");
  CHECK(a.graph.groups.size() == 4);
  CHECK(a.graph.groups[2].function == "d");
  CHECK(a.graph.groups[2].last - a.graph.groups[2].first == 10);
  CHECK(analyse("s(x) = 1/(1 + exp(-x)); f = s(w); w = 1", {{"s"}, ""}).graph.groups.empty());
  CHECK(analyse("f(x,y,z)=(x+y)z\nx = -2, y = 5, z = -4").graph.groups.empty());
  CHECK(analyse("a(x) = 2*x; b(x) = a(x); f = b(w) + 1").graph.groups.size() == 1);
  CHECK(analyse("a(x) = 2*x; b(x) = a(x); f = b(w) + 1").graph.groups[0].function == "b");
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const test::RandomProgram program = test::random_program(seed);
    INFO(program.reproduction());
    const Graph graph = analyse(program.text).graph;
    for (std::size_t i = 0; i < graph.groups.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const Group &in = graph.groups[j], &out = graph.groups[i];
        const bool apart = in.last <= out.first || out.last <= in.first, inside = out.first <= in.first && in.last <= out.last;
        CHECK((apart || inside));
      }
  }
}
