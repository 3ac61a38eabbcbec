#include "geo/core/names.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace geo {
namespace {

bool from_right_to_left(std::string_view language) {
  constexpr std::array<std::string_view, 4> tags{"ar", "fa", "he", "ur"};
  return std::any_of(tags.begin(), tags.end(),
                     [&](std::string_view tag) { return language.starts_with(tag); });
}

}  // namespace

const std::string& Names::in(const std::string& language) const {
  static const std::string none;
  for (const std::string& tag : {language, std::string{}, std::string{"en"}}) {
    const auto found = by_language_.find(tag);
    if (found != by_language_.end()) return found->second;
  }
  // A reader of one direction of writing most likely reads another language of the same.
  for (const auto& [tag, name] : by_language_) {
    if (from_right_to_left(tag) == from_right_to_left(language)) return name;
  }
  return by_language_.empty() ? none : by_language_.begin()->second;
}

}  // namespace geo
