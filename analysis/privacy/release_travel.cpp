#include "analysis/privacy/release_travel.hpp"

#include <fmt/format.h>

#include "analysis/privacy/release_layers.hpp"
#include "geo/core/error.hpp"
#include "geo/network/length.hpp"
#include "geo/network/line_part.hpp"
#include "geo/shape/polygons.hpp"

namespace analysis::privacy {

using namespace geo;
using Numbers = std::vector<Cell<double>>;
using Texts = std::vector<Cell<std::string>>;

namespace {

constexpr int minute_decimals = 3;  // tells every tenth of a second apart

template <class Cells>
void add(ReleasedLayer& layer, std::string name, std::string unit, int decimals, Cells cells) {
  ReleasedColumn column;
  column.name = std::move(name);
  column.unit = std::move(unit);
  column.role = ReleasedColumn::Role::attribute;
  column.decimals = decimals;
  column.cells = std::move(cells);
  layer.columns.push_back(std::move(column));
}

/// What the areas are of: each place, or all together.
struct Owner {
  std::string key;
  Names name;
  std::optional<Missing> none;  ///< why it can have no area
};

std::vector<Owner> owners(const City& city, const CatchmentAreas& areas) {
  std::vector<Owner> all;
  std::optional<Missing> none = Missing::off_network;
  for (const Place& place : areas.places) {
    const auto why = why_no_trips(city, place);
    all.push_back({place.key, place.name, why});
    if (!why) none = std::nullopt;
  }
  if (areas.together) all.assign(1, {"together", {}, none});
  return all;
}

double street_km(const City& city, const Catchment& catchment, std::size_t first,
                 std::size_t last) {
  double metres = 0;
  for (std::size_t k = first; k <= last; ++k) {
    for (const ReachedStreet& street : catchment.streets[k]) {
      const travel::StreetPart& part = street.part;
      metres += city.streets.edges[part.edge].length.value * (part.last - part.first);
    }
  }
  return metres / 1000;
}

std::string limit_text(Minutes limit) {
  return fmt::format("{:g}", limit.value);
}

}  // namespace

void refuse_hidden(const City& city, const std::vector<Place>& places) {
  for (const Place& place : places) {
    const bool hidden = (place.of == Place::Of::service && !is_shown(city, ServiceId{place.row})) ||
                        (place.of == Place::Of::home && !is_shown(city, HomeId{place.row}));
    if (!hidden) continue;
    throw Error({.code = "place_protected",
                 .severity = Severity::error,
                 .what = "one of the places must not be found from a map",
                 .remedy = "leave protected places out"},
                Cause::gate_refused);
  }
}

ReleasedLayer catchments_layer(const City& city, const CatchmentAreas& areas) {
  ReleasedLayer layer;
  layer.name = "catchments";
  Numbers within, from, square_km, streets;
  const auto all = owners(city, areas);
  const auto& limits = areas.settings.within;
  for (std::size_t k = limits.size(); k-- > 0;) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Owner& owner = all[i];
      layer.keys.push_back(fmt::format("{}@{}", owner.key, limit_text(limits[k])));
      layer.names.push_back(owner.name);
      layer.parents.push_back(owner.key);
      const bool ring = areas.rings && k > 0;
      MultiPolygon ground = areas.of[i].ground[k];
      if (ring) ground = difference(ground, areas.of[i].ground[k - 1]);
      const auto cell = [&](double value) {
        return owner.none ? Cell<double>(*owner.none) : Cell<double>(value);
      };
      within.push_back(cell(limits[k].value));
      from.push_back(cell(ring ? limits[k - 1].value : 0));
      square_km.push_back(cell(rounded(area(ground).value / 1e6, 6)));
      streets.push_back(cell(rounded(street_km(city, areas.of[i], ring ? k : 0, k), 3)));
      layer.shapes.push_back(Geometry::of(std::move(ground)));
    }
  }
  add(layer, "within_min", "min", minute_decimals, std::move(within));
  add(layer, "from_min", "min", minute_decimals, std::move(from));
  add(layer, "area_km2", "km2", 6, std::move(square_km));
  add(layer, "streets_km", "km", 3, std::move(streets));
  return layer;
}

ReleasedLayer reached_streets_layer(const City& city, const CatchmentAreas& areas) {
  ReleasedLayer layer;
  layer.name = "reached_streets";
  layer.what = ReleasedLayer::What::streets;
  layer.kind = ShapeKind::lines;
  Numbers within, first, last, length;
  Texts street;
  const auto all = owners(city, areas);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t k = 0; k < areas.settings.within.size(); ++k) {
      for (const auto& [part, at_first, at_last] : areas.of[i].streets[k]) {
        layer.shapes.push_back(
            Geometry::of(line_part(city.streets.lines[part.edge], part.first, part.last)));
        layer.keys.push_back(fmt::format("r{}", layer.keys.size() + 1));
        layer.names.emplace_back(city.streets.names[part.edge]);
        layer.parents.push_back(all[i].key);
        street.emplace_back(fmt::format("s{}", part.edge.row() + 1));
        within.emplace_back(areas.settings.within[k].value);
        first.emplace_back(rounded(at_first.minutes().value, minute_decimals));
        last.emplace_back(rounded(at_last.minutes().value, minute_decimals));
        length.emplace_back(
            rounded(city.streets.edges[part.edge].length.value * (part.last - part.first), 1));
      }
    }
  }
  add(layer, "street", "", 0, std::move(street));
  add(layer, "within_min", "min", minute_decimals, std::move(within));
  add(layer, "first_min", "min", minute_decimals, std::move(first));
  add(layer, "last_min", "min", minute_decimals, std::move(last));
  add(layer, "length_m", "m", 1, std::move(length));
  return layer;
}

ReleasedLayer places_layer(const City& city, const std::string& name,
                           const std::vector<Place>& places) {
  ReleasedLayer layer;
  layer.name = name;
  layer.what = ReleasedLayer::What::services;
  layer.kind = ShapeKind::points;
  layer.languages = city.languages;
  Numbers distance;
  Texts action, outside;
  for (const Place& place : places) {
    layer.shapes.push_back(place.at ? Geometry::of(*place.at) : Geometry{});
    layer.keys.push_back(place.key);
    layer.names.push_back(place.name);
    if (place.doors.empty()) {
      const auto why = why_no_trips(city, place).value_or(Missing::off_network);
      distance.emplace_back(why);
      action.emplace_back(why);
    } else {
      distance.emplace_back(rounded(place.doors.front().off_network.value, 1));
      action.emplace_back(std::string{word(place.doors.front().action)});
    }
    outside.emplace_back(std::string{place.outside ? "yes" : "no"});
  }
  add(layer, "door_distance_m", "m", 1, std::move(distance));
  add(layer, "door_action", "", 0, std::move(action));
  add(layer, "outside_city", "", 0, std::move(outside));
  return layer;
}

}  // namespace analysis::privacy
