// Regrouping keeps values and gradients, and every byte that it does not have to change.
#include <algorithm>
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "core/regroup.h"
#include "support/near.h"
#include "support/random_program.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

// The rewrite of this name, at the first node in forward order that has the form.
Rewrite rewrite(const std::string& text, const std::string& name) {
  const Analysis a = analyse(text);
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i)
    for (const Rewrite& r : rewrites_at(text, a, i))
      if (r.name == name) return r;
  Rewrite none;
  none.refusal = "no node has the form";
  return none;
}

std::string after(const std::string& text, const Regrouping& r) { return r.ok() ? apply_edits(text, r.edits) : "refused: " + r.refusal; }
std::string rewritten(const std::string& text, const std::string& name) { return after(text, rewrite(text, name)); }

std::string extracted(const std::string& text, const std::string& part, const std::string& name) {
  const Analysis a = analyse(text);
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
    const Span span = a.graph.nodes[static_cast<std::size_t>(i)].span;
    if (text.substr(span.begin, span.end - span.begin) == part) return after(text, extract_node(text, a, i, name));
  }
  return "no such part";
}

std::string inlined(const std::string& text, const char* name) {
  const Analysis a = analyse(text);
  const int node = a.graph.find(name);
  return node < 0 ? "no such node" : after(text, inline_node(text, a, node));
}

std::string folded(const std::string& text, const std::vector<std::string>& parts, const char* name) {
  const Analysis a = analyse(text);
  std::vector<int> nodes;
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i) {
    const Span span = a.graph.nodes[static_cast<std::size_t>(i)].span;
    if (std::find(parts.begin(), parts.end(), text.substr(span.begin, span.end - span.begin)) != parts.end()) nodes.push_back(i);
  }
  CHECK(nodes.size() == parts.size());
  return after(text, fold_nodes(text, a, nodes, name));
}

std::string unfolded(const std::string& text, const char* function) {
  const Analysis a = analyse(text, {{function}, {}});
  for (int i = 0; i < static_cast<int>(a.graph.nodes.size()); ++i)
    if (a.graph.nodes[static_cast<std::size_t>(i)].op == Op::call) return after(text, unfold_node(text, a, i));
  return "no call";
}

// What undoes the edits.
std::vector<TextEdit> inverse(const std::string& text, const std::vector<TextEdit>& edits) {
  std::vector<TextEdit> back;
  std::int64_t moved = 0;
  for (const TextEdit& e : edits) {
    const auto begin = static_cast<std::uint32_t>(e.span.begin + moved);
    back.push_back({{begin, static_cast<std::uint32_t>(begin + e.replacement.size())},
                    text.substr(e.span.begin, e.span.end - e.span.begin)});
    moved += static_cast<std::int64_t>(e.replacement.size()) - (e.span.end - e.span.begin);
  }
  return back;
}

std::vector<std::string> comments(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#', text.find('\n', at))) {
    found.push_back(text.substr(at, text.find('\n', at) - at));
    if (text.find('\n', at) == std::string::npos) break;
  }
  return found;
}

double largest(const std::vector<double>& values) {
  double most = 0;
  for (double v : values)
    if (std::isfinite(v)) most = std::fmax(most, std::fabs(v));
  return most;
}

// Named nodes' values and inputs' gradients. Beside numbers of the size `largest`, their rounding may show.
bool same_numbers(const Analysis& a, const Analysis& b, const std::string& without) {
  const double values = 1e-14 * std::fmax(largest(a.values), largest(b.values));
  const double grads = 1e-14 * std::fmax(largest(a.backward.grads), largest(b.backward.grads));
  for (std::size_t i = 0; i < a.graph.nodes.size(); ++i) {
    const Node& node = a.graph.nodes[i];
    if (!node.named || node.name == without) continue;
    const int j = b.graph.find(node.name);
    if (j < 0 || !near(a.values[i], b.values[static_cast<std::size_t>(j)], 1e-12, values)) return false;
    if (node.op == Op::input && !near(a.backward.grads[i], b.backward.grads[static_cast<std::size_t>(j)], 1e-12, grads)) return false;
  }
  return true;
}

