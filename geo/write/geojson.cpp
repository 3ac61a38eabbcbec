#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "geo/shape/polygons.hpp"
#include "geo/write/fields.hpp"
#include "geo/write/growing_file.hpp"
#include "geo/write/json_text.hpp"
#include "geo/write/lonlat_shapes.hpp"
#include "geo/write/write.hpp"

namespace geo::write {
namespace {

using Text = fmt::memory_buffer;

void add(Text& out, std::string_view text) {
  out.append(text.data(), text.data() + text.size());
}

void add_point(Text& out, Point point) {
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("[{:.7f},{:.7f}]"), point.x, point.y);
}

template <class Items, class One>
void add_list(Text& out, const Items& items, One one) {
  out.push_back('[');
  bool first = true;
  for (const auto& item : items) {
    if (!first) out.push_back(',');
    first = false;
    one(item);
  }
  out.push_back(']');
}

void add_points(Text& out, const std::vector<Point>& points) {
  add_list(out, points, [&](Point point) { add_point(out, point); });
}

void add_polygons(Text& out, const MultiPolygon& polygons) {
  add_list(out, polygons, [&](const Polygon& polygon) {
    out.push_back('[');
    add_points(out, polygon.shell);
    for (const Ring& hole : polygon.holes) {
      out.push_back(',');
      add_points(out, hole);
    }
    out.push_back(']');
  });
}

// One type for a whole layer, whatever the number of parts, so that readers need not guess.
void add_geometry(Text& out, const Geometry& shape) {
  if (shape.empty()) return add(out, "null");
  switch (shape.kind) {
    case ShapeKind::polygons:
      add(out, R"({"type":"MultiPolygon","coordinates":)");
      add_polygons(out, shape.polygons);
      break;
    case ShapeKind::lines:
      add(out, R"({"type":"MultiLineString","coordinates":)");
      add_list(out, shape.lines, [&](const Line& line) { add_points(out, line); });
      break;
    case ShapeKind::points:
      add(out, R"({"type":"Point","coordinates":)");
      add_point(out, shape.points.front());
      break;
    case ShapeKind::none:
      return;
  }
  out.push_back('}');
}

void add_box(Text& out, const Box& box) {
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("\"bbox\":[{:.7f},{:.7f},{:.7f},{:.7f}],"),
                 box.low.x, box.low.y, box.high.x, box.high.y);
}

void add_value(Text& out, const FileField& field, std::size_t row) {
  if (field.is_status) {  // words of the contract need no escapes
    out.push_back('"');
    add(out, field.text(row));
    out.push_back('"');
  } else if (field.type == FileField::Type::text) {
    const auto text = field.text(row);
    add(out, text.empty() ? std::string("null") : json_text(text));
  } else {
    const auto text = number_text(field, row);
    add(out, std::string_view(text).empty() ? std::string_view{"null"} : std::string_view{text});
  }
}

constexpr std::size_t piece = 1 << 20;  // bytes kept before they go to the file

void add_feature(Text& out, const std::vector<FileField>& fields,
                 const std::vector<std::string>& keys, std::size_t row, const Geometry& shape) {
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("{{\"type\":\"Feature\",\"id\":{},"),
                 row + 1);
  if (!shape.empty() && shape.kind != ShapeKind::points) add_box(out, box_of(shape));
  add(out, "\"properties\":{");
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out.push_back(',');
    add(out, keys[i]);
    add_value(out, fields[i], row);
  }
  add(out, "},\"geometry\":");
  add_geometry(out, shape);
  out.push_back('}');
}

Box box_of_all(const std::vector<Geometry>& shapes) {
  Box all;
  for (const Geometry& shape : shapes) {
    if (shape.empty()) continue;
    const Box box = box_of(shape);
    all.add(box.low);
    all.add(box.high);
  }
  return all;
}

/// The columns that a model made or carried there, beside those that their source counted.
std::string modelled(const std::vector<FileField>& fields) {
  std::string names;
  for (const FileField& field : fields) {
    if (!field.column || !field.column->modelled || field.is_status) continue;
    names += (names.empty() ? "" : ",") + json_text(field.name);
  }
  return "[" + names + "]";
}

void write_collection(const FileLayer& layer, const std::vector<Geometry>& shapes,
                      const std::string& path) {
  const auto fields = file_fields(layer);
  std::vector<std::string> keys;
  for (const FileField& field : fields) keys.push_back(json_text(field.name) + ":");

  GrowingFile file(path);
  Text out;
  add(out, R"({"type":"FeatureCollection","name":)");
  add(out, json_text(layer.name));
  out.push_back(',');
  add(out, "\"modelled\":");
  add(out, modelled(fields));
  out.push_back(',');
  const Box all = box_of_all(shapes);
  if (all.low.x <= all.high.x) add_box(out, all);
  add(out, "\"features\":[");
  for (std::size_t row = 0; row < shapes.size(); ++row) {
    add(out, row == 0 ? "\n" : ",\n");
    add_feature(out, fields, keys, row, shapes[row]);
    if (out.size() < piece) continue;
    file.add({out.data(), out.size()});
    out.clear();
  }
  add(out, "\n]}\n");
  file.add({out.data(), out.size()});
  file.finish();
}

}  // namespace

void geojson(const Map& map, const std::string& folder) {
  const ReleasedLayer* drawn = nullptr;
  std::vector<Geometry> shapes;
  for (const FileLayer& file : file_layers(*map.release)) {
    if (file.layer != drawn) shapes = lonlat_shapes(*map.release, *file.layer);
    drawn = file.layer;
    write_collection(file, shapes, folder + "/" + file.name + ".geojson");
  }
}

void geojson_layer(const Map& map, const std::string& layer, const std::string& file) {
  const auto layers = file_layers(*map.release);
  const FileLayer* one = called(layers, layer);
  if (one) write_collection(*one, lonlat_shapes(*map.release, *one->layer), file);
}

}  // namespace geo::write
