#include "analysis/metric.hpp"
#include "analysis/metrics/equity/parts_of_areas.hpp"

namespace analysis::equity {
namespace {

struct Params {
  static constexpr auto fields() { return std::tuple{}; }
};

geo::Column<geo::AreaId, double> compute(const geo::City& city, const Params&, AreaQuestion which) {
  return over_parts(city, which, stats::isolation);
}

}  // namespace

extern constexpr Metric isolation = metric<compute>({
    .title = "Living among one's own group (isolation)",
    .unit = "",
    .better = Better::neither,
    .method = "An average member of the group lives in a neighbourhood where this share of the "
              "residents belongs to the group.",
    .formula = "sum over neighbourhoods i of (x_i/X)(x_i/t_i), with x people of the group and t "
               "everyone; exposure to the others is 1 less this",
    .missing = "no_people where nobody lives; single_group where the group is absent or everybody; "
               "not_recorded_at_this_level where there is one neighbourhood or less inside; "
               "not_recorded without counts of the group",
    .source = "Bell (1954), doi:10.2307/2574118; Massey and Denton (1988), doi:10.1093/sf/67.2.281",
    .column = "isolation",
    .suffix = "",
    .depends_on_people = true,
});

}  // namespace analysis::equity
