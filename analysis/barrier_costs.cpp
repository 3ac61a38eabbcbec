#include "analysis/barrier_costs.hpp"

#include <algorithm>
#include <array>

#include <tbb/parallel_for.h>

#include "analysis/home_order.hpp"
#include "analysis/metric_erasure.hpp"

namespace analysis {
namespace {

using geo::AreaId;
using geo::Cell;
using geo::City;
using geo::Column;
using geo::HomeId;
using geo::LevelId;
using geo::Minutes;
using geo::Missing;
using geo::Profile;
using Answers = std::map<travel::Question, travel::Answer>;
using Walks = Column<HomeId, Minutes>;

/// A profile with something taken away.
struct Variant {
  std::string removed;
  Profile profile;
};

/// The profile as it is first, then without each of its barriers, then without any.
std::vector<Variant> variants(const Profile& profile) {
  std::vector<Variant> all{{"nothing", profile}};
  Profile free = profile;
  for (const Barrier barrier : all_barriers) {
    if (!has(profile, barrier)) continue;
    all.push_back({std::string{word(barrier)}, without(profile, barrier)});
    free = without(std::move(free), barrier);
  }
  all.push_back({"everything", std::move(free)});
  return all;
}

travel::Question question(const City& city, const BarrierCase& one, const Profile& profile,
                          Bound bound) {
  return to_open_services(city, one.kind, profile, bound, one.within);
}

Walks walks(const City& city, const BarrierCase& one, const Profile& profile, Bound bound,
            const Answers& answers) {
  return minutes_to_open(city, one.kind, answers.at(question(city, one, profile, bound)));
}

constexpr Card less_is_better = [] {
  Card card{};
  card.better = Better::lower;
  card.over_people = Summary::median;
  return card;
}();

/// How much longer the walk is because of a barrier. Who does not get there without it either has
/// no answer: it is not that barrier which keeps them away.
Cell<double> longer(const Cell<Minutes>& with, const Cell<Minutes>& gone) {
  if (!gone) {
    return gone.reason() == Missing::out_of_reach ? Missing::no_people_served : gone.reason();
  }
  if (!with) return with.reason();
  return with->value - gone->value;
}

HomeFigures longer(const Walks& with, const Walks& gone) {
  HomeFigures added;
  for (const HomeId home : gone.rows()) added.push_back(longer(with[home], gone[home]));
  return added;
}

/// Cost of one barrier at one bound: `with` and `gone` are the walks with it and without.
class Costs {
 public:
  Costs(const City& city, const Walks& with, const Walks& gone)
      : city_(city),
        minutes_(geo::map_values(gone, [](Minutes walk) { return walk.value; })),
        added_(longer(with, gone)),
        by_minutes_(city, less_is_better, minutes_),
        by_added_(city, less_is_better, added_) {}
  Costs(const Costs&) = delete;

  BarrierCost::AtBound at(LevelId level) const {
    const auto& everyone = city_.homes.people[geo::everyone];
    BarrierCost::AtBound costs;
    for (const AreaId area : city_.levels[level].area_key.rows()) {
      const double put_out = people_put_out(level, area);
      auto added = by_added_.sum(level, area, everyone).median;
      if (!added && put_out > 0) added = Missing::out_of_reach;
      costs.minutes.push_back(by_minutes_.sum(level, area, everyone).median);
      costs.added.push_back(added);
      costs.put_out.push_back(city_.residents.recorded ? Cell<double>(put_out)
                                                       : Cell<double>(Missing::not_recorded));
    }
    return costs;
  }

 private:
  double people_put_out(LevelId level, AreaId area) const {
    geo::People people;
    for (const HomeId home : by_added_.without(level, area)) {
      if (by_added_.is_beyond(home)) people += city_.homes.people[geo::everyone][home];
    }
    return people.count();
  }

  const City& city_;
  HomeFigures minutes_, added_;
  HomeOrder by_minutes_, by_added_;
};

std::vector<BarrierCost> costs_of(const City& city, const BarrierCase& one,
                                  const Answers& answers) {
  const auto all = variants(profile_of(city, one.profile));
  std::array<std::vector<Walks>, 2> by_bound;
  for (const Bound bound : {Bound::certain, Bound::possible}) {
    for (const Variant& variant : all) {
      by_bound[static_cast<std::size_t>(bound)].push_back(
          walks(city, one, variant.profile, bound, answers));
    }
  }
  std::vector<BarrierCost> costs;
  for (std::size_t at = 0; at < all.size(); ++at) {
    const auto of = [&](Bound bound) {
      const auto& walked = by_bound[static_cast<std::size_t>(bound)];
      return Costs(city, walked.front(), walked[at]);
    };
    const Costs certain = of(Bound::certain), possible = of(Bound::possible);
    for (const LevelId level : city.levels.rows()) {
      costs.push_back(
          {one.profile, one.kind, all[at].removed, level, certain.at(level), possible.at(level)});
    }
  }
  return costs;
}

}  // namespace

std::vector<BarrierCase> barrier_cases(const std::vector<Instance>& instances) {
  std::vector<BarrierCase> cases;
  for (const Instance& instance : instances) {
    const auto profile = instance.settings.find("profile");
    if (profile == instance.settings.end() || profile->second.empty()) continue;
    const auto within = instance.settings.find("within");
    const BarrierCase one{profile->second, geo::Kind{instance.kind},
                          within == instance.settings.end()
                              ? longest_walk
                              : Minutes{erasure::number_of("within", within->second)}};
    if (std::find(cases.begin(), cases.end(), one) == cases.end()) cases.push_back(one);
  }
  return cases;
}

std::vector<travel::Question> barrier_questions(const City& city,
                                                const std::vector<BarrierCase>& cases) {
  std::vector<travel::Question> questions;
  for (const BarrierCase& one : cases) {
    for (const Variant& variant : variants(profile_of(city, one.profile))) {
      for (const Bound bound : {Bound::certain, Bound::possible}) {
        questions.push_back(question(city, one, variant.profile, bound));
      }
    }
  }
  return questions;
}

std::vector<BarrierCost> barrier_costs(const City& city, const std::vector<BarrierCase>& cases,
                                       const Answers& answers) {
  std::vector<std::vector<BarrierCost>> by_case(cases.size());
  tbb::parallel_for(std::size_t{0}, cases.size(),
                    [&](std::size_t at) { by_case[at] = costs_of(city, cases[at], answers); });
  std::vector<BarrierCost> all;
  for (auto& costs : by_case) {
    all.insert(all.end(), std::make_move_iterator(costs.begin()),
               std::make_move_iterator(costs.end()));
  }
  return all;
}

}  // namespace analysis
