#include "analysis/travel/ask.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include <tbb/parallel_for.h>

#include "analysis/travel/answer_impl.hpp"
#include "analysis/travel/asking.hpp"
#include "analysis/travel/nearest_sweep.hpp"
#include "analysis/travel/on_wheels.hpp"

namespace analysis::travel {
namespace {

std::uint32_t limit_of(const Question& question) {
  constexpr double a_month = 30 * 24 * 60;  // bounds the buckets of a search
  return geo::deciseconds_within(geo::Minutes{std::clamp(question.limit.value, 0.0, a_month)})
      .count;
}

}  // namespace

std::shared_ptr<Answer::Impl> prepared(const geo::City& city, const Question& question,
                                       std::shared_ptr<const Ground> ground) {
  auto impl = std::make_shared<Answer::Impl>();
  impl->question = question;
  impl->limit = limit_of(question);
  impl->ground = std::move(ground);
  impl->rows = rows_asked(city, question);
  if (question.to == Question::To::services) impl->table_rows = city.services.size();
  if (question.to == Question::To::uses) impl->table_rows = city.uses.size();
  if (question.to == Question::To::stops) impl->table_rows = city.transit_stops.door.size();
  const auto& rows = impl->rows;
  if (!rows.empty() && rows.back() - rows.front() + 1 != rows.size()) {
    impl->asked.assign(rows.back() + std::size_t{1}, false);
    for (const auto row : rows) impl->asked[row] = true;
  }
  return impl;
}

namespace {

Plan::Searched searched(Question::To to, const Ground& ground, const Family& family) {
  const auto& limits = family.destinations.limit;
  Plan::Searched told;
  told.what = to == Question::To::services ? Plan::Searched::For::services
              : to == Question::To::uses   ? Plan::Searched::For::uses
                                           : Plan::Searched::For::stops;
  told.origins = ground.homes.corners.size();
  told.destinations = static_cast<std::size_t>(
      std::count_if(limits.begin(), limits.end(), [](auto limit) { return limit > 0; }));
  switch (family.trips->plan()) {
    case CornerTrips::Plan::from_destinations:
      told.from = Plan::Searched::From::destinations;
      break;
    case CornerTrips::Plan::from_corners:
      told.from = Plan::Searched::From::origins;
      break;
    case CornerTrips::Plan::block_by_block:
      told.from = Plan::Searched::From::origins_again;
      break;
  }
  told.swept = family.trips->swept();
  return told;
}

// Services, uses or stops, with the trips that the questions want listed.
Plan::Searched answer_lists(const geo::City& city, const Costs& costs, Question::To to,
                            const std::shared_ptr<const Ground>& ground, Impls& impls) {
  auto family = std::make_shared<Family>(Family{ground, Destinations(city, costs, to), nullptr});
  Destinations& destinations = family->destinations;
  for (const auto& [question, impl] : impls) {
    if (question.to != to) continue;
    impl->family = family;
    if (question.nearest > 0) continue;
    for (const auto row : impl->rows) {
      destinations.limit[row] = std::max(destinations.limit[row], impl->limit);
    }
    destinations.longest = std::max(destinations.longest, impl->limit);
  }
  family->trips = std::make_unique<const CornerTrips>(ground->homes, ground->along, ground->against,
                                                      destinations, CornerTrips::most_kept,
                                                      ground->swept.get());
  return searched(to, *ground, *family);
}

/// Questions after the nearest of the same destinations, answered by one search.
struct NearestAsked {
  std::vector<Answer::Impl*> askers;
  NearestTrips::Wanted wanted;

