#include "view/scene.h"

#include <algorithm>
#include <cmath>

#include "core/number.h"
#include "math/typeset.h"
#include "view/step_words.h"
#include "view/wires.h"

namespace chainrule::view {

namespace {

using layout::Point;
using learn::Asked;

constexpr float kRadius = 12, kPort = 4.5f, kSide = 14, kDisc = 14;

// Levels of zoom. Below kNearEnd a card shows its sign, name and numbers, as large as it can; from kNear on the full rows; the two fade
// into each other between. Below kFar, where numbers would be illegible, a gate is its sign and an input its name.
constexpr float kFar = 0.2f;
constexpr float kMostGrowth = 2.6f;
constexpr float kFormula = 16;  // px per em
constexpr float kAway = 12;  // px from the port to the numbers on its wires, and to the point where they part

class SceneMaker {
 public:
  SceneMaker(const Derived& d, const Session& s, const Rect& seen, const Language& language)
      : d_(d), s_(s), seen_(seen), language_(language) {
    selected_ = selection(d, s);
    near_ = std::clamp((s.camera.zoom - kNearEnd) / (kNear - kNearEnd), 0.f, 1.f);
    growth_ = std::clamp(1.f / s.camera.zoom, 1.f, kMostGrowth);
    active_ = active_step(d, s);
  }

  Scene make() {
    for (const Frame& f : d_.frames) frame(f);
    scene_.under = scene_.shapes.size();
    arrows();
    const int count = static_cast<int>(d_.cards.size());
    for (int i = 0; i < count; ++i) card(i);
    for (int i = 0; i < count; ++i)
      if (d_.wires_from.of(i).size() > 1) fork(i);
    for (std::size_t i = d_.frames.size(); i-- > 0;) tag(static_cast<int>(i));
    return std::move(scene_);
  }

 private:
  bool value_known(int node) const { return d_.value_step[node] <= s_.done; }
  bool gradient_known(int node) const { return d_.gradient_step[node] <= s_.done; }
  bool sent(int gate, const Row& row) const { return d_.edge_step[d_.analysis.graph.nodes[gate].first_operand + row.place] <= s_.done; }

  bool outside(const Rect& r) const {
    return r.x > seen_.x + seen_.width || r.y > seen_.y + seen_.height || r.x + r.width < seen_.x || r.y + r.height < seen_.y;
  }

  Shape& add(Shape::Kind kind, Rect rect) {
    scene_.shapes.emplace_back();
    scene_.shapes.back().kind = kind;
    scene_.shapes.back().rect = rect;
    return scene_.shapes.back();
  }

  void box(const math::Box& marks, float x, float baseline, Token tint = Token::none, float scale = 1, float alpha = 1) {
    if (alpha <= 0) return;
    Shape& shape = add(Shape::Kind::box, {x, baseline, 0, 0});
    shape.box = &marks;
    shape.tint = tint;
    shape.scale = scale;
    shape.alpha = alpha;
  }

  const math::Box& made(math::Box marks) {
    scene_.made.push_back(std::move(marks));
    return scene_.made.back();
  }

  const Blank* blank(Asked asked, int node, int place = -1) const {
    const int at = s_.blanks ? s_.blanks->find(asked, node, place) : -1;
    const Blank* b = at < 0 ? nullptr : &s_.blanks->all()[static_cast<std::size_t>(at)];
    return b && b->look == Blank::Look::shown ? nullptr : b;
  }
  // Is what stands there for the learner to say?
  bool is_hidden(Asked asked, int node, int place = -1) const {
    const Blank* b = blank(asked, node, place);
    return b && b->look != Blank::Look::right && b->look != Blank::Look::mark;
  }

  // A number with its left end at x, or what a learner sees in its place; returns where it ends.
  float number(const math::Box& marks, Asked asked, int node, int place, float x, float baseline, float scale = 1, float alpha = 1) {
    const Blank* b = blank(asked, node, place);
    if (!b) {
      box(marks, x, baseline, Token::none, scale, alpha);
      return x + marks.width * scale;
    }
    return field(*b, &marks, x, baseline, kBlank, scale, alpha);
  }

