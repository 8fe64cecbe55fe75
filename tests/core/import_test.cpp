// Graphs for Graphviz, as micrograd's draw_dot writes them, and Python with methods, become programs.
#include "core/import.h"

#include "core/latex_pairs.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::string program_of(const std::string& dot) {
  INFO(dot);
  CHECK(is_dot(dot));
  const Imported imported = from_dot(dot);
  CHECK(imported.problem == "");
  return imported.program;
}

// The neuron of micrograd's lecture, as Python's graphviz prints it: records in no order, an operand and its gate at an edge.
constexpr const char* kNeuron = R"(digraph {
	graph [rankdir=LR]
	140234 [label="{ n | data 0.8814 | grad 0.5000 }" shape=record]
	"140234+" [label="+"]
	"140234+" -> 140234
	140239 [label="{ x1*w1 + x2*w2 | data -6.0000 | grad 0.5000 }" shape=record]
	"140239+" [label="+"]
	"140239+" -> 140239
	140231 [label="{ w2 | data 1.0000 | grad 0.0000 }" shape=record]
	140232 [label="{ x2*w2 | data 0.0000 | grad 0.5000 }" shape=record]
	"140232*" [label="*"]
	"140232*" -> 140232
	140235 [label="{ b | data 6.8814 | grad 0.5000 }" shape=record]
	140230 [label="{ o | data 0.7071 | grad 1.0000 }" shape=record]
	"140230tanh" [label=tanh]
	"140230tanh" -> 140230
	140236 [label="{ x1 | data 2.0000 | grad -1.5000 }" shape=record]
	140237 [label="{ w1 | data -3.0000 | grad 1.0000 }" shape=record]
	140238 [label="{ x1*w1 | data -6.0000 | grad 0.5000 }" shape=record]
	"140238*" [label="*"]
	"140238*" -> 140238
	140233 [label="{ x2 | data 0.0000 | grad 0.5000 }" shape=record]
	140235 -> "140234+"
	140231 -> "140232*"
	140234 -> "140230tanh"
	140236 -> "140238*"
	140232 -> "140239+"
	140233 -> "140232*"
	140239 -> "140234+"
	140238 -> "140239+"
	140237 -> "140238*"
}
)";

}  // namespace

TEST_CASE("micrograd's neuron becomes a program with its names and values") {
  const Analysis a = analyse(program_of(kNeuron));
  CHECK(a.diagnostics.empty());
  CHECK(a.graph.nodes.size() == 10);
  REQUIRE(a.graph.output >= 0);
  CHECK(a.graph.nodes[static_cast<std::size_t>(a.graph.output)].name == "o");
  const std::map<std::string, std::pair<double, double>> wanted = {{"x1", {2, -1.5}}, {"w1", {-3, 1}}, {"x2", {0, 0.5}}, {"w2", {1, 0}}, {"b", {6.8814, 0.5}}, {"n", {0.8814, 0.5}}, {"o", {0.7071, 1}}};
  for (const auto& node : wanted) {
    INFO(node.first);
    const int i = a.graph.find(node.first);
    REQUIRE(i >= 0);
    CHECK(a.values[static_cast<std::size_t>(i)] == doctest::Approx(node.second.first).epsilon(1e-3));
    CHECK(a.backward.grads[static_cast<std::size_t>(i)] == doctest::Approx(node.second.second).epsilon(1e-3));
  }
}

TEST_CASE("micrograd's notebook has no names, and draws x + x with one edge") {
  const std::string head = "digraph {\n\tgraph [rankdir=LR]\n\t1 [label=\"{ data 3.0000 | grad 0.0000 }\" shape=record]\n\t2 [label=\"{ data 6.0000 | grad 0.0000 }\" shape=record]\n";
  CHECK(program_of(head + "\t\"2+\" [label=\"+\"]\n\t\"2+\" -> 2\n\t1 -> \"2+\"\n}\n") == "x1 = 3\nt1 = x1 + x1\n");
  CHECK(program_of(head + "\t\"2*\" [label=\"*\"]\n\t\"2*\" -> 2\n\t1 -> \"2*\"\n}\n") == "x1 = 3\nt1 = x1*x1\n");
}

