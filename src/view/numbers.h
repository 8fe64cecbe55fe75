// The numbers on cards: how much room they take, and, once they are drawn, their marks.
#pragma once

#include <optional>
#include <utility>

#include "math/box.h"

namespace chainrule::view {

// What is typeset when it is asked for first: where ten thousand numbers change, few of them are drawn. The box stays, at its address,
// until something else is said.
template <class Said>
class Late {
 public:
  void say(const Said& said) {
    if (said == said_) return;
    said_ = said;
    box_.reset();
  }
  const Said& said() const { return said_; }
  const math::Box& operator*() const {
    if (!box_) box_ = said_.typeset();
    return *box_;
  }
  const math::Box* operator->() const { return &**this; }

 private:
  Said said_;
  mutable std::optional<math::Box> box_;
};

// A value or a gradient.
struct Number {
  double value = 0;
  math::Role role = math::Role::value;
  bool operator==(const Number&) const = default;
  math::Box typeset() const;
};

// " = upstream · local = downstream". `plain`: the local gradient stands there as a formula already, if it is a number.
struct Product {
  double upstream = 0, local = 0, downstream = 0;
  bool plain = false;
  bool operator==(const Product&) const = default;
  math::Box typeset() const;
};

// px that numbers take, from their sizes: a number is not written to be measured. What has an exponent may be less wide.
class NumberWidths {
 public:
  NumberWidths();
  float of(const Number& number) const { return of(number.value, words_); }
  float of(const Product& product) const;

 private:
  struct Widths {
    float digit = 0, point = 0, minus = 0, exponent[3] = {};  // 1.23e1, 1.23e12, 1.23e123
  };
  float of(double value, const Widths& widths) const;
  Widths words_, formula_;
  float brackets_ = 0, signs_ = 0;
};

}  // namespace chainrule::view
