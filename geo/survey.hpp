#pragma once

#include <string>
#include <vector>

#include "geo/core/column.hpp"
#include "geo/core/names.hpp"

namespace geo {

/// A sample of households and what they answered, one row for each household that counts. Where
/// they live is not in it: nothing that is made from a survey can lead to a door.
struct Survey {
  /// A question: of a share, 1 for those who gave one of the answers asked for and 0 for others.
  struct Question {
    std::string key;
    Names name;
    std::string unit;  ///< empty for a share
    bool is_share = true;
    std::vector<Cell<double>> answers;  ///< `not_recorded` where the household gave none
  };
  /// A way to divide the households, such as by origin.
  struct Division {
    std::string key;
    std::vector<std::string> cells;  ///< their words as the source has them, sorted
    std::vector<std::size_t> of;     ///< each household's cell; `cells.size()` where not recorded
  };

  std::string key;
  Names name;
  std::string file, definition, as_of;
  std::vector<double> weight;        ///< above zero
  std::vector<std::size_t> stratum;  ///< position in `strata.cells`
  std::vector<std::size_t> cluster;  ///< numbered over all strata
  std::vector<Question> questions;
  Division strata;                  ///< key "stratum"; one cell without a name where not given
  std::vector<Division> divisions;  ///< never finer than the strata
};

}  // namespace geo
