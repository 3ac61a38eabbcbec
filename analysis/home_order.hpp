#pragma once

#include <span>
#include <vector>

#include "analysis/metric.hpp"
#include "geo/city.hpp"

namespace analysis {

/// People of one group, home by home.
using PeopleOfHomes = geo::Per<geo::HomeId, geo::People>;

/// What a metric says of the people of one area.
struct Summed {
  geo::Cell<double> mean = geo::Missing::no_people;
  geo::Cell<double> median = geo::Missing::no_people;
  geo::Cell<double> coverage = geo::Missing::no_people;  ///< share of the people with a figure
};

/// Homes in order of a metric's figure, gathered by area of every level: one sort for all groups.
class HomeOrder {
 public:
  /// City, card and figures must outlive it.
  HomeOrder(const geo::City& city, const Card& card, const HomeFigures& homes);

  /// Homes of an area with a figure, lowest first.
  std::span<const geo::HomeId> ascending(geo::LevelId level, geo::AreaId area) const {
    return levels_[level].ascending[area];
  }
  /// Homes of an area without one.
  std::span<const geo::HomeId> without(geo::LevelId level, geo::AreaId area) const {
    return levels_[level].without[area];
  }
  /// All homes with a figure, lowest first, and all without.
  std::span<const geo::HomeId> ascending() const { return ascending_; }
  std::span<const geo::HomeId> without() const { return without_; }

  /// Whether a home without a figure stands beyond the last that has one: further than the metric
  /// looks, where less is better.
  bool is_beyond(geo::HomeId home) const;

  /// Mean and median of people who live as `people` says; `no_people` where nobody of them does.
  Summed sum(geo::LevelId level, geo::AreaId area, const PeopleOfHomes& people) const;

  /// The one of mean and median that the card asks for.
  geo::Cell<double> value(const Summed& summed) const {
    return card_.over_people == Summary::median ? summed.median : summed.mean;
  }

 private:
  /// Homes by area of one level, in the order in which they were given.
  class ByArea {
   public:
    ByArea(const geo::City& city, const geo::Level& level, std::span<const geo::HomeId> homes);
    std::span<const geo::HomeId> operator[](geo::AreaId area) const {
      const auto begin = first_[area.row()];
      return std::span<const geo::HomeId>(homes_).subspan(begin, first_[area.row() + 1] - begin);
    }

   private:
    std::vector<std::size_t> first_;
    std::vector<geo::HomeId> homes_;
  };
  struct AtLevel {
    ByArea ascending, without;
  };

  geo::Cell<double> median(std::span<const geo::HomeId> with, std::int64_t beyond,
                           const PeopleOfHomes& people) const;

  const Card& card_;
  const HomeFigures& homes_;
  std::vector<geo::HomeId> ascending_, without_;
  geo::Per<geo::LevelId, AtLevel> levels_;
};

/// The reason that most of these people share, the first of the list where they are as many.
geo::Missing commonest_reason(const HomeFigures& figures, std::span<const geo::HomeId> homes,
                              const PeopleOfHomes& people);

}  // namespace analysis
