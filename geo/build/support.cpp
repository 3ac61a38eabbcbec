#include "geo/build/support.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include <tbb/parallel_for.h>

#include "geo/build/cells.hpp"
#include "geo/build/spread.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

/// What two drawings of one border differ by is no cut: one thousandth of a cell.
constexpr double drawing_error = 1e-3;
constexpr std::int64_t whole_share = 1'000'000'000'000;

Finding about(const Layer& layer, const std::string& code, Severity severity) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.file = layer.file;
  finding.layer = layer.name;
  return finding;
}

std::vector<bool> counted(const Layer& layer, const std::set<std::string>& columns) {
  std::vector<bool> out(layer.rows, false);
  for (const std::string& column : columns) {
    const Field* field = layer.field(column);
    if (!field) continue;
    for (std::size_t row = 0; row < layer.rows; ++row) {
      const auto people = number(field->values[row]);
      out[row] = out[row] || (people && *people != 0);
    }
  }
  return out;
}

bool apart(const Box& a, const Box& b) {
  return a.low.x > b.high.x || b.low.x > a.high.x || a.low.y > b.high.y || b.low.y > a.high.y;
}

std::vector<Box> boxes_of(std::span<const MultiPolygon> shapes) {
  std::vector<Box> boxes;
  for (const MultiPolygon& one : shapes) boxes.push_back(box_of(Geometry::of(one)));
  return boxes;
}

/// Weights of the places in each cell, inside the city and outside it.
struct Sides {
  std::vector<double> in, out;
};

Sides sides(const HomePlaces& places, const PolygonIndex& zones, std::size_t cells) {
  Sides sides{std::vector<double>(cells), std::vector<double>(cells)};
  for (const HomePlace& place : places) {
    auto& side = zones.holding(place.at) ? sides.in : sides.out;
    side[place.in.row()] += place.weight;
  }
  return sides;
}

bool before(const MultiPolygon& a, const MultiPolygon& b) {
  return std::lexicographical_compare(
      a.begin(), a.end(), b.begin(), b.end(), [](const Polygon& one, const Polygon& other) {
        return std::tie(one.shell, one.holes) < std::tie(other.shell, other.holes);
      });
}

bool any(const std::vector<double>& weights) {
  return std::any_of(weights.begin(), weights.end(), [](double weight) { return weight > 0; });
}

}  // namespace

Support::Support(const Layer& layer, const std::set<std::string>& columns, const Zones& zones)
    : layer_(&layer), has_people_(counted(layer, columns)) {
  for (const Geometry& shape : layer.shapes) {
    points_.push_back(shape.points.empty() ? std::nullopt : std::optional(shape.points.front()));
  }
  const bool any_point = std::any_of(points_.begin(), points_.end(), [](auto& at) { return !!at; });
  if (any_point) cells_ = nearest_cells(points_).shapes;
  cells_.resize(layer.rows);
  zones_under_.resize(layer.rows);
  share_in_.resize(layer.rows);
  const PolygonIndex index(zones.all.shape.values());
  const auto boxes = boxes_of(zones.all.shape.values());
  tbb::parallel_for(std::size_t{0}, layer.rows, [&](std::size_t cell) {
    if (!points_[cell]) {
      cells_[cell] = made_valid(layer.shapes[cell].polygons);
      touch(cell, zones, boxes);
    } else if (const auto zone = index.holding(*points_[cell])) {
      zones_under_[cell].emplace_back(NeighbourhoodId{*zone}, 1.0);
      share_in_[cell] = 1;
    }
  });
  count_gaps_as_inside(zones);
  order_cells();
}

void Support::count_gaps_as_inside(const Zones& zones) {
  std::vector<std::size_t> cut;
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    if (is_cut(cell)) cut.push_back(cell);
  }
  if (cut.empty()) return;
  MultiPolygon city = union_of(zones.all.shape.values());
  for (Polygon& part : city) part.holes.clear();
  tbb::parallel_for(std::size_t{0}, cut.size(), [&](std::size_t i) {
    const MultiPolygon& cell = cells_[cut[i]];
    const double share = area(intersection(cell, city)).value / area(cell).value;
    share_in_[cut[i]] = share > 1 - drawing_error ? 1 : share;
  });
}

