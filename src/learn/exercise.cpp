#include "learn/exercise.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <utility>

#include "core/directives.h"
#include "core/names.h"
#include "core/number.h"
#include "core/program.h"
#include "core/sort.h"
#include "core/spelling.h"

namespace chainrule::learn {

namespace {

constexpr std::size_t kMostDiagnostics = 20, kMostNamed = 200, kMostShownText = 40;
constexpr double kMostRounds = 100, kMostRange = 1e6;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// A stranger's word as a message has it.
std::string shortened(std::string_view word) {
  if (word.size() <= kMostShownText) return std::string(word);
  std::size_t end = kMostShownText;
  while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) --end;
  return std::string(word.substr(0, end)) + "…";
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::uint64_t key_of(const Slot& slot) {
  return (static_cast<std::uint64_t>(slot.node) << 32) + (static_cast<std::uint64_t>(slot.place + 1) << 3) + static_cast<std::uint64_t>(slot.asked);
}

class Reader {
 public:
  Reader(std::string_view text, const Analysis& analysis) : text_(text), analysis_(analysis), graph_(analysis.graph) {}
  Exercise run();

 private:
  using Words = std::vector<Span>;
  struct Row {
    const char* word;
    void (Reader::*read)(const Directive& directive);
    Exercise::Kind kind = Exercise::Kind::none;
  };
  static const Row kRows[];

  std::string_view slice(Span span) const { return text_.substr(span.begin, span.end - span.begin); }
  bool full() const { return exercise_.diagnostics.size() >= kMostDiagnostics; }
  void say(Span span, std::string message, Severity severity = Severity::error) {
    if (!full()) exercise_.diagnostics.push_back({severity, span, std::move(message)});
  }
  // What stands there is unknown; with the nearest of those that are known, and a fix, or with `otherwise`.
  void unknown(Span span, const std::string& problem, const std::vector<std::string>& known, const std::string& otherwise);

  std::string keyword(Span span) const;
  Span rest(const Directive& directive) const;
  std::vector<Words> items(const Directive& directive, std::size_t skip = 1) const;
  Words words(const Directive& directive) const;
  std::vector<std::string> node_names(bool inputs) const;
  int node_at(Span span, bool input);

  std::vector<Slot> slots(const Directive& directive);
  bool kind_at(Span span, Asked& asked, bool& group);
  std::optional<Slot> single(const Words& item, Asked asked);
  std::string cannot_ask(const Slot& slot) const;
  void operand_missing(const Words& item, const Slot& slot);

  void version(const Directive& directive);
  void title(const Directive& directive);
  void words_said(const Directive& directive);
  void predict(const Directive& directive);
  void show(const Directive& directive);
  void fade(const Directive& directive);
  void wrong(const Directive& directive);
  void build(const Directive& directive);
  void group(const Directive& directive);
  void order(const Directive& directive);
  void random(const Directive& directive);
  void range(Span name, Span low, Span high);

  void one(const Directive& directive);
  void finish_blanks();
  void finish_rounds();

