// Decimals and doubles against the C library, which has the same laws.
#include <doctest/doctest.h>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>

#include "core/decimal.h"
#include "core/number.h"
#include "support/random.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

constexpr double kLeast = std::numeric_limits<double>::denorm_min();

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

std::string printed(const char* format, int precision, double value) {
  char buffer[1500];
  std::snprintf(buffer, sizeof buffer, format, precision, value);
  return buffer;
}

std::string scientific(const Digits& d) {
  std::string text(d.digits, static_cast<std::size_t>(d.count));
  if (d.count > 1) text.insert(1, 1, '.');
  char exponent[8];
  std::snprintf(exponent, sizeof exponent, "e%+03d", d.exponent);
  return text + exponent;
}

// Random failures are counted, and the first is shown: a check for each number would take longer than the numbers.
struct Failures {
  int count = 0;
  std::string first;
  void add(const std::string& what) {
    if (count++ == 0) first = what;
  }
  ~Failures() { CHECK_MESSAGE(count == 0, count, " times; first ", first); }
};

void reads_as_the_library_does(const std::string& text, Failures& failures) {
  double ours = -1;
  const int read = parse_number(text, ours);
  if (read != static_cast<int>(text.size()) || !same_bits(ours, std::strtod(text.c_str(), nullptr))) failures.add(text);
}

void writes_as_the_library_does(double value, Failures& failures) {
  const Digits shortest = shortest_digits(value);
#ifdef __cpp_lib_to_chars
  char buffer[40];
  *std::to_chars(buffer, buffer + sizeof buffer - 1, value, std::chars_format::scientific).ptr = 0;
  if (scientific(shortest) != buffer) failures.add(scientific(shortest) + ", not " + buffer);
#else
  if (std::strtod(scientific(shortest).c_str(), nullptr) != value) failures.add(scientific(shortest));
  const bool shorter = shortest.count > 1 && std::strtod(printed("%.*e", shortest.count - 2, value).c_str(), nullptr) == value;
  if (shorter) failures.add(scientific(shortest));
#endif
  for (const int count : {1, 3, 7, 17}) {
    const std::string ours = scientific(rounded_digits(value, count)), theirs = printed("%.*e", count - 1, value);
    if (ours != theirs) failures.add(ours + ", not " + theirs);
  }
}

// A positive, finite double of one of many kinds.
double any_kind(Random& random) {
  for (;;) {
    double value = std::fabs(random.any_double());
    switch (random.below(6)) {
      case 0: value = random.between(0, 1e6); break;
      case 1: value = std::ldexp(random.unit(), -1022 - random.below(52)); break;  // subnormal
      case 2: value = std::ldexp(1, random.below(2098) - 1074); break;
      case 3: value = std::strtod(("1e" + std::to_string(random.below(632) - 323)).c_str(), nullptr); break;
      case 4: value = std::round(random.between(0, 1e6)) / 1024; break;  // halfway between decimals
      default: break;
    }
    const int step = random.below(5);
    if (step == 0) value = std::nextafter(value, 0);
    if (step == 1) value = std::nextafter(value, HUGE_VAL);
    if (value > 0 && std::isfinite(value)) return value;
  }
}

// All digits of halfway to the next double: the two added and halved, digit by digit.
std::string halfway_above(double value) {
  std::string a = printed("%.*f", 1074, value), b = printed("%.*f", 1074, std::nextafter(value, HUGE_VAL));
  a.insert(0, b.size() - a.size(), '0');
  int carry = 0;
  std::string sum = a;
  for (std::size_t i = a.size(); i-- > 0;) {
    if (a[i] == '.') continue;
    const int digit = a[i] - '0' + b[i] - '0' + carry;
    sum[i] = static_cast<char>('0' + digit % 10);
    carry = digit / 10;
  }
  sum.insert(0, 1, static_cast<char>('0' + carry));
  std::string half;
  int rest = 0;
  for (const char c : sum) {
    if (c == '.') {
      half += c;
      continue;
    }
    rest = rest * 10 + c - '0';
    half += static_cast<char>('0' + rest / 2);
    rest %= 2;
  }
  return half + (rest ? "5" : "0");
}

}  // namespace

TEST_CASE("doubles are written as the C library writes them") {
  Random random(21);
  Failures failures;
  for (int i = 0; i < 100000; ++i) writes_as_the_library_does(any_kind(random), failures);
  for (int i = -1074; i < 1024; ++i) {
    const double power = std::ldexp(1, i);
    for (const double value : {power, std::nextafter(power, 0), std::nextafter(power, HUGE_VAL)})
      if (value > 0) writes_as_the_library_does(value, failures);
  }
  double least = 0;
  for (int i = 0; i < 300; ++i) writes_as_the_library_does(least += kLeast, failures);
  writes_as_the_library_does(std::numeric_limits<double>::max(), failures);
}

