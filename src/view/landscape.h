// The output over two inputs, the others as they are: heights on a grid, contours, and gradient descent that walks on it.
#pragma once

#include <string>
#include <vector>

#include "core/flat.h"
#include "view/session.h"

namespace chainrule::view {

// The part that is looked at: centre ± span, in units of the inputs.
struct Ground {
  std::string x, y;  // inputs, by name
  double centre_x = 0, centre_y = 0, span_x = 1, span_y = 1;
  bool operator==(const Ground&) const = default;
};

// Around where the program stands; `zoom` 2 shows half as much.
Ground ground_around(const Derived& derived, const std::string& x, const std::string& y, double zoom = 1);

struct Contour {
  double level = 0;
  // Pairs of points, each pair a piece of the line, in units of the grid: (0, 0) is the lowest x and y, (side − 1, side − 1) the highest.
  std::vector<layout::Point> pieces;
};

struct Landscape {
  Ground ground;
  int side = 0;                 // grid points along each edge; 0: there is nothing to see
  std::vector<double> heights;  // rows of x, from the lowest y up; not finite where the output is not
  double low = 0, high = 0;     // of the finite heights, without the outermost fiftieth at each end
  std::vector<Contour> contours;

  double height(int column, int row) const { return heights[static_cast<std::size_t>(row * side + column)]; }
};

// Evaluates the grid in one batch; coarser for large programs, so that it stays within some milliseconds.
Landscape survey(const Derived& derived, const Ground& ground);

// Gradient descent on two inputs: x ← x − rate · ∂f/∂x, and y alike.
struct Walk {
  struct Stop {
    double x, y, height;
  };
  std::vector<Stop> stops;  // the first is the start
  bool lost = false;        // the last step led to where the output or its gradient is not finite; it was not taken
};
Walk descend(const Derived& derived, const std::string& x, const std::string& y, double rate, int steps);

}  // namespace chainrule::view
