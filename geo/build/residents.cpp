#include "geo/build/residents.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "geo/build/counted_table.hpp"
#include "geo/build/fit_people.hpp"
#include "geo/build/groups.hpp"
#include "geo/core/error.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

using ByZone = Column<NeighbourhoodId, People>;

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

void refuse_above(const Residents& all, GroupId part, const Zones& zones, const std::string& file,
                  const std::string& column) {
  const GroupId whole = all.groups[part].part_of.value_or(everyone);
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

/// Everyone less the groups of an origin that are part of no other.
///
/// Counts carried from grounds of their own need not agree: where they leave less than nobody the
/// rest is `uncertain`.
ByZone rest(const Residents& all, const Zones& zones, bool carried, const std::string& file,
            Findings& findings) {
  // Shares are rounded in tables: what they are over by is taken as nothing.
  const auto allowed = [](People whole) { return std::max(0.5, 0.0005 * whole.count()); };
  ByZone out;
  std::size_t rounded = 0;
  const auto tops = top_groups(all);
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    Cell<People> left = all.by_neighbourhood[everyone][zone];
    for (const GroupId group : tops) {
      const auto& part = all.by_neighbourhood[group][zone];
      if (left) left = part ? Cell<People>{*left - *part} : Cell<People>{part.reason()};
    }
    if (left && *left < People{}) {
      const People whole = *all.by_neighbourhood[everyone][zone];
      if (-left->count() > allowed(whole)) {
        if (carried) {
          out.push_back(Missing::uncertain);
          continue;
        }
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

/// What a group without a table says of that of [people].
description::CountedFrom inherited(const description::People& people,
                                   const description::Group& group) {
  description::CountedFrom from = people.from;
  if (!group.from.value.empty()) from.value = group.from.value;
  if (!group.count.empty() || !group.share.empty()) from.value = people.from.value;
  from.category = group.from.category;
  if (group.from.measure != description::Measure::unstated) from.measure = group.from.measure;
  from.withheld.insert(from.withheld.end(), group.from.withheld.begin(), group.from.withheld.end());
  return from;
}

/// Counts every group of a description, one after another.
class Counting {
 public:
  Counting(const Layers& layers, const Zones& zones, const Per<LevelId, Level>& levels,
           Supports& supports, Findings& findings)
      : layers_(layers),
        zones_(zones),
        levels_(levels),
        supports_(supports),
        findings_(findings),
        people_(*layers.description.people),
        groups_(layers) {}

  Residents run() {
    all_.recorded = true;
    all_.basis = people_.basis;
    all_.definition = people_.definition;
    all_.as_of = people_.as_of;
    if (all_.as_of.empty() && people_.from.table) all_.as_of = people_.from.table->as_of;
    count_everyone();
    for (std::size_t i = 0; i < people_.groups.size(); ++i) count_group(i);
    groups_.link();
    bring_to_neighbourhoods();
    add_rest();
    report_unmapped(all_, zones_, file(), findings_);
    note_total(all_, file(), findings_);
    return std::move(all_);
  }

 private:
  const std::string& file() const { return everyone_in_->rows().layer->file; }

  CountedTable table(const Layer* layer, const description::CountedFrom& from,
                     const std::string& where, const std::set<std::string>& columns) {
    if (!layer && !from.at.empty()) {
      throw refused("level_unknown", layers_.description.file, "", "at", from.at,
                    where + " says a level and has no table",
                    "add table = \"...\", or leave at out: the neighbourhoods' own columns count "
                    "each of them");
    }
    return CountedTable({layer, from, where, columns}, layers_, zones_, levels_, findings_);
  }

  void count_everyone() {
    const auto& from = people_.from;
    const bool is_long = !from.value.empty();
    if (people_.total.empty() && !is_long) {
      throw refused(
          "total_missing", layers_.description.file, "", "people.total", "",
          "no column is named that counts everyone",
          "add total = \"COLUMN\" under [people], or value = \"COLUMN\" where several rows "
          "make one count");
    }
    if (from.measure == description::Measure::flow) {
      throw refused("everyone_is_flow", layers_.description.file, "", "people.measure", "flow",
                    "people who came in a period are not everyone who lives there",
                    "give a table of residents under [people], and this one under "
                    "[people.groups.arrivals]");
    }
    const Layer* layer = layers_.people ? &*layers_.people : nullptr;
    refuse_unstated_flow(layer ? *layer : *layers_.neighbourhoods, from,
                         {people_.total, from.value}, "[people]");
    everyone_in_.emplace(table(layer, from, "[people]", people_columns(people_)));
    if (everyone_in_->rows().level.row() > 0) {
      throw refused("everyone_too_coarse", layers_.description.file, "", "people.at", from.at,
                    "everyone is counted only in areas larger than the neighbourhoods",
                    "draw [neighbourhoods] as those areas, or give everyone by neighbourhood and "
                    "only groups at = \"" +
                        from.at + "\"");
    }
    const CountedTable& own = *everyone_in_;
    everyone_rows_ = chosen(own, from);
    total_ = is_long ? own.values()
                     : counts(*own.rows().layer, people_.total, own.rows().keys, "[people] total",
                              findings_, from.withheld);
    const Counted all = is_long ? own.counted(everyone_rows_) : own.counted(total_);
    all_.by_neighbourhood.push_back(by_zone(all));
    if (layer) own.report_unplaced(total_, everyone_rows_, findings_);
    if (!is_long) return;
    slices_ = slices(*own.rows().layer, people_.by, everyone_rows_, findings_);
    count_slices(own, everyone, everyone_rows_, slices_);
  }

  ByZone by_zone(const Counted& all) {
    const ByCell people(all.people.begin(), all.people.end());
    everyone_counted_ = all;
    if (all.ground) return supports_.carry_everyone(*all.ground, people, findings_);
    if (!supports_.empty()) supports_.place_everyone(ByZone(people));
    return ByZone(people);
  }

  Chosen chosen(const CountedTable& table, const description::CountedFrom& from) {
    if (!from.category) return table.all();
    const Layer& layer = *table.rows().layer;
    Chosen rows = rows_of_category(layer, from.category, "category");
    std::vector<std::string> counted{from.value};
    // Who asks for the word "Total" gets its rows.
    if (!from.category->is.empty()) counted.push_back(from.category->column);
    Findings told_already;
    leave_out_totals(layer, counted, rows, told_already);
    return rows;
  }

  void count_slices(const CountedTable& table, GroupId of, const Chosen& among,
                    const std::vector<Slice>& slices) {
    for (const Slice& slice : slices) {
      Chosen rows = slice.rows;
      for (std::size_t row = 0; row < rows.size(); ++row) rows[row] = rows[row] && among[row];
      counted_.emplace(groups_.add(slice, of), table.counted(rows));
    }
  }

  void count_group(std::size_t i) {
    const auto& described = people_.groups[i];
    const GroupId id = groups_.described(i);
    if (described.people) {
      counted_.emplace(id, Counted{LevelId{levels_.size() - 1},
                                   Per<AreaId, Cell<People>>(1, People::of(*described.people))});
      return;
    }
    const std::string where = fmt::format("[people.groups.{}]", described.key);
    const auto own = layers_.group_people.find(described.key);
    const bool has_table = own != layers_.group_people.end();
    const auto from = has_table ? described.from : inherited(people_, described);
    const Layer* layer = has_table ? &own->second : layers_.people ? &*layers_.people : nullptr;
    refuse_unstated_flow(layer ? *layer : *layers_.neighbourhoods, from,
                         {described.count, described.share, from.value}, where);
    if (!has_table && from.value == people_.from.value) {
      count_in(*everyone_in_, i, from, where, &slices_);
      return;
    }
    std::set<std::string> columns{described.count, described.share, from.value};
    columns.erase("");
    count_in(table(layer, from, where, columns), i, from, where, nullptr);
  }

  void count_in(const CountedTable& table, std::size_t i, const description::CountedFrom& from,
                const std::string& where, const std::vector<Slice>* known) {
    const auto& described = people_.groups[i];
    const GroupId id = groups_.described(i);
    const PeopleRows& rows = table.rows();
    if (!described.count.empty()) {
      const Numbers column =
          counts(*rows.layer, described.count, rows.keys, where, findings_, from.withheld);
      counted_.emplace(id, table.counted(column));
      if (!known) table.report_unplaced(column, table.all(), findings_);
      return;
    }
    if (!described.share.empty()) {
      const Numbers column =
          shares(*rows.layer, described.share, rows.keys, where, findings_, from.withheld);
      counted_.emplace(id, table.counted(known ? times(column, total_) : of_areas(column, rows)));
      return;
    }
    if (!table.is_long()) {
      throw refused("group_without_column", rows.layer->file, described.key, "", "",
                    "the group has neither a count nor a share",
                    fmt::format("add count = \"COLUMN\" or share = \"COLUMN\" to {}; for a long "
                                "table value = \"COLUMN\"",
                                where));
    }
    const Chosen among = chosen(table, from);
    counted_.emplace(id, table.counted(among));
    if (!known) table.report_unplaced(table.values(), among, findings_);
    count_slices(table, id, among,
                 known ? *known : slices(*rows.layer, people_.by, among, findings_));
  }

  static Numbers times(Numbers shares, const Numbers& totals) {
    for (std::size_t row = 0; row < shares.size(); ++row) {
      if (!shares[row]) continue;
      shares[row] = totals[row] ? Cell<double>{*shares[row] * *totals[row]}
                                : Cell<double>{totals[row].reason()};
    }
    return shares;
  }

  /// Shares of everyone in the area of each row.
  Numbers of_areas(Numbers shares, const PeopleRows& rows) const {
    Numbers everyone_there(shares.size(), Missing::not_recorded);
    if (rows.own_ground) {
      const auto people = supports_.everyone_in(*rows.layer);
      for (std::size_t row = 0; row < people.size(); ++row)
        everyone_there[row] = people[row].count();
      return times(std::move(shares), everyone_there);
    }
    for (const AreaId area : rows.of.rows()) {
      People sum;
      for (const NeighbourhoodId zone : zones_.all.key.rows()) {
        const auto& people = all_.by_neighbourhood[everyone][zone];
        if (people && levels_[rows.level].of[zone] == area) sum += *people;
      }
      for (const auto& [row, share] : rows.of[area]) everyone_there[row] = sum.count();
    }
    return times(std::move(shares), everyone_there);
  }

  void bring_to_neighbourhoods() {
    all_.groups = groups_.all();
    while (all_.by_neighbourhood.size() < all_.groups.size()) {
      all_.by_neighbourhood.push_back(ByZone(zones_.all.size(), Missing::not_recorded));
    }
    carry_people();
    fit_people(all_, counted_, levels_, file(), findings_);
    for (std::size_t i = 0; i < people_.groups.size(); ++i) {
      const auto& group = people_.groups[i];
      if (groups_.all()[groups_.described(i)].by == Dimension::flow) continue;
      refuse_above(all_, groups_.described(i), zones_, file(),
                   !group.count.empty()   ? group.count
                   : !group.share.empty() ? group.share
                                          : group.from.value);
    }
    refuse_above_city();
  }

  /// Groups counted on ground of their own, wholes before their parts, so that a part is carried
  /// to where its whole is.
  void carry_people() {
    report_parts();
    std::vector<GroupId> order;
    for (const auto& [group, counts] : counted_) {
      if (counts.ground) order.push_back(group);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](GroupId a, GroupId b) { return depth(a) < depth(b); });
    for (const GroupId group : order) {
      Counted& counts = counted_.at(group);
      const ByCell people(counts.people.begin(), counts.people.end());
      const GroupId whole = all_.groups[group].part_of.value_or(everyone);
      const ByZone zones = supports_.carry(group, all_.groups[group], *counts.ground, people,
                                           all_.by_neighbourhood[whole], findings_);
      all_.by_neighbourhood[group] = zones;
      counts = {LevelId{0}, {}, nullptr};
      for (const auto& cell : zones) counts.people.push_back(cell);
    }
  }

  /// How many wholes a group lies in, everyone not counted.
  std::size_t depth(GroupId group) const {
    const auto whole = all_.groups[group].part_of;
    return whole ? 1 + depth(*whole) : 0;
  }

  /// Where parts and their whole were counted on one ground and do not sum.
  void report_parts() {
    for (const Split& split : all_.splits()) {
      const auto counted = counted_.find(split.whole);
      if (split.whole != everyone && counted == counted_.end()) continue;
      const Counted& whole = split.whole == everyone ? everyone_counted_ : counted->second;
      if (!whole.ground) continue;
      std::vector<ByCell> parts;
      for (const GroupId part : split.parts) {
        const auto counts = counted_.find(part);
        if (counts == counted_.end() || counts->second.ground != whole.ground) continue;
        parts.emplace_back(counts->second.people.begin(), counts->second.people.end());
      }
      const ByCell all(whole.people.begin(), whole.people.end());
      report_missed_totals(*whole.ground, all_.groups[split.whole].key, all, parts, findings_);
    }
  }

  People city_of(GroupId group) const {
    const auto known = all_.in_city.find(group);
    if (known != all_.in_city.end()) return known->second;
    People sum;
    for (const auto& people : all_.by_neighbourhood[group]) {
      if (people) sum += *people;
    }
    return sum;
  }

  void refuse_above_city() const {
    for (const auto& [group, people] : all_.in_city) {
      const GroupId whole = all_.groups[group].part_of.value_or(everyone);
      if (all_.groups[group].by == Dimension::flow || people <= city_of(whole)) continue;
      throw refused("group_above_total", layers_.description.file, "city", all_.groups[group].key,
                    fmt::format("{} of {}", people.count(), city_of(whole).count()),
                    fmt::format("the city has more people in {} than in {}", all_.groups[group].key,
                                all_.groups[whole].key),
                    "a number for a larger region or another year is none for this city");
    }
  }

  void add_rest() {
    const auto id = groups_.add_rest(people_.rest);
    if (!id) return;
    all_.by_neighbourhood.push_back(rest(all_, zones_, !supports_.empty(), file(), findings_));
    all_.groups = groups_.all();
    LevelId coarsest{0};
    People left = city_of(everyone);
    for (const GroupId group : top_groups(all_)) {
      coarsest = std::max(coarsest, all_.finest(group));
      left = left - city_of(group);
    }
    if (coarsest.row() > 0) all_.counted_at[*id] = coarsest;
    if (coarsest.row() + 1 == levels_.size() && left >= People{}) all_.in_city[*id] = left;
  }

  const Layers& layers_;
  const Zones& zones_;
  const Per<LevelId, Level>& levels_;
  Supports& supports_;
  Findings& findings_;
  const description::People& people_;
  Groups groups_;
  Residents all_;
  Counted everyone_counted_;
  std::map<GroupId, Counted> counted_;
  std::optional<CountedTable> everyone_in_;
  Chosen everyone_rows_;
  Numbers total_;  ///< of everyone, row by row
  std::vector<Slice> slices_;
};

}  // namespace

Residents residents(const Layers& layers, const Zones& zones, const Per<LevelId, Level>& levels,
                    Supports& supports, Findings& findings) {
  if (!layers.description.people) return nobody_recorded(zones, layers, findings);
  return Counting(layers, zones, levels, supports, findings).run();
}

}  // namespace geo::build
