#include "analysis/barrier_costs.hpp"

#include <algorithm>
#include <array>

#include <tbb/parallel_for.h>

#include "analysis/metric_erasure.hpp"
#include "analysis/stats/weighted.hpp"

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
using stats::Weighed;
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

/// People with a figure, those who are further than any figure says, and those of whom neither is
/// known.
struct Gathered {
  std::vector<Weighed> known;
  std::int64_t beyond = 0;
  std::array<std::int64_t, geo::missing_count> unknown{};
};

/// The median over all of them, those beyond last; where there is nobody, the reason that most of
/// the others share.
Cell<double> median(Gathered& all) {
  std::sort(all.known.begin(), all.known.end(),
            [](const Weighed& a, const Weighed& b) { return a.value < b.value; });
  std::int64_t known = 0;
  for (const Weighed& one : all.known) known += one.people.millionths;
  if (known + all.beyond == 0) {
    const auto most = std::max_element(all.unknown.begin(), all.unknown.end());
    return *most == 0 ? Missing::no_people : static_cast<Missing>(most - all.unknown.begin());
  }
  if (known < all.beyond) return Missing::out_of_reach;
  // Where exactly half are beyond, the last figure is what half do not exceed.
  if (known == all.beyond) return all.known.back().value;
  if (all.beyond > 0) all.known.push_back({all.known.back().value, geo::People{all.beyond}});
  return stats::weighted_median(all.known);
}

/// Cost of one barrier at one bound: `with` and `gone` are the walks with it and without.
class Costs {
 public:
  Costs(const City& city, const Walks& with, const Walks& gone)
      : city_(city), with_(with), gone_(gone) {}

  BarrierCost::AtBound at(const geo::Level& level) const {
    const std::size_t areas = level.area_key.size();
    std::vector<Gathered> minutes(areas), added(areas);
    std::vector<geo::People> put_out(areas);
    for (const HomeId home : gone_.rows()) {
      const geo::People people = city_.homes.people[geo::everyone][home];
      if (people.millionths == 0) continue;
      const std::size_t area = level.of[city_.homes.in[home]].row();
      add(gone_[home], people, minutes[area]);
      add(longer(home), people, added[area]);
      if (gone_[home] && is_beyond(with_[home])) put_out[area] += people;
    }
    BarrierCost::AtBound costs;
    for (std::size_t area = 0; area < areas; ++area) {
      costs.minutes.push_back(median(minutes[area]));
      costs.added.push_back(median(added[area]));
      costs.put_out.push_back(city_.residents.recorded ? Cell<double>(put_out[area].count())
                                                       : Cell<double>(Missing::not_recorded));
    }
    return costs;
  }

 private:
  static bool is_beyond(const Cell<Minutes>& walk) {
    return !walk && walk.reason() == Missing::out_of_reach;
  }

  static void add(const Cell<double>& figure, geo::People people, Gathered& all) {
    if (figure) {
      all.known.push_back({*figure, people});
    } else if (figure.reason() == Missing::out_of_reach) {
      all.beyond += people.millionths;
    } else {
      all.unknown[static_cast<std::size_t>(figure.reason())] += people.millionths;
    }
  }
  static void add(const Cell<Minutes>& walk, geo::People people, Gathered& all) {
    add(walk ? Cell<double>(walk->value) : Cell<double>(walk.reason()), people, all);
  }

  /// How much longer the walk is because of the barrier. Who does not get there without it either
  /// has no answer: it is not the barrier that keeps them away.
  Cell<double> longer(HomeId home) const {
    if (!gone_[home]) {
      return is_beyond(gone_[home]) ? Missing::no_people_served : gone_[home].reason();
    }
    if (!with_[home]) return with_[home].reason();
    return with_[home]->value - gone_[home]->value;
  }

  const City& city_;
  const Walks& with_;
  const Walks& gone_;
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
    for (const LevelId level : city.levels.rows()) {
      const auto cost = [&](Bound bound) {
        const auto& walked = by_bound[static_cast<std::size_t>(bound)];
        return Costs(city, walked.front(), walked[at]).at(city.levels[level]);
      };
      costs.push_back({one.profile, one.kind, all[at].removed, level, cost(Bound::certain),
                       cost(Bound::possible)});
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
