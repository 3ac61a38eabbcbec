#pragma once

#include <random>

#include "geo/edits.hpp"
#include "geo/transit.hpp"
#include "tests/analysis/travel/random_town.hpp"

namespace random_edits {

using random_town::Size;

/// Any edit of a town, by chance.
class Editor {
 public:
  explicit Editor(unsigned seed) : draw_(seed) {}

  geo::Edit edit(const geo::City& city) {
    if (city.transit && below(3) == 0) return of_what_runs(*city.transit);
    switch (below(8)) {
      case 0:
        return geo::ServiceAdded{
            below(2) ? geo::Kind{"health.clinic"} : geo::Kind{"education.school"}, somewhere()};
      case 1:
        return geo::ServiceMoved{geo::ServiceId{below(city.services.size())}, somewhere()};
      case 2:
        return geo::ServiceClosed{geo::ServiceId{below(city.services.size())}};
      case 3:
      case 4:
        return geo::StreetClosed{street(city)};
      case 5:
        return geo::StreetOpened{street(city)};
      case 6: {
        constexpr double times[] = {0.25, 0.5, 1, 1.5, 4, 1000};
        return geo::StreetSlowed{street(city), times[below(6)]};
      }
      default:
        return geo::StreetBuilt{
            corner(city), corner(city), {}, "new", static_cast<geo::OneWay>(below(3))};
    }
  }

  /// Any change of a line or a stop, by chance; of a stop at which something calls.
  geo::Edit of_what_runs(const geo::Transit& transit) {
    const geo::Timetable& all = transit.timetable;
    const geo::LineId line{below(all.lines.size())};
    switch (below(4)) {
      case 0:
        return geo::LineClosed{line};
      case 1: {
        const auto stops = all.patterns.stops[geo::PatternId{below(all.patterns.size())}];
        return geo::StopClosed{stops[below(stops.size())]};
      }
      case 2:
        return geo::LineHeadway{line, geo::Seconds{60 * static_cast<int>(1 + below(20))},
                                transit.from, transit.until};
      default: {
        constexpr double times[] = {0, 0.5, 1.3, 3};
        return geo::LineSlowed{line, times[below(4)]};
      }
    }
  }

 private:
  std::size_t below(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(draw_);
  }
  geo::Point somewhere() {
    std::uniform_real_distribution<double> metres(0, 1000);
    const double x = metres(draw_);
    return {x, metres(draw_)};
  }
  geo::EdgeId street(const geo::City& city) {
    return geo::EdgeId{below(city.streets.edges.size())};
  }
  geo::NodeId corner(const geo::City& city) { return geo::NodeId{below(city.streets.at.size())}; }

  std::mt19937 draw_;
};

/// A random town whose streets are drawn straight, so that new services find a door.
inline geo::City drawn_town(unsigned seed, random_town::Size size) {
  geo::City city = random_town::town(seed, size);
  auto& streets = city.streets;
  for (const geo::EdgeId edge : streets.edges.rows()) {
    streets.lines[edge] = {streets.at[streets.edges[edge].from],
                           streets.at[streets.edges[edge].to]};
  }
  auto& services = city.services;
  for (std::size_t row = 0; row < services.size(); ++row) {
    services.key.push_back({});
    services.name.push_back({});
    services.in.push_back(geo::Missing::out_of_area);
    services.languages.push_back({});
    services.open_to.push_back({});
    for (auto* text : {&services.opening_hours, &services.fee, &services.run_by,
                       &services.funded_until, &services.status, &services.file}) {
      text->push_back({});
    }
    services.step_free.push_back(geo::Missing::not_recorded);
    services.location.push_back(geo::Openness::shown);
  }
  city.freeze();
  return city;
}

}  // namespace random_edits
