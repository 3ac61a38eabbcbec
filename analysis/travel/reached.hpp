#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/travel/reach.hpp"
#include "analysis/travel/search.hpp"
#include "analysis/travel/street_part.hpp"
#include "analysis/travel/way.hpp"
#include "geo/core/column.hpp"
#include "geo/network/door.hpp"

namespace analysis::travel {

/// Whether trips lead away from a place or to it; the two differ where streets are one-way.
enum class Heading { away, towards };

/// How long it is between a place and every other door of the city, up to a limit: one search, then
/// any door in constant time, with the same whole costs as `matrix`. A place with several doors
/// counts by the nearest of them; so do several places taken together.
class Reached final : public Reach {
 public:
  /// `arcs` go along the streets for `Heading::away`, against them for `towards`. All three must
  /// outlive the answer, but for `arcs`.
  Reached(const geo::StreetGraph& streets, const Costs& costs, const Arcs& arcs,
          std::span<const geo::Door> place, Heading heading, geo::Deciseconds limit);
  /// From corners within the limit that were found elsewhere (`CornersInReach`).
  Reached(const geo::StreetGraph& streets, const Costs& costs, std::span<const geo::Door> place,
          Heading heading, geo::Deciseconds limit, std::span<const Seed> corners);

  /// Where a search around a place starts.
  static std::vector<Seed> seeds(const geo::StreetGraph& streets, const Costs& costs,
                                 std::span<const geo::Door> place, Heading heading);

  /// Time between the place and a door, both walks off the network included; `far` beyond the
  /// limit.
  std::uint32_t cost(const geo::Door& door) const override;
  geo::Cell<geo::Deciseconds> time(const geo::Door& door) const;
  /// Time at a place on a street, by its share of the edge; no more than the limit.
  geo::Deciseconds at(geo::EdgeId edge, double share) const override;

  /// The exact parts of streets within `limit` (the search's own, or less), by edge, then course.
  /// Each ends where a door further on would be beyond the limit, to less than a millimetre.
  std::vector<StreetPart> parts(geo::Deciseconds limit) const override;
  /// Adds those of one street.
  void add_parts(geo::EdgeId edge, geo::Deciseconds limit, std::vector<StreetPart>& parts) const;
  geo::Deciseconds limit() const { return limit_; }

 private:
  void keep(std::span<const Seed> corners);
  std::uint32_t from_corners(const Stop& here) const;
  std::uint32_t cost(const Stop& here) const;
  Stop stop_at(geo::EdgeId edge, double share) const;
  std::uint32_t direct(const Stop& place, const Stop& here) const;

  struct Place {
    Stop stop;
    double share;  ///< where on its edge
  };

  const geo::StreetGraph& streets_;
  const Costs& costs_;
  Heading heading_;
  geo::Deciseconds limit_;
  std::vector<Place> place_;
  std::vector<std::uint32_t> label_;  ///< by corner; `far` beyond the limit
  std::vector<geo::EdgeId> edges_;    ///< at corners in reach or under the place's doors
};

}  // namespace analysis::travel
