#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "geo/build/counts.hpp"
#include "geo/build/long_table.hpp"
#include "geo/build/people_rows.hpp"

namespace geo::build {

/// Rows of a long table that sum up others ("Total"), for the sums of rows that the source holds
/// back.
class PrintedTotals {
 public:
  PrintedTotals() = default;
  /// `parts` are the rows that are no sum of others; `counted` columns hold counts, `key` is that
  /// of the areas.
  PrintedTotals(const Layer& table, const std::set<std::string>& counted, const std::string& key,
                Chosen parts);

  /// The sum of the chosen rows among those of one area: the total that is printed of all rows of a
  /// division, less those that were not chosen. Nothing where no total is printed, where one of the
  /// others is held back too, and where that would tell a single count that the source holds back.
  std::optional<double> sum(const std::vector<std::size_t>& own, const Chosen& chosen,
                            const Numbers& values) const;

 private:
  /// A division of people by the words of one column, and which rows are totals over it.
  struct Division {
    std::size_t column;
    std::vector<bool> is_total;
  };
  /// What the other columns of a row say.
  std::vector<std::string> others(std::size_t row, const Division& division) const;
  std::optional<double> sum(const Division& division, const std::vector<std::size_t>& own,
                            const Chosen& chosen, const Numbers& values) const;

  const Layer* table_ = nullptr;
  Chosen parts_;
  std::vector<std::size_t> words_;  ///< columns that say whom a row counts
  std::vector<Division> divisions_;
};

/// The area of a higher level that holds one of a lower.
AreaId area_above(const Per<LevelId, Level>& levels, LevelId low, AreaId area, LevelId high);

/// Rows whose key meets no area of the table's own level, by the larger areas that they count: the
/// whole city in a row called "Total", and an area that has all the keys beginning with theirs, as
/// codes of districts begin those of their parts.
std::map<AreaOfLevel, std::vector<std::pair<std::size_t, double>>> rows_of_larger_areas(
    const PeopleRows& rows, const Per<LevelId, Level>& levels);

}  // namespace geo::build