TEST_CASE("decimals are read as the C library reads them") {
  Random random(22);
  Failures failures;
  for (int i = 0; i < 100000; ++i) {
    std::string digits(1, static_cast<char>('1' + random.below(9)));
    const int count = random.chance(0.05) ? 800 : random.below(25);
    for (int d = 0; d < count; ++d) digits += static_cast<char>('0' + random.below(10));
    const std::string exponent = "e" + std::to_string(random.chance(0.5) ? random.below(40) - 20 : random.below(700) - 350);
    reads_as_the_library_does(digits, failures);
    reads_as_the_library_does(digits + exponent, failures);
    digits.insert(static_cast<std::size_t>(random.below(static_cast<int>(digits.size()))), 1, '.');
    reads_as_the_library_does(digits + exponent, failures);
  }
  for (int i = 0; i < 100000; ++i) reads_as_the_library_does(printed("%.*e", 14 + random.below(6), any_kind(random)), failures);
}

TEST_CASE("a tail far behind decides at halfway between two doubles") {
  Random random(23);
  Failures failures;
  for (int i = 0; i < 3000; ++i) {
    double value = i % 10 ? any_kind(random) : kLeast * (i / 10);
    if (value == std::numeric_limits<double>::max()) continue;
    const double above = std::nextafter(value, HUGE_VAL);
    const std::string half = halfway_above(value);
    std::uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    const double even = bits % 2 == 0 ? value : above;
    const std::string zeros(static_cast<std::size_t>(random.below(1000)), '0');
    std::string less = half;  // by one at the end
    const std::size_t last = less.find_last_not_of("0.");
    --less[last];
    for (std::size_t d = last + 1; d < less.size(); ++d)
      if (less[d] != '.') less[d] = '9';
    const std::pair<std::string, double> readings[] = {
        {half, even}, {half + zeros, even}, {half + zeros + "1", above}, {less + "99999999", value}};
    for (const auto& [text, expected] : readings) {
      double read = -1;
      parse_number(text, read);
      if (!same_bits(read, expected)) failures.add(text);
      if (!same_bits(read, std::strtod(text.c_str(), nullptr))) failures.add("here the library differs: " + text);
    }
  }
}

TEST_CASE("decimals at the ends of what doubles hold, and longer than any") {
  Failures failures;
  for (const char* text :
       {"1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1.797693134862315807e308", "1.8e308",
        "1e309", "1e400",
        "9e999999999999999999", "0e999999999999999999", "1e-999999999999999999", "2.4703282292062327e-324", "2.4703282292062328e-324",
        "4.9e-324", "1e-323", "1e-324", "3e-324", "2e-325", "2.2250738585072011e-308", "2.2250738585072012e-308", "2.2250738585072014e-308",
        "0", "0.0", "00000", "0e5", "9007199254740993", "9007199254740992.999999999999999999", "9007199254740993.00000000000000000000001",
        "1e22", "1e23", "8.5e22", "12345678901234567890", "18446744073709551615", "9999999999999999999", "10000000000000000000",
        "99999999999999999999"})
    reads_as_the_library_does(text, failures);
  const std::string zeros(60000, '0'), nines(60000, '9');
  for (const std::string& text :
       {"1" + zeros + "e-60000", "0." + zeros + "1e60001", nines, nines + "e-60000", "0." + nines, "1" + zeros, "0." + zeros + "1",
        zeros + "1", zeros, "4." + nines + "e-324", "1." + zeros + "1", "9007199254740993." + zeros + "1"})
    reads_as_the_library_does(text, failures);
}

TEST_CASE("what is shown is what printf would show") {
  Random random(24);
  Failures failures;
  for (int i = 0; i < 100000; ++i) {
    const double value = i % 2 ? any_kind(random) : random.below(10000000) / (random.chance(0.5) ? 1024.0 : 8000.0);
    if (value == 0) continue;
    const Rounded r = round_for_display(value);
    std::string text;
    if (value < 1e-4 || value >= 1e6) {
      text = printed("%.*e", 2, value);
    } else {
      text = printed("%.*f", value < 0.001 ? 5 : value < 0.01 ? 4 : value < 0.1 ? 3 : 2, value);
    }
    const double said = std::strtod(text.c_str(), nullptr);
    if (!same_bits(r.value, said)) failures.add(r.text + ", not " + text);
    if (std::strtod((r.text + "e" + std::to_string(r.exponent)).c_str(), nullptr) != said) failures.add(r.text + ", not " + text);
    const std::string seven = format_digits(value, 7), theirs = printed("%.*g", 7, value);
    const bool same = std::strtod(seven.c_str(), nullptr) == std::strtod(theirs.c_str(), nullptr) && seven.size() <= theirs.size();
    if (!same) failures.add(seven + ", not " + theirs);
  }
}

TEST_CASE("seven digits") {
  const std::pair<double, const char*> table[] = {
      {0, "0"}, {1, "1"}, {-0.1, "-0.1"}, {1.0 / 3, "0.3333333"}, {-2.0 / 3, "-0.6666667"}, {1234567.4, "1234567"},
      {12345678, "1.234568e+7"}, {9999999.6, "1e+7"}, {0.000123456789, "0.0001234568"}, {0.00001234, "1.234e-5"}};
  for (const auto& entry : table) CHECK(format_digits(entry.first, 7) == std::string(entry.second));
}
