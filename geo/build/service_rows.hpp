#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/city.hpp"

namespace geo::build {

/// One row of a layer of services, read but not yet brought to the streets.
struct ServiceRow {
  Kind kind;  ///< empty where the map of kinds does not have the row's value
  std::string key;
  std::optional<Point> at;
  Names name;
  std::vector<Point> entrances;
  std::optional<double> capacity;
  std::optional<bool> step_free;
  std::vector<std::string> languages, open_to;
  std::string opening_hours, fee, run_by, funded_until, status;
  Openness location = Openness::shown;
  std::string file;
};

/// What a finding may call this service: its name, its key or, when its place is protected, only
/// that it is one.
std::string called(const ServiceRow& row);

/// The rows of all service layers.
///
/// Kinds come from the layer or from its map; values without a kind are a finding each
/// (`kind_unmapped`), as are capacities that are no number (`capacity_unread`). A row without a
/// place stays (`service_without_place`). An area is entered at points of its border at most 100 m
/// apart, a small one in its middle, unless a layer of entrances says where. Throws Error
/// `services_need_places` for lines and `kind_missing` where nothing says what a layer holds.
std::vector<ServiceRow> service_rows(const Layers& layers, Findings& findings);

/// The parts of a list written with `;`, `,` or `|`, without the blanks around them.
std::vector<std::string> listed(const std::string& text);

}  // namespace geo::build
