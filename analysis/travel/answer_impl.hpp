#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "analysis/travel/answer.hpp"
#include "analysis/travel/corner_trips.hpp"
#include "analysis/travel/nearest_trips.hpp"
#include "analysis/travel/straight_trips.hpp"
#include "analysis/travel/swept_streets.hpp"

namespace analysis::travel {

class RiddenTrips;
struct NearestRidden;

/// What all questions of a run share for one way of travelling.
struct Ground {
  HomeEdges homes;
  Arcs along, against;
  std::shared_ptr<const SweptStreets> swept = nullptr;  ///< where sweeps pay
  Costs costs{};
};

/// Destinations of one table and the trips to them that are listed.
struct Family {
  std::shared_ptr<const Ground> ground;
  Destinations destinations;
  std::unique_ptr<const CornerTrips> trips;
};

/// A question and all that is known of the trips that it asked for.
struct AskedTrips {
  Question question;
  std::uint32_t limit = 0;
  std::vector<std::uint32_t> rows;  ///< ascending
  std::vector<bool> asked;          ///< by row, only when `rows` has holes
  std::shared_ptr<const Ground> ground;
  std::shared_ptr<const Family> family;           ///< absent for `Question::To::nothing`
  std::shared_ptr<const NearestTrips> nearest;    ///< for `only_nearest`
  std::shared_ptr<const StraightTrips> straight;  ///< in a city without streets
  // By public transport, one of these.
  std::shared_ptr<const RiddenTrips> ridden;
  std::shared_ptr<const NearestRidden> nearest_ridden;  ///< for `only_nearest`
  std::shared_ptr<geo::Column<geo::HomeId, double>> average;
  std::size_t table_rows = 0;                      ///< services or uses in all
  std::shared_ptr<const std::vector<bool>> among;  ///< of which homes is told; absent: of all

  bool is_among(geo::HomeId home) const { return !among || (*among)[home.row()]; }
  bool is_asked(std::uint32_t row) const { return asked.empty() || asked[row]; }
};

struct Answer::Impl : AskedTrips {
  /// What was gathered last, and for which classes.
  struct Gathered {
    std::vector<std::size_t> of_row;
    std::vector<double> weight;
    std::shared_ptr<const Around> around;
  };
  mutable std::mutex gathering;
  mutable Gathered gathered;  ///< by whoever holds `gathering`
};

}  // namespace analysis::travel
