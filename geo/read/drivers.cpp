#include "geo/read/drivers.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"
#include "geo/read/csv.hpp"
#include "geo/read/encoding.hpp"
#include "geo/read/gdal_source.hpp"
#include "geo/read/heading.hpp"
#include "geo/read/wkb.hpp"

namespace geo::read {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& one : names) text += (text.empty() ? "" : ", ") + geo::quoted(one);
  return text;
}

std::vector<std::string> names_of(GDALDataset& data) {
  std::vector<std::string> names;
  for (int i = 0; i < data.GetLayerCount(); ++i) names.emplace_back(data.GetLayer(i)->GetName());
  return names;
}

OGRLayer& chosen(GDALDataset& data, const std::string& name, const std::string& wanted,
                 Findings& findings) {
  const auto names = names_of(data);
  if (!wanted.empty()) {
    if (auto* layer = data.GetLayerByName(wanted.c_str())) return *layer;
    throw Error({.code = "sublayer_missing",
                 .what = "the file has no layer or sheet of this name; it has " + joined(names),
                 .file = name,
                 .layer = geo::quoted(wanted),
                 .remedy = "write sublayer = with one of these names"});
  }
  if (names.empty()) {
    throw Error({.code = "layer_empty",
                 .what = "the file holds no layer",
                 .file = name,
                 .remedy = "export it again with its features"});
  }
  if (names.size() > 1) {
    findings.add({.code = "sublayer_chosen",
                  .severity = Severity::note,
                  .what = fmt::format("the file has {} layers or sheets ({}); the first is read",
                                      names.size(), joined(names)),
                  .file = name,
                  .layer = geo::quoted(names.front()),
                  .remedy = "write sublayer = \"...\" to take another"});
  }
  return *data.GetLayer(0);
}

std::string checked_text(const char* text, const std::string& name, const std::string& field,
                         std::size_t row) {
  std::string value(text);
  if (!invalid_utf8(value)) return value;
  throw Error({.code = "encoding_unknown",
               .what = "the text is not UTF-8",
               .file = name,
               .feature = fmt::format("(feature {})", row),
               .field = geo::quoted(field),
               .remedy = "export it again as UTF-8"});
}

/// A date as ISO 8601 has it, whatever GDAL's own way is.
std::string date_text(const OGRFeature& feature, int column) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
  float second = 0;
  feature.GetFieldAsDateTime(column, &year, &month, &day, &hour, &minute, &second, &zone);
  const auto type = feature.GetFieldDefnRef(column)->GetType();
  const auto date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  const auto time = fmt::format("{:02}:{:02}:{:02}", hour, minute, static_cast<int>(second));
  if (type == OFTDate) return date;
  return type == OFTTime ? time : date + "T" + time;
}

Value value_of(const OGRFeature& feature, int column, const std::string& name, std::size_t row) {
  if (!feature.IsFieldSetAndNotNull(column)) return {};
  const auto* definition = feature.GetFieldDefnRef(column);
  switch (definition->GetType()) {
    case OFTInteger:
    case OFTInteger64:
      return static_cast<std::int64_t>(feature.GetFieldAsInteger64(column));
    case OFTReal: {
      const double value = feature.GetFieldAsDouble(column);
      if (std::isnan(value)) return {};
      if (std::isfinite(value)) return value;
      throw Error({.code = "number_not_finite",
                   .what = "the number is infinite",
                   .file = name,
                   .feature = fmt::format("(feature {})", row),
                   .field = geo::quoted(definition->GetNameRef()),
                   .remedy = "leave the cell empty where there is no number"});
    }
    case OFTDate:
    case OFTTime:
    case OFTDateTime:
      return date_text(feature, column);
    default: {
      auto text =
          checked_text(feature.GetFieldAsString(column), name, definition->GetNameRef(), row);
      if (text.empty()) return {};
      return text;
    }
  }
}

/// GDAL's row reader applied to every feature.
void read_rows(OGRLayer& from, Layer& to, Findings& findings) {
  const bool shapes = from.GetGeomType() != wkbNone;
  const int columns = from.GetLayerDefn()->GetFieldCount();
  from.ResetReading();
  for (;;) {
    const OGRFeatureUniquePtr feature(from.GetNextFeature());
    if (!feature) return;
    for (int c = 0; c < columns; ++c) {
      to.fields[static_cast<std::size_t>(c)].values.push_back(
          value_of(*feature, c, to.file, to.rows));
    }
    if (shapes) {
      const ShapeSource place{to.file, to.name, fmt::format("(feature {})", to.rows)};
      const auto* geometry = feature->GetGeometryRef();
      to.shapes.push_back(geometry == nullptr ? Geometry{} : shape_of(*geometry, place, findings));
    }
    ++to.rows;
  }
}

