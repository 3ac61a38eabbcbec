#include "analysis/travel/ridden_reach.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <map>

#include "analysis/travel/ridden_trips.hpp"

namespace analysis::travel {
namespace {

using transit::never;

/// What is left of a limit at some place in each minute: tenths of a second and one more, so that
/// nothing is 0. The longest walk fits (an hour, `[transit] walk`).
using Left = std::uint16_t;

constexpr Left in_left(std::uint32_t cost) {
  return static_cast<Left>(std::min<std::uint32_t>(cost, 0xffff));
}

/// One where either holds; both are looked at, so that many minutes are at once.
constexpr std::size_t either(bool a, bool b) {
  return static_cast<std::size_t>(static_cast<int>(a) | static_cast<int>(b));
}

Stop stop_at(const RiddenStreets& on, geo::EdgeId edge, double share) {
  geo::Door door;
  door.edge = edge;
  door.along = on.streets.edges[edge].length * share;
  return stop(on.streets, on.costs, door);
}

/// How far along a street one gets with what is left, each amount worked out once.
template <class Along>
class Ends {
 public:
  /// `along` tells whether one gets to a share of the street, from the share `in`, with so much.
  Ends(double in, double out, Along along) : in_(in), out_(out), along_(std::move(along)) {}
  bool reaches(Left left) const { return left > 0 && along_(in_, left); }
  double of(Left left) {
    const auto [known, is_new] = known_.emplace(left, in_);
    if (is_new) {
      known->second = end_of(in_, out_, [&](double share) { return along_(share, left); });
    }
    return known->second;
  }

 private:
  double in_, out_;
  Along along_;
  std::map<Left, double> known_;
};

/// Parts of a street that lie in many of some sets of parts.
class Covered {
 public:
  explicit Covered(geo::EdgeId edge) : edge_(edge) {}
  /// One more set; its parts may overlap.
  void add(std::vector<StreetPart>& set) {
    join(set, 0);
    for (const StreetPart& part : set) {
      turns_.push_back({part.first, 1});
      turns_.push_back({part.last, -1});
    }
  }
  /// Adds what lies in so many of the sets, ends included.
  void add_parts(std::size_t needed, std::vector<StreetPart>& parts) {
    std::sort(turns_.begin(), turns_.end(), [](const Turn& a, const Turn& b) {
      return a.share != b.share ? a.share < b.share : a.by > b.by;
    });
    std::ptrdiff_t sets = 0;
    const auto enough = static_cast<std::ptrdiff_t>(needed);
    double begin = 0;
    for (const Turn& turn : turns_) {
      const bool was = sets >= enough;
      sets += turn.by;
      if (!was && sets >= enough) begin = turn.share;
      if (was && sets < enough && turn.share - begin > shortest_part) {
        parts.push_back({edge_, begin, turn.share});
      }
    }
  }

 private:
  struct Turn {
    double share;
    int by;
  };
  geo::EdgeId edge_;
  std::vector<Turn> turns_;
};

}  // namespace

/// What one gets to within one limit, in each minute.
class RiddenReach::Within {
 public:
  Within(const RiddenStreets& on, const RidesToStops& rides, std::uint32_t limit);

  /// In how many of the minutes one is there.
  std::size_t times_at(const Stop& here) const;
  /// Adds the parts of a street where one is in so many of the minutes.
  void add_parts(geo::EdgeId edge, std::size_t needed, std::vector<StreetPart>& parts) const;

 private:
  /// A stop with a door on a street, and what is left there by minute.
  struct AtStop {
    const StopReach::OnStreet& on;
    std::span<const Left> left;
    std::uint32_t to(const Stop& here) const {
      return or_far(along_edge(on.door, here)) + on.takes;
    }
  };

  void fill(geo::NodeId corner, std::span<Left> left) const;
  bool is_left(const transit::Walk& walk) const {
    const std::uint32_t row = rides_.row[walk.stop.row()];
    return row != never && most_[row] > walk.takes;
  }
  std::span<const Left> at(geo::NodeId corner) const {
    const std::uint32_t row = row_[corner.row()];
    return row == never ? std::span(nothing_) : std::span(left_).subspan(row * times_, times_);
  }
  std::vector<AtStop> stops_on(geo::EdgeId edge) const;
  Covered covered(geo::EdgeId edge, std::span<const AtStop> stops) const;

