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

/// Whole people in many rows may miss their total by as much.
constexpr double rounding = 5;

}  // namespace

CountedTable::CountedTable(const PeopleTable& table, const Layers& layers, const Zones& zones,
                           const Per<LevelId, Level>& levels, Findings& findings)
    : table_(table),
      levels_(&levels),
      rows_(people_rows(table, layers, zones, levels, findings)),
      all_(rows_.layer->rows, true),
      larger_(rows_of_larger_areas(rows_, levels)) {
  if (!larger_.empty()) {
    Finding finding = about_larger("larger_areas_counted", Severity::note);
    finding.what =
        "rows of this table count larger areas: they stand for these where counts of their parts "
        "are held back or not recorded";
    finding.remedy = "nothing to do when that is right";
    findings.add(finding);
  }
  if (!rows_.is_long) return;
  std::vector<std::string> no_words{table.columns.begin(), table.columns.end()};
  // A row called "Total" in the column of the key is of the whole city: nothing else sums it up.
  no_words.push_back(table.from.join_column);
  leave_out_totals(*rows_.layer, no_words, all_, findings);
  values_ = counts(*rows_.layer, table.from.value, rows_.keys, table.where + " value", findings,
                   table.from.withheld);
  totals_ = PrintedTotals(*rows_.layer, table.columns, table.from.join_column, all_);
  writes_zeros_ = std::any_of(values_.begin(), values_.end(),
                              [](const auto& count) { return count && *count == 0; });
}

template <class OfRows>
Counted CountedTable::by_area(OfRows of_rows, Findings& findings) const {
  Counted out{rows_.level, {}, rows_.own_ground ? rows_.layer : nullptr, {}};
  for (const Rows& own : rows_.of) out.people.push_back(of_rows(own));
  for (const auto& [area, own] : larger_) {
    if (const Cell<People> people = of_rows(own)) out.printed[area] = *people;
  }
  check_larger(out, findings);
  return out;
}

Counted CountedTable::counted(const Numbers& column, Findings& findings) const {
  return by_area(
      [&](const Rows& own) {
        Sum sum;
        for (const auto& [row, share] : own) {
          if (all_[row]) sum.add(column[row], share);
        }
        return own.empty() ? Cell<People>{Missing::not_recorded} : sum.people();
      },
      findings);
}

Counted CountedTable::counted(const Chosen& chosen, Findings& findings) const {
  refuse_several_times(*rows_.layer, rows_.keys, chosen, table_.from, table_.where);
  return by_area([&](const Rows& own) { return chosen_in(own, chosen); }, findings);
}

Cell<People> CountedTable::chosen_in(const Rows& own, const Chosen& chosen) const {
  Sum sum;
  bool any = false;
  std::vector<std::size_t> rows;
  for (const auto& [row, share] : own) {
    rows.push_back(row);
    if (!chosen[row]) continue;
    sum.add(values_[row], share);
    any = true;
  }
  if (own.empty() || (!any && writes_zeros_)) return Missing::not_recorded;
  const Cell<People> people = sum.people();
  if (people || people.reason() != Missing::withheld_by_source) return people;
  const auto printed = totals_.sum(rows, chosen, values_);
  return printed ? Cell<People>{People::of(*printed)} : people;
}

/// Drops what is said of larger areas where it contradicts parts that are all known.
void CountedTable::check_larger(Counted& counted, Findings& findings) const {
  const auto misfit = [&](const AreaOfLevel& larger, People printed) {
    People sum;
    bool all_known = true;
    for (const AreaId area : counted.people.rows()) {
      if (area_above(*levels_, counted.at, area, larger.first) != larger.second) continue;
      if (counted.people[area]) sum += *counted.people[area];
      all_known = all_known && counted.people[area].has_value();
    }
    const double gap = printed.count() - sum.count();
    return gap < -rounding || (all_known && gap > rounding);
  };
  const bool differ = std::any_of(counted.printed.begin(), counted.printed.end(),
                                  [&](const auto& one) { return misfit(one.first, one.second); });
  if (!differ) return;
  Finding finding = about_larger("larger_areas_differ", Severity::warning);
  finding.what =
      "rows that count larger areas are not the sum of their parts, so they stand for nothing here";
  finding.remedy = "use counts of one year and one definition in one table";
  findings.add(finding);
  counted.printed.clear();
}

Finding CountedTable::about_larger(const std::string& code, Severity severity) const {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.file = rows_.layer->file;
  finding.layer = rows_.layer->name;
  finding.feature = table_.where;
  finding.value = fmt::format("{} areas", larger_.size());
  return finding;
}

void CountedTable::report_unplaced(const Numbers& column, const Chosen& chosen,
                                   Findings& findings) const {
  std::vector<bool> placed(column.size());
  for (const auto& area : rows_.of) {
    for (const auto& [row, share] : area) placed[row] = true;
  }
  for (const auto& [area, own] : larger_) {
    for (const auto& [row, share] : own) placed[row] = true;
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
