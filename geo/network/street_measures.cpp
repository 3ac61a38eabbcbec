#include "geo/network/street_measures.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

namespace geo {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// The whole number closest to a value, where the type can hold it.
template <class Whole>
std::optional<Whole> whole(double value) {
  const double rounded = std::round(value);
  if (!(rounded >= std::numeric_limits<Whole>::min() &&
        rounded <= std::numeric_limits<Whole>::max())) {
    return std::nullopt;
  }
  return static_cast<Whole>(rounded);
}

}  // namespace

std::optional<double> number_in(std::string_view text, std::string_view unit) {
  std::string plain{trimmed(text)};
  if (plain.starts_with('+')) plain.erase(0, 1);
  for (char& c : plain) {
    if (c == ',') c = '.';
  }
  double value = 0;
  const auto [end, fault] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (fault != std::errc{} || !std::isfinite(value)) return std::nullopt;
  const auto rest =
      trimmed(std::string_view(plain).substr(static_cast<std::size_t>(end - plain.data())));
  if (!rest.empty() && rest != unit) return std::nullopt;
  return value;
}

std::optional<std::uint8_t> width_dm(std::string_view text) {
  const auto metres = number_in(text);
  if (!metres || *metres <= 0) return std::nullopt;
  return whole<std::uint8_t>(std::min(*metres, 25.0) * 10);
}

std::optional<std::int8_t> incline_percent(std::string_view text) {
  if (const auto per_cent = number_in(text, "%")) return whole<std::int8_t>(*per_cent);
  const auto degrees = number_in(text, "°");
  if (!degrees || std::abs(*degrees) >= 90) return std::nullopt;
  return whole<std::int8_t>(100 * std::tan(*degrees / 180 * std::numbers::pi));
}

std::optional<std::uint8_t> speed_kmh(std::string_view text) {
  if (const auto speed = number_in(text, "km/h"); speed && *speed > 0) {
    return whole<std::uint8_t>(*speed);
  }
  constexpr double mile = 1.609344;  // km
  const auto speed = number_in(text, "mph");
  return speed && *speed > 0 ? whole<std::uint8_t>(*speed * mile) : std::nullopt;
}

}  // namespace geo
