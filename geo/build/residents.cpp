#include "geo/build/residents.hpp"

#include <cmath>
#include <set>

#include "geo/build/counts.hpp"
#include "geo/build/people_rows.hpp"
#include "geo/core/error.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

using Counted = Column<NeighbourhoodId, People>;

Error refused(const std::string& code, const std::string& file, const std::string& feature,
              const std::string& field, const std::string& value, const std::string& what,
              const std::string& remedy) {
  Finding finding;
  finding.code = code;
  finding.severity = Severity::error;
  finding.file = file;
  finding.feature = feature;
  finding.field = field;
  finding.value = value;
  finding.what = what;
  finding.remedy = remedy;
  return Error(finding);
}

Group everyone_group() {
  Group group;
  group.key = "everyone";
  group.name = Names{"everyone"};
  group.is_protected = false;
  return group;
}

Group rest_group(const Names& name) {
  Group group;
  group.key = "rest";
  group.name = name.empty() ? Names{"rest of the population"} : name;
  group.is_rest = true;
  return group;
}

void refuse_circles(const Per<GroupId, Group>& all, const std::string& file) {
  for (const GroupId group : all.rows()) {
    auto whole = all[group].part_of;
    for (std::size_t steps = 0; whole; whole = all[*whole].part_of) {
      if (++steps <= all.size()) continue;
      throw refused("group_unknown", file, all[group].key, "part_of", all[group].key,
                    "the group is a part of itself", "name the larger group only once");
    }
  }
}

/// The groups as written, with their wholes found; everyone first, the rest last.
Per<GroupId, Group> groups(const Layers& layers) {
  const auto& people = *layers.description.people;
  const std::string& file = layers.description.file;
  Per<GroupId, Group> all;
  all.push_back(everyone_group());
  std::set<std::string> keys{"everyone", "rest"};
  for (const auto& described : people.groups) {
    if (!keys.insert(described.key).second) {
      throw refused("group_repeated", file, described.key, "people.groups", described.key,
                    "this key stands for another group already", "choose another key");
    }
    Group group;
    group.key = described.key;
    group.name = described.names.empty() ? Names{described.key} : described.names;
    group.definition = described.definition;
    group.languages = described.languages;
    all.push_back(group);
  }
  for (std::size_t i = 0; i < people.groups.size(); ++i) {
    const std::string& whole = people.groups[i].part_of;
    if (whole.empty() || whole == "everyone") continue;
    for (const GroupId other : all.rows()) {
      if (all[other].key == whole && other != GroupId{i + 1}) all[GroupId{i + 1}].part_of = other;
    }
    if (!all[GroupId{i + 1}].part_of) {
      throw refused("group_unknown", file, people.groups[i].key, "part_of", whole,
                    "the group is part of one that is not there",
                    "name another group of [people.groups]");
    }
  }
  refuse_circles(all, file);
  if (!people.groups.empty()) all.push_back(rest_group(people.rest));
  return all;
}

/// Rows of counts brought to the neighbourhoods; missing where a row or its value is.
Counted by_zone(const Numbers& counts, const PeopleRows& rows) {
  Counted out;
  for (const NeighbourhoodId zone : rows.of.rows()) {
    double sum = 0;
    bool missing = rows.of[zone].empty();
    for (const auto& [row, share] : rows.of[zone]) {
      missing = missing || !counts[row];
      sum += counts[row].value_or(0) * share;
    }
    out.push_back(missing ? Cell<People>{Missing::not_recorded} : Cell<People>{People::of(sum)});
  }
  return out;
}

Numbers group_counts(const description::Group& group, const PeopleRows& rows, const Numbers& total,
                     Findings& findings) {
  const std::string where = fmt::format("[people.groups.{}]", group.key);
  if (!group.count.empty()) {
    return counts(*rows.layer, group.count, rows.keys, where, findings);
  }
  if (group.share.empty()) {
    throw refused("group_without_column", rows.layer->file, group.key, "", "",
                  "the group has neither a count nor a share",
                  fmt::format("add count = \"COLUMN\" or share = \"COLUMN\" to {}", where));
  }
  Numbers out = shares(*rows.layer, group.share, rows.keys, where, findings);
  for (std::size_t row = 0; row < out.size(); ++row) {
    if (out[row] && total[row]) {
      *out[row] *= *total[row];
    } else {
      out[row] = std::nullopt;
    }
  }
  return out;
}

void refuse_above(const Residents& all, GroupId part, GroupId whole, const Zones& zones,
                  const std::string& file, const std::string& column) {
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    const auto& few = all.by_neighbourhood[part][zone];
    const auto& many = all.by_neighbourhood[whole][zone];
    if (!few || !many || *few <= *many) continue;
    throw refused("group_above_total", file, zones.all.key[zone], column,
                  fmt::format("{} of {}", few->count(), many->count()),
                  fmt::format("neighbourhood {} has more people in {} than in {}",
                              zones.all.key[zone], all.groups[part].key, all.groups[whole].key),
                  "correct the counts, or check which column is which");
  }
}

