#include "support/json.h"

#include <cstdlib>
#include <limits>
#include <utility>

namespace chainrule::test {

namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  JsonResult run() {
    JsonResult result;
    space();
    result.good = value(result.value, 0);
    space();
    if (result.good && at_ != text_.size()) result.good = fail("something stands after the value");
    result.problem = problem_;
    return result;
  }

 private:
  bool fail(const char* why) {
    if (problem_.empty()) problem_ = std::string(why) + " at byte " + std::to_string(at_);
    return false;
  }
  unsigned char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? static_cast<unsigned char>(text_[at_ + ahead]) : 0;
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void space() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++at_;
  }
  bool word(std::string_view expected) {
    if (text_.substr(at_, expected.size()) != expected) return fail("unknown word");
    at_ += expected.size();
    return true;
  }

  bool value(Json& out, int depth) {
    if (depth > 100) return fail("nested too deep");
    switch (peek()) {
      case '{': return object(out, depth);
      case '[': return array(out, depth);
      case '"': out.kind = Json::Kind::string; return string(out.string);
      case 't': out.kind = Json::Kind::boolean; out.boolean = true; return word("true");
      case 'f': out.kind = Json::Kind::boolean; return word("false");
      case 'n': return word("null");
      default: return number(out);
    }
  }

  bool array(Json& out, int depth) {
    out.kind = Json::Kind::array;
    take('[');
    space();
    if (take(']')) return true;
    do {
      space();
      out.items.emplace_back();
      if (!value(out.items.back(), depth + 1)) return false;
      space();
    } while (take(','));
    return take(']') || fail("expected , or ]");
  }

  bool object(Json& out, int depth) {
    out.kind = Json::Kind::object;
    take('{');
    space();
    if (take('}')) return true;
    do {
      space();
      std::string name;
      if (!string(name)) return false;
      if (out.has(name)) return fail("a name occurs twice");
      space();
      if (!take(':')) return fail("expected :");
      space();
      out.members.push_back({std::move(name), {}});
      if (!value(out.members.back().second, depth + 1)) return false;
      space();
    } while (take(','));
    return take('}') || fail("expected , or }");
  }

  static bool digit(unsigned char c) { return c >= '0' && c <= '9'; }
  bool digits() {
    if (!digit(peek())) return fail("expected a digit");
    while (digit(peek())) ++at_;
    return true;
  }
  bool number(Json& out) {
    const std::size_t begin = at_;
    out.kind = Json::Kind::number;
    take('-');
    if (peek() == '0') {
      ++at_;
    } else if (!digits()) {
      return false;
    }
    if (take('.') && !digits()) return false;
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!digits()) return false;
    }
    out.number = std::strtod(std::string(text_.substr(begin, at_ - begin)).c_str(), nullptr);
    return true;
  }

  bool string(std::string& out) {
    if (!take('"')) return fail("expected a string");
    while (!take('"')) {
      if (at_ >= text_.size()) return fail("a string is not closed");
      if (peek() < 0x20) return fail("a control character in a string");
      if (peek() == '\\' ? !escape(out) : !character(out)) return false;
    }
    return true;
  }

  bool escape(std::string& out) {
    ++at_;
    constexpr std::string_view letters = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
    if (const std::size_t i = letters.find(static_cast<char>(peek())); peek() != 0 && i != std::string_view::npos) {
      out += meant[i];
      ++at_;
      return true;
    }
    if (!take('u')) return fail("unknown escape");
    unsigned code = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const unsigned char c = peek();
      const int nibble = digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
      if (nibble < 0) return fail("expected four hexadecimal digits");
      code = code * 16 + static_cast<unsigned>(nibble);
    }
    if (code >= 0x80) return fail("this program escapes control characters only");
    out += static_cast<char>(code);
    return true;
  }

  // One UTF-8 sequence (RFC 3629): no overlong forms, no surrogates, nothing past U+10FFFF.
  bool character(std::string& out) {
    const unsigned char lead = peek();
    const int more = lead < 0x80 ? 0 : lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xF0 && lead < 0xF5 ? 3 : -1;
    if (more < 0) return fail("not UTF-8");
    unsigned code = more == 0 ? lead : lead & (0x3Fu >> more);
    for (int i = 1; i <= more; ++i) {
      if ((peek(static_cast<std::size_t>(i)) & 0xC0) != 0x80) return fail("not UTF-8");
      code = code << 6 | (peek(static_cast<std::size_t>(i)) & 0x3Fu);
    }
    if ((more == 2 && code < 0x800) || (more == 3 && code < 0x10000) || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF)
      return fail("not UTF-8");
    out.append(text_.substr(at_, static_cast<std::size_t>(more + 1)));
    at_ += static_cast<std::size_t>(more + 1);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string problem_;
};

const Json kNull;

}  // namespace

const Json& Json::operator[](std::string_view name) const {
  for (const auto& [key, value] : members)
    if (key == name) return value;
  return kNull;
}

bool Json::has(std::string_view name) const {
  for (const auto& member : members)
    if (member.first == name) return true;
  return false;
}

double Json::real() const {
  if (kind == Kind::number) return number;
  if (string == "Infinity") return std::numeric_limits<double>::infinity();
  if (string == "-Infinity") return -std::numeric_limits<double>::infinity();
  return std::numeric_limits<double>::quiet_NaN();
}

JsonResult read_json(std::string_view text) { return Reader(text).run(); }

}  // namespace chainrule::test
