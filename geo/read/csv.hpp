#pragma once

#include <string>
#include <vector>

#include "geo/core/finding.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/layer.hpp"

namespace geo::read {

/// A table from the bytes of a delimited text file: delimiter found from the first lines (`,`
/// `;` tab `|`), quotes as RFC 4180 has them. Columns whose every recorded cell is a plain number
/// become numbers; codes with leading zeros stay text. Without shapes; see `give_shapes`.
Layer csv(std::string bytes, const std::string& name, const LayerOptions& options,
          Findings& findings);

/// Cells of one column as numbers when all recorded ones are plainly written numbers, else as
/// they are; blank cells are no value.
Field typed_field(std::string name, const std::vector<std::string>& cells);

/// Limits that a table of a city stays far below. Throws Error `too_many_fields`, `text_too_long`.
inline constexpr std::size_t most_fields = 4096;
inline constexpr std::size_t longest_text = 65535;
void refuse_oversized(const Layer& layer);

}  // namespace geo::read
