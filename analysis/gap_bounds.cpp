#include "analysis/gap_bounds.hpp"

#include <algorithm>
#include <limits>

#include "analysis/stats/bounds.hpp"

namespace analysis {

using geo::GroupId;
using geo::HomeId;
using geo::NeighbourhoodId;
using geo::People;

geo::Per<GroupId, CountedIn> as_counted(const geo::City& city) {
  geo::Per<GroupId, CountedIn> all;
  for (const GroupId group : city.residents.groups.rows()) {
    CountedIn in;
    const auto cells = city.homes.cell.find(group);
    if (cells != city.homes.cell.end()) in.by_cell = cells->second;
    const geo::LevelId whole_city{city.levels.size() - 1};
    const geo::Level& level = city.levels[city.residents.own_counts_from(group, whole_city)];
    for (const NeighbourhoodId one : city.neighbourhoods.key.rows()) {
      in.by_neighbourhood.push_back(level.of[one].row());
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

/// The homes in order from one end, with what they hold and the counts that are shared out there.
struct Filling {
  std::vector<HomeId> homes;
  std::vector<stats::Room> rooms;
  std::vector<People> counts;

  void turn_round() {
    std::reverse(homes.begin(), homes.end());
    std::reverse(rooms.begin(), rooms.end());
    for (stats::Room& room : rooms) room.figure = -room.figure;
  }

  PeopleOfHomes filled(const PeopleOfHomes& lives, stats::Middle of) const {
    const auto people = stats::lowest(rooms, counts, of);
    PeopleOfHomes moved = lives;
    for (std::size_t at = 0; at < homes.size(); ++at) moved[homes[at]] = people[at];
    return moved;
  }
};

constexpr double beyond = std::numeric_limits<double>::infinity();  // any figure; never in a mean

Filling filling(const geo::City& city, std::vector<HomeId> homes, const HomeFigures& figures,
                GroupId group, const CountedIn& counted_in) {
  const PeopleOfHomes& holds = city.homes.people[geo::everyone];
  Filling made;
  for (const HomeId home : homes) {
    const std::size_t counted = counted_in(city, home);
    if (counted >= made.counts.size()) made.counts.resize(counted + 1);
    made.counts[counted] += city.homes.people[group][home];
    const double figure = figures[home] ? *figures[home] : beyond;
    made.rooms.push_back({figure, holds[home], counted, 0});
  }
  made.homes = std::move(homes);
  return made;
}

}  // namespace

std::vector<std::shared_ptr<const Extremes>> extremes(const geo::City& city, const Card& card,
                                                      const HomeOrder& order,
                                                      const HomeFigures& figures, GroupId group,
                                                      const CountedIn& counted_in) {
  const PeopleOfHomes& lives = city.homes.people[group];
  const auto of = card.over_people == Summary::median ? stats::Middle::median : stats::Middle::mean;
  Filling from_below = filling(city, in_order(card, order), figures, group, counted_in);
  Filling from_above = from_below;
  from_above.turn_round();
  std::vector<std::shared_ptr<const Extremes>> found;
  for (const geo::Level& level : city.levels) {
    const bool is_whole =
        !found.empty() && stats::are_whole(from_below.rooms, from_below.counts.size());
    for (Filling* end : {&from_below, &from_above}) {
      for (std::size_t at = 0; at < end->homes.size(); ++at) {
        end->rooms[at].area = level.of[city.homes.in[end->homes[at]]].row();
      }
    }
    if (is_whole) {
      found.push_back(found.back());
      continue;
    }
    found.push_back(std::make_shared<const Extremes>(
        Extremes{from_below.filled(lives, of), from_above.filled(lives, of)}));
  }
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
