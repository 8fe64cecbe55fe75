// The inputs that are kept in corpus/, one folder for each target: those that once broke a law, and those that reach most of the
// code. No libFuzzer is needed for them.
#include <doctest/doctest.h>

#include "fuzz/laws.h"
#include "support/file.h"

using namespace chainrule::test;

TEST_CASE("the kept inputs of every target keep its laws") {
  for (const Target& target : kTargets) {
    const std::vector<std::string> files = files_in(CHAINRULE_TEST_DIR "/fuzz/corpus/" + std::string(target.name));
    CHECK_MESSAGE(files.size() >= 10, target.name);
    for (const std::string& file : files) {
      const std::string broken = target.law(file_text(file));
      CHECK_MESSAGE(broken.empty(), file, ": ", broken);
    }
  }
}

TEST_CASE("the fuzzer's dictionary has every function of the gate table") {
  const std::vector<std::string> words = dictionary();
  for (const std::string& name : chainrule::all_function_names()) CHECK_MESSAGE(std::count(words.begin(), words.end(), name) == 1, name);
}

TEST_CASE("a broken law is noticed") {
  chainrule::Analysis a = chainrule::analyse("x = 2; f = x*x");
  CHECK(well_formed(a, "x = 2; f = x*x").empty());
  CHECK(well_formed(a, "x = 2").find("outside the text") != std::string::npos);
  a.graph.nodes[1].name = "x";
  CHECK(well_formed(a, "x = 2; f = x*x").find("two nodes'") != std::string::npos);
}
