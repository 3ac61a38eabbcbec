#include "analysis/stats/catchment.hpp"

#include <cassert>

namespace analysis::stats {

using geo::Cell;
using geo::Missing;

std::vector<double> reached(std::span<const double> opportunities, const Weights& weights) {
  assert(opportunities.size() == weights.destinations);
  std::vector<double> sums(weights.origins, 0.0);
  for (std::size_t i = 0; i < weights.origins; ++i) {
    for (std::size_t j = 0; j < weights.destinations; ++j) {
      sums[i] += opportunities[j] * weights.at(i, j);
    }
  }
  return sums;
}

std::vector<Cell<double>> places_per_person(std::span<const double> supply,
                                            std::span<const double> demand) {
  assert(supply.size() == demand.size());
  std::vector<Cell<double>> places;
  places.reserve(supply.size());
  for (std::size_t j = 0; j < supply.size(); ++j) {
    if (demand[j] > 0) {
      places.emplace_back(supply[j] / demand[j]);
    } else if (supply[j] > 0) {
      places.emplace_back(Missing::no_people_served);
    } else {
      places.emplace_back(0.0);
    }
  }
  return places;
}

void PlacesWithinReach::add(double weight, const Cell<double>& places_per_person) {
  if (!(weight > 0)) return;
  if (places_per_person) {
    total_ += weight * *places_per_person;
    serves_ = true;
  } else {
    unserved_ = true;
  }
}

Cell<double> PlacesWithinReach::total() const {
  if (unserved_ && !serves_) return Missing::no_people_served;
  return total_;
}

std::vector<Cell<double>> floating_catchment(std::span<const double> supply,
                                             std::span<const double> people,
                                             const Weights& weights) {
  assert(supply.size() == weights.destinations && people.size() == weights.origins);
  std::vector<double> demand(supply.size(), 0.0);
  for (std::size_t i = 0; i < people.size(); ++i) {
    for (std::size_t j = 0; j < supply.size(); ++j) demand[j] += people[i] * weights.at(i, j);
  }
  const auto places = places_per_person(supply, demand);
  std::vector<Cell<double>> access;
  access.reserve(people.size());
  for (std::size_t i = 0; i < people.size(); ++i) {
    PlacesWithinReach sum;
    for (std::size_t j = 0; j < supply.size(); ++j) sum.add(weights.at(i, j), places[j]);
    access.push_back(sum.total());
  }
  return access;
}

}  // namespace analysis::stats