  // A blank of this width about a line of text, in canvas px; what can be seen or pressed of it.
  float field(const Blank& b, const math::Box* marks, float x, float baseline, float wide, float scale, float alpha) {
    using Look = Blank::Look;
    constexpr float kMiddle = 5, kInset = 6;  // of the letters over the baseline; px beside them
    const bool shows = b.look == Look::right || b.look == Look::mark;
    math::Box said;
    if (!b.shown.empty() || (b.look == Look::open && !shows))
      said = math::words(b.shown.empty() ? "?" : b.shown, math::Face::sans_semibold, 14, b.shown.empty() ? math::Role::faint : math::Role::gradient);
    const bool own = !b.shown.empty() || !shows || !marks;
    const math::Box& text = own ? made(std::move(said)) : *marks;
    const float width = shows ? text.width + 2 * kInset : b.look == Look::hidden ? kCover : wide;
    const Rect rect{x, baseline - (kMiddle + kBlankHeight / 2) * scale, width * scale, kBlankHeight * scale};
    if (alpha <= 0) return x + rect.width;
    const float inset = b.look == Look::asked ? scale : 0;  // the text field stands over it
    Shape& panel = add(Shape::Kind::panel, {rect.x + inset, rect.y + inset, rect.width - 2 * inset, rect.height - 2 * inset});
    panel.radius = 5 * scale;
    panel.fill = b.look == Look::hidden ? Token::header : b.look == Look::right ? Token::value : Token::paper;
    panel.border = b.look == Look::asked ? Token::accent : b.look == Look::wrong ? Token::gradient
                   : b.look == Look::hidden || b.look == Look::right ? Token::none : Token::faint;
    panel.thickness = b.look == Look::asked ? 2 : 1;
    panel.alpha = b.look == Look::right ? 0.16f * alpha : alpha;
    const float fit = std::min(1.f, (width - 2 * kInset + 2) / std::max(text.width, 1.f)) * scale;
    if (b.look != Look::asked || shows) {
      const Token tint = own && b.look == Look::mark && marks && !marks->glyphs.empty() && marks->glyphs[0].role == math::Role::value ? Token::value : Token::none;
      box(text, x + (rect.width - text.width * fit) / 2, baseline, tint, fit, alpha);
    }
    if (b.look != Look::hidden && alpha > 0.5f) {
      HitArea area{HitArea::Kind::blank, b.slot.node, rect};
      area.blank = static_cast<int>(&b - s_.blanks->all().data());
      scene_.hits.push_back(area);
    }
    return x + rect.width;
  }

  // On every wire that something runs along, a head that shows the way; when the pulse has come there.
  void arrows() {
    if (!active_ || pulse_place(s_) < 0.5f) return;
    for (std::size_t w = 0; w < d_.wires.size(); ++w) {
      const Flow flow = flow_on(d_, active_, w);
      if (flow != Flow::none) arrow(curve_of(d_, w, count_curves(d_, w) / 2), flow == Flow::gradient);
    }
    if (active_->kind == Step::Kind::seed) arrow(stub_curve(d_), true);
  }

  void arrow(const layout::Curve& curve, bool backward) {
    constexpr float kSize = 8;
    const Point a = layout::point_at(curve, 0.49f), b = layout::point_at(curve, 0.51f), at = layout::point_at(curve, 0.5f);
    if (outside({at.x - kSize, at.y - kSize, 2 * kSize, 2 * kSize})) return;
    Shape& shape = add(Shape::Kind::arrow, {at.x, at.y, 0, 0});
    shape.angle = std::atan2(backward ? a.y - b.y : b.y - a.y, backward ? a.x - b.x : b.x - a.x);
    shape.radius = kSize;
    shape.fill = backward ? Token::gradient : Token::value;
  }

  Point corner(int node) const { return d_.drawing.corners[node]; }

