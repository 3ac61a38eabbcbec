#pragma once

#include <toml++/toml.h>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "geo/core/finding.hpp"
#include "geo/core/names.hpp"
#include "geo/read/read.hpp"

namespace geo::read {

/// One table of city.toml as it is being read: hands out values by key, knows which keys were
/// asked for, and says at the end which ones nobody knows.
///
/// Every reading function returns nothing (an empty text, an empty list) where the key is absent,
/// and throws Error `description_type` naming file and line where the value has another type.
class Section {
 public:
  /// `name` is how a reader finds the table: "[people.groups.migrants]".
  Section(const toml::table& table, std::string name, std::string file, Findings& findings);

  bool has(std::string_view key);
  std::string text(std::string_view key);
  /// As `text`, and throws Error `description_missing_key` where the key is absent.
  std::string needed_text(std::string_view key);
  /// Text, or a number, a date or yes/no written as text.
  std::string any_text(std::string_view key);
  double number(std::string_view key, double by_default);
  std::vector<std::string> texts(std::string_view key);
  std::vector<double> numbers(std::string_view key);
  /// `name = "Nou Barris"` or `name = { ca = "Nou Barris", ar = "..." }`.
  Names names(std::string_view key);
  /// As `names`, for columns.
  std::map<std::string, std::string> texts_by_key(std::string_view key);
  bool is_table(std::string_view key);

  /// Calls `read` with the table under `key`, if there is one, and reports its unknown keys.
  void table(std::string_view key, const std::function<void(Section&)>& read);
  /// Calls `read` for each table inside the table under `key`, in the order of the file.
  void tables_inside(std::string_view key,
                     const std::function<void(const std::string&, Section&)>& read);
  /// Calls `read` for each `[[key]]`, in order.
  void list(std::string_view key, const std::function<void(Section&)>& read);

  /// Marks a key as known without reading it.
  void allow(std::string_view key);
  /// Adds a finding for every key that was never asked for, with the nearest one that was.
  void finish();

  /// A finding about `key` of this table, with file and line filled in.
  Finding about(std::string_view key, std::string code, std::string what, std::string remedy) const;
  [[noreturn]] void refuse(std::string_view key, std::string code, std::string what,
                           std::string remedy) const;
  Findings& findings() { return findings_; }
  std::string name_of(std::string_view key) const;

 private:
  const toml::node* find(std::string_view key);
  [[noreturn]] void wrong_type(std::string_view key, const toml::node& node,
                               std::string_view wanted) const;

  const toml::table& table_;
  std::string name_, file_;
  Findings& findings_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace geo::read
