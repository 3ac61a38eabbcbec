#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "geo/core/column.hpp"
#include "geo/release.hpp"
#include "geo/write/file_layer.hpp"

namespace geo::write {

/// One field of a layer as files hold it; every writer takes its columns, their order and their
/// values from here, so that a number is the same in every format. Looks into the release, which
/// must outlive it, rather than copy it.
struct FileField {
  enum class Type { text, whole, real };
  std::string name;
  Type type = Type::text;
  const ReleasedColumn* column = nullptr;  ///< what it shows; null for keys and names
  bool is_status = false;                  ///< the column's `_status` rather than its values
  std::vector<std::string> texts;          ///< of keys and names; empty text where there is none

  /// The number in a row of a whole or real field, rounded as it is written.
  Cell<double> number(std::size_t row) const;
  /// The text in a row of a text field; empty where there is none.
  std::string_view text(std::size_t row) const;
};

/// Fields of a layer in writing order: key, name, name_<language>, parent, then each column with
/// its `_status` beside it. A value that is doubtful is written, with the status `uncertain`.
std::vector<FileField> file_fields(const FileLayer& file);

/// `value` rounded half away from zero to `decimals`, as every format writes it.
double rounded(double value, int decimals);

/// A number as it stands in text files, without a string of its own: there are millions.
class NumberText {
 public:
  NumberText() = default;             ///< no text
  explicit NumberText(double value);  ///< the shortest exact form, with a decimal point: "3.0"
  explicit NumberText(std::int64_t value);
  operator std::string_view() const { return {text_, size_}; }

 private:
  char text_[40];
  std::size_t size_ = 0;
};

/// The number in one row of a whole or real field; no text where there is none.
NumberText number_text(const FileField& field, std::size_t row);

/// A real in its shortest exact form, always with a decimal point: "3.0".
std::string real_text(double value);
}  // namespace geo::write
