#include "core/decimal.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace chainrule {

namespace {

// ---- nearly all numbers: arithmetic on pairs of doubles ----

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
constexpr Pair times(Pair x, double y) { return times(x, Pair{y, 0}); }
constexpr Pair inverse(Pair x) {
  const double q = 1 / x.high;
  const Pair p = times(q, x.high);
  return {q, (((1 - p.high) - p.low) - q * x.low) / x.high};
}

constexpr double kTens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10,
                            1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
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

template <class Number>  // a double or a pair
Pair times_ten_to(Number x, int k) {
  const int step = (k + kStep * kSteps) / kStep;
  const Pair p = times(x, kTens[k + kStep * kSteps - step * kStep]);
  return step == kSteps ? p : times(p, kPowers.of[step]);
}

// floor(log10) of a number from 2^(twos - 1) to 2^twos, or one less.
int tens_below(int twos) { return static_cast<int>(std::floor((twos - 1) * 0.30102999566398120)); }

// The nearest decimals of 15, 16 and 17 digits: magnitude * 10^k is an integer and a fraction, and `reach` is how far it is to
// halfway to the neighbouring doubles. False outside 1e-260 … 1e260, at a power of two that is no decimal of 17 digits (its
// neighbours are not equally near), and where a tie is so near that the last bits would decide: the pairs are good for 1e-12.
bool shortest_by_pairs(double magnitude, Digits& result) {
  if (!(magnitude >= 1e-260 && magnitude < 1e260)) return false;
  int exponent = 0;
  const bool power_of_two = std::frexp(magnitude, &exponent) == 0.5;
  int k = 16 - tens_below(exponent);
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
    std::int64_t decimal = whole - whole % unit + (below < above ? 0 : unit);
    result.count = 16 + (decimal >= 10000000000000000) + (decimal >= 100000000000000000);
    result.exponent = result.count - 1 - k;
    for (int i = result.count; i-- > 0; decimal /= 10) result.digits[i] = static_cast<char>('0' + decimal % 10);
    result.trim();
    return true;
  }
  return false;
}

// ---- what the pairs leave open: whole numbers of any length that is needed ----

// Digits beyond these only say that there is more: halfway between two doubles has 767 at most.
constexpr int kMostDigits = 800;

struct Big {
  static constexpr int kWords = 90;  // 801 digits have 2661 bits, 5^1126 has 2615; what is compared with them is hardly longer
  std::uint32_t word[kWords];        // the lowest first
  int size = 0;                      // without leading zeros

  explicit Big(std::uint64_t value = 0) {
    for (; value > 0; value >>= 32) word[size++] = static_cast<std::uint32_t>(value);
  }
  Big(const Big& other) { *this = other; }
  Big& operator=(const Big& other) {
    size = other.size;
    for (int i = 0; i < size; ++i) word[i] = other.word[i];
    return *this;
  }

  void times_plus(std::uint32_t factor, std::uint32_t more = 0) {
    std::uint64_t carry = more;
    for (int i = 0; i < size; ++i, carry >>= 32) word[i] = static_cast<std::uint32_t>(carry += std::uint64_t{word[i]} * factor);
    if (carry > 0) word[size++] = static_cast<std::uint32_t>(carry);
  }
  void times_fives(int count) {  // none if it is negative, as below
    for (; count >= 13; count -= 13) times_plus(1220703125);
    for (; count > 0; --count) times_plus(5);
  }
  void times_twos(int count) {
    if (count <= 0) return;
    times_plus(std::uint32_t{1} << count % 32);
    const int words = count / 32;
    for (int i = size; i-- > 0;) word[i + words] = word[i];
    for (int i = 0; i < words; ++i) word[i] = 0;
    size += words;
  }
  void minus(const Big& other) {  // which is not more
    std::int64_t carry = 0;
    for (int i = 0; i < size; ++i, carry >>= 32)
      word[i] = static_cast<std::uint32_t>(carry += std::int64_t{word[i]} - (i < other.size ? other.word[i] : 0));
    while (size > 0 && word[size - 1] == 0) --size;
  }
  int bits() const {  // of what is not 0
    int count = 32 * size;
    for (std::uint32_t top = word[size - 1]; top < 0x80000000; top <<= 1) --count;
    return count;
  }
};

int compare(const Big& a, const Big& b) {
  if (a.size != b.size) return a.size < b.size ? -1 : 1;
  for (int i = a.size; i-- > 0;)
    if (a.word[i] != b.word[i]) return a.word[i] < b.word[i] ? -1 : 1;
  return 0;
}

