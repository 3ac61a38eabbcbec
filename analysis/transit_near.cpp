#include "analysis/transit_near.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace analysis {

using namespace geo;

namespace {

// A metre is ten tenths of a second at this pace: whole costs are then whole decimetres.
constexpr double decimetres = 10;
travel::Way metre_by_metre() {
  travel::Way way;
  way.name = "street distance";
  way.pace = MetresPerMinute{60};
  way.steps_factor = 1;
  way.slope = SlopeRule::none;
  return way;
}

/// Rail, metro, ferry are what the metadata of SDG 11.2.1 name; monorail is a metro on one rail.
bool has_high_capacity(TransitMode mode) {
  return mode == TransitMode::rail || mode == TransitMode::metro || mode == TransitMode::monorail ||
         mode == TransitMode::ferry;
}

bool may_board(Call call) {
  return call == Call::both || call == Call::board_only;
}

/// The station that a platform is part of; a stop by itself is its own.
StopId whole(const Stops& stops, StopId stop) {
  while (stops.parent[stop]) stop = *stops.parent[stop];
  return stop;
}

using Entrances = std::map<StopId, std::vector<StopId>>;

/// The entrances on the streets, by station.
Entrances entrances(const City& city) {
  const Stops& stops = city.transit->timetable.stops;
  Entrances all;
  for (const StopId stop : stops.kind.rows()) {
    if (stops.kind[stop] == StopKind::entrance && city.transit_stops.door[stop]) {
      all[whole(stops, stop)].push_back(stop);
    }
  }
  return all;
}

/// Calls `each` with every place among the stops of a pattern where people may get on.
template <class Each>
void visit_boardings(const Patterns& patterns, Each each) {
  for (const PatternId pattern : patterns.line.rows()) {
    const auto calls = patterns.calls[pattern];
    for (std::uint32_t at = 0; at + 1 < calls.size(); ++at) {
      if (may_board(calls[at])) each(pattern, at, patterns.stops[pattern][at]);
    }
  }
}

}  // namespace

TransitNear::TransitNear(const City& city, const StopReach& reach)
    : city_(city), timetable_(city.transit->timetable), reach_(reach) {
  const Stops& stops = timetable_.stops;
  const Entrances by_station = entrances(city);
  std::vector<std::vector<Boarding>> boardings(stops.size());
  visit_boardings(timetable_.patterns, [&](PatternId pattern, std::uint32_t at, StopId stop) {
    const auto found = by_station.find(whole(stops, stop));
    if (found == by_station.end()) {
      boardings[stop.row()].push_back({pattern, at});
      return;
    }
    for (const StopId entrance : found->second) boardings[entrance.row()].push_back({pattern, at});
  });
  boardings_ = Lists<StopId, Boarding>(boardings);
}

travel::Question TransitNear::asks(const City& city, const StopReach& reach) {
  if (!city.transit) return travel::no_travel();
  const TransitNear near(city, reach);
  std::vector<std::uint32_t> rows;
  for (const StopId stop : near.boardings_.rows()) {
    if (!near.boardings_[stop].empty()) rows.push_back(stop.row());
  }
  const travel::Way way = metre_by_metre();
  const double furthest = std::max(reach.low, reach.high).value + 1;
  return travel::to_stops()
      .among(std::move(rows))
      .within(Minutes{furthest / way.pace.value})
      .moving(way);
}

double TransitNear::reach_of(PatternId pattern) const {
  const TransitMode mode = timetable_.lines.mode[timetable_.patterns.line[pattern]];
  return has_high_capacity(mode) ? reach_.high.value : reach_.low.value;
}

void TransitNear::add(StopId where, double metres, std::vector<Near>& near) const {
  for (const Boarding& boarding : boardings_[where]) {
    if (metres <= reach_of(boarding.pattern)) {
      near.push_back({{boarding.pattern, boarding.at}, metres});
    }
  }
}

