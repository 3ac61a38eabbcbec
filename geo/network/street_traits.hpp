#pragma once

#include <compare>
#include <cstdint>
#include <optional>

namespace geo {

/// Who moves along a street: everybody without a vehicle, pushchairs and wheelchairs too, is on
/// foot.
enum class Mode : std::uint8_t { foot, bicycle, car };

/// What kind of road or path a stretch is.
enum class RoadClass : std::uint8_t {
  unknown,
  path,
  footway,
  pedestrian,
  cycleway,
  track,
  living_street,
  service,
  residential,
  unclassified,
  tertiary,
  secondary,
  primary,
  trunk,
  motorway,
};
inline constexpr int road_class_count = 15;

/// What is underfoot, from a floor to sand.
enum class Surface : std::uint8_t { unknown, smooth, firm, rough, loose };
inline constexpr int surface_count = 5;

/// The highest kerb in the way.
enum class Kerb : std::uint8_t { unknown, flush, lowered, raised };
inline constexpr int kerb_count = 4;

/// What stands in the way: posts that stop cars, a passage too narrow for wheels, something to
/// climb over.
enum class Obstacle : std::uint8_t { none, posts, narrow, climb };
inline constexpr int obstacle_count = 4;

/// Which way a stretch is open, seen as it is drawn.
enum class Passage : std::uint8_t { none = 0, forward = 1, backward = 2, both = 3 };

/// What a source says of a stretch of street beyond its course. Whatever it does not say is
/// unknown; no number stands for that.
struct StreetTraits {
  RoadClass road = RoadClass::unknown;
  Surface surface = Surface::unknown;
  Kerb kerb = Kerb::unknown;
  Obstacle obstacle = Obstacle::none;
  Passage by_bicycle = Passage::both;
  Passage by_car = Passage::both;
  bool is_crossing = false;  ///< leads people over a road for vehicles
  bool is_even = false;      ///< a bridge or tunnel: rises evenly from one end to the other
  std::optional<bool> for_wheelchair{};  ///< stated in so many words
  std::optional<std::uint8_t> width_dm{};
  std::optional<std::int8_t> incline_percent{};  ///< its steepest part as stated, up or down
  std::optional<std::uint8_t> max_speed_kmh{};
  auto operator<=>(const StreetTraits&) const = default;
};

}  // namespace geo
