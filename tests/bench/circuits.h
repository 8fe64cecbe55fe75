// Programs of the kinds that are drawn in a course, at any size, for what is measured of pictures.
#pragma once

#include <string>
#include <vector>

namespace chainrule::bench {

// A kind of program. Its text has about `nodes` nodes, the same for the same seed everywhere.
struct Kind {
  const char* name;
  std::string (*text)(int nodes, unsigned seed);
};
const std::vector<Kind>& kinds();

// The circuits of lectures as they stand on slides.
const std::vector<std::string>& lecture_circuits();

}  // namespace chainrule::bench
