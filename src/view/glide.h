// What a change sets in motion: cards on their way from where they stood to where a new layout puts them, with the wires tied to them and
// functions' frames around them, and the camera on its way to the new drawing.
#pragma once

#include <vector>

#include "view/session.h"

namespace chainrule::view {

constexpr float kGlideSeconds = 0.25f;

class Glide {
 public:
  static constexpr std::size_t kMost = 1500;  // cards; every frame draws all of them anew

  // The drawing of `after` shows each card where `before` showed it: a named node's by its name, a part of a formula's by what it computes
  // from them. A card that was not there comes out of the one in whose stead it is, or out of the card that uses it.
  void begin(const Derived& before, Derived& after);
  // Goes on by this long; false if nothing was under way. At the end the drawing is the layout's, bit for bit.
  bool move(Derived& derived, float seconds);
  void stop(Derived& derived) { move(derived, kGlideSeconds); }
  bool over() const { return offsets_.empty(); }

 private:
  void show(Derived& derived, float left) const;

  layout::Drawing home_;
  std::vector<layout::Point> offsets_;  // by node: of the start from home; empty: nothing is under way
  float passed_ = 0;                    // seconds
};

class Flight {
 public:
  void begin(const Camera& from, const Camera& to);
  // Goes on by this long; false, with the camera left alone, if nothing was under way.
  bool move(Camera& camera, float seconds);
  void stop() { passed_ = kGlideSeconds; }
  bool over() const { return passed_ >= kGlideSeconds; }
  const Camera& goal() const { return to_; }  // while it is not over

 private:
  Camera from_, to_;
  float passed_ = kGlideSeconds;  // seconds
};

}  // namespace chainrule::view