void check_edits(const RandomProgram& program, const Analysis& before, const Regrouping& r, const std::string& without) {
  INFO(program.reproduction());
  CHECK(r.ok() == !r.edits.empty());
  if (!r.ok()) return;
  for (std::size_t i = 1; i < r.edits.size(); ++i) CHECK(r.edits[i - 1].span.end <= r.edits[i].span.begin);
  const std::string text = apply_edits(program.text, r.edits);
  INFO(text);
  CHECK(same_numbers(before, analyse(text), without));
  CHECK(apply_edits(text, inverse(program.text, r.edits)) == program.text);
  CHECK(comments(text) == comments(program.text));
}

const std::string kGiven = "\nx = 0.3; y = 1.7; z = 2.1 # given\n";

}  // namespace

TEST_CASE("each rewrite and its inverse, letter by letter") {
  struct Pair {
    const char *there, *from, *back, *to;
    const char* again = nullptr;  // what the inverse writes, where that is not letter by letter what was there
  };
  const Pair pairs[] = {
      {"sub to add", "f = x - y*z  # d", "add to sub", "f = x + (-1)*(y*z)  # d", "f = x - (y*z)  # d"},
      {"sub to add", "f = z*(  x - y )", "add to sub", "f = z*(  x + (-1)*y )"},
      {"div to mul", "f = x/y", "mul to div", "f = x*(1/y)"},
      {"div to mul", "f = (x+y)/(y+z) - 1", "mul to div", "f = (x+y)*(1/(y+z)) - 1"},
      {"square to mul", "f = sin(x^2)", "mul to square", "f = sin(x*x)"},
      {"square to mul", "f = (x+y)^2", "mul to square", "f = (x+y)*(x+y)"},
      {"to sigmoid", "f = 1/(1+exp(-(x*y + z)))", "from sigmoid", "f = sigmoid(x*y + z)"},
      {"from sigmoid", "f = sigmoid(x*y)^2", "to sigmoid", "f = (1/(1+exp(-(x*y))))^2", "f = (sigmoid(x*y))^2"},
      {"from tanh", "f = z*tanh(x+y)", "to tanh", "f = z*(2*sigmoid(2*(x+y))-1)", "f = z*(tanh(x+y))"},
      {"log of product", "f = ln(y*z)", "sum of logs", "f = ln(y)+ln(z)"},
      {"log of product", "f = x*log((y+1)*z)", "sum of logs", "f = x*(log(y+1)+log(z))", "f = x*(log((y+1)*z))"},
  };
  for (const Pair& p : pairs) {
    const std::string to = rewritten(p.from + kGiven, p.there);
    CHECK(to == p.to + kGiven);
    INFO(p.from);
    CHECK(rewritten(to, p.back) == (p.again ? p.again : p.from) + kGiven);
  }
  CHECK(rewritten("f = x / y" + kGiven, "div to mul") == "f = x*(1/y)" + kGiven);
  CHECK(rewritten("f = x*(1/y)" + kGiven, "mul to div") == "f = x/y" + kGiven);
  CHECK(rewritten("f = 1/(1 + exp(-(x*y + z)))" + kGiven, "to sigmoid") == "f = sigmoid(x*y + z)" + kGiven);
  CHECK(rewritten("f = 1/(exp(-x) + 1)" + kGiven, "to sigmoid") == "f = sigmoid(x)" + kGiven);
  CHECK(rewritten("f = z*(2*sigmoid(2*(x+y)) - 1)" + kGiven, "to tanh") == "f = z*(tanh(x+y))" + kGiven);
  CHECK(rewritten("f = x + (-1)*y" + kGiven, "add to sub") == "f = x - y" + kGiven);
  CHECK(rewritten("f = (x+y)*( x + y )" + kGiven, "mul to square") == "f = (x+y)^2" + kGiven);
}

TEST_CASE("neighbours without a sign between them stay apart") {
  CHECK(rewritten("f = 2x^2" + kGiven, "square to mul") == "f = 2*(x*x)" + kGiven);
  CHECK(rewritten("f = x^2(y+z)" + kGiven, "square to mul") == "f = x*x*(y+z)" + kGiven);
  CHECK(extracted("f = 2(x+y)z" + kGiven, "(x+y)", "q") == "q = x+y\nf = 2*q*z" + kGiven);
  CHECK(inlined("q = x+y\nf = x q z" + kGiven, "q") == "f = x *(x+y) z" + kGiven);
}

