#include "geo/build/rest.hpp"

#include <algorithm>

#include "geo/core/error.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

using ByZone = Column<NeighbourhoodId, People>;

/// The groups that the rest is what is left of.
std::vector<GroupId> top_groups(const Residents& all) {
  std::vector<GroupId> tops;
  for (const GroupId group : all.groups.rows()) {
    const Group& one = all.groups[group];
    const bool is_top = group != everyone && one.by == Dimension::origin && !one.part_of;
    if (is_top && !one.is_rest) tops.push_back(group);
  }
  return tops;
}

/// Shares are rounded in tables: what they are over by is taken as nothing.
double rounding_of(People whole) {
  return std::max(0.5, 0.0005 * whole.count());
}

[[noreturn]] void refuse_crowd(const std::string& zone, People too_many, const std::string& file) {
  Finding finding;
  finding.code = "group_above_total";
  finding.severity = Severity::error;
  finding.file = file;
  finding.feature = zone;
  finding.field = "people.groups";
  finding.value = fmt::format("{} too many", too_many.count());
  finding.what =
      fmt::format("in neighbourhood {} the groups together have more people than everyone", zone);
  finding.remedy = "where one group is a part of another, say part_of = \"...\"";
  throw Error(finding);
}

void note_rounded(std::size_t neighbourhoods, const std::string& file, Findings& findings) {
  if (neighbourhoods == 0) return;
  Finding finding;
  finding.code = "rest_rounded";
  finding.severity = Severity::note;
  finding.file = file;
  finding.value = fmt::format("{} neighbourhoods", neighbourhoods);
  finding.what = "the groups are a rounding error above everyone; the rest is taken as none";
  findings.add(finding);
}

/// What the groups leave of everyone in one neighbourhood: less than nobody where they are above.
Cell<People> left_in(NeighbourhoodId zone, const Residents& all, const std::vector<GroupId>& tops) {
  Cell<People> left = all.by_neighbourhood[everyone][zone];
  for (const GroupId group : tops) {
    const auto& part = all.by_neighbourhood[group][zone];
    if (left) left = part ? Cell<People>{*left - *part} : Cell<People>{part.reason()};
  }
  return left;
}

ByZone rest(const Residents& all, const Zones& zones, bool carried, const std::string& file,
            Findings& findings) {
  ByZone out;
  std::size_t rounded = 0;
  const auto tops = top_groups(all);
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    Cell<People> left = left_in(zone, all, tops);
    if (left && *left < People{}) {
      const double above = -left->count();
      const bool is_rounding = above <= rounding_of(*all.by_neighbourhood[everyone][zone]);
      if (!is_rounding && !carried) refuse_crowd(zones.all.key[zone], People{} - *left, file);
      left = is_rounding ? Cell<People>{People{}} : Cell<People>{Missing::uncertain};
      if (is_rounding) ++rounded;
    }
    out.push_back(left);
  }
  note_rounded(rounded, file, findings);
  return out;
}

/// What is known of a group in each area, from the finest level up: the sum of its parts, or what
/// the source prints where one of them is not known.
Per<LevelId, Column<AreaId, People>> known(const Residents& all, GroupId group,
                                           const Per<LevelId, Level>& levels) {
  Per<LevelId, Column<AreaId, People>> known;
  const auto printed = all.printed.find(group);
  for (const LevelId level : levels.rows()) {
    Column<AreaId, People> areas(levels[level].area_key.size(), People{});
    const auto add = [&](AreaId area, const Cell<People>& part) {
      if (areas[area]) areas[area] = part ? Cell<People>{*areas[area] + *part} : part;
    };
    if (level.row() == 0) {
      const auto& zones = all.by_neighbourhood[group];
      for (const NeighbourhoodId zone : zones.rows()) add(levels[level].of[zone], zones[zone]);
    } else {
      const LevelId low{level.row() - 1};
      for (const AreaId area : levels[low].area_key.rows()) {
        add(levels[low].parent[area], known[low][area]);
      }
    }
    for (const AreaId area : areas.rows()) {
      if (areas[area] || printed == all.printed.end()) continue;
      const auto found = printed->second.find({level, area});
      if (found != printed->second.end()) areas[area] = found->second;
    }
    known.push_back(std::move(areas));
  }
  return known;
}

/// What the sources leave of everyone in areas that lack parts of the rest.
void print_rest(Residents& all, GroupId rest, const Per<LevelId, Level>& levels) {
  if (all.printed.empty()) return;
  auto left = known(all, everyone, levels);
  for (const GroupId group : top_groups(all)) {
    const auto part = known(all, group, levels);
    for (const LevelId level : levels.rows()) {
      for (const AreaId area : left[level].rows()) {
        auto& here = left[level][area];
        const auto& less = part[level][area];
        if (here) here = less ? Cell<People>{*here - *less} : Cell<People>{less.reason()};
      }
    }
  }
  const auto own = known(all, rest, levels);
  for (const LevelId level : levels.rows()) {
    for (const AreaId area : left[level].rows()) {
      const auto& here = left[level][area];
      if (level.row() == 0 || own[level][area] || !here || *here < People{}) continue;
      all.printed[rest][{level, area}] = *here;
    }
  }
}

}  // namespace

void add_rest(Residents& all, Groups& groups, const Names& name, const Zones& zones,
              const Per<LevelId, Level>& levels, bool carried, const std::string& file,
              Findings& findings) {
  const auto id = groups.add_rest(name);
  if (!id) return;
  all.by_neighbourhood.push_back(rest(all, zones, carried, file, findings));
  all.groups = groups.all();
  LevelId coarsest{0}, whole{0};
  People left = all.in_whole_city(everyone);
  for (const GroupId group : top_groups(all)) {
    coarsest = std::max(coarsest, all.finest(group));
    left = left - all.in_whole_city(group);
  }
  if (coarsest.row() + 1 == levels.size() && left >= People{}) all.in_city[*id] = left;
  auto parts = top_groups(all);
  parts.push_back(everyone);
  for (const GroupId part : parts) {
    coarsest = std::max(coarsest, all.finest(part));
    const auto from = all.whole_from.find(part);
    if (from != all.whole_from.end()) whole = std::max(whole, from->second);
  }
  if (coarsest.row() > 0) all.counted_at[*id] = coarsest;
  if (whole.row() > 0) all.whole_from[*id] = whole;
  print_rest(all, *id, levels);
}

}  // namespace geo::build
