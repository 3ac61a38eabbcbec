#pragma once

#include <map>

#include "geo/build/counts.hpp"
#include "geo/build/long_table.hpp"
#include "geo/build/people_rows.hpp"
#include "geo/build/printed_totals.hpp"

namespace geo::build {

/// People of one group as their source counts them: by area of some level, or by cell of a layer on
/// ground of its own.
struct Counted {
  LevelId at{0};
  Per<AreaId, Cell<People>> people{};
  const Layer* ground = nullptr;            ///< the layer, where the areas are its rows
  std::map<AreaOfLevel, People> printed{};  ///< what the same source says of larger areas
};

/// One table of people, joined to the areas and asked for the counts of one group after another.
///
/// Rows that count larger areas (a district, the whole city) stand for these where the table holds
/// back some of their parts (`larger_areas_counted`); where they are not the sum of parts that are
/// all known, they are another count and stand for nothing (`larger_areas_differ`).
///
/// Throws what `people_rows` throws. `total_rows_left_out` is told once.
class CountedTable {
 public:
  CountedTable(const PeopleTable& table, const Layers& layers, const Zones& zones,
               const Per<LevelId, Level>& levels, Findings& findings);

  const PeopleRows& rows() const { return rows_; }
  bool is_long() const { return rows_.is_long; }
  /// Rows that are no sum of others.
  const Chosen& all() const { return all_; }
  const Numbers& values() const { return values_; }  ///< of a long table

  /// Counts in a column by area: `not_recorded` without a row, else the reason of a row without a
  /// count, `withheld_by_source` before others.
  Counted counted(const Numbers& column, Findings& findings) const;
  /// The rows of a long table that are chosen, summed by area. Throws Error
  /// `long_table_several_years`. An area with rows of which none is chosen has 0 people, unless
  /// the table writes its zeros: then it is `not_recorded`. Where some are held back, a total that
  /// the table prints may give their sum (see PrintedTotals).
  Counted counted(const Chosen& chosen, Findings& findings) const;

  /// People in rows that no area has: they would else be missing without a word.
  void report_unplaced(const Numbers& column, const Chosen& chosen, Findings& findings) const;

 private:
  using Rows = std::vector<std::pair<std::size_t, double>>;
  /// The counts of every area, and of the larger ones that the table has rows of.
  template <class OfRows>
  Counted by_area(OfRows of_rows, Findings& findings) const;
  Cell<People> chosen_in(const Rows& own, const Chosen& chosen) const;
  void check_larger(Counted& counted, Findings& findings) const;
  Finding about_larger(const std::string& code, Severity severity) const;

  const PeopleTable table_;
  const Per<LevelId, Level>* levels_;
  PeopleRows rows_;
  Chosen all_;
  Numbers values_;
  PrintedTotals totals_;
  std::map<AreaOfLevel, Rows> larger_;
  bool writes_zeros_ = false;
};

}  // namespace geo::build
