// The computational graph: flat arrays in forward (topological) order.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/program.h"

namespace chainrule {

// What stands at one operand place of a gate: the output of an earlier node, or a literal.
struct Operand {
  int node = -1;  // index into Graph::nodes, less than the gate's own; -1: a literal
  double literal = 0;
  bool is_literal() const { return node < 0; }
};

struct Node {
  std::string name;  // from the program, or a fresh t1, t2, …; unique
  Op op = Op::input;
  bool named = false;     // the name stands in the program
  bool implicit = false;  // an input that the program uses but never gives a value
  int function = -1;      // for Op::call: index into Graph::functions
  int first_operand = 0, operand_count = 0;  // into Graph::operands
  double value = 0;       // of an input or constant
  Span span;              // the expression in the text; for an input, the literal after '='
};

struct Graph;

// A folded definition: one gate whose inside is a graph of its own.
struct Function {
  std::string name;
  std::vector<std::string> params;    // its parameters, then the outer names that its body uses
  std::shared_ptr<const Graph> body;  // the first params.size() nodes are the params, as inputs
};

// The gates of one call that is not folded: nodes first … last − 1.
struct Group {
  std::string function;
  int first = 0, last = 0;
};

struct Graph {
  std::vector<Node> nodes;
  std::vector<Operand> operands;
  std::vector<Function> functions;
  std::vector<Group> groups;  // inner ones before those around them; of calls with the very same gates, the outermost
  int output = -1;  // where the gradient 1 is put; -1 only if there are no nodes
  std::vector<Operand> expressions;  // what each node of the program's syntax is here; in bodies of called functions nothing, a literal 0

  const Operand* operands_of(int node) const { return operands.data() + nodes[node].first_operand; }
  int find(std::string_view name) const;  // in any of its spellings; -1 if there is none
};

struct BuildOptions {
  std::vector<std::string> folded;  // names of the functions that stay one gate
  std::string output;               // empty: the last named node, in forward order, that is no input
};

struct Build {
  Graph graph;
  std::vector<Diagnostic> diagnostics;  // the parser's too, in the order of the text
};

// Never fails: statements that cannot be built are left out, with a diagnostic each.
Build build(const Program& program, const BuildOptions& options = {});

// The slide's name of a node's gate where it has one (shift, scale, recip, power), else the gate's own.
struct GateLook {
  std::string name, sign, title, words;
};
GateLook gate_look(const Graph& graph, int node);
std::string_view gate_name(const Graph& graph, int node);  // the first of them

}  // namespace chainrule
