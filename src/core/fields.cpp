#include "core/fields.h"

namespace chainrule {

bool take_count(std::string_view& from, char end, std::size_t& count) {
  constexpr std::size_t kMostDigits = 9;
  std::size_t i = 0;
  count = 0;
  for (; i < from.size() && i < kMostDigits && from[i] >= '0' && from[i] <= '9'; ++i) count = 10 * count + static_cast<std::size_t>(from[i] - '0');
  if (i == 0 || i >= from.size() || from[i] != end) return false;
  from.remove_prefix(i + 1);
  return true;
}

void put_field(std::string& to, std::string_view field) {
  to += std::to_string(field.size());
  to += ':';
  to += field;
}

bool take_field(std::string_view& from, std::string_view& field) {
  std::size_t length;
  if (!take_count(from, ':', length) || length > from.size()) return false;
  field = from.substr(0, length);
  from.remove_prefix(length);
  return true;
}

}  // namespace chainrule
