#include "core/history.h"

#include <algorithm>

#include "core/fields.h"

namespace chainrule {

namespace {

constexpr std::size_t kMost = std::size_t{32} << 20;

// Is the byte there within a character of UTF-8?
bool inside(std::string_view text, std::size_t i) { return i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80; }

// A state: on which side of the present it is, how much of its beginning and end its neighbour has too, and what is between. No
// character is cut in two, so that what is written is UTF-8 if the states are.
std::string difference(char side, std::string_view neighbour, std::string_view state) {
  const std::size_t most = std::min(neighbour.size(), state.size());
  std::size_t begin = 0, end = 0;
  while (begin < most && neighbour[begin] == state[begin]) ++begin;
  while (begin > 0 && (inside(neighbour, begin) || inside(state, begin))) --begin;
  while (end < most - begin && neighbour[neighbour.size() - 1 - end] == state[state.size() - 1 - end]) ++end;
  while (end > 0 && inside(state, state.size() - end)) --end;
  std::string written = side + std::to_string(begin) + ' ' + std::to_string(end) + ' ';
  put_field(written, state.substr(begin, state.size() - begin - end));
  return written;
}

bool take_state(std::string_view& from, std::string_view neighbour, std::string& state) {
  std::size_t begin, end;
  std::string_view between;
  if (!take_count(from, ' ', begin) || !take_count(from, ' ', end) || !take_field(from, between)) return false;
  if (begin > neighbour.size() || end > neighbour.size() - begin) return false;
  state.assign(neighbour.substr(0, begin)).append(between).append(neighbour.substr(neighbour.size() - end));
  return true;
}

std::size_t bytes_of(const std::vector<std::string>& states) {
  std::size_t sum = 0;
  for (const std::string& state : states) sum += state.size();
  return sum;
}

}  // namespace

void History::record(const std::string& before, const std::string& group) {
  future_.clear();
  const bool joins = !group.empty() && group == group_ && !past_.empty();
  group_ = group;
  if (joins) return;
  past_.push_back(before);
  bytes_ += before.size();
  std::size_t drop = 0;
  while (bytes_ > kMost && drop + 1 < past_.size()) bytes_ -= past_[drop++].size();
  past_.erase(past_.begin(), past_.begin() + static_cast<std::ptrdiff_t>(drop));
}

bool History::move(std::vector<std::string>& from, std::vector<std::string>& to, const std::string& now, std::string& text) {
  while (!from.empty() && from.back() == now) from.pop_back();  // a drag there and back changed nothing
  if (from.empty()) return false;
  close_group();
  std::string taken = std::move(from.back());
  from.pop_back();
  to.push_back(now);
  text = std::move(taken);
  bytes_ = bytes_of(past_);
  return true;
}

bool History::undo(const std::string& now, std::string& text) { return move(past_, future_, now, text); }
bool History::redo(const std::string& now, std::string& text) { return move(future_, past_, now, text); }

std::string History::write(const std::string& now, std::size_t most) const {
  std::string written;
  const std::string *past = &now, *future = &now;
  auto add = [&](char side, const std::string*& neighbour, const std::string& state) {
    const std::string entry = difference(side, *neighbour, state);
    if (written.size() + entry.size() > most) return false;
    written += entry;
    neighbour = &state;
    return true;
  };
  bool back = true, on = true;
  for (std::size_t i = 1; back || on; ++i) {
    back = back && i <= past_.size() && add('<', past, past_[past_.size() - i]);
    on = on && i <= future_.size() && add('>', future, future_[future_.size() - i]);
  }
  return written;
}

History History::read(std::string_view written, const std::string& now) {
  History history;
  std::size_t room = kMost;
  while (!written.empty()) {
    const char side = written[0];
    written.remove_prefix(1);
    if (side != '<' && side != '>') break;
    std::vector<std::string>& states = side == '<' ? history.past_ : history.future_;
    std::string state;
    if (!take_state(written, states.empty() ? now : states.back(), state) || state.size() > room) break;
    room -= state.size();
    states.push_back(std::move(state));
  }
  std::reverse(history.past_.begin(), history.past_.end());
  std::reverse(history.future_.begin(), history.future_.end());
  history.bytes_ = bytes_of(history.past_);
  return history;
}

}  // namespace chainrule