// The next digit: how often `unit` goes into `rest`, which is a few times.
int take_digit(Big& rest, const Big& unit) {
  int digit = 0;
  for (; compare(rest, unit) >= 0; ++digit) rest.minus(unit);
  return digit;
}

// A double is rest / unit * 10^exponent, of one digit before the point; `above` and `below` are how far it is, in the measure of `rest`,
// to halfway to its neighbours.
struct Ratio {
  Big rest, unit{1}, above{2}, below{2};
  int exponent;
  bool even;

  explicit Ratio(double magnitude) {
    int twos = 0;
    const double fraction = std::frexp(magnitude, &twos);
    if (fraction == 0.5 && twos > -1021) below = Big(1);  // below a power of two doubles are closer, but for the least ones
    const int bits = twos < -1021 ? twos + 1074 : 53;
    const auto mantissa = static_cast<std::uint64_t>(std::ldexp(fraction, bits));
    even = mantissa % 2 == 0;
    rest = Big(4 * mantissa);
    exponent = tens_below(twos);
    twos -= bits + 2 + exponent;
    for (Big* b : {&rest, &above, &below}) {
      b->times_fives(-exponent);
      b->times_twos(twos);
    }
    unit.times_fives(exponent);
    unit.times_twos(-twos);
    Big ten = unit;
    ten.times_plus(10);
    if (compare(rest, ten) < 0) return;
    unit = ten;
    ++exponent;
  }
};

Digits shortest_by_ratio(double magnitude) {  // Steele and White, with the nearest last digit
  Ratio r(magnitude);
  Digits result;
  result.exponent = r.exponent;
  for (;;) {
    const int digit = take_digit(r.rest, r.unit);
    result.digits[result.count++] = static_cast<char>('0' + digit);
    Big gap = r.unit;  // to the digit above
    gap.minus(r.rest);
    // Halfway itself reads as the even one.
    const bool reads = compare(r.rest, r.below) < r.even, next_reads = compare(gap, r.above) < r.even;
    if (reads || next_reads) {
      if (!reads || (next_reads && compare(r.rest, gap) + digit % 2 > 0)) result.raise();
      result.trim();
      return result;
    }
    for (Big* b : {&r.rest, &r.above, &r.below}) b->times_plus(10);
  }
}

// The digits of `text`, which are not all 0, times 10^exponent: bit for bit, and what is left rounds.
double nearest_by_ratio(std::string_view text, std::int64_t exponent) {
  Big rest, unit(1);
  bool point = false, more = false;
  int taken = 0;
  for (const char c : text) {
    if (c == '.') {
      point = true;
    } else if (taken < kMostDigits) {
      rest.times_plus(10, static_cast<std::uint32_t>(c - '0'));
      taken += rest.size > 0;
      exponent -= point;
    } else {
      more |= c != '0';
      exponent += !point;
    }
  }
  if (more) {
    rest.times_plus(10, 1);
    --exponent;
  }
  const int tens = static_cast<int>(exponent);
  rest.times_fives(tens);
  unit.times_fives(-tens);
  const int longer = rest.bits() - unit.bits();
  rest.times_twos(-longer);
  unit.times_twos(longer);
  int twos = tens + longer;  // the number is rest / unit * 2^twos, of one bit before the point
  if (compare(rest, unit) < 0) {
    rest.times_plus(2);
    --twos;
  }
  constexpr int kLeast = -1074;
  if (twos < kLeast - 1) return 0;
  const int last = twos - 52 > kLeast ? twos - 52 : kLeast;
  std::uint64_t mantissa = 0;
  for (; twos >= last; --twos) {
    mantissa = 2 * mantissa + static_cast<std::uint64_t>(take_digit(rest, unit));
    rest.times_plus(2);
  }
  const int above_half = compare(rest, unit), odd = mantissa % 2;
  return std::ldexp(static_cast<double>(mantissa + (above_half + odd > 0)), last);
}

}  // namespace

void Digits::trim() {
  while (count > 1 && digits[count - 1] == '0') --count;
}

void Digits::raise() {
  int i = count;
  while (i > 0 && digits[i - 1] == '9') digits[--i] = '0';
  if (i > 0) {
    ++digits[i - 1];
  } else {
    digits[0] = '1';
    ++exponent;
  }
}

