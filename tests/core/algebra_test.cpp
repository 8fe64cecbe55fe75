// Formulas simplified: their values stay, and they look as a teacher would write them.
#include "core/algebra.h"

#include "core/trace_reading.h"
#include "support/random.h"
#include "support/random_program.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

std::string simplified(const std::string& text) { return print(simplify(read_expression(text))); }

// Is every part of it finite? 1/0 on the way can end as a finite value, and its sign is nobody's.
bool regular(const Expr& e, const std::function<double(const std::string&)>& lookup) {
  for (const Expr& arg : e->args)
    if (!regular(arg, lookup)) return false;
  return std::isfinite(evaluate(e, lookup));
}

// The local gradients of f = g(…), folded.
std::string folded(const std::string& body, const std::string& call) {
  const Json trace = trace_of(body + "; x = 0.7; y = 2.5; z = -1.5; f = g" + call, {{"g"}, "f"});
  check_formulas(trace);
  std::string all;
  for (const Json& local : node_of(trace, "f")["locals"].items) all += (all.empty() ? "" : " | ") + local["formula"].string;
  return all;
}

}  // namespace

TEST_CASE("simplifying keeps the value") {
  const std::vector<std::string> names = {"x", "y", "w_1"};
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    const std::string text = random_formula(seed, names, 1 + static_cast<int>(seed % 10));
    const Expr given = read_expression(text);
    REQUIRE(given != nullptr);
    const Expr simple = simplify(given);
    INFO("seed ", seed, ": ", text, " became ", print(simple));
    Random random(seed);
    for (int point = 0; point < 4; ++point) {
      std::map<std::string, double> at;
      for (const std::string& name : names) at[name] = random.between(0.2, 2.5);
      at["pi"] = 3.14159265358979323846;
      at["e"] = 2.71828182845904523536;
      auto lookup = [&](const std::string& name) { return at[name]; };
      const double before = evaluate(given, lookup), after = evaluate(simple, lookup);
      if (!regular(given, lookup) || std::fabs(before) > 1e6) continue;  // joining powers may widen the domain
      // How much the formula itself shakes when its operands' last digits do.
      double shake = 0;
      for (const std::string& name : names) {
        auto moved = [&](const std::string& n) { return n == name ? at[n] * (1 + 1e-9) : at[n]; };
        shake = std::fmax(shake, std::fabs(evaluate(given, moved) - before));
      }
      if (!(shake < 1e-5)) continue;
      CHECK_MESSAGE(near(after, before, 1e-9, 1e-9 + shake), after, " instead of ", before);
      ++compared;
    }
  }
  CHECK(compared > 4000);
}

TEST_CASE("simplifying twice changes nothing") {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    const std::string text = random_formula(seed, {"x", "y"}, 1 + static_cast<int>(seed % 6));
    const Expr once = simplify(read_expression(text));
    INFO("seed ", seed, ": ", text);
    CHECK(operation_count(simplify(once)) <= operation_count(once));
  }
}

TEST_CASE("formulas, simplified") {
  const std::vector<std::pair<const char*, const char*>> table = {
      {"x+x", "2*x"}, {"x*x", "x^2"}, {"2*x*3", "6*x"}, {"x-x", "0"}, {"x/x", "1"}, {"0*x", "0"}, {"1*x", "x"}, {"x^1", "x"}, {"x^0", "1"}, {"--x", "x"},
      {"-(x-1)", "1 - x"}, {"1/(1/x)", "x"}, {"x*y/x", "y"}, {"x^2/x", "x"}, {"x*1/x^2", "1/x"}, {"exp(-x)*exp(x)", "1"}, {"exp(x)^2", "exp(2*x)"},
      {"sqrt(x)*sqrt(x)", "x"}, {"x/2", "x/2"}, {"0.5*x", "x/2"}, {"1/x+1/y", "(x + y)/(x*y)"}, {"a*b+a*c", "(b + c)*a"}, {"-(1/x)", "-1/x"}, {"-a/b^2", "-a/b^2"},
      {"b*a^(b-1)", "b*a^(b - 1)"}, {"2*a^(2-1)", "2*a"}, {"3*a^(3-1)", "3*a^2"}, {"0.5*a^(0.5-1)", "1/(2*sqrt(a))"}, {"-1*a^(-1-1)", "-1/a^2"},
      {"1/(2*out)", "1/(2*out)"}, {"1 - out^2", "1 - out^2"}, {"(1-out)*out", "(1 - out)*out"}, {"x+1+2", "3 + x"}, {"2*3", "6"}};
  for (const auto& row : table) CHECK_MESSAGE(simplified(row.first) == std::string(row.second), row.first, " became ", simplified(row.first));
}

