#include "geo/city.hpp"

#include <algorithm>
#include <set>

namespace geo {

std::optional<GroupId> Residents::find(const std::string& key) const {
  for (const GroupId group : groups.rows()) {
    if (groups[group].key == key) return group;
  }
  return std::nullopt;
}

LevelId Residents::finest(GroupId group) const {
  const auto found = counted_at.find(group);
  return found == counted_at.end() ? LevelId{0} : found->second;
}

bool Residents::is_modelled(GroupId group, LevelId level) const {
  const auto whole = whole_from.find(group);
  return level < finest(group) || (whole != whole_from.end() && level < whole->second);
}

LevelId Residents::own_counts_from(GroupId group, LevelId whole_city) const {
  LevelId level{0};
  while (level < whole_city && is_modelled(group, level)) level = LevelId{level.row() + 1};
  return level;
}

People Residents::in_whole_city(GroupId group) const {
  const auto known = in_city.find(group);
  if (known != in_city.end()) return known->second;
  People sum;
  for (const auto& people : by_neighbourhood[group]) {
    if (people) sum += *people;
  }
  return sum;
}

std::vector<Split> Residents::splits() const {
  std::map<std::pair<GroupId, Dimension>, std::vector<GroupId>> parts;
  for (const GroupId id : groups.rows()) {
    const Group& group = groups[id];
    if (id == everyone || (group.by == Dimension::flow && !group.part_of)) continue;
    parts[{group.part_of.value_or(everyone), group.by}].push_back(id);
    for (const auto& also : group.also_part_of) parts[also].push_back(id);
  }
  std::vector<Split> all;
  for (auto& [of, groups_of] : parts) all.push_back({of.first, of.second, std::move(groups_of)});
  return all;
}

namespace {

/// Everything that sets a group apart from everyone.
std::set<Dimension> dimensions(const Per<GroupId, Group>& groups, GroupId id) {
  std::set<Dimension> all;
  if (id == everyone) return all;
  all.insert(groups[id].by);
  for (const auto& [whole, by] : groups[id].also_part_of) all.insert(by);
  if (groups[id].part_of) all.merge(dimensions(groups, *groups[id].part_of));
  return all;
}

}  // namespace

bool Residents::comparable(GroupId a, GroupId b) const {
  const auto of_a = dimensions(groups, a), of_b = dimensions(groups, b);
  if (of_a.contains(Dimension::flow) || of_b.contains(Dimension::flow)) return false;
  return std::any_of(of_a.begin(), of_a.end(), [&](Dimension by) { return of_b.contains(by); });
}

std::string_view word(HomeBasis basis) {
  switch (basis) {
    case HomeBasis::housing:
      return "housing";
    case HomeBasis::osm_buildings:
      return "osm_buildings";
    case HomeBasis::along_streets:
      return "along_streets";
    case HomeBasis::points:
      return "points";
  }
  return "along_streets";
}

void City::freeze() {
  neighbourhoods.key.freeze();
  neighbourhoods.name.freeze();
  neighbourhoods.shape.freeze();
  neighbourhoods.area.freeze();
  levels.freeze();
  residents.groups.freeze();
  residents.by_neighbourhood.freeze();
  homes.at.freeze();
  homes.in.freeze();
  homes.weight.freeze();
  homes.door.freeze();
  homes.people.freeze();
  homes.near_data_edge.freeze();
  services.key.freeze();
  services.kind.freeze();
  services.name.freeze();
  services.at.freeze();
  services.doors.freeze();
  services.in.freeze();
  services.capacity.freeze();
  services.languages.freeze();
  services.open_to.freeze();
  for (auto* text : {&services.opening_hours, &services.fee, &services.run_by,
                     &services.funded_until, &services.status, &services.file}) {
    text->freeze();
  }
  services.step_free.freeze();
  services.location.freeze();
  uses.of_class.freeze();
  uses.mass.freeze();
  uses.at.freeze();
  uses.door.freeze();
  streets.freeze();
  for (auto& [mode, ridden] : riding) {
    ridden.streets.freeze();
    ridden.home_door.freeze();
    ridden.service_doors.freeze();
    ridden.use_door.freeze();
  }
  street_cover.freeze();
}

}  // namespace geo