/// Everyone less the groups that are part of no other.
Counted rest(const Residents& all, const Zones& zones, const std::string& file,
             Findings& findings) {
  // Shares are rounded in tables: what they are over by is taken as nothing.
  const auto allowed = [](People whole) { return std::max(0.5, 0.0005 * whole.count()); };
  Counted out;
  std::size_t rounded = 0;
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    Cell<People> left = all.by_neighbourhood[everyone][zone];
    for (GroupId group{1}; group.row() < all.by_neighbourhood.size(); ++group) {
      if (all.groups[group].part_of || all.groups[group].is_rest) continue;
      const auto& part = all.by_neighbourhood[group][zone];
      left = left && part ? Cell<People>{*left - *part} : Cell<People>{Missing::not_recorded};
    }
    if (left && *left < People{}) {
      const People whole = *all.by_neighbourhood[everyone][zone];
      if (-left->count() > allowed(whole)) {
        throw refused("group_above_total", file, zones.all.key[zone], "people.groups",
                      fmt::format("{} too many", -left->count()),
                      fmt::format("in neighbourhood {} the groups together have more people than "
                                  "everyone",
                                  zones.all.key[zone]),
                      "where one group is a part of another, say part_of = \"...\"");
      }
      ++rounded;
      left = People{};
    }
    out.push_back(left);
  }
  if (rounded > 0) {
    Finding finding;
    finding.code = "rest_rounded";
    finding.severity = Severity::note;
    finding.file = file;
    finding.value = fmt::format("{} neighbourhoods", rounded);
    finding.what = "the groups are a rounding error above everyone; the rest is taken as none";
    findings.add(finding);
  }
  return out;
}

void report_unmapped(const Residents& all, const Zones& zones, const std::string& file,
                     Findings& findings) {
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    const auto& people = all.by_neighbourhood[everyone][zone];
    if (zones.all.area[zone] || !people || *people == People{}) continue;
    Finding finding;
    finding.code = "people_not_mapped";
    finding.file = file;
    finding.feature = zones.all.key[zone];
    finding.value = fmt::format("{} people", people->count());
    finding.what = "the neighbourhood has no shape: its people count in the city, on no map";
    finding.remedy = "draw its border";
    findings.add(finding);
  }
}

/// People of rows that no neighbourhood has: they would else be missing without a word.
void report_unplaced(const PeopleRows& rows, const Numbers& total, Findings& findings) {
  std::vector<bool> placed(total.size());
  for (const auto& zone : rows.of) {
    for (const auto& [row, share] : zone) placed[row] = true;
  }
  People sum;
  std::size_t unplaced = 0;
  for (std::size_t row = 0; row < total.size(); ++row) {
    if (placed[row] || !total[row] || *total[row] == 0) continue;
    sum += People::of(*total[row]);
    ++unplaced;
  }
  if (unplaced == 0) return;
  Finding finding;
  finding.code = "people_not_placed";
  finding.file = rows.layer->file;
  finding.layer = rows.layer->name;
  finding.value = fmt::format("{} people in {} rows", sum.count(), unplaced);
  finding.what = "these people belong to no neighbourhood of the map and are left out";
  finding.remedy = "use neighbourhoods and counts of the same year";
  findings.add(finding);
}

void note_total(const Residents& all, const std::string& file, Findings& findings) {
  People sum;
  std::size_t recorded = 0;
  for (const auto& people : all.by_neighbourhood[everyone]) {
    if (!people) continue;
    sum += *people;
    ++recorded;
  }
  Finding finding;
  finding.code = "people_total";
  finding.severity = Severity::note;
  finding.file = file;
  finding.value = fmt::format("{} people", sum.count());
  finding.what = fmt::format("people are recorded in {} of {} neighbourhoods", recorded,
                             all.by_neighbourhood[everyone].size());
  finding.remedy = "compare with the city's own total";
  findings.add(finding);
}

Residents nobody_recorded(const Zones& zones, const Layers& layers, Findings& findings) {
  Residents none;
  none.groups.push_back(everyone_group());
  none.by_neighbourhood.push_back(Counted(zones.all.size(), Missing::not_recorded));
  Finding finding;
  finding.code = "no_people";
  finding.severity = Severity::note;
  finding.file = layers.description.file;
  finding.what = "no people are given, so every home counts as one";
  finding.remedy = "add [people] with a table and its total, then groups";
  findings.add(finding);
  return none;
}

}  // namespace

Residents residents(const Layers& layers, const Zones& zones, Findings& findings) {
  if (!layers.description.people) return nobody_recorded(zones, layers, findings);
  const auto& people = *layers.description.people;
  if (people.total.empty()) {
    throw refused("total_missing", layers.description.file, "", "people.total", "",
                  "no column is named that counts everyone",
                  "add total = \"COLUMN\" under [people]");
  }
  const PeopleRows rows = people_rows(layers, zones, findings);
  const std::string& file = rows.layer->file;
  Residents all;
  all.recorded = true;
  all.basis = people.basis;
  all.definition = people.definition;
  all.as_of = !people.as_of.empty() ? people.as_of : people.table ? people.table->as_of : "";
  all.groups = groups(layers);
  const Numbers total = counts(*rows.layer, people.total, rows.keys, "[people] total", findings);
  all.by_neighbourhood.push_back(by_zone(total, rows));
  for (const auto& group : people.groups) {
    all.by_neighbourhood.push_back(by_zone(group_counts(group, rows, total, findings), rows));
  }
  for (std::size_t i = 0; i < people.groups.size(); ++i) {
    const auto& group = people.groups[i];
    refuse_above(all, GroupId{i + 1}, all.groups[GroupId{i + 1}].part_of.value_or(everyone), zones,
                 file, group.count.empty() ? group.share : group.count);
  }
  if (!people.groups.empty()) all.by_neighbourhood.push_back(rest(all, zones, file, findings));
  report_unmapped(all, zones, file, findings);
  if (layers.people) report_unplaced(rows, total, findings);
  note_total(all, file, findings);
  return all;
}

}  // namespace geo::build
