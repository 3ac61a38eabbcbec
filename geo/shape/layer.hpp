#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "geo/shape/geometry.hpp"

namespace geo {

/// One value of a table as its file has it; monostate where the file has none.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

/// A column of a layer.
struct Field {
  std::string name;
  std::vector<Value> values;  ///< one for each row
  std::string tag{};          ///< what an HXL row says it holds: "#adm1+code"; mostly empty
};

/// A table with or without shapes, as read from one file.
struct Layer {
  std::string file;             ///< as named in city.toml or on the command line
  std::string name;             ///< layer or sheet inside the file
  std::string crs;              ///< WKT or "EPSG:n"; empty for a table without shapes
  std::string encoding;         ///< of the text as found, e.g. "UTF-8"
  std::string encoding_source;  ///< ".cpg", "LDID", "BOM", "valid UTF-8", "given"
  std::vector<Field> fields;
  std::vector<Geometry> shapes;  ///< one for each row, or none at all for a plain table
  std::size_t rows = 0;

  const Field* field(std::string_view name) const;  ///< exact name, else null
};

/// The value as text, the way a key is written: integers and whole reals without decimals
/// ("1" for 1 and 1.0), text trimmed of outer white space; nothing where there is no value.
std::optional<std::string> key_text(const Value& value);

/// The value as a number. Text is read with `.` or, when there is no point, `,` as the decimal
/// mark; "NA", "N/A", "--", "..", "-" and blank are no value; anything else that is not a number
/// is nothing too, and `is_recorded` tells the two apart.
std::optional<double> number(const Value& value);

/// False for no value, blank text and the marks that mean "not recorded" (NA, N/A, --, ..).
bool is_recorded(const Value& value);

}  // namespace geo