TEST_CASE("local gradients of folded functions, in terms of the gate's own output where that is shorter") {
  struct Row {
    const char *body, *call, *formulas;
  };
  const std::vector<Row> table = {
      {"g(u) = 1/(1+exp(-u))", "(x)", "(1 - f)*f"},
      {"g(u) = exp(u)/(1+exp(u))", "(x)", "(1 - f)*f"},
      {"g(u) = sigmoid(u)", "(x)", "(1 - f)*f"},
      {"g(u) = (exp(u)-exp(-u))/(exp(u)+exp(-u))", "(x)", "1 - f^2"},
      {"g(u) = tanh(u)", "(x)", "1 - f^2"},
      {"g(u) = sin(u)/cos(u)", "(x)", "1 + f^2"},
      {"g(u) = log(1+exp(u))", "(x)", "sigmoid(x)"},
      {"g(u) = softplus(u)", "(x)", "sigmoid(x)"},
      {"g(u) = exp(-u^2/2)", "(x)", "-x*f"},
      {"g(u) = exp(2*u)", "(x)", "2*f"},
      {"g(u) = 2^u", "(x)", "f*log(2)"},
      {"g(u) = sqrt(1+u^2)", "(x)", "x/f"},
      {"g(u, v) = sqrt(u^2+v^2)", "(x, y)", "x/f | y/f"},
      {"g(u) = u^2", "(x)", "2*x"},
      {"g(u) = u*u*u", "(x)", "3*x^2"},
      {"g(u) = sin(u)^2", "(x)", "sin(2*x)"},
      {"g(u) = 1/u", "(x)", "-1/x^2"},
      {"g(u) = log(u)/u", "(x)", "(1 - log(x))/x^2"},
      {"g(u) = u^3 - 2*u", "(x)", "3*x^2 - 2"},
      {"g(u) = (1+u)^10", "(x)", "10*(1 + x)^9"},
      {"g(u) = 2*u+1", "(x)", "2"},
      {"g(u) = u-u", "(x)", "0"},
      {"g(u) = 5", "(x)", "0"},
      {"g(u, v) = u*v", "(x, y)", "y | x"},
      {"g(u, v) = (u-v)^2", "(x, y)", "2*(x - y) | 2*(y - x)"},
      {"g(u, v) = u/(u+v)", "(x, y)", "y/(x + y)^2 | -x/(x + y)^2"},
      {"g(a, b, c) = a*b+c", "(x, y, z)", "y | x | 1"},
      {"g(a, b, c) = (a+b)c", "(x, y, z)", "z | z | x + y"},
      {"g(w, u, b) = 1/(1+exp(-(w*u+b)))", "(x, y, z)", "(1 - f)*y*f | (1 - f)*x*f | (1 - f)*f"},
      {"g(p, t) = -(t*log(p)+(1-t)*log(1-p))", "(x, y)", "(x - y)/((1 - x)*x) | log((1 - x)/x)"},
      {"g(u) = relu(u)", "(x)", "1"},
      {"g(u) = relu(u)", "(z)", "0"},
      {"g(u) = max(0, u)^2", "(x)", "2*max(0, x)"},
      {"g(u) = u/(1+abs(u))", "(z)", "1/(1 + abs(z))^2"},  // on both sides of 0
      {"g(u) = u*abs(u)", "(z)", "2*abs(z)"},
      {"g(u) = log(abs(u))", "(z)", "1/z"},
      {"g(u) = u^u", "(x)", "(1 + log(x))*f"},
      {"g(u) = exp(u*log(u))", "(x)", "(1 + log(x))*f"},
      {"g(u, v) = v^2*u^v", "(x, y)", "y^3*x^(y - 1) | (2 + y*log(x))*y*x^y"},
      {"g(u) = sin(u)*cos(u)", "(x)", "cos(2*x)"},
      {"g(u) = sin(u)/(1+cos(u))", "(x)", "1/(1 + cos(x))"},
      {"g(u, v) = sin(u)*cos(v)+cos(u)*sin(v)", "(x, y)", "cos(x + y) | cos(x + y)"},
      {"g(u) = log(cosh(u))", "(x)", "tanh(x)"},
      {"g(u) = (exp(u)-exp(-u))/2", "(x)", "cosh(x)"},
      {"g(u) = 2*atan(exp(u))", "(x)", "1/cosh(x)"},
      {"g(u) = u*sigmoid(u)", "(x)", "(1 - f)*sigmoid(x) + f"},
      {"g(u, v) = log(exp(u)+exp(v))", "(x, y)", "exp(x - f) | exp(y - f)"},
      {"g(u, t) = -(t*log(sigmoid(u))+(1-t)*log(1-sigmoid(u)))", "(x, y)", "sigmoid(x) - y | -x"},
      {"g(u, t) = t*softplus(-u)+(1-t)*softplus(u)", "(x, y)", "sigmoid(x) - y | -x"},
      {"g(u) = (u^2-4)/(u-2)", "(x)", "1"},
      {"g(u) = (u-1)*(u-2)*(u-3)", "(x)", "3*x^2 - 12*x + 11"},
      {"g(u) = u^3*(u*(6*u-15)+10)", "(x)", "30*(1 - x)^2*x^2"},
      {"g(u) = (3*u-2)^4", "(x)", "12*(3*x - 2)^3"},
      {"g(u) = acos(u/2)", "(x)", "-1/sqrt(4 - x^2)"},
      {"g(u) = log((u-1)/(u+1))", "(y)", "2/(y^2 - 1)"},
      {"g(u) = cos(pi*u)", "(x)", "-pi*sin(pi*x)"},
      {"g(u, v) = tanh(u*v)", "(x, y)", "(1 - f^2)*y | (1 - f^2)*x"},
      {"h(u) = exp(-u); g(u) = 1/(1+h(u))", "(x)", "(1 - f)*f"},  // a function in a function
  };
  for (const Row& row : table) {
    INFO(std::string(row.body), std::string(row.call));
    CHECK(folded(row.body, row.call) == std::string(row.formulas));
  }
}

