// What a program's diagnostics say, for tables of programs and messages.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/trace.h"

namespace chainrule::test {

// "line:column severity: message", one to a line.
inline std::string said(const std::string& text, const BuildOptions& options = {}, bool notices = false) {
  std::string all;
  for (const Diagnostic& d : analyse(text, options).diagnostics) {
    if (d.severity == Severity::notice && !notices) continue;
    const Place place = place_of(text, d.span);
    all += (all.empty() ? "" : "\n") + std::to_string(place.line) + ":" + std::to_string(place.column) + " " + severity_name(d.severity) + ": " + d.message;
  }
  return all;
}

struct Case {
  const char* program;
  const char* said;
};

inline void check_cases(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    INFO(std::string(c.program));
    CHECK(said(c.program) == std::string(c.said));
  }
}

}  // namespace chainrule::test
