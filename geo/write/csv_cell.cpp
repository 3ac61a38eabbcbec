#include "geo/write/csv_cell.hpp"

namespace geo::write {

std::string csv_cell(const std::string& text, bool is_text) {
  std::string safe = text;
  if (is_text && !safe.empty() && std::string_view{"=+-@\t\r"}.find(safe[0]) != std::string::npos) {
    safe.insert(safe.begin(), '\'');
  }
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted_cell = "\"";
  for (const char c : safe) {
    quoted_cell += c;
    if (c == '"') quoted_cell += '"';
  }
  return quoted_cell + '"';
}

}  // namespace geo::write
