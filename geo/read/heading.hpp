#pragma once

#include <span>
#include <string>
#include <vector>

#include "geo/core/finding.hpp"

namespace geo::read {

using Record = std::vector<std::string>;

/// What stands above the rows of a table, as offices lay their tables out.
struct Heading {
  std::size_t titles = 0;          ///< rows above the names: a title, a source, a date
  std::vector<std::string> names;  ///< of the columns; two rows of merged cells joined by a space
  std::vector<std::string> tags;   ///< of an HXL row, one for each column; none without it
  std::size_t rows = 1;            ///< of the heading, titles and tags with it
};

/// The heading of a table without blank rows.
///
/// A title stands alone at the left of a table of three columns or more. Two rows are names where
/// the upper has merged cells, the lower says what is below them, and a cell of the upper reaches
/// over both. An HXL row has nothing but words that begin with #. https://hxlstandard.org
Heading heading_of(std::span<const Record> records);

/// Notes for what is not plain: `title_rows_skipped`, `header_rows_joined`, `hxl_row`.
void report(const Heading& heading, const std::string& file, Findings& findings);

}  // namespace geo::read
