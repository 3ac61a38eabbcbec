#include "geo/core/natural_order.hpp"

#include <algorithm>

namespace geo {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The digits that a text begins with, taken away from it, without leading zeros.
std::string_view digits_off(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  auto digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

}  // namespace

bool naturally_before(std::string_view a, std::string_view b) {
  const std::string_view first = a, second = b;
  while (!a.empty() && !b.empty()) {
    if (is_digit(a[0]) && is_digit(b[0])) {
      const auto left = digits_off(a), right = digits_off(b);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      continue;
    }
    if (a[0] != b[0]) return static_cast<unsigned char>(a[0]) < static_cast<unsigned char>(b[0]);
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  if (a.empty() != b.empty()) return a.empty();
  return first < second;  // "01" and "1": any order, but always the same
}

}  // namespace geo
