// A function's call becomes gates.
#include <algorithm>

#include "core/regroup_acts.h"

namespace chainrule {

Regrouping unfold(const Source& s, Trial& trial, const Analysis& analysis, int node) {
  const Node& target = analysis.graph.nodes[static_cast<std::size_t>(node)];
  const int call = target.op == Op::call ? s.find(target.span) : -1;
  if (call < 0 || s.at(call).kind != Syntax::Kind::call) return refuse("this is no call of a function of the program");
  const int function = s.at(call).name;
  const auto& all = s.program.statements;
  const auto home = std::find_if(all.begin(), all.end(), [&](const Statement& statement) {
    return statement.kind == Statement::Kind::define && statement.name == function && statement.root >= 0;
  });
  if (home == all.end()) return refuse("this is no call of a function of the program");
  if (s.is_latex(*home) || s.is_latex(s.statement_of(call))) return refuse(kLatex);

  std::vector<TextEdit> body;
  Hold hold = s.own_hold(home->root);
  const Statement& user = s.statement_of(call);
  for (int i = home->first; i <= home->root; ++i) {
    if (!s.is_name(i)) continue;
    const auto param = std::find(home->params.begin(), home->params.end(), s.at(i).name);
    const bool hidden = s.is_called(user) && std::find(user.params.begin(), user.params.end(), s.at(i).name) != user.params.end();
    if (param == home->params.end() && hidden)
      return refuse(s.name(s.at(i).name) + " is another one in the definition of " + s.name(user.name));
    if (param == home->params.end()) continue;
    const int argument = s.child(call, static_cast<int>(param - home->params.begin()));
    body.push_back(s.replace(i, s.argument(argument), s.own_hold(argument)));
    if (i == home->root) hold = s.own_hold(argument);
  }
  std::vector<TextEdit> edits = {s.replace(call, s.edited(s.inner(home->root), std::move(body)), hold)};
  if (s.calls_of(function) == 1 && !remove(s, {static_cast<int>(home - all.begin())}, edits))
    return refuse("there is a word before the definition on its line");
  return trial.tried(std::move(edits));
}

}  // namespace chainrule
