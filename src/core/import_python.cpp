// Python for micrograd and PyTorch -> the language's own spelling, as far as src/core/foreign.h does not read it anyway.
#include <algorithm>

#include "core/foreign.h"
#include "core/gates.h"
#include "core/graph.h"
#include "core/import.h"
#include "core/import_words.h"
#include "core/latex_words.h"

namespace chainrule {

namespace {

using View = std::string_view;

// What is longer is no Python that a person wrote, and stays as it is: the time is a square of it.
constexpr std::size_t kLongestStatement = 16 * 1024;
constexpr int kMostParts = 8;  // of a name with dots

bool is_wordy(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

template <std::size_t N>
bool among(const View (&list)[N], View word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::size_t word_end(View text, std::size_t at) {
  while (at < text.size() && is_wordy(text[at])) ++at;
  return at;
}
std::size_t word_begin(View text, std::size_t at) {
  while (at > 0 && is_wordy(text[at - 1])) --at;
  return at;
}

// Behind the quotation that begins here.
std::size_t behind_quotation(View text, std::size_t at) {
  const char mark = text[at];
  for (++at; at < text.size() && text[at] != mark; ++at) at += text[at] == '\\';
  return std::min(at + 1, text.size());
}

// The bracket that closes the one at `open`; npos if none does.
std::size_t closing(View text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '\'' || text[i] == '"') i = behind_quotation(text, i) - 1;
    else if (text[i] == '(' || text[i] == '[') ++depth;
    else if ((text[i] == ')' || text[i] == ']') && --depth == 0) return i;
  }
  return View::npos;
}

// Where the operand begins that ends at `end`: a name, brackets, or a call; `end` if there is none.
std::size_t operand_begin(View text, std::size_t end) {
  std::size_t at = end;
  if (end > 0 && text[end - 1] == ')') {
    int depth = 0;
    do {
      --at;
      depth += text[at] == ')' ? 1 : text[at] == '(' ? -1 : 0;
    } while (at > 0 && depth > 0);
    if (depth > 0) return end;
  }
  for (int parts = 0;; ++parts) {  // torch.exp
    at = word_begin(text, at);
    if (at == 0 || text[at - 1] != '.' || at == end) break;
    if (parts == kMostParts) return end;
    --at;
  }
  return at < end && text[at] >= '0' && text[at] <= '9' ? end : at;
}

// Value(2.0, label='a') -> 2.0
void make_numbers(std::string& s) {
  constexpr View makers[] = {"Value", "tensor", "Tensor", "Variable"};
  for (std::size_t at = 0; (at = s.find('(', at)) != View::npos; ++at) {
    const std::size_t begin = word_begin(s, at);
    if (!among(makers, View(s).substr(begin, at - begin)) || (begin > 0 && s[begin - 1] == '.')) continue;
    const std::size_t close = closing(s, at);
    if (close == View::npos) return;
    const FirstOperand operand = first_operand(View(s).substr(at + 1));
    const std::size_t to = std::min(View(s).substr(at + 1, close - at - 1).find(','), close - at - 1);
    const bool plain = operand.close > 0 && at + 1 + operand.close <= close;
    std::string number = plain ? s.substr(at + 1 + operand.begin, operand.end - operand.begin) : s.substr(at + 1, to);
    const std::size_t before = s.find_last_not_of(' ', begin - 1);
    const bool alone = begin == 0 || (before != View::npos && s[before] == '=');
    if (!alone && number.find_first_not_of("0123456789.") != View::npos) number = "(" + number + ")";
    s.replace(begin, close + 1 - begin, number);
    at = begin;
  }
}

// x.tanh() -> tanh(x), x.pow(2) -> pow(x, 2); what changes no number goes: x.item(), x.data.
void make_functions(std::string& s) {
  constexpr View nothing[] = {"double", "float", "item", "detach", "clone", "requires_grad_", "data", "cpu", "numpy"};
  for (std::size_t dot = 1; (dot = s.find('.', dot)) != View::npos; ++dot) {
    const std::size_t begin = operand_begin(s, dot), behind = word_end(s, dot + 1);
    if (begin == dot || behind == dot + 1 || foreign_name(View(s).substr(begin, behind - begin)).bytes > dot - begin) continue;
    const View method = View(s).substr(dot + 1, behind - dot - 1);
    const bool called = behind < s.size() && s[behind] == '(';
    const std::size_t close = called ? closing(s, behind) : View::npos;
    if (among(nothing, method) && (called ? close != View::npos : method == "data")) {
      s.erase(dot, (called ? close + 1 : behind) - dot);
      --dot;
      continue;
    }
    const char* alias = find_function(method) != Op::count ? nullptr : function_alias(method);
    const std::string name = alias ? alias : std::string(method);
    if (close == View::npos || find_function(name) == Op::count) continue;
    const std::string operand = s.substr(begin, dot - begin), more = s.substr(behind + 1, close - behind - 1);
    const bool bracketed = operand[0] == '(' && more.empty();
    const std::string call = name + (bracketed ? operand : "(" + operand + (more.empty() ? "" : ", ") + more + ")");
    s.replace(begin, close + 1 - begin, call);
    dot = begin + name.size() + operand.size() - 1;  // what is called on the result is next
  }
}

// print(x.grad), f.backward(), x.label = 'x', x.grad
bool computes_nothing(View s) {
  constexpr View said[] = {"print", "draw_dot", "display"}, kept[] = {"label", "grad", "data", "requires_grad"};
  const std::size_t first = word_end(s, 0);
  std::size_t end = first, begin = 0;
  while (end < s.size() && s[end] == '.') begin = end + 1, end = word_end(s, begin);
  const View last = s.substr(begin, end - begin);
  const char sign = end < s.size() ? s[end] : '\0';
  if (sign == '(') return first == end ? among(said, last) : last == "backward" || last == "retain_grad" || last == "zero_grad";
  const std::size_t next = s.find_first_not_of(' ', end);
  return begin > 0 && among(kept, last) && (next == View::npos || s[next] == '=');
}

// A definition with nothing but its result: def f(x): return x**2
std::string as_definition(View head, View body) {
  const std::size_t close = closing(head, std::min(head.find('('), head.size()));
  if (head.substr(0, 4) != "def " || close == View::npos || head.substr(close + 1, 1) != ":" || body.substr(0, 7) != "return ") return {};
  return std::string(head.substr(4, close - 3)) + " = " + std::string(body.substr(7));
}

View trimmed(View text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  return first == View::npos ? View() : text.substr(first, text.find_last_not_of(" \t\r") + 1 - first);
}

class PythonLines {
 public:
  explicit PythonLines(View text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      line(text.substr(at, end - at), end < text.size());
      at = end + 1;
    }
    take_back();
  }
  std::string text;

