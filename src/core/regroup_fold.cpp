// Gates become a function of the program, and a function's call becomes gates.
#include <algorithm>
#include <set>

#include "core/names.h"
#include "core/regroup.h"
#include "core/regroup_source.h"

namespace chainrule {

namespace {

// A part of the text as the edits leave it.
std::string edited(const Source& s, Span span, const std::vector<TextEdit>& edits) {
  const std::string all = apply_edits(s.text, edits);
  return all.substr(span.begin, span.end - span.begin + all.size() - s.text.size());
}

// What a name is where the program gives it no value and no call hands it in.
bool is_constant(const Source& s, int name) {
  for (const Statement& statement : s.program.statements)
    if (statement.kind == Statement::Kind::assign && statement.name == name) return false;
  const std::string key = name_key(s.program.names[static_cast<std::size_t>(name)]);
  return key == "pi" || key == "e";
}

struct Fold {
  std::vector<std::string> params, arguments;
  std::vector<int> operands;   // a syntax node for each parameter
  std::vector<TextEdit> body;  // what the definition has in place of the operands
};

std::string joined(const std::vector<std::string>& list) {
  std::string all;
  for (const std::string& item : list) all += (all.empty() ? "" : ", ") + item;
  return all;
}

class Folder {
 public:
  explicit Folder(const Source& s) : s_(s) {
    for (const std::string& name : s.program.names) taken_.insert(name_key(name));
  }

  // `inside`: the gates that are folded.
  Fold run(int root, const std::set<int>& inside, std::string_view name) {
    taken_.insert(name_key(name));
    for (int i = s_.first[static_cast<std::size_t>(root)]; i < root; ++i)
      if (!inside.count(i) && inside.count(s_.parent[static_cast<std::size_t>(i)])) operand(i);
    return std::move(fold_);
  }

 private:
  void operand(int i) {
    double value = 0;
    const bool name = s_.at(i).kind == Syntax::Kind::name;
    if (literal_value(s_, i, value) || (name && is_constant(s_, s_.at(i).name))) return;
    const auto same = std::find_if(fold_.operands.begin(), fold_.operands.end(), [&](int other) { return s_.equal(i, other); });
    const auto index = static_cast<std::size_t>(same - fold_.operands.begin());
    if (same == fold_.operands.end()) {
      fold_.operands.push_back(i);
      fold_.arguments.push_back(s_.argument(i));
      fold_.params.push_back(name ? s_.argument(i) : fresh());
    }
    if (!name) fold_.body.push_back(s_.replace_whole(s_.at(i).span, fold_.params[index]));
  }

  std::string fresh() {
    for (int n = 0;; ++n) {
      std::string name(1, static_cast<char>('a' + n % 26));
      if (n >= 26) name += std::to_string(n / 26);
      if (name != "e" && taken_.insert(name_key(name)).second) return name;
    }
  }

  const Source& s_;
  std::set<std::string> taken_;
  Fold fold_;
};

}  // namespace

Regrouping fold_nodes(std::string_view text, const Analysis& analysis, const std::vector<int>& nodes, std::string_view name) {
  const Source s(text);
  std::set<int> inside;
  for (const int node : nodes) {
    const int i = s.find(analysis.graph.nodes[static_cast<std::size_t>(node)].span);
    if (i < 0) return refuse("only gates can be folded");
    inside.insert(i);
  }
  int root = -1;
  for (const int i : inside) {
    if (inside.count(s.parent[static_cast<std::size_t>(i)])) continue;
    if (root >= 0) return refuse("these gates are not one expression with one output; inline the names between them first");
    root = i;
  }
  if (root < 0) return refuse("there is nothing to fold");
  const Statement& home = s.statement_of(root);
  if (home.kind == Statement::Kind::define) return refuse("this stands in a definition already");
  if (s.is_latex(home)) return refuse("this formula is written in LaTeX, which is not regrouped");
  if (std::string words = bad_name(s, name); !words.empty()) return refuse(std::move(words));
  const Fold fold = Folder(s).run(root, inside, name);
  if (fold.params.empty()) return refuse("a function needs an operand that is no number");
  const std::string head(name), body = edited(s, s.inner(root), fold.body);
  return tried(s, {line_before(s, home.span.begin, head + "(" + joined(fold.params) + ") = " + body),
                   s.replace_whole(s.at(root).span, head + "(" + joined(fold.arguments) + ")")}, {});
}

Regrouping unfold_node(std::string_view text, const Analysis& analysis, int node) {
  const Source s(text);
  const Node& target = analysis.graph.nodes[static_cast<std::size_t>(node)];
  const int call = target.op == Op::call ? s.find(target.span) : -1;
  if (call < 0 || s.at(call).kind != Syntax::Kind::call) return refuse("this is no call of a function of the program");
  const int function = s.at(call).name;
  const auto home = std::find_if(s.program.statements.begin(), s.program.statements.end(), [&](const Statement& statement) {
    return statement.kind == Statement::Kind::define && statement.name == function && statement.root >= 0;
  });
  if (home == s.program.statements.end()) return refuse("this is no call of a function of the program");
  if (s.statement_of(call).kind == Statement::Kind::define) return refuse("this call stands in a definition itself");
  if (s.is_latex(*home) || s.is_latex(s.statement_of(call))) return refuse("this formula is written in LaTeX, which is not regrouped");

  std::vector<TextEdit> body;
  Hold hold = s.own_hold(home->root);
  for (int i = home->first; i <= home->root; ++i) {
    if (s.at(i).kind != Syntax::Kind::name) continue;
    const auto param = std::find(home->params.begin(), home->params.end(), s.at(i).name);
    if (param == home->params.end()) continue;
    const int argument = s.child(call, static_cast<int>(param - home->params.begin()));
    body.push_back(s.replace(i, s.argument(argument), s.own_hold(argument)));
    if (i == home->root) hold = s.own_hold(argument);
  }
  std::vector<TextEdit> edits = {s.replace(call, edited(s, s.inner(home->root), body), hold)};
  Span span;
  if (s.calls_of(function) == 1) {
    if (!removal(s, *home, span)) return refuse("there is a word before the definition on its line");
    edits.push_back({span, ""});
  }
  return tried(s, std::move(edits), {});
}

}  // namespace chainrule
