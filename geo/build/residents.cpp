#include "geo/build/residents.hpp"

#include "geo/build/above_whole.hpp"
#include "geo/build/carry_groups.hpp"
#include "geo/build/count_people.hpp"
#include "geo/build/fit_people.hpp"
#include "geo/build/rest.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

using ByZone = Column<NeighbourhoodId, People>;

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
  Group all;
  all.key = "everyone";
  all.name = Names{"everyone"};
  all.is_protected = false;
  none.groups.push_back(all);
  none.by_neighbourhood.push_back(ByZone(zones.all.size(), Missing::not_recorded));
  Finding finding;
  finding.code = "no_people";
  finding.severity = Severity::note;
  finding.file = layers.description.file;
  finding.what = "no people are given, so every home counts as one";
  finding.remedy = "add [people] with a table and its total, then groups";
  findings.add(finding);
  return none;
}

/// Everyone by neighbourhood, and of the groups their names.
Residents described(const description::People& people, const PeopleCounted& counted) {
  Residents all;
  all.recorded = true;
  all.basis = people.basis;
  all.definition = people.definition;
  all.as_of = people.as_of;
  if (all.as_of.empty() && people.from.table) all.as_of = people.from.table->as_of;
  all.groups = counted.groups.all();
  all.by_neighbourhood.push_back(counted.by_neighbourhood);
  const ByZone unknown(counted.by_neighbourhood.size(), Missing::not_recorded);
  while (all.by_neighbourhood.size() < all.groups.size()) all.by_neighbourhood.push_back(unknown);
  if (!counted.everyone.printed.empty()) all.printed[everyone] = counted.everyone.printed;
  if (counted.everyone.at.row() > 0) all.counted_at[everyone] = counted.everyone.at;
  return all;
}

/// A share of people who were carried is no count of its source's own.
void mark_shares(Residents& all, const PeopleCounted& counted, std::size_t levels) {
  LevelId own{0};
  while (own.row() < levels && all.is_modelled(everyone, own)) ++own;
  for (const GroupId group : counted.of_everyone) {
    auto& from = all.whole_from[group];
    from = std::max(from, own);
  }
}

void note_shared_out(const PeopleCounted& counted, const Per<LevelId, Level>& levels,
                     Findings& findings) {
  if (counted.everyone.at.row() == 0) return;
  const std::string& level = levels[counted.everyone.at].key;
  Finding finding;
  finding.code = "people_modelled";
  finding.severity = Severity::note;
  finding.file = counted.file;
  finding.feature = "everyone";
  finding.value = fmt::format("{} areas of level {}", counted.everyone.people.size(), level);
  finding.what = fmt::format(
      "everyone is counted by {} and shared out to the homes in it by dwellings, else floor area, "
      "else one each: all counts below that level are modelled",
      level);
  finding.remedy = "give counts for the neighbourhoods themselves if there are any";
  findings.add(finding);
}

}  // namespace

Residents residents(const Layers& layers, const Zones& zones, const Per<LevelId, Level>& levels,
                    Supports& supports, Findings& findings) {
  if (!layers.description.people) return nobody_recorded(zones, layers, findings);
  const auto& people = *layers.description.people;
  PeopleCounted counted = count_people(layers, zones, levels, supports, findings);
  const std::string& file = counted.file;
  Residents all = described(people, counted);
  note_shared_out(counted, levels, findings);
  carry_groups(all, counted.everyone, counted.of_groups, levels, supports, findings);
  mark_shares(all, counted, levels.size());
  fit_people(all, counted.of_groups, levels, file, findings);
  refuse_above_whole(all, layers, zones, file);
  add_rest(all, counted.groups, people.rest, zones, levels, !supports.empty(), file, findings);
  report_unmapped(all, zones, file, findings);
  note_total(all, file, findings);
  return all;
}

}  // namespace geo::build
