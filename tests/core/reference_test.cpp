// web/language.md, held to the language: every example is run, and every table of gates compared with the gates.
//
// A block that begins with ```chain is a program; "fold=s" and "output=q" behind it are the options of the same names. Comments in it say
// what it gives:
//   # → f = -12, df/dx = -4        values, and gradients of the output, rounded to the digits given
//   # → gates mul add              the gates in forward order, inputs left out
//   # → f: df/dx = 2*x             a local gradient of node f, as the trace prints it
//   # 1:9: error: …                each diagnostic, word for word, in order; errors only in a block ```chain error
//   # fix: f = 3.5*x               the line of the last diagnostic that was named, once its fix is taken
// A block ```json is the trace of the program before it.
#include <algorithm>
#include <cstdlib>

#include "core/edit.h"
#include "core/trace_reading.h"
#include "support/file.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

const std::string kPage = CHAINRULE_TEST_DIR "/../web/language.md";

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \n"), end = text.find_last_not_of(" \n");
  return begin == std::string::npos ? std::string() : text.substr(begin, end - begin + 1);
}

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    pieces.push_back(text.substr(at, end - at));
    at = end + separator.size();
  }
  return pieces;
}

bool begins(const std::string& text, const std::string& start) { return text.compare(0, start.size(), start) == 0; }

struct Block {
  std::string info, text;
};

std::vector<Block> blocks() {
  std::vector<Block> found;
  bool inside = false;
  for (const std::string& line : split(file_text(kPage), "\n")) {
    if (begins(line, "```")) {
      if (!inside) found.push_back({line.substr(3), ""});
      inside = !inside;
    } else if (inside) {
      found.back().text += line + "\n";
    }
  }
  CHECK(!inside);
  return found;
}

BuildOptions options_of(const Block& block) {
  BuildOptions options;
  for (const std::string& word : split(block.info, " ")) {
    if (begins(word, "fold=")) options.folded.push_back(word.substr(5));
    if (begins(word, "output=")) options.output = word.substr(7);
  }
  return options;
}

// Is `value` what `stated` says, rounded to its digits? A whole number is meant exactly.
bool as_stated(double value, const std::string& stated) {
  if (stated == "NaN") return std::isnan(value);
  if (stated == "∞" || stated == "-∞") return std::isinf(value) && (value < 0) == (stated[0] == '-');
  char* end = nullptr;
  const double number = std::strtod(stated.c_str(), &end);
  if (stated.empty() || *end || std::isnan(value)) return false;
  const std::size_t point = stated.find('.');
  if (point == std::string::npos) return near(value, number);
  const double half = 0.5 * std::pow(10.0, -static_cast<double>(stated.size() - point - 1));
  return std::fabs(value - number) <= half * (1 + 1e-9);
}

// "f: df/dx = 2*x"
void check_local(const Json& trace, const std::string& node, const std::string& wrt, const std::string& formula) {
  for (const Json& local : node_of(trace, node)["locals"].items)
    if (local["wrt"].string == wrt) {
      CHECK(local["formula"].string == formula);
      return;
    }
  FAIL_CHECK("no edge from ", wrt, " to ", node);
}

// One "left = right" of a result.
void check_item(const Json& trace, const std::string& item) {
  INFO(item);
  const std::size_t equals = item.find(" = ");
  CHECK(equals != std::string::npos);
  if (equals == std::string::npos) return;
  std::string left = item.substr(0, equals);
  const std::string right = item.substr(equals + 3);
  const std::size_t colon = left.find(": "), slash = left.find("/d");
  const std::string node = colon == std::string::npos ? trace["output"].string : left.substr(0, colon);
  if (colon != std::string::npos) left = left.substr(colon + 2);
  if (!begins(left, "d" + node + "/d")) {
    CHECK(slash == std::string::npos);
    CHECK(node_of(trace, left).kind == Json::Kind::object);
    CHECK_MESSAGE(as_stated(value_of(trace, left), right), "it is ", value_of(trace, left));
    return;
  }
  const std::string wrt = left.substr(node.size() + 3);
  CHECK(node_of(trace, wrt).kind == Json::Kind::object);
  if (colon != std::string::npos) return check_local(trace, node, wrt, right);
  CHECK_MESSAGE(as_stated(grad_of(trace, wrt), right), "it is ", grad_of(trace, wrt));
}

