// The program as a link and as a page.
#include <algorithm>

#include "core/hex.h"
#include "export/deflate.h"
#include "export/formats.h"
#include "export/writing.h"

namespace chainrule::exports {

namespace {

// As web/element/link.js writes it: what a fragment may show stands there as it is, but for brackets and the like at its end, which
// messengers leave out of a link.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view plain = "-_.!~*'()=;+/,:@", not_last = "()*'!;,:";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool last = i + 1 == text.size() && not_last.find(c) != std::string_view::npos;
    if (word || (plain.find(c) != std::string_view::npos && !last)) {
      out += c;
    } else {
      out += '%' + hex(static_cast<unsigned char>(c), 2);
    }
  }
  return out;
}

std::string base64url(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string out;
  std::uint32_t held = 0;
  int filled = 0;
  for (const char c : bytes) {
    held = held << 8 | static_cast<unsigned char>(c);
    for (filled += 8; filled >= 6; filled -= 6) out += digits[held >> (filled - 6) & 63];
  }
  if (filled > 0) out += digits[held << (6 - filled) & 63];
  return out;
}

// The program in one line, without comments and with at most so many bytes: what a screen reader says.
std::string in_one_line(std::string_view text, std::size_t most) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    line = line.substr(0, line.find('#'));
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) continue;
    line = line.substr(first, line.find_last_not_of(" \t\r;") + 1 - first);
    out += (out.empty() ? "" : "; ") + std::string(line);
    if (out.size() <= most) continue;
    out.resize(most);
    while (!out.empty() && (out.back() & 0xC0) == 0x80) out.pop_back();  // not within a character
    if (!out.empty() && (out.back() & 0x80) != 0) out.pop_back();
    return out + "\u2026";
  }
  return out;
}

}  // namespace

// Contract for ever: #p= and #z=1. open in every version.
std::string to_link(std::string_view text, Analysis& analysis) {
  const std::string program = clean(document(text, analysis));
  const std::string readable = "#p=" + percent_encoded(program), packed = "#z=1." + base64url(deflate(program));
  return (packed.size() < readable.size() ? packed : readable) + "\n";
}

std::string to_html(std::string_view text, Analysis& analysis) {
  const std::string program = document(text, analysis), title = escaped(in_one_line(program, 120));
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
         title + "</title>\n<!-- Chainrule's files (build/web/site) go beside this page; or say in src where its chainrule.js is. -->\n"
         "<script type=\"module\" src=\"chainrule.js\"></script>\n<chain-rule alt=\"" +
         title + "\">\n" + escaped(program) + (program.empty() || program.back() == '\n' ? "" : "\n") + "</chain-rule>\n</html>\n";
}

}  // namespace chainrule::exports
