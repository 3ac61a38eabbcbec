#pragma once

#include <string>
#include <vector>

#include "geo/released_matrix.hpp"

namespace geo::write {

/// Endings of the files that `matrix` writes here: ".csv" always, others as GDAL has drivers.
std::vector<std::string> matrix_endings();

/// Throws Error `table_format_unknown` where `matrix` does not write files of this ending.
void refuse_unknown_table(const std::string& file);

/// A table of trips as CSV or, by the ending of `file`, any table that GDAL writes row by row:
/// origin, destination, then of each figure its minutes (three decimals tell every tenth of a
/// second) and their status: minutes, minutes_status.
/// Needs memory for the keys and one block of rows. Whole or not at all; returns the rows written.
std::size_t matrix(const ReleasedMatrix& table, const std::string& file);

}  // namespace geo::write
