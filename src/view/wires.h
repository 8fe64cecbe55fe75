// derived + session -> the wires, curve by curve, as the renderer wants them: all of them, wherever the camera looks.
#pragma once

#include <vector>

#include "layout/curve.h"
#include "view/session.h"

namespace chainrule::view {

constexpr float kThinnest = 1.5f, kThickest = 5;  // px at zoom 1
constexpr float kStub = 104;                      // canvas px, the output's wire into the open

// How far along its wires the pulse is: it slows down towards their ends.
inline float pulse_place(const Session& s) { return 1 - (1 - s.pulse) * (1 - s.pulse); }

// What runs along a wire in the step that is being taken.
enum class Flow : std::uint8_t { none, value, gradient };

// The step being taken: null before the first, and at the end, when all have been taken and nothing moves any more.
const Step* active_step(const Derived& derived, const Session& session);
Flow flow_on(const Derived& derived, const Step* active, std::size_t wire);

// The curves of a wire, in canvas px.
layout::Curve stub_curve(const Derived& derived);  // the output's
inline int count_curves(const Derived& d, std::size_t wire) { return static_cast<int>(d.drawing.routes[wire].points.size()) - 1; }
inline layout::Curve curve_of(const Derived& d, std::size_t wire, int at) {
  const std::vector<layout::Point>& points = d.drawing.routes[wire].points;
  return layout::curve_between(points[static_cast<std::size_t>(at)], points[static_cast<std::size_t>(at) + 1]);
}

// Points of a wire from its start to the first one further than `reach` canvas px away.
std::vector<layout::Point> points_near_start(const Derived& derived, int wire, float reach);

// One curve of a wire: a vertex attribute of shaders/wire.glsl, value by value.
struct Ribbon {
  layout::Point start, end;          // canvas px
  float reach = 0;                   // canvas px from an end to its handle: it is level at both ends
  float thickness = kThinnest;       // px
  float flow = 0;                    // as Flow
  float from = 0, to = 0, whole = 0; // canvas px along the wire: to this curve's start and end, and to the wire's end
};

struct Wires {
  std::vector<Ribbon> ribbons;
  unsigned revision = 0;  // another one whenever they are others
  bool active = false;    // a step is shown as being taken
  int done = -1;          // the steps that they show as done; -1: of a program that is no more
};
// Anew, if they are not of these steps already.
void update(Wires& wires, const Derived& derived, const Session& session);

// px; grows with the logarithm of the gradient that flows back.
float thickness(double gradient);

}  // namespace chainrule::view