  const Ground& ground() const { return *askers.front()->ground; }
  const Destinations& destinations() const { return askers.front()->family->destinations; }
  void answer(NearestTrips trips) const {
    const auto shared = std::make_shared<const NearestTrips>(std::move(trips));
    for (Answer::Impl* impl : askers) impl->nearest = shared;
  }
};

std::vector<NearestAsked> nearest_asked(Impls& impls) {
  using Same = std::tuple<Question::To, std::vector<std::uint32_t>>;  // the same destinations
  std::map<Same, std::vector<Answer::Impl*>> by_rows;
  for (const auto& [question, impl] : impls) {
    if (question.nearest > 0 && impl->family) {
      by_rows[{question.to, impl->rows}].push_back(impl.get());
    }
  }
  std::vector<NearestAsked> searches;
  for (const auto& [rows, askers] : by_rows) {
    NearestTrips::Wanted wanted{askers.front()->rows, 0, 0};
    for (const Answer::Impl* impl : askers) {
      wanted.limit = std::max(wanted.limit, impl->limit);
      wanted.k = std::max<std::size_t>(wanted.k, impl->question.nearest);
    }
    searches.push_back({askers, wanted});
  }
  return searches;
}

// Those that can share a sweep: the same table, about as many nearest, 16 at a time.
std::vector<std::vector<NearestAsked>> sweeps_of(std::vector<NearestAsked> searches) {
  const auto key = [](const NearestAsked& search) {
    return std::pair(search.askers.front()->question.to, search.wanted.k);
  };
  std::stable_sort(searches.begin(), searches.end(),
                   [&](const auto& a, const auto& b) { return key(a) < key(b); });
  std::vector<std::vector<NearestAsked>> sweeps;
  for (const NearestAsked& search : searches) {
    const bool joins = !sweeps.empty() && sweeps.back().size() < kinds_in_row &&
                       key(sweeps.back().front()) == key(search);
    if (!joins) sweeps.emplace_back();
    sweeps.back().push_back(search);
  }
  return sweeps;
}

}  // namespace

std::vector<Plan::Searched> answer_nearest(Impls& impls) {
  std::vector<NearestAsked> one_by_one, together;
  for (const NearestAsked& search : nearest_asked(impls)) {
    const bool sweep = search.ground().swept && NearestTrips::can_sweep(search.wanted);
    (sweep ? together : one_by_one).push_back(search);
  }
  tbb::parallel_for(std::size_t{0}, one_by_one.size(), [&](std::size_t at) {
    const NearestAsked& search = one_by_one[at];
    search.answer(NearestTrips(search.ground().homes, search.ground().against,
                               search.destinations(), search.wanted.rows, search.wanted.k,
                               search.wanted.limit));
  });
  const auto sweeps = sweeps_of(together);
  tbb::parallel_for(std::size_t{0}, sweeps.size(), [&](std::size_t at) {
    const auto& searches = sweeps[at];
    std::vector<NearestTrips::Wanted> wanted;
    for (const NearestAsked& search : searches) wanted.push_back(search.wanted);
    const Ground& ground = searches.front().ground();
    auto trips = NearestTrips::by_sweep(ground.homes, *ground.swept,
                                        searches.front().destinations(), wanted);
    for (std::size_t lane = 0; lane < searches.size(); ++lane) {
      searches[lane].answer(std::move(trips[lane]));
    }
  });
  std::vector<Plan::Searched> told;
  for (const auto* searches : {&together, &one_by_one}) {
    if (searches->empty()) continue;
    told.push_back({.what = Plan::Searched::For::nearest,
                    .from = Plan::Searched::From::destinations,
                    .origins = searches->front().ground().homes.corners.size(),
                    .destinations = searches->size(),
                    .swept = searches == &together});
  }
  return told;
}

namespace {

// How much the questions ask for, once their rows are known.
Searches searches_of(const Impls& impls, const HomeEdges& homes) {
  Searches searches;
  searches.corners = homes.corners;
  std::map<Question::To, std::set<std::uint32_t>> listed;
  for (const auto& [question, impl] : impls) {
    if (question.nearest > 0) {
      searches.nearest_labels += std::min<std::size_t>(question.nearest, impl->rows.size());
    } else {
      searches.limit = std::max(searches.limit, impl->limit);
      listed[question.to].insert(impl->rows.begin(), impl->rows.end());
    }
  }
  for (const auto& [to, rows] : listed) {
    searches.from_places += std::min(rows.size(), homes.corners.size());
  }
  return searches;
}

void answer_straight(const geo::City& city, const Way& way, Impls& impls) {
  std::map<Question::To, std::shared_ptr<const StraightTrips>> to;
  for (const auto& [question, impl] : impls) {
    auto& trips = to[question.to];
    if (!trips) trips = std::make_shared<const StraightTrips>(city, question.to, way);
    impl->straight = trips;
  }
}

bool any_to(const Impls& impls, Question::To to) {
  return std::any_of(impls.begin(), impls.end(),
                     [&](const auto& asked) { return asked.first.to == to; });
}

// Where there are no streets every home starts from where it stands.
HomeEdges homes_without_doors(const geo::City& city) {
  HomeEdges homes;
  homes.size = city.homes.size();
  for (const geo::HomeId home : city.homes.at.rows()) homes.homes.push_back({home, {}});
  return homes;
}

}  // namespace

std::map<Question, Answer> ask_moving(const geo::City& city, std::span<const Question> questions,
                                      const Way& way, StreetHierarchy& hierarchy,
                                      const Means& means, const Progress& report) {
  report(0);
  Plan plan{.way = way.name};
  const bool straight = StraightTrips::wanted(city);
  const Costs costs = quantise(city.streets, way);
  const auto ground = std::make_shared<Ground>(
      Ground{straight ? homes_without_doors(city) : home_edges(city, costs),
             Arcs(city.streets, costs, Arcs::Direction::along),
             Arcs(city.streets, costs, Arcs::Direction::against), nullptr, costs});
  Impls impls;
  for (const Question& question : questions) {
    auto& impl = impls[question];
    if (!impl) impl = prepared(city, question, ground);
  }
  report(0.1);
  if (straight) {
    plan.in_straight_lines = true;
    answer_straight(city, way, impls);
  } else {
    plan.hierarchy_at_hand = hierarchy.at_hand();
    plan.expected =
        expected(ground->along, searches_of(impls, ground->homes), plan.hierarchy_at_hand);
    if (sweeps_wanted(means.by, plan.expected)) ground->swept = hierarchy.swept(costs);
    plan.swept = ground->swept != nullptr;
    for (const auto to : {Question::To::services, Question::To::uses, Question::To::stops}) {
      if (any_to(impls, to)) {
        const auto lists = answer_lists(city, costs, to, ground, impls);
        if (lists.destinations > 0) plan.searched.push_back(lists);
      }
      report(to == Question::To::services ? 0.5 : 0.8);
    }
    for (const auto& nearest : answer_nearest(impls)) plan.searched.push_back(nearest);
  }
  report(1);
  if (means.planned) means.planned(plan);
  std::map<Question, Answer> answers;
  for (auto& [question, impl] : impls) answers.emplace(question, Answer(impl));
  return answers;
}

std::map<Question, Answer> ask(const geo::City& city, std::span<const Question> questions,
                               const Way& way, const Means& means, const Progress& progress) {
  struct Asked {
    std::vector<Question> direct, riding;
  };
  std::map<Way, Asked> by_way;
  for (const Question& question : questions) {
    Asked& asked = by_way[question.way.value_or(way)];
    (question.transit ? asked.riding : asked.direct).push_back(question);
  }
  if (by_way.empty()) by_way[way];
  std::map<Question, Answer> answers;
  StreetHierarchy on_foot(city.streets, means.shelf);
  double done = 0;
  for (const auto& [by, asked] : by_way) {
    const bool last = by == by_way.rbegin()->first;
    const bool rides = by.uses != geo::Mode::foot;
    const geo::City ridden = rides ? on_wheels(city, by.uses) : geo::City{};
    StreetHierarchy by_wheel(ridden.streets, means.shelf);
    const double part = 1 / static_cast<double>(by_way.size() * (asked.riding.empty() ? 1 : 2));
    const auto answer = [&](auto how, const std::vector<Question>& own, bool ends) {
      const auto report = [&](double share) {
        if (progress) progress(ends && share == 1 ? 1 : done + share * part);
      };
      answers.merge(how(rides ? ridden : city, own, by, rides ? by_wheel : on_foot, means, report));
      done += part;
    };
    answer(ask_moving, asked.direct, last && asked.riding.empty());
    if (!asked.riding.empty()) answer(ask_riding, asked.riding, last);
  }
  return answers;
}

}  // namespace analysis::travel