TEST_CASE("the gates of micrograd and its variants") {
  for (const auto& pair : std::vector<std::pair<std::string, std::string>>{
           {"**2", "a^2"}, {"**-1", "a^(-1)"}, {"**0.5", "a^0.5"}, {"**2.0", "a^2"}, {"^3", "a^3"}, {"ReLU", "relu(a)"}, {"relu", "relu(a)"}, {"tanh", "tanh(a)"},
           {"exp", "exp(a)"}, {"log", "log(a)"}, {"sigmoid", "sigmoid(a)"}, {"\u03C3", "sigmoid(a)"}, {"neg", "-a"}, {"-", "-a"}, {"sin", "sin(a)"},
           {"\u221A", "sqrt(a)"}, {"x\u00B2", "square(a)"}, {"1/x", "1/a"}, {"+1", "a + 1"}, {"\u00D73", "a*3"}, {"\u00F72", "a/2"}, {"2**", "2^a"}, {"max 0", "max(a, 0)"},
           {"0 max", "max(0, a)"}, {"0.5\u2212", "0.5 - a"}, {"LeakyReLU", "leaky_relu(a)"}}) {
    const std::string &label = pair.first, &wanted = pair.second;
    const std::string dot = "digraph { 1 [label=\"{ a | data 2.0 | grad 0 }\"]; 2 [label=\"{ f | data 0 | grad 1 }\"]; g [label=\"" + label + "\"]; 1 -> g -> 2 }";
    CHECK_MESSAGE(program_of(dot) == "a = 2\nf = " + wanted + "\n", label);
  }
}

TEST_CASE("numbers tell which operand is first, where a set has lost the order") {
  const std::string records = "digraph { 1 [label=\"{ a | data 8.0 | grad 0 }\"]; 2 [label=\"{ b | data 2.0 | grad 0 }\"]; 3 [label=\"{ f | data 4.0 | grad 1 }\"]; g [label=\"/\"]; g -> 3; ";
  CHECK(program_of(records + "1 -> g; 2 -> g }") == "a = 8\nb = 2\nf = a/b\n");
  CHECK(has(program_of(records + "2 -> g; 1 -> g }"), "f = a/b"));
}

TEST_CASE("variants of the drawing: names alone, other signs between, an edge that says the gate, ports, comments, subgraphs") {
  CHECK(program_of("strict digraph G { subgraph cluster_0 { 1 [label=\"a | data=2.00 | grad=1.00\"]; } /* c */ 2 [label=\"f | data: 4 | grad: 1\"]\n 1:e -> 2:w [label=\"**2\"] # done\n }") == "a = 2\nf = a^2\n");
  CHECK(program_of("digraph { n [label=\"a|data 2\"] m [label=\"a|data 3\"] f [label=\"a b|data 5\"] p [label=\"+\"] n -> p m -> p p -> f }") == "a = 2\nx1 = 3\nt1 = a + x1\n");
}

TEST_CASE("what cannot be a program says where and why") {
  struct Case {
    const char *dot, *said;
    std::size_t at;
  };
  for (const Case& c : std::vector<Case>{
           {"digraph { a -> b ", "the graph does not end", 17},
           {"digraph { }", "no record of it has a value", 0},
           {"digraph { a [label=\"a | grad 2\"] }", "no number is in the label of 'a'", 10},
           {"digraph { a [label=\"{a|data 1}\"] g [label=frob] f [label=\"{f|data 1}\"] a -> g -> f }", "no gate 'frob'", 33},
           {"digraph { a [label=\"{a|data 1}\"] g [label=\"+\"] a -> g -> a }", "in a circle through 'a'", 10},
           {"digraph { a [label=\"{a|data 1}\"] f [label=\"{f|data 1}\"] a -> f }", "nothing says which gate makes 'f'", 33},
           {"digraph { a [label=\"{a|data 1}\"] g [label=\"+\"] h [label=\"*\"] f [label=\"{f|data 1}\"] a -> g -> f a -> h -> f }", "more than one gate leads to 'f'", 61},
           {"digraph { a -> {b c} }", "an edge leads to one node here", 15},
           {"digraph { a [label=\"x }", "the graph does not end", 0},
           {"digraph { a [label=\"{a|data 1}\"] g [label=exp] f [label=\"{f|data 1}\"] a -> g -> f a -> g }", "has 2 inputs; it takes 1", 33},
           {"digraph { a [label=\"{a|data 1}\"] g [label=exp] f [label=\"{f|data 1}\"] g -> f }", "has 0 inputs; it takes 1", 33}}) {
    INFO(std::string(c.dot));
    const Imported imported = from_dot(c.dot);
    CHECK(imported.program == "");
    INFO(imported.problem);
    CHECK(has(imported.problem, c.said));
    if (c.at > 0) CHECK(imported.place.begin == c.at);
  }
}

