// What outlives the window, as text. Version 1: the head, then fields: the text, the view, and the history to the end. The view is fields
// again, and later versions may add some behind them.
#include <algorithm>
#include <cmath>

#include "core/fields.h"
#include "core/number.h"
#include "ui/state.h"

namespace chainrule::ui {

namespace {

constexpr std::string_view kHead = "chainrule 1\n";
constexpr std::size_t kMostHistory = 128 * 1024;

void put_number(std::string& to, double value) { put_field(to, format_number(value)); }

// 0 for what is no number there.
double take_number(std::string_view& from) {
  std::string_view field;
  if (!take_field(from, field) || field.empty()) return 0;
  const bool negative = field[0] == '-';
  if (negative) field.remove_prefix(1);
  double value = 0;
  if (parse_number(field, value) == 0 || !std::isfinite(value)) return 0;
  return negative ? -value : value;
}

float within(double value, double low, double high) { return static_cast<float>(std::clamp(value, low, high)); }

// The view's fields, in this order.
struct Look {
  double done = 0, follows_end = 0, by_edge = 0, camera = 0, x = 0, y = 0, zoom = 0, beside = 0, wording = 0;
  template <class Each>
  void each(Each act) {
    for (double* value : {&done, &follows_end, &by_edge, &camera, &x, &y, &zoom, &beside, &wording}) act(*value);
  }
};

}  // namespace

std::string App::saved() const {
  const State& s = *state_;
  const bool two = s.beside.wanted;  // each picture's camera is its own then
  const bool own_view = two ? s.beside.touched_before : s.camera_touched;
  const view::Camera camera = !own_view ? view::Camera{} : two ? s.beside.camera_before : s.session.camera;
  Look look{double(s.session.done), double(s.follow_end), double(s.session.grain == view::Grain::edge), double(own_view),
            camera.x, camera.y, camera.zoom, double(two), double(static_cast<int>(s.beside.wording))};
  std::string fields;
  look.each([&](double value) { put_number(fields, value); });
  put_field(fields, s.session.selected);
  std::string all(kHead);
  put_field(all, s.text);
  put_field(all, fields);
  return all + s.history.write(s.text, kMostHistory);
}

bool App::restore(std::string_view saved) {
  State& s = *state_;
  std::string_view text, fields, selected;
  if (saved.substr(0, kHead.size()) != kHead) return false;
  saved.remove_prefix(kHead.size());
  if (!take_field(saved, text) || text.size() > 2 * limits::text_bytes) return false;
  if (!take_field(saved, fields)) saved = {};  // damaged behind the text
  Look look;
  look.follows_end = 1;
  if (!fields.empty()) look.each([&](double& value) { value = take_number(fields); });
  if (!take_field(fields, selected)) selected = {};

  History history = History::read(saved, std::string(text));
  if (has_history()) history.record(s.text, "");
  s.history = std::move(history);
  const bool still = std::exchange(s.reduced_motion, true);  // it is there at once
  s.show_beside(false);
  s.camera_touched = false;
  s.derived = {};  // a text in error must not stand under another program's picture
  s.restore(std::string(text));
  s.set_grain(look.by_edge != 0 ? view::Grain::edge : view::Grain::gate);
  s.set_step(look.follows_end != 0 ? static_cast<int>(s.derived.steps.size()) : static_cast<int>(within(look.done, 0, 1e6)));
  s.session.pulse = 1;
  s.session.selected = selected;
  if (look.camera != 0) s.look_from({within(look.x, -1e6, 1e6), within(look.y, -1e6, 1e6), within(look.zoom, view::kLeastZoom, view::kMostZoom)});
  s.beside.wording = static_cast<Wording>(static_cast<int>(within(look.wording, 0, kWordings - 1)));
  s.show_beside(look.beside != 0);
  s.reduced_motion = still;
  return true;
}

bool App::has_history() const { return !state_->history.empty(); }

}  // namespace chainrule::ui
