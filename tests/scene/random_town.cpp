#include "tests/scene/random_town.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace random_town {
namespace {

using namespace geo;
using Random = std::mt19937;

constexpr double block = 240;  // metres

int below(Random& random, int n) {
  return static_cast<int>(random() % static_cast<unsigned>(n));
}

void add(Layer& layer, const std::string& name, Value value) {
  for (Field& field : layer.fields) {
    if (field.name == name) {
      field.values.push_back(std::move(value));
      return;
    }
  }
  layer.fields.push_back({name, {std::move(value)}});
}

void add_zones(Layers& layers, Random& random, int side) {
  Layer zones;
  zones.file = "zones.shp";
  Layer people;
  people.file = "people.csv";
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      const double x = column * block, y = row * block;
      // Neighbours overlap a little here and there, as they do in real cities.
      const double over = below(random, 4) == 0 ? 7.5 : 0;
      const Ring shell{
          {x, y}, {x + block + over, y}, {x + block + over, y + block}, {x, y + block}, {x, y}};
      const std::string code = fmt::format("{:02}", row * side + column + 1);
      add(zones, "CODE", code);
      add(zones, "DISTRICT", fmt::format("D{}", row / 2));
      add(zones, "NAME", "zone " + code);
      zones.shapes.push_back(Geometry::of(MultiPolygon{{shell, {}}}));
      ++zones.rows;
      if (below(random, 8) == 0) continue;  // not in the table
      const int total = below(random, 5) == 0 ? 0 : below(random, 2000);
      const int migrants = total == 0 ? 0 : below(random, total + 1);
      add(people, "key", fmt::format("X{}", code));
      add(people, "total", static_cast<double>(total) + (total > 0 ? 0.25 : 0));
      add(people, "migrants", std::int64_t{migrants});
      add(people, "first", std::int64_t{migrants == 0 ? 0 : below(random, migrants + 1)});
      add(people, "second", std::int64_t{migrants / 2});
      ++people.rows;
    }
  }
  auto& described = layers.description.neighbourhoods.emplace();
  described.id = "CODE";
  described.name = {{"", "NAME"}};
  description::Level district;
  district.key = "district";
  district.column = "DISTRICT";
  described.levels.push_back(district);
  layers.neighbourhoods = std::move(zones);
  layers.people = std::move(people);
}

description::Group group(const std::string& key, const std::string& part_of) {
  description::Group out;
  out.key = key;
  out.count = key;
  out.part_of = part_of;
  return out;
}

void describe_people(Layers& layers) {
  auto& people = layers.description.people.emplace();
  people.from.table.emplace();
  people.from.join_column = "key";
  people.from.join_key = "X{CODE}";
  people.total = "total";
  people.groups = {group("migrants", ""), group("first", "migrants"), group("second", "migrants")};
}

void add_streets(Layers& layers, Random& random, int side) {
  const auto street = [&](Point a, Point b) {
    if (below(random, 10) == 0) return;
    StreetLine line;
    line.line = {a, {(a.x + b.x) / 2 + 3, (a.y + b.y) / 2}, b};
    line.steps = below(random, 12) == 0;
    line.walkable = below(random, 15) != 0;
    line.id = fmt::format("s{}", layers.streets.lines.size());
    layers.streets.lines.push_back(std::move(line));
  };
  for (int i = -1; i <= 2 * side; ++i) {
    for (int j = -1; j <= 2 * side; ++j) {
      const Point at{i * block / 2, j * block / 2};
      street(at, {at.x + block / 2, at.y});
      street(at, {at.x, at.y + block / 2});
    }
  }
}

void add_services(Layers& layers, Random& random, int side) {
  Layer services;
  services.file = "services.csv";
  const int size = static_cast<int>(block) * side;
  for (int i = 0; i < 40; ++i) {
    add(services, "id", fmt::format("{}", below(random, 30)));
    add(services, "name", fmt::format("place {}", below(random, 25)));
    add(services, "what",
        below(random, 2) == 0   ? "clinic"
        : below(random, 6) == 0 ? "odd"
                                : "school");
    add(services, "places", std::int64_t{below(random, 100)});
    const Point at{static_cast<double>(below(random, size + 400) - 200),
                   static_cast<double>(below(random, size + 400) - 200)};
    services.shapes.push_back(below(random, 12) == 0 ? Geometry{} : Geometry::of(at));
    ++services.rows;
  }
  description::Services described;
  described.kind_from.emplace();
  described.kind_from->column = "what";
  described.id = "id";
  described.name = {{"", "name"}};
  described.capacity = "places";
  layers.description.services.push_back(described);
  layers.kind_maps.push_back({{"clinic", "health.clinic"}, {"school", "education.school"}});
  layers.services.push_back(std::move(services));
}

void add_housing(Layers& layers, Random& random, int side) {
  Layer housing;
  housing.file = "housing.shp";
  const int size = static_cast<int>(block) * side;
  for (int i = 0; i < 30 * side; ++i) {
    add(housing, "dwellings",
        below(random, 20) == 0 ? Value{} : Value{std::int64_t{below(random, 40)}});
    housing.shapes.push_back(Geometry::of(
        Point{static_cast<double>(below(random, size)), static_cast<double>(below(random, size))}));
    ++housing.rows;
  }
  description::Housing described;
  described.dwellings = "dwellings";
  layers.description.housing.push_back(described);
  layers.housing.push_back(std::move(housing));
}

void shuffle(Layer& layer, Random& random) {
  std::vector<std::size_t> order(layer.rows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  const auto sort = [&](auto& values) {
    if (values.empty()) return;
    auto before = values;
    for (std::size_t i = 0; i < order.size(); ++i) values[i] = before[order[i]];
  };
  for (Field& field : layer.fields) sort(field.values);
  sort(layer.shapes);
}

}  // namespace

Layers layers(unsigned seed) {
  Random random(seed);
  const int side = 3 + below(random, 3);
  Layers layers;
  layers.description.name = Names{"Town"};
  add_zones(layers, random, side);
  describe_people(layers);
  add_streets(layers, random, side);
  add_services(layers, random, side);
  if (seed % 2 == 0) add_housing(layers, random, side);
  return layers;
}

Layers shuffled(Layers layers, unsigned seed) {
  Random random(seed);
  shuffle(*layers.neighbourhoods, random);
  shuffle(*layers.people, random);
  for (Layer& layer : layers.services) shuffle(layer, random);
  for (Layer& layer : layers.housing) shuffle(layer, random);
  std::shuffle(layers.streets.lines.begin(), layers.streets.lines.end(), random);
  return layers;
}

}  // namespace random_town
