#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/core/names.hpp"
#include "geo/core/units.hpp"
#include "geo/core/week.hpp"

namespace geo {

/// What somebody has along on the way.
enum class With : std::uint8_t { pushchair, wheelchair, carrying };
inline constexpr With all_with[] = {With::pushchair, With::wheelchair, With::carrying};
std::string_view word(With with);

/// A person as services and streets see one: what she speaks, can show, can pay, when she is free,
/// how she moves. What is left out is no hurdle to her. A profile describes nobody in particular
/// and needs no data on people.
struct Profile {
  std::string key{};  ///< "newcomer": part of column names
  Names name{};
  std::vector<std::string> languages{};  ///< any one of them is enough: "ar", "fr"
  /// What she can show: "registered", or "none". Empty: papers are no hurdle.
  std::vector<std::string> papers{};
  /// What else the words of `open_to` may say of her: "women", "under 30".
  std::vector<std::string> is{};
  std::optional<double> pays{};      ///< most for one visit, in the city's currency; 0: nothing
  std::vector<std::string> hours{};  ///< when she is free, as OpenStreetMap writes hours
  std::optional<Week> free{};        ///< the same, read
  std::optional<MetresPerMinute> pace{};
  std::vector<With> with{};
  bool step_free = false;  ///< needs a way in without a step; true with a wheelchair

  bool goes_with(With what) const {
    return std::find(with.begin(), with.end(), what) != with.end();
  }
};

}  // namespace geo