TEST_CASE("numbers alone become one number") {
  CHECK(rewritten("f = 2*3*x  # six" + kGiven, "fold constants") == "f = 6*x  # six" + kGiven);
  CHECK(rewritten("f = x^(1 - 3)" + kGiven, "fold constants") == "f = x^-2" + kGiven);
  CHECK(rewritten("f = max(x, (1+2)/2)" + kGiven, "fold constants") == "f = max(x, 1.5)" + kGiven);
  CHECK(rewrite("f = -2*x" + kGiven, "fold constants").refusal == "no node has the form");
}

TEST_CASE("what does not hold is refused with words") {
  const Rewrite log = rewrite("f = log(x*y); x = -1; y = -2", "log of product");
  CHECK(log.edits.empty());
  CHECK(log.refusal == "the new form has no finite value here; it holds where a > 0 and b > 0");
  CHECK(rewrite("g(a) = a^2; f = g(x)+g(y)" + kGiven, "square to mul").refusal ==
        "this stands in the definition of g, which is called 2 times");
  CHECK(rewritten("g(a) = a^2; f = g(x)" + kGiven, "square to mul") == "g(a) = a*a; f = g(x)" + kGiven);
  CHECK(rewritten("f(x, y) = (x+y)^2" + kGiven, "square to mul") == "f(x, y) = (x+y)*(x+y)" + kGiven);
  CHECK(rewrite("f = x^{2}\nx = 3", "square to mul").refusal == "this formula is written in LaTeX, which is not regrouped");
  CHECK(rewrite("sigmoid(u) = u*u\nf = 1/(1+exp(-x))\nx = 2\ng = f*sigmoid(x)", "to sigmoid").refusal ==
        "f would change from 0.8807970779778823 to 4");
  CHECK(rewrite("exp(u) = u*u\nf = 1/(1+exp(-x))\nx = 2", "to sigmoid").refusal == "no node has the form");
}

TEST_CASE("a part gets a name, and is shared wherever it stands") {
  const std::string text = "# two\r\nf = (x + y)*z ; h = f*exp(x+y) # sum\r\nx = 1; y = 2; z = 3\r\n";
  CHECK(extracted(text, "(x + y)", "q") == "# two\r\nq = x + y\r\nf = q*z ; h = f*exp(q) # sum\r\nx = 1; y = 2; z = 3\r\n");
  CHECK(extracted("sin(x)*y\nx = 1; y = 2", "sin(x)", "q") == "refused: the output would be another node");
  CHECK(extracted("f = sin(x)*y" + kGiven, "sin(x)*y", "q") == "refused: this has a name already: f");
  CHECK(extracted("f = sin(x)*y" + kGiven, "sin(x)", "x") == "refused: 'x' stands in the program already");
  CHECK(extracted("f = sin(x)*y" + kGiven, "sin(x)", "exp") == "refused: 'exp' has a meaning already");
  CHECK(extracted("f = sin(x)*y" + kGiven, "sin(x)", "a b") == "refused: 'a b' is no name");
  CHECK(extracted("g(a) = sin(a)*y; f = g(x)" + kGiven, "sin(a)", "q") ==
        "refused: this stands in a definition, whose parameters have no meaning outside it");
}

TEST_CASE("a name is put back where it is used") {
  CHECK(inlined("q = x+y\nf = q*z" + kGiven, "q") == "f = (x+y)*z" + kGiven);
  CHECK(inlined("q = x+y # sum\nf = q*z - q" + kGiven, "q") == "# sum\nf = (x+y)*z - (x+y)" + kGiven);
  CHECK(inlined("q = x*y; f = q*z + q" + kGiven, "q") == "f = x*y*z + x*y" + kGiven);
  CHECK(inlined("f = exp( q ) ;  q = ( x*y )" + kGiven, "q") == "f = exp( x*y ) ;  " + kGiven);
  CHECK(inlined("f = x*y" + kGiven, "f") == "refused: f is the output");
  CHECK(inlined("f = x*y" + kGiven, "x") == "refused: x is an input, which has a gradient");
  CHECK(inlined("q = x*y; g(a) = a*q; f = g(z)" + kGiven, "q") == "refused: q is used in the definition of g");
  CHECK(inlined("q = x*y; f = x" + kGiven, "q") == "refused: nothing uses q");
}