  static bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  }

  bool covers_card(const Rect& r) const {
    for (std::size_t i = 0; i < d_.cards.size(); ++i)
      if (overlap({d_.drawing.corners[i].x, d_.drawing.corners[i].y, d_.cards[i].width, d_.cards[i].height}, r)) return true;
    return false;
  }

  bool meets_wire(const Rect& r) const {
    constexpr int kPieces = 32;
    for (const layout::Route& route : d_.drawing.routes)
      for (std::size_t i = 0; i + 1 < route.points.size(); ++i) {
        const Point a = route.points[i], b = route.points[i + 1];
        const bool near = a.x < r.x + r.width && r.x < b.x && std::min(a.y, b.y) < r.y + r.height && r.y < std::max(a.y, b.y);
        const layout::Curve curve = layout::curve_between(a, b);
        for (int k = 0; near && k <= kPieces; ++k)
          if (r.contains(layout::point_at(curve, static_cast<float>(k) / kPieces))) return true;
      }
    return false;
  }

  Point out_port(int node) const { return {corner(node).x + d_.cards[node].width, corner(node).y + d_.cards[node].out_y}; }

  // The wire's value above it and its gradient below, clear of every wire that leaves the port.
  void labels(int node) {
    const Card& card = d_.cards[node];
    const Point port = out_port(node);
    if (near_ <= 0) return;  // from further away they stand on the card
    const float reach = kAway + numbers_width(node) + 4;
    float top = 0, bottom = 0;
    for (int w : d_.wires_from.of(node)) {
      for (const Point& p : points_near_start(d_, w, reach)) {
        top = std::min(top, p.y - port.y);
        bottom = std::max(bottom, p.y - port.y);
      }
    }
    // Where a steep wire leads to another card, or so far that nobody would know whose numbers these are, they stand at the port.
    constexpr float kRise = 9, kFarthest = 96;
    if (top < -kFarthest) top = 0;
    if (bottom > kFarthest) bottom = 0;
    if (top < -kRise && covers_card({port.x + kAway, port.y + top - kRise - card.value->height, card.value->width, card.value->height})) top = 0;
    if (bottom > kRise && covers_card({port.x + kAway, port.y + bottom + kRise, card.gradient->width, card.gradient->height})) bottom = 0;
    const float x = port.x + kAway, under = port.y + bottom + kRise + card.gradient->height;
    if (value_known(node)) number(*card.value, Asked::value, node, -1, x, port.y + top - kRise - (is_hidden(Asked::value, node) ? 3 : 0), 1, near_);
    if (gradient_known(node)) number(*card.gradient, Asked::sum, node, -1, x, under + (is_hidden(Asked::sum, node) ? 4 : 0), 1, near_);
  }

  // A value that is used more than once: the point where it is copied, and in the backward pass how what comes back adds up there.
  void fork(int node) {
    const Point at = corner(node), port = out_port(node);
    if (s_.camera.zoom < kFar || outside({at.x - 240, at.y - 40, d_.cards[node].width + 280, d_.cards[node].height + 80})) return;
    const int come = parts_come(d_.analysis, d_, node, s_.done);
    const bool growing = active_ && come != parts_come(d_.analysis, d_, node, s_.done - 1);
    Shape& copy = add(Shape::Kind::disc, {port.x + kAway, port.y, 0, 0});
    copy.radius = 3.5f * sum_scale();
    copy.fill = growing ? Token::gradient : Token::soft;
    const Blank* b = blank(Asked::sum, node);
    if (d_.is_fork(node) && come > 0 && (!b || b->look == Blank::Look::right)) sum(node, come);
  }

  // From further away as large as the gap between two cards lets it.
  float sum_scale() const { return near_ + (1 - near_) * std::min(growth_, 1.5f); }

