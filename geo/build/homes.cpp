#include "geo/build/homes.hpp"

#include <algorithm>

#include "geo/build/data_edge.hpp"
#include "geo/build/doors.hpp"
#include "geo/build/home_places.hpp"
#include "geo/build/lodging.hpp"
#include "geo/build/spread.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

constexpr double least_cover = 0.5;  // of the inhabited neighbourhoods

/// Everything that homes are made from.
class Making {
 public:
  Making(const Layers& layers, const Zones& zones, Per<NeighbourhoodId, bool> inhabited,
         const StreetGraph& streets, Findings& findings)
      : layers_(layers),
        zones_(zones),
        streets_(streets),
        findings_(findings),
        index_(zones.all.shape.values()),
        inhabited_(std::move(inhabited)) {}

  HomeBasis basis() const { return basis_; }

  HomePlaces places(Supports& supports) {
    HomePlaces homes = observed();
    if (homes.empty()) homes = zones_.from_points ? points() : along_streets();
    const HomePlaces more =
        supports.homes_of_empty_cells(homes, layers_, zones_, streets_, findings_);
    homes.insert(homes.end(), more.begin(), more.end());
    // Where housing is known, people of larger areas live in it.
    const bool in_housing = supports.shares_out_everyone() && basis_ == HomeBasis::housing;
    add_to_empty_zones(homes, in_housing ? 0 : 1);
    return homes;
  }

 private:
  /// From housing, else from buildings; empty when neither covers enough of the city.
  HomePlaces observed() {
    if (!layers_.housing.empty()) {
      HomePlaces homes = homes_from_housing(layers_, index_, findings_);
      basis_ = HomeBasis::housing;
      if (covers(homes)) return homes;
      note_sparse(homes);
    }
    if (!layers_.ground.residential.empty()) {
      HomePlaces homes = homes_from_buildings(layers_.ground, index_);
      basis_ = HomeBasis::osm_buildings;
      if (covers(homes)) return homes;
    }
    return {};
  }

  HomePlaces points() {
    basis_ = HomeBasis::points;
    HomePlaces homes;
    for (const NeighbourhoodId zone : zones_.point.rows()) {
      if (zones_.point[zone]) homes.push_back({zone, *zones_.point[zone], 1});
    }
    return homes;
  }

  HomePlaces along_streets() {
    basis_ = HomeBasis::along_streets;
    return homes_along_streets(streets_, index_, layers_.ground.water,
                               [&](NeighbourhoodId zone) { return inhabited_[zone]; });
  }

  std::vector<bool> with_homes(const HomePlaces& homes) const {
    std::vector<bool> has(zones_.all.size());
    for (const HomePlace& home : homes) has[home.in.row()] = true;
    return has;
  }

  bool covers(const HomePlaces& homes) const {
    const auto has = with_homes(homes);
    double inhabited = 0, covered = 0;
    for (const NeighbourhoodId zone : inhabited_.rows()) {
      if (!inhabited_[zone] || !zones_.all.area[zone]) continue;
      ++inhabited;
      if (has[zone.row()]) ++covered;
    }
    return covered > 0 && covered >= least_cover * inhabited;
  }

  void note_sparse(const HomePlaces& homes) {
    const auto has = with_homes(homes);
    Finding finding;
    finding.code = "housing_too_sparse";
    finding.file = layers_.housing.front().file;
    finding.value = fmt::format("{} of {} neighbourhoods", std::count(has.begin(), has.end(), true),
                                zones_.all.size());
    finding.what =
        "housing is there for less than half of the inhabited neighbourhoods, so it does not say "
        "where everyone lives; homes were found another way";
    finding.remedy = "give all dwellings or buildings of the city";
    findings_.add(finding);
  }

  void add_to_empty_zones(HomePlaces& homes, double weight) {
    const auto has = with_homes(homes);
    const auto empty = [&](NeighbourhoodId zone) { return !has[zone.row()]; };
    if (basis_ != HomeBasis::along_streets) {
      HomePlaces more = homes_along_streets(
          streets_, index_, layers_.ground.water,
          [&](NeighbourhoodId zone) { return inhabited_[zone] && empty(zone); });
      for (HomePlace& home : more) home.weight = weight;
      homes.insert(homes.end(), more.begin(), more.end());
      const auto filled = with_homes(more);
      note_modelled(static_cast<std::size_t>(std::count(filled.begin(), filled.end(), true)),
                    "homes were laid along the streets of neighbourhoods that have none");
    }
    const auto now = with_homes(homes);
    std::size_t alone = 0;
    for (const NeighbourhoodId zone : inhabited_.rows()) {
      if (!inhabited_[zone] || now[zone.row()]) continue;
      const auto at = zones_.point[zone] ? zones_.point[zone] : label_point(zones_.all.shape[zone]);
      if (!at) continue;
      homes.push_back({zone, *at, weight});
      ++alone;
    }
    note_modelled(alone, "neighbourhoods without a home or a street have one home in their middle");
  }