void Support::order_cells() {
  order_.resize(cells_.size());
  first_with_.resize(cells_.size());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::stable_sort(order_.begin(), order_.end(),
                   [&](std::size_t a, std::size_t b) { return before(cells_[a], cells_[b]); });
  std::size_t first = 0;
  for (const std::size_t row : order_) {
    const bool same = row != order_.front() && !cells_[row].empty() && cells_[row] == cells_[first];
    if (!same) first = row;
    first_with_[row] = first;
  }
  for (const std::size_t row : order_) {
    if (has_people_[row]) has_people_[first_with_[row]] = true;
    if (first_with_[row] != row) has_people_[row] = false;
  }
}

PolygonIndex Support::index(const std::vector<bool>& wanted) const {
  std::vector<MultiPolygon> in_order;
  for (const std::size_t row : order_) {
    in_order.push_back(wanted[row] ? cells_[row] : MultiPolygon{});
  }
  return PolygonIndex(in_order);
}

std::optional<std::size_t> Support::row_of(std::optional<std::size_t> found) const {
  return found ? std::optional(order_[*found]) : std::nullopt;
}

ByCell Support::merged(const ByCell& rows) const {
  ByCell out(rows);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    auto& first = out[first_with_[row]];
    if (first_with_[row] == row) continue;
    if (first && rows[row]) first = *first + *rows[row];
    if (first && !rows[row]) first = rows[row].reason();
    out[row] = People{};
  }
  return out;
}

void Support::touch(std::size_t cell, const Zones& zones, const std::vector<Box>& boxes) {
  const double whole = area(cells_[cell]).value;
  if (whole <= 0) return;
  const Box own = box_of(Geometry::of(cells_[cell]));
  double shared = 0;
  for (const NeighbourhoodId zone : zones.all.shape.rows()) {
    if (apart(own, boxes[zone.row()])) continue;
    const double part = area(intersection(cells_[cell], zones.all.shape[zone])).value;
    if (part <= drawing_error * whole) continue;
    zones_under_[cell].emplace_back(zone, part);
    shared += part;
  }
  const double share = shared / whole;
  share_in_[cell] = share > 1 - drawing_error ? 1 : share;
}

std::set<NeighbourhoodId> Support::inhabited() const {
  std::set<NeighbourhoodId> out;
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    if (!has_people_[cell]) continue;
    for (const auto& [zone, part] : zones_under_[cell]) out.insert(zone);
  }
  return out;
}

void Support::cut_at_border(const Layers& layers, HomeBasis basis, const Zones& zones,
                            const StreetGraph& streets) {
  std::vector<bool> cut;
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) cut.push_back(is_cut(cell));
  if (std::find(cut.begin(), cut.end(), true) == cut.end()) return;
  const PolygonIndex index = this->index(cut), city(zones.all.shape.values());
  Findings told_elsewhere;
  HomePlaces places;
  if (basis == HomeBasis::housing) places = homes_from_housing(layers, index, told_elsewhere);
  if (basis == HomeBasis::osm_buildings) places = homes_from_buildings(layers.ground, index);
  Sides found = sides(places, city, cells_.size());
  if (!any(found.out)) {  // the layer ends where the city does: it knows nothing of outside
    const auto anywhere = [](NeighbourhoodId) { return true; };
    places = homes_along_streets(streets, index, layers.ground.water, anywhere);
    found = sides(places, city, cells_.size());
  }
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const double all = found.in[i] + found.out[i];
    if (all > 0) share_in_[order_[i]] = found.in[i] / all;
  }
}

std::optional<Point> Support::middle(std::size_t cell, const Zones& zones) const {
  if (points_[cell]) return points_[cell];
  const auto most =
      std::max_element(zones_under_[cell].begin(), zones_under_[cell].end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == zones_under_[cell].end()) return std::nullopt;
  return label_point(intersection(cells_[cell], zones.all.shape[most->first]));
}