  // The longest form of the sum that fits, in the gap that the layout leaves below an input and above a gate, next to the port.
  void sum(int node, int come) {
    const Card& card = d_.cards[node];
    std::vector<std::string> forms = sum_words(d_, node, come, language_);
    if (gradient_known(node)) forms.pop_back();  // the gradient itself: it has a place of its own
    for (const std::string& words : forms) {
      math::Box marks = math::words(words, math::Face::sans_semibold, 14, math::Role::gradient);
      const float scale = sum_scale(), width = marks.width * scale, height = (marks.height + marks.depth) * scale, away = 6 / scale;
      const float right = corner(node).x + card.width - (card.pill ? 20.f : 4.f);
      constexpr float kMargin = 24;  // of the drawing, to the left: beyond it nothing is in view
      const Rect place{std::max(right - width, -kMargin), corner(node).y + (card.pill ? card.height + away : -away - height), width, height};
      const bool beside = place.x < corner(node).x || place.x + width > corner(node).x + card.width;  // above and below a card no wire bends
      if (covers_card(place) || (beside && meets_wire(place))) continue;
      scene_.sums.push_back({node, std::move(marks)});
      const math::Box& sum = scene_.sums.back().box;
      return box(sum, place.x, place.y + sum.height * scale, Token::none, scale);
    }
  }

  // Around the gates of a function that stands open.
  void frame(const Frame& f) {
    const Rect rect{f.x, f.y, f.width, f.height};
    if (f.width <= 0 || outside(rect)) return;
    Shape& panel = add(Shape::Kind::panel, rect);
    panel.radius = kRadius + 6;
    panel.fill = Token::header;
    panel.alpha = 0.55f;
    panel.border = s_.hovered == d_.analysis.graph.nodes[f.node].name ? Token::accent : Token::border;
  }

  // A tag's place; it grows upwards.
  static Rect tag_rect(const Frame& f, float scale) {
    return {f.tag_x, f.tag_y + kTagHeight * (1 - scale), (f.tag.width + 2 * kTagSide) * scale, kTagHeight * scale};
  }

  // From where cards have no rows a tag grows on, if it meets no card and no other tag, as large as that might be.
  float tag_scale(std::size_t index) const {
    constexpr float kMost = 3;
    constexpr std::size_t kFew = 40;
    const float scale = std::min(growth_, kTagGrowth), grown = std::min(1 / s_.camera.zoom, kMost);
    if (near_ > 0 || grown <= scale || d_.frames.size() > kFew) return scale;
    const Rect rect = tag_rect(d_.frames[index], kMost);
    if (covers_card(rect)) return scale;
    for (std::size_t i = 0; i < d_.frames.size(); ++i)
      if (i != index && overlap(rect, tag_rect(d_.frames[i], kMost))) return scale;
    return grown;
  }

  // The button that folds a function, or opens it.
  void tag(int index) {
    const Frame& f = d_.frames[static_cast<std::size_t>(index)];
    const float scale = tag_scale(static_cast<std::size_t>(index));
    const Rect rect = tag_rect(f, scale);
    if (s_.camera.zoom < kFar || outside(rect)) return;
    Shape& panel = add(Shape::Kind::panel, rect);
    panel.radius = rect.height / 2;
    panel.fill = Token::card;
    panel.border = Token::accent;
    box(f.tag, rect.x + kTagSide * scale, rect.y + 15 * scale, Token::accent, scale);
    scene_.hits.push_back({HitArea::Kind::fold, f.node, rect, index});
  }

  void card(int node) {
    const Card& card = d_.cards[node];
    const Point at = corner(node);
    const Rect rect{at.x, at.y, card.width, card.height};
    if (outside({rect.x - 8, rect.y - 40, rect.width + 120, rect.height + 80})) return;
    const std::string& name = d_.analysis.graph.nodes[node].name;
    const bool selected = std::binary_search(selected_.begin(), selected_.end(), node), hovered = s_.hovered == name || s_.dragged == name;
    const bool lit = selected || s_.lit == name;
    Shape& panel = add(Shape::Kind::panel, rect);
    panel.radius = card.pill ? card.height / 2 : kRadius;
    panel.fill = Token::card;
    panel.border = lit ? Token::accent : hovered ? Token::faint : Token::border;
    panel.thickness = selected ? 2 : 1;
    panel.shadow = true;
    scene_.hits.push_back({HitArea::Kind::card, node, rect});
    if (card.pill) {
      pill(node, at);
    } else {
      gate_card(node, at, selected);
      labels(node);
    }
    port({at.x + card.width, at.y + card.out_y}, {HitArea::Kind::output, node, {}});
  }

