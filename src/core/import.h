// Programs that come in other forms: a graph for Graphviz, as micrograd's draw_dot and our own export write it, and Python with methods.
#pragma once

#include <string>
#include <string_view>

#include "core/text.h"

namespace chainrule {

struct Imported {
  std::string program;
  std::string problem;  // why there is none, as one sentence; empty: there is one
  Span place;           // of the problem; empty: all of the text
};

// Does the text begin as a graph for Graphviz does?
bool is_dot(std::string_view text);

// A program with the same values, made from the graph's records, gates and edges: a record's name where it is one, the number of a
// record that no gate leads to, an operand that a gate's sign has ("**2", "+0.5"). Functions that our own export names are taken from the
// program at its top. Time and memory: linear in the text, but for the program's own analysis.
Imported from_dot(std::string_view text);

// Python as it is written for micrograd and PyTorch, with its methods as functions (x.tanh() is tanh(x)), numbers for what makes a value
// of one (Value(2.0, label='x')), and without the statements that compute nothing: x.label = 'x', f.backward(), print(x.grad). The text
// itself where that would set no error right.
std::string without_methods(std::string_view text);

// Whichever of the two it is; the text itself if it is neither. What comes from a file that is named as a graph is, .dot or .gv, has to be one.
Imported imported(std::string_view text);
Imported imported(std::string_view text, std::string_view file);

// "graph.dot:3:5: there is no gate …": the problem behind its place in the text, and behind the file if there is one.
std::string placed_problem(std::string_view text, const Imported& other, std::string_view file = {});

}  // namespace chainrule