  std::string_view text_;
  const Analysis& analysis_;
  const Graph& graph_;
  Exercise exercise_;
  Span kind_span_, fade_span_;  // of the directives
  std::set<std::uint64_t> hidden_;  // slots that are shown after all
  std::size_t named_ = 0;
  bool newer_ = false, all_numbers_ = false;
};

const Reader::Row Reader::kRows[] = {
    {"version", &Reader::version},
    {"title", &Reader::title},
    {"say", &Reader::words_said},
    {"predict", &Reader::predict, Exercise::Kind::predict},
    {"show", &Reader::show},
    {"fade", &Reader::fade},
    {"wrong", &Reader::wrong, Exercise::Kind::wrong},
    {"build", &Reader::build, Exercise::Kind::build},
    {"group", &Reader::group, Exercise::Kind::group},
    {"order", &Reader::order, Exercise::Kind::order},
    {"random", &Reader::random},
};

void Reader::unknown(Span span, const std::string& problem, const std::vector<std::string>& known, const std::string& otherwise) {
  if (full()) return;
  const std::string near = nearest(slice(span), known);
  say(span, shortened(slice(span)) + " " + problem + (near.empty() ? otherwise : ". Did you mean " + near + "?"));
  if (!near.empty()) exercise_.diagnostics.back().fix = Fix{span, near};
}

std::string Reader::keyword(Span span) const {
  std::string word;
  for (const char c : slice(span)) word += lower(c);
  return word;
}

// What follows the directive's word, as it is written.
Span Reader::rest(const Directive& directive) const {
  if (directive.words.size() < 2) return {directive.words[0].end, directive.words[0].end};
  return {directive.words[1].begin, directive.words.back().end};
}

// A list's items, each with its words; commas separate, and a comment ends it.
std::vector<Reader::Words> Reader::items(const Directive& directive, std::size_t skip) const {
  std::vector<Words> found(1);
  for (std::size_t i = skip; i < directive.words.size(); ++i) {
    const Span word = directive.words[i];
    if (text_[word.begin] == '#') break;
    for (std::uint32_t at = word.begin; at < word.end;) {
      std::uint32_t end = at;
      while (end < word.end && text_[end] != ',' && text_[end] != ';') ++end;
      if (end > at) found.back().push_back({at, end});
      if (end < word.end) found.emplace_back();
      at = end + 1;
    }
  }
  found.erase(std::remove_if(found.begin(), found.end(), [](const Words& item) { return item.empty(); }), found.end());
  return found;
}

Reader::Words Reader::words(const Directive& directive) const {
  Words all;
  for (const Words& item : items(directive)) all.insert(all.end(), item.begin(), item.end());
  return all;
}

std::vector<std::string> Reader::node_names(bool inputs) const {
  std::vector<std::string> names;
  for (const Node& node : graph_.nodes)
    if (!inputs || node.op == Op::input) names.push_back(node.name);
  return names;
}

// The node of this name, an input where that is asked for; −1, and it is said, if there is none.
int Reader::node_at(Span span, bool input) {
  const int node = graph_.find(slice(span));
  if (node >= 0 && (!input || graph_.nodes[node].op == Op::input)) return node;
  if (node >= 0) {
    say(span, graph_.nodes[node].name + " is no input: its value is computed. Name inputs here");
  } else {
    unknown(span, input ? "is no input of this program" : "is no node of this graph", node_names(input), "; write a name as the graph shows it");
  }
  return -1;
}

// ---- lists of slots ----

// "values" is a group, as is a kind alone; "value" before a name is a kind.
bool Reader::kind_at(Span span, Asked& asked, bool& group) {
  std::string word = keyword(span);
  group = word.size() > 1 && word.back() == 's';
  if (group) word.pop_back();
  std::vector<std::string> known;
  for (int i = 0; i < kAskedKinds; ++i) {
    asked = static_cast<Asked>(i);
    if (word == asked_name(asked)) return true;
    known.push_back(asked_name(asked));
    known.push_back(known.back() + "s");
  }
  unknown(span, "cannot be asked", known, "; write values, formulas, locals, products or sums, or one of them with names, such as sum x");
  return false;
}

std::string Reader::cannot_ask(const Slot& slot) const {
  const std::string &name = graph_.nodes[slot.node].name, &output = graph_.nodes[graph_.output].name;
  if (slot.asked == Asked::value) return name + " is an input: its value is given. Ask for the value of a gate";
  if (slot.node == graph_.output) return "the gradient of the output " + name + " is 1 from the start. Ask for that of another node";
  return "the output " + output + " does not depend on " + name + ", so nothing comes back there. Ask for a node that leads to " + output;
}

void Reader::operand_missing(const Words& item, const Slot& slot) {
  const std::string kind = asked_name(slot.asked), &name = graph_.nodes[slot.node].name;
  std::vector<std::string> operands;
  for (int p = 0; p < graph_.nodes[slot.node].operand_count && operands.size() < kMostDiagnostics; ++p)
    if (!graph_.operands_of(slot.node)[p].is_literal()) operands.push_back(slot_name(graph_, {slot.asked, slot.node, p}));
  if (operands.empty()) return say(item[1], name + " has no operands, so there is no " + kind + " of it");
  say(join(item.front(), item.back()), "a " + kind + " is of a gate and one of its operands; write " + joined(operands));
}

std::optional<Slot> Reader::single(const Words& item, Asked asked) {
  Slot slot{asked, node_at(item[1], false), -1};
  if (slot.node < 0) return std::nullopt;
  const bool place = asked == Asked::formula || asked == Asked::local || asked == Asked::product;
  std::string name = std::string(asked_name(asked)) + " " + graph_.nodes[slot.node].name;
  if (place && item.size() == 3) name += " " + std::string(slice(item[2]));
  const std::optional<Slot> found = find_slot(graph_, name);
  if (item.size() > (place ? 3u : 2u)) {
    say(join(item[place ? 3 : 2], item.back()), "nothing can follow here; separate slots by commas");
  } else if (!found) {
    operand_missing(item, slot);
  } else if (!can_ask(analysis_, *found)) {
    say(join(item.front(), item.back()), cannot_ask(*found));
  } else {
    return found;
  }
  return std::nullopt;
}

std::vector<Slot> Reader::slots(const Directive& directive) {
  std::vector<Slot> found;
  bool whole[kAskedKinds] = {};  // a kind named often is taken once: each naming may be thousands of slots
  for (const Words& item : items(directive)) {
    if (full()) break;
    Asked asked;
    bool group = false;
    if (!kind_at(item[0], asked, group)) continue;
    if (item.size() == 1) {
      if (std::exchange(whole[static_cast<std::size_t>(asked)], true)) continue;
      const std::vector<Slot> all = slots_of(analysis_, asked);
      for (const Slot& slot : all)
        if (can_ask(analysis_, slot)) found.push_back(slot);
    } else if (++named_ > kMostNamed) {
      say(item[0], "an exercise may name 200 slots one by one; write values, locals, products or sums to name them all");
      break;
    } else if (const std::optional<Slot> slot = single(item, asked)) {
      found.push_back(*slot);
    }
  }
  return found;
}

// ---- the directives ----

void Reader::version(const Directive& directive) {
  double number = 0;
  if (directive.words.size() < 2 || !read_signed(slice(directive.words[1]), number) || number < 1 || number != std::floor(number))
    return say(rest(directive), "a version is a whole number; write #? version 1");
  if (number <= kExerciseVersion) return;
  newer_ = true;
  say(rest(directive), "this exercise is for a newer Chainrule; directives that are not known here are left out", Severity::notice);
}

void Reader::title(const Directive& directive) { exercise_.title = slice(rest(directive)); }
void Reader::words_said(const Directive& directive) {
  if (directive.words.size() > 1) exercise_.says.emplace_back(slice(rest(directive)));
}

void Reader::predict(const Directive& directive) {
  const std::vector<Slot> found = slots(directive);
  exercise_.blanks.insert(exercise_.blanks.end(), found.begin(), found.end());
  if (items(directive).empty()) say(directive.words[0], "predict needs a list of what is asked, such as #? predict values, sum x");
}

void Reader::show(const Directive& directive) {
  for (const Slot& slot : slots(directive)) hidden_.insert(key_of(slot));
}

void Reader::fade(const Directive& directive) {
  double number = 0;
  fade_span_ = join(directive.words[0], directive.words.back());
  const bool read = directive.words.size() >= 2 && read_signed(slice(directive.words[1]), number);
  if (!read || number < 2 || number > kMostRounds || number != std::floor(number))
    return say(fade_span_, "fade needs a number of rounds from 2 to 100, such as #? fade 4: none is blank in the first, all are in the last");
  exercise_.rounds = static_cast<int>(number);
}

void Reader::wrong(const Directive& directive) {
  all_numbers_ = all_numbers_ || items(directive).empty();
  for (const Slot& slot : slots(directive)) {
    if (slot.asked == Asked::formula) {
      say(rest(directive), "it is a number that is wrong; write values, locals, products or sums");
      break;
    }
    exercise_.blanks.push_back(slot);
  }
}

void Reader::build(const Directive& directive) {
  const Span span = rest(directive);
  const std::string_view formula = slice(span);
  const Analysis target = analyse(formula);
  for (const Diagnostic& d : target.diagnostics)
    if (d.severity == Severity::error)
      return say({span.begin + std::min(d.span.begin, static_cast<std::uint32_t>(formula.size())),
                  span.begin + std::min(d.span.end, static_cast<std::uint32_t>(formula.size()))}, d.message);
  if (target.graph.output < 0 || target.graph.nodes[target.graph.output].operand_count == 0)
    return say(formula.empty() ? directive.words[0] : span, "build needs a formula, such as #? build f = (x+y)*z");
  exercise_.formula = formula;
}

void Reader::group(const Directive& directive) {
  const Program program = parse(text_);
  std::vector<std::string> known;
  for (const Statement& statement : program.statements)
    if (statement.kind == Statement::Kind::define) known.push_back(program.names[static_cast<std::size_t>(statement.name)]);
  for (const Span word : words(directive)) {
    const std::string key = name_key(slice(word));
    const auto same = [&](const std::string& name) { return name_key(name) == key; };
    const auto it = std::find_if(known.begin(), known.end(), same);
    if (it == known.end()) {
      unknown(word, "is no function of this program", known, "; define it: " + shortened(slice(word)) + "(u) = …");
    } else if (std::none_of(exercise_.choices.begin(), exercise_.choices.end(), same)) {
      exercise_.choices.push_back(*it);
    }
  }
  if (exercise_.choices.size() >= 2) return;
  say(directive.words[0], "group needs two functions or more to choose from, such as #? group s g");
}

void Reader::order(const Directive& directive) {
  if (const Words more = words(directive); !more.empty()) say(join(more.front(), more.back()), "nothing can follow order", Severity::warning);
  int senders = 0;
  for (std::size_t i = 0; i < graph_.nodes.size(); ++i) senders += graph_.nodes[i].operand_count > 0 && analysis_.backward.on_path[i];
  if (senders < 2) say(directive.words[0], "there is no order to find: two gates or more must lead to the output", Severity::warning);
}

void Reader::random(const Directive& directive) {
  exercise_.random = true;
  const Words all = words(directive);
  std::size_t at = 0;
  if (!all.empty() && slice(all[0]).find_first_not_of("0123456789") == std::string_view::npos) {
    std::uint64_t seed = 0;  // of a longer number its last bits count
    for (const char c : slice(all[at++])) seed = 10 * seed + static_cast<std::uint64_t>(c - '0');
    exercise_.seed = seed;
  }
  for (; at < all.size() && !full(); at += 3) {
    if (at + 3 > all.size())
      return say(join(all[at], all.back()), "a range is a name and two numbers, such as " + shortened(slice(all[at])) + " -5 5");
    range(all[at], all[at + 1], all[at + 2]);
  }
}

void Reader::range(Span name, Span low, Span high) {
  const int node = node_at(name, true);
  Exercise::Range range;
  const bool numbers = read_signed(slice(low), range.low) && read_signed(slice(high), range.high);
  const Span both = join(low, high);
  if (!numbers || std::fabs(range.low) > kMostRange || std::fabs(range.high) > kMostRange)
    return say(both, "a range is two numbers, not beyond 1000000, such as -5 5");
  if (range.low > range.high) return say(both, "nothing lies in this range; write the smaller number first");
  if (std::ceil(range.low * 100) > std::floor(range.high * 100)) return say(both, "no number with two decimals lies in this range; make it wider");
  if (node < 0) return;
  range.name = graph_.nodes[node].name;
  for (const Exercise::Range& known : exercise_.ranges)
    if (known.name == range.name) return say(name, range.name + " has a range already; leave one of the two out");
  exercise_.ranges.push_back(std::move(range));
}

// ---- the whole ----

void Reader::one(const Directive& directive) {
  if (directive.words.empty())
    return say(directive.span, "a directive's word is missing here, such as predict; a comment begins with # alone", Severity::warning);
  const std::string word = keyword(directive.words[0]);
  const auto row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& r) { return word == r.word; });
  if (row == std::end(kRows)) {
    std::vector<std::string> known;
    for (const Row& r : kRows) known.emplace_back(r.word);
    if (!newer_) unknown(directive.words[0], "is no directive of exercises", known, "; there are " + joined(known));
    return;
  }
  if (row->kind != Exercise::Kind::none) {
    const bool again = exercise_.kind == row->kind && row->kind <= Exercise::Kind::wrong;
    if (exercise_.kind != Exercise::Kind::none && !again)
      return say(directive.words[0], "this program has an exercise already; leave one of the two out");
    exercise_.kind = row->kind;
    kind_span_ = directive.words[0];
  }
  (this->*row->read)(directive);
}

