#pragma once

#include <array>
#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/core/names.hpp"
#include "geo/core/units.hpp"
#include "geo/network/street_traits.hpp"

namespace geo {

/// What something does to whoever comes along: nothing, a longer time, or the end of the way.
struct Toll {
  double times = 1;    ///< as long as without it
  double seconds = 0;  ///< and so much longer
  bool closed = false;
  auto operator<=>(const Toll&) const = default;
};

/// How time depends on the slope: not at all; by Tobler's hiking function; or so much slower for
/// each per cent uphill and faster for each per cent downhill.
enum class SlopeRule : std::uint8_t { none, tobler, linear };

/// A way of moving along the streets: rules of `datasets/ways.toml` as a value (docs/ways.md).
/// Left to itself it is an adult's walk as that file has it.
///
/// What a street does not state is taken as no hurdle: an unknown kerb, width, surface or incline
/// closes nothing.
struct Way {
  std::string name = "walk";
  MetresPerMinute pace{80};   ///< 4.8 km/h = 1.3333 m/s, an adult on the flat (cityseer, GHSCI)
  double steps_factor = 1.5;  ///< time on steps, as a multiple of time on the flat
  bool takes_steps = true;    ///< false: steps are closed
  Mode uses = Mode::foot;
  SlopeRule slope = SlopeRule::tobler;
  double uphill = 0, downhill = 0;       ///< of `linear`: share of the pace for a slope of 1
  double steepest = 0.45;                ///< slopes beyond this count as this
  std::optional<double> incline_most{};  ///< steeper stretches are closed, up and down
  std::optional<Metres> width_least{};   ///< narrower ones are closed
  std::array<Toll, surface_count> surface{};
  std::array<Toll, kerb_count> kerb{};
  std::array<Toll, obstacle_count> obstacle{};
  /// What is stated for wheelchairs by name opens or closes a street before all else.
  bool heeds_wheelchair_signs = false;
  double crossing_seconds = 0;  ///< waiting time to cross a road
  /// Speed on each kind of road in place of `pace`, and never above the speed that is allowed
  /// there. Kinds that are not here are ridden at `pace`.
  std::map<RoadClass, MetresPerMinute> speed{};

  auto operator<=>(const Way&) const = default;
};

/// One rule of a way as it is written, and who says so.
struct WayRule {
  std::string key, value, source;
  bool operator==(const WayRule&) const = default;
};

/// A way of moving as it stands in a file: its rules, and what people call it.
struct NamedWay {
  Way way;
  Names title;
  std::vector<WayRule> rules;
};

/// What the words of a source mean for the streets: "asphalt" is smooth, "stile" must be climbed.
struct StreetWords {
  std::map<std::string, Surface> surface;
  std::map<std::string, Kerb> kerb;
  std::map<std::string, Obstacle> obstacle;
  std::map<std::string, RoadClass> road;
};

}  // namespace geo
