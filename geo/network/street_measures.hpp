#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace geo {

// Measures of streets as OpenStreetMap and cities write them. Nothing where the text is none.

/// "1.5", "1,5", "1.5 m", "-3": the number with which the text begins, if only a unit follows.
std::optional<double> number_in(std::string_view text, std::string_view unit = "m");

/// "1.5 m" in whole decimetres.
std::optional<std::uint8_t> width_dm(std::string_view text);

/// "8%", "-8 %", "5°" in whole per cents; "up" and "down" state no number.
std::optional<std::int8_t> incline_percent(std::string_view text);

/// "50", "50 km/h", "30 mph" in km/h.
std::optional<std::uint8_t> speed_kmh(std::string_view text);

}  // namespace geo
