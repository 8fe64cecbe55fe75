// Programs to draw, and where the marks of their cards stand.
#pragma once

#include <cstdlib>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/number.h"
#include "support/random_program.h"
#include "view/scene.h"
#include "view/wires.h"

namespace chainrule::view::test {

inline const std::string kSum = "f = (x+y)*z;  x = -2; y = 5; z = -4";
inline const std::string kNeuron = "w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3\nf = 1/(1+exp(-(w0*x0 + w1*x1 + w2)))";
inline const std::string kFork = "a = 1; b = 1\ns = a + b\ny = s*s";

// The lectures' circuits, forks, and what is long, deep, useless or not finite.
inline std::vector<std::string> programs(int random) {
  std::vector<std::string> all{
      kSum, kNeuron, kFork, "x = 2", "x = 2; y = 3; z = x + 1; f = x*y",
      "a_long_name_of_an_input = 123456.78; another_long_name_12 = -0.00012345\nthe_output_of_it_all = a_long_name_of_an_input*another_long_name_12^2",
      "x = 1000\nf = exp(x) - exp(x) + log(x - 1000)", "x = 1e-300; y = 2e200\nf = x*y/(x + y)^3 + 1234567.891*x",
      "x = 3; y = -1; w = 2\nm = max(x, y)\nf = relu(m*w - 4)", "theta = 0.3; phi_1 = 2\nf = atan(theta/phi_1)^0.333 + leaky_relu(-theta)*softplus(phi_1)",
      "x = 1\nf = x + x*x + x*x*x + exp(x)*x - x/2 + sqrt(x)", "f = a*b + c", ""};
  for (int i = 0; i < random; ++i) all.push_back(chainrule::test::random_program(700 + static_cast<std::uint64_t>(i)).text);
  return all;
}

// For each program: a picture, its text on record.
template <class Law>
void for_pictures(int random, Law law, Grain grain = Grain::gate) {
  for (const std::string& text : programs(random)) {
    INFO("----\n", text, "\n----");
    law(derive(text, nullptr, english(), grain));
  }
}

// The number that people read, as a number.
inline double read(const std::string& shown) {
  std::string text = shown;
  for (std::size_t at; (at = text.find("\u2212")) != std::string::npos;) text.replace(at, 3, "-");
  if (const std::size_t at = text.find("\u221E"); at != std::string::npos) text.replace(at, 3, "inf");
  return std::strtod(text.c_str(), nullptr);
}
inline double read(double value) { return read(display_text(value)); }

inline int count_steps(const Derived& d) { return static_cast<int>(d.steps.size()); }
inline int count_nodes(const Derived& d) { return static_cast<int>(d.cards.size()); }
inline const std::string& name_of(const Derived& d, int node) { return d.analysis.graph.nodes[static_cast<std::size_t>(node)].name; }

constexpr Rect kEverything{-1e6f, -1e6f, 2e6f, 2e6f};

inline Session session_at(int done, float zoom = 1) {
  Session s;
  s.done = done;
  s.camera.zoom = zoom;
  return s;
}

inline Scene scene_at(const Derived& d, int done, float zoom = 1) { return build_scene(d, session_at(done, zoom), kEverything); }

inline Wires wires_at(const Derived& d, int done, float pulse = 1) {
  Session s = session_at(done);
  s.pulse = pulse;
  Wires wires;
  update(wires, d, s);
  return wires;
}

inline Rect card_rect(const Derived& d, int node) {
  const layout::Point at = d.drawing.corners[static_cast<std::size_t>(node)];
  const Card& card = d.cards[static_cast<std::size_t>(node)];
  return {at.x, at.y, card.width, card.height};
}

// What a box's marks cover, from its shape.
inline Rect marks_rect(const Shape& s) {
  return {s.rect.x, s.rect.y - s.box->height * s.scale, s.box->width * s.scale, (s.box->height + s.box->depth) * s.scale};
}

inline bool inside(const Rect& part, const Rect& whole, float slack = 0.25f) {
  return part.x >= whole.x - slack && part.y >= whole.y - slack && part.x + part.width <= whole.x + whole.width + slack &&
         part.y + part.height <= whole.y + whole.height + slack;
}

inline bool overlap(const Rect& a, const Rect& b, float slack = 0.25f) {
  return a.x + slack < b.x + b.width && b.x + slack < a.x + a.width && a.y + slack < b.y + b.height && b.y + slack < a.y + a.height;
}

// What a typeset box of a card says: its kind, in words for a failure, and whose it is.
struct Owner {
  int node = -1;
  int row = -1;
  std::string kind;
};

inline Owner owner_of(const Derived& d, const Scene& scene, const math::Box* box) {
  for (const Sum& sum : scene.sums)
    if (box == &sum.box) return {sum.node, -1, "sum"};
  for (const Frame& frame : d.frames)
    if (box == &frame.tag) return {frame.node, -1, "tag"};
  for (int i = 0; i < count_nodes(d); ++i) {
    const Card& c = d.cards[static_cast<std::size_t>(i)];
    if (box == &c.sign_box) return {i, -1, "sign"};
    if (box == &c.name) return {i, -1, "name"};
    if (box == &c.equation) return {i, -1, "equation"};
    if (box == &c.title) return {i, -1, "title"};
    if (box == &*c.value) return {i, -1, "value"};
    if (box == &*c.gradient) return {i, -1, "gradient"};
    for (int r = 0; r < static_cast<int>(c.rows.size()); ++r) {
      const Row& row = c.rows[static_cast<std::size_t>(r)];
      if (box == &row.label) return {i, r, "label"};
      if (box == &row.symbols) return {i, r, "symbols"};
      if (box == &*row.numbers) return {i, r, "numbers"};
    }
  }
  return {};
}

// After how many steps what the row says is sent.
inline int sent_step(const Derived& d, int gate, const Row& row) {
  return d.edge_step[static_cast<std::size_t>(d.analysis.graph.nodes[static_cast<std::size_t>(gate)].first_operand + row.place)];
}

inline std::string told(const Derived& d, const Owner& o) {
  return o.kind + " of " + name_of(d, o.node) + (o.row >= 0 ? " row " + std::to_string(o.row) : "");
}

// How often the marks stand in the scene.
inline int count_of(const Scene& scene, const math::Box& box) {
  int n = 0;
  for (const Shape& s : scene.shapes) n += s.kind == Shape::Kind::box && s.box == &box;
  return n;
}

inline std::string text_of(const math::Box& box) {
  std::string out;
  for (const math::Glyph& g : box.glyphs) out += g.code < 128 ? std::string(1, static_cast<char>(g.code)) : g.code == 0x2248 ? "~" : g.code == 0x2212 ? "-" : "?";
  return out;
}

}  // namespace chainrule::view::test
