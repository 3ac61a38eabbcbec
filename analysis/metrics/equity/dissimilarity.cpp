#include "analysis/metric.hpp"
#include "analysis/metrics/equity/parts_of_areas.hpp"

namespace analysis::equity {
namespace {

struct Params {
  static constexpr auto fields() { return std::tuple{}; }
};

geo::Column<geo::AreaId, double> compute(const geo::City& city, const Params&, AreaQuestion which) {
  return over_parts(city, which, stats::dissimilarity);
}

}  // namespace

extern constexpr Metric dissimilarity = metric<compute>({
    .title = "Residential separation (dissimilarity)",
    .unit = "",
    .better = Better::lower,
    .method = "This share of the group would have to move to another neighbourhood of the area to "
              "live spread out like everybody else: 0 even, 1 apart.",
    .formula = "1/2 sum over neighbourhoods i of |x_i/X - y_i/Y|, with x people of the group and y "
               "everybody else",
    .missing = "no_people where nobody lives; single_group where the group is absent or everybody; "
               "not_recorded_at_this_level where there is one neighbourhood or less inside; "
               "not_recorded without counts of the group",
    .source = "Duncan and Duncan (1955), doi:10.2307/2088328",
    .column = "dissimilarity",
    .suffix = "",
    .depends_on_people = true,
});

}  // namespace analysis::equity
