#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/layers.hpp"
#include "geo/shape/polygons.hpp"
#include "geo/shape/projection.hpp"

namespace geo {
namespace {

constexpr const char* degrees = "EPSG:4326";

Box extent(const Layer& layer) {
  Box box;
  for (const Geometry& shape : layer.shapes) {
    if (shape.empty()) continue;
    const Box part = box_of(shape);
    box.add(part.low);
    box.add(part.high);
  }
  return box;
}

Error nowhere(const Layer& layer) {
  Finding finding;
  finding.code = "no_place";
  finding.file = layer.file;
  finding.layer = layer.name;
  finding.what = "no neighbourhood has a shape, so the city lies nowhere";
  finding.remedy = "give a layer with polygons, or x and y columns, under [neighbourhoods]";
  return Error(std::move(finding));
}

// The city's own projection when it is one in metres; else the UTM zone of its middle.
std::string chosen_projection(const Layers& layers, Findings& findings) {
  if (!layers.description.projection.empty()) return layers.description.projection;
  if (!layers.neighbourhoods) throw nowhere(Layer{});
  const Layer& zones = *layers.neighbourhoods;
  const Box box = extent(zones);
  if (!(box.low.x <= box.high.x)) throw nowhere(zones);

  const Point middle{(box.low.x + box.high.x) / 2, (box.low.y + box.high.y) / 2};
  const auto place = Transform(zones.crs, degrees)(middle);
  if (!place) throw nowhere(zones);
  const std::string name = crs_name(zones.crs);
  const std::string utm = projection_for({place->x, place->y});
  // ETRS89, SIRGAS and WGS 84 UTM zones of the right number need no second transformation.
  const bool same_zone = !is_geographic(zones.crs) && name.starts_with("EPSG:") &&
                         (name.starts_with("EPSG:258") || name.starts_with("EPSG:326") ||
                          name.starts_with("EPSG:327")) &&
                         name.substr(8) == utm.substr(8);
  const std::string chosen = same_zone ? name : utm;
  Finding finding;
  finding.code = "projection_chosen";
  finding.severity = Severity::note;
  finding.file = layers.description.file;
  finding.value = chosen;
  finding.what = "computed in metres of this projection, chosen from where the city lies";
  finding.remedy = "to use another, add projection = \"EPSG:...\" under [city]";
  findings.add(std::move(finding));
  return chosen;
}

std::optional<Point> first_point(const std::vector<Geometry>& shapes) {
  for (const Geometry& shape : shapes) {
    if (!shape.points.empty()) return shape.points.front();
    if (!shape.lines.empty()) return shape.lines.front().front();
    if (!shape.polygons.empty()) return shape.polygons.front().shell.front();
  }
  return std::nullopt;
}

constexpr double worth_saying = 0.5;  // metres: finer than any city draws its borders

class Mover {
 public:
  Mover(std::string projection, Findings& findings)
      : projection_(std::move(projection)), findings_(findings) {}

  void move(Layer& layer) {
    if (layer.shapes.empty()) return;
    const Transform transform(layer.crs, projection_);
    for (std::size_t row = 0; row < layer.shapes.size(); ++row) {
      std::size_t lost = 0;
      layer.shapes[row] = transform(layer.shapes[row], lost);
      if (lost > 0) report(layer.file, layer.name, fmt::format("row {}", row), lost);
    }
    note(layer.file, layer.name, layer.crs, transform, first_point(layer.shapes));
    layer.crs = projection_;
  }
  void move(std::optional<Layer>& layer) {
    if (layer) move(*layer);
  }
  void move(std::vector<Layer>& layers) {
    for (Layer& layer : layers) move(layer);
  }
  void move(std::vector<Geometry>& shapes, const std::string& crs) {
    if (shapes.empty()) return;
    const Transform transform(crs, projection_);
    std::size_t lost = 0;
    for (Geometry& shape : shapes) shape = transform(shape, lost);
    if (lost > 0) report({}, {}, {}, lost);
  }
  void move(StreetLines& streets, const std::string& crs) {
    if (streets.lines.empty()) return;
    const Transform transform(crs, projection_);
    for (StreetLine& street : streets.lines) {
      std::size_t lost = 0;
      const auto moved = transform(Geometry::of(street.line), lost);
      if (lost > 0) {
        // Vertex ids would no longer stand beside their vertices: the line is left out whole.
        report(streets.file, {}, street.id, lost);
        street.line.clear();
        street.vertex_ids.clear();
        street.spots.clear();
      } else {
        street.line = moved.lines.empty() ? Line{} : moved.lines.front();
      }
    }
    const Line& first = streets.lines.front().line;
    note(streets.file, {}, crs, transform,
         first.empty() ? std::nullopt : std::optional(first.front()));
  }

