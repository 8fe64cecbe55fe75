// LaTeX formulas: functions, fractions, roots and sums.
#include "core/latex_reader.h"
#include "core/names.h"

namespace chainrule {

// ---- functions ----

void LatexReader::function(Span head, std::string name, bool quotient) {
  std::vector<Token> base, raised;
  if (name == "log10") {
    name = "log";
    base.push_back({TokenKind::number, head, 10});
  }
  function_scripts(head, name, base, raised);
  const bool wrapped = quotient || !base.empty();
  if (wrapped) emit(TokenKind::left, head);
  if (quotient) {
    emit(TokenKind::number, head, 1);
    emit(TokenKind::slash, head);
  }
  auto call = [&] {
    emit(TokenKind::name, head);
    if (!dead_) tokens_.back().word = name;
  };
  call();
  operand(head);
  if (!base.empty()) {
    emit(TokenKind::slash, head);
    call();
    emit(TokenKind::left, head);
    append(std::move(base));
    emit(TokenKind::right, head);
  }
  if (wrapped) emit(TokenKind::right, {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_)});
  append(std::move(raised));
}

// \sin^2, \tan^{-1}, \log_2
void LatexReader::function_scripts(Span head, std::string& name, std::vector<Token>& base, std::vector<Token>& raised) {
  while (!dead_) {
    const Mark mark = peek();
    if (mark.code != '_' && mark.code != '^') return;
    take(mark);
    const std::size_t begin = blank_end(at_), end = argument_end(at_), first = tokens_.size();
    const std::string_view script = text_.substr(begin, end > begin ? end - begin : 0);
    if (mark.code == '_') {
      const bool logarithm = name == "log" || name == "ln";
      if (!logarithm) {
        return fail(mark.span, name == "max" || name == "min" ? "write out what " + name + " is taken of, as in \\" + name + "(a, b)"
                                                              : "a subscript belongs to a name; " + name + " is a function");
      }
      single();
      base = aside(first);
    } else if (script == "{-1}") {
      if (name != "sin" && name != "cos" && name != "tan")
        return fail({head.begin, static_cast<std::uint32_t>(end)}, "no function here is the inverse of " + name + "; write 1/" + name + "(x) for a quotient");
      name = "a" + name;
      at_ = end;
    } else {
      emit(TokenKind::caret, mark.span);
      exponent();
      raised = aside(first);
    }
  }
}

// Does a function begin here? It ends the operand of one without brackets.
bool LatexReader::like_function(const Mark& mark) const {
  if (mark.code != '\\') return is_letter(mark.code) && called_here();
  if (mark.is(Latex::words)) return *mark.command->word != 0;
  return mark.is(Latex::function) || mark.is(Latex::quotient) || mark.is(Latex::sum) || mark.is(Latex::product);
}

void LatexReader::operand(Span head) {
  const Mark mark = peek();
  const Fence f = fence(mark);
  if (f.side == '(' && f.shape != '|') return bracket();
  if (mark.code == '{') return group();
  emit(TokenKind::left, {mark.span.begin, mark.span.begin});
  if (mark.code != '+') signs();
  if (!starts_factor(peek())) return fail(head, "expected an operand after " + quoted(head));
  factor();
  std::size_t end = at_;
  for (Mark next = peek(); !dead_ && starts_factor(next) && !like_function(next); next = peek()) {
    if (bars_ > 0 && fence(next).side == '|') break;  // it closes
    times();
    factor();
    end = at_;
  }
  emit(TokenKind::right, {static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(end)});
}

// ---- fractions and roots ----

void LatexReader::fraction(const Mark& mark) {
  if (derivative())
    return take(mark), fail(mark.span, "this fraction is a derivative; gradients are found for you, so write the function itself");
  take(mark);
  emit(TokenKind::left, mark.span);
  for (const bool denominator : {false, true}) {
    if (!starts_factor(peek())) return fail(mark.span, "\\" + std::string(mark.name) + " takes a numerator and a denominator: \\frac{a}{b}");
    single();
    if (!denominator) emit(TokenKind::slash, mark.span);
  }
  emit(TokenKind::right, {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_)});
}

// \frac{dy}{dx}, with upright letters too
bool LatexReader::derivative() const {
  std::size_t place = mark_at(at_).span.end;
  for (int part = 0; part < 2; ++part) {
    const std::size_t begin = blank_end(place), end = argument_end(place);
    std::string_view text = text_.substr(begin, end > begin ? end - begin : 0);
    if (text.size() < 3 || text.size() > 40 || text[0] != '{') return false;
    text = text.substr(1, text.size() - 2);
    for (const std::string_view d : {"\\mathrm{d}", "\\mathrm d", "{\\rm d}", "\\text{d}", "d"})
      if (text.rfind(d, 0) == 0) {
        text.remove_prefix(d.size() - 1);
        break;
      }
    if (text.empty() || (text[0] != 'd' && text[0] != '}')) return false;
    const std::size_t rest = text.find_first_not_of(' ', 1);
    if (rest == std::string_view::npos) {
      if (part == 1) return false;
    } else if (!is_ascii_letter(text[rest]) && text[rest] != '\\' && text[rest] != '^') {
      return false;
    }
    place = end;
  }
  return true;
}

