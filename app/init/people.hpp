#pragma once

#include <optional>
#include <string>
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

/// The table that joins most zones and counts people; nothing when none does.
std::optional<FoundPeople> people(const Seen& zones, const std::vector<const Seen*>& tables);

}  // namespace app::init
