#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/shape/layer.hpp"

namespace geo::build {

/// How a key is made from the columns of a row: `08019{DISTRICTE}{SEC_CENS}`, or
/// `46250{coddistsecc[0:2]}{coddistsecc[2:]:03}`. Between braces stand a column, a slice of its
/// letters when wanted (from zero, end not included, negative from the back) and a width to fill
/// with zeros from the left; `{{` and `}}` are braces. A text without braces is a column.
class KeyTemplate {
 public:
  /// Throws Error `template_bad` (naming `where`, e.g. "[people] join") when it cannot be read.
  explicit KeyTemplate(const std::string& text, const std::string& where = {});

  const std::string& text() const { return text_; }
  /// Columns it needs, in order of first use.
  std::vector<std::string> columns() const;

  /// The key of every row; nothing where one of the columns has no value. Throws Error
  /// `column_missing` when the layer lacks one of the columns. O(rows).
  std::vector<std::optional<std::string>> keys(const Layer& layer) const;

 private:
  struct Part {
    std::string constant;  ///< used when `column` is empty
    std::string column;
    std::optional<long> first, last;
    std::size_t width = 0;
  };
  friend class TemplateReader;
  static void append(const Part& part, const std::string& value, std::string& key);

  std::string text_;
  std::string where_;
  std::vector<Part> parts_;
};

/// A column that must be there. Throws Error `column_missing`, with the column whose name is
/// nearest, when it is not. `where` is the section of city.toml that names it.
const Field& required_field(const Layer& layer, std::string_view name, std::string_view where);

}  // namespace geo::build