void LatexReader::root(const Mark& mark) {
  take(mark);
  const std::size_t first = tokens_.size();
  const Mark open = peek();
  if (open.code != '[') {
    emit(TokenKind::name, mark.span);
    if (!dead_) tokens_.back().word = "sqrt";
    const bool braces = open.code == '{';
    if (!braces) emit(TokenKind::left, mark.span);
    single();
    if (!braces) emit(TokenKind::right, {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_)});
    return;
  }
  if (nested(mark.span)) return;
  bracket();  // the root's order n; x^(1/n) is emitted around it
  std::vector<Token> order = aside(first);
  emit(TokenKind::left, mark.span);
  single();
  emit(TokenKind::caret, mark.span);
  emit(TokenKind::left, open.span);
  emit(TokenKind::number, open.span, 1);
  emit(TokenKind::slash, open.span);
  if (!dead_) append(std::move(order));
  emit(TokenKind::right, open.span);
  emit(TokenKind::right, {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_)});
  --depth_;
}

// ---- sums and products ----

void LatexReader::sum(const Mark& mark) {
  take(mark);
  std::string index;
  long first = 0, last = 0;
  if (!sum_bounds(mark, index, first, last)) return;
  const long count = last < first ? 0 : last - first + 1;
  const std::string called = "\\" + std::string(mark.name);
  if (count > limits::sum_terms)
    return fail(mark.span, "this " + called + " has " + std::to_string(count) + " terms; the most is " + std::to_string(limits::sum_terms));
  if ((terms_ += static_cast<int>(count) + 1) > limits::unrolled_terms)
    return fail(mark.span, "the sums of this program come to more than " + std::to_string(limits::unrolled_terms) + " terms");
  const std::size_t body = at_;
  if (count == 0) {  // read for its end alone
    const std::size_t start = tokens_.size();
    indices_.push_back({index, first});
    term(mark);
    indices_.pop_back();
    if (dead_) return;
    tokens_.resize(start);
    return emit(TokenKind::number, mark.span, mark.is(Latex::sum) ? 0 : 1);
  }
  emit(TokenKind::left, mark.span);
  for (long value = first; value <= last && !dead_; ++value) {
    at_ = body;
    if (value > first) emit(mark.is(Latex::sum) ? TokenKind::plus : TokenKind::star, mark.span);
    indices_.push_back({index, value});
    term(mark);
    indices_.pop_back();
  }
  emit(TokenKind::right, {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_)});
}

// _{i=0}^{2}, in either order.
bool LatexReader::sum_bounds(const Mark& mark, std::string& index, long& first, long& last) {
  const std::string called = "\\" + std::string(mark.name);
  bool lower = false, upper = false, signs = false;
  for (int script = 0; script < 2; ++script) {
    const Mark which = peek();
    if (which.code != '_' && which.code != '^') break;
    std::size_t begin = blank_end(which.span.end), end = argument_end(which.span.end);
    const Span span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    at_ = end;
    if (at(begin) == '{') ++begin, --end;
    if (which.code == '_') {
      const std::string_view text = text_.substr(begin, end > begin ? end - begin : 0);
      const std::size_t equals = text.find('=');
      if (equals == std::string_view::npos) break;
      std::string_view name = text.substr(0, equals);
      while (!name.empty() && (name.back() == ' ' || name.back() == '\n')) name.remove_suffix(1);
      while (!name.empty() && (name[0] == ' ' || name[0] == '\\')) name.remove_prefix(1);
      index = std::string(name);
      begin += equals + 1;
      lower = true;
    } else {
      upper = true;
    }
    long& value = which.code == '_' ? first : last;
    if (text_.substr(begin, end > begin ? end - begin : 0).find("\\infty") != std::string_view::npos)
      return fail(span, "a " + called + " without end cannot be written out; give it a last number, as in " + called + "_{i=0}^{2}"), false;
    if (!whole_number(begin, end, value, signs))
      return fail(span, "a number must stand here, since the terms of " + called + " are written out"), false;
  }
  if (lower && upper && !index.empty()) return true;
  return fail(mark.span, called + " needs a first and a last number, as in " + called + "_{i=0}^{2}"), false;
}

// The product that follows, its functions and sums included.
void LatexReader::term(const Mark& sum) {
  signs();
  if (!starts_factor(peek())) return fail(sum.span, "expected what to add up behind " + quoted(sum.span));
  factor();
  while (!dead_) {
    const Mark mark = peek();
    if (bars_ > 0 && fence(mark).side == '|') return;
    const TokenKind kind = mark.code == '\\' ? TokenKind::unknown : sign_kind(mark.code);
    const bool star = mark.is(Latex::times) || (kind == TokenKind::star && at(mark.span.end) != '*'), slash = mark.is(Latex::divide) || kind == TokenKind::slash;
    if (star || slash) {
      take(mark);
      emit(star ? TokenKind::star : TokenKind::slash, mark.span);
      signs();
      if (!starts_factor(peek())) return fail(mark.span, "expected an operand after " + quoted(mark.span));
    } else if (starts_factor(mark)) {
      times();
    } else {
      return;
    }
    factor();
  }
}

}  // namespace chainrule
