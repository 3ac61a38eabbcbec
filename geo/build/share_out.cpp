#include "geo/build/share_out.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geo/build/printed_totals.hpp"
#include "geo/build/spread.hpp"

namespace geo::build {
namespace {

/// Weights as whole numbers of a share of all: sums of heavy homes would leave 64 bits.
std::vector<std::int64_t> as_shares(const std::vector<double>& weights) {
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::int64_t> shares;
  for (const double weight : weights) {
    shares.push_back(all > 0 ? std::llround(weight / all * 1e12) : 0);
  }
  return shares;
}

/// A total in parts by weight, none below its floor where the total allows that.
std::vector<People> spread_above(People total, std::vector<double> weights,
                                 const std::vector<People>& floors) {
  auto parts = spread(total, as_shares(weights));
  if (std::accumulate(floors.begin(), floors.end(), People{}) > total) return parts;
  std::vector<bool> settled(parts.size());
  for (bool any_below = true; any_below;) {
    any_below = false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (settled[i] || parts[i] >= floors[i]) continue;
      settled[i] = any_below = true;
      total = total - floors[i];
    }
    if (!any_below) break;
    std::vector<std::size_t> open;
    std::vector<double> of_open;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (settled[i]) {
        parts[i] = floors[i];
      } else {
        open.push_back(i);
        of_open.push_back(weights[i]);
      }
    }
    if (open.empty()) break;
    const auto again = spread(total, as_shares(of_open));
    for (std::size_t i = 0; i < open.size(); ++i) parts[open[i]] = again[i];
  }
  return parts;
}

/// Sums of the neighbourhoods' weights by area.
Per<AreaId, double> weights_of(const Level& level, const Per<NeighbourhoodId, double>& weights) {
  Per<AreaId, double> sums(level.area_key.size(), 0.0);
  for (const NeighbourhoodId zone : weights.rows()) sums[level.of[zone]] += weights[zone];
  return sums;
}

Column<AreaId, People> one_level_down(const Column<AreaId, People>& people, LevelId low,
                                      const Level& level, const Per<AreaId, double>& weights,
                                      const AtLeast& at_least) {
  std::map<AreaId, std::vector<AreaId>> inside;
  for (const AreaId area : level.area_key.rows()) inside[level.parent[area]].push_back(area);
  Column<AreaId, People> out(level.area_key.size(), Missing::not_recorded);
  for (const auto& [whole, areas] : inside) {
    if (!people[whole]) {
      for (const AreaId area : areas) out[area] = people[whole].reason();
      continue;
    }
    std::vector<double> own;
    std::vector<People> floors;
    for (const AreaId area : areas) {
      own.push_back(weights[area]);
      const auto least = at_least.find({low, area});
      floors.push_back(least == at_least.end() ? People{} : least->second);
    }
    const auto parts = spread_above(*people[whole], own, floors);
    for (std::size_t i = 0; i < areas.size(); ++i) out[areas[i]] = parts[i];
  }
  return out;
}

}  // namespace

Column<NeighbourhoodId, People> shared_out(const Counted& counted,
                                           const Per<LevelId, Level>& levels,
                                           const Per<NeighbourhoodId, double>& weights,
                                           const AtLeast& at_least) {
  Column<AreaId, People> people;
  for (const auto& cell : counted.people) people.push_back(cell);
  for (std::size_t high = counted.at.row(); high > 0; --high) {
    const LevelId low{high - 1};
    people = one_level_down(people, low, levels[low], weights_of(levels[low], weights), at_least);
  }
  Column<NeighbourhoodId, People> out;
  for (const NeighbourhoodId zone : weights.rows()) {
    out.push_back(people[levels[LevelId{0}].of[zone]]);
  }
  return out;
}

AtLeast known_below(LevelId everyone_at, const Groups& groups,
                    const std::map<GroupId, Counted>& counted, const Per<LevelId, Level>& levels) {
  std::map<Dimension, AtLeast> by_dimension;
  for (const auto& [id, counts] : counted) {
    const Group& group = groups.all()[id];
    if (counts.ground || group.part_of || group.by == Dimension::flow) continue;
    for (LevelId level = counts.at; level < everyone_at; ++level) {
      for (const AreaId area : counts.people.rows()) {
        if (!counts.people[area]) continue;
        const AreaId larger = area_above(levels, counts.at, area, level);
        by_dimension[group.by][{level, larger}] += *counts.people[area];
      }
    }
  }
  AtLeast most;
  for (const auto& [dimension, sums] : by_dimension) {
    for (const auto& [area, people] : sums) most[area] = std::max(most[area], people);
  }
  return most;
}

}  // namespace geo::build