int Digits::write(int least, int most, char* to) const {
  char* p = to;
  auto copy = [&](const char* from, int length) {
    for (int i = 0; i < length; ++i) *p++ = from[i];
  };
  auto zeros = [&](int length) {
    for (int i = 0; i < length; ++i) *p++ = '0';
  };
  const int count = this->count, exponent = this->exponent;
  const int point = exponent + 1;  // digits before the decimal point
  if (point > most || point <= -least) {
    copy(digits, 1);
    if (count > 1) *p++ = '.';
    copy(digits + 1, count - 1);
    copy(exponent < 0 ? "e-" : "e+", 2);
    const int size = std::abs(exponent);
    if (size >= 100) *p++ = static_cast<char>('0' + size / 100);
    if (size >= 10) *p++ = static_cast<char>('0' + size / 10 % 10);
    *p++ = static_cast<char>('0' + size % 10);
  } else if (point <= 0) {
    copy("0.", 2);
    zeros(-point);
    copy(digits, count);
  } else {
    const int whole = point < count ? point : count;
    copy(digits, whole);
    zeros(point - whole);
    if (whole < count) *p++ = '.';
    copy(digits + whole, count - whole);
  }
  return static_cast<int>(p - to);
}

Digits shortest_digits(double magnitude) {
  Digits result;
  return shortest_by_pairs(magnitude, result) ? result : shortest_by_ratio(magnitude);
}

Digits rounded_digits(double magnitude, int count) {
  Ratio r(magnitude);
  Digits result;
  result.exponent = r.exponent;
  while (result.count < count) {
    result.digits[result.count++] = static_cast<char>('0' + take_digit(r.rest, r.unit));
    r.rest.times_plus(10);
  }
  r.unit.times_plus(5);
  if (compare(r.rest, r.unit) + result.digits[count - 1] % 2 > 0) result.raise();  // '0' is even
  return result;
}

std::string format_digits(double value, int count) {
  if (value == 0) return "0";
  Digits d = rounded_digits(std::fabs(value), count);
  d.trim();
  char buffer[32] = "-";
  char* const from = buffer + (value < 0);
  return std::string(buffer, static_cast<std::size_t>(from - buffer + d.write(4, count, from)));
}

double nearest_double(std::string_view text) {
  constexpr std::uint64_t kFull = 1000000000000000000;
  std::uint64_t head = 0;  // 19 digits at most: the last is worth 10^exponent, and the first 10^(first + exponent)
  std::int64_t exponent = 0;
  int first = -1;
  bool point = false, more = false;
  std::size_t i = 0;
  for (; i < text.size() && text[i] != 'e' && text[i] != 'E'; ++i) {
    if (text[i] == '.') {
      point = true;
    } else if (head < kFull) {
      head = head * 10 + static_cast<std::uint64_t>(text[i] - '0');
      first += head > 0;
      exponent -= point;
    } else {
      more |= text[i] != '0';
      exponent += !point;
    }
  }
  if (head == 0) return 0;
  const std::string_view digits = text.substr(0, i);
  std::int64_t written = 0;
  bool negative = false;
  for (++i; i < text.size(); ++i) {
    if (text[i] == '-') negative = true;
    if (text[i] >= '0' && text[i] <= '9' && written < 1000000000000) written = 10 * written + (text[i] - '0');
  }
  if (negative) written = -written;
  exponent += written;

  if (!more && head <= 0x20000000000000 && exponent >= -kStep && exponent <= kStep)  // both exact: one operation rounds as it should
    return exponent < 0 ? static_cast<double>(head) / kTens[-exponent] : static_cast<double>(head) * kTens[exponent];
  const std::int64_t tens = first + exponent;
  if (tens > 309) return HUGE_VAL;
  if (tens < -325) return 0;
  if (tens > -240 && tens < 260) {
    const auto high = static_cast<double>(head);
    const auto low = static_cast<double>(static_cast<std::int64_t>(head - static_cast<std::uint64_t>(high)));
    const Pair p = times_ten_to(Pair{high, low}, static_cast<int>(exponent));
    const double reach = p.high * (more ? 1.1e-18 : 1e-28), result = p.high + (p.low - reach);
    if (result == p.high + (p.low + reach)) return result;
  }
  return nearest_by_ratio(digits, written);
}

std::int64_t scaled_whole(double magnitude, int decimals) {
  const Pair p = times(magnitude, kTens[decimals]);
  const double whole = std::floor(p.high), above_half = p.high - whole - 0.5;
  const auto result = static_cast<std::int64_t>(whole);
  return result + (above_half > 0 || (above_half == 0 && (p.low > 0 || (p.low == 0 && result % 2 != 0))));
}

}  // namespace chainrule
