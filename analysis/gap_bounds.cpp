#include "analysis/gap_bounds.hpp"

#include <algorithm>

#include "analysis/stats/bounds.hpp"

namespace analysis {

using geo::GroupId;
using geo::HomeId;
using geo::NeighbourhoodId;
using geo::People;

geo::Per<GroupId, CountedIn> as_counted(const geo::City& city) {
  geo::Per<GroupId, CountedIn> all;
  for (const GroupId group : city.residents.groups.rows()) {
    const geo::LevelId level = city.residents.finest(group);
    CountedIn in;
    for (const NeighbourhoodId one : city.neighbourhoods.key.rows()) {
      in.push_back(level.row() == 0 ? one.row() : city.levels[level].of[one].row());
    }
    all.push_back(std::move(in));
  }
  return all;
}

namespace {

/// Homes that stand in the order, lowest first: those with a figure, then, where a median ranks
/// them, those beyond the last.
std::vector<HomeId> in_order(const Card& card, const HomeOrder& order) {
  std::vector<HomeId> homes(order.ascending().begin(), order.ascending().end());
  if (card.over_people != Summary::median) return homes;
  for (const HomeId home : order.without()) {
    if (order.is_beyond(home)) homes.push_back(home);
  }
  return homes;
}

}  // namespace

Extremes extremes(const geo::City& city, const Card& card, const HomeOrder& order, GroupId group,
                  const CountedIn& counted_in) {
  const PeopleOfHomes& holds = city.homes.people[geo::everyone];
  const PeopleOfHomes& lives = city.homes.people[group];
  std::vector<HomeId> homes = in_order(card, order);
  const auto area = [&](HomeId home) { return counted_in[city.homes.in[home]]; };

  std::vector<People> counts(
      counted_in.size() == 0 ? 0 : 1 + *std::max_element(counted_in.begin(), counted_in.end()));
  for (const HomeId home : homes) counts[area(home)] += lives[home];

  const auto filled = [&] {
    std::vector<stats::Room> rooms;
    rooms.reserve(homes.size());
    for (const HomeId home : homes) rooms.push_back({holds[home], area(home)});
    const auto people = stats::fill_in_order(rooms, counts);
    PeopleOfHomes moved = lives;
    for (std::size_t at = 0; at < homes.size(); ++at) moved[homes[at]] = people[at];
    return moved;
  };
  Extremes found;
  found.lowest = filled();
  std::reverse(homes.begin(), homes.end());
  found.highest = filled();
  return found;
}

geo::Cell<double> variation_inside(const geo::City& city, const HomeFigures& homes) {
  std::vector<stats::Zoned> known;
  for (const HomeId home : homes.rows()) {
    if (!homes[home]) continue;
    known.push_back(
        {*homes[home], city.homes.people[geo::everyone][home], city.homes.in[home].row()});
  }
  return stats::share_inside(known, city.neighbourhoods.size());
}

}  // namespace analysis