TEST_CASE("a body that is too long to derive gives the number") {
  std::string body = "g(u) = u";
  for (int i = 0; i < 500; ++i) body += "*sin(u+" + std::to_string(i) + ")";
  const Json trace = trace_of(body + "; x = 0.5; f = g(x)", {{"g"}, ""});
  const Json& local = node_of(trace, "f")["locals"].items[0];
  CHECK(local["formula"].string == format_number(local["value"].number));
}

TEST_CASE("local gradients of single gates, as the table gives them") {
  const std::vector<std::pair<const char*, const char*>> table = {
      {"x + y", "1 | 1"}, {"x - y", "1 | -1"}, {"x*y", "y | x"}, {"x/y", "1/y | -x/y^2"}, {"-x", "-1"}, {"x^y", "y*x^(y - 1) | f*log(x)"}, {"exp(x)", "f"}, {"log(x)", "1/x"},
      {"sqrt(x)", "1/(2*f)"}, {"square(x)", "2*x"}, {"sin(x)", "cos(x)"}, {"cos(x)", "-sin(x)"}, {"tan(x)", "1 + f^2"}, {"asin(x)", "1/sqrt(1 - x^2)"},
      {"acos(x)", "-1/sqrt(1 - x^2)"}, {"atan(x)", "1/(1 + x^2)"}, {"sinh(x)", "cosh(x)"}, {"cosh(x)", "sinh(x)"}, {"tanh(x)", "1 - f^2"}, {"sigmoid(x)", "(1 - f)*f"},
      {"softplus(x)", "sigmoid(x)"}, {"1 + x", "1"}, {"x - 1", "1"}, {"1 - x", "-1"}, {"3*x", "3"}, {"x/4", "0.25"}, {"1/x", "-1/x^2"}, {"5/x", "-5/x^2"}, {"x^2", "2*x"},
      {"x^3", "3*x^2"}, {"x^0.5", "1/(2*sqrt(x))"}, {"x^-1", "-1/x^2"}, {"2^x", "f*log(2)"}, {"max(x, y)", "0 | 1"}, {"min(x, y)", "1 | 0"}};
  for (const auto& row : table) {
    const auto& formula = row.first;  // clang 14 cannot use a structured binding inside INFO
    const auto& expected = row.second;
    const Json trace = trace_of(std::string("x = 0.7; y = 2.5; f = ") + formula);
    check_formulas(trace);
    std::string all;
    for (const Json& local : node_of(trace, "f")["locals"].items) all += (all.empty() ? "" : " | ") + local["formula"].string;
    CHECK_MESSAGE(all == std::string(expected), formula, ": ", all);
  }
}