Layer as_opened(const std::string& path, const std::string& name,
                const std::vector<std::string>& drivers, const LayerOptions& options,
                Findings& findings) {
  Listening listening;
  const auto data = opened(path, name, drivers, Content::shapes, listening);
  auto& from = chosen(*data, name, options.sublayer, findings);
  Layer layer;
  layer.file = name;
  layer.name = from.GetName();
  layer.encoding = "UTF-8";
  layer.encoding_source = "the format";
  const auto* definition = from.GetLayerDefn();
  for (int c = 0; c < definition->GetFieldCount(); ++c) {
    layer.fields.push_back(
        {checked_text(definition->GetFieldDefn(c)->GetNameRef(), name, "", 0), {}});
  }
  if (from.GetGeomType() != wkbNone) layer.crs = crs_text(from.GetSpatialRef());
  read_rows(from, layer, findings);
  if (listening.failed()) {
    throw Error({.code = "file_unreadable",
                 .what = "the layer cannot be read to its end" + listening.said(),
                 .file = name,
                 .layer = layer.name,
                 .remedy = "copy or export the file again"});
  }
  if (layer.rows == 0) {
    throw Error({.code = "layer_empty",
                 .what = "the layer has 0 features",
                 .file = name,
                 .layer = layer.name,
                 .remedy = "export it again with its features, or name another sublayer"});
  }
  return layer;
}

bool is_workbook(const std::vector<std::string>& drivers) {
  return drivers.front() == "XLSX" || drivers.front() == "XLS" || drivers.front() == "ODS";
}

/// Whether the first row names every column and the next is data.
bool has_plain_heading(const Layer& layer) {
  const auto made_up = [](const Field& field) {
    return field.name.starts_with("Field") && field.name.size() > 5 &&
           field.name.find_first_not_of("0123456789", 5) == std::string::npos;
  };
  if (std::any_of(layer.fields.begin(), layer.fields.end(), made_up)) return false;
  return std::none_of(layer.fields.begin(), layer.fields.end(), [](const Field& field) {
    return !field.values.empty() && key_text(field.values.front()).value_or("").starts_with('#');
  });
}

/// A sheet of which every row was read as data, with the names that its heading gives.
Layer below_heading(const Layer& sheet, Findings& findings) {
  std::vector<Record> records;
  for (std::size_t row = 0; row < sheet.rows; ++row) {
    Record record;
    for (const Field& field : sheet.fields) {
      record.push_back(key_text(field.values[row]).value_or(""));
    }
    const bool blank = std::all_of(record.begin(), record.end(),
                                   [](const std::string& text) { return text.empty(); });
    if (!blank) records.push_back(std::move(record));
  }
  const Heading heading = heading_of(records);
  report(heading, sheet.file, findings);
  Layer layer{sheet.file, sheet.name, "", sheet.encoding, sheet.encoding_source, {}, {}, 0};
  layer.rows = records.size() - heading.rows;
  for (std::size_t column = 0; column < sheet.fields.size(); ++column) {
    std::vector<std::string> cells;
    for (std::size_t row = heading.rows; row < records.size(); ++row) {
      cells.push_back(records[row][column]);
    }
    std::string name = column < heading.names.size() ? heading.names[column] : "";
    if (name.empty()) name = sheet.fields[column].name;
    layer.fields.push_back(typed_field(std::move(name), cells));
    if (column < heading.tags.size()) layer.fields.back().tag = heading.tags[column];
  }
  return layer;
}

}  // namespace

std::vector<std::string> drivers_for(const std::string& extension) {
  static const std::map<std::string, std::vector<std::string>> known{
      {"fgb", {"FlatGeobuf"}}, {"gdb", {"OpenFileGDB"}}, {"kml", {"LIBKML", "KML"}},
      {"kmz", {"LIBKML"}},     {"xlsx", {"XLSX"}},       {"xlsm", {"XLSX"}},
      {"xls", {"XLS"}},        {"ods", {"ODS"}},
  };
  const auto found = known.find(extension);
  return found == known.end() ? std::vector<std::string>{} : found->second;
}

Layer layer_through_gdal(const std::string& path, const std::string& name,
                         const std::vector<std::string>& drivers, const LayerOptions& options,
                         Findings& findings) {
  Layer layer = as_opened(path, name, drivers, options, findings);
  if (!is_workbook(drivers) || has_plain_heading(layer)) return layer;
  const EveryRow every_row;
  Findings again;  // what there is to say was said the first time
  return below_heading(as_opened(path, name, drivers, options, again), findings);
}

std::vector<std::string> layers_through_gdal(const std::string& path, const std::string& name,
                                             const std::vector<std::string>& drivers) {
  Listening listening;
  const auto data = opened(path, name, drivers, Content::shapes, listening);
  return names_of(*data);
}

}  // namespace geo::read
