// Two programs are the same where their numbers are, at the program's own point and at others around it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/flat.h"
#include "core/regroup.h"
#include "core/regroup_source.h"

namespace chainrule {

// That this text computes what the program does.
struct Claim {
  std::string_view text;
  Span before, after;                // of one expression whose values are compared too
  std::vector<std::string> without;  // names that the text need not have
  bool partial = false;              // where it is not finite, its condition does not hold
};

// The program as it is, computed once for all changes of its text that are tried.
class Trial {
 public:
  Trial(const Source& s, const Analysis& analysis);
  Trial(const Trial&) = delete;
  // Why the claim is wrong; empty if nothing speaks against it.
  std::string disprove(const Claim& claim);
  // The edits in the text's order, or why they change something.
  Regrouping tried(std::vector<TextEdit> edits, std::vector<std::string> without = {});

 private:
  friend class Comparison;
  struct Point {
    bool finite = true;  // all that has a name
    std::vector<double> inputs, values, grads;  // values and gradients by node
    double value = 0, grad = 0;                 // the largest number on the way, whose rounding may show in what is compared
  };
  void begin();
  const Point& point(std::size_t index);  // the first is the program's own

  const Source& s_;
  Node chosen_;         // the analysis's output
  bool begun_ = false;  // a menu without an entry needs no trial
  BuildOptions options_;
  Build before_;
  Flat flat_;
  std::vector<int> inputs_;
  std::vector<Point> points_;
  std::uint64_t chance_ = 1;
};

}  // namespace chainrule
