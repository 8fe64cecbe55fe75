// What the picker offers, and what happens when it is chosen.
#include <algorithm>
#include <map>
#include <utility>

#include "core/compose.h"
#include "core/number.h"
#include "core/regroup.h"
#include "ui/acts.h"
#include "ui/picker_rows.h"
#include "ui/state.h"
#include "view/wiring.h"

namespace chainrule::ui {

namespace {

using Row = Picker::Row;
using Asks = Picker::Asks;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// How well does `word` answer to what is typed? 0: not at all.
int match(std::string_view word, std::string_view typed) {
  if (typed.empty()) return 1;
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  const auto at = std::search(word.begin(), word.end(), typed.begin(), typed.end(), same);
  if (at == word.end()) return 0;
  if (at != word.begin()) return *(at - 1) == ' ' ? 2 : 1;
  return word.size() == typed.size() ? 4 : 3;
}

class Rows {
 public:
  explicit Rows(std::string_view typed) : typed_(typed) {}
  // Some of `words` is what is searched.
  void offer(Row row, std::initializer_list<std::string_view> words) {
    int best = match(row.label, typed_);
    for (const std::string_view word : words) best = std::max(best, match(word, typed_));
    if (best > 0) rows_.emplace(-best, std::move(row));
  }
  std::vector<Row> best_first() {
    std::vector<Row> rows;
    for (auto& [match, row] : rows_) rows.push_back(std::move(row));
    return rows;
  }

