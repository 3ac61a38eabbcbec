#include <algorithm>
#include <vector>

#include "analysis/metric.hpp"
#include "analysis/ways.hpp"

namespace analysis::access {
namespace {

using namespace geo;

struct Params {
  Kind service{"health"};
  Minutes walk{15};
  bool same_pace = true;

  static constexpr auto fields() {
    return std::tuple{
        Field{"service", &Params::service, "Kind of service to reach"},
        Field{"walk", &Params::walk, "Longest way that counts", Minutes{1}, Minutes{120}},
        Field{"same_pace", &Params::same_pace,
              "Let the wheelchair be as fast as a walker, so that only what is in its way counts; "
              "no: at "
              "its own pace"}};
  }
};

std::vector<travel::Question> asks(const City& city, const Params& params) {
  const auto on_foot = travel::to_services(params.service).within(params.walk);
  travel::Way wheelchair = way_named(city, "wheelchair");
  if (params.same_pace) wheelchair.pace = way_named(city, {}).pace;
  return {on_foot, on_foot.moving(wheelchair)};
}

using Reached = std::vector<std::uint32_t>;  // services, ascending

// Which services each home reaches; homes write to their own rows, so threads do not meet.
Per<HomeId, Reached> reached_by(const City& city, const travel::Answer& answer) {
  Per<HomeId, Reached> reached(city.homes.size());
  answer.fold([&](HomeId home, std::span<const travel::Trip> trips) {
    for (const travel::Trip& trip : trips) reached[home].push_back(trip.to);
    return 0.0;
  });
  return reached;
}

Column<HomeId, double> compute(const City& city, const Params&,
                               std::span<const travel::Answer> answers) {
  if (!streets_tell_of_wheels(city)) {
    return Column<HomeId, double>(city.homes.size(), Missing::not_recorded);
  }
  const auto by_wheelchair = reached_by(city, answers[1]);
  return answers[0].fold([&](HomeId home, std::span<const travel::Trip> trips) -> Cell<double> {
    if (trips.empty()) return Missing::zero_denominator;
    const Reached& there = by_wheelchair[home];
    const auto lost = std::count_if(trips.begin(), trips.end(), [&](const travel::Trip& trip) {
      return !std::binary_search(there.begin(), there.end(), trip.to);
    });
    return static_cast<double>(lost) / static_cast<double>(trips.size());
  });
}

constexpr Metric gap() {
  Metric gap = metric<asks, compute>({
      .title = "Services that a wheelchair does not reach",
      .unit = "",
      .better = Better::lower,
      .method = "Of the services of this kind within an average resident's walk, somebody in a "
                "wheelchair, as fast as a walker, does not reach this share in the same time: "
                "steps, slopes, kerbs and bad ground are in the way, or make it longer.",
      .formula = "1 - |R_w and R_f| / |R_f|, with R_f the services j that c_ij <= T on foot, R_w "
                 "those by wheelchair, by the rules of docs/ways.md at the pace of a walker; what "
                 "a street does not state closes nothing, so the truth is this or more; the door "
                 "of a service counts as open",
      .missing = "zero_denominator where no service is within a walk; off_network without a street "
                 "near; not_recorded where streets state neither steps nor heights nor ground",
      .source =
          "Church and Marston (2003), doi:10.1111/j.1538-4632.2003.tb01102.x; rules: 2010 ADA "
          "Standards for Accessible Design",
      .column = "wheelchair_gap",
      .suffix = "",
  });
  gap.worth_asking = streets_tell_of_wheels;
  return gap;
}

}  // namespace

extern constexpr Metric wheelchair_gap = gap();

}  // namespace analysis::access