 private:
  // Its statements one by one; what follows them, a comment and the newline, stays.
  void line(View line, bool ends) {
    std::string kept;
    std::size_t begin = 0, at = 0;
    bool dropped = false, some = false;
    for (; at <= line.size(); ++at) {
      const char c = at < line.size() ? line[at] : '\0';
      if (c == '\'' || c == '"') at = behind_quotation(line, at) - 1;
      if (c != ';' && c != '#' && c != '\0') continue;
      const View part = line.substr(begin, at - begin), statement = trimmed(part);
      if (computes_nothing(statement)) {
        dropped = true;
      } else {
        const std::string plain = in_language(part);
        const bool says = !trimmed(plain).empty();
        if (some && says) kept += ';';
        kept += plain;
        some = some || says;
      }
      begin = at + 1;
      if (c != ';') break;
    }
    if (at < line.size()) kept += (some && dropped ? "  " : "") + std::string(line.substr(at));
    if (dropped && trimmed(kept).empty()) return;
    if (!some && !head_.empty()) {
      if (!trimmed(kept).empty()) between_ += kept + "\n";
      return;
    }
    text += kept + (ends ? "\n" : "");
  }

  std::string in_language(View part) {
    std::string s(part);
    if (s.size() <= kLongestStatement) {
      make_numbers(s);
      make_functions(s);
    }
    const View statement = trimmed(s);
    if (!head_.empty() && !statement.empty()) {
      const std::string definition = as_definition(head_, statement);
      if (definition.empty()) take_back();
      else text += between_;
      head_.clear();
      between_.clear();
      return definition.empty() ? s : definition;
    }
    if (const std::size_t colon = statement.find("):"); colon != View::npos && statement.substr(0, 4) == "def ") {
      const View body = trimmed(statement.substr(colon + 2));
      if (!body.empty()) {
        const std::string definition = as_definition(statement.substr(0, colon + 2), body);
        return definition.empty() ? s : definition;
      }
      head_ = statement;
      return {};
    }
    return s;
  }

  // A head whose body is no single result.
  void take_back() {
    if (!head_.empty()) text += head_ + "\n" + between_;
  }

  std::string head_, between_;  // of a definition whose body has not come yet: its line, and lines with nothing but comments
};

}  // namespace

std::string without_methods(View text) {
  std::string python = PythonLines(text).text;
  const auto errors = [](View program) {
    const std::vector<Diagnostic> said = build(parse(program)).diagnostics;
    return std::count_if(said.begin(), said.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
  };
  return python != text && errors(python) < errors(text) ? python : std::string(text);
}

Imported imported(View text) { return imported(text, {}); }

Imported imported(View text, View file) {
  const std::string ending = in_small_letters(file.substr(std::min(file.rfind('.'), file.size())));
  if (ending == ".dot" || ending == ".gv" || is_dot(text)) return from_dot(text);
  return {without_methods(text), {}, {}};
}

std::string placed_problem(View text, const Imported& other, View file) {
  std::string place(file);
  if (!(other.place == Span{})) {
    const Place at = place_of(text, other.place);
    place += (place.empty() ? "" : ":") + std::to_string(at.line) + ":" + std::to_string(at.column);
  }
  return place + (place.empty() ? "" : ": ") + other.problem;
}

}  // namespace chainrule
