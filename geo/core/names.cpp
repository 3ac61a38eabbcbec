#include "geo/core/names.hpp"

namespace geo {

const std::string& Names::in(const std::string& language) const {
  static const std::string none;
  for (const std::string& tag : {language, std::string{}, std::string{"en"}}) {
    const auto found = by_language_.find(tag);
    if (found != by_language_.end()) return found->second;
  }
  return by_language_.empty() ? none : by_language_.begin()->second;
}

}  // namespace geo
