#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analysis/places.hpp"
#include "analysis/travel/plan.hpp"
#include "analysis/travel/reached.hpp"
#include "analysis/travel/transit_reach.hpp"
#include "geo/city.hpp"

namespace analysis {

/// What is asked of a catchment area (isochrone).
struct CatchmentSettings {
  std::vector<geo::Minutes> within;  ///< ascending, each once
  travel::Heading heading = travel::Heading::away;
  travel::Way way = {};
  geo::Metres cell{25};  ///< how far a border may lie from the truth
  /// By public transport too: who leaves then walks by `way`, and away from the places.
  std::optional<travel::Departures> departures = {};
};

/// A part of a street within reach, with the time at its two ends.
struct ReachedStreet {
  travel::StreetPart part;
  geo::Deciseconds at_first, at_last;
  bool operator==(const ReachedStreet&) const = default;
};

/// What lies within reach of one place, or of several taken together.
struct Catchment {
  /// For each limit the ground within it; each lies within the next.
  std::vector<geo::MultiPolygon> ground;
  /// For each limit the parts of streets within it and not within the limit before.
  std::vector<std::vector<ReachedStreet>> streets;
};

/// Catchment areas of one city, one way of moving and one set of limits.
///
/// A place belongs to an area when the trip from (or to) a home there would take no longer than the
/// limit, as `travel::matrix` counts it: straight to the nearest street, by the rule of doors, and
/// along the streets, in whole tenths of a second. The border is drawn on squares of half a cell:
/// every home, every service with one door, and every point of a street lies on the right side of
/// it, or no further than a cell from that side. Patches that squares would miss are drawn apart.
class Catchments {
 public:
  /// The shelf of `means` need not outlive this. Throws geo::Error `transit_not_read` where people
  /// are to leave by public transport, and the city has no timetables or no streets.
  Catchments(const geo::City& city, CatchmentSettings settings, const travel::Means& means = {});
  ~Catchments();

  /// Of one place, or of several together: what is within reach of any. Without a door it is empty;
  /// in a city without streets it is circles, by the straight line times the stated detour.
  /// Safe from several threads. O(m log m + a / c^2) for m streets in reach, an area a and a cell
  /// c.
  Catchment of(std::span<const Place> places) const;

  /// Of each of some places by itself, side by side; searched one by one or 64 at once, whichever
  /// is quicker. `progress` hears the share done, from any thread.
  std::vector<Catchment> of_each(std::span<const Place> places, const travel::Means& means = {},
                                 const std::function<void(double)>& progress = {}) const;
  /// How `of` searches around several places.
  travel::Plan plan_together(std::span<const Place> places) const;

  const CatchmentSettings& settings() const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

/// Catchment areas of some places, each by itself or all as one.
struct CatchmentAreas {
  CatchmentSettings settings;
  bool together = false;  ///< one area: what is within reach of any place
  bool rings = false;     ///< each limit's ground without the one before
  std::vector<Place> places;
  std::vector<Catchment> of;  ///< as places; one in all when together
};

/// Fills `of`. `progress` hears the share done,
/// from any thread.
CatchmentAreas catchment_areas(const geo::City& city, CatchmentAreas asked,
                               const travel::Means& means = {},
                               const std::function<void(double)>& progress = {});

}  // namespace analysis