  void note_modelled(std::size_t neighbourhoods, const std::string& what) {
    if (neighbourhoods == 0) return;
    Finding finding;
    finding.code = "homes_modelled";
    finding.severity = Severity::note;
    finding.value = fmt::format("{} neighbourhoods", neighbourhoods);
    finding.file = layers_.neighbourhoods->file;
    finding.what = what;
    finding.remedy = "give housing or buildings there";
    findings_.add(finding);
  }

  const Layers& layers_;
  const Zones& zones_;
  const StreetGraph& streets_;
  Findings& findings_;
  PolygonIndex index_;
  Per<NeighbourhoodId, bool> inhabited_;
  HomeBasis basis_ = HomeBasis::along_streets;
};

void note_homes(const Homes& homes, const std::string& file, Findings& findings) {
  Finding finding;
  finding.code = "homes";
  finding.severity = Severity::note;
  finding.file = file;
  finding.value = fmt::format("{} homes", homes.size());
  switch (homes.basis) {
    case HomeBasis::housing:
      finding.what = "homes are the rows of housing";
      break;
    case HomeBasis::osm_buildings:
      finding.what = "homes are the residential buildings of OpenStreetMap";
      break;
    case HomeBasis::along_streets:
      finding.what = "homes are laid at most 25 m apart along the streets: modelled";
      break;
    case HomeBasis::points:
      finding.what = "homes are the points of the neighbourhoods: modelled";
      break;
  }
  finding.remedy = "nothing to do";
  findings.add(finding);
}

/// Where the homes' doors are, if there are streets at all.
void note_doors(const Homes& homes, const std::string& file, Findings& findings) {
  std::vector<Door> found;
  for (const Cell<Door>& door : homes.door) {
    if (door) found.push_back(*door);
  }
  report_doors("homes", found, file, findings);
  const auto off = std::count_if(homes.door.begin(), homes.door.end(),
                                 [](const Cell<Door>& door) { return !door; });
  if (off == 0) return;
  Finding finding;
  finding.code = "homes_off_network";
  finding.severity = Severity::warning;
  finding.file = file;
  finding.value = fmt::format("{} of {} homes", off, homes.size());
  finding.what = "homes have no street near, so nothing can be said of their ways";
  finding.remedy = "check that the streets cover the neighbourhoods";
  findings.add(finding);
}

/// The cells of the groups that were carried. The rest is known in those of everyone where all who
/// are not in it were counted there too.
std::map<GroupId, std::shared_ptr<const CellOfHome>> cells_of(const Residents& residents,
                                                              const Supports& supports) {
  auto cells = supports.cells();
  const auto ground = cells.find(everyone);
  if (ground == cells.end()) return cells;
  for (const Split& split : residents.splits()) {
    if (split.whole != everyone) continue;
    const auto rest = std::find_if(split.parts.begin(), split.parts.end(),
                                   [&](GroupId part) { return residents.groups[part].is_rest; });
    const bool together =
        rest != split.parts.end() &&
        std::all_of(split.parts.begin(), split.parts.end(), [&](GroupId part) {
          const auto own = cells.find(part);
          return part == *rest || (own != cells.end() && own->second == ground->second);
        });
    if (together) cells[*rest] = ground->second;
  }
  return cells;
}

}  // namespace

Per<NeighbourhoodId, bool> inhabited(const Residents& residents) {
  Per<NeighbourhoodId, bool> out;
  for (const auto& people : residents.by_neighbourhood[everyone]) {
    out.push_back(!people || *people > People{});
  }
  return out;
}

Homes empty_homes(const Layers& layers, const Zones& zones,
                  const Per<NeighbourhoodId, bool>& inhabited, const StreetGraph& streets,
                  const Lodgings& lodgings, Supports& supports, Findings& findings) {
  Making making(layers, zones, inhabited, streets, findings);
  Homes out;
  HomePlaces places = making.places(supports);
  const HomePlaces together = homes_of(lodgings, zones);
  places.insert(places.end(), together.begin(), together.end());
  std::sort(places.begin(), places.end());
  for (const HomePlace& home : places) {
    const HomeId id = out.at.push_back(home.at);
    if (home.lodging) out.lodging.emplace(id, *home.lodging);
    out.in.push_back(home.in);
    out.weight.push_back(home.weight);
  }
  out.basis = making.basis();
  return out;
}

Homes with_people(Homes homes, const Layers& layers, const Residents& residents,
                  const Lodgings& lodgings, const Supports& supports, const StreetGraph& streets,
                  const DoorFinder* finder, Findings& findings) {
  const std::vector<Point> at(homes.at.begin(), homes.at.end());
  homes.door = Per<HomeId, Cell<Door>>(doors(finder, at));
  homes.near_data_edge =
      Per<HomeId, bool>(near_edge(streets, at, longest_walk(layers.description)));
  homes.people =
      people_of_homes(homes, without_lodgings(residents, lodgings, homes), supports.at_homes());
  homes.cell = cells_of(residents, supports);
  fill_lodgings(homes, lodgings, residents);
  note_homes(homes, layers.neighbourhoods->file, findings);
  if (finder) note_doors(homes, layers.neighbourhoods->file, findings);
  return homes;
}

}  // namespace geo::build