 private:
  std::string_view typed_;
  std::multimap<int, Row> rows_;
};

void offer_acts(const App::State& s, Rows& rows) {
  const Picker& p = s.picker;
  for (int i = 0; i < act_count(); ++i) {
    const ActRow& act = act_row(i);
    const bool in_menu = act.on == ActRow::On::selection || act.key == (ImGuiMod_Ctrl | ImGuiKey_K);
    if (act.title == Word::count || (p.menu && !in_menu) || (p.keys && act.key == 0) || (act.on == ActRow::On::files && !act.possible(s))) continue;
    const bool possible = !act.possible || act.possible(s);
    if (!possible && !p.keys) continue;
    Row row;
    row.label = std::string(s.language.of(act.title));
    row.detail = act.key ? key_words(act.key) : std::string();
    row.answer = act.name;
    row.enabled = possible;
    rows.offer(std::move(row), {act.name});
  }
}

void offer_gates(const App::State& s, Rows& rows) {
  const Picker& p = s.picker;
  for (const GateChoice& choice : gate_choices(s.text)) {
    Row row;
    row.sign = choice.sign;
    row.label = choice.of_program ? choice.title : std::string(s.language.of_table(choice.name + ".title", choice.title));
    row.detail = row.answer = choice.name;
    rows.offer(std::move(row), {choice.name, choice.aliases});
  }
  if (p.use != Picker::Use::change) {
    Row row;
    row.sign = "x";
    row.label = std::string(s.language.of(Word::gate_input));
    row.detail = row.answer = "input";
    rows.offer(std::move(row), {row.answer});
  }
}

std::vector<Row> file_rows(const App::State& s) {
  std::vector<Row> rows;
  for (const std::string& path : s.files->paths(s.picker.typed)) {
    Row row;
    row.answer = path;
    row.label = path.substr(std::min(path.rfind('/', path.size() - 2) + 1, path.size()));  // npos + 1 is its begin
    rows.push_back(std::move(row));
  }
  return rows;
}

// Ports that a wire from the node may end at, and outputs that may feed it.
void offer_ports(const App::State& s, Rows& rows) {
  const Graph& g = s.derived.analysis.graph;
  const int from = view::node_of(s.derived, s.picker.nodes.empty() ? "" : s.picker.nodes[0]);
  if (from < 0) return;
  const view::Wiring wiring = view::wiring_from(s.derived, from);
  for (std::size_t i = 0; i < s.derived.cards.size(); ++i) {
    if (!wiring.fits[i]) continue;
    for (const view::Row& operand : s.derived.cards[i].rows) {
      if (operand.operand == from) continue;
      Row row;
      row.sign = s.derived.cards[i].sign;
      row.label = g.nodes[i].name;
      row.detail = s.language.say(Word::in_place_of, {g.nodes[static_cast<std::size_t>(operand.operand)].name});
      row.answer = g.nodes[i].name;
      row.place = operand.place;
      rows.offer(std::move(row), {});
    }
  }
}

void offer_nodes(const App::State& s, Rows& rows) {
  const Analysis& a = s.derived.analysis;
  for (std::size_t i = 0; i < s.derived.cards.size(); ++i) {
    Row row;
    row.sign = s.derived.cards[i].pill ? "" : s.derived.cards[i].sign;
    row.label = row.answer = a.graph.nodes[i].name;
    row.detail = s.derived.value_step[i] <= s.session.done && !s.trainer.hides() ? display_text(a.values[i]) : std::string();
    rows.offer(std::move(row), {});
  }
}

// How long each takes, or what was reached in it.
void offer_lessons(const App::State& s, Rows& rows) {
  const auto& scores = s.trainer.progress.lessons();
  for (const Trainer::Title& lesson : s.trainer.lessons) {
    const auto done = scores.find(lesson.id);
    Row row;
    row.label = lesson.title;
    row.answer = lesson.id;
    row.detail = done == scores.end() ? s.language.say(Word::minutes, {lesson.minutes})
                                      : std::to_string(done->second.score * 100 / std::max(done->second.max, 1)) + " %";
    rows.offer(std::move(row), {lesson.id});
  }
}

void offer_formats(const App::State& s, Rows& rows) {
  for (const Export& format : kExports) {
    if (s.picker.copies && format.name == "png") continue;  // no text
    Row row;
    row.label = format.title;
    row.detail = format.ending;
    row.answer = format.name;
    rows.offer(std::move(row), {format.name});
  }
}

void offer_rewrites(const App::State& s, Rows& rows) {
  for (const Rewrite& rewrite : regroupings_of(s.text, s.derived.analysis, view::selection(s.derived, s.session))) {
    if (rewrite.name == "fold") continue;  // has a row among the acts, and asks for a name
    Row row;
    row.label = rewrite.title;
    row.detail = rewrite.ok() ? rewrite.condition : rewrite.refusal;
    row.answer = rewrite.ok() ? apply_edits(s.text, rewrite.edits) : std::string();
    row.enabled = rewrite.ok();
    rows.offer(std::move(row), {rewrite.name});
  }
}

std::string read_range(App::State& s, const std::string& typed) {
  const std::string& input = s.picker.nodes[0];
  if (typed.find_first_not_of(" \t") == std::string::npos) {
    s.set_range(input, std::nullopt);
    return {};
  }
  const std::vector<NamedPair> read = pairs("#@ range " + input + " " + typed, "range");
  if (read.empty() || read[0].a >= read[0].b) return std::string(s.language.of(Word::range_wanted));
  s.set_range(input, read[0]);
  return {};
}

// A number, or what the language makes of an expression of numbers.
std::string read_value(App::State& s, const std::string& typed) {
  const Analysis a = analyse("v = " + typed);
  const int node = a.graph.find("v");
  const bool number = a.graph.nodes.size() == 1 && node == 0 && !has_errors(a.diagnostics);
  if (!number || typed.find_first_of("\n;,=#") != std::string::npos) return std::string(s.language.of(Word::number_wanted));
  s.set_value(s.picker.nodes[0], a.values[0]);
  return {};
}

}  // namespace

std::vector<Row> picker_rows(const App::State& s) {
  Rows rows(s.picker.typed);
  switch (s.picker.asks) {
    case Asks::act: offer_acts(s, rows); break;
    case Asks::gate: offer_gates(s, rows); break;
    case Asks::port: offer_ports(s, rows); break;
    case Asks::node: offer_nodes(s, rows); break;
    case Asks::lesson: offer_lessons(s, rows); break;
    case Asks::rewrite: offer_rewrites(s, rows); break;
    case Asks::format: offer_formats(s, rows); break;
    case Asks::file: case Asks::save: case Asks::exported: return file_rows(s);
    default: break;
  }
  return rows.best_first();
}

void choose(App::State& s, const Row& row) {
  const Picker p = std::exchange(s.picker, {});
  switch (p.asks) {
    case Asks::act:
      for (int i = 0; i < act_count(); ++i)
        if (act_row(i).title != Word::count && act_row(i).name == row.answer) {
          const ImVec2 at = p.at;
          act_row(i).run(s);
          if (s.picker.is_open() && p.menu) s.picker.at = at;
          return;
        }
      break;
    case Asks::gate:
      if (p.use == Picker::Use::insert) s.insert_gate(row.answer, p.wire);
      else if (p.use == Picker::Use::change) s.change_gate(row.answer);
      else s.add_gate(row.answer, p.nodes);
      break;
    case Asks::port: s.connect(p.nodes[0], {row.answer, row.place}); break;
    case Asks::node:
      if (const int node = view::node_of(s.derived, row.answer); node >= 0) {
        view::select(s.derived, s.session, {node});
        s.uncover(node, !s.reduced_motion);
      }
      break;
    case Asks::lesson: s.trainer.wish = row.answer; break;
    case Asks::rewrite: s.change_graph(row.answer); break;
    case Asks::format: s.export_as(row.answer, p.copies); break;
    case Asks::file: case Asks::save: case Asks::exported:
      if (p.asks != Asks::file || row.answer.back() == '/') {  // it goes on from there
        s.picker.at = p.at;
        ask(s, p.asks, row.answer);
      } else if (const Word why = s.files->open(row.answer); why != Word::count) {
        s.notice.words = s.language.say(why, {row.answer});
      }
      break;
    default: break;
  }
}

std::string accept(App::State& s) {
  const std::string typed = s.picker.typed;
  switch (s.picker.asks) {
    case Asks::name: return s.rename(typed);
    case Asks::function: return s.fold_selection(typed);
    case Asks::value: return read_value(s, typed);
    case Asks::range: return read_range(s, typed);
    case Asks::save: return s.save_as(typed);
    case Asks::exported: return s.export_to(typed);
    default: return {};
  }
}

}  // namespace chainrule::ui
