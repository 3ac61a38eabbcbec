#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/init/look.hpp"

namespace app::init {

/// A group that a table counts, by the name of its column.
struct FoundGroup {
  std::string key;  ///< "migrants", "foreign_nationals", "refugees"
  std::string column;
  bool share = false;      ///< a share of the total, else people
  std::string definition;  ///< "country of birth", ...
  bool chosen = true;      ///< false: overlaps a group that was chosen, offered only
};

/// What the columns of a table say that has several rows for each code.
struct FoundLong {
  std::string value;  ///< column that is summed
  std::size_t rows_each = 0;
  std::vector<std::pair<std::string, std::string>> where;  ///< column of time, its newest word
  std::string category, home;  ///< column of nationality or origin, and its word with most people
  std::string sex, age;
};

/// Where the people are: a table that joins the zones, or the zones' own columns.
struct FoundPeople {
  const Seen* table = nullptr;  ///< null: the zones themselves
  std::string join_column;
  std::string join_key;                         ///< template over the zones
  std::size_t matched = 0, rows = 0;            ///< zones with a row of the table
  std::size_t table_found = 0, table_rows = 0;  ///< keys of the table that zones have
  std::string total;
  bool total_by_name = true;  ///< false: told by its values alone
  std::vector<FoundGroup> groups;
  std::vector<std::string> shares;  ///< columns that could be groups, for the reader to choose
  std::optional<FoundLong> long_table{};  ///< of a long table; it has no `total`
};

/// The column that counts everyone: by its name, else the whole numbers with the largest sum that
/// are no codes.
struct FoundTotal {
  std::string column;
  bool by_name = true;
};
std::optional<FoundTotal> total_column(const Seen& seen, const std::string& key_column);

/// Columns that count migrants, foreign nationals or refugees, by their names; at most one of each
/// kind, shares checked to be shares and counts to be at most the total.
std::vector<FoundGroup> group_columns(const Seen& seen, const std::string& total);

/// The long table that joins most zones and counts who lives there; nothing when none does. Tables
/// that speak of arrivals or births are no count of everyone.
std::optional<FoundPeople> long_people(const Seen& zones, const std::vector<const Seen*>& tables);

/// The table that joins most zones and counts people; nothing when none does.
std::optional<FoundPeople> people(const Seen& zones, const std::vector<const Seen*>& tables);

}  // namespace app::init