  // Where wires can be drawn from and to, unless it is too small to be meant.
  void port(Point at, HitArea area) {
    constexpr float kMostGrown = 20;  // canvas px to each side
    const float half = std::min(s_.finger / 2 / s_.camera.zoom, kMostGrown);
    area.rect = {at.x - half, at.y - half, 2 * half, 2 * half};
    if (s_.camera.zoom >= kFar) scene_.hits.push_back(area);
    Shape& shape = add(Shape::Kind::disc, {at.x, at.y, 0, 0});
    shape.radius = kPort;
    shape.fill = Token::card;
    shape.border = Token::soft;
    shape.thickness = 1.25f;
  }

  void pill(int node, Point at) {
    const Card& card = d_.cards[node];
    const float middle = at.y + card.height / 2;
    const float numbers = numbers_width(node), symbol = card.equation.width;
    hit_value(node, {at.x, at.y, card.width, card.height});
    if (s_.camera.zoom < kFar) {
      const float scale = std::min(2.2f, (card.width - 24) / symbol);
      return box(card.equation, at.x + (card.width - symbol * scale) / 2, middle + 6 * scale, Token::none, scale);
    }
    // From further away the margins give way to the numbers, and the numbers grow more than the name; at the right the pill's end is
    // round where the gradient stands.
    const float tight = std::clamp((growth_ - 1) / 0.6f, 0.f, 1.f);
    const float side = 18 - 11 * tight, gap = 16 - 8 * tight, room = card.width - side - gap - (14 - 3 * tight);
    const float scale = std::min({growth_, 1.3f, std::max(1.f, (room - numbers) / symbol)});
    const float growth = std::min({growth_, 1.7f, std::max(1.f, (room - symbol * scale) / numbers)});
    const float left = at.x + side + tight * std::max(0.f, room - symbol * scale - numbers * growth) / 2;
    box(card.equation, left, middle + 6 * scale, Token::none, scale);
    const float x = left + symbol * scale + gap;
    const Blank* asked = blank(Asked::sum, node);
    const bool hidden = asked && asked->look != Blank::Look::right;  // a field is higher than a number
    const float grown = std::min({growth_, 1.7f, std::max(1.f, (room - symbol * scale) / card.value->width)});
    box(*card.value, x, middle - (hidden ? 7 : 5) / growth, Token::none, hidden ? grown : growth);
    if (gradient_known(node))
      number(*card.gradient, Asked::sum, node, -1, x, hidden ? middle + 14.5f * std::min(growth, 1.1f) : middle + 7 / growth + card.gradient->height * growth,
             hidden ? std::min(growth, 1.1f) : growth);
  }

  // Of the wider of a node's numbers, or of the blanks in their places.
  float numbers_width(int node) const {
    const Card& card = d_.cards[node];
    auto room = [](const Blank* b) { return !b ? 0 : b->look == Blank::Look::hidden ? kCover : kBlank; };
    return std::max({card.value->width, card.gradient->width, room(blank(Asked::value, node)), room(blank(Asked::sum, node))});
  }

  void hit_value(int node, const Rect& pill) {
    constexpr float kMostGrown = 14;  // canvas px, or it would reach the next card
    const float grown = std::clamp((s_.finger / s_.camera.zoom - pill.height) / 2, 0.f, kMostGrown);
    scene_.hits.push_back({HitArea::Kind::value, node, {pill.x, pill.y - grown, pill.width, pill.height + 2 * grown}});
  }

