// A picture of a graph and the camera that looks at it.
#include <algorithm>
#include <cmath>

#include "ui/state.h"

namespace chainrule::ui {

void Picture::move(float seconds) {
  if (glide.move(derived, seconds)) wires.done = -1;
  flight.move(session.camera, seconds);
}

float Picture::below() const {
  const view::Viewport whole{resting.x, resting.y + head, resting.width, std::max(resting.height - head - foot, 1.f)};
  const float covered = buttons - foot, under = whole.height / 2 - derived.drawing.size.y / 2 * view::fit(derived, whole).zoom;
  // It moves up while there is room above it, and is drawn smaller then.
  return foot + std::max(std::min(2 * (covered - under), covered - view::margin_of(whole)), 0.f);
}

view::Viewport Picture::clear() const {
  return {resting.x, resting.y + head, resting.width, std::max(resting.height - head - below(), 1.f)};
}

view::Camera Picture::now() const {
  view::Camera camera = flight.over() ? session.camera : flight.goal();
  camera.y += (head - below()) / 2 / camera.zoom;
  return camera;
}

void Picture::aim(const view::Camera& there, bool fly) {
  const view::Camera from = now();
  if (fly && from.x == there.x && from.y == there.y && from.zoom == there.zoom) return;
  view::Camera camera = there;
  camera.y -= (head - below()) / 2 / camera.zoom;
  flight.stop();
  if (fly) {
    flight.begin(session.camera, camera);
  } else {
    session.camera = camera;
  }
}

void Picture::fit_view(bool fly) {
  camera_touched = false;
  if (resting.width <= 0) return;
  const view::Camera there = view::opening(derived, clear());
  const bool under_way = session.done < static_cast<int>(derived.steps.size());
  aim(under_way ? view::following(derived, session.done, there, clear()) : there, fly);
}

void Picture::follow(bool fly) {
  if (!camera_touched && resting.width > 0) aim(view::following(derived, session.done, now(), clear()), fly);
}

bool Picture::is_small() const { return view::fit(derived, clear()).zoom >= view::kReadable; }

void Picture::uncover(int node, bool fly) {
  if (!camera_touched && (node < 0 || is_small())) return fit_view(fly);
  if (node >= 0) aim(view::showing(derived, node, now(), clear()), fly);
}

void Picture::come_near(int node, float zoom, bool fly) {
  view::Camera near = now();
  if (near.zoom < zoom) {
    const layout::Point corner = derived.drawing.corners[static_cast<std::size_t>(node)];
    const view::Card& card = derived.cards[static_cast<std::size_t>(node)];
    near = {corner.x + card.width / 2, corner.y + card.height / 2, zoom};
  }
  const int step = derived.value_step[static_cast<std::size_t>(node)];
  if (!derived.cards[static_cast<std::size_t>(node)].pill) near = view::following(derived, step, near, clear());  // what it is made of, too
  aim(view::showing(derived, node, near, clear()), fly);
}

void Picture::show_all(bool fly) {
  const view::Camera all = view::fit(derived, clear()), at = now();
  if (all.x == at.x && all.y == at.y && all.zoom == at.zoom) return fit_view(fly);
  camera_touched = false;
  aim(all, fly);
}

void Picture::look_from(const view::Camera& camera) {
  camera_touched = true;
  flight.stop();
  session.camera = camera;
}

bool Picture::place(const view::Viewport& there, const view::Viewport& at_rest) {
  const bool resized = std::fabs(at_rest.width - resting.width) > 0.5f || std::fabs(at_rest.height - resting.height) > 0.5f;
  viewport = there;
  resting = at_rest;
  return resized;
}

}  // namespace chainrule::ui