TEST_CASE("a graph cut at any byte, of any depth and size, is answered in bounded time") {
  const std::string whole = kNeuron;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const Imported imported = from_dot(whole.substr(0, i));
    if (imported.problem.empty()) CHECK_MESSAGE(i + 1 == whole.size(), i);  // the last byte is a newline
  }
  std::string chain = "digraph { v0 [label=\"{|data 1}\"] ", many = "digraph { ";
  for (int i = 1; i < 9000; ++i) {
    const std::string n = std::to_string(i), before = std::to_string(i - 1);
    chain += "v" + n + " [label=\"{|data 1}\"] g" + n + " [label=\"ReLU\"] v" + before + " -> g" + n + " -> v" + n + "\n";
  }
  CHECK(has(from_dot(chain + "}").problem, "a program has at most 64 KiB"));
  CHECK(has(from_dot(chain + "v8999 -> g1 }").problem, "circle"));
  for (int i = 0; i < 40000; ++i) many += "v" + std::to_string(i) + ";";
  CHECK(has(from_dot(many + "}").problem, "too large"));
  CHECK(has(from_dot("digraph " + std::string(1 << 20, '{')).problem, "does not end"));
  for (const int inputs : {1000, 1001, 180000}) {
    std::string sum = "digraph { x [label=\"{x|data 2}\"] f [label=\"{f|data 1}\"] g [label=\"+\"] g -> f ";
    for (int i = 0; i < inputs; ++i) sum += "x->g ";
    const Imported imported = from_dot(sum + "}");
    CHECK(imported.problem.empty() == (inputs == 1000));
    if (inputs > 1000) CHECK(has(imported.problem, "at most 1000 are read"));
    else CHECK(analyse(imported.program).values.back() == 2000);
  }
  CHECK(has(from_dot("digraph {" + std::string(1 << 20, '[')).problem, "expected"));
}

TEST_CASE("the place of what cannot be a program stands before the reason") {
  const std::string bad = "digraph {\n  \u03B8 [label=\"{\u03B8|data 1}\"] g [label=frob]\n f [label=\"{f|data 1}\"] \u03B8 -> g -> f }";
  CHECK(placed_problem(bad, from_dot(bad)).rfind("2:26: there is no gate 'frob'", 0) == 0);
  CHECK(placed_problem("hello", from_dot("hello")).rfind("1:1: no graph begins here", 0) == 0);
  CHECK(placed_problem("hello", from_dot("hello"), "a.dot").rfind("a.dot:1:1: no graph begins here", 0) == 0);
  CHECK(placed_problem("", from_dot("")).rfind("no graph begins here", 0) == 0);
  CHECK(placed_problem("", from_dot(""), "a.dot").rfind("a.dot: no graph begins here", 0) == 0);
}

TEST_CASE("a file that is named as a graph has to be one") {
  for (const char* file : {"a.dot", "b.GV", "folder.chain/c.Dot"}) CHECK_MESSAGE(!imported("f = 2*x", file).problem.empty(), file);
  for (const char* file : {"", "a.chain", "dot", "a.dot.txt", "a.py", "a.", "folder.dot/c.py"}) CHECK_MESSAGE(imported("f = 2*x", file).program == "f = 2*x", file);
}

