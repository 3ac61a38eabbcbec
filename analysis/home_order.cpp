#include "analysis/home_order.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "analysis/stats/weighted.hpp"

namespace analysis {

using geo::AreaId;
using geo::Cell;
using geo::HomeId;
using geo::LevelId;
using geo::Missing;
using stats::Weighed;

HomeOrder::ByArea::ByArea(const geo::City& city, const geo::Level& level,
                          std::span<const HomeId> homes)
    : first_(level.area_key.size() + 1, 0), homes_(homes.size()) {
  const auto area = [&](HomeId home) { return level.of[city.homes.in[home]].row(); };
  for (const HomeId home : homes) ++first_[area(home) + 1];
  for (std::size_t at = 1; at < first_.size(); ++at) first_[at] += first_[at - 1];
  auto next = first_;
  for (const HomeId home : homes) homes_[next[area(home)]++] = home;
}

HomeOrder::HomeOrder(const geo::City& city, const Card& card, const HomeFigures& homes)
    : card_(card), homes_(homes) {
  assert(homes.size() == city.homes.size());
  std::vector<std::pair<double, HomeId>> figures;  // side by side: sorted much faster than rows
  for (const HomeId home : homes.rows()) {
    if (homes[home]) {
      figures.emplace_back(*homes[home], home);
    } else {
      without_.push_back(home);
    }
  }
  std::sort(figures.begin(), figures.end());
  for (const auto& [figure, home] : figures) ascending_.push_back(home);
  for (const geo::Level& level : city.levels) {
    levels_.push_back({ByArea(city, level, ascending_), ByArea(city, level, without_)});
  }
}

bool HomeOrder::is_beyond(HomeId home) const {
  return card_.better == Better::lower && !homes_[home] &&
         homes_[home].reason() == Missing::out_of_reach;
}

Summed HomeOrder::sum(LevelId level, AreaId area, const PeopleOfHomes& people) const {
  const auto with = ascending(level, area), without = this->without(level, area);
  double weighed = 0;
  std::int64_t known = 0, unknown = 0, beyond = 0;
  for (const HomeId home : with) {
    known += people[home].millionths;
    weighed += people[home].count() * *homes_[home];
  }
  for (const HomeId home : without) {
    unknown += people[home].millionths;
    if (is_beyond(home)) beyond += people[home].millionths;
  }
  if (known + unknown == 0) return {};
  Summed summed;
  summed.coverage = static_cast<double>(known) / static_cast<double>(known + unknown);
  if (known == 0) {
    summed.mean = summed.median = commonest_reason(homes_, without, people);
    return summed;
  }
  summed.mean = weighed / (static_cast<double>(known) / 1e6);
  summed.median = median(with, beyond, people);
  return summed;
}

// The median over people with a figure and as many more beyond the last of them. Where exactly half
// are beyond, the middle lies between the last figure and what is further than any figure.
Cell<double> HomeOrder::median(std::span<const HomeId> with, std::int64_t beyond,
                               const PeopleOfHomes& people) const {
  std::vector<Weighed> ranked;
  std::int64_t known = 0;
  for (const HomeId home : with) {
    if (people[home].millionths == 0) continue;
    ranked.push_back({*homes_[home], people[home]});
    known += people[home].millionths;
  }
  if (known <= beyond) return Missing::out_of_reach;
  ranked.push_back({ranked.back().value, geo::People{beyond}});
  return stats::weighted_median(ranked);
}

Missing commonest_reason(const HomeFigures& figures, std::span<const HomeId> homes,
                         const PeopleOfHomes& people) {
  std::array<std::int64_t, geo::missing_count> counts{};
  for (const HomeId home : homes) {
    counts[static_cast<std::size_t>(figures[home].reason())] += people[home].millionths;
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return static_cast<Missing>(most - counts.begin());
}

}  // namespace analysis