// "2:9: error: message"
bool is_diagnostic(const std::string& comment) {
  return comment.find(": error: ") < 9 || comment.find(": warning: ") < 9 || comment.find(": notice: ") < 9;
}

std::string diagnostic_text(const std::string& program, const Diagnostic& d) {
  const Place place = place_of(program, d.span);
  return std::to_string(place.line) + ":" + std::to_string(place.column) + ": " + severity_name(d.severity) + ": " + d.message;
}

std::string line_after_fix(const std::string& program, const Diagnostic& d) {
  const std::string fixed = apply_edit(program, {d.fix->span, d.fix->replacement});
  return split(fixed, "\n")[static_cast<std::size_t>(place_of(program, d.fix->span).line - 1)];
}

// Returns how many things the program's comments said.
int check_program(const Block& block) {
  INFO(block.text);
  const Analysis a = analyse(block.text, options_of(block));
  const Json trace = trace_of(block.text, options_of(block));
  int said = 0;
  std::size_t diagnostic = 0;
  for (const std::string& line : split(block.text, "\n")) {
    const std::size_t hash = line.find("# ");
    const std::string comment = hash == std::string::npos ? std::string() : trimmed(line.substr(hash + 2));
    if (is_diagnostic(comment)) {
      ++said;
      CHECK_MESSAGE(diagnostic < a.diagnostics.size(), comment);
      if (diagnostic < a.diagnostics.size()) CHECK(diagnostic_text(block.text, a.diagnostics[diagnostic++]) == comment);
    } else if (begins(comment, "fix: ")) {
      ++said;
      const bool has_fix = diagnostic > 0 && a.diagnostics[diagnostic - 1].fix.has_value();
      CHECK_MESSAGE(has_fix, comment);
      if (has_fix) CHECK(line_after_fix(block.text, a.diagnostics[diagnostic - 1]) == comment.substr(5));
    } else if (begins(comment, "→ gates ")) {
      ++said;
      CHECK(gates_of(trace) == comment.substr(std::string("→ gates ").size()));
    } else if (begins(comment, "→ ")) {
      for (const std::string& item : split(comment.substr(std::string("→ ").size()), ", ")) {
        ++said;
        check_item(trace, item);
      }
    }
  }
  for (; diagnostic < a.diagnostics.size(); ++diagnostic)
    FAIL_CHECK("not on the page: ", diagnostic_text(block.text, a.diagnostics[diagnostic]));
  CHECK(has_errors(a.diagnostics) == (block.info.find(" error") != std::string::npos));
  return said;
}

std::string without_spaces(const std::string& text) {
  std::string out;
  for (char c : text)
    if (c != ' ' && c != '\n') out += c;
  return out;
}

// ---- the tables ----

std::vector<std::string> code_spans(const std::string& cell) {
  std::vector<std::string> spans;
  const std::vector<std::string> pieces = split(cell, "`");
  for (std::size_t i = 1; i < pieces.size(); i += 2) spans.push_back(pieces[i]);
  return spans;
}

// A row of a table whose first column is headed `y`.
struct Row {
  std::vector<std::string> formulas;  // ways to write y
  std::string gate;
  std::vector<std::string> local[2];  // by a and by b: what the trace prints, at one point or another
};

std::vector<Row> rows() {
  std::vector<Row> found;
  bool table = false;
  for (const std::string& line : split(file_text(kPage), "\n")) {
    table = begins(line, "| `y` ") || (table && begins(line, "|"));
    if (!table || begins(line, "| `y` ") || begins(line, "|-")) continue;
    const std::vector<std::string> cells = split(line, "|");
    CHECK_MESSAGE(cells.size() == 7, line);  // five, and the empty ends
    if (cells.size() != 7) continue;
    Row row{code_spans(cells[1]), trimmed(cells[2]), {code_spans(cells[4]), code_spans(cells[5])}};
    CHECK_MESSAGE(code_spans(cells[2]).size() == 1, line);
    row.gate = row.gate.substr(1, row.gate.size() - 2);
    found.push_back(row);
  }
  return found;
}

