// What it costs to tell who needs which line: every line of the timetables taken away in turn, for
// every kind that city.toml measures, beside closing some of them and asking everybody anew.
//
//   bench_lines city.toml DATA_FOLDER [MINUTES] [SAMPLE]
//
// Exits 1 where somebody falls in one way and not in the other.

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <vector>

#include "analysis/travel/ask.hpp"
#include "analysis/travel/line_failures.hpp"
#include "analysis/ways.hpp"
#include "bench/timing.hpp"
#include "geo/edits.hpp"
#include "geo/read/read.hpp"
#include "geo/transit.hpp"

namespace {

using analysis::travel::LineCutOff;
using analysis::travel::Question;
using analysis::travel::RiddenStandard;

constexpr int percentile = 50;

Question nearest(const geo::Kind& kind, geo::Minutes within) {
  return analysis::travel::to_services(kind).within(within).only_nearest();
}

double most_memory_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

class Bench {
 public:
  Bench(const geo::City& city, geo::Minutes within)
      : city_(city), within_(within), way_(analysis::way_named(city, {})) {
    for (const geo::Kind& kind : city.description.analysis.kinds) {
      walked_.push_back(nearest(kind, within));
      ridden_.push_back(nearest(kind, within).riding({percentile}));
    }
    const auto walking = analysis::travel::ask(city, walked_, way_);
    for (const Question& question : walked_) {
      RiddenStandard one{walking.at(question).destinations(), within, {}};
      const auto minutes = walking.at(question).minutes();
      for (const geo::HomeId home : minutes.rows()) {
        if (!minutes[home] && city.homes.door[home]) one.homes.push_back(home);
      }
      standards_.push_back(std::move(one));
    }
  }

  /// All lines at once.
  void all_lines() {
    double clock = 0;
    const double processor = timing::processor_seconds([&] {
      clock = timing::seconds(
          [&] { found_ = analysis::travel::lines_cut_off(city_, way_, percentile, standards_); });
    });
    std::set<geo::LineId> lines, missed;
    std::size_t homes = 0, would_ride = 0;
    for (const LineCutOff& cut : found_) {
      lines.insert(cut.line);
      if (!cut.homes.empty()) missed.insert(cut.line);
      homes += cut.homes.size();
    }
    for (const RiddenStandard& one : standards_) would_ride += one.homes.size();
    lines_ = lines.size();
    all_ = processor;
    fmt::print(
        "{} homes, {} kinds, {} minutes by public transport; {} times a home walks to none in that "
        "time.\n{} lines in {:.2f} s ({:.2f} s of processor time): {} of them leave {} homes "
        "without, counted for each kind. Most memory, the city included: {:.0f} MB.\n",
        city_.homes.size(), standards_.size(), within_.value, would_ride, lines.size(), clock,
        processor, missed.size(), homes, most_memory_mb());
  }

  /// Some of them closed one by one, everybody asked anew. False where anybody differs.
  bool one_by_one(std::size_t sample) {
    const auto before = analysis::travel::ask(city_, ridden_, way_);
    std::vector<geo::LineId> worst;
    for (const LineCutOff& cut : most_missed()) {
      const bool known = std::find(worst.begin(), worst.end(), cut.line) != worst.end();
      if (!known && worst.size() < sample) worst.push_back(cut.line);
    }
    bool equal = true;
    const double processor = timing::processor_seconds([&] {
      for (const geo::LineId line : worst) equal = closed(line, before) && equal;
    });
    const double each = processor / static_cast<double>(std::max<std::size_t>(worst.size(), 1));
    fmt::print(
        "Closed one by one, the {} that are missed most: {:.2f} s of processor time each, so "
        "{:.0f} "
        "s for all, {:.0f}x; {}.\n",
        worst.size(), each, each * static_cast<double>(lines_),
        each * static_cast<double>(lines_) / all_, equal ? "equal" : "NOT EQUAL");
    return equal;
  }

 private:
  using Answers = std::map<Question, analysis::travel::Answer>;

  std::vector<LineCutOff> most_missed() const {
    auto all = found_;
    std::stable_sort(all.begin(), all.end(), [](const LineCutOff& a, const LineCutOff& b) {
      return a.homes.size() > b.homes.size();
    });
    return all;
  }

  bool closed(geo::LineId line, const Answers& before) const {
    const auto after =
        analysis::travel::ask(geo::edited(city_, geo::LineClosed{line}), ridden_, way_);
    bool equal = true;
    for (const LineCutOff& cut : found_) {
      if (cut.line != line) continue;
      const auto was = before.at(ridden_[cut.standard]).minutes();
      const auto is = after.at(ridden_[cut.standard]).minutes();
      std::vector<geo::HomeId> fell;
      for (const geo::HomeId home : was.rows()) {
        if (was[home] && !is[home]) fell.push_back(home);
      }
      equal = equal && fell == cut.homes;
    }
    return equal;
  }

  const geo::City& city_;
  geo::Minutes within_;
  analysis::travel::Way way_;
  std::vector<Question> walked_, ridden_;
  std::vector<RiddenStandard> standards_;
  std::vector<LineCutOff> found_;
  std::size_t lines_ = 0;
  double all_ = 0;
};

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_lines city.toml DATA [MINUTES] [SAMPLE]\n");
    return 64;
  }
  geo::Findings findings;
  const auto city = geo::build_city(
      geo::to_metres(geo::read::layers(geo::read::description(argv[1], findings), argv[2])));
  Bench bench(city, geo::Minutes{argc > 3 ? std::atof(argv[3]) : 30.0});
  bench.all_lines();
  return bench.one_by_one(argc > 4 ? static_cast<std::size_t>(std::atoi(argv[4])) : 3) ? 0 : 1;
}
