#include "geo/build/above_whole.hpp"

#include "geo/core/error.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

[[noreturn]] void refuse(const std::string& file, const std::string& feature,
                         const std::string& field, People few, People many, const std::string& what,
                         const std::string& remedy) {
  Finding finding;
  finding.code = "group_above_total";
  finding.severity = Severity::error;
  finding.file = file;
  finding.feature = feature;
  finding.field = field;
  finding.value = fmt::format("{} of {}", few.count(), many.count());
  finding.what = what;
  finding.remedy = remedy;
  throw Error(finding);
}

GroupId whole_of(const Residents& all, GroupId part) {
  return all.groups[part].part_of.value_or(everyone);
}

bool is_flow(const Residents& all, GroupId group) {
  return all.groups[group].by == Dimension::flow;
}

/// The column that a group is counted in.
const std::string& column_of(const description::Group& group) {
  if (!group.count.empty()) return group.count;
  return group.share.empty() ? group.from.value : group.share;
}

void refuse_in_zones(const Residents& all, GroupId part, const Zones& zones,
                     const std::string& file, const std::string& column) {
  const GroupId whole = whole_of(all, part);
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    const auto& few = all.by_neighbourhood[part][zone];
    const auto& many = all.by_neighbourhood[whole][zone];
    if (!few || !many || *few <= *many) continue;
    refuse(file, zones.all.key[zone], column, *few, *many,
           fmt::format("neighbourhood {} has more people in {} than in {}", zones.all.key[zone],
                       all.groups[part].key, all.groups[whole].key),
           "correct the counts, or check which column is which");
  }
}

void refuse_in_city(const Residents& all, const std::string& file) {
  for (const auto& [part, people] : all.in_city) {
    const GroupId whole = whole_of(all, part);
    if (is_flow(all, part) || people <= all.in_whole_city(whole)) continue;
    refuse(file, "city", all.groups[part].key, people, all.in_whole_city(whole),
           fmt::format("the city has more people in {} than in {}", all.groups[part].key,
                       all.groups[whole].key),
           "a number for a larger region or another year is none for this city");
  }
}

}  // namespace

void refuse_above_whole(const Residents& all, const Layers& layers, const Zones& zones,
                        const std::string& file) {
  for (const auto& group : layers.description.people->groups) {
    const auto id = all.find(group.key);
    if (!id || is_flow(all, *id)) continue;
    refuse_in_zones(all, *id, zones, file, column_of(group));
  }
  refuse_in_city(all, layers.description.file);
}

}  // namespace geo::build
