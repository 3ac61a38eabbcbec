#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/core/column.hpp"
#include "geo/core/finding.hpp"
#include "geo/shape/layer.hpp"

namespace geo::build {

/// A column of numbers that count something, row by row: `not_recorded` where the row has no value,
/// `withheld_by_source` where the source holds it back.
using Numbers = std::vector<Cell<double>>;

/// How sources mark a count that they hold back: `*`, `..`, `<5`, `c`, `x`, "confidential" and the
/// like; `more` are marks that only this source uses.
bool is_withheld(const Value& value, const std::vector<std::string>& more = {});

/// The counts in a column, row by row.
///
/// Throws Error naming the row's key, the column and the value: `not_a_number` for a text that is
/// none, `negative_count` (remedy: the value is a code for no data), `absurd_count` above ten
/// thousand million. Counts with decimals are one finding, `fractional_counts`; so are those that
/// the source holds back, `withheld_by_source`, which `withheld` may give more marks of.
Numbers counts(const Layer& layer, const std::string& column,
               const std::vector<std::optional<std::string>>& keys, const std::string& where,
               Findings& findings, const std::vector<std::string>& withheld = {});

/// The shares in a column, 0 to 1; percent when any is above 1.5. Throws Error `share_out_of_range`
/// for a share below 0 or above 1 (100 %), and `not_a_number`.
Numbers shares(const Layer& layer, const std::string& column,
               const std::vector<std::optional<std::string>>& keys, const std::string& where,
               Findings& findings, const std::vector<std::string>& withheld = {});

}  // namespace geo::build
