// Gates become a function of the program.
#include <algorithm>
#include <map>

#include "core/names.h"
#include "core/regroup_acts.h"

namespace chainrule {

namespace {

constexpr std::size_t kMostBody = 4096;  // bytes, where names of the program are written out in it more than once

std::string joined(const std::vector<std::string>& list) {
  std::string all;
  for (const std::string& item : list) all += (all.empty() ? "" : ", ") + item;
  return all;
}

// Writes the function: what the chosen gates are computed from becomes parameters, what they call each other is written out.
class Folder {
 public:
  Folder(const Source& s, const Choice& choice, std::string_view name) : s_(s), choice_(choice) {
    for (const std::string& word : s.program.names) taken_.insert(name_key(word));
    taken_.insert(name_key(name));
  }

  std::vector<std::string> params, arguments;
  std::string body, refusal;
  std::set<int> replaced;  // names in the syntax

  void run() {
    for (const int index : choice_.statements) {
      const Statement& statement = s_.program.statements[static_cast<std::size_t>(index)];
      if (s_.is_latex(statement)) refusal = kLatex;
      inner_[statement.name] = expression(statement.root);
      if (!refusal.empty()) return;
    }
    body = expression(choice_.root).text;
  }

 private:
  struct Inner {
    std::string text;
    Hold hold = Hold::atom;
    int uses = 0;
  };

  Inner expression(int root) {
    std::vector<TextEdit> edits;
    Hold hold = s_.own_hold(root);
    std::set<int> own = {root};  // the gates of this line
    for (int i = root - 1; i >= s_.first[static_cast<std::size_t>(root)]; --i)
      if (choice_.inside.count(i) && own.count(s_.parent[static_cast<std::size_t>(i)])) own.insert(i);
    for (int i = s_.first[static_cast<std::size_t>(root)]; i < root; ++i)
      if (!own.count(i) && own.count(s_.parent[static_cast<std::size_t>(i)])) operand(i, edits);
    if (s_.is_name(root)) hold = operand(root, edits);
    std::string text = s_.edited(s_.inner(root), std::move(edits));
    if (text.size() > kMostBody) too_long();
    return {std::move(text), hold, 0};
  }

  void too_long() {
    using Entry = std::pair<const int, Inner>;
    const auto less = [](const Entry& a, const Entry& b) { return a.second.uses < b.second.uses; };
    const auto most = std::max_element(inner_.begin(), inner_.end(), less);
    if (most == inner_.end() || most->second.uses < 2) return;
    const std::string& name = s_.name(most->first);
    refusal = "a function's body is one expression, and " + name + " is used " + std::to_string(most->second.uses) +
              " times: written out it would be longer than " + std::to_string(kMostBody) + " characters. Leave " + name + " outside";
  }

  // What stands for it in the body; how it holds.
  Hold operand(int i, std::vector<TextEdit>& edits) {
    if (is_fixed(i)) return s_.hold(i);
    const bool name = s_.is_name(i);
    if (const auto known = name && !s_.is_own_parameter(i) ? inner_.find(s_.at(i).name) : inner_.end(); known != inner_.end()) {
      ++known->second.uses;
      replaced.insert(i);
      edits.push_back(s_.replace(i, known->second.text, known->second.hold));
      return known->second.hold;
    }
    const auto same = std::find_if(operands_.begin(), operands_.end(), [&](int other) { return s_.equal(i, other); });
    const auto index = static_cast<std::size_t>(same - operands_.begin());
    if (same == operands_.end()) {
      operands_.push_back(i);
      arguments.push_back(s_.argument(i));
      params.push_back(name ? s_.argument(i) : fresh());
    }
    if (!name) edits.push_back(s_.replace_whole(s_.at(i).span, params[index]));
    return Hold::atom;
  }

  // The same wherever it stands: numbers, pi and e, and gates of the table on them.
  bool is_fixed(int root) const {
    for (int i = s_.first[static_cast<std::size_t>(root)]; i <= root; ++i) {
      if (s_.is_name(i) && !s_.is_constant(i)) return false;
      if (s_.at(i).kind == Syntax::Kind::call && s_.is_defined(s_.at(i).name)) return false;
    }
    return true;
  }

  std::string fresh() {
    for (int n = 0;; ++n) {
      std::string name(1, static_cast<char>('a' + n % 26));
      if (n >= 26) name += std::to_string(n / 26);
      if (name != "e" && taken_.insert(name_key(name)).second) return name;
    }
  }

  const Source& s_;
  const Choice& choice_;
  std::set<std::string> taken_;
  std::vector<int> operands_;   // a syntax node for each parameter
  std::map<int, Inner> inner_;  // by name
};

}  // namespace

Regrouping fold(const Source& s, Trial& trial, const Analysis& analysis, const std::vector<int>& nodes, std::string_view name) {
  const Choice choice = choose(s, analysis, nodes);
  if (!choice.refusal.empty()) return refuse(choice.refusal);
  const Statement& home = s.statement_of(choice.root);
  if (s.is_latex(home)) return refuse(kLatex);
  if (std::string words = bad_name(s, name); !words.empty()) return refuse(std::move(words));
  Folder folder(s, choice, name);
  folder.run();
  if (!folder.refusal.empty()) return refuse(std::move(folder.refusal));
  if (folder.params.empty()) return refuse("a function needs an operand that is no number");

  std::vector<std::string> without;
  for (const int index : choice.statements) {
    const int inner = s.program.statements[static_cast<std::size_t>(index)].name;
    if (std::string words = still_needed(s, inner, folder.replaced); !words.empty()) return refuse(std::move(words));
    without.push_back(s.name(inner));
  }
  const std::string head(name);
  std::vector<TextEdit> edits = {line_before(s, home.span.begin, head + "(" + joined(folder.params) + ") = " + folder.body),
                                 s.replace_whole(s.at(choice.root).span, head + "(" + joined(folder.arguments) + ")")};
  if (!remove(s, {choice.statements.begin(), choice.statements.end()}, edits))
    return refuse("there is a word before one of these names on its line");
  return trial.tried(std::move(edits), std::move(without));
}

}  // namespace chainrule