HomePlaces Support::homes_of_empty_cells(const HomePlaces& homes, const Layers& layers,
                                         const Zones& zones, const StreetGraph& streets,
                                         Findings& findings) {
  const PolygonIndex index = this->index(std::vector<bool>(cells_.size(), true));
  const PolygonIndex city(zones.all.shape.values());
  std::vector<bool> wanting(cells_.size());
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    wanting[cell] = has_people_[cell] && share_in_[cell] > 0;
  }
  for (const HomePlace& home : homes) {
    if (const auto cell = row_of(index.holding(home.at))) wanting[*cell] = false;
  }
  const auto cells = std::count(wanting.begin(), wanting.end(), true);
  if (cells == 0) return {};
  HomePlaces more;
  const auto along =
      homes_along_streets(streets, index, layers.ground.water,
                          [&](NeighbourhoodId i) { return wanting[order_[i.row()]]; });
  const auto lay = [&](Point at, std::size_t cell) {
    const auto zone = city.holding(at);
    if (!zone) return;
    more.push_back({NeighbourhoodId{*zone}, at, 1});
    laid_.emplace(at, cell);
    wanting[cell] = false;
  };
  for (const HomePlace& home : along) lay(home.at, order_[home.in.row()]);
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    if (!wanting[cell]) continue;
    if (const auto at = middle(cell, zones)) lay(*at, cell);
  }
  Finding finding = about(*layer_, "cells_without_homes", Severity::note);
  finding.value = fmt::format("{} of {} cells", cells, cells_.size());
  finding.what =
      "people were counted in cells where no home is known; homes were laid there along the "
      "streets, or one in the middle: modelled";
  finding.remedy =
      "nothing to do; a layer of buildings under [[housing]] would say where the homes are";
  findings.add(finding);
  return more;
}

void Support::settle(const std::vector<Point>& homes) {
  const PolygonIndex index = this->index(std::vector<bool>(cells_.size(), true));
  CellOfHome cell_of(homes.size(), static_cast<std::uint32_t>(cells_.size()));
  homes_in_.assign(cells_.size(), {});
  for (std::size_t home = 0; home < homes.size(); ++home) {
    const auto laid = laid_.find(homes[home]);
    const auto cell =
        laid != laid_.end() ? std::optional(laid->second) : row_of(index.holding(homes[home]));
    if (!cell) continue;
    cell_of[HomeId{home}] = static_cast<std::uint32_t>(*cell);
    homes_in_[*cell].push_back(static_cast<std::uint32_t>(home));
  }
  cell_of_ = std::make_shared<const CellOfHome>(std::move(cell_of));
}

bool Support::has_whole_cells(const Level& level) const {
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    const auto& under = zones_under_[cell];
    if (!has_people_[cell] || under.empty()) continue;
    const AreaId area = level.of[under.front().first];
    const bool alone = std::all_of(under.begin(), under.end(),
                                   [&](const auto& part) { return level.of[part.first] == area; });
    if (!alone || is_cut(cell)) return false;
  }
  return true;
}

std::pair<People, People> Support::inside(std::size_t cell, People count) const {
  const auto in = std::llround(share_in_[cell] * static_cast<double>(whole_share));
  const auto parts = spread(count, std::vector<std::int64_t>{in, whole_share - in});
  return {parts[0], parts[1]};
}

Per<HomeId, People> Support::to_homes(const ByCell& counts, const HomeWeights& weights) const {
  Per<HomeId, People> out(cell_of_->size());
  tbb::parallel_for(std::size_t{0}, cells_.size(), [&](std::size_t cell) {
    const auto& homes = homes_in_[cell];
    if (homes.empty() || !counts[cell]) return;
    std::vector<std::int64_t> own;
    for (const std::uint32_t home : homes) own.push_back(weights[HomeId{home}]);
    const auto parts = spread(inside(cell, *counts[cell]).first, own);
    for (std::size_t i = 0; i < homes.size(); ++i) out[HomeId{homes[i]}] = parts[i];
  });
  return out;
}

