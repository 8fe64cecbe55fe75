// An exercise as it is being done: what is asked, what was answered, the score. Data without a clock; what shows it reads it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "learn/exercise.h"
#include "learn/grade.h"
#include "learn/progress.h"

namespace chainrule::learn {

struct Item {
  enum class State : std::uint8_t { open, right, revealed };
  std::string name;     // slot_name, which outlives the graph's indices
  Slot slot;
  State state = State::open;
  int wrong = 0, hints = 0;
  std::string given;    // the last answer
  Mark mark;            // of it
  bool done() const { return state != State::open; }
};

struct Attempt {
  Exercise::Kind kind = Exercise::Kind::none;
  int round = 0;
  std::vector<Item> items;   // predict; wrong: the planted one, once it is found; build, group and order have none
  int asked = -1;            // the item that is asked now; -1: none
  // wrong
  std::optional<Planted> planted;
  bool found = false;
  // order: the nodes that have sent, by name; group: what was chosen
  std::vector<std::string> sent;
  std::string chosen;
  int misses = 0;            // wrong presses of these kinds
  bool solved = false;       // build, group, order

  bool finished() const;
  // A point for each item that was right at once, half of one after a wrong answer or a hint, none if it was revealed. What has no items
  // is one point, less a half for each of the first two misses.
  double score() const;
  int max() const;
};

// `seed` decides what is planted.
Attempt begin(Analysis& analysis, const Exercise& exercise, int round, std::uint64_t seed);

// The program is another: items whose slots are gone go, the others know their new indices.
void follow(Attempt& attempt, const Analysis& analysis);

// The mark is kept in the item; when it is right, the next open item is asked. Does nothing to an item that is done.
Mark answer(Attempt& attempt, int item, std::string_view given, Analysis& analysis);
void take_hint(Attempt& attempt, int item);
void reveal(Attempt& attempt, int item);
// From the item after this one on, round about; -1: all are done.
int next_open(const Attempt& attempt, int item);

// wrong: what can be pressed. Where one path leads back to a node its gradient is that path's product, and the product stands for both.
std::vector<Slot> suspects(const Analysis& analysis, const Exercise& exercise);
// wrong: is it this one? If so, its true number is asked next.
bool accuse(Attempt& attempt, const Analysis& analysis, const Slot& slot);
// order: this gate sends now. False if it may not yet, or has nothing to send.
bool send(Attempt& attempt, const Analysis& analysis, int node);
// The gates that have to send: those with operands on the way to the output.
std::vector<int> senders(const Analysis& analysis);

}  // namespace chainrule::learn
