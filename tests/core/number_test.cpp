// Numbers as text: exact both ways for programs, rounded for people.
#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "core/number.h"
#include "support/random.h"

using namespace chainrule;
using namespace chainrule::test;

namespace {

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

void round_trips(double value) {
  const std::string text = format_number(std::fabs(value));
  double again = -1;
  const int read = parse_number(text, again);
  INFO(text);
  CHECK(read == static_cast<int>(text.size()));
  CHECK(same_bits(again, std::fabs(value)));
  CHECK(format_number(-std::fabs(value)) == (value == 0 ? "0" : "-" + text));
}

}  // namespace

TEST_CASE("numbers in JavaScript's notation") {
  const std::vector<std::pair<double, const char*>> table = {
      {0, "0"}, {-0.0, "0"}, {1, "1"}, {-1, "-1"}, {0.1, "0.1"}, {0.5, "0.5"}, {1.0 / 3, "0.3333333333333333"}, {2.0 / 3, "0.6666666666666666"},
      {100, "100"}, {123456789, "123456789"}, {1e20, "100000000000000000000"}, {1e21, "1e+21"}, {1.5e21, "1.5e+21"}, {123456789012345680000.0, "123456789012345680000"},
      {0.000001, "0.000001"}, {0.0000015, "0.0000015"}, {1e-7, "1e-7"}, {1.5e-7, "1.5e-7"}, {5e-324, "5e-324"}, {1.7976931348623157e308, "1.7976931348623157e+308"},
      {2.2250738585072014e-308, "2.2250738585072014e-308"}, {0.1 + 0.2, "0.30000000000000004"}, {9007199254740993.0, "9007199254740992"}, {4.35, "4.35"}, {-12.39, "-12.39"},
      {1e100, "1e+100"}, {5.0e-7, "5e-7"}, {9.5367431640625e-7, "9.5367431640625e-7"}, {0.3932, "0.3932"}, {2.2204460492503131e-16, "2.220446049250313e-16"},
      {0x1p-44, "5.684341886080802e-14"}, {0x1p-791, "7.678447687145631e-239"} /* a power of two's neighbours are not alike */, {1e-323, "1e-323"}, {2.5e-320, "2.5e-320"}};
  for (const auto& [value, text] : table) CHECK(format_number(value) == std::string(text));
  CHECK(format_number(std::nan("")) == "NaN");
  CHECK(format_number(HUGE_VAL) == "Infinity");
  CHECK(format_number(-HUGE_VAL) == "-Infinity");
}

TEST_CASE("every double survives being written and read") {
  Random random(7);
  for (int i = 0; i < 20000; ++i) {
    const double value = random.any_double();
    if (std::isfinite(value)) round_trips(value);
  }
  for (int i = 0; i < 3000; ++i) {
    round_trips(random.between(-1e4, 1e4));
    round_trips(std::round(random.between(-1e4, 1e4)) / 100);
    round_trips(std::ldexp(random.unit(), -1050));  // subnormal
  }
  for (double edge : {std::numeric_limits<double>::min(), std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::max(), 0x1p53, 0x1p53 - 1}) round_trips(edge);
}

TEST_CASE("the shortest text of a short decimal is that decimal") {
  Random random(8);
  for (int i = 0; i < 3000; ++i) {
    const int digits = 1 + random.below(15);
    std::string mantissa(1, static_cast<char>('1' + random.below(9)));
    for (int d = 1; d < digits; ++d) mantissa += static_cast<char>('0' + random.below(10));
    while (mantissa.size() > 1 && mantissa.back() == '0') mantissa.pop_back();
    const std::string text = mantissa.substr(0, 1) + (mantissa.size() > 1 ? "." + mantissa.substr(1) : "") + "e-" + std::to_string(20 + random.below(200));
    double value = 0;
    parse_number(text, value);
    CHECK(format_number(value) == text);
  }
}

