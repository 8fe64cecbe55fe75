#include "core/number.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace chainrule {

namespace {

// Significant digits (no trailing zeros) and the decimal exponent of the first one.
struct Digits {
  char digits[24];
  int count = 0;
  int exponent = 0;
  void trim() {
    while (count > 1 && digits[count - 1] == '0') --count;
  }
};

Digits parse_scientific(const char* text) {
  Digits result;
  const char* p = text;
  for (; *p && *p != 'e'; ++p)
    if (*p >= '0' && *p <= '9') result.digits[result.count++] = *p;
  if (*p == 'e') result.exponent = std::atoi(p + 1);
  result.trim();
  return result;
}

// ---- shortest decimals by arithmetic on pairs of doubles ----

struct Pair {  // the number high + low, of some 106 bits
  double high, low;
};

constexpr double upper_half(double x) {  // Veltkamp: the upper 26 bits
  const double t = 134217729.0 * x;
  return t - (t - x);
}
constexpr Pair times(double x, double y) {  // Dekker: exact
  const double a = upper_half(x), b = x - a, c = upper_half(y), d = y - c, high = x * y;
  return {high, ((a * c - high) + a * d + b * c) + b * d};
}
constexpr Pair times(Pair x, Pair y) {
  const Pair p = times(x.high, y.high);
  const double low = p.low + (x.high * y.low + x.low * y.high), high = p.high + low;
  return {high, low - (high - p.high)};
}
constexpr Pair inverse(Pair x) {
  const double q = 1 / x.high;
  const Pair p = times(q, x.high);
  return {q, (((1 - p.high) - p.low) - q * x.low) / x.high};
}

constexpr double kTens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10,
                            1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21};
constexpr int kStep = 22, kSteps = 12;  // 10^22 is the last that a double holds exactly
struct Powers {
  Pair of[2 * kSteps + 1];  // 10^(22 (i - 12))
};
constexpr Powers make_powers() {
  Powers p{};
  p.of[kSteps] = {1, 0};
  for (int i = 1; i <= kSteps; ++i) {
    p.of[kSteps + i] = times(p.of[kSteps + i - 1], Pair{1e22, 0});
    p.of[kSteps - i] = inverse(p.of[kSteps + i]);
  }
  return p;
}
constexpr Powers kPowers = make_powers();

Pair times_ten_to(double x, int k) {
  const int step = (k + kStep * kSteps) / kStep;
  const Pair p = times(x, kTens[k + kStep * kSteps - step * kStep]);
  return step == kSteps ? p : times(p, kPowers.of[step]);
}

// The nearest decimals of 15, 16 and 17 digits: magnitude * 10^k is an integer and a fraction, and `reach` is how far it is to
// halfway to the neighbouring doubles. False outside 1e-260 … 1e260, at a power of two that is no decimal of 17 digits (its
// neighbours are not equally near), and where a tie is so near that the last bits would decide: the pairs are good for 1e-12.
bool shortest_by_pairs(double magnitude, Digits& result) {
  if (!(magnitude >= 1e-260 && magnitude < 1e260)) return false;
  int exponent = 0;
  const bool power_of_two = std::frexp(magnitude, &exponent) == 0.5;
  int k = 16 - static_cast<int>(std::floor((exponent - 1) * 0.30102999566398120));  // of 2^(exponent - 1): off by one at most
  Pair scaled = times_ten_to(magnitude, k);
  if (scaled.high >= 1e17) scaled = times_ten_to(magnitude, --k);
  if (!(scaled.high >= 1e16 && scaled.high < 1e17)) return false;
  const double floor_low = std::floor(scaled.low), fraction = scaled.low - floor_low;
  const std::int64_t whole = static_cast<std::int64_t>(scaled.high) + static_cast<std::int64_t>(floor_low);
  const double reach = scaled.high / magnitude * std::ldexp(1, exponent - 54);
  for (const int unit : {100, 10, 1}) {
    const double below = static_cast<double>(whole % unit) + fraction, above = unit - below;
    const double distance = below < above ? below : above;
    constexpr double kTie = 1e-9;
    if (std::fabs(below - above) < kTie || std::fabs(distance - reach) < kTie) return false;
    if (distance > reach) continue;
    if (power_of_two && distance > 0) return false;
    const std::int64_t decimal = whole - whole % unit + (below < above ? 0 : unit);
    for (std::int64_t power = 100000000000000000; power > 0; power /= 10)
      if (result.count > 0 || decimal >= power) result.digits[result.count++] = static_cast<char>('0' + decimal / power % 10);
    result.exponent = result.count - 1 - k;
    result.trim();
    return true;
  }
  return false;
}

