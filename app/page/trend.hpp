#pragma once

#include <string>
#include <vector>

#include "app/words.hpp"
#include "geo/core/column.hpp"

namespace app::page {

/// One line of a chart: a figure for each period, or a reason.
struct TrendLine {
  std::string name;
  std::vector<geo::Cell<double>> values;
};

/// A chart of up to two lines over the same periods, in order: time runs from left to right in
/// every language, a period without a figure leaves a gap, the scale need not begin at zero and
/// says so by its numbers. Empty where no line has two figures.
std::string trend(const std::vector<TrendLine>& lines, const std::vector<std::string>& periods,
                  const std::string& title, const Words& words);

}  // namespace app::page
