// Texts one behind the other, each behind its length in bytes: "5:hello". What is read may be damaged or a stranger's.
#pragma once

#include <string>
#include <string_view>

namespace chainrule {

// A whole number below 10^9 and `end` behind it; takes them off the front. False: they are not there.
bool take_count(std::string_view& from, char end, std::size_t& count);

void put_field(std::string& to, std::string_view field);
// Takes the next one off the front; false: there is none, or not all of it.
bool take_field(std::string_view& from, std::string_view& field);

}  // namespace chainrule
