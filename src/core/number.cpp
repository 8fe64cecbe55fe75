#include "core/number.h"

#include <cmath>
#include <cstdlib>

#include "core/decimal.h"

namespace chainrule {

namespace {

std::string trim_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

int write_number(double value, char* to) {
  char* p = to;
  auto copy = [&](const char* from) {
    while (*from) *p++ = *from++;
  };
  if (value < 0) *p++ = '-';
  if (std::isnan(value)) {
    copy("NaN");
  } else if (std::isinf(value)) {
    copy("Infinity");
  } else if (value == 0) {
    copy("0");
  } else {
    p += shortest_digits(std::fabs(value)).write(6, 21, p);
  }
  return static_cast<int>(p - to);
}

std::string format_number(double value) {
  char buffer[32];
  return std::string(buffer, static_cast<std::size_t>(write_number(value, buffer)));
}

int parse_number(std::string_view text, double& value) {
  auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  std::size_t end = 0;
  while (digit(end)) ++end;
  const std::size_t whole = end;
  if (end < text.size() && text[end] == '.' && (digit(end + 1) || whole > 0)) {
    ++end;
    while (digit(end)) ++end;
  }
  if (end == 0 || (whole == 0 && end < 2)) return 0;
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    std::size_t exponent = end + 1;
    if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
    if (digit(exponent)) {
      while (digit(exponent)) ++exponent;
      end = exponent;
    }
  }
  value = nearest_double(text.substr(0, end));
  return static_cast<int>(end);
}

bool read_signed(std::string_view word, double& value) {
  std::size_t sign = word.substr(0, 1) == "-" || word.substr(0, 1) == "+" ? 1 : 0;
  if (word.substr(0, 3) == "\u2212") sign = 3;
  const std::string_view digits = word.substr(sign);
  const int read = parse_number(digits, value);
  if (sign > 0 && word[0] != '+') value = -value;
  return read > 0 && static_cast<std::size_t>(read) == digits.size() && std::isfinite(value);
}

Rounded round_for_display(double value) {
  if (std::isnan(value)) return {"NaN", 0, value, true};
  const std::string minus = value < 0 ? "\u2212" : "";
  if (std::isinf(value)) return {minus + "\u221E", 0, value, true};
  const double magnitude = std::fabs(value);
  if (magnitude == 0) return {"0", 0, 0, true};
  Rounded result;
  if (magnitude < 1e-4 || magnitude >= 1e6) {
    const Digits d = rounded_digits(magnitude, 3);
    char buffer[32];
    result.value = nearest_double(std::string_view(buffer, static_cast<std::size_t>(d.write(6, 21, buffer))));
    result.exponent = d.exponent;
    result.text = minus + trim_zeros({d.digits[0], '.', d.digits[1], d.digits[2]});
  } else {
    int decimals = 2;
    for (double limit = 0.1; magnitude < limit && decimals < 6; limit /= 10) ++decimals;
    std::string text = std::to_string(scaled_whole(magnitude, decimals));
    const std::size_t least = static_cast<std::size_t>(decimals) + 1;
    if (text.size() < least) text.insert(0, least - text.size(), '0');
    text.insert(text.size() - static_cast<std::size_t>(decimals), 1, '.');
    result.value = nearest_double(text);
    result.text = minus + (result.value == magnitude ? trim_zeros(text) : text);
  }
  result.exact = result.value == magnitude;
  if (value < 0) result.value = -result.value;
  return result;
}

std::string display_text(double value) {
  const Rounded r = round_for_display(value);
  if (r.exponent == 0) return r.text;
  return r.text + "e" + (r.exponent < 0 ? "\u2212" : "") + std::to_string(std::abs(r.exponent));
}

std::string display_latex(double value) {
  const Rounded r = round_for_display(value);
  if (std::isnan(value)) return "\\text{NaN}";
  std::string text = r.text;
  if (text.rfind("\u2212", 0) == 0) text = "-" + text.substr(3);
  if (std::isinf(value)) return value < 0 ? "-\\infty" : "\\infty";
  if (r.exponent == 0) return text;
  return text + " \\cdot 10^{" + std::to_string(r.exponent) + "}";
}

}  // namespace chainrule