Column<NeighbourhoodId, People> Support::by_neighbourhood(const ByCell& counts,
                                                          const Per<HomeId, People>& at_homes,
                                                          const Per<HomeId, NeighbourhoodId>& in,
                                                          std::size_t neighbourhoods) const {
  Column<NeighbourhoodId, People> out(neighbourhoods, Missing::not_recorded);
  for (const auto& zones : zones_under_) {
    for (const auto& [zone, part] : zones) out[zone] = People{};
  }
  for (const HomeId home : in.rows()) {
    auto& sum = out[in[home]];
    const std::size_t cell = (*cell_of_)[home];
    if (cell < counts.size() && !counts[cell]) {
      const bool withheld = !sum && sum.reason() == Missing::withheld_by_source;
      if (!withheld) sum = counts[cell].reason();
    } else if (sum) {
      sum = *sum + at_homes[home];
    }
  }
  return out;
}

std::vector<People> Support::by_cell(const Per<HomeId, People>& at_homes) const {
  std::vector<People> out(cells_.size());
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    for (const std::uint32_t home : homes_in_[cell]) out[cell] += at_homes[HomeId{home}];
  }
  return out;
}

void Support::report_border(const ByCell& counts, const std::string& who,
                            Findings& findings) const {
  People in, out, beyond;
  std::size_t cut = 0, outside = 0;
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    if (!counts[cell] || *counts[cell] == People{}) continue;
    const auto [here, there] = inside(cell, *counts[cell]);
    if (zones_under_[cell].empty()) {
      beyond += there;
      ++outside;
    } else if (there > People{} || is_cut(cell)) {
      in += here;
      out += there;
      ++cut;
    }
  }
  if (cut > 0) {
    Finding finding = about(*layer_, "people_cut_by_boundary", Severity::note);
    finding.feature = who;
    finding.value = fmt::format("{:.0f} people in, {:.0f} out", in.count(), out.count());
    finding.what = fmt::format(
        "the city's border cuts {} cells; their people were shared between inside and outside by "
        "where homes are",
        cut);
    finding.remedy = "nothing to do; a finer grid or counts by neighbourhood would tell better";
    findings.add(finding);
  }
  if (outside > 0) {
    Finding finding = about(*layer_, "people_outside",
                            outside == cells_.size() ? Severity::warning : Severity::note);
    finding.feature = who;
    finding.value = fmt::format("{} rows, {:.0f} people", outside, beyond.count());
    finding.what = "these rows of people lie in no neighbourhood and count nowhere";
    finding.remedy =
        "open both layers on one map; where they lie apart, say in which system the coordinates "
        "are, "
        "such as crs = \"EPSG:4326\"";
    findings.add(finding);
  }
}

void Support::report_carried(const ByCell& counts, const std::string& who,
                             Findings& findings) const {
  People sum;
  std::size_t cells = 0;
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    if (!counts[cell]) continue;
    const People here = inside(cell, *counts[cell]).first;
    sum += here;
    if (here > People{}) ++cells;
  }
  Finding finding = about(*layer_, "people_on_support", Severity::note);
  finding.feature = who;
  finding.value = fmt::format("{} people in {} cells", sum.count(), cells);
  finding.what =
      "people counted on a grid or on areas of another kind were carried to the homes in each "
      "cell, "
      "which keeps the count of every cell; sums by neighbourhood are modelled";
  finding.remedy = "give counts for the neighbourhoods themselves if there are any";
  findings.add(finding);
  report_homeless(counts, who, findings);
}

void Support::report_homeless(const ByCell& counts, const std::string& who,
                              Findings& findings) const {
  People sum;
  std::size_t cells = 0;
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    if (!homes_in_[cell].empty() || !counts[cell]) continue;
    const People here = inside(cell, *counts[cell]).first;
    sum += here;
    if (here > People{}) ++cells;
  }
  if (cells == 0) return;
  Finding finding = about(*layer_, "people_without_home", Severity::warning);
  finding.feature = who;
  finding.value = fmt::format("{} people in {} cells", sum.count(), cells);
  finding.what = "no home could be laid in these cells, so their people count nowhere";
  finding.remedy =
      "open the layer on a map and delete cells that have no area or that lie over another";
  findings.add(finding);
}

}  // namespace geo::build
