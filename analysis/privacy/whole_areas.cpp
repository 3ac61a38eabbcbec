#include "analysis/privacy/whole_areas.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace analysis::privacy {

using namespace geo;

namespace {

using Room = Per<NeighbourhoodId, std::int64_t>;
using Whole = Column<NeighbourhoodId, std::int64_t>;

constexpr std::int64_t one = 1000000;  // millionths of a person

/// The neighbourhoods of one area, largest remainder first, and how many of them are rounded up.
struct InArea {
  std::vector<NeighbourhoodId> zones;
  std::int64_t millionths = 0, floors = 0;
};

void round_within(const Level& level, const Column<NeighbourhoodId, People>& raw, const Room& room,
                  Whole& counts) {
  Per<AreaId, InArea> areas(level.area_key.size());
  for (const NeighbourhoodId zone : raw.rows()) {
    if (!raw[zone]) continue;
    InArea& area = areas[level.of[zone]];
    area.zones.push_back(zone);
    area.millionths += raw[zone]->millionths;
    counts[zone] = raw[zone]->millionths / one;
    area.floors += *counts[zone];
  }
  for (InArea& area : areas.values()) {
    std::stable_sort(area.zones.begin(), area.zones.end(),
                     [&](NeighbourhoodId a, NeighbourhoodId b) {
                       return raw[a]->millionths % one > raw[b]->millionths % one;
                     });
    std::int64_t left = (area.millionths + one / 2) / one - area.floors;
    for (const NeighbourhoodId zone : area.zones) {
      if (left <= 0) break;
      if (*counts[zone] >= room[zone]) continue;
      counts[zone] = *counts[zone] + 1;
      --left;
    }
  }
}

class KeepingSums {
 public:
  KeepingSums(const City& city, WholeCounts& counts)
      : city_(city), all_(city.residents), counts_(counts) {}

  void run() {
    const Room unlimited(city_.neighbourhoods.size(), std::numeric_limits<std::int64_t>::max());
    if (is_modelled(everyone)) round(everyone, unlimited);
    for (const Split& split : all_.splits()) keep(split);
    for (const GroupId group : all_.groups.rows()) {
      if (!is_modelled(group) || done_.contains(group) || all_.groups[group].is_rest) continue;
      round(group, unlimited);
    }
  }

 private:
  bool is_modelled(GroupId group) const {
    return all_.finest(group).row() > 0 && !all_.in_city.contains(group);
  }

  void round(GroupId group, const Room& room) {
    const Level& level = city_.levels[all_.finest(group)];
    round_within(level, all_.by_neighbourhood[group], room, counts_[group]);
    done_.insert(group);
  }

  /// The part that takes what the others leave, if there is one.
  std::optional<GroupId> last(const Split& split) const {
    std::optional<GroupId> modelled;
    for (const GroupId part : split.parts) {
      if (all_.groups[part].is_rest) return is_modelled(part) ? std::optional(part) : std::nullopt;
      if (is_modelled(part) && !done_.contains(part)) modelled = part;
    }
    return are_all(split) ? modelled : std::nullopt;
  }

  /// Whether the parts are all of their whole everywhere, to the millionth.
  bool are_all(const Split& split) const {
    for (const NeighbourhoodId zone : all_.by_neighbourhood[split.whole].rows()) {
      const auto& whole = all_.by_neighbourhood[split.whole][zone];
      if (!whole) continue;
      People left = *whole;
      for (const GroupId part : split.parts) {
        const auto& people = all_.by_neighbourhood[part][zone];
        if (!people) return false;
        left = left - *people;
      }
      if (std::abs(left.millionths) > static_cast<std::int64_t>(split.parts.size())) return false;
    }
    return true;
  }

  Room room_of(GroupId whole) const {
    Room room(city_.neighbourhoods.size(), 0);
    for (const NeighbourhoodId zone : room.rows()) {
      if (counts_[whole][zone]) room[zone] = *counts_[whole][zone];
    }
    return room;
  }

  void take(GroupId part, Room& room) const {
    for (const NeighbourhoodId zone : room.rows()) {
      if (counts_[part][zone]) room[zone] -= *counts_[part][zone];
    }
  }

  void keep(const Split& split) {
    if (std::none_of(split.parts.begin(), split.parts.end(),
                     [&](GroupId part) { return is_modelled(part); })) {
      return;
    }
    const auto takes_rest = last(split);
    Room room = room_of(split.whole);
    for (const GroupId part : split.parts) {
      if (!is_modelled(part) || done_.contains(part)) take(part, room);
    }
    for (const GroupId part : split.parts) {
      if (!is_modelled(part) || done_.contains(part) || part == takes_rest) continue;
      round(part, room);
      take(part, room);
    }
    if (!takes_rest) return;
    done_.insert(*takes_rest);
    for (const NeighbourhoodId zone : room.rows()) {
      auto& count = counts_[*takes_rest][zone];
      if (count) count = std::max<std::int64_t>(0, room[zone]);
    }
  }

  const City& city_;
  const Residents& all_;
  WholeCounts& counts_;
  std::set<GroupId> done_;
};

}  // namespace

void keep_area_sums(const City& city, WholeCounts& counts) {
  KeepingSums(city, counts).run();
}

}  // namespace analysis::privacy