TEST_CASE("what parse_number reads") {
  const std::vector<std::pair<const char*, int>> table = {{"12", 2}, {"12x", 2}, {".5", 2}, {"5.", 2}, {"1.5e-3", 6}, {"1.5E+3z", 6}, {"1e", 1}, {"1e+", 1}, {"1ex", 1},
                                                          {".", 0}, {"", 0}, {"-1", 0}, {"e5", 0}, {"1.2.3", 3}, {"..5", 0}, {"0x10", 1}, {"1_000", 1}, {"\xff", 0}, {"inf", 0}, {"nan", 0}};
  for (const auto& entry : table) {
    const auto& text = entry.first;  // clang 14 cannot use a structured binding inside INFO
    const auto& length = entry.second;
    double value = 0;
    INFO(std::string(text));
    CHECK(parse_number(text, value) == length);
  }
}

TEST_CASE("numbers for people") {
  struct Row {
    double value;
    const char *text, *latex;
    bool exact;
  };
  const std::vector<Row> table = {
      {0.3932, "0.39", "0.39", false},
      {-0.1966, "−0.20", "-0.20", false},
      {0.39, "0.39", "0.39", true},
      {0.2, "0.2", "0.2", true},
      {1e-9, "1e−9", "1 \\cdot 10^{-9}", true},
      {-1.234e-9, "−1.23e−9", "-1.23 \\cdot 10^{-9}", false},
      {123456, "123456", "123456", true},
      {1e7, "1e7", "1 \\cdot 10^{7}", true},
      {1234567, "1.23e6", "1.23 \\cdot 10^{6}", false},
      {3, "3", "3", true},
      {-12, "−12", "-12", true},
      {0, "0", "0", true},
      {-0.0, "0", "0", true},
      {2.5, "2.5", "2.5", true},
      {12.345678, "12.35", "12.35", false},
      {0.0123, "0.012", "0.012", false},
      {0.00123, "0.0012", "0.0012", false},
      {0.05, "0.05", "0.05", true},
      {0.001, "0.001", "0.001", true},
      {1.0 / 3, "0.33", "0.33", false},
      {2.0 / 3, "0.67", "0.67", false},
      {5e-324, "4.94e−324", "4.94 \\cdot 10^{-324}", true},
      {1e300, "1e300", "1 \\cdot 10^{300}", true},
      {HUGE_VAL, "∞", "\\infty", true},
      {-HUGE_VAL, "−∞", "-\\infty", true},
  };
  for (const Row& row : table) {
    INFO(row.value);
    CHECK(display_text(row.value) == std::string(row.text));
    CHECK(display_latex(row.value) == std::string(row.latex));
    CHECK(round_for_display(row.value).exact == row.exact);
  }
  CHECK(display_text(std::nan("")) == "NaN");
  CHECK(display_latex(std::nan("")) == "\\text{NaN}");
}

TEST_CASE("what is shown is near, says what it says, and is short") {
  Random random(9);
  for (int i = 0; i < 20000; ++i) {
    const double value = i % 2 ? random.between(-2000, 2000) : random.any_double();
    if (!std::isfinite(value)) continue;
    const Rounded r = round_for_display(value);
    INFO(value, " shown as ", r.text, " exponent ", r.exponent);
    CHECK(std::fabs(r.value - value) <= std::fmax(0.005001, 0) + 0.0051 * std::fabs(value));
    if (std::fabs(value) < 0.1) CHECK(std::fabs(r.value - value) <= 0.051 * std::fabs(value));  // two digits of a small number
    CHECK(r.exact == same_bits(r.value + 0.0, value + 0.0));
    std::string text = r.text;
    const bool negative = text.rfind("\u2212", 0) == 0;
    CHECK(negative == (value < 0));
    double said = 0;
    const std::string digits = negative ? text.substr(3) : text;
    CHECK(parse_number(digits + (r.exponent ? "e" + std::to_string(r.exponent) : ""), said) > 0);
    CHECK(said == std::fabs(r.value));
    CHECK(digits.size() <= 10);
  }
}
