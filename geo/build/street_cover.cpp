#include "geo/build/street_cover.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <tbb/parallel_for.h>

#include "geo/shape/polygons.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

constexpr double far = 100;  // metres: a street block and its back yards
constexpr double incomplete_from = 0.25;
constexpr std::size_t fewest_far = 5;  // one farmhouse is no hole in the map
constexpr double piece = 25;           // metres of street counted in one neighbourhood
constexpr double people_for_one = 20'000;

double apart(Point a, Point b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

double to_segment(Point at, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
  const double along = square > 0 ? ((at.x - a.x) * dx + (at.y - a.y) * dy) / square : 0;
  const double t = std::clamp(along, 0.0, 1.0);
  return apart(at, {a.x + t * dx, a.y + t * dy});
}

/// Stretches of street in squares of 100 m; all within 100 m of a place begin or end in the 25
/// around.
class StretchesNear {
 public:
  explicit StretchesNear(const StreetGraph& streets) {
    for (const Line& line : streets.lines) {
      for (std::size_t i = 1; i < line.size(); ++i) add(line[i - 1], line[i]);
    }
  }

  bool any(Point at) const {
    const auto [x, y] = square(at);
    for (long dx = -2; dx <= 2; ++dx) {
      for (long dy = -2; dy <= 2; ++dy) {
        const auto found = in_.find({x + dx, y + dy});
        if (found == in_.end()) continue;
        for (const auto& [a, b] : found->second) {
          if (to_segment(at, a, b) <= far) return true;
        }
      }
    }
    return false;
  }

 private:
  using Square = std::pair<long, long>;
  static Square square(Point at) {
    return {std::lround(std::floor(at.x / far)), std::lround(std::floor(at.y / far))};
  }

  /// A stretch is cut so that each piece lies in the squares of its ends and middle.
  void add(Point a, Point b) {
    const auto pieces = static_cast<int>(std::ceil(apart(a, b) / (far / 2))) + 1;
    const auto at = [&](int i) {
      const double t = static_cast<double>(i) / pieces;
      return Point{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
    };
    for (int i = 0; i < pieces; ++i) {
      const std::pair<Point, Point> part{at(i), at(i + 1)};
      in_[square(part.first)].push_back(part);
      if (square(part.second) != square(part.first)) in_[square(part.second)].push_back(part);
    }
  }

  std::map<Square, std::vector<std::pair<Point, Point>>> in_;
};

/// Kilometres of street in each neighbourhood, by pieces of at most 25 m.
Per<NeighbourhoodId, double> kilometres(const StreetGraph& streets, const Neighbourhoods& all) {
  const PolygonIndex index(all.shape.values());
  Per<NeighbourhoodId, double> out(all.size());
  for (const Line& line : streets.lines) {
    for (std::size_t i = 1; i < line.size(); ++i) {
      const double length = apart(line[i - 1], line[i]);
      const int pieces = std::max(1, static_cast<int>(std::ceil(length / piece)));
      for (int part = 0; part < pieces; ++part) {
        const double t = (part + 0.5) / pieces;
        const auto zone = index.holding({line[i - 1].x + t * (line[i].x - line[i - 1].x),
                                         line[i - 1].y + t * (line[i].y - line[i - 1].y)});
        if (zone) out[NeighbourhoodId{*zone}] += length / pieces / 1000;
      }
    }
  }
  return out;
}

void report_incomplete(const Neighbourhoods& all, const Per<NeighbourhoodId, StreetCover>& cover,
                       const std::string& file, Findings& findings) {
  for (const NeighbourhoodId zone : cover.rows()) {
    if (!cover[zone].incomplete) continue;
    Finding finding;
    finding.code = "streets_incomplete";
    finding.file = file;
    finding.feature = all.key[zone];
    finding.value = fmt::format("{:.0f} % of homes", 100 * *cover[zone].far_homes);
    finding.what =
        "so many homes lie further than 100 m from any street that streets are missing on the map; "
        "ways from there are uncertain";
    finding.remedy = "add the missing streets to the layer, or to OpenStreetMap, and run again";
    findings.add(finding);
  }
}

/// Kinds to judge: those that the city asks for, else those that it has.
std::set<std::string> judged_kinds(const City& city) {
  std::set<std::string> kinds;
  for (const Kind& kind : city.description.analysis.kinds) kinds.insert(kind.name());
  if (!kinds.empty()) return kinds;
  for (const Kind& kind : city.services.kind) kinds.insert(kind.name());
  return kinds;
}

}  // namespace

Per<NeighbourhoodId, StreetCover> street_cover(const StreetGraph& streets, const Homes& homes,
                                               const Neighbourhoods& all, const std::string& file,
                                               Findings& findings) {
  Per<NeighbourhoodId, StreetCover> cover(all.size());
  const bool known = homes.basis == HomeBasis::housing || homes.basis == HomeBasis::osm_buildings;
  if (!known || streets.edges.empty()) return cover;
  const StretchesNear near(streets);
  std::vector<char> is_far(homes.size());
  tbb::parallel_for(std::size_t{0}, homes.size(),
                    [&](std::size_t home) { is_far[home] = !near.any(homes.at[HomeId{home}]); });
  Per<NeighbourhoodId, std::size_t> count(all.size()), distant(all.size());
  for (const HomeId home : homes.at.rows()) {
    ++count[homes.in[home]];
    distant[homes.in[home]] += is_far[home.row()] ? 1u : 0u;
  }
  const auto length = kilometres(streets, all);
  for (const NeighbourhoodId zone : cover.rows()) {
    if (count[zone] == 0) continue;
    const auto homes_here = static_cast<double>(count[zone]);
    const double share = static_cast<double>(distant[zone]) / homes_here;
    cover[zone].far_homes = share;
    cover[zone].homes_per_km = length[zone] > 0 ? Cell<double>{homes_here / length[zone]}
                                                : Cell<double>{Missing::zero_denominator};
    cover[zone].incomplete = share >= incomplete_from && distant[zone] >= fewest_far;
  }
  report_incomplete(all, cover, file, findings);
  return cover;
}

void report_sparse_kinds(const City& city, Findings& findings) {
  if (!city.residents.recorded) return;
  std::set<std::string> of_osm;
  for (const auto& one : city.description.services) {
    if (one.osm) of_osm.insert(one.source.path);
  }
  if (of_osm.empty()) return;
  People people;
  for (const auto& here : city.residents.by_neighbourhood[everyone]) {
    if (here) people += *here;
  }
  for (const std::string& name : judged_kinds(city)) {
    const Kind kind{name};
    std::size_t services = 0;
    bool only_osm = true;
    for (const ServiceId service : city.services.kind.rows()) {
      if (!kind.includes(city.services.kind[service])) continue;
      ++services;
      only_osm = only_osm && of_osm.contains(city.services.file[service]);
    }
    if (!only_osm || static_cast<double>(services) * people_for_one >= people.count()) continue;
    Finding finding;
    finding.code = "probably_incomplete";
    finding.file = *of_osm.begin();
    finding.feature = name;
    finding.value = fmt::format("{} for {:.0f} people", services, people.count());
    finding.what =
        "OpenStreetMap knows fewer than one of this kind for 20,000 people, so probably some are "
        "missing on the map: long ways to it may not be true";
    finding.remedy = "ask whoever runs them for a list and add it as [[services]]";
    findings.add(finding);
  }
}

}  // namespace geo::build
