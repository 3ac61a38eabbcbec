#include "geo/build/counted_table.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace geo::build {
namespace {

/// A sum that knows why it cannot be told.
class Sum {
 public:
  void add(const Cell<double>& count, double share) {
    if (count) {
      sum_ += *count * share;
    } else if (!missing_ || count.reason() == Missing::withheld_by_source) {
      missing_ = count.reason();
    }
  }
  Cell<People> people() const {
    return missing_ ? Cell<People>{*missing_} : Cell<People>{People::of(sum_)};
  }

 private:
  double sum_ = 0;
  std::optional<Missing> missing_;
};

}  // namespace

CountedTable::CountedTable(const PeopleTable& table, const Layers& layers, const Zones& zones,
                           const Per<LevelId, Level>& levels, Findings& findings)
    : table_(table), rows_(people_rows(table, layers, zones, levels, findings)) {
  all_ = Chosen(rows_.layer->rows, true);
  if (!rows_.is_long) return;
  leave_out_totals(*rows_.layer, {table.columns.begin(), table.columns.end()}, all_, findings);
  values_ = counts(*rows_.layer, table.from.value, rows_.keys, table.where + " value", findings,
                   table.from.withheld);
  writes_zeros_ = std::any_of(values_.begin(), values_.end(),
                              [](const auto& count) { return count && *count == 0; });
}

Counted CountedTable::counted(const Numbers& column) const {
  Counted out{rows_.level, {}, rows_.own_ground ? rows_.layer : nullptr};
  for (const auto& own : rows_.of) {
    Sum sum;
    for (const auto& [row, share] : own) {
      if (all_[row]) sum.add(column[row], share);
    }
    out.people.push_back(own.empty() ? Cell<People>{Missing::not_recorded} : sum.people());
  }
  return out;
}

Counted CountedTable::counted(const Chosen& chosen) const {
  refuse_several_times(*rows_.layer, rows_.keys, chosen, table_.from, table_.where);
  Counted out{rows_.level, {}, rows_.own_ground ? rows_.layer : nullptr};
  for (const auto& own : rows_.of) {
    Sum sum;
    bool any = false;
    for (const auto& [row, share] : own) {
      if (!chosen[row]) continue;
      sum.add(values_[row], share);
      any = true;
    }
    const bool unknown = own.empty() || (!any && writes_zeros_);
    out.people.push_back(unknown ? Cell<People>{Missing::not_recorded} : sum.people());
  }
  return out;
}

void CountedTable::report_unplaced(const Numbers& column, const Chosen& chosen,
                                   Findings& findings) const {
  std::vector<bool> placed(column.size());
  for (const auto& area : rows_.of) {
    for (const auto& [row, share] : area) placed[row] = true;
  }
  People sum;
  std::size_t unplaced = 0;
  std::set<std::string> keys;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (placed[row] || !chosen[row] || !column[row] || *column[row] == 0) continue;
    sum += People::of(*column[row]);
    keys.insert(rows_.keys[row].value_or("no key"));
    ++unplaced;
  }
  if (unplaced == 0) return;
  Finding finding;
  finding.code = "people_not_placed";
  finding.file = rows_.layer->file;
  finding.layer = rows_.layer->name;
  if (keys.size() == 1) finding.feature = *keys.begin();
  finding.field = table_.from.join_column;
  finding.value = fmt::format("{} people in {} rows", sum.count(), unplaced);
  finding.what = table_.where == "[people]"
                     ? "these people belong to no neighbourhood of the map and are left out"
                     : fmt::format(
                           "these people of {} belong to no neighbourhood of the map and "
                           "are left out",
                           table_.where);
  finding.remedy =
      "use neighbourhoods and counts of the same year; a code for \"not known\" has no "
      "place";
  findings.add(finding);
}

}  // namespace geo::build