std::vector<std::string> printed_locals(const std::string& formula, const std::string& gate, int place) {
  std::vector<std::string> printed;
  for (const char* point : {"a = 2; b = 3", "a = 0.5; b = -1", "a = 0; b = 0", "a = -0.5; b = 2", "a = -2; b = 0.5"}) {
    const Json trace = trace_of(std::string(point) + "\ny = " + formula);
    CHECK(node_of(trace, "y")["gate"].string == gate);
    for (const Json& local : node_of(trace, "y")["locals"].items)
      if (local["wrt"].string == (place ? "b" : "a") && std::find(printed.begin(), printed.end(), local["formula"].string) == printed.end())
        printed.push_back(local["formula"].string);
  }
  std::sort(printed.begin(), printed.end());
  return printed;
}

}  // namespace

TEST_CASE("every example of the language's page gives what the page says") {
  int programs = 0;
  std::string last;
  for (const Block& block : blocks()) {
    const std::string kind = split(block.info, " ")[0];
    if (kind == "chain") {
      ++programs;
      CHECK_MESSAGE(check_program(block) > 0, "nothing is said about:\n", block.text);
      last = block.text;
    } else if (kind == "json") {
      Analysis a = analyse(last);
      CHECK(without_spaces(trace_json(last, a)) == without_spaces(block.text));
    } else {
      CHECK_MESSAGE(kind == "text", block.info);
    }
  }
  CHECK(programs >= 30);
}

TEST_CASE("a statement about an example can be wrong") {
  struct Case {
    double number;
    const char* stated;
    bool right;
  };
  for (const Case& c : std::vector<Case>{
           {0.731, "0.73", true}, {0.731, "0.74", false}, {3, "3", true}, {3.01, "3", false}, {-0.5, "-0.5", true}, {-0.5, "0.5", false},
           {HUGE_VAL, "∞", true}, {-HUGE_VAL, "∞", false}, {NAN, "NaN", true}, {NAN, "0.0", false}, {1, "one", false}, {1, "", false}}) {
    INFO(std::string(c.stated));
    CHECK(as_stated(c.number, c.stated) == c.right);
  }
}

TEST_CASE("the page's tables have every gate, with the local gradients that the trace prints") {
  std::vector<std::string> calls, gates;
  for (const Row& row : rows()) {
    gates.push_back(row.gate);
    CHECK(!row.formulas.empty());
    for (const std::string& formula : row.formulas) {
      INFO("y = ", formula);
      calls.push_back(formula.substr(0, formula.find('(')));
      for (int place : {0, 1}) {
        std::vector<std::string> stated = row.local[place];
        std::sort(stated.begin(), stated.end());
        std::string all_stated, all_printed;
        for (const std::string& s : stated) all_stated += s + "; ";
        for (const std::string& s : printed_locals(formula, row.gate, place)) all_printed += s + "; ";
        CHECK(all_stated == all_printed);
      }
    }
  }
  for (const std::string& name : all_function_names()) CHECK_MESSAGE(std::count(calls.begin(), calls.end(), name) > 0, name);
  for (int i = static_cast<int>(Op::call) + 1; i < static_cast<int>(Op::count); ++i)
    if (const Gate& row = gate(static_cast<Op>(i)); !row.marker)
      CHECK_MESSAGE(std::count(gates.begin(), gates.end(), row.name) == 1, row.name);
#define GATE(...)
#define MARKER(...)
#define SLIDE(name, ...) CHECK_MESSAGE(std::count(gates.begin(), gates.end(), #name) == 1, #name);
#include "core/gates.inc"
#undef GATE
#undef MARKER
#undef SLIDE
}
