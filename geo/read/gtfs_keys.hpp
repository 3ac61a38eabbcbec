#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "geo/read/gtfs_table.hpp"

namespace geo::read {

/// Row of each id of one file, as the other files of a feed refer to it.
class FeedKeys {
 public:
  /// False where the id stands already, which is a finding naming both lines. `shown`: the id as a
  /// planner reads it, where it is made of several cells.
  bool add(FeedTable& table, const FeedTable::Column& column, std::string_view key,
           std::string_view shown = {}) {
    const auto row = static_cast<std::uint32_t>(rows_.size());
    const auto [found, fresh] = rows_.emplace(key, Place{row, table.line()});
    if (fresh) return true;
    auto finding =
        table.about(column, "duplicate_key", "an id that belongs to one row stands in two",
                    "give each row its own id, or delete one of them");
    finding.value = geo::quoted(shown.empty() ? key : shown);
    finding.place = fmt::format("lines {} and {}", found->second.line, table.line());
    table.add(std::move(finding));
    return false;
  }

  /// Row in order of adding.
  std::optional<std::uint32_t> find(std::string_view key) const {
    const auto found = rows_.find(key);
    return found == rows_.end() ? std::nullopt : std::optional{found->second.row};
  }

  /// As `find` for a cell; a key that is not there is a finding.
  std::optional<std::uint32_t> find(FeedTable& table, const FeedTable::Column& column,
                                    Severity severity = Severity::error) const {
    const auto key = table[column];
    const auto row = find(key);
    if (!row && !key.empty()) {
      table.add(table.about(column, "foreign_key_violation",
                            "a row names something that is in no other file of the feed",
                            severity == Severity::error
                                ? "correct the id, or add the row that it names"
                                : "correct the id; until then the row is left out",
                            severity));
    }
    return row;
  }

  std::size_t line(std::string_view key) const { return rows_.find(key)->second.line; }
  std::size_t size() const { return rows_.size(); }

  /// Rows are numbered anew in the order of their keys: result[old] is the new one.
  std::vector<std::uint32_t> sort();

 private:
  struct Place {
    std::uint32_t row;
    std::size_t line;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, Place, Hash, std::equal_to<>> rows_;
};

/// `rows` in the order that `FeedKeys::sort` gave.
template <class T>
std::vector<T> in_order(std::vector<T> rows, const std::vector<std::uint32_t>& order) {
  std::vector<T> sorted(rows.size());
  for (std::size_t old = 0; old < rows.size(); ++old) sorted[order[old]] = std::move(rows[old]);
  return sorted;
}

}  // namespace geo::read
