#include "view/scene.h"

#include <algorithm>
#include <cmath>

namespace chainrule::view {

namespace {

using layout::Point;

constexpr float kRadius = 12, kPort = 4.5f, kSide = 14, kDisc = 14;
constexpr float kStub = 104;  // length of the output's wire into the open

class SceneMaker {
 public:
  SceneMaker(const Derived& d, const Session& s, const Rect& seen) : d_(d), s_(s), seen_(seen) {
    active_ = s.done > 0 && s.done <= static_cast<int>(d.steps.size()) ? &d.steps[static_cast<std::size_t>(s.done) - 1] : nullptr;
  }

  Scene make() {
    for (std::size_t w = 0; w < d_.wires.size(); ++w) wire(w);
    output_stub();
    for (int i = 0; i < static_cast<int>(d_.cards.size()); ++i) card(i);
    return std::move(scene_);
  }

 private:
  bool value_known(int node) const { return d_.value_step[node] <= s_.done; }
  bool gradient_known(int node) const { return d_.gradient_step[node] <= s_.done; }
  bool sent(int node) const { return d_.send_step[node] <= s_.done; }
  bool all_done() const { return s_.done >= static_cast<int>(d_.steps.size()); }

  bool outside(const Rect& r) const {
    return r.x > seen_.x + seen_.width || r.y > seen_.y + seen_.height || r.x + r.width < seen_.x || r.y + r.height < seen_.y;
  }

  Shape& add(Shape::Kind kind, Rect rect) {
    scene_.shapes.emplace_back();
    scene_.shapes.back().kind = kind;
    scene_.shapes.back().rect = rect;
    return scene_.shapes.back();
  }

  void box(const math::Box& marks, float x, float baseline, Token tint = Token::none) {
    Shape& shape = add(Shape::Kind::box, {x, baseline, 0, 0});
    shape.box = &marks;
    shape.tint = tint;
  }

  // Thickness grows with the logarithm of the gradient that flows back.
  static float thickness(double gradient) {
    const double magnitude = std::fabs(gradient);
    if (!(magnitude > 0)) return 1.5f;
    return 1.5f + static_cast<float>(std::clamp(0.9 * std::log10(1 + 10 * magnitude), 0.0, 3.5));
  }

  void wire(std::size_t w) {
    const std::vector<Point>& points = d_.drawing.routes[w].points;
    Rect bounds{points[0].x, points[0].y, 0, 0};
    for (const Point& p : points) {
      const float right = std::max(bounds.x + bounds.width, p.x), bottom = std::max(bounds.y + bounds.height, p.y);
      bounds.x = std::min(bounds.x, p.x);
      bounds.y = std::min(bounds.y, p.y);
      bounds.width = right - bounds.x;
      bounds.height = bottom - bounds.y;
    }
    if (outside(bounds)) return;
    const layout::Wire& wire = d_.wires[w];
    const Row& row = d_.cards[wire.to].rows[static_cast<std::size_t>(d_.wire_row[w])];
    const Node& gate = d_.analysis.graph.nodes[wire.to];
    const bool sending = active_ && active_->kind == Step::Kind::send && active_->node == wire.to && !all_done();
    const bool feeding = active_ && active_->kind == Step::Kind::forward && active_->node == wire.to;
    const double upstream = d_.analysis.backward.grads[wire.to], local = d_.analysis.backward.locals[gate.first_operand + row.place];
    Shape& shape = add(Shape::Kind::wire, bounds);
    shape.fill = sending ? Token::gradient : feeding ? Token::value : Token::faint;
    shape.thickness = sent(wire.to) && d_.analysis.backward.on_path[wire.to] ? thickness(upstream * local) : 1.5f;
    if (sending) shape.thickness = std::max(shape.thickness, 3.f);
    for (std::size_t i = 0; i + 1 < points.size(); ++i) shape.curves.push_back(layout::curve_between(points[i], points[i + 1]));
    const layout::Curve middle = shape.curves[shape.curves.size() / 2];
    if (sending || feeding) arrow(middle, sending);
  }

  void arrow(const layout::Curve& curve, bool backward) {
    const Point a = layout::point_at(curve, 0.49f), b = layout::point_at(curve, 0.51f), at = layout::point_at(curve, 0.5f);
    Shape& shape = add(Shape::Kind::arrow, {at.x, at.y, 0, 0});
    shape.angle = std::atan2(backward ? a.y - b.y : b.y - a.y, backward ? a.x - b.x : b.x - a.x);
    shape.radius = 8;
    shape.fill = backward ? Token::gradient : Token::value;
  }

  Point corner(int node) const { return d_.drawing.corners[node]; }

  void output_stub() {
    const int out = d_.analysis.graph.output;
    if (out < 0) return;
    const Card& card = d_.cards[out];
    const Point from{corner(out).x + card.width, corner(out).y + card.out_y};
    Shape& shape = add(Shape::Kind::wire, {from.x, from.y, kStub, 0});
    const bool seeding = active_ && active_->kind == Step::Kind::seed && !all_done();
    shape.fill = seeding ? Token::gradient : Token::faint;
    shape.thickness = seeding ? 3 : 1.5f;
    const Point to{from.x + kStub, from.y};
    shape.curves.push_back({from, {from.x + 30, from.y}, {to.x - 30, to.y}, to});
    if (seeding) arrow(shape.curves[0], true);
  }

