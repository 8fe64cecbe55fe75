// Editing the graph by hand: every act on it is an edit of the text, which leaves comments, spacing and names outside it as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/regroup.h"

namespace chainrule {

// Edits of the text, or words that say why not. The names of what is new, to be selected.
struct Act : Regrouping {
  std::vector<std::string> made;
};

// The analysis is of this text, with any functions folded and any output; nodes are those of its graph. What was the output before
// an act is the output after it, unless the act is about that; where a part of an expression must get a name, it gets the one by which
// it is shown, on a line of its own.
//
// A formula in LaTeX in which an act changes more than a name is written in plain form first; comments stay, words around it go.
//
// A gate is asked for by its name in a trace (add, shift, exp), by a function's name, of the language or of the program, or as "input".

// The gates that can be asked for, but for "input": those of the table, and the program's functions that are called.
struct GateChoice {
  std::string name, sign, title;  // title: English; of a function its name
  std::string aliases;            // other names, and the operator's sign in the language
  bool of_program = false;        // a function of the program
};
std::vector<GateChoice> gate_choices(std::string_view text);

// A new gate on these operands; those that are missing are new inputs of value 1.
Act add_gate(std::string_view text, const Analysis& analysis, std::string_view gate, const std::vector<int>& operands = {});

// The gate's operand at this place is now `from`. What stood there goes if it is a part without a name; an input that nothing uses any
// more goes too, unless there is a comment on its line.
Act connect(std::string_view text, const Analysis& analysis, int from, int gate, int place);

// A new gate on the wire that ends at this place; its other operands are new inputs of value 1.
Act insert_gate(std::string_view text, const Analysis& analysis, std::string_view gate, int to, int place);

// Another gate on the same operands. Those that are missing are new inputs; those too many go, literals first.
Act change_gate(std::string_view text, const Analysis& analysis, int node, std::string_view gate);

// What is still fed by a gate that is removed is fed by an input of its name with the value that it had. Where an input was used stands
// its number. Parts without a name that nothing uses any more go, inputs stay.
Act remove_nodes(std::string_view text, const Analysis& analysis, const std::vector<int>& nodes);

// Another name wherever it stands, in directives too; parameters of that name are not it. In LaTeX it is written as LaTeX.
Act rename_node(std::string_view text, const Analysis& analysis, int node, std::string_view name);

// Copies of the nodes, with names of their own. Wires among them go among the copies, others come from where they came.
Act duplicate_nodes(std::string_view text, const Analysis& analysis, const std::vector<int>& nodes);

// The nodes as a program by itself: what else they use are inputs with their values. With the comments behind their lines.
struct Clip {
  std::string program, refusal;
};
Clip copy_nodes(std::string_view text, const Analysis& analysis, const std::vector<int>& nodes);

// Another program beside this one: what it gives a name that is taken gets another. A name that it gives no value is this program's.
Act paste_program(std::string_view text, const Analysis& analysis, std::string_view pasted);

// The node is the program's output: its line goes to the end, or where something is computed from it, a line is added that repeats it.
Act set_output(std::string_view text, const Analysis& analysis, int node);

}  // namespace chainrule
