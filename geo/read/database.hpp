#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "geo/core/finding.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace geo::read {

/// An SQLite file opened to be read only, by people who do not trust it.
class Database {
 public:
  /// Throws Error when the file is no database or is damaged (quick_check).
  Database(const std::string& path, std::string name);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  sqlite3* handle() const { return handle_; }
  const std::string& name() const { return name_; }
  [[noreturn]] void refuse(const std::string& what) const;

 private:
  static int over_budget(void* self);
  void quick_check();

  std::string name_;
  sqlite3* handle_ = nullptr;
  std::chrono::steady_clock::time_point deadline_;
};

/// A statement walked row by row.
class Statement {
 public:
  Statement(const Database& database, const std::string& sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int parameter, const std::string& text);
  bool next();  ///< false after the last row; throws Error on damage or beyond the budget
  int columns() const;
  int type(int column) const;
  bool has_value(int column) const;
  std::string column_name(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;
  std::string_view blob(int column) const;

 private:
  const Database& database_;
  sqlite3_stmt* statement_ = nullptr;
};

/// An identifier as SQL wants it: in double quotes, quotes inside doubled.
std::string sql_name(const std::string& identifier);

}  // namespace geo::read