#ifdef __cpp_lib_to_chars

Digits shortest_by_library(double magnitude) {
  char buffer[40];
  *std::to_chars(buffer, buffer + sizeof buffer - 1, magnitude, std::chars_format::scientific).ptr = 0;
  return parse_scientific(buffer);
}

#else

// The decimal with the last of `count` digits raised by one; trailing zeros may stay.
Digits next_up(Digits d, int count) {
  while (d.count < count) d.digits[d.count++] = '0';
  int i = count;
  while (i > 0 && d.digits[i - 1] == '9') d.digits[--i] = '0';
  if (i > 0) {
    ++d.digits[i - 1];
  } else {  // 9.99 and on
    d.digits[0] = '1';
    ++d.exponent;
  }
  d.trim();
  return d;
}

// A decimal of 15 digits or fewer survives the round trip through a double, so the first that does is the shortest; but
// subnormal numbers have fewer digits. Below a power of two doubles are closer than above, so there the nearest decimal may
// fail and the one above it hold.
Digits shortest_by_library(double magnitude) {
  char buffer[40];
  int exponent = 0;
  const bool power_of_two = std::frexp(magnitude, &exponent) == 0.5;
  for (int precision = exponent < -1021 ? 0 : 14; precision <= 16; ++precision) {
    std::snprintf(buffer, sizeof buffer, "%.*e", precision, magnitude);
    if (precision == 16 || std::strtod(buffer, nullptr) == magnitude) break;
    if (!power_of_two || precision != 15) continue;
    const Digits above = next_up(parse_scientific(buffer), 16);
    std::snprintf(buffer + 1, sizeof buffer - 1, "%.*se%d", above.count, above.digits, above.exponent - above.count + 1);
    if (std::strtod(buffer + 1, nullptr) == magnitude) return above;
  }
  return parse_scientific(buffer);
}

#endif

Digits shortest_digits(double magnitude) {
  Digits result;
  return shortest_by_pairs(magnitude, result) ? result : shortest_by_library(magnitude);
}

// Up to 15 digits without an exponent: digits and power of ten are doubles, so that one division rounds as strtod does.
bool short_decimal(std::string_view text, double& value) {
  if (text.size() > 16) return false;
  std::int64_t digits = 0;
  std::size_t decimals = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.') {
      decimals = text.size() - 1 - i;
    } else if (text[i] >= '0' && text[i] <= '9') {
      digits = digits * 10 + (text[i] - '0');
    } else {
      return false;
    }
  }
  if (digits >= 1000000000000000) return false;
  value = static_cast<double>(digits) / kTens[decimals];
  return true;
}

std::string trim_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

int write_number(double value, char* to) {
  char* p = to;
  auto copy = [&](const char* from, int count) {
    for (int i = 0; i < count; ++i) *p++ = from[i];
  };
  auto zeros = [&](int count) {
    for (int i = 0; i < count; ++i) *p++ = '0';
  };
  if (std::isnan(value)) {
    copy("NaN", 3);
  } else if (std::isinf(value)) {
    if (value < 0) *p++ = '-';
    copy("Infinity", 8);
  } else if (value == 0) {
    zeros(1);
  } else {
    const Digits d = shortest_digits(std::fabs(value));
    const int point = d.exponent + 1;  // digits before the decimal point
    if (value < 0) *p++ = '-';
    if (point > 21 || point <= -6) {
      copy(d.digits, 1);
      if (d.count > 1) *p++ = '.';
      copy(d.digits + 1, d.count - 1);
      copy(d.exponent < 0 ? "e-" : "e+", 2);
      const int size = std::abs(d.exponent);
      if (size >= 100) *p++ = static_cast<char>('0' + size / 100);
      if (size >= 10) *p++ = static_cast<char>('0' + size / 10 % 10);
      *p++ = static_cast<char>('0' + size % 10);
    } else if (point <= 0) {
      copy("0.", 2);
      zeros(-point);
      copy(d.digits, d.count);
    } else {
      const int whole = point < d.count ? point : d.count;
      copy(d.digits, whole);
      zeros(point - whole);
      if (whole < d.count) *p++ = '.';
      copy(d.digits + whole, d.count - whole);
    }
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
  if (!short_decimal(text.substr(0, end), value)) value = std::strtod(std::string(text.substr(0, end)).c_str(), nullptr);
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
