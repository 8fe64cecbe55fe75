// What is hidden on the cards: what is asked, and what would give it away.
#include <algorithm>
#include <utility>

#include "core/number.h"
#include "ui/state.h"

namespace chainrule::ui {

using learn::Asked;
using learn::Exercise;
using learn::Item;
using view::Blank;

namespace {

class BlankMaker {
 public:
  explicit BlankMaker(const App::State& s) : d_(s.derived), t_(s.trainer), a_(s.derived.analysis) {
    first_.assign(a_.graph.nodes.size() + 1, 0);
    const std::vector<Contribution>& all = a_.backward.contributions;
    for (std::size_t i = all.size(); i-- > 0;) first_[static_cast<std::size_t>(all[i].gate)] = static_cast<int>(i);  // a gate's stand together
    covered_.assign(a_.graph.nodes.size(), false);
  }

  std::vector<Blank> make() {
    for (const Item& item : t_.attempt.items) add_item(item);
    for (const Item& item : t_.attempt.items)
      if (!item.done()) cover(item.slot);
    for (std::size_t i = 0; i < gates_.size(); ++i) cover_sent(gates_[i]);  // which finds more
    if (t_.attempt.kind == Exercise::Kind::wrong && !t_.attempt.found && t_.attempt.planted) suspects();
    if (t_.attempt.kind == Exercise::Kind::order && !t_.attempt.solved) unsent();
    return std::move(all_);
  }

 private:
  void add(const learn::Slot& slot, Blank::Look look, std::string shown = {}) { all_.push_back({slot, look, std::move(shown)}); }
  void hide(Asked asked, int node, int place = -1) { add({asked, node, place}, Blank::Look::hidden); }

  void add_item(const Item& item) {
    if (item.done()) return add(item.slot, item.state == Item::State::right ? Blank::Look::right : Blank::Look::shown);
    const bool asked = &item == t_.attempt.items.data() + t_.attempt.asked, wrong = item.wrong > 0;
    add(item.slot, asked ? Blank::Look::asked : wrong ? Blank::Look::wrong : Blank::Look::open, wrong && !asked ? item.given : std::string());
  }

  // What is the same number, or shows it: a gradient shows in all that is made of it, as far as the next fork; a value in local gradients.
  void cover(const learn::Slot& slot) {
    switch (slot.asked) {
      case Asked::value:
        cover_row_values(slot.node);
        for (const int w : d_.wires_from.of(slot.node)) cover_row_values(d_.wires[static_cast<std::size_t>(w)].to);
        break;
      case Asked::product: cover_target(a_.graph.operands_of(slot.node)[slot.place].node); break;
      case Asked::sum:
        cover_gate(slot.node);
        if (d_.part_count(slot.node) == 1) {
          const int part = d_.parts[static_cast<std::size_t>(d_.first_part[static_cast<std::size_t>(slot.node)])];
          const Contribution& c = a_.backward.contributions[static_cast<std::size_t>(part)];
          hide(Asked::product, c.gate, c.place);
        }
        break;
      case Asked::formula:
        if (plain(slot)) hide(Asked::local, slot.node, slot.place);
        break;
      case Asked::local: break;
    }
  }

  void cover_target(int node) {
    if (d_.is_fork(node)) return;
    hide(Asked::sum, node);
    cover_gate(node);
  }

  void cover_gate(int gate) {
    if (covered_[static_cast<std::size_t>(gate)]) return;
    covered_[static_cast<std::size_t>(gate)] = true;
    gates_.push_back(gate);
  }

  template <class Act>
  void each_sent(int gate, Act act) {
    const std::vector<Contribution>& all = a_.backward.contributions;
    for (auto i = static_cast<std::size_t>(first_[static_cast<std::size_t>(gate)]); i < all.size() && all[i].gate == gate; ++i) act(all[i]);
  }

  void cover_sent(int gate) {
    each_sent(gate, [&](const Contribution& c) {
      hide(Asked::product, gate, c.place);
      cover_target(c.to);
    });
  }

  void cover_row_values(int gate) {
    each_sent(gate, [&](const Contribution& c) { hide(Asked::local, gate, c.place); });
    cover_gate(gate);
  }

  bool plain(const learn::Slot& slot) const {
    for (const view::Row& row : d_.cards[static_cast<std::size_t>(slot.node)].rows)
      if (row.place == slot.place) return row.numbers.said().plain;
    return false;
  }

  // Every number that may be the wrong one can be pressed. Where two places show one number, one of them is covered: side by side they
  // would tell.
  void suspects() {
    const learn::Planted& planted = *t_.attempt.planted;
    add(planted.slot, Blank::Look::mark, display_text(planted.shown));
    const std::vector<learn::Slot> slots = learn::suspects(a_, t_.exercise);
    for (const learn::Slot& slot : slots) add(slot, Blank::Look::mark);
    for (const learn::Slot& slot : slots)
      if (slot.asked == Asked::product) cover(slot);
  }

  // The gradients that have not been sent yet.
  void unsent() {
    for (const int gate : learn::senders(a_)) {
      const std::string& name = a_.graph.nodes[static_cast<std::size_t>(gate)].name;
      if (std::find(t_.attempt.sent.begin(), t_.attempt.sent.end(), name) != t_.attempt.sent.end()) continue;
      each_sent(gate, [&](const Contribution& c) {
        hide(Asked::product, gate, c.place);
        hide(Asked::sum, c.to);
      });
    }
  }

  const view::Derived& d_;
  const Trainer& t_;
  const Analysis& a_;
  std::vector<int> first_;     // by gate: its first contribution
  std::vector<bool> covered_;  // by gate
  std::vector<int> gates_;     // those that are, as they were found
  std::vector<Blank> all_;
};

}  // namespace

std::vector<Blank> App::State::blanks() const { return BlankMaker(*this).make(); }

}  // namespace chainrule::ui
