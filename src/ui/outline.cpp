// The widget without its picture, as JSON for a page's own elements, and what can be done there, by name. All of it is loaded later.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/number.h"
#include "ui/acts.h"
#include "ui/inspector.h"
#include "ui/picker.h"
#include "ui/state.h"
#include "view/step_words.h"

namespace chainrule::ui {

using learn::Asked;
using learn::Exercise;
using view::Blank;

namespace outline_parts {  // by this name split.mjs knows them
namespace {

constexpr int kMostNodes = 200;        // that are listed
constexpr std::size_t kMostName = 80;  // bytes of the output's own expression in the summary

// An object or an array that grows; strings are put in as they are and come out quoted.
class Json {
 public:
  explicit Json(char open) : text_(1, open) {}
  Json& put(const char* key, std::string_view string) { return raw(key, json_string(string)); }
  Json& put(const char* key, int number) { return raw(key, std::to_string(number)); }
  Json& put(std::string_view string) { return raw(nullptr, json_string(string)); }
  Json& raw(const char* key, std::string_view json) {
    if (text_.size() > 1) text_ += ',';
    if (key) text_.append("\"").append(key).append("\":");
    text_ += json;
    return *this;
  }
  std::string end() const { return text_ + (text_[0] == '{' ? '}' : ']'); }

