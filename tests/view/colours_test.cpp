// The look's colours are told apart from what is behind them.
#include "view/colours.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace chainrule::view;

namespace {

// Relative luminance and contrast as in WCAG 2.2.
double luminance(std::uint32_t hex) {
  const auto linear = [](std::uint32_t part) {
    const double c = part / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(hex >> 16 & 255) + 0.7152 * linear(hex >> 8 & 255) + 0.0722 * linear(hex & 255);
}
double ratio(std::uint32_t a, std::uint32_t b) {
  const double one = luminance(a), other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

constexpr Token kBehind[] = {Token::paper, Token::card, Token::header};

}  // namespace

TEST_CASE("what is read has 4.5 : 1 to what is behind it, with high contrast 7 : 1, and borders too") {
  for (const bool dark : {false, true})
    for (const bool contrast : {false, true})
      for (const Token behind : kBehind)
        for (const Token token : {Token::ink, Token::soft, Token::value, Token::gradient, Token::upstream, Token::accent, Token::faint, Token::border}) {
          if (!contrast && (token == Token::faint || token == Token::border)) continue;  // what is not to come yet, and lines
          if (!contrast && behind == Token::header && token != Token::ink && token != Token::soft) continue;  // no numbers stand there
          const double got = ratio(colour(token, dark, contrast), colour(behind, dark, contrast));
          INFO("token ", static_cast<int>(token), " on ", static_cast<int>(behind), ", dark ", dark, ", contrast ", contrast, ": ", got);
          CHECK(got >= (contrast ? 7.0 : 4.5));
        }
}