  void gate_card(int node, Point at, bool selected) {
    const Card& card = d_.cards[node];
    const float inset = selected ? 1.5f : 0.5f;
    if (near_ > 0) near_card(node, at, inset);
    if (near_ < 1) sign_card(node, at);
    for (const Row& row : card.rows) port({at.x, at.y + row.port_y}, {HitArea::Kind::operand, node, {}, -1, row.place});
  }

  // The full card: header, then a row for each operand.
  void near_card(int node, Point at, float inset) {
    const Card& card = d_.cards[node];
    Shape& band = add(Shape::Kind::band, {at.x + inset, at.y + inset, card.width - 2 * inset, card.header - inset});
    band.fill = Token::header;
    band.radius = kRadius - inset;
    band.alpha = near_;
    rule(at, card.width, card.header);
    const float middle = at.y + card.header / 2;
    sign(card, {at.x + kSide + kDisc, middle}, 1, near_);
    const bool tall = card.equation.depth > 8;  // a fraction is centred, a line of letters stands on the words' baseline
    box(card.equation, at.x + kSide + 2 * kDisc + 10, tall ? middle + (card.equation.height - card.equation.depth) / 2 : middle + 6,
        Token::none, 1, near_);
    box(card.title, at.x + card.width - kSide - card.title.width, middle + 4.5f, Token::none, 1, near_);
    for (std::size_t r = 0; r < card.rows.size(); ++r) {
      const Row& row = card.rows[r];
      if (r > 0) rule(at, card.width, row.top);
      box(row.label, at.x + kSide, at.y + row.top + 21, Token::none, 1, near_);
      const float x = formula(node, row, at.x + kSide, at.y + row.baseline);
      if (!sent(node, row)) continue;
      if (s_.blanks && s_.blanks->in_row(node, row.place)) row_numbers(node, row, x, at.y + row.baseline);
      else box(*row.numbers, x, at.y + row.baseline, Token::none, 1, near_);
    }
  }

  // The chain rule in symbols; where the local gradient's formula is asked, a blank stands in its place. Returns where it ends.
  float formula(int node, const Row& row, float x, float baseline) {
    const Blank* b = blank(Asked::formula, node, row.place);
    if (!b || b->look == Blank::Look::right) {
      box(row.symbols, x, baseline, Token::none, 1, near_);
      return x + row.symbols.width;
    }
    const math::Box& chain = made(math::typeset(chain_latex(d_.analysis.graph, node, row.operand, d_.is_fork(row.operand)), kFormula, math::Style::display));
    box(chain, x, baseline, Token::none, 1, near_);
    return field(*b, nullptr, x + chain.width + 4, baseline, kLongBlank, 1, near_) + 4;
  }

  float upstream(double value, float x, float baseline) {
    const math::Box& marks = made(math::typeset("\\role{upstream}{" + display_latex(value) + "}", kFormula, math::Style::display));
    box(marks, x, baseline, Token::none, 1, near_);
    return x + marks.width;
  }

  // " = upstream · local = downstream", part by part.
  void row_numbers(int node, const Row& row, float x, float baseline) {
    const Product& p = row.numbers.said();
    auto sign = [&](const char* latex) {
      const math::Box& marks = made(math::typeset(latex, kFormula, math::Style::display));
      box(marks, x, baseline, Token::none, 1, near_);
      x += marks.width;
    };
    auto part = [&](double value, const char* role, Asked asked, int place, bool factor) {
      std::string latex = display_latex(value);
      if (factor && latex[0] == '-') latex = "(" + latex + ")";
      x = number(made(math::typeset("\\role{" + std::string(role) + "}{" + latex + "}", kFormula, math::Style::display)), asked, node, place, x, baseline, 1, near_);
    };
    sign("{} = {}");
    if (is_hidden(Asked::sum, node)) x = field({{Asked::sum, node, -1}, Blank::Look::hidden, {}}, nullptr, x, baseline, kCover, 1, near_);  // it is answered elsewhere
    else x = upstream(p.upstream, x, baseline);
    sign("{} \\cdot {}");
    part(p.local, p.plain ? "ink" : "value", Asked::local, row.place, true);
    sign("{} = {}");
    part(p.downstream, "gradient", Asked::product, row.place, false);
  }