Cell<double> TransitNear::folded(std::vector<Near>& near, const Fold& fold) {
  std::sort(near.begin(), near.end(), [](const Near& a, const Near& b) {
    return std::tuple(a.call.pattern, a.metres, a.call.at) <
           std::tuple(b.call.pattern, b.metres, b.call.at);
  });
  std::vector<NearCall> all, nearest;
  for (const Near& one : near) {
    all.push_back(one.call);
    const bool first = nearest.empty() || nearest.back().pattern != one.call.pattern;
    if (first) nearest.push_back(one.call);
  }
  return fold({all, nearest});
}

Column<HomeId, double> TransitNear::by_street(const travel::Answer& answer,
                                              const Fold& fold) const {
  return answer.fold([&](HomeId, std::span<const travel::Trip> trips) {
    std::vector<Near> near;
    for (const travel::Trip& trip : trips) add(StopId{trip.to}, trip.cost.count / decimetres, near);
    return folded(near, fold);
  });
}

Column<HomeId, double> TransitNear::by_straight_line(const Fold& fold) const {
  std::vector<std::pair<Point, StopId>> places;
  for (const StopId stop : boardings_.rows()) {
    const auto& at = city_.transit_stops.at[stop];
    if (at && !boardings_[stop].empty()) places.emplace_back(*at, stop);
  }
  const auto western = [](const auto& a, const auto& b) { return a.first.x < b.first.x; };
  std::stable_sort(places.begin(), places.end(), western);
  const double furthest = std::max(reach_.low, reach_.high).value;
  Column<HomeId, double> column;
  for (const Point home : city_.homes.at) {
    std::vector<Near> near;
    auto place = std::lower_bound(places.begin(), places.end(),
                                  std::pair(Point{home.x - furthest, 0}, StopId{}), western);
    for (; place != places.end() && place->first.x <= home.x + furthest; ++place) {
      add(place->second, std::hypot(place->first.x - home.x, place->first.y - home.y), near);
    }
    column.push_back(folded(near, fold));
  }
  return column;
}

namespace {

using AllLeaving = Lists<PatternId, Leaving>;

const Leaving& of(const AllLeaving& leaving, const NearCall& call) {
  return leaving[call.pattern][call.at];
}

Missing nothing_leaves(const NearTransit& near) {
  return near.all.empty() ? Missing::out_of_reach : Missing::no_supply;
}

}  // namespace

Cell<double> departures_an_hour(const NearTransit& near, const AllLeaving& leaving,
                                const ServiceHours& hours) {
  double all = 0;
  for (const NearCall& call : near.nearest) all += of(leaving, call).departures;
  return all / hours.count();
}

Cell<double> best_headway(const NearTransit& near, const Timetable& timetable,
                          const AllLeaving& leaving, const ServiceHours& hours) {
  std::map<std::tuple<LineId, StopId, StopId>, double> departures;
  double most = 0;
  for (const NearCall& call : near.nearest) {
    const auto stops = timetable.patterns.stops[call.pattern];
    auto& count =
        departures[{timetable.patterns.line[call.pattern], stops[call.at], stops[call.at + 1]}];
    count += of(leaving, call).departures;
    most = std::max(most, count);
  }
  if (most == 0) return nothing_leaves(near);
  return hours.count() * 60 / most;
}

Cell<double> service_span(const NearTransit& near, const AllLeaving& leaving) {
  std::optional<Seconds> first, last;
  for (const NearCall& call : near.nearest) {
    const Leaving& one = of(leaving, call);
    if (one.departures == 0) continue;
    first = std::min(first.value_or(one.first), one.first);
    last = std::max(last.value_or(one.last), one.last);
  }
  if (!first) return nothing_leaves(near);
  return (last->count - first->count) / 3600.0;
}

double stops_served(const NearTransit& near, const Timetable& timetable,
                    const AllLeaving& leaving) {
  std::set<StopId> stops;
  for (const NearCall& call : near.all) {
    if (of(leaving, call).departures == 0) continue;
    stops.insert(whole(timetable.stops, timetable.patterns.stops[call.pattern][call.at]));
  }
  return static_cast<double>(stops.size());
}

}  // namespace analysis
