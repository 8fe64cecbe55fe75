// Is a text well-formed XML? A strict reader of what exports write: elements, attributes in double quotes, references, text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chainrule::test {

class XmlReader {
 public:
  // Empty: well-formed; else what is wrong, and where.
  static std::string problem(std::string_view text) { return XmlReader(text).read(); }

 private:
  explicit XmlReader(std::string_view text) : text_(text) {}

  std::string wrong(const char* what) const { return std::string(what) + " before \"" + std::string(text_.substr(at_, 40)) + "\""; }
  bool is(std::string_view part) const { return text_.substr(at_, part.size()) == part; }
  static bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' || c == '-'; }
  std::string_view name() {
    const std::size_t first = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    return text_.substr(first, at_ - first);
  }
  // Characters up to one of `ends`; false at what is none.
  bool characters(std::string_view ends) {
    for (; at_ < text_.size() && ends.find(text_[at_]) == ends.npos; ++at_) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (text_[at_] == '<' || (byte < 0x20 && byte != '\n' && byte != '\t')) return false;
      if (text_[at_] == '&' && text_.substr(at_, 10).find(';') == text_.npos) return false;
    }
    return true;
  }

  std::string read() {
    std::vector<std::string_view> open;
    bool any = false;
    while (at_ < text_.size()) {
      if (!is("<")) {
        if (open.empty() && text_[at_] != '\n') return wrong("text outside the root");
        if (!characters("<")) return wrong("no character of XML");
        continue;
      }
      if (open.empty() && any) return wrong("a second root");
      if (is("</")) {
        at_ += 2;
        const std::string_view closed = name();
        if (open.empty() || open.back() != closed || !is(">")) return wrong("a tag that closes nothing");
        open.pop_back();
        any = true;
        ++at_;
        continue;
      }
      ++at_;
      const std::string_view opened = name();
      if (opened.empty()) return wrong("no name");
      while (is(" ")) {
        ++at_;
        if (name().empty() || !is("=\"")) return wrong("no attribute");
        at_ += 2;
        if (!characters("\"") || !is("\"")) return wrong("no attribute's value");
        ++at_;
      }
      if (is("/>")) {
        at_ += 2;
      } else if (is(">")) {
        open.push_back(opened);
        ++at_;
      } else {
        return wrong("a tag that does not end");
      }
    }
    return open.empty() ? (any ? "" : "no root") : "not closed: " + std::string(open.back());
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace chainrule::test
