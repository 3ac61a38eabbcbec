// What a change of the city costs: asking again after one edit, beside asking everything anew, on
// the same city and in the same run, figures compared home by home; and every service and street
// taken away in turn.
//
//   bench_edits city.toml DATA_FOLDER [ROUNDS]
//
// Exits 1 where a figure differs.

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analysis/home_figures.hpp"
#include "analysis/losses.hpp"
#include "analysis/run.hpp"
#include "analysis/travel/ask.hpp"
#include "analysis/travel/ask_again.hpp"
#include "analysis/ways.hpp"
#include "bench/timing.hpp"
#include "geo/edits.hpp"
#include "geo/read/read.hpp"
#include "geo/transit.hpp"

namespace {

using analysis::HomesMeasured;
using analysis::travel::Answer;
using analysis::travel::Question;
using Answers = std::map<Question, Answer>;
using timing::median;
using timing::seconds;

/// The service of a kind that is nearest to most homes.
geo::ServiceId most_used(const geo::City& city, const geo::Kind& kind,
                         const analysis::travel::Way& way) {
  const auto question = analysis::travel::to_services(kind).within(geo::Minutes{60}).only_nearest();
  const auto answers = analysis::travel::ask(city, std::vector{question}, way);
  geo::Per<geo::HomeId, std::uint32_t> nearest(city.homes.size());
  std::map<std::uint32_t, std::size_t> homes;
  const auto none = static_cast<std::uint32_t>(city.services.size());
  for (const geo::HomeId home : city.homes.at.rows()) nearest[home] = none;
  answers.at(question).nearest(1, [&](geo::HomeId home, auto trips) {
    if (!trips.empty()) nearest[home] = trips[0].to;
  });
  for (const auto service : nearest) {
    if (service != none) ++homes[service];
  }
  const auto most = std::max_element(
      homes.begin(), homes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return geo::ServiceId{most->first};
}

/// The line with most trips.
geo::LineId busiest_line(const geo::Timetable& timetable) {
  std::map<geo::LineId, std::size_t> trips;
  for (const geo::TripId trip : timetable.trips.key.rows()) ++trips[timetable.line_of(trip)];
  const auto most = std::max_element(
      trips.begin(), trips.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most->first;
}

/// A street with homes in the middle of them all.
geo::EdgeId busy_street(const geo::City& city) {
  std::map<geo::EdgeId, std::size_t> homes;
  for (const auto& door : city.homes.door) {
    if (door) ++homes[door->edge];
  }
  const auto most = std::max_element(
      homes.begin(), homes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most->first;
}

class Bench {
 public:
  Bench(const geo::City& city, int rounds)
      : city_(city),
        rounds_(rounds),
        way_(analysis::way_named(city, {})),
        before_(analysis::measure_homes(city, analysis::instances(city, {}), way_)) {}

  /// One row of the table; false where a figure differs.
  bool row(const std::string& name, const geo::Edit& edit) const {
    std::vector<double> again, anew, searched;
    HomesMeasured fast, full;
    for (int round = 0; round < rounds_; ++round) {
      const geo::City after = geo::edited(city_, edit);
      searched.push_back(
          seconds([&] { (void)analysis::travel::ask_again(before_.answers, after, edit); }));
      again.push_back(seconds([&] {
        const geo::City city = geo::edited(city_, edit);
        fast = analysis::measure_homes_again(before_, city, edit);
      }));
      anew.push_back(seconds([&] {
        const geo::City city = geo::edited(city_, edit);
        full = analysis::measure_homes(city, before_.instances, way_);
      }));
    }
    std::size_t renewed = 0;
    for (std::size_t at = 0; at < fast.figures.size(); ++at) {
      if (!(fast.figures[at] == before_.figures[at])) ++renewed;
    }
    const bool equal = fast.figures == full.figures;
    fmt::print("| {} | {} of {} | {:.1f} | {:.1f} | {:.1f} | {:.0f}x | {} |\n", name, renewed,
               fast.figures.size(), median(searched) * 1e3, median(again) * 1e3, median(anew) * 1e3,
               median(anew) / median(again), equal ? "yes" : "NO");
    return equal;
  }

  /// Every service and every street of the city, for every kind that it has.
  void losses() const {
    std::set<geo::Kind> kinds(city_.services.kind.begin(), city_.services.kind.end());
    std::vector<analysis::LossCase> cases;
    std::vector<Question> asked;
    for (const geo::Kind& kind : kinds) {
      cases.push_back({kind, geo::Minutes{15}, geo::Minutes{60}});
      asked.push_back(analysis::two_nearest(cases.back()));
    }
    std::vector<analysis::Loss> found;
    double asking = 0;
    const double time = seconds([&] {
      Answers answers;
      asking = seconds([&] { answers = analysis::travel::ask(city_, asked, way_); });
      found = analysis::losses(city_, cases, answers);
    });
    std::size_t services = 0, streets = 0;
    for (const auto& loss : found) {
      ++(std::holds_alternative<geo::ServiceId>(loss.failed) ? services : streets);
    }
    fmt::print(
        "\nEvery one of {} services of {} kinds and every one of {} streets taken away in turn, "
        "within 15 minutes: {:.2f} s ({:.2f} s for the two nearest of each kind). {} times a "
        "street leaves somebody without.\n",
        services, kinds.size(), city_.streets.edges.size(), time, asking, streets);
  }

 private:
  const geo::City& city_;
  int rounds_;
  analysis::travel::Way way_;
  HomesMeasured before_;
};

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_edits city.toml DATA [ROUNDS]\n");
    return 64;
  }
  geo::Findings findings;
  const auto city = geo::build_city(
      geo::to_metres(geo::read::layers(geo::read::description(argv[1], findings), argv[2])));
  const Bench bench(city, argc > 3 ? std::atoi(argv[3]) : 5);
  const geo::Kind clinic{"health.clinic"};
  const auto closed = most_used(city, clinic, analysis::way_named(city, {}));
  const auto street = busy_street(city);
  const geo::Edge& edge = city.streets.edges[street];
  const geo::Point there = city.streets.at[edge.from];
  const geo::NodeId far{city.streets.at.size() / 2};

  fmt::print("{} homes, {} services, {} streets\n\n", city.homes.size(), city.services.size(),
             city.streets.edges.size());
  fmt::print(
      "| edit | columns changed | trips again, ms | all again, ms | all anew, ms | ratio | "
      "equal |\n|---|---|---|---|---|---|---|\n");
  bool equal = bench.row("close the clinic nearest to most homes", geo::ServiceClosed{closed});
  equal &= bench.row("open a clinic", geo::ServiceAdded{clinic, there});
  equal &= bench.row("move that clinic", geo::ServiceMoved{closed, there});
  equal &= bench.row("close the street with most homes", geo::StreetClosed{street});
  equal &= bench.row("slow it down by half", geo::StreetSlowed{street, 2});
  equal &= bench.row("build a bridge across town", geo::StreetBuilt{edge.from, far});
  if (city.transit) {
    const geo::LineId line = busiest_line(city.transit->timetable);
    equal &= bench.row("close the line with most trips", geo::LineClosed{line});
    equal &= bench.row(
        "run it every 5 minutes",
        geo::LineHeadway{line, geo::Seconds{300}, city.transit->from, city.transit->until});
  }
  bench.losses();
  return equal ? 0 : 1;
}