  // The wire's value above it and its gradient below, clear of every wire that leaves the port.
  void labels(int node) {
    const Card& card = d_.cards[node];
    const Point port{corner(node).x + card.width, corner(node).y + card.out_y};
    constexpr float kAway = 12;
    const float reach = kAway + std::max(card.value.width, card.gradient.width) + 4;
    float top = 0, bottom = 0;
    for (std::size_t w = 0; w < d_.wires.size(); ++w) {
      if (d_.wires[w].from != node) continue;
      const std::vector<Point>& points = d_.drawing.routes[w].points;
      const layout::Curve curve = layout::curve_between(points[0], points[1]);
      for (float t = 0; t <= 1; t += 0.05f) {
        const Point p = layout::point_at(curve, t);
        if (p.x - port.x > reach) break;
        top = std::min(top, p.y - port.y);
        bottom = std::max(bottom, p.y - port.y);
      }
    }
    if (value_known(node)) box(card.value, port.x + kAway, port.y + top - 9);
    if (gradient_known(node)) box(card.gradient, port.x + kAway, port.y + bottom + 9 + card.gradient.height);
  }

  void card(int node) {
    const Card& card = d_.cards[node];
    const Point at = corner(node);
    const Rect rect{at.x, at.y, card.width, card.height};
    if (outside({rect.x - 8, rect.y - 40, rect.width + 120, rect.height + 80})) return;
    const std::string& name = d_.analysis.graph.nodes[node].name;
    const bool selected = s_.selected == name, hovered = s_.hovered == name || s_.dragged == name;
    Shape& panel = add(Shape::Kind::panel, rect);
    panel.radius = card.pill ? card.height / 2 : kRadius;
    panel.fill = Token::card;
    panel.border = selected ? Token::accent : hovered ? Token::faint : Token::border;
    panel.thickness = selected ? 2 : 1;
    panel.shadow = true;
    scene_.hits.push_back({HitArea::Kind::card, node, rect});
    if (card.pill) {
      pill(node, at);
    } else {
      gate_card(node, at, selected);
      labels(node);
    }
    port({at.x + card.width, at.y + card.out_y});
  }

  void port(Point at) {
    Shape& shape = add(Shape::Kind::disc, {at.x, at.y, 0, 0});
    shape.radius = kPort;
    shape.fill = Token::card;
    shape.border = Token::soft;
    shape.thickness = 1.25f;
  }

  void pill(int node, Point at) {
    const Card& card = d_.cards[node];
    const float middle = at.y + card.height / 2;
    box(card.equation, at.x + 18, middle + 6);
    const float x = at.x + 18 + card.equation.width + 16;
    box(card.value, x, middle - 5);
    if (gradient_known(node)) box(card.gradient, x, middle + 7 + card.gradient.height);
    scene_.hits.push_back({HitArea::Kind::value, node, {x - 8, at.y + 4, at.x + card.width - x, card.height / 2}});
  }

  void gate_card(int node, Point at, bool selected) {
    const Card& card = d_.cards[node];
    const float inset = selected ? 1.5f : 0.5f;
    Shape& band = add(Shape::Kind::band, {at.x + inset, at.y + inset, card.width - 2 * inset, card.header - inset});
    band.fill = Token::header;
    band.radius = kRadius - inset;
    rule(at, card.width, card.header);
    Shape& disc = add(Shape::Kind::disc, {at.x + kSide + kDisc, at.y + card.header / 2, 0, 0});
    disc.radius = kDisc;
    disc.fill = Token::ink;
    box(card.sign_box, at.x + kSide + kDisc - card.sign_box.width / 2,
        at.y + card.header / 2 + (card.sign_box.height - card.sign_box.depth) / 2, Token::card);
    const float middle = at.y + card.header / 2;
    const bool tall = card.equation.depth > 8;  // a fraction is centred, a line of letters stands on the words' baseline
    box(card.equation, at.x + kSide + 2 * kDisc + 10, tall ? middle + (card.equation.height - card.equation.depth) / 2 : middle + 6);
    box(card.title, at.x + card.width - kSide - card.title.width, middle + 4.5f);
    for (std::size_t r = 0; r < card.rows.size(); ++r) {
      const Row& row = card.rows[r];
      if (r > 0) rule(at, card.width, row.top);
      box(row.label, at.x + kSide, at.y + row.top + 21);
      box(row.symbols, at.x + kSide, at.y + row.baseline);
      if (sent(node)) box(row.numbers, at.x + kSide + row.symbols.width, at.y + row.baseline);
      port({at.x, at.y + row.port_y});
    }
  }

  void rule(Point at, float width, float y) {
    Shape& line = add(Shape::Kind::line, {at.x + 1, at.y + y, width - 2, 0});
    line.fill = Token::border;
  }

  const Derived& d_;
  const Session& s_;
  const Rect seen_;
  const Step* active_ = nullptr;
  Scene scene_;
};

}  // namespace

Scene build_scene(const Derived& derived, const Session& session, const Rect& seen) { return SceneMaker(derived, session, seen).make(); }

const HitArea* hit(const Scene& scene, Point canvas) {
  for (std::size_t i = scene.hits.size(); i-- > 0;)
    if (scene.hits[i].rect.contains(canvas)) return &scene.hits[i];
  return nullptr;
}

}  // namespace chainrule::view
