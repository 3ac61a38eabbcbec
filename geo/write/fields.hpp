#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "geo/core/column.hpp"
#include "geo/release.hpp"
#include "geo/write/file_layer.hpp"

namespace geo::write {

/// One field of a layer as files hold it; every writer takes its columns, their order and their
/// values from here, so that a number is the same in every format.
struct FileField {
  enum class Type { text, whole, real };
  std::string name;
  Type type = Type::text;
  std::vector<Cell<double>> numbers;  ///< of whole and real fields, rounded as they are written
  std::vector<std::string> texts;     ///< of text fields; empty text where there is none
  const ReleasedColumn* column = nullptr;  ///< what it shows; null for keys, names and statuses
};

/// Fields of a layer in writing order: key, name, name_<language>, parent, then each column with
/// its `_status` beside it.
std::vector<FileField> file_fields(const FileLayer& file);

/// `value` rounded half away from zero to `decimals`, as every format writes it.
double rounded(double value, int decimals);

/// A real in its shortest exact form, always with a decimal point: "3.0".
std::string real_text(double value);

/// The field's value in one row as it stands in a text file; empty where there is none.
std::string value_text(const FileField& field, std::size_t row);

}  // namespace geo::write