 private:
  std::string text_;
};

const Node& node_at(const App::State& s, int node) { return s.derived.analysis.graph.nodes[static_cast<std::size_t>(node)]; }

// What stands on the card: a number, "?" where it is asked, nothing where it is not known yet or would tell.
std::string on_card(const App::State& s, Asked asked, int node, int place, double value, int step) {
  const view::Blanks* blanks = s.session.blanks.get();
  const int at = blanks ? blanks->find(asked, node, place) : -1;
  if (at < 0) return known(step, s) ? display_text(value) : std::string();
  const Blank& blank = blanks->all()[static_cast<std::size_t>(at)];
  switch (blank.look) {
    case Blank::Look::hidden: return {};
    case Blank::Look::open:
    case Blank::Look::asked:
    case Blank::Look::wrong: return "?";
    default: return blank.shown.empty() ? display_text(value) : blank.shown;
  }
}

std::string value_of(const App::State& s, int node) {
  const auto i = static_cast<std::size_t>(node);
  return on_card(s, Asked::value, node, -1, s.derived.analysis.values[i], s.derived.value_step[i]);
}
std::string gradient_of(const App::State& s, int node) {
  const auto i = static_cast<std::size_t>(node);
  return on_card(s, Asked::sum, node, -1, s.derived.analysis.backward.grads[i], s.derived.gradient_step[i]);
}

// An operand's row: its local gradient as a formula and as a number, and what is sent there.
std::string row_of(App::State& s, int node, const view::Row& row) {
  Analysis& a = s.derived.analysis;
  const Node& n = node_at(s, node);
  const auto edge = static_cast<std::size_t>(n.first_operand + row.place);
  const view::Product& product = row.numbers.said();
  const std::string to = node_at(s, row.operand).name;
  const bool asked = on_card(s, Asked::formula, node, row.place, 0, 0) == "?";
  const int step = product.plain ? 0 : s.derived.value_step[static_cast<std::size_t>(node)];
  const std::string local = on_card(s, Asked::local, node, row.place, product.local, step);
  const std::string formula =
      asked ? "?" : product.plain ? local : latex(local_formula(a.graph, node, row.place, a.values, product.local, a.rules));
  const std::string partial = "\\frac{\\partial " + latex_name(n.name) + "}{\\partial " + latex_name(to) + "}";
  const std::string sent = on_card(s, Asked::product, node, row.place, product.downstream, s.derived.edge_step[edge]);
  Json json('{');
  json.put("to", to).put("place", row.place).put("latex", formula.empty() ? partial : partial + " = " + formula);
  if (!product.plain || asked) json.put("local", local);
  return json.put("sent", sent).end();
}

std::string node_of(App::State& s, int node) {
  const Node& n = node_at(s, node);
  const Graph& g = s.derived.analysis.graph;
  Json json('{');
  json.put("name", n.name).put("gate", view::gate_words(g, node, s.language).title).put("value", value_of(s, node)).put("gradient", gradient_of(s, node));
  if (n.op == Op::input) return json.put("input", format_number(n.value)).end();
  json.put("latex", latex_name(n.name) + (n.operand_count > 0 ? " = " + latex(formula_of(g, node)) : std::string()));
  Json rows('[');
  for (const view::Row& row : s.derived.cards[static_cast<std::size_t>(node)].rows) rows.raw(nullptr, row_of(s, node, row));
  return json.raw("rows", rows.end()).end();
}

std::string nodes_of(App::State& s) {
  const int all = static_cast<int>(s.derived.cards.size());
  Json nodes('[');
  for (int i = 0; i < std::min(all, kMostNodes); ++i) nodes.raw(nullptr, node_of(s, i));
  return nodes.end();
}

std::string summary_of(const App::State& s) {
  const Graph& g = s.derived.analysis.graph;
  if (g.output < 0) return std::string(s.language.of(Word::empty_title));
  const Node& output = node_at(s, g.output);
  std::string words = output.name;
  const Span span = output.span;
  if (output.op != Op::input && span.begin < span.end && span.end <= s.derived.text.size() && span.end - span.begin <= kMostName)
    words += " = " + s.derived.text.substr(span.begin, span.end - span.begin);
  const auto inputs = std::count_if(g.nodes.begin(), g.nodes.end(), [](const Node& n) { return n.op == Op::input; });
  const auto gates = std::count_if(g.nodes.begin(), g.nodes.end(), [](const Node& n) { return n.operand_count > 0; });
  const std::string value = value_of(s, g.output);
  words = s.language.say(Word::outline_summary, {words, std::to_string(gates), std::to_string(inputs)});
  return value.empty() || value == "?" ? words : words + " " + s.language.say(Word::outline_value, {output.name, value});
}

// A button by what it does.
std::string button_of(const char* act, std::string_view title, std::string_view argument = {}, bool off = false) {
  Json json('{');
  json.put("act", act).put("title", title);
  if (!argument.empty()) json.put("argument", argument);
  return off ? json.raw("off", "true").end() : json.end();
}

const ActRow* find_act(std::string_view name) {
  for (int i = 0; i < act_count(); ++i)
    if (name == act_row(i).name) return &act_row(i);
  return nullptr;
}

std::string buttons_of(const App::State& s) {
  const int all = static_cast<int>(s.derived.steps.size()), done = s.session.done;
  Json buttons('[');
  for (const char* name : {"first", "back", "forward", "last", "undo", "redo"}) {
    const char first = name[0];
    const bool off = (done == 0 && (first == 'f' ? name[1] == 'i' : first == 'b')) || (done == all && (first == 'l' || (first == 'f' && name[1] == 'o')));
    buttons.raw(nullptr, button_of(name, s.language.of(find_act(name)->title), {}, off));
  }
  if (!s.trainer.on && s.has_graph()) buttons.raw(nullptr, button_of("predict", s.language.of(Word::predict)));
  buttons.raw(nullptr, button_of("palette", s.language.of(Word::act_palette)));
  if (s.notice.saves()) buttons.raw(nullptr, button_of("save", s.language.of(Word::act_save)));
  return buttons.end();
}

// ---- the learner's part ----

std::string runs_of(const learn::Paragraph& paragraph) {
  Json runs('[');
  for (const learn::Run& run : paragraph.runs) {
    if (run.style == learn::Run::Style::formula) runs.raw(nullptr, Json('{').put("latex", run.text).end());
    else runs.put(run.text);
  }
  return runs.end();
}

// A slot in signs: "q", "∂f/∂q", "f → q", "∂q".
std::string slot_words(const Graph& g, const learn::Slot& slot) {
  const std::string& node = g.nodes[static_cast<std::size_t>(slot.node)].name;
  if (slot.asked == Asked::value) return node;
  if (slot.place < 0) return "\u2202" + g.nodes[static_cast<std::size_t>(g.output)].name + "/\u2202" + node;
  const std::string& to = g.nodes[static_cast<std::size_t>(g.operands_of(slot.node)[slot.place].node)].name;
  return slot.asked == Asked::product ? node + " \u2192 " + to : "\u2202" + node + "/\u2202" + to;
}

double number_at(const Analysis& a, const learn::Slot& slot) { return learn::true_number(a, slot); }

// What can be pressed to answer: numbers that may be wrong, gates that send, functions to fold.
std::string choices_of(const App::State& s) {
  const Trainer& t = s.trainer;
  const Analysis& a = s.derived.analysis;
  Json choices('[');
  if (t.attempt.kind == Exercise::Kind::wrong && !t.attempt.found && s.session.blanks) {
    for (const Blank& blank : s.session.blanks->all()) {
      if (blank.look != Blank::Look::mark) continue;
      const int at = s.session.blanks->find(blank.slot.asked, blank.slot.node, blank.slot.place);
      if (&s.session.blanks->all()[static_cast<std::size_t>(at)] != &blank) continue;  // the planted one comes twice
      const std::string number = blank.shown.empty() ? display_text(number_at(a, blank.slot)) : blank.shown;
      choices.raw(nullptr, button_of("slot", slot_words(a.graph, blank.slot) + " = " + number, learn::slot_name(a.graph, blank.slot)));
    }
  } else if (t.attempt.kind == Exercise::Kind::order && !t.attempt.solved) {
    for (const int node : learn::senders(a)) {
      const std::string& name = node_at(s, node).name;
      if (std::find(t.attempt.sent.begin(), t.attempt.sent.end(), name) == t.attempt.sent.end()) choices.raw(nullptr, button_of("send", name, name));
    }
  } else if (t.attempt.kind == Exercise::Kind::group && !t.attempt.solved) {
    for (const std::string& name : t.exercise.choices) choices.raw(nullptr, button_of("group", name, name));
  }
  return choices.end();
}

std::string task_of(const App::State& s) {
  const Trainer& t = s.trainer;
  switch (t.attempt.kind) {
    case Exercise::Kind::wrong:
      return t.attempt.found ? std::string() : std::string(s.language.of(t.attempt.planted ? Word::find_wrong : Word::nothing_to_ask));
    case Exercise::Kind::order: return std::string(s.language.of(Word::order_task));
    case Exercise::Kind::build: return std::string(s.language.of(Word::build_task)) + " " + t.exercise.formula;
    case Exercise::Kind::group: return std::string(s.language.of(Word::group_task));
    default: return {};
  }
}

std::string score_of(const App::State& s) {
  const learn::Attempt& a = s.trainer.attempt;
  const std::string score =
      s.language.say(Word::score, {display_text(s.trainer.score + a.score()), std::to_string(s.trainer.max + a.max())});
  if (a.max() == 0) return std::string(s.language.of(Word::worked_example));
  if (a.finished()) return s.language.say(Word::finished, {score});
  const auto done = std::count_if(a.items.begin(), a.items.end(), [](const learn::Item& i) { return i.done(); });
  return a.items.empty() ? score : s.language.say(Word::answered, {std::to_string(done), std::to_string(a.items.size()), score});
}

std::string learner_buttons(const App::State& s) {
  const Trainer& t = s.trainer;
  const learn::Attempt& a = t.attempt;
  Json buttons('[');
  auto add = [&](const char* act, Word word, bool off = false) { buttons.raw(nullptr, button_of(act, s.language.of(word), {}, off)); };
  if (t.on && a.asked >= 0 && !a.finished()) {
    if (a.items[static_cast<std::size_t>(a.asked)].hints < learn::kHints) add("hint", Word::hint);
    add("reveal", Word::reveal);
  }
  if (t.on && a.kind == Exercise::Kind::build && !a.solved) add("check", Word::check);
  if (t.on && a.finished()) {
    const bool more = a.round + 1 < t.exercise.rounds;
    if (more) add("next-round", Word::next_round);
    else if (a.max() > 0 && a.kind == Exercise::Kind::predict) add("new-numbers", Word::new_numbers);
  }
  if (t.in_lesson()) {
    const auto page = static_cast<std::size_t>(t.page);
    if (offers_exercise(s)) add("exercise", Word::do_exercise);
    if (page + 1 < t.lesson.pages.size()) add("next-page", Word::next_page);
    else add("end-lesson", Word::end_lesson);
    if (page > 0) add("previous-page", Word::previous_page);
  }
  if (t.on) add("free", Word::free_mode);
  else add("end-lesson", Word::close_lesson);
  return buttons.end();
}

std::string learner_outline(App::State& s) {
  Trainer& t = s.trainer;
  Json json('{');
  json.put("title", trainer_title(s));
  Json text('[');
  if (t.in_lesson()) {
    const learn::LessonPage& page = t.lesson.pages[static_cast<std::size_t>(t.page)];
    if (!page.title.empty()) json.put("page", page.title);
    for (const learn::Paragraph& paragraph : page.paragraphs) text.raw(nullptr, runs_of(paragraph));
  }
  if (t.on) {
    for (const std::string& says : t.exercise.says) text.raw(nullptr, Json('[').put(says).end());
    if (const std::string task = task_of(s); !task.empty()) text.raw(nullptr, Json('[').put(task).end());
    if (t.attempt.kind == Exercise::Kind::order && !t.attempt.sent.empty()) {
      std::string sent;
      for (const std::string& name : t.attempt.sent) sent += (sent.empty() ? "" : " \u2192 ") + name;
      text.raw(nullptr, Json('[').put(sent).end());
    }
    json.put("score", score_of(s)).raw("choices", choices_of(s));
  }
  json.raw("text", text.end());
  if (t.on && t.attempt.asked >= 0 && !t.attempt.finished()) {
    const learn::Item& item = t.attempt.items[static_cast<std::size_t>(t.attempt.asked)];
    json.put("question", learn::question(s.derived.analysis, item.slot, s.language)).put("slot", item.name);
    json.put("check", s.language.of(Word::check));
    Json hints('[');
    for (int level = 0; level < item.hints; ++level) hints.put(learn::hint(s.derived.analysis, item.slot, level, s.language));
    json.raw("hints", hints.end());
  }
  return json.put("said", t.said).raw("buttons", learner_buttons(s)).end();
}

// The list of acts, gates, … that is open, or the line in which a name or a number is typed.
std::string picker_outline(const App::State& s) {
  const Picker& p = s.picker;
  Json rows('[');
  for (std::size_t i = 0; i < p.rows.size() && i < static_cast<std::size_t>(kMostNodes); ++i) {
    const Picker::Row& row = p.rows[i];
    rows.raw(nullptr, button_of("choose", row.label + (row.detail.empty() ? "" : " (" + row.detail + ")"), std::to_string(i), !row.enabled));
  }
  rows.raw(nullptr, button_of("close", s.language.of(Word::close)));
  return Json('{').put("question", question(s)).put("typed", p.typed).put("said", picker_says(s)).raw("rows", rows.end()).end();
}

// ---- acts ----

bool select_node(App::State& s, std::string_view name) {
  const int node = view::node_of(s.derived, std::string(name));
  if (node < 0) return false;
  view::select(s.derived, s.session, {node});
  s.uncover(node, !s.reduced_motion);
  return true;
}

// To what is selected, or away from it.
bool select_more(App::State& s, std::string_view name) {
  std::vector<int> nodes = view::selection(s.derived, s.session);
  const int node = view::node_of(s.derived, std::string(name));
  if (node < 0) return false;
  const auto at = std::find(nodes.begin(), nodes.end(), node);
  if (at == nodes.end()) nodes.push_back(node);
  else nodes.erase(at);
  view::select(s.derived, s.session, nodes);
  return true;
}

// "f 0": the wire to the gate's first place.
bool select_wire(App::State& s, std::string_view argument) {
  const std::size_t space = argument.find(' ');
  if (space == argument.npos || !select_node(s, argument.substr(0, space))) return false;
  const view::Wire wire{std::string(argument.substr(0, space)), std::atoi(std::string(argument.substr(space + 1)).c_str())};
  if (view::wire_of(s.derived, wire) < 0) return false;
  s.session.wire = wire;
  return true;
}

bool wish(App::State& s, Picker::Wish wish) {
  if (s.picker.is_open()) s.picker.wish = std::move(wish);
  return s.picker.is_open();
}

// "x -3": a comma may stand for the point, as keyboards have it.
bool set_number(App::State& s, std::string_view argument) {
  const std::size_t space = argument.find(' ');
  if (space == argument.npos) return false;
  std::string number(argument.substr(space + 1));
  number.erase(std::remove(number.begin(), number.end(), ' '), number.end());
  std::replace(number.begin(), number.end(), ',', '.');
  double value = 0;
  const int node = view::node_of(s.derived, std::string(argument.substr(0, space)));
  if (node < 0 || node_at(s, node).op != Op::input || !read_signed(number, value)) return false;
  s.set_value(node_at(s, node).name, value);
  return true;
}

bool press_slot(App::State& s, std::string_view name) {
  if (!s.session.blanks) return false;
  const std::vector<Blank>& all = s.session.blanks->all();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (learn::slot_name(s.derived.analysis.graph, all[i].slot) != name) continue;
    s.press_blank(static_cast<int>(i));
    return true;
  }
  return false;
}

bool asks(const App::State& s) { return s.trainer.on && s.trainer.attempt.asked >= 0 && !s.trainer.attempt.finished(); }
bool finished(const App::State& s) { return s.trainer.on && s.trainer.attempt.finished(); }

struct LearnerAct {
  const char* name;
  bool (*run)(App::State&, std::string_view argument);  // false: it is not possible now
};

constexpr LearnerAct kLearnerActs[] = {
    {"select", select_node},
    {"more", select_more},
    {"wire", select_wire},
    {"value", set_number},
    {"program", [](App::State& s, std::string_view text) {
       if (!s.read_only) s.give_text(std::string(text));
       return !s.read_only;
     }},
    {"type", [](App::State& s, std::string_view text) { return wish(s, {std::string(text), -1, false}); }},
    {"choose", [](App::State& s, std::string_view row) { return wish(s, {std::nullopt, std::atoi(std::string(row).c_str()), false}); }},
    {"close", [](App::State& s, std::string_view) { return wish(s, {std::nullopt, -1, true}); }},
    {"answer", [](App::State& s, std::string_view text) {
       if (!asks(s)) return false;
       s.trainer.typed = std::string(text);
       s.give_answer();
       return true;
     }},
    {"hint", [](App::State& s, std::string_view) {
       if (asks(s)) learn::take_hint(s.trainer.attempt, s.trainer.attempt.asked);
       return asks(s);
     }},
    {"reveal", [](App::State& s, std::string_view) { return asks(s) && (s.reveal_answer(), true); }},
    {"slot", press_slot},
    {"send", [](App::State& s, std::string_view name) {
       const bool can = s.trainer.on && s.trainer.attempt.kind == Exercise::Kind::order;
       if (can) s.send_now(std::string(name));
       return can;
     }},
    {"group", [](App::State& s, std::string_view name) {
       const std::vector<std::string>& choices = s.trainer.exercise.choices;
       const bool can = s.trainer.on && !s.trainer.attempt.solved && std::find(choices.begin(), choices.end(), name) != choices.end();
       if (can) s.choose_group(std::string(name));
       return can;
     }},
    {"check", [](App::State& s, std::string_view) {
       const bool can = s.trainer.on && s.trainer.attempt.kind == Exercise::Kind::build && !s.trainer.attempt.solved;
       if (can) s.check_built();
       return can;
     }},
    {"predict", [](App::State& s, std::string_view) { return s.has_graph() && !s.trainer.on && (s.train(true), true); }},
    {"exercise", [](App::State& s, std::string_view) { return s.has_graph() && !s.trainer.on && (s.train(true), true); }},
    {"free", [](App::State& s, std::string_view) { return s.trainer.on && (s.train(false), true); }},
    {"next-round", [](App::State& s, std::string_view) { return finished(s) && s.trainer.attempt.round + 1 < s.trainer.exercise.rounds && (s.next_round(), true); }},
    {"new-numbers", [](App::State& s, std::string_view) { return finished(s) && (s.new_numbers(), true); }},
    {"next-page", [](App::State& s, std::string_view) {
       const bool can = s.trainer.page + 1 < static_cast<int>(s.trainer.lesson.pages.size());
       if (can) s.show_page(s.trainer.page + 1);
       return can;
     }},
    {"previous-page", [](App::State& s, std::string_view) {
       const bool can = s.trainer.in_lesson() && s.trainer.page > 0;
       if (can) s.show_page(s.trainer.page - 1);
       return can;
     }},
    {"end-lesson", [](App::State& s, std::string_view) { return s.trainer.in_lesson() && (s.close_lesson(), true); }},
    {"lesson", [](App::State& s, std::string_view id) {
       s.trainer.wish = std::string(id);
       return !id.empty();
     }},
};

CHAINRULE_LATER bool outline_act(App::State& s, std::string_view name, std::string_view argument) {
  for (const LearnerAct& act : kLearnerActs)
    if (name == act.name) {
      const bool done = act.run(s, argument);
      s.trainer.opens = false;  // the keyboard stays where it is, in the page
      return done;
    }
  const ActRow* row = find_act(name);
  if (!row || (row->possible && !row->possible(s))) return false;
  row->run(s);
  return true;
}

CHAINRULE_LATER std::string say_all(App::State& s) {
  const view::StepWords step = s.trainer.on ? view::StepWords() : view::step_words(s.derived, s.session.done, s.language);  // it would tell
  Json json('{');
  json.put("summary", summary_of(s));
  json.put("done", s.session.done).put("step", step.what.empty() ? step.where : step.where + ". " + step.what);
  const std::vector<Diagnostic>& problems = s.derived.analysis.diagnostics;
  const auto error = std::find_if(problems.begin(), problems.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
  if (error != problems.end())
    json.put("problem", s.language.say(Word::line_message, {std::to_string(place_of(s.text, error->span).line), error->message}));
  const int more = static_cast<int>(s.derived.cards.size()) - kMostNodes;
  if (more > 0) json.put("more", s.language.say(Word::and_more, {std::to_string(more)}));
  json.raw("nodes", nodes_of(s)).raw("buttons", buttons_of(s));
  if (s.picker.is_open()) json.raw("picker", picker_outline(s));
  Json selected('[');
  for (const int node : view::selection(s.derived, s.session)) selected.put(node_at(s, node).name);
  json.raw("selected", selected.end()).put("readonly", s.read_only).put("notice", s.notice.words);
  Json words('[');
  for (const Word word : {Word::column_value, Word::column_gradient, Word::outline_enter, Word::act_lessons, Word::outline_program}) words.put(s.language.of(word));
  json.raw("words", words.end());
  if (s.trainer.shown()) return json.raw("learner", learner_outline(s)).end();
  Json lessons('[');
  for (const Trainer::Title& title : s.trainer.lessons) lessons.raw(nullptr, button_of("lesson", title.title, title.id));
  return json.raw("lessons", lessons.end()).end();
}

}  // namespace
}  // namespace outline_parts

std::string App::outline() const { return outline_parts::say_all(*state_); }
bool App::act(std::string_view name, std::string_view argument) { return outline_parts::outline_act(*state_, name, argument); }

}  // namespace chainrule::ui
