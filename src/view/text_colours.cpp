#include "view/text_colours.h"

#include <algorithm>

#include "core/foreign.h"
#include "core/latex_text.h"
#include "core/latex_words.h"
#include "core/lexer.h"
#include "core/names.h"
#include "core/number.h"

namespace chainrule::view {

namespace {

constexpr std::string_view kOpening = "([{", kClosing = ")]}";

class Painter {
 public:
  explicit Painter(std::string_view text) : text_(text), latex_(text) { find_definitions(); }

  std::vector<Run> run() {
    for (std::size_t piece_end = 0; at_ < text_.size();) {
      if (at_ >= piece_end) {
        const LatexText::Piece piece = latex_.none() ? LatexText::Piece{text_.size(), false} : latex_.piece(at_);
        piece_end = piece.end + 1;
        in_latex_ = piece.latex;
      }
      one();
    }
    return std::move(runs_);
  }

 private:
  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

  std::size_t word_end(std::size_t from) const {
    while (from < text_.size()) {
      const CodePoint c = code_point_at(text_, from);
      if (!is_letter(c.value) && !is_ascii_digit(text_[from])) break;
      from += static_cast<std::size_t>(c.bytes);
    }
    return from;
  }

  std::size_t skip_blanks(std::size_t from) const {
    while (at(from) == ' ' || at(from) == '\t') ++from;
    return from;
  }

  // Names before "(…) =".
  void find_definitions() {
    for (std::size_t close = text_.find(')'); close != std::string_view::npos; close = text_.find(')', close + 1)) {
      if (at(skip_blanks(close + 1)) != '=') continue;
      const std::size_t open = text_.find_last_of("(\n;", close);
      if (open == std::string_view::npos || text_[open] != '(') continue;
      std::size_t begin = open;
      while (begin > 0 && (is_ascii_letter(text_[begin - 1]) || is_ascii_digit(text_[begin - 1]) || text_[begin - 1] == '_' ||
                           (text_[begin - 1] & 0x80) != 0))
        --begin;
      defined_.push_back(text_.substr(begin, open - begin));
    }
  }

  void emit(std::size_t bytes, Token token) {
    runs_.push_back({static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + bytes), token});
    at_ += bytes;
  }

  bool starts_statement() const {
    const std::size_t before = text_.substr(0, at_).find_last_not_of(" \t");
    return before == std::string_view::npos || text_[before] == '\n' || text_[before] == ';';
  }

  // Is a sign here one of a number, and no operator?
  bool stands_alone() const {
    if (runs_.empty() || starts_statement()) return true;
    const Run& last = runs_.back();
    return last.end - last.begin == 1 && std::string_view("=+-*/^(,{;").find(text_[last.begin]) != std::string_view::npos;
  }

  void one() {
    const std::string_view rest = text_.substr(at_);
    const CodePoint c = code_point_at(text_, at_);
    const auto bytes = static_cast<std::size_t>(c.bytes);
    double number = 0;
    if (c.value == '\n' || is_space(c.value)) {
      at_ += bytes;
    } else if (c.value == '#' || (in_latex_ && c.value == '%')) {
      const bool directive = rest.substr(0, 2) == "#@" || rest.substr(0, 2) == "#?";
      emit(std::min(rest.find('\n'), rest.size()), directive ? Token::accent : Token::soft);
    } else if (const int digits = parse_number(rest, number)) {
      emit(static_cast<std::size_t>(digits), Token::value);
    } else if (c.value == '\\' && in_latex_) {
      command();
    } else if (is_letter(c.value)) {
      name(rest);
    } else if ((c.value == '-' || c.value == 0x2212) && parse_number(rest.substr(bytes), number) > 0 && stands_alone()) {
      emit(bytes + static_cast<std::size_t>(parse_number(rest.substr(bytes), number)), Token::value);
    } else {
      const bool quiet = std::string_view(in_latex_ ? ",;{}$&[]" : ",;").find(text_[at_]) != std::string_view::npos;
      emit(bytes, quiet ? Token::soft : Token::ink);
    }
  }

  void name(std::string_view rest) {
    const std::size_t prefix = starts_statement() && !in_latex_ ? foreign_prefix(rest) : 0;
    if (prefix > 0) return emit(prefix, Token::soft);
    if (const ForeignName foreign = foreign_name(rest); foreign.bytes > 0 && !in_latex_) return emit(foreign.bytes, Token::accent);
    const std::size_t end = word_end(at_);
    const std::string_view word = text_.substr(at_, end - at_);
    const bool applied = at(skip_blanks(end)) == '(';
    const bool defined = std::find(defined_.begin(), defined_.end(), word) != defined_.end();
    emit(end - at_, applied && (defined || find_function(word) != Op::count) ? Token::accent : Token::ink);
  }

  void command() {
    std::size_t end = at_ + 1;
    while (is_ascii_letter(at(end))) ++end;
    const std::string_view word = text_.substr(at_ + 1, end - at_ - 1);
    const LatexCommand* known = find_latex(word);
    Token token = Token::soft;
    if (known && (known->kind == Latex::function || known->kind == Latex::quotient)) token = Token::accent;
    if (greek_letter(word) || (known && known->kind == Latex::name)) token = Token::ink;
    emit(std::max<std::size_t>(end - at_, std::min<std::size_t>(2, text_.size() - at_)), token);
  }

  std::string_view text_;
  LatexText latex_;
  std::vector<std::string_view> defined_;
  std::vector<Run> runs_;
  std::size_t at_ = 0;
  bool in_latex_ = false;
};

}  // namespace

std::vector<Run> colour_runs(std::string_view text) { return Painter(text).run(); }

std::vector<Run>::const_iterator run_at(const std::vector<Run>& runs, std::size_t byte) {
  return std::upper_bound(runs.begin(), runs.end(), byte, [](std::size_t b, const Run& run) { return b < run.end; });
}

Brackets brackets_at(std::string_view text, const std::vector<Run>& runs, std::size_t caret) {
  Brackets found;
  for (std::size_t byte : {caret - 1, caret}) {  // before the text's start there is none
    const auto run = run_at(runs, byte);
    if (run == runs.end() || run->begin != byte || run->end != byte + 1) continue;
    const bool opens = kOpening.find(text[byte]) != std::string_view::npos;
    if (!opens && kClosing.find(text[byte]) == std::string_view::npos) continue;
    found.at = static_cast<int>(byte);
    const bool lines = text[byte] != '(' && text[byte] != ')';  // those of LaTeX may hold several together
    const std::string_view near = opens ? kOpening : kClosing, far = opens ? kClosing : kOpening;
    std::string waiting;
    for (auto i = run;; opens ? ++i : --i) {
      if (i == runs.end()) break;
      const char c = text[i->begin];
      const std::size_t a = std::min<std::size_t>(i->begin, byte), b = std::max<std::size_t>(i->begin, byte);
      if (!lines && text.find('\n', a) < b) break;
      if (i->end == i->begin + 1 && near.find(c) != std::string_view::npos) waiting += far[near.find(c)];
      if (i->end == i->begin + 1 && far.find(c) != std::string_view::npos) {
        if (waiting.back() != c) break;
        waiting.pop_back();
        if (waiting.empty()) found.partner = static_cast<int>(i->begin);
      }
      if (waiting.empty() || (!opens && i == runs.begin())) break;
    }
    break;
  }
  return found;
}

}  // namespace chainrule::view
