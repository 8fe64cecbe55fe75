#include "core/history.h"

namespace chainrule {

void History::record(const std::string& before, const std::string& group) {
  future_.clear();
  const bool joins = !group.empty() && group == group_ && !past_.empty();
  group_ = group;
  if (joins) return;
  past_.push_back(before);
  bytes_ += before.size();
  constexpr std::size_t kMost = std::size_t{32} << 20;
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
  bytes_ = 0;
  for (const std::string& state : past_) bytes_ += state.size();
  return true;
}

bool History::undo(const std::string& now, std::string& text) { return move(past_, future_, now, text); }
bool History::redo(const std::string& now, std::string& text) { return move(future_, past_, now, text); }

}  // namespace chainrule
