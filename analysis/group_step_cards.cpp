#include "analysis/group_step.hpp"

namespace analysis {

std::span<const StepCard> group_step_cards() {
  static constexpr StepCard cards[] = {
      {"mean", "<metric>__<group>", "the metric's own",
       "What an average member of the group has, among those for whom it is known; the coverage "
       "beside it says how many they are.",
       "sum over homes h of x_h v_h / sum over homes h of x_h, both over homes with a value; x_h "
       "people of the group in home h, v_h the metric there",
       "no_people where nobody of the group lives; not_recorded where their count is not known; "
       "where they live but none has a value, the reason that most of them share"},
      {"median", "<metric>__<group>", "the metric's own",
       "What half of the group do not exceed; who is beyond the longest trip counts as further "
       "than everyone else.",
       "smallest v such that members with a value of at most v are half, or more, of all who are "
       "ranked: those with a value and, where less is better, those out_of_reach, who rank last; "
       "where they are exactly half, halfway to the next larger value",
       "as the mean; out_of_reach where half or more of those ranked are"},
      {"coverage", "<metric>__coverage__<group>", "",
       "The share of the group for whom the metric is known.",
       "sum of x_h over homes with a value / sum of x_h over all homes",
       "no_people or not_recorded as the mean; 0 where they live but none has a value"},
      {"gap", "<metric>__gap, <metric>__gap__<group>", "the metric's own",
       "How far the group is from the reference group.",
       "value of the group less value of the reference group, each the mean or the median as the "
       "metric says",
       "the reason of the group, else of the reference group, so out_of_reach where either median "
       "is; single_group where the city records "
       "no groups"},
      {"gap_low, gap_high", "<metric>__gap_low, <metric>__gap_high, each with __<group>",
       "the metric's own",
       "The least and the most that the gap could be: nobody knows who lives in which home of a "
       "neighbourhood. Where one is below zero and the other above, the data cannot tell who is "
       "better off.",
       "the gap with, in each neighbourhood (or cell, or larger area, in which the group was "
       "counted), the group filled into the homes of lowest value and the reference group into "
       "those of highest, and the other way round; of a count that an area cuts, as many live in "
       "it as cannot live elsewhere, and more while they push the value on; people in homes "
       "without a value stay where they are counted. Duncan and Davis (1953), doi:10.2307/2088122",
       "as the gap; out_of_reach where there is no such bound; the gap itself has the status "
       "uncertain where its bounds have different signs"},
      {"ratio", "<metric>__ratio, <metric>__ratio__<group>", "",
       "The group's value as a multiple of the reference group's.",
       "value of the group / value of the reference group",
       "as the gap; zero_denominator where the reference group's value is 0"},
      {"worst_fifth", "<metric>__worst_fifth__<group>", "",
       "The share of the group among the fifth of all people who are worst off in the whole city: "
       "more than 0.2 means that the group is over-represented there.",
       "sum of x_h w_h / sum of x_h, w_h the part of home h within the worst 20 % of everyone: 1 "
       "before the line, 0 behind it, and for all homes whose value is on the line the one "
       "fraction that makes everyone's share 0.2; out_of_reach ranks as worst where less is "
       "better, other homes without a value are left out of both sums",
       "as the mean; not_recorded where neither more nor less of the metric is better"},
  };
  return cards;
}

}  // namespace analysis
