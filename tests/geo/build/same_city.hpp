#pragma once

#include "geo/city.hpp"
#include "tests/catch.hpp"

/// Checks that two cities are the same in every table.
inline void check_same(const geo::City& a, const geo::City& b) {
  using namespace geo;
  CHECK(a.neighbourhoods.key == b.neighbourhoods.key);
  CHECK(a.neighbourhoods.name == b.neighbourhoods.name);
  CHECK(a.neighbourhoods.shape == b.neighbourhoods.shape);
  CHECK(a.neighbourhoods.area == b.neighbourhoods.area);
  REQUIRE(a.levels.size() == b.levels.size());
  for (const LevelId level : a.levels.rows()) {
    CHECK(a.levels[level].key == b.levels[level].key);
    CHECK(a.levels[level].area_key == b.levels[level].area_key);
    CHECK(a.levels[level].area_name == b.levels[level].area_name);
    CHECK(a.levels[level].shape == b.levels[level].shape);
    CHECK(a.levels[level].of == b.levels[level].of);
    CHECK(a.levels[level].parent == b.levels[level].parent);
  }
  CHECK(a.residents.by_neighbourhood == b.residents.by_neighbourhood);
  CHECK(a.homes.basis == b.homes.basis);
  CHECK(a.homes.at == b.homes.at);
  CHECK(a.homes.in == b.homes.in);
  CHECK(a.homes.weight == b.homes.weight);
  CHECK(a.homes.door == b.homes.door);
  CHECK(a.homes.people == b.homes.people);
  CHECK(a.homes.near_data_edge == b.homes.near_data_edge);
  CHECK(a.services.key == b.services.key);
  CHECK(a.services.kind == b.services.kind);
  CHECK(a.services.name == b.services.name);
  CHECK(a.services.at == b.services.at);
  CHECK(a.services.in == b.services.in);
  CHECK(a.services.capacity == b.services.capacity);
  REQUIRE(a.services.size() == b.services.size());
  for (const ServiceId service : a.services.kind.rows()) {
    const auto one = a.services.doors[service];
    const auto other = b.services.doors[service];
    CHECK(std::vector<Door>(one.begin(), one.end()) ==
          std::vector<Door>(other.begin(), other.end()));
  }
  CHECK(a.uses.classes == b.uses.classes);
  CHECK(a.uses.of_class == b.uses.of_class);
  CHECK(a.uses.at == b.uses.at);
  CHECK(a.uses.mass == b.uses.mass);
  CHECK(a.uses.door == b.uses.door);
  CHECK(a.streets.at == b.streets.at);
  CHECK(a.streets.lines == b.streets.lines);
  CHECK(a.findings.shown() == b.findings.shown());
}
