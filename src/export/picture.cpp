#include "export/picture.h"

#include <algorithm>
#include <cmath>

#include "view/colours.h"
#include "view/scene.h"
#include "view/wires.h"

namespace chainrule::exports {

using view::Shape;
using view::Token;

namespace {

constexpr float kMargin = 24;

void line_to(Outline& outline, Point end) { outline.push_back({Piece::Kind::line, {}, {}, end}); }

// Clockwise from the top left; the lower corners are square if `only_top`.
Outline rounded(float x, float y, float width, float height, float radius, bool only_top = false) {
  constexpr float kHandle = 0.5523f;  // of the radius: a quarter of a circle
  const float top = std::min({radius, width / 2, height / 2}), bottom = only_top ? 0 : top;
  const float right = x + width, low = y + height, t = top * (1 - kHandle), b = bottom * (1 - kHandle);
  Outline out{{Piece::Kind::move, {}, {}, {x + top, y}}};
  line_to(out, {right - top, y});
  if (top > 0) out.push_back({Piece::Kind::curve, {right - t, y}, {right, y + t}, {right, y + top}});
  line_to(out, {right, low - bottom});
  if (bottom > 0) out.push_back({Piece::Kind::curve, {right, low - b}, {right - b, low}, {right - bottom, low}});
  line_to(out, {x + bottom, low});
  if (bottom > 0) out.push_back({Piece::Kind::curve, {x + b, low}, {x, low - b}, {x, low - bottom}});
  line_to(out, {x, y + top});
  if (top > 0) out.push_back({Piece::Kind::curve, {x, y + t}, {x + t, y}, {x + top, y}});
  return out;
}

Outline circle(Point at, float radius) { return rounded(at.x - radius, at.y - radius, 2 * radius, 2 * radius, radius); }

class Painter {
 public:
  Painter(Surface& surface, Point corner, bool dark) : surface_(surface), corner_(corner), dark_(dark) {}

  // Curves of one wire stand one behind the other.
  void wires(const std::vector<view::Ribbon>& ribbons) {
    Outline wire;
    for (std::size_t i = 0; i < ribbons.size(); ++i) {
      const view::Ribbon& r = ribbons[i];
      const Point start = moved(r.start), end = moved(r.end);
      if (wire.empty()) wire.push_back({Piece::Kind::move, {}, {}, start});
      wire.push_back({Piece::Kind::curve, {start.x + r.reach, start.y}, {end.x - r.reach, end.y}, end});
      if (i + 1 < ribbons.size() && ribbons[i + 1].from > 0) continue;
      surface_.stroke(wire, r.thickness, painted(Token::faint));
      wire.clear();
    }
  }

  void shape(const Shape& s) {
    const Point at = moved({s.rect.x, s.rect.y});
    switch (s.kind) {
      case Shape::Kind::panel: panel(s, at); break;
      case Shape::Kind::band:
        surface_.fill(rounded(at.x, at.y, s.rect.width, s.rect.height, s.radius, true), painted(s.fill, s.alpha));
        break;
      case Shape::Kind::line: surface_.fill(rounded(at.x, at.y, s.rect.width, 1, 0), painted(s.fill, s.alpha)); break;
      case Shape::Kind::disc:
        surface_.fill(circle(at, s.radius), painted(s.fill, s.alpha));
        if (s.border != Token::none) surface_.stroke(circle(at, s.radius), s.thickness, painted(s.border));
        break;
      case Shape::Kind::arrow: arrow(s, at); break;
      case Shape::Kind::box: box(s, at); break;
    }
  }

 private:
  Paint painted(Token token, float alpha = 1) const { return {view::colour(token, dark_), alpha}; }
  Point moved(Point p) const { return {p.x - corner_.x, p.y - corner_.y}; }

