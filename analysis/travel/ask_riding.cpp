#include <algorithm>
#include <set>

#include "analysis/travel/asking.hpp"
#include "analysis/travel/ridden_trips.hpp"
#include "geo/core/error.hpp"
#include "geo/transit.hpp"

namespace analysis::travel {
namespace {

[[noreturn]] void refuse(const geo::City& city) {
  throw geo::Error({.code = "transit_not_read",
                    .what = "no timetables were read, or there are no streets to walk to the stops",
                    .file = city.description.file,
                    .field = "travel.by",
                    .value = "transit",
                    .remedy = "name the timetables under [transit] and write by = [\"transit\"] "
                              "under [travel]"});
}

/// Every service that some question is about, the longest trip that is wanted to it, and the
/// highest percentile that any asks for; an average takes all minutes.
Columns columns_of(const Impls& impls) {
  std::map<std::uint32_t, std::uint32_t> limit_of;
  int highest = 0;
  for (const auto& [question, impl] : impls) {
    highest = std::max(highest, question.transit->on_average ? 100 : question.transit->percentile);
    for (const auto row : impl->rows) limit_of[row] = std::max(limit_of[row], impl->limit);
  }
  Columns columns;
  columns.percentile = highest;
  for (const auto& [row, limit] : limit_of) {
    columns.rows.push_back(row);
    columns.limit.push_back(limit);
  }
  return columns;
}

/// Whoever can spend as much rides by one search.
std::map<std::optional<Spending>, Impls> by_spending(const Impls& impls) {
  std::map<std::optional<Spending>, Impls> groups;
  for (const auto& [question, impl] : impls)
    groups[question.transit->spending].emplace(question, impl);
  return groups;
}

geo::Minutes longest_of(std::span<const Question> questions) {
  geo::Minutes longest{0};
  for (const Question& question : questions) longest = std::max(longest, question.limit);
  return longest;
}

Plan plan_of(const geo::City& city, const Riders& riders, const StopDoors& doors, bool kept) {
  std::set<geo::StopId> stops;
  for (const StopDoorId door : doors.door.rows()) {
    for (const transit::Walk& walk : doors.in[door]) stops.insert(walk.stop);
  }
  return {.way = std::string{geo::description::by_transit},
          .riding = Plan::Riding{riders.homes().homes.size(), stops.size(),
                                 city.transit->timetable.stops.size(), riders.columns().rows.size(),
                                 riders.vehicles().minutes(), kept}};
}

}  // namespace

void need_transit(const geo::City& city) {
  if (!city.transit || !city.description.transit || StraightTrips::wanted(city)) refuse(city);
}

std::map<Question, Answer> ask_riding(const geo::City& city, std::span<const Question> questions,
                                      const Way& way, StreetHierarchy& hierarchy,
                                      const Means& means, const Progress& report) {
  need_transit(city);
  report(0);
  const Means quietly{means.by, means.shelf, {}};
  const AskOnFoot ask = [&](const geo::City& seen, const Question& question) {
    return ask_moving(seen, std::span(&question, 1), way, hierarchy, quietly, [](double) {})
        .at(question);
  };
  const auto& described = *city.description.transit;
  Impls impls;
  for (const Question& question : questions) impls[question] = prepared(city, question, nullptr);
  Columns columns = columns_of(impls);
  const geo::Minutes longest = longest_of(questions);
  const Answer on_foot = ask(city, to_services(geo::Kind{""}).among(columns.rows).within(longest));
  for (auto& [question, impl] : impls) impl->ground = on_foot.impl().ground;
  report(0.05);
  const StopDoors doors = stop_doors(city, way.pace, described.wheelchair);
  const auto walks =
      std::make_shared<const StopWalks>(city, doors, columns.rows, described.walk, ask);
  report(0.1);
  auto spent = by_spending(impls);
  double done = 0.1;
  for (auto& [spending, own] : spent) {
    const double share = 0.9 / static_cast<double>(spent.size());
    const std::size_t most = RiddenTrips::most_kept / spent.size();  // in all
    const auto riders = std::make_shared<const Riders>(
        std::make_unique<const Vehicles>(city, walks, geo::deciseconds_within(longest).count,
                                         spending),
        on_foot, columns);
    const bool kept =
        answer_riding(own, riders, most, [&](double of) { report(done + share * of); });
    done += share;
    if (means.planned) means.planned(plan_of(city, *riders, doors, kept));
  }
  std::map<Question, Answer> answers;
  for (auto& [question, impl] : impls) answers.emplace(question, Answer(impl));
  return answers;
}

}  // namespace analysis::travel
