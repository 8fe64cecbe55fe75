// Undo and redo of the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chainrule {

// States of the text before and after the present one. Changes in a row with the same group (not empty) count as one: the drag of a
// number, the typing of a word. close_group() ends it, on release or after a pause. Keeps the newest 32 MiB.
class History {
 public:
  // The text is about to become another; `before` is what it is now.
  void record(const std::string& before, const std::string& group);
  void close_group() { group_.clear(); }
  // The text to show instead of `now`, which is put on the other side; false if there is none.
  bool undo(const std::string& now, std::string& text);
  bool redo(const std::string& now, std::string& text);
  bool empty() const { return past_.empty() && future_.empty(); }

  // To be kept, in at most `most` bytes: the states nearest to `now` first, each as what differs from its neighbour.
  std::string write(const std::string& now, std::size_t most) const;
  // The states that are whole in what was written around this `now`; what is damaged ends it. Never more than record() keeps.
  static History read(std::string_view written, const std::string& now);

 private:
  bool move(std::vector<std::string>& from, std::vector<std::string>& to, const std::string& now, std::string& text);
  std::vector<std::string> past_, future_;
  std::string group_;
  std::size_t bytes_ = 0;  // of past_
};

}  // namespace chainrule