  // From further away: the slide's disc with the sign, the node's name below it, value and gradient beside; from far, the disc.
  void sign_card(int node, Point at) {
    const Card& card = d_.cards[node];
    const float alpha = 1 - near_, middle = at.y + card.height / 2;
    const bool far = s_.camera.zoom < kFar;
    const float numbers = numbers_width(node);
    if (far) {
      constexpr float kMost = 1.6f;  // the sign grows in its disc
      const float scale = std::min(card.height, card.width) * 0.4f / kDisc;
      return sign(card, {at.x + card.width / 2, middle}, scale, alpha, std::min(kMost, (2 * kDisc - 6) / card.sign_box.width));
    }
    constexpr float kPad = 14, kGap = 8;
    const float marks = std::max(2 * kDisc, card.name.width);
    const float tall = (card.height - 2 * kPad) / (2 * kDisc + kGap + card.name.height + card.name.depth);
    const float scale = std::min({2.4f, tall, (card.width - 3 * kPad - numbers) / marks});
    const bool fields = blank(Asked::value, node) || blank(Asked::sum, node);  // one over the other, within the card
    const float growth = std::min({growth_, (card.width - 3 * kPad - marks * scale) / numbers, (card.height - kPad) / (4 * card.value->height),
                                   fields ? (card.height - 6) / (2 * kBlankHeight + 4) : growth_});
    const float left = at.x + kPad + std::max(0.f, card.width - 3 * kPad - marks * scale - numbers * growth) / 2;
    const float block = (2 * kDisc + kGap + card.name.height) * scale;
    sign(card, {left + marks * scale / 2, middle - block / 2 + kDisc * scale}, scale, alpha);
    box(card.name, left + (marks - card.name.width) * scale / 2, middle + block / 2, Token::none, scale, alpha);
    const float x = left + marks * scale + kPad;
    const float apart = s_.blanks ? 3 * growth : 0;
    if (value_known(node)) number(*card.value, Asked::value, node, -1, x, middle - 6 * growth - apart, growth, alpha);
    if (gradient_known(node)) number(*card.gradient, Asked::sum, node, -1, x, middle + 6 * growth + card.gradient->height * growth + apart, growth, alpha);
  }

  // Half of what hangs below the line is left out of account: else "exp" stands too high beside "+1".
  void sign(const Card& card, Point centre, float scale, float alpha, float grown = 1) {
    Shape& disc = add(Shape::Kind::disc, {centre.x, centre.y, 0, 0});
    disc.radius = kDisc * scale;
    disc.fill = Token::ink;
    disc.alpha = alpha;
    const float size = scale * grown;
    box(card.sign_box, centre.x - card.sign_box.width * size / 2, centre.y + (card.sign_box.height - card.sign_box.depth / 2) * size / 2,
        Token::card, size, alpha);
  }

  void rule(Point at, float width, float y) {
    Shape& line = add(Shape::Kind::line, {at.x + 1, at.y + y, width - 2, 0});
    line.fill = Token::border;
    line.alpha = near_;
  }

  const Derived& d_;
  const Session& s_;
  const Rect seen_;
  const Language& language_;
  float near_ = 1, growth_ = 1;
  const Step* active_ = nullptr;
  std::vector<int> selected_;
  Scene scene_;
};

}  // namespace

Scene build_scene(const Derived& derived, const Session& session, const Rect& seen, const Language& language) {
  return SceneMaker(derived, session, seen, language).make();
}

const HitArea* hit(const Scene& scene, Point canvas) {
  for (std::size_t i = scene.hits.size(); i-- > 0;)
    if (scene.hits[i].rect.contains(canvas)) return &scene.hits[i];
  return nullptr;
}

}  // namespace chainrule::view