TEST_CASE("gates become a function, and a call becomes gates") {
  CHECK(folded("f = x*y + z # s" + kGiven, {"x*y", "x*y + z"}, "g") == "g(x, y, z) = x*y + z\nf = g(x, y, z) # s" + kGiven);
  CHECK(folded("f = 2(x+y)z" + kGiven, {"2(x+y)z", "2(x+y)"}, "g") == "g(a, z) = 2*a*z\nf = g(x+y, z)" + kGiven);
  CHECK(folded("f = (x*y)^2 + 3*(x*y)" + kGiven, {"(x*y)^2", "3*(x*y)", "(x*y)^2 + 3*(x*y)"}, "g") ==
        "g(a) = a^2 + 3*a\nf = g(x*y)" + kGiven);
  CHECK(folded("f = z*(x + y)*pi" + kGiven, {"(x + y)"}, "g") == "g(x, y) = x + y\nf = z*g(x, y)*pi" + kGiven);
  CHECK(folded("f = x*y + y*z" + kGiven, {"x*y", "y*z"}, "g") ==
        "refused: a function has one output, and these gates have 2: x*y (used by f) and y*z (used by f)");
  CHECK(folded("f = x*y" + kGiven, {"x*y"}, "f") == "refused: 'f' stands in the program already");
  CHECK(unfolded("g(x, y, z) = x*y + z\nf = 2*g(x, y, z) # s" + kGiven, "g") == "f = 2*(x*y + z) # s" + kGiven);
  CHECK(unfolded("g(a) = a^2 + 3*a # g\nf = g(x*y) - g(z)" + kGiven, "g") == "g(a) = a^2 + 3*a # g\nf = (x*y)^2 + 3*(x*y) - g(z)" + kGiven);
  CHECK(unfolded("g(x, y) = x - y; f = g(y, x*z)" + kGiven, "g") == "f = y - x*z" + kGiven);
  CHECK(unfolded("g(x) = x\nf = z*g(x+y)" + kGiven, "g") == "f = z*(x+y)" + kGiven);
}

TEST_CASE("random programs keep their values, gradients, comments and bytes") {
  int made = 0, refused = 0, names = 0, folds = 0, unfolds = 0, kept = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const RandomProgram program = random_program(seed);
    const Analysis before = analyse(program.text);
    for (int i = 0; i < static_cast<int>(before.graph.nodes.size()); ++i) {
      for (const Rewrite& r : rewrites_at(program.text, before, i)) {
        check_edits(program, before, r, {});
        ++(r.ok() ? made : refused);
      }
      const Regrouping part = extract_node(program.text, before, i, "part_q");
      check_edits(program, before, part, {});
      const Regrouping back = inline_node(program.text, before, i);
      check_edits(program, before, back, before.graph.nodes[static_cast<std::size_t>(i)].name);
      names += part.ok() + back.ok();
      std::vector<int> gates = {i};  // with those of its operands that only it reads, as far as they stand in the same expression
      const Node& node = before.graph.nodes[static_cast<std::size_t>(i)];
      for (int p = 0; p < node.operand_count; ++p)
        if (const Operand& operand = before.graph.operands_of(i)[p];
            !operand.is_literal() && !before.graph.nodes[static_cast<std::size_t>(operand.node)].named)
          gates.push_back(operand.node);
      const Regrouping function = fold_nodes(program.text, before, gates, "part_f");
      check_edits(program, before, function, {});
      folds += function.ok();
    }
    const Analysis closed = analyse(program.text, {program.functions, {}});
    for (int i = 0; i < static_cast<int>(closed.graph.nodes.size()); ++i) {
      if (closed.graph.nodes[static_cast<std::size_t>(i)].op != Op::call) continue;
      const Regrouping inside = unfold_node(program.text, closed, i);
      check_edits(program, before, inside, {});
      ++(inside.ok() ? unfolds : kept);
    }
  }
  MESSAGE(made << " rewrites made, " << refused << " refused, " << names << " names given or left out, " << folds << " folded, " << unfolds
               << " unfolded, " << kept << " calls kept");
  CHECK(made > 600);
  CHECK(names > 600);
  CHECK(folds > 600);
  CHECK(unfolds > 100);
  CHECK(refused < made);
  CHECK(kept < unfolds);
}