  void panel(const Shape& s, Point at) {
    constexpr int kLayers = 3;
    for (int i = kLayers; i > 0 && s.shadow; --i) {
      const float grow = static_cast<float>(i) * 3.6f;
      surface_.fill(rounded(at.x - grow, at.y - grow + 3, s.rect.width + 2 * grow, s.rect.height + 2 * grow, s.radius + grow), {0, 0.017f});
    }
    const Outline outline = rounded(at.x, at.y, s.rect.width, s.rect.height, s.radius);
    surface_.fill(outline, painted(s.fill, s.alpha));
    surface_.stroke(outline, s.thickness, painted(s.border));
  }

  void arrow(const Shape& s, Point at) {
    const float c = std::cos(s.angle) * s.radius, n = std::sin(s.angle) * s.radius;
    auto turned = [&](float x, float y) { return Point{at.x + x * c - y * n, at.y + x * n + y * c}; };
    Outline head{{Piece::Kind::move, {}, {}, turned(1, 0)}};
    line_to(head, turned(-0.8f, 0.85f));
    line_to(head, turned(-0.8f, -0.85f));
    surface_.fill(head, painted(s.fill, s.alpha));
  }

  void box(const Shape& s, Point at) {
    auto paint = [&](math::Role role) { return painted(s.tint == Token::none ? view::token_of(role) : s.tint, s.alpha); };
    for (const math::Glyph& g : s.box->glyphs)
      surface_.glyph(g.face, g.code, {at.x + g.x * s.scale, at.y + g.y * s.scale}, g.size * s.scale, paint(g.role));
    for (const math::Rule& r : s.box->rules)
      surface_.fill(rounded(at.x + r.x * s.scale, at.y + r.y * s.scale, r.width * s.scale, std::max(r.height * s.scale, 1.f), 0), paint(r.role));
  }

  Surface& surface_;
  Point corner_;
  bool dark_;
};

// How far a picture reaches.
class Extent : public Surface {
 public:
  void fill(const Outline& closed, const Paint&) override {
    for (const Piece& piece : closed) include(piece.end);
  }
  void stroke(const Outline& open, float, const Paint& paint) override { fill(open, paint); }
  void glyph(math::Face, char32_t, Point at, float em, const Paint&) override {
    include({at.x, at.y - em});
    include({at.x + em, at.y + em / 2});
  }
  Point least{1e9f, 1e9f}, most{-1e9f, -1e9f};

 private:
  void include(Point p) {
    least = {std::min(least.x, p.x), std::min(least.y, p.y)};
    most = {std::max(most.x, p.x), std::max(most.y, p.y)};
  }
};

void paint_all(const view::Derived& derived, Point corner, Surface& surface, bool dark) {
  constexpr float kFar = 1e7f;
  view::Session session;
  session.done = static_cast<int>(derived.steps.size());
  const view::Scene scene = view::build_scene(derived, session, {-kFar, -kFar, 2 * kFar, 2 * kFar});
  Painter painter(surface, corner, dark);
  for (std::size_t i = 0; i < scene.under; ++i) painter.shape(scene.shapes[i]);
  view::Wires wires;
  view::update(wires, derived, session);
  painter.wires(wires.ribbons);
  for (std::size_t i = scene.under; i < scene.shapes.size(); ++i) painter.shape(scene.shapes[i]);
}

}  // namespace

Picture make_picture(std::string_view text, const Analysis& analysis) {
  Picture picture{view::derive_from(analysis, text), {}, {2 * kMargin, 2 * kMargin}};
  Extent extent;
  paint_all(picture.derived, {}, extent, false);
  if (extent.least.x > extent.most.x) return picture;
  picture.corner = {extent.least.x - kMargin, extent.least.y - kMargin};
  picture.size = {extent.most.x - extent.least.x + 2 * kMargin, extent.most.y - extent.least.y + 2 * kMargin};
  return picture;
}

void paint(const Picture& picture, Surface& surface, bool dark) {
  surface.fill(rounded(0, 0, picture.size.x, picture.size.y, 0), {view::colour(Token::paper, dark), 1});
  paint_all(picture.derived, picture.corner, surface, dark);
}

}  // namespace chainrule::exports
