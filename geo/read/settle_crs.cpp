#include <cmath>
#include <cstdlib>
#include <functional>
#include <optional>

#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/read/give_shapes.hpp"
#include "geo/shape/polygons.hpp"
#include "geo/shape/projection.hpp"

namespace geo::read {
namespace {

constexpr double beyond_any_projection = 1e9;  // metres or feet: 25 times round the Earth

bool in_degrees(Point point) {
  // Slightly over, so that outlines drawn along the date line or round a pole still count.
  return std::abs(point.x) <= 361 && std::abs(point.y) <= 90.0001;
}

/// The first vertex for which `odd` holds, with its position along the shape.
std::optional<std::pair<std::size_t, Point>> first_vertex(const Geometry& shape,
                                                          const std::function<bool(Point)>& odd) {
  std::size_t vertex = 0;
  std::optional<std::pair<std::size_t, Point>> found;
  const auto look = [&](const std::vector<Point>& points) {
    for (const auto point : points) {
      if (!found && odd(point)) found.emplace(vertex, point);
      ++vertex;
    }
  };
  look(shape.points);
  for (const auto& line : shape.lines) look(line);
  for (const auto& polygon : shape.polygons) {
    look(polygon.shell);
    for (const auto& hole : polygon.holes) look(hole);
  }
  return found;
}

std::string row_name(const Layer& layer, std::size_t row) {
  for (const auto& field : layer.fields) {
    if (const auto text = key_text(field.values[row])) {
      return fmt::format("{} (feature {})", geo::quoted(*text), row);
    }
  }
  return fmt::format("(feature {})", row);
}

void refuse_wild_coordinates(const Layer& layer) {
  for (std::size_t row = 0; row < layer.shapes.size(); ++row) {
    const auto wild = first_vertex(layer.shapes[row], [](Point point) {
      return !(std::abs(point.x) <= beyond_any_projection) ||
             !(std::abs(point.y) <= beyond_any_projection);
    });
    if (!wild) continue;
    throw Error(
        {.code = "coordinate_out_of_range",
         .what = "a coordinate is out of range: no place on Earth has it in any projection",
         .file = layer.file,
         .layer = layer.name,
         .feature = row_name(layer, row),
         .value = fmt::format("{}, {}", wild->second.x, wild->second.y),
         .place = fmt::format("vertex {}", wild->first),
         .remedy = "mend or delete the feature; such numbers often stand for \"no value\""});
  }
}

struct Spread {
  std::size_t with_shape = 0;
  std::size_t degrees = 0;
  std::optional<std::size_t> first_other;
  Box box;
};

Spread spread_of(const Layer& layer) {
  Spread spread;
  for (std::size_t row = 0; row < layer.shapes.size(); ++row) {
    if (layer.shapes[row].empty()) continue;
    ++spread.with_shape;
    const auto box = box_of(layer.shapes[row]);
    spread.box.add(box.low);
    spread.box.add(box.high);
    if (in_degrees(box.low) && in_degrees(box.high)) {
      ++spread.degrees;
    } else if (!spread.first_other) {
      spread.first_other = row;
    }
  }
  return spread;
}

std::string corners(const Box& box) {
  return fmt::format("x {:.6g} to {:.6g}, y {:.6g} to {:.6g}", box.low.x, box.high.x, box.low.y,
                     box.high.y);
}

[[noreturn]] void refuse_missing(const Layer& layer, const Spread& spread) {
  const bool degrees = spread.degrees == spread.with_shape;
  throw Error({.code = "crs_missing",
               .what = fmt::format("no reference system is given; the coordinates look like {}",
                                   degrees ? "degrees" : "metres"),
               .file = layer.file,
               .layer = layer.name,
               .value = corners(spread.box),
               .remedy = fmt::format("add crs = \"{}\" to this layer in city.toml, or give --crs",
                                     degrees ? "EPSG:4326" : "EPSG:<the projection's number>")});
}

[[noreturn]] void refuse_mixed(const Layer& layer, const Spread& spread) {
  const auto row = *spread.first_other;
  throw Error(
      {.code = "coordinate_out_of_range",
       .what = fmt::format("{} of {} features are in degrees and this one is not: one layer "
                           "must have one reference system",
                           spread.degrees, spread.with_shape),
       .file = layer.file,
       .layer = layer.name,
       .feature = row_name(layer, row),
       .value = corners(box_of(layer.shapes[row])),
       .remedy = "project this feature like the others in the source"});
}

/// Names the datum shift that will be used, so that nobody has to guess why borders moved.
void note_datum_shift(const Layer& layer, const Box& box, Findings& findings) {
  const Transform to_wgs84(layer.crs, "EPSG:4326");
  (void)to_wgs84(Point{(box.low.x + box.high.x) / 2, (box.low.y + box.high.y) / 2});
  const auto way = to_wgs84.description();
  // Shifts of a metre or less are between systems that agree (ETRS89, SIRGAS, WGS 84).
  const auto accuracy = way.rfind("accuracy ");
  const bool coarse = accuracy != std::string::npos && std::atof(way.c_str() + accuracy + 9) > 1;
  const bool ballpark = way.find("Ballpark") != std::string::npos;
  if (!coarse && !ballpark) return;
  findings.add({.code = "datum_shift",
                .severity = ballpark ? Severity::warning : Severity::note,
                .what = "the layer is brought to WGS 84 by: " + way,
                .file = layer.file,
                .layer = layer.name,
                .value = geo::quoted(crs_name(layer.crs)),
                .remedy = ballpark ? "no shift between the datums is known: expect errors of up to "
                                     "some hundred metres, or give another crs"
                                   : "nothing to do if this is the shift your office uses"});
}

}  // namespace

void settle_crs(Layer& layer, const LayerOptions& options, Findings& findings) try {
  if (layer.shapes.empty()) return;
  if (!options.crs.empty()) layer.crs = options.crs;
  refuse_wild_coordinates(layer);
  const auto spread = spread_of(layer);
  if (layer.crs.empty()) {
    if (spread.with_shape == 0) return;
    refuse_missing(layer, spread);
  }
  const bool geographic = is_geographic(layer.crs);
  if (const auto code = crs_name(layer.crs); code.starts_with("EPSG:")) layer.crs = code;
  if (spread.with_shape == 0) return;
  if (geographic && spread.first_other) {
    if (spread.degrees > 0) refuse_mixed(layer, spread);
    throw Error({.code = "crs_contradicts",
                 .what = fmt::format("the coordinates are out of the range of degrees, but the "
                                     "reference system is {}, which is in degrees",
                                     crs_name(layer.crs)),
                 .file = layer.file,
                 .layer = layer.name,
                 .feature = row_name(layer, *spread.first_other),
                 .value = corners(spread.box),
                 .remedy = "they look like metres: give their projection, crs = \"EPSG:...\" in "
                           "city.toml, or --crs"});
  }
  if (!geographic && spread.degrees == spread.with_shape) {
    throw Error(
        {.code = "crs_contradicts",
         .what = fmt::format("the reference system is {}, in metres, but the coordinates "
                             "look like degrees",
                             crs_name(layer.crs)),
         .file = layer.file,
         .layer = layer.name,
         .value = corners(spread.box),
         .remedy = "give the one that is right: crs = \"EPSG:4326\" in city.toml, or --crs"});
  }
  note_datum_shift(layer, spread.box, findings);
} catch (const Error& error) {
  if (!error.finding().file.empty()) throw;
  auto finding = error.finding();  // PROJ's side does not know which file it was
  finding.file = layer.file;
  finding.layer = layer.name;
  throw Error(std::move(finding), error.cause());
}

}  // namespace geo::read
