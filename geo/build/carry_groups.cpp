#include "geo/build/carry_groups.hpp"

#include <algorithm>

namespace geo::build {
namespace {

using AllCounted = std::map<GroupId, Counted>;

ByCell by_cell(const Counted& counted) {
  return {counted.people.begin(), counted.people.end()};
}

/// How many wholes a group lies in, everyone not counted.
std::size_t depth(const Residents& all, GroupId group) {
  const auto whole = all.groups[group].part_of;
  return whole ? 1 + depth(all, *whole) : 0;
}

/// Where parts and their whole were counted on one ground and do not sum.
void report_parts(const Residents& all, const Counted& of_everyone, const AllCounted& counted,
                  Findings& findings) {
  for (const Split& split : all.splits()) {
    const auto found = counted.find(split.whole);
    if (split.whole != everyone && found == counted.end()) continue;
    const Counted& whole = split.whole == everyone ? of_everyone : found->second;
    if (!whole.ground) continue;
    std::vector<ByCell> parts;
    for (const GroupId part : split.parts) {
      const auto counts = counted.find(part);
      if (counts == counted.end() || counts->second.ground != whole.ground) continue;
      parts.push_back(by_cell(counts->second));
    }
    report_missed_totals(*whole.ground, all.groups[split.whole].key, by_cell(whole), parts,
                         findings);
  }
}

}  // namespace

void carry_groups(Residents& all, const Counted& of_everyone, AllCounted& counted,
                  const Per<LevelId, Level>& levels, Supports& supports, Findings& findings) {
  const auto mark = [&](GroupId group, const Layer& ground) {
    all.whole_from[group] = supports.whole_from(ground, levels);
  };
  if (of_everyone.ground) mark(everyone, *of_everyone.ground);
  report_parts(all, of_everyone, counted, findings);
  std::vector<GroupId> order;
  for (const auto& [group, counts] : counted) {
    if (counts.ground) order.push_back(group);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](GroupId a, GroupId b) { return depth(all, a) < depth(all, b); });
  for (const GroupId group : order) {
    Counted& counts = counted.at(group);
    const GroupId whole = all.groups[group].part_of.value_or(everyone);
    const auto zones = supports.carry(group, all.groups[group], *counts.ground, by_cell(counts),
                                      all.by_neighbourhood[whole], findings);
    all.by_neighbourhood[group] = zones;
    mark(group, *counts.ground);
    counts = {};
    for (const auto& cell : zones) counts.people.push_back(cell);
  }
}

}  // namespace geo::build
