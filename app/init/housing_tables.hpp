#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/init/look.hpp"
#include "app/init/zones.hpp"

namespace app::init {

/// A column of a table of housing and what it holds.
struct FoundFigure {
  std::string what;  ///< "rent", "income", "rooms", "dwellings"
  std::string column, why;
  std::string unit;                 ///< "EUR/month"; empty where no word says it
  std::vector<std::string> others;  ///< columns whose names say the same, for the reader to choose
};

/// Rents, incomes, rooms or dwellings by area and period: one table, or several of the same columns
/// such as one for each year.
struct FoundHousingTable {
  std::vector<const Seen*> files;
  std::vector<const Seen*> copies;        ///< tables that hold the same once more
  std::string join_column, join_key;      ///< empty: it joins no areas, and is only listed
  std::optional<std::size_t> level;       ///< whose areas its rows are; nothing: the finest
  std::size_t areas = 0, found = 0;       ///< codes of the table, and of them how many areas have
  std::vector<std::string> period;        ///< columns that tell the time
  std::string where_column, where_value;  ///< which of several measures is taken
  std::vector<std::string> other_values;  ///< the others
  std::vector<FoundFigure> figures;
};

/// Whether a table that is nothing else speaks of rents, incomes, rooms or dwellings.
bool speaks_of_housing(const Seen& table);

/// Whether it speaks of rents, so that it is worth listing even where it joins no areas.
bool speaks_of_rent(const Seen& table);

/// What tables of housing hold, those of the same columns together. `zones` are the finest areas,
/// `id` the template that tells them apart, `levels` the coarser ones.
std::vector<FoundHousingTable> housing_tables(const std::vector<const Seen*>& tables,
                                              const Seen* zones, const std::string& id,
                                              const std::vector<FoundLevel>& levels);

}  // namespace app::init
