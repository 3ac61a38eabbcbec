// The layers of single places: homes, services, streets.

#include <fmt/format.h>

#include "analysis/places.hpp"
#include "analysis/privacy/release_layers.hpp"
#include "geo/shape/polygons.hpp"

namespace analysis::privacy {

using namespace geo;
using Role = ReleasedColumn::Role;
using Numbers = std::vector<Cell<double>>;
using Texts = std::vector<Cell<std::string>>;

namespace {

template <class Cells>
ReleasedColumn attribute(std::string name, std::string unit, int decimals, Cells cells) {
  ReleasedColumn column;
  column.name = std::move(name);
  column.unit = std::move(unit);
  column.role = Role::attribute;
  column.decimals = decimals;
  column.cells = std::move(cells);
  return column;
}

Cell<std::string> text_or_not_recorded(const std::string& text) {
  if (text.empty()) return Missing::not_recorded;
  return text;
}

Cell<std::string> joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : ";") + word;
  return text_or_not_recorded(all);
}

/// How each home meets the streets.
void add_doors(const City& city, ReleasedLayer& layer) {
  Numbers distance, component;
  Texts action, edge;
  for (const HomeId home : shown_homes(city)) {
    const auto& door = city.homes.door[home];
    if (door) {
      distance.emplace_back(rounded(door->off_network.value, 1));
      component.emplace_back(static_cast<double>(door->component.row()));
      action.emplace_back(std::string{word(door->action)});
    } else {
      distance.emplace_back(door.reason());
      component.emplace_back(door.reason());
      action.emplace_back(door.reason());
    }
    edge.emplace_back(std::string{city.homes.near_data_edge[home] ? "yes" : "no"});
  }
  layer.columns.push_back(attribute("door_distance_m", "m", 1, std::move(distance)));
  layer.columns.push_back(attribute("door_component", "", 0, std::move(component)));
  layer.columns.back().whole = true;
  layer.columns.push_back(attribute("door_action", "", 0, std::move(action)));
  layer.columns.push_back(attribute("near_data_edge", "", 0, std::move(edge)));
}

void add_scores(const City& city, const Outcome& outcome, ReleasedLayer& layer) {
  const Instance& instance = outcome.instance;
  const Card& card = instance.metric->card;
  if (!outcome.homes || card.depends_on_people || would_locate(city, instance)) return;
  ReleasedColumn column;
  column.name = column.instance = instance.column;
  column.unit = card.unit;
  column.role = Role::value;
  column.metric = instance.id;
  column.modelled = true;
  column.decimals = decimals_of(card.unit);
  Numbers cells;
  for (const HomeId home : shown_homes(city)) {
    const auto& cell = (*outcome.homes)[home];
    if (cell) {
      cells.emplace_back(rounded(*cell, column.decimals));
    } else {
      cells.push_back(cell);
    }
  }
  column.cells = std::move(cells);
  layer.columns.push_back(std::move(column));
}

}  // namespace

ReleasedLayer homes_layer(const Protected& safe) {
  const City& city = safe.city;
  ReleasedLayer layer;
  layer.what = ReleasedLayer::What::homes;
  layer.name = "homes";
  layer.kind = ShapeKind::points;
  for (const HomeId home : shown_homes(city)) {
    layer.shapes.push_back(Geometry::of(city.homes.at[home]));
    layer.keys.push_back(fmt::format("h{}", layer.keys.size() + 1));
    layer.names.emplace_back();
    layer.parents.push_back(city.neighbourhoods.key[city.homes.in[home]]);
  }
  for (const Outcome& outcome : safe.results.outcomes) add_scores(city, outcome, layer);
  add_doors(city, layer);
  return layer;
}

