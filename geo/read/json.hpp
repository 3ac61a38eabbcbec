#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace geo::read {

/// A piece of JSON, members in the order of the file.
struct Json {
  enum class Is { nothing, boolean, integer, real, text, list, object };
  Is is = Is::nothing;
  std::int64_t integer = 0;  ///< also 0 or 1 for a boolean
  double real = 0;
  std::string text;
  std::vector<Json> items;         ///< of a list, or the values of an object
  std::vector<std::string> names;  ///< of an object, one for each item

  const Json* member(std::string_view name) const;  ///< the last of that name, else null
  double number() const { return is == Is::real ? real : static_cast<double>(integer); }
  bool is_number() const { return is == Is::integer || is == Is::real; }
};

/// The value as compact JSON text.
std::string text_of(const Json& json);

inline constexpr int deepest_json = 64;

/// Reads strict JSON in one pass: no NaN, no Infinity, no number beyond a double, no missing comma,
/// nesting at most `deepest_json`. The items of the list `list` of the outermost object are given
/// to `each` one by one and not kept; the rest of the outermost value comes back.
/// Throws Error (`json_not_valid`, `json_nested_too_deep`, `number_not_finite`) with the line and
/// byte, the feature and the field.
Json strict_json(std::string_view text, std::string_view list, const std::string& file,
                 const std::function<void(Json)>& each);

}  // namespace geo::read