  const RiddenStreets& on_;
  const RidesToStops& rides_;
  std::size_t times_;
  std::vector<Left> at_stops_, most_;  ///< as the rows of the rides; the most of any minute
  std::vector<std::uint32_t> row_;     ///< of each corner among `left_`
  std::vector<Left> left_, nothing_;
};

RiddenReach::Within::Within(const RiddenStreets& on, const RidesToStops& rides, std::uint32_t limit)
    : on_(on),
      rides_(rides),
      times_(rides.times),
      at_stops_(rides.takes.size()),
      row_(on.streets.at.size(), never),
      nothing_(rides.times, 0) {
  for (std::size_t at = 0; at < at_stops_.size(); ++at) {
    if (rides.takes[at] > limit) continue;
    at_stops_[at] = in_left(std::min(limit - rides.takes[at], on.stops.limit()) + 1);
  }
  for (auto row = at_stops_.begin(); row != at_stops_.end();) {
    const auto end = row + static_cast<std::ptrdiff_t>(times_);
    most_.push_back(*std::max_element(row, end));
    row = end;
  }
  std::vector<geo::NodeId> corners;
  for (const geo::NodeId corner : on.streets.at.rows()) {
    const auto walks = on.stops.to_corner(corner);
    if (std::none_of(walks.begin(), walks.end(), [&](const auto& walk) { return is_left(walk); })) {
      continue;
    }
    row_[corner.row()] = static_cast<std::uint32_t>(corners.size());
    corners.push_back(corner);
  }
  left_.resize(corners.size() * times_);
  tbb::parallel_for(std::size_t{0}, corners.size(), [&](std::size_t row) {
    fill(corners[row], std::span(left_).subspan(row * times_, times_));
  });
}

void RiddenReach::Within::fill(geo::NodeId corner, std::span<Left> left) const {
  for (const transit::Walk& walk : on_.stops.to_corner(corner)) {
    if (!is_left(walk)) continue;
    const Left takes = in_left(walk.takes);
    const Left* at_stop = at_stops_.data() + rides_.row[walk.stop.row()] * times_;
    for (std::size_t at = 0; at < left.size(); ++at) {
      const Left more = at_stop[at] > takes ? static_cast<Left>(at_stop[at] - takes) : Left{0};
      left[at] = std::max(left[at], more);
    }
  }
}

auto RiddenReach::Within::stops_on(geo::EdgeId edge) const -> std::vector<AtStop> {
  std::vector<AtStop> stops;
  for (const StopReach::OnStreet& at : on_.stops.onto(edge)) {
    if (!is_left({at.stop, at.takes})) continue;
    const std::size_t row = rides_.row[at.stop.row()];
    stops.push_back({at, std::span(at_stops_).subspan(row * times_, times_)});
  }
  return stops;
}

std::size_t RiddenReach::Within::times_at(const Stop& here) const {
  const geo::Edge& edge = on_.streets.edges[here.edge];
  const auto by_from = at(edge.from), by_to = at(edge.to);
  const Left from_from = in_left(here.from_from), from_to = in_left(here.from_to);
  const auto stops = stops_on(here.edge);
  std::size_t times = 0;
  if (stops.empty()) {
    for (std::size_t at = 0; at < times_; ++at) {
      times += either(by_from[at] > from_from, by_to[at] > from_to);
    }
    return times;
  }
  std::vector<std::uint32_t> walks;
  for (const AtStop& stop : stops) walks.push_back(stop.to(here));
  for (std::size_t at = 0; at < times_; ++at) {
    bool is_there = by_from[at] > from_from || by_to[at] > from_to;
    for (std::size_t i = 0; i < stops.size(); ++i) is_there |= stops[i].left[at] > walks[i];
    times += static_cast<std::size_t>(is_there);
  }
  return times;
}

Covered RiddenReach::Within::covered(geo::EdgeId id, std::span<const AtStop> stops) const {
  const geo::Edge& edge = on_.streets.edges[id];
  const auto by_from = at(edge.from), by_to = at(edge.to);
  const auto there = [&](double share) { return stop_at(on_, id, share); };
  Ends from(0, 1, [&](double share, Left left) { return left > there(share).from_from; });
  Ends to(1, 0, [&](double share, Left left) { return left > there(share).from_to; });
  Covered covered(id);
  std::vector<std::vector<StreetPart>> sets(times_);
  for (std::size_t at = 0; at < times_; ++at) {
    if (from.reaches(by_from[at])) sets[at].push_back({id, 0, from.of(by_from[at])});
    if (to.reaches(by_to[at])) sets[at].push_back({id, to.of(by_to[at]), 1});
  }
  for (const AtStop& stop : stops) {
    const auto along = [&](double share, Left left) { return left > stop.to(there(share)); };
    Ends back(stop.on.share, 0, along), on(stop.on.share, 1, along);
    for (std::size_t at = 0; at < times_; ++at) {
      const Left left = stop.left[at];
      if (back.reaches(left)) sets[at].push_back({id, back.of(left), on.of(left)});
    }
  }
  for (auto& set : sets) covered.add(set);
  return covered;
}

void RiddenReach::Within::add_parts(geo::EdgeId id, std::size_t needed,
                                    std::vector<StreetPart>& parts) const {
  const geo::Edge& edge = on_.streets.edges[id];
  const EdgeCost& cost = on_.costs.edge[id];
  if (cost.forward == EdgeCost::closed && cost.backward == EdgeCost::closed) return;
  const auto stops = stops_on(id);
  const auto by_from = at(edge.from), by_to = at(edge.to);
  const Left forward = in_left(cost.forward), backward = in_left(cost.backward);
  std::size_t any = stops.empty() ? 0 : times_, whole = 0;
  for (std::size_t at = 0; at < times_; ++at) {
    any += either(by_from[at] > 0, by_to[at] > 0);
    whole += either(by_from[at] > forward, by_to[at] > backward);
  }
  if (any < needed) return;
  if (whole >= needed) {
    parts.push_back({id, 0, 1});
  } else {
    covered(id, stops).add_parts(needed, parts);
  }
}

RiddenReach::RiddenReach(const RiddenStreets& streets, Reached on_foot, RidesToStops rides)
    : streets_(streets),
      on_foot_(std::move(on_foot)),
      rides_(std::move(rides)),
      needed_(std::max<std::size_t>(
          1, (static_cast<std::size_t>(streets.percentile) * rides_.times + 99) / 100)) {
  for (const std::uint32_t limit : streets.limits) {
    within_.push_back(std::make_unique<const Within>(streets, rides_, limit));
  }
}
RiddenReach::~RiddenReach() = default;

std::uint32_t RiddenReach::cost(const geo::Door& door) const {
  const std::uint32_t on_foot = on_foot_.cost(door);
  const Stop here = stop(streets_.streets, streets_.costs, door);
  for (std::size_t k = 0; k < within_.size(); ++k) {
    const std::uint32_t limit = streets_.limits[k];
    if (on_foot <= limit || within_[k]->times_at(here) >= needed_) return limit;
  }
  return far;
}

geo::Deciseconds RiddenReach::at(geo::EdgeId id, double share) const {
  const geo::Edge& edge = streets_.streets.edges[id];
  const Stop here = stop_at(streets_, id, share);
  geo::Door door;
  door.edge = id;
  door.along = edge.length * share;
  std::vector<std::uint32_t> times(rides_.times, on_foot_.cost(door));
  const auto walk_on = [&](geo::StopId stop, std::uint32_t takes) {
    const std::uint32_t row = rides_.row[stop.row()];
    if (row == never || takes > streets_.stops.limit()) return;
    const auto ride = rides_.to(row);
    for (std::size_t at = 0; at < times.size(); ++at) {
      const std::uint32_t time = ride[at] == never ? never : ride[at] + takes;
      times[at] = std::min(times[at], time);
    }
  };
  for (const auto& [stop, takes] : streets_.stops.to_corner(edge.from)) {
    walk_on(stop, takes + or_far(here.from_from));
  }
  for (const auto& [stop, takes] : streets_.stops.to_corner(edge.to)) {
    walk_on(stop, takes + or_far(here.from_to));
  }
  for (const StopReach::OnStreet& on : streets_.stops.onto(id)) {
    walk_on(on.stop, on.takes + or_far(along_edge(on.door, here)));
  }
  const auto time = transit::percentile(std::move(times), geo::Share{streets_.percentile / 100.0});
  return {std::min(time, streets_.limits.back())};
}

std::vector<StreetPart> RiddenReach::parts(geo::Deciseconds limit) const {
  const auto k = std::lower_bound(streets_.limits.begin(), streets_.limits.end(), limit.count) -
                 streets_.limits.begin();
  const Within& within = *within_[static_cast<std::size_t>(k)];
  std::vector<std::vector<StreetPart>> by_edge(streets_.streets.edges.size());
  tbb::parallel_for(std::size_t{0}, by_edge.size(), [&](std::size_t row) {
    const geo::EdgeId edge{row};
    on_foot_.add_parts(edge, limit, by_edge[row]);
    within.add_parts(edge, needed_, by_edge[row]);
    join(by_edge[row], 0);
  });
  std::vector<StreetPart> parts;
  for (const auto& own : by_edge) parts.insert(parts.end(), own.begin(), own.end());
  return parts;
}

}  // namespace analysis::travel
