#include "core/number.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace chainrule {

namespace {

// Significant digits (no trailing zeros) and the decimal exponent of the first one.
struct Digits {
  std::string digits;
  int exponent = 0;
};

Digits parse_scientific(const char* text) {
  Digits result;
  const char* p = text;
  for (; *p && *p != 'e'; ++p)
    if (*p >= '0' && *p <= '9') result.digits += *p;
  if (*p == 'e') result.exponent = std::atoi(p + 1);
  while (result.digits.size() > 1 && result.digits.back() == '0') result.digits.pop_back();
  return result;
}

// The decimal with the last of `count` digits raised by one.
Digits next_up(Digits d, std::size_t count) {
  d.digits.resize(count, '0');
  std::size_t i = count;
  while (i > 0 && d.digits[i - 1] == '9') d.digits[--i] = '0';
  if (i > 0) {
    ++d.digits[i - 1];
  } else {
    d.digits.insert(0, 1, '1');
    ++d.exponent;
  }
  return d;
}

// A decimal of 15 digits or fewer survives the round trip through a double, so the first that does is the shortest; but
// subnormal numbers have fewer digits. Below a power of two doubles are closer than above, so there the nearest decimal may
// fail and the one above it hold.
Digits shortest_digits(double magnitude) {
  char buffer[40];
  int exponent = 0;
  const bool power_of_two = std::frexp(magnitude, &exponent) == 0.5;
  for (int precision = exponent < -1021 ? 0 : 14; precision <= 16; ++precision) {
    std::snprintf(buffer, sizeof buffer, "%.*e", precision, magnitude);
    if (precision == 16 || std::strtod(buffer, nullptr) == magnitude) break;
    if (!power_of_two || precision != 15) continue;
    const Digits above = next_up(parse_scientific(buffer), 16);
    const std::string text = above.digits.substr(0, 1) + "." + above.digits.substr(1) + "e" + std::to_string(above.exponent);
    if (std::strtod(text.c_str(), nullptr) == magnitude) return above;
  }
  return parse_scientific(buffer);
}

std::string trim_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

std::string format_number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value == 0) return "0";
  const Digits d = shortest_digits(std::fabs(value));
  const int n = static_cast<int>(d.digits.size());
  const int point = d.exponent + 1;  // digits before the decimal point
  std::string out = value < 0 ? "-" : "";
  if (point > 21 || point <= -6) {
    out += d.digits.substr(0, 1);
    if (n > 1) out += "." + d.digits.substr(1);
    return out + "e" + (d.exponent < 0 ? "-" : "+") + std::to_string(std::abs(d.exponent));
  }
  if (point <= 0) return out + "0." + std::string(-point, '0') + d.digits;
  if (point >= n) return out + d.digits + std::string(point - n, '0');
  return out + d.digits.substr(0, point) + "." + d.digits.substr(point);
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
  value = std::strtod(std::string(text.substr(0, end)).c_str(), nullptr);
  return static_cast<int>(end);
}

Rounded round_for_display(double value) {
  if (std::isnan(value)) return {"NaN", 0, value, true};
  const std::string minus = value < 0 ? "\u2212" : "";
  if (std::isinf(value)) return {minus + "\u221E", 0, value, true};
  const double magnitude = std::fabs(value);
  if (magnitude == 0) return {"0", 0, 0, true};
  char buffer[64];
  Rounded result;
  if (magnitude < 1e-4 || magnitude >= 1e6) {
    std::snprintf(buffer, sizeof buffer, "%.2e", magnitude);
    char* e = std::strchr(buffer, 'e');
    result.exponent = std::atoi(e + 1);
    result.value = std::strtod(buffer, nullptr);
    *e = 0;
    result.text = minus + trim_zeros(buffer);
  } else {
    int decimals = 2;
    for (double limit = 0.1; magnitude < limit && decimals < 6; limit /= 10) ++decimals;
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, magnitude);
    result.value = std::strtod(buffer, nullptr);
    const bool whole = result.value == magnitude;
    result.text = minus + (whole ? trim_zeros(buffer) : std::string(buffer));
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
