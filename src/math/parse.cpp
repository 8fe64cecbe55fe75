#include "math/parse.h"

#include "core/text.h"
#include "math/symbols.h"

namespace chainrule::math {
namespace {

struct List {
  Index first = none, last = none;
};

enum class Until : std::uint8_t { end, brace, bracket, fence };

enum class Font : std::uint8_t { normal, upright, italic };

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool all_alphanumeric(std::string_view text) {
  for (const char c : text) {
    if (!is_letter(c) && !is_digit(c)) return false;
  }
  return !text.empty();
}

// formula  = { item | script } ;       a list, ended by "}", "]", "\right" or the end of the text
// item     = character | "{" formula "}" | "\" name arguments ;
// script   = ( "^" | "_" ) argument | "'" ;       belongs to the atom before it, or else to an empty one
// argument = item ;                    braces around it are no group of their own
class Parser {
 public:
  Parser(std::string_view text, Role role) : text_(text), role_(role) { formula_.atoms.reserve(text.size() / 3 + 4); }

  Formula run() {
    List list;
    items(list, Until::end);
    formula_.first = close(list);
    return std::move(formula_);
  }

 private:
  // Reading.
  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  bool at_right() const { return text_.substr(at_, 6) == "\\right" && (at_ + 6 >= text_.size() || !is_letter(text_[at_ + 6])); }
  void skip_spaces() {
    while (!at_end() && is_space(text_[at_])) ++at_;
  }
  bool take(char wanted) {
    skip_spaces();
    if (at_end() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  char32_t take_character() {
    const CodePoint point = code_point_at(text_, at_);
    at_ += static_cast<std::size_t>(point.bytes);
    return point.value;
  }
  std::string_view take_name();
  std::string_view take_braced();
  char32_t take_delimiter();

  // Lists.
  Atom& at(Index index) { return formula_.atoms[static_cast<std::size_t>(index)]; }
  Index add(List& list, Atom atom);
  Index close(const List& list);
  void add_symbol(List& list, const Entry& entry);
  void add_word(List& list, std::string_view word, Face face, Class cls, bool limits = false);
  void add_group(List& list, const List& body, Class cls);

  // Grammar.
  void items(List& list, Until until);
  void item(List& list);
  void run_command(List& list);
  void arguments_of(List& list, const Entry& entry);
  List argument();
  void script(List& list, char mark);
  void primes(List& list);
  Atom& scripted(List& list, bool sup);
  void fraction(List& list, Wanted wanted);
  void radical(List& list);
  void fence(List& list);
  void roled(List& list);
  void lettered(List& list, Font font, Class cls);
  bool too_deep(List& list);

  std::string_view text_;
  std::size_t at_ = 0;
  Role role_;
  Font font_ = Font::normal;
  int depth_ = 0;
  Formula formula_;
};

// The name after a backslash: letters, or one other character.
std::string_view Parser::take_name() {
  const std::size_t begin = at_;
  while (!at_end() && is_letter(text_[at_])) ++at_;
  if (at_ == begin && !at_end()) take_character();
  const std::string_view name = text_.substr(begin, at_ - begin);
  if (!name.empty() && is_letter(name[0])) skip_spaces();
  return name;
}

// The raw text of a braced argument, or the single character that stands for one. Leaves a missing brace missing.
std::string_view Parser::take_braced() {
  if (!take('{')) {
    const std::size_t begin = at_;
    if (!at_end() && text_[at_] != '}' && text_[at_] != '\\') take_character();
    return text_.substr(begin, at_ - begin);
  }
  const std::size_t begin = at_;
  for (int open = 1; !at_end(); ++at_) {
    if (text_[at_] == '\\') {
      if (++at_ >= text_.size()) break;
    } else if (text_[at_] == '{') {
      ++open;
    } else if (text_[at_] == '}' && --open == 0) {
      return text_.substr(begin, at_++ - begin);
    }
  }
  at_ = text_.size();
  return text_.substr(begin);
}

// What follows \left and \right. 0: no delimiter.
char32_t Parser::take_delimiter() {
  skip_spaces();
  if (at_end() || peek() == '{' || peek() == '}') return 0;
  Entry entry;
  if (peek() == '\\') {
    ++at_;
    entry = command(take_name());
    if (entry.command != Command::symbol) return 0;
  } else {
    const char32_t typed = take_character();
    if (typed == '.') return 0;
    entry = symbol(typed);
  }
  if (entry.value == '<') return 0x27e8;
  if (entry.value == '>') return 0x27e9;
  return static_cast<char32_t>(entry.value);
}

Index Parser::add(List& list, Atom atom) {
  const Index index = static_cast<Index>(formula_.atoms.size());
  atom.role = role_;
  atom.next = none;
  formula_.atoms.push_back(atom);
  if (list.last == none) {
    list.first = index;
  } else {
    at(list.last).next = index;
  }
  list.last = index;
  return index;
}

// A finished list: binary operators without operands become ordinary (rules 5 and 6).
Index Parser::close(const List& list) {
  Index before = none;
  for (Index i = list.first; i != none; i = at(i).next) {
    Atom& atom = at(i);
    if (atom.kind == Kind::space || atom.kind == Kind::style) continue;
    if (atom.cls == Class::bin && (before == none || no_operand_before_bin(at(before).cls))) atom.cls = Class::ord;
    if (before != none && at(before).cls == Class::bin && no_operand_after_bin(atom.cls)) at(before).cls = Class::ord;
    before = i;
  }
  if (before != none && at(before).cls == Class::bin) at(before).cls = Class::ord;
  return list.first;
}

void Parser::add_symbol(List& list, const Entry& entry) {
  Atom atom;
  atom.kind = entry.command == Command::large_symbol ? Kind::large_symbol : Kind::symbol;
  atom.limits = entry.command == Command::large_symbol;
  atom.cls = entry.cls;
  atom.face = entry.face;
  atom.code = static_cast<char32_t>(entry.value);
  if (font_ == Font::upright && entry.face == Face::math_italic && atom.code < 0x80) atom.face = Face::main;
  add(list, atom);
}

void Parser::add_word(List& list, std::string_view word, Face face, Class cls, bool limits) {
  Atom atom;
  atom.kind = Kind::word;
  atom.cls = cls;
  atom.face = face;
  atom.text = word;
  atom.limits = limits;
  add(list, atom);
}

// A group of one bare symbol is that symbol, so that scripts sit on it as on a character (rule 18a).
void Parser::add_group(List& list, const List& body, Class cls) {
  Atom atom;
  atom.kind = Kind::group;
  atom.body = close(body);
  if (body.first != none && body.first == body.last) {
    const Atom& only = at(body.first);
    if (only.kind == Kind::symbol && !only.has_sup && !only.has_sub) atom = only;
  }
  const Role role = role_;
  if (atom.kind == Kind::symbol) role_ = atom.role;
  atom.cls = cls;
  add(list, atom);
  role_ = role;
}

// True at the limit of nesting: the argument that stands here is passed over, and an ellipsis takes its place.
bool Parser::too_deep(List& list) {
  if (depth_ < max_nesting) return false;
  if (peek() == '{') {
    take_braced();
  } else if (peek() == '\\') {
    ++at_;
    take_name();
  } else if (!at_end()) {
    take_character();
  }
  add_symbol(list, symbol(U'…'));
  return true;
}

void Parser::items(List& list, Until until) {
  for (skip_spaces(); !at_end(); skip_spaces()) {
    const char c = peek();
    if (c == '}') {
      if (until == Until::brace) ++at_;
      if (until != Until::end) return;
      ++at_;  // closes nothing
    } else if (c == ']' && until == Until::bracket) {
      ++at_;
      return;
    } else if (until == Until::fence && at_right()) {
      return;
    } else if (c == '^' || c == '_') {
      ++at_;
      script(list, c);
    } else if (c == '\'') {
      primes(list);
    } else {
      item(list);
    }
  }
}

void Parser::item(List& list) {
  const char c = peek();
  if (c == '{') {
    if (too_deep(list)) return;
    ++at_;
    ++depth_;
    List body;
    items(body, Until::brace);
    --depth_;
    add_group(list, body, Class::ord);
  } else if (c == '\\') {
    ++at_;
    run_command(list);
  } else if (c == '~') {
    ++at_;
    arguments_of(list, command(" "));
  } else if (c == '$' || c == '&') {
    ++at_;  // the ends of a formula and the columns of an array say nothing here
  } else {
    add_symbol(list, symbol(take_character()));
  }
}

void Parser::run_command(List& list) {
  const std::string_view name = take_name();
  const Entry entry = command(name);
  switch (entry.command) {
    case Command::symbol:
    case Command::large_symbol: return add_symbol(list, entry);
    case Command::function: return add_word(list, entry.name, Face::main, Class::op);
    case Command::limit: return add_word(list, entry.name, Face::main, Class::op, true);
    case Command::unknown:
      if (!name.empty()) add_word(list, name, Face::main, Class::ord);
      return;
    default: return arguments_of(list, entry);
  }
}

void Parser::arguments_of(List& list, const Entry& entry) {
  Atom atom;
  switch (entry.command) {
    case Command::space:
      atom.kind = Kind::space;
      atom.value = entry.value;
      add(list, atom);
      return;
    case Command::display:
    case Command::textual:
      atom.kind = Kind::style;
      atom.wanted = entry.command == Command::display ? Wanted::display : Wanted::text;
      add(list, atom);
      return;
    case Command::text:
      atom.kind = Kind::text;
      atom.text = take_braced();
      add(list, atom);
      return;
    case Command::frac: return fraction(list, Wanted::as_it_is);
    case Command::tfrac: return fraction(list, Wanted::text);
    case Command::dfrac: return fraction(list, Wanted::display);
    case Command::sqrt: return radical(list);
    case Command::left: return fence(list);
    case Command::right:  // without its \left: an ordinary closing mark
      atom.cls = Class::close;
      if ((atom.code = take_delimiter()) != 0) add(list, atom);
      return;
    case Command::mathrm: return lettered(list, Font::upright, Class::ord);
    case Command::mathit: return lettered(list, Font::italic, Class::ord);
    case Command::mathnormal: return add_group(list, argument(), Class::ord);
    case Command::operatorname: return lettered(list, Font::upright, Class::op);
    case Command::role: return roled(list);
    default: return;
  }
}

// The list of an argument: a braced group or one item, with no atom of its own around it.
List Parser::argument() {
  List list;
  skip_spaces();
  const char c = peek();
  if (at_end() || c == '}' || c == '^' || c == '_' || c == '&' || at_right()) return list;
  if (too_deep(list)) return list;
  ++depth_;
  if (take('{')) {
    items(list, Until::brace);
  } else {
    item(list);
  }
  --depth_;
  return list;
}

// The atom that a script belongs to; an empty one if there is none, or if it has such a script already.
Atom& Parser::scripted(List& list, bool sup) {
  bool fits = list.last != none;
  if (fits) {
    const Atom& last = at(list.last);
    fits = last.kind != Kind::space && last.kind != Kind::style && !(sup ? last.has_sup : last.has_sub);
  }
  if (!fits) {
    Atom empty;
    empty.kind = Kind::group;
    add(list, empty);
  }
  return at(list.last);
}

void Parser::script(List& list, char mark) {
  const bool sup = mark == '^';
  scripted(list, sup);
  const Index base = list.last;
  const Index body = close(argument());
  (sup ? at(base).has_sup : at(base).has_sub) = true;
  (sup ? at(base).sup : at(base).sub) = body;
}

// f'' and f'^2: primes are a superscript, and share it with one that follows.
void Parser::primes(List& list) {
  scripted(list, true);
  const Index base = list.last;
  List marks;
  while (take('\'')) add_symbol(marks, command("prime"));
  if (take('^')) {
    const List more = argument();
    if (more.first != none) {
      at(marks.last).next = more.first;
      marks.last = more.last;
    }
  }
  at(base).has_sup = true;
  at(base).sup = close(marks);
}

void Parser::fraction(List& list, Wanted wanted) {
  Atom atom;
  atom.kind = Kind::fraction;
  atom.wanted = wanted;
  atom.body = close(argument());
  atom.other = close(argument());
  add(list, atom);
}

void Parser::radical(List& list) {
  Atom atom;
  atom.kind = Kind::radical;
  if (depth_ < max_nesting && take('[')) {
    ++depth_;
    List index;
    items(index, Until::bracket);
    --depth_;
    atom.has_other = true;
    atom.other = close(index);
  }
  atom.body = close(argument());
  add(list, atom);
}

void Parser::fence(List& list) {
  Atom atom;
  atom.kind = Kind::fence;
  atom.cls = Class::inner;
  atom.code = take_delimiter();
  if (depth_ >= max_nesting) {  // the contents go on as if \left were not there
    atom.kind = Kind::symbol;
    atom.cls = Class::open;
    if (atom.code != 0) add(list, atom);
    return;
  }
  ++depth_;
  List body;
  items(body, Until::fence);
  --depth_;
  atom.body = close(body);
  if (at_right()) {
    at_ += 6;
    atom.right = take_delimiter();
  }
  add(list, atom);
}

// The contents join the list around them, so that colour changes no space.
void Parser::roled(List& list) {
  const Role before = role_;
  role_named(take_braced(), role_);
  skip_spaces();
  if (!too_deep(list)) {
    ++depth_;
    if (take('{')) {
      items(list, Until::brace);
    } else if (!at_end() && peek() != '}') {
      item(list);
    }
    --depth_;
  }
  role_ = before;
}

// \mathrm and the like: a plain name is one word, anything else a group in that font.
void Parser::lettered(List& list, Font font, Class cls) {
  const std::size_t begin = at_;
  const std::string_view raw = take_braced();
  if (all_alphanumeric(raw)) {
    const Face face = font == Font::italic ? Face::math_italic : Face::main;
    if (raw.size() > 1 || cls == Class::op) return add_word(list, raw, face, cls);
    Entry entry = symbol(static_cast<unsigned char>(raw[0]));
    if (entry.face == Face::math_italic) entry.face = face;
    return add_symbol(list, entry);
  }
  at_ = begin;
  const Font before = font_;
  font_ = font;
  add_group(list, argument(), cls);
  font_ = before;
}

}  // namespace

Formula parse(std::string_view latex, Role role) { return Parser(latex, role).run(); }

}  // namespace chainrule::math
