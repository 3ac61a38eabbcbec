#include "geo/core/column.hpp"

#include <array>

namespace geo {

std::string_view word(Missing reason) {
  static constexpr std::array<std::string_view, missing_count> words{"not_recorded",
                                                                     "withheld_by_source",
                                                                     "not_recorded_at_this_level",
                                                                     "invalid_geometry",
                                                                     "off_network",
                                                                     "out_of_reach",
                                                                     "out_of_area",
                                                                     "no_people",
                                                                     "no_supply",
                                                                     "no_people_served",
                                                                     "single_group",
                                                                     "single_kind",
                                                                     "zero_denominator",
                                                                     "too_few_people",
                                                                     "too_few_answers",
                                                                     "uncertain",
                                                                     "merged",
                                                                     "suppressed"};
  return words[static_cast<std::size_t>(reason)];
}

}  // namespace geo
