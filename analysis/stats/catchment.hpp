#pragma once

#include <span>
#include <vector>

#include "geo/core/column.hpp"

namespace analysis::stats {

/// Weight of each destination from each origin, row by row; 0 where there is no way.
struct Weights {
  std::size_t origins = 0, destinations = 0;
  std::vector<double> values;

  double at(std::size_t origin, std::size_t destination) const {
    return values[origin * destinations + destination];
  }
};

/// What each origin can reach: sum over destinations of opportunities x weight (cumulative with
/// weights of 0 and 1, potential with a decay). Hansen (1959), doi:10.1080/01944365908978307.
std::vector<double> reached(std::span<const double> opportunities, const Weights& weights);

/// Places for each person who may come, per destination: supply / demand.
///
/// Supply that nobody can come to is `no_people_served`, never infinite; a destination without
/// supply has 0 places for each.
std::vector<geo::Cell<double>> places_per_person(std::span<const double> supply,
                                                 std::span<const double> demand);

/// Places per inhabitant within reach (2SFCA), everybody competing for the same places.
///
/// A_i = sum_j f_ij S_j / sum_k P_k f_kj, over the destinations that serve somebody, so that the
/// people times their places sum to the supply that is served. 0 where nothing is reached;
/// `no_people_served` where all that is reached serves nobody. Luo and Wang (2003),
/// doi:10.1068/b29120; with decay, Luo and Qi (2009), doi:10.1016/j.healthplace.2009.06.002.
std::vector<geo::Cell<double>> floating_catchment(std::span<const double> supply,
                                                  std::span<const double> people,
                                                  const Weights& weights);

/// Second step for one origin: sums places per person over what it reaches, one call for each
/// destination in ascending order.
class PlacesWithinReach {
 public:
  void add(double weight, const geo::Cell<double>& places_per_person);
  geo::Cell<double> total() const;

 private:
  double total_ = 0;
  bool serves_ = false;
  bool unserved_ = false;
};

}  // namespace analysis::stats
