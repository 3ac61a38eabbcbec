#pragma once

#include <optional>
#include <string>

#include "geo/shape/layer.hpp"

namespace geo::build {

/// A template found by trial, and how well it does.
struct FoundTemplate {
  std::string text;             ///< `08019{DISTRICTE}{SEC_CENS}`
  std::size_t matched = 0;      ///< rows of the layer whose key the table has
  std::size_t rows = 0;         ///< rows of the layer
  std::size_t table_rows = 0;   ///< different keys of the table
  std::size_t table_found = 0;  ///< of them, how many the layer has
};

/// The template over the columns of `layer` that meets most keys of `table`'s column, for
/// `medina init`; nothing when keys meet by chance only (less than a tenth of the rows, or few keys
/// of the table over and over).
///
/// Tried are single code-like columns, pairs and triples of them (coarse before fine), and columns
/// cut in two with the second part filled with zeros, each bare and behind the text that all keys
/// of the table begin with. Ties go to the more natural template:
/// columns named like codes, few pieces, little filling, short. Looks at the first 4000
/// rows of each side while it searches; the counts it returns are of all rows.
std::optional<FoundTemplate> best_template(const Layer& layer, const Layer& table,
                                           const std::string& key_column);

}  // namespace geo::build