ReleasedLayer services_layer(const City& city) {
  const Services& services = city.services;
  ReleasedLayer layer;
  layer.what = ReleasedLayer::What::services;
  layer.name = "services";
  layer.kind = ShapeKind::points;
  layer.languages = city.languages;
  Numbers capacity;
  Texts kind, languages, open_to, hours, fee, run_by, funded, status, file;
  for (const ServiceId s : Rows<ServiceId>{services.size()}) {
    if (services.location[s] == Openness::is_protected) continue;
    const auto& at = services.at[s];
    layer.shapes.push_back(at ? Geometry::of(*at) : Geometry{});
    layer.keys.push_back(services.key[s]);
    layer.names.push_back(services.name[s]);
    const auto& in = services.in[s];
    layer.parents.push_back(in ? city.neighbourhoods.key[*in] : "");
    kind.emplace_back(services.kind[s].name());
    capacity.push_back(services.capacity[s]);
    languages.push_back(joined(services.languages[s]));
    open_to.push_back(joined(services.open_to[s]));
    hours.push_back(text_or_not_recorded(services.opening_hours[s]));
    fee.push_back(text_or_not_recorded(services.fee[s]));
    run_by.push_back(text_or_not_recorded(services.run_by[s]));
    funded.push_back(text_or_not_recorded(services.funded_until[s]));
    status.push_back(text_or_not_recorded(services.status[s]));
    file.push_back(text_or_not_recorded(services.file[s]));
  }
  layer.columns.push_back(attribute("kind", "", 0, std::move(kind)));
  layer.columns.push_back(attribute("capacity", "places", 1, std::move(capacity)));
  layer.columns.push_back(attribute("languages", "", 0, std::move(languages)));
  layer.columns.push_back(attribute("open_to", "", 0, std::move(open_to)));
  layer.columns.push_back(attribute("opening_hours", "", 0, std::move(hours)));
  layer.columns.push_back(attribute("fee", "", 0, std::move(fee)));
  layer.columns.push_back(attribute("run_by", "", 0, std::move(run_by)));
  layer.columns.push_back(attribute("funded_until", "", 0, std::move(funded)));
  // `status` itself would read as the word beside another column.
  layer.columns.push_back(attribute("service_state", "", 0, std::move(status)));
  layer.columns.push_back(attribute("source", "", 0, std::move(file)));
  return layer;
}

std::string street_key(EdgeId street) {
  return fmt::format("s{}", street.row() + 1);
}

ReleasedLayer streets_layer(const City& city) {
  ReleasedLayer layer;
  layer.what = ReleasedLayer::What::streets;
  layer.name = "streets";
  layer.kind = ShapeKind::lines;
  Numbers length;
  Texts steps, walkable;
  for (const EdgeId edge : city.streets.edges.rows()) {
    const Edge& street = city.streets.edges[edge];
    layer.shapes.push_back(Geometry::of(city.streets.lines[edge]));
    layer.keys.push_back(street_key(edge));
    layer.names.emplace_back(city.streets.names[edge]);
    length.emplace_back(rounded(street.length.value, 1));
    steps.emplace_back(std::string{street.steps ? "yes" : "no"});
    walkable.emplace_back(std::string{street.walkable ? "yes" : "no"});
  }
  layer.columns.push_back(attribute("length_m", "m", 1, std::move(length)));
  layer.columns.push_back(attribute("steps", "", 0, std::move(steps)));
  layer.columns.push_back(attribute("walkable", "", 0, std::move(walkable)));
  return layer;
}

ReleasedLayer water_layer(const City& city) {
  ReleasedLayer layer;
  layer.what = ReleasedLayer::What::water;
  layer.name = "water";
  layer.kind = ShapeKind::polygons;
  Numbers size;
  for (const MultiPolygon& one : city.water) {
    layer.shapes.push_back(Geometry::of(one));
    layer.keys.push_back(fmt::format("w{}", layer.keys.size() + 1));
    layer.names.emplace_back();
    size.emplace_back(rounded(geo::area(one).value / 1e6, 6));
  }
  layer.columns.push_back(attribute("area_km2", "km2", 6, std::move(size)));
  return layer;
}

}  // namespace analysis::privacy
