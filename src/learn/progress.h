// What a learner has done, on this device only: answers by principle, and lessons' scores. Data; keeping it is the platform's business.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "learn/grade.h"

namespace chainrule::learn {

struct Tally {
  int right_at_once = 0, right_later = 0, wrong = 0, revealed = 0;
  std::uint32_t recent = 0;  // the last 8 slots, a bit each, the newest lowest: 1 for right at the first answer without a hint
  int seen = 0;              // slots finished
};

class Progress {
 public:
  // A slot is finished: how often it was answered wrongly before, how many hints were taken, and whether it was revealed.
  void finish(Principle principle, int wrong, int hints, bool revealed);
  void mistake(Mistake mistake);
  void lesson(std::string_view name, int score, int max);  // the best counts

  const Tally& of(Principle principle) const { return tallies_[static_cast<std::size_t>(principle)]; }
  // Which hold (at least 4 of the last 5 slots right at once), and which to repeat (less than half of the last 6, of at least 2).
  std::vector<Principle> hold() const, repeat() const;
  std::vector<std::pair<Mistake, int>> common_mistakes() const;  // the most frequent first
  struct Score { int score = 0, max = 0; };
  const std::map<std::string, Score, std::less<>>& lessons() const { return lessons_; }
  bool empty() const;

  // As JSON, for keeping and for export, at most 64 KiB; and back. False, and nothing changes, if it cannot be read.
  std::string json() const;
  bool read(std::string_view json);

 private:
  std::array<Tally, static_cast<std::size_t>(Principle::count)> tallies_;
  std::array<int, static_cast<std::size_t>(Mistake::count)> mistakes_{};
  std::map<std::string, Score, std::less<>> lessons_;
};

}  // namespace chainrule::learn
