// What the acts of compose.h share: where each gate stands in the text, and a batch of changes to it.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/compose.h"
#include "core/regroup_source.h"

namespace chainrule {

// A piece of an expression.
struct Form {
  std::string text;
  Hold hold = Hold::atom;
};
std::string held(const Form& form, Hold least);  // in brackets where it holds less
Form number_form(double value);

// An operand place in the text, or a gate's own: an expression of the syntax, or of a call with more operands than a gate has, as
// max(a, b, c), the first of them.
struct Slot {
  int syntax = -1;
  Span span;   // where it is no expression
  Form form;   // what stands there
};

// All changes are made against the text as it is, since the shown names of nodes without one (t1, t2, …) shift with every change.
class Draft {
 public:
  Draft(std::string_view text, const Analysis& analysis);

  // ---- the program as it is
  struct Site {
    int syntax = -1;    // the operator or call; of a copy (y = x), the name. -1: an input, or drawn from the definition of a function
    int terms = 0;      // how many of its operands are this gate's and of those before it
    bool copy = false;
  };
  const Node& node(int i) const { return graph.nodes[static_cast<std::size_t>(i)]; }
  bool is_gate(int i) const { return node(i).op != Op::input && node(i).op != Op::constant; }
  const Site& site(int i) const { return sites_[static_cast<std::size_t>(i)]; }
  bool is_own(int syntax, int i) const { return site(i).syntax == syntax; }
  const Operand& result(int syntax) const { return graph.expressions[static_cast<std::size_t>(syntax)]; }
  const std::vector<int>& users(int i) const { return users_[static_cast<std::size_t>(i)]; }
  const Statement& statement(int index) const { return s.program.statements[static_cast<std::size_t>(index)]; }
  int home(int i) const;                   // the statement that it stands in; -1: none
  bool is_bare_root(int i) const;
  std::string called(int i) const;         // what a person calls it
  std::string drawn(int i) const;          // why a gate without a place in the text cannot be edited
  std::string closed(int gate);            // why its operands cannot be; empty if they can
  bool is_latex(int statement);            // then it cannot be edited as it is
  Slot slot(int gate, int place) const;    // of a gate that is not closed; without text if there is no such place
  Slot own(int gate) const;
  bool depends(int i, int on) const;       // is it `on`, or computed from it?
  int output() const { return output_; }   // as the program says; -1: no gate is

  // ---- the changes
  std::string refusal;
  int latex = -1;                          // the statement in LaTeX for which it is refused
  std::vector<std::string> made;
  bool tidy = false;                       // inputs that nothing uses any more go
  bool keeps_output = true;
  // False if something is called so already. `any`: it may be called like a function of the language.
  bool take(const std::string& name, bool any = false);
  std::string fresh(const std::vector<std::string>& stems);
  std::string shown(int i);                // the name by which a node without one is shown, now taken
  std::string name_of(int i, const std::string& wanted = {});  // gives it one if it has none
  void name_output();                      // gives it a name if it has none, since others get one
  void put(const Slot& slot, const Form& form);
  void put(int syntax, const Form& form);
  void line(int before, std::string text);  // a line of its own before this statement's; -1: at the end
  std::string new_inputs(int before, int count, std::vector<Form>& operands);
  int before_output(const std::vector<int>& operands) const;  // where new lines stand that use these
  void drop(int statement);
  void to_number(int i);                   // a node with a name becomes an input with its value
  void to_end(int statement, std::string name);
  bool kept() const { return kept_; }      // is the output what it should be? after finish()
  Act finish();

  Source s;
  const Analysis& analysis;
  const Graph& graph;
  const BuildOptions& options() const { return options_; }

 private:
  struct Line {
    int before;
    std::string text;
    int node;  // whose expression follows; -1: none
  };
  using Changes = std::map<std::pair<std::uint32_t, std::uint32_t>, TextEdit>;  // by what is replaced, what is around others first

  void find_sites();
  void find_terms(int syntax, int gate);
  Span terms_span(int syntax, int count) const;
  std::vector<TextEdit> outermost(Span within, bool strictly) const;
  std::string text_of(int i) const;
  std::uint32_t line_of(int statement) const;
  std::vector<TextEdit> render();
  std::string moved(int statement, std::set<int>& going, std::vector<TextEdit>& edits) const;
  bool lost(int definition, int param) const;
  void edit_header(int statement, std::vector<TextEdit>& edits) const;
  bool adjust(const std::string& after, const Build& b);
  bool drop_unused(const Source& after, const Graph& g);
  bool keep_output(const Source& after, const Graph& g);

  std::vector<Site> sites_;
  std::vector<std::vector<int>> users_;
  BuildOptions options_;
  int output_ = -1;
  std::string expected_;  // the output's name
  std::set<std::string> taken_;
  Changes changes_;
  std::vector<Line> lines_;
  std::map<int, std::string> given_, heads_;  // names, by node and by bare statement
  std::vector<std::pair<int, int>> no_params_;  // definitions and parameters that their bodies have lost
  std::set<int> dropped_, plain_;             // plain_: definitions that become numbers
  std::vector<int> moved_;  // to the end
  bool kept_ = true;
};

// What an act does, done again, where it would change a formula in LaTeX, on the program with that formula in plain form.
Act composed(std::string_view text, const Analysis& analysis, const std::function<Act(Draft&)>& act);
// The text with the formula, all of its lines, in plain form.
std::string without_latex(const Source& s, const Statement& statement);
// The same graph but for the name of one node?
bool same_but_name(const Graph& a, const Graph& b, int renamed = -1, std::string_view name = {});

bool has_comment(const Source& s, const Statement& statement);

// A gate that can be asked for.
struct Kind {
  std::string refusal;
  Op op = Op::count;               // Op::call for a function of the program
  std::string call;                // the name it is called by; empty for an operator
  int arity = 0;                   // of operands that are no literals
  const SlideGate* slide = nullptr;
  double literal = 0;              // of a slide's gate
};
Kind find_kind(const Source& s, std::string_view word);
Form form_of(const Kind& kind, std::vector<Form> operands, const Form* literal = nullptr);

}  // namespace chainrule