void Reader::finish_blanks() {
  if (exercise_.kind == Exercise::Kind::wrong && (all_numbers_ || exercise_.blanks.empty()))
    for (const Asked asked : {Asked::value, Asked::local, Asked::product, Asked::sum}) {
      const std::vector<Slot> all = slots_of(analysis_, asked);
      exercise_.blanks.insert(exercise_.blanks.end(), all.begin(), all.end());
    }
  std::vector<Slot> once;
  for (const Slot& slot : exercise_.blanks)
    if (hidden_.insert(key_of(slot)).second) once.push_back(slot);
  exercise_.blanks = std::move(once);
}

void Reader::finish_rounds() {
  if (fade_span_.end == 0) return;
  const int most = static_cast<int>(exercise_.blanks.size()) + 1;
  if (exercise_.kind != Exercise::Kind::predict) {
    say(fade_span_, "fade is for what predict asks; add #? predict", Severity::warning);
    exercise_.rounds = 1;
  } else if (exercise_.rounds > most) {
    say(fade_span_, "there are not so many blanks: there will be " + std::to_string(most) + " rounds", Severity::notice);
    exercise_.rounds = most;
  }
}

Exercise Reader::run() {
  const std::vector<Directive> all = directives_of(text_, '?');
  for (const Directive& directive : all)  // whether it is a newer one's must be known first
    if (!directive.words.empty() && keyword(directive.words[0]) == "version") version(directive);
  exercise_.diagnostics.clear();
  for (const Directive& directive : all) one(directive);
  finish_blanks();
  finish_rounds();
  const Exercise& e = exercise_;
  const bool asks = e.kind == Exercise::Kind::order || !e.blanks.empty() || !e.formula.empty() || e.choices.size() >= 2;
  if (!asks && e.kind != Exercise::Kind::none) {
    if (!has_errors(e.diagnostics)) say(kind_span_, "nothing is left to ask here", Severity::warning);
    exercise_.kind = Exercise::Kind::none;
  }
  sort_list(exercise_.diagnostics, [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
  return std::move(exercise_);
}

}  // namespace

Exercise read_exercise(std::string_view text, const Analysis& analysis) { return Reader(text, analysis).run(); }

std::vector<Slot> blanks_in(const Exercise& exercise, int round) {
  const int last = exercise.rounds - 1, size = static_cast<int>(exercise.blanks.size());
  if (last < 1 || round >= last) return exercise.blanks;
  const int count = round <= 0 ? 0 : (size * round + last - 1) / last;
  return {exercise.blanks.end() - count, exercise.blanks.end()};
}

bool may_send(const Analysis& analysis, int node, const std::vector<int>& sent) {
  const Graph& graph = analysis.graph;
  const int count = static_cast<int>(graph.nodes.size());
  std::vector<char> done(graph.nodes.size());
  for (const int i : sent)
    if (i >= 0 && i < count) done[i] = true;
  if (node < 0 || node >= count || done[node] || !analysis.backward.on_path[node] || graph.nodes[node].operand_count == 0) return false;
  for (int i = node + 1; i < count; ++i) {
    if (!analysis.backward.on_path[i] || done[i]) continue;
    for (int p = 0; p < graph.nodes[i].operand_count; ++p)
      if (graph.operands_of(i)[p].node == node) return false;
  }
  return true;
}

}  // namespace chainrule::learn
