#include "geo/read/database.hpp"

#include <filesystem>

#include <fmt/format.h>
#include <sqlite3.h>

#include "geo/core/error.hpp"

namespace geo::read {
namespace {

/// "file:" address of a path, so that odd letters in it cannot be read as options.
std::string address_of(const std::string& path) {
  std::string address = "file:";
  for (const char c : std::filesystem::absolute(path).string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '/' || c == '.' || c == '_' || c == '-';
    address += plain ? std::string(1, c) : fmt::format("%{:02x}", static_cast<unsigned char>(c));
  }
  return address + "?mode=ro&immutable=1";
}

}  // namespace

Database::Database(const std::string& path, std::string name) : name_(std::move(name)) {
  std::error_code problem;
  const auto megabytes = std::filesystem::file_size(path, problem) >> 20;
  // Five seconds, and as much again for each 100 MB that an honest check has to walk through.
  deadline_ = std::chrono::steady_clock::now() + std::chrono::seconds(5 + megabytes / 20);
  const auto address = address_of(path);
  const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(address.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
    refuse("the database cannot be opened");
  }
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  sqlite3_limit(handle_, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(handle_, SQLITE_LIMIT_LENGTH, 1 << 28);  // one shape of at most 256 MiB
  sqlite3_progress_handler(handle_, 10000, over_budget, this);
  if (std::filesystem::file_size(path + "-wal", problem) > 0 && !problem) {
    throw Error({.code = "database_in_use",
                 .what = "changes to this file lie in the -wal file beside it and would be missed",
                 .file = name_,
                 .remedy = "close the program that has it open, then try again"});
  }
  quick_check();
}

Database::~Database() {
  sqlite3_close_v2(handle_);
}

int Database::over_budget(void* self) {
  return std::chrono::steady_clock::now() > static_cast<Database*>(self)->deadline_ ? 1 : 0;
}

void Database::refuse(const std::string& what) const {
  const int code = handle_ != nullptr ? sqlite3_errcode(handle_) : SQLITE_CANTOPEN;
  if (code == SQLITE_INTERRUPT) {
    throw Error({.code = "database_too_slow",
                 .what = "a query did not end within its budget of time",
                 .file = name_,
                 .remedy = "export the layer to a new GeoPackage"},
                Cause::resource_limit);
  }
  const std::string said = handle_ != nullptr ? sqlite3_errmsg(handle_) : "";
  throw Error({.code = "database_damaged",
               .what = what + (code == SQLITE_OK ? "" : "; the library said: " + geo::quoted(said)),
               .file = name_,
               .remedy = "copy or download the file again, or export the layer anew"});
}

void Database::quick_check() {
  Statement check(*this, "PRAGMA quick_check(1)");
  if (!check.next()) refuse("the database is damaged");
  const auto answer = std::string(check.text(0));
  if (answer != "ok") refuse("the database is damaged (quick_check: " + geo::quoted(answer) + ")");
}

Statement::Statement(const Database& database, const std::string& sql) : database_(database) {
  if (sqlite3_prepare_v2(database.handle(), sql.c_str(), -1, &statement_, nullptr) != SQLITE_OK) {
    database.refuse("the database is damaged or its tables are not as GeoPackage has them");
  }
}

Statement::~Statement() {
  sqlite3_finalize(statement_);
}

void Statement::bind(int parameter, const std::string& text) {
  sqlite3_bind_text(statement_, parameter, text.c_str(), -1, SQLITE_TRANSIENT);
}

bool Statement::next() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) database_.refuse("the database cannot be read to its end");
  return false;
}

int Statement::columns() const {
  return sqlite3_column_count(statement_);
}

int Statement::type(int column) const {
  return sqlite3_column_type(statement_, column);
}

bool Statement::has_value(int column) const {
  return type(column) != SQLITE_NULL;
}

std::string Statement::column_name(int column) const {
  const char* name = sqlite3_column_name(statement_, column);
  return name == nullptr ? "" : name;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double Statement::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string_view Statement::text(int column) const {
  const auto* start = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  const auto length = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return start == nullptr ? std::string_view{} : std::string_view(start, length);
}

std::string_view Statement::blob(int column) const {
  const auto* start = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const auto length = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return start == nullptr ? std::string_view{} : std::string_view(start, length);
}

std::string sql_name(const std::string& identifier) {
  std::string text = "\"";
  for (const char c : identifier) {
    text += c;
    if (c == '"') text += c;
  }
  return text + "\"";
}

}  // namespace geo::read