 private:
  void note(const std::string& file, const std::string& layer, const std::string& crs,
            const Transform& transform, std::optional<Point> somewhere) {
    const std::string from = crs_name(crs);
    if (from == projection_) return;
    Finding finding;
    finding.code = "reprojected";
    finding.severity = Severity::note;
    finding.file = file;
    finding.layer = layer;
    finding.value = fmt::format("{} to {}", from.empty() ? "own system" : from, projection_);
    finding.what = "coordinates were transformed: " + transform.description();
    findings_.add(std::move(finding));
    if (somewhere) note_accuracy(file, layer, from, transform, *somewhere);
  }

  /// A shift of datum without its grid may be metres off: said, so that nobody takes the map for
  /// finer than it is.
  void note_accuracy(const std::string& file, const std::string& layer, const std::string& from,
                     const Transform& transform, Point somewhere) {
    const auto place = Transform(projection_, degrees)(somewhere);
    const auto grid = place ? transform.missing_grid({place->x, place->y}) : std::nullopt;
    const auto accuracy = transform.accuracy();
    if (!grid || (accuracy && *accuracy < worth_saying)) return;
    Finding finding;
    finding.code = "datum_accuracy";
    finding.file = file;
    finding.layer = layer;
    finding.field = "crs";
    finding.value = accuracy ? fmt::format("{} m", *accuracy) : "not stated";
    finding.what =
        fmt::format("moved from {} to {} without the grid {}, so its places are right to {} only",
                    from.empty() ? "its own system" : from, projection_, *grid,
                    accuracy ? fmt::format("{} m", *accuracy) : "an accuracy that nobody states");
    finding.remedy =
        "give the layer in the city's own projection, or install PROJ's grids (proj-data)";
    findings_.add(std::move(finding));
  }
  void report(const std::string& file, const std::string& layer, const std::string& feature,
              std::size_t lost) {
    Finding finding;
    finding.code = "vertex_not_projected";
    finding.file = file;
    finding.layer = layer;
    finding.feature = feature;
    finding.value = fmt::format("{} vertices", lost);
    finding.what = "these vertices have no place in the city's projection and were left out";
    finding.remedy = "check the coordinates, or give the layer's crs";
    findings_.add(std::move(finding));
  }

  std::string projection_;
  Findings& findings_;
};

}  // namespace

Layers to_metres(Layers layers) {
  layers.projection = chosen_projection(layers, layers.findings);
  if (is_geographic(layers.projection)) {
    Finding finding;
    finding.code = "projection_in_degrees";
    finding.file = layers.description.file;
    finding.field = "projection";
    finding.value = quoted(layers.projection);
    finding.what = "distances cannot be measured in degrees";
    finding.remedy = "name a projection in metres, or leave it out to have one chosen";
    throw Error(std::move(finding));
  }
  Mover mover(layers.projection, layers.findings);
  mover.move(layers.neighbourhoods);
  mover.move(layers.people);
  for (auto& [group, table] : layers.group_people) mover.move(table);
  mover.move(layers.housing);
  mover.move(layers.land_use);
  mover.move(layers.lodging);
  mover.move(layers.services);
  for (auto& layer : layers.entrances) mover.move(layer);
  for (auto& [key, layer] : layers.level_names) mover.move(layer);
  mover.move(layers.street_layer);
  mover.move(layers.streets, layers.street_crs.empty() ? degrees : layers.street_crs);
  Findings of_ridden;  // the same file: said once, of the streets
  Mover(layers.projection, of_ridden)
      .move(layers.ridden, layers.street_crs.empty() ? degrees : layers.street_crs);
  mover.move(layers.ground.residential, degrees);
  mover.move(layers.ground.water, degrees);
  mover.move(layers.ground.coastline, degrees);
  layers.street_crs = layers.projection;
  return layers;
}

}  // namespace geo
