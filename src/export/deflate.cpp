#include "export/deflate.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace chainrule::exports {

namespace {

constexpr int kShortest = 3, kLongest = 258, kTries = 60;
constexpr std::size_t kWindow = 32768;

class Bits {
 public:
  // The lowest bit first.
  void put(std::uint32_t value, int count) {
    held_ |= static_cast<std::uint64_t>(value) << filled_;
    for (filled_ += count; filled_ >= 8; filled_ -= 8, held_ >>= 8) out_ += static_cast<char>(held_ & 255);
  }
  // A Huffman code: its highest bit first.
  void code(std::uint32_t value, int count) {
    std::uint32_t turned = 0;
    for (int i = 0; i < count; ++i) turned |= (value >> i & 1) << (count - 1 - i);
    put(turned, count);
  }
  std::string take() {
    if (filled_ > 0) put(0, 8 - filled_);
    return std::move(out_);
  }

 private:
  std::string out_;
  std::uint64_t held_ = 0;
  int filled_ = 0;
};

// RFC 1951, 3.2.6.
void literal(Bits& bits, std::uint32_t symbol) {
  if (symbol < 144) return bits.code(0x30 + symbol, 8);
  if (symbol < 256) return bits.code(0x190 + symbol - 144, 9);
  if (symbol < 280) return bits.code(symbol - 256, 7);
  bits.code(0xC0 + symbol - 280, 8);
}

// A range of lengths or distances: its code's number, and what is written behind the code.
struct Range {
  std::uint32_t symbol = 0, extra = 0;
  int bits = 0;
};

// 3.2.5: of lengths and distances, counted from the least one, the first 2 * 2^steps have a code each; after that, each 2^steps codes
// share a number of extra bits, which grows by one.
Range range_of(std::uint32_t past, int steps) {
  Range range{past, 0, 0};
  const std::uint32_t each = 1u << steps;
  while (past >> range.bits >= 2 * each) ++range.bits;
  range.symbol = static_cast<std::uint32_t>(range.bits) * each + (past >> range.bits);
  range.extra = past & ((1u << range.bits) - 1);
  return range;
}

void match(Bits& bits, int length, std::size_t distance) {
  const Range l = length == kLongest ? Range{28, 0, 0} : range_of(static_cast<std::uint32_t>(length - kShortest), 2);
  literal(bits, 257 + l.symbol);
  bits.put(l.extra, l.bits);
  const Range d = range_of(static_cast<std::uint32_t>(distance - 1), 1);
  bits.code(d.symbol, 5);
  bits.put(d.extra, d.bits);
}

// Where the same three bytes stood before, the last place first.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text), last_(kHashes, -1), before_(kWindow, -1) {}

  void add(std::size_t at) {
    if (at + kShortest > text_.size()) return;
    before_[at % kWindow] = last_[hash(at)];
    last_[hash(at)] = static_cast<std::int64_t>(at);
  }
  struct Match {
    int length = 0;
    std::size_t distance = 0;
  };
  Match longest(std::size_t at) const {
    Match best;
    if (at + kShortest > text_.size()) return best;
    const std::size_t most = std::min<std::size_t>(kLongest, text_.size() - at);
    std::int64_t place = last_[hash(at)];
    for (int i = 0; i < kTries && place >= 0 && at - static_cast<std::size_t>(place) < kWindow; ++i) {
      const std::size_t from = static_cast<std::size_t>(place);
      std::size_t length = 0;
      while (length < most && text_[from + length] == text_[at + length]) ++length;
      if (static_cast<int>(length) > best.length) best = {static_cast<int>(length), at - from};
      if (length == most) break;
      place = before_[from % kWindow];
    }
    return best.length >= kShortest ? best : Match{};
  }

 private:
  static constexpr std::size_t kHashes = 1 << 15;
  std::size_t hash(std::size_t at) const {
    auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text_[at + i])); };
    return ((byte(0) << 16 | byte(1) << 8 | byte(2)) * 2654435761u) >> 17;
  }
  std::string_view text_;
  std::vector<std::int64_t> last_, before_;  // of the last window's places
};

}  // namespace

std::string deflate(std::string_view bytes) {
  Bits bits;
  Places places(bytes);
  bits.put(1, 1);  // the last block
  bits.put(1, 2);  // with the fixed codes
  for (std::size_t at = 0; at < bytes.size();) {
    Places::Match found = places.longest(at);
    places.add(at);
    if (found.length > 0 && found.length < 32 && places.longest(at + 1).length > found.length) found.length = 0;  // better one byte later
    if (found.length == 0) {
      literal(bits, static_cast<unsigned char>(bytes[at++]));
      continue;
    }
    match(bits, found.length, found.distance);
    for (int i = 1; i < found.length; ++i) places.add(at + static_cast<std::size_t>(i));
    at += static_cast<std::size_t>(found.length);
  }
  literal(bits, 256);
  return bits.take();
}

}  // namespace chainrule::exports