TEST_CASE("what begins like a graph is none") {
  for (const char* text : {"graph = 2\nf = graph", "digraph = 3", "f = x # digraph {", "", "strict", "digraph(x) = 2*x", "{", "\"digraph\" {"}) CHECK_MESSAGE(!is_dot(text), text);
  for (const char* text : {"// ours\ndigraph chainrule {", "\xEF\xBB\xBF" "digraph{", "Strict Digraph \"G\" {", "graph { a -- b }"}) CHECK_MESSAGE(is_dot(text), text);
}

TEST_CASE("Python for micrograd and PyTorch becomes a program") {
  for (const auto& pair : std::vector<std::pair<std::string, std::string>>{
           {"a = Value(2.0, label='a')\nb = Value(-3.0, label='b')\ne = a*b; e.label = 'e'\nL = e.tanh(); L.label = 'L'\nL.backward()\ndraw_dot(L)\n",
            "a = 2.0\nb = -3.0\ne = a*b\nL = tanh(e)\n"},
           {"import torch\nx1 = torch.Tensor([2.0]).double(); x1.requires_grad = True\nn = x1*3\no = torch.tanh(n)\nprint(o.data.item())\no.backward()\n",
            "import torch\nx1 = torch.Tensor([2.0])\nn = x1*3\no = torch.tanh(n)\n"},
           {"x = Value(1.0)\ny = (x * 2 + 1).relu()\ny.backward()", "x = 1.0\ny = relu(x * 2 + 1)\n"},
           {"f = (x*w).tanh().pow(2)", "f = pow(tanh(x*w), 2)"},
           {"f = x.exp().log() + 2*y.sigmoid()**2 - (-x).abs()", "f = log(exp(x)) + 2*sigmoid(y)**2 - abs(-x)"},
           {"f = torch.exp(x).sqrt() * x.pow(2) * (x*y).maximum(0.5)", "f = sqrt(torch.exp(x)) * pow(x, 2) * max((x*y), 0.5)"},
           {"f = x * Value(-2.0) + Value(3)", "f = x * (-2.0) + 3"},
           {"def s(x):\n    # the logistic function\n    return 1/(1 + (-x).exp())\nf = s(y)", "    # the logistic function\ns(x) = 1/(1 + exp(-x))\nf = s(y)"},
           {"def g(a, b): return a*b.relu()\nf = g(x, y)", "g(a, b) = a*relu(b)\nf = g(x, y)"},
           {"x.grad\nf = x.tanh()  # x.relu()", "f = tanh(x)  # x.relu()"}}) {
    CHECK(without_methods(pair.first) == pair.second);
  }
}

TEST_CASE("what is no Python with methods stays as it is") {
  for (const char* text : {"x = 2; f = exp(x)", "f = np.exp(-x)", "f = 1.5*x + 2.*y", "f = x.frob()", "Value(x) = 2*x\nf = Value(3)", "f = (x.tanh(", "# it's\nf = x", "", "def f(x):", "def f(x):\n  y = 2\n  return y",
                           "$\\frac{1}{x}$", "x = 2 # print(x)", "label = 3\nf = label.", "f = 'x.tanh()"})
    CHECK_MESSAGE(without_methods(text) == text, text);
}

TEST_CASE("Python of any shape and length is answered in bounded time") {
  std::string chain = "f = x", nested = "f = ", lines, dots = "f = ", modules = "f = ";
  for (int i = 0; i < 9000; ++i) chain += ".exp()", nested += "(", dots += "a.a.a.", modules += "np.np.";
  nested += "x";
  for (int i = 0; i < 9000; ++i) nested += ").exp()";
  for (int i = 0; i < 9000; ++i) lines += "def f(x):\n";
  for (const std::string& text : {chain, nested, lines, dots, modules, std::string(65536, '.'), std::string(65536, '('), std::string(65536, '\''), "x" + std::string(65536, ')') + ".exp()"}) {
    const std::string plain = without_methods(text);
    CHECK(plain.size() < 200000);
  }
}
