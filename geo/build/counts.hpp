#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/core/finding.hpp"
#include "geo/shape/layer.hpp"

namespace geo::build {

/// A column of numbers that count something; nothing where the row has no value.
using Numbers = std::vector<std::optional<double>>;

/// The counts in a column, row by row.
///
/// Throws Error naming the row's key, the column and the value: `not_a_number` for a text that is
/// none, `negative_count` (remedy: the value is a code for no data), `absurd_count` above ten
/// thousand million. Counts with decimals are one finding, `fractional_counts`.
Numbers counts(const Layer& layer, const std::string& column,
               const std::vector<std::optional<std::string>>& keys, const std::string& where,
               Findings& findings);

/// The shares in a column, 0 to 1; percent when any is above 1.5. Throws Error `share_out_of_range`
/// for a share below 0 or above 1 (100 %), and `not_a_number`.
Numbers shares(const Layer& layer, const std::string& column,
               const std::vector<std::optional<std::string>>& keys, const std::string& where,
               Findings& findings);

}  // namespace geo::build
