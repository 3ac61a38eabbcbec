#include "geo/build/count_people.hpp"

#include "geo/build/share_out.hpp"
#include "geo/core/error.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

using ByZone = Column<NeighbourhoodId, People>;

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

/// Counts one group of a description after another.
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
        all_{"", Groups(layers), {}, {}, {}, {}} {}

  PeopleCounted run() {
    count_everyone();
    for (std::size_t i = 0; i < people_.groups.size(); ++i) count_group(i);
    make_room();
    all_.groups.link();
    all_.file = everyone_in_->rows().layer->file;
    return std::move(all_);
  }

 private:
  CountedTable table(const Layer* layer, const description::CountedFrom& from,
                     const std::string& where, const std::set<std::string>& columns) {
    if (!layer && !from.at.empty()) {
      throw Error(
          {.code = "level_unknown",
           .what = where + " says a level and has no table",
           .file = layers_.description.file,
           .field = "at",
           .value = from.at,
           .remedy = "add table = \"...\", or leave at out: the neighbourhoods' own columns count "
                     "each of them"});
    }
    return CountedTable({layer, from, where, columns}, layers_, zones_, levels_, findings_);
  }

  void count_everyone() {
    const auto& from = people_.from;
    const bool is_long = !from.value.empty();
    if (people_.total.empty() && !is_long) {
      throw Error(
          {.code = "total_missing",
           .what = "no column is named that counts everyone",
           .file = layers_.description.file,
           .field = "people.total",
           .remedy =
               "add total = \"COLUMN\" under [people], or value = \"COLUMN\" where several rows "
               "make one count"});
    }
    if (from.measure == description::Measure::flow) {
      throw Error({.code = "everyone_is_flow",
                   .what = "people who came in a period are not everyone who lives there",
                   .file = layers_.description.file,
                   .field = "people.measure",
                   .value = "flow",
                   .remedy = "give a table of residents under [people], and this one under "
                             "[people.groups.arrivals]"});
    }
    const Layer* layer = layers_.people ? &*layers_.people : nullptr;
    refuse_unstated_flow(layer ? *layer : *layers_.neighbourhoods, from,
                         {people_.total, from.value}, "[people]");
    everyone_in_.emplace(table(layer, from, "[people]", people_columns(people_)));
    const CountedTable& own = *everyone_in_;
    everyone_rows_ = chosen(own, from);
    total_ = is_long ? own.values()
                     : counts(*own.rows().layer, people_.total, own.rows().keys, "[people] total",
                              findings_, from.withheld);
    const Counted all =
        is_long ? own.counted(everyone_rows_, findings_) : own.counted(total_, findings_);
    all_.by_neighbourhood = by_zone(all);
    if (layer) own.report_unplaced(total_, everyone_rows_, findings_);
    if (!is_long) return;
    slices_ = slices(*own.rows().layer, people_.by, everyone_rows_, findings_);
    count_slices(own, everyone, everyone_rows_, slices_);
  }

  ByZone by_zone(const Counted& all) {
    const ByCell people(all.people.begin(), all.people.end());
    all_.everyone = all;
    if (all.ground) return supports_.carry_everyone(*all.ground, people, findings_);
    if (all.at.row() > 0) return share_out({});
    if (!supports_.empty()) supports_.place_everyone(ByZone(people));
    return ByZone(people);
  }

  /// Where everyone was shared out from larger areas, there are at least as many as groups were
  /// counted.
  void make_room() {
    const Counted& all = all_.everyone;
    if (all.ground || all.at.row() == 0) return;
    const AtLeast least = known_below(all.at, all_.groups, all_.of_groups, levels_);
    if (!least.empty()) all_.by_neighbourhood = share_out(least);
  }

  ByZone share_out(const AtLeast& least) {
    const ByZone zones = shared_out(all_.everyone, levels_,
                                    supports_.weights_of_neighbourhoods(zones_.all.size()), least);
    if (!supports_.empty()) supports_.place_everyone(zones);
    return zones;
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
      all_.of_groups.emplace(all_.groups.add(slice, of), table.counted(rows, findings_));
    }
  }

  void count_group(std::size_t i) {
    const auto& described = people_.groups[i];
    const GroupId id = all_.groups.described(i);
    if (described.people) {
      all_.of_groups.emplace(id,
                             Counted{LevelId{levels_.size() - 1},
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
    const GroupId id = all_.groups.described(i);
    const PeopleRows& rows = table.rows();
    if (!described.count.empty()) {
      const Numbers column =
          counts(*rows.layer, described.count, rows.keys, where, findings_, from.withheld);
      all_.of_groups.emplace(id, table.counted(column, findings_));
      if (!known) table.report_unplaced(column, table.all(), findings_);
      return;
    }
    if (!described.share.empty()) {
      const Numbers column =
          shares(*rows.layer, described.share, rows.keys, where, findings_, from.withheld);
      if (!known) all_.of_everyone.insert(id);
      all_.of_groups.emplace(
          id, table.counted(known ? times(column, total_) : of_areas(column, rows), findings_));
      return;
    }
    if (!table.is_long()) {
      throw Error(
          {.code = "group_without_column",
           .what = "the group has neither a count nor a share",
           .file = rows.layer->file,
           .feature = described.key,
           .remedy = fmt::format("add count = \"COLUMN\" or share = \"COLUMN\" to {}; for a long "
                                 "table value = \"COLUMN\"",
                                 where)});
    }
    const Chosen among = chosen(table, from);
    all_.of_groups.emplace(id, table.counted(among, findings_));
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
        const auto& people = all_.by_neighbourhood[zone];
        if (people && levels_[rows.level].of[zone] == area) sum += *people;
      }
      for (const auto& [row, share] : rows.of[area]) everyone_there[row] = sum.count();
    }
    return times(std::move(shares), everyone_there);
  }

  const Layers& layers_;
  const Zones& zones_;
  const Per<LevelId, Level>& levels_;
  Supports& supports_;
  Findings& findings_;
  const description::People& people_;
  PeopleCounted all_;
  std::optional<CountedTable> everyone_in_;
  Chosen everyone_rows_;
  Numbers total_;  ///< of everyone, row by row
  std::vector<Slice> slices_;
};

}  // namespace

PeopleCounted count_people(const Layers& layers, const Zones& zones,
                           const Per<LevelId, Level>& levels, Supports& supports,
                           Findings& findings) {
  return Counting(layers, zones, levels, supports, findings).run();
}

}  // namespace geo::build
