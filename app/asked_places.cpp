#include "app/asked_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>

#include "analysis/trip_table.hpp"
#include "geo/build/data_edge.hpp"
#include "geo/core/error.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/polygons.hpp"
#include "geo/shape/projection.hpp"

namespace app {
namespace {

using analysis::GivenPlace;
using analysis::Place;

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "-15.43,28.12" as longitude and latitude; nothing where the text is something else.
std::optional<geo::LonLat> lonlat_of(const std::string& text) {
  const auto comma = text.find(',');
  if (comma == std::string::npos) return std::nullopt;
  const auto lon = number_of(std::string_view(text).substr(0, comma));
  const auto lat = number_of(std::string_view(text).substr(comma + 1));
  if (!lon || !lat || std::abs(*lon) > 180 || std::abs(*lat) > 90) return std::nullopt;
  return geo::LonLat{*lon, *lat};
}

geo::Cell<geo::Point> moved(const geo::Transform& transform, std::optional<geo::Point> point) {
  const auto there = point ? transform(*point) : std::nullopt;
  if (!there) return geo::Missing::invalid_geometry;
  return *there;
}

/// A shape's place: of an area a point inside it. A line has none.
std::optional<geo::Point> point_of(const geo::Geometry& shape) {
  if (!shape.points.empty()) return shape.points.front();
  if (!shape.polygons.empty()) return geo::label_point(shape.polygons);
  return std::nullopt;
}

geo::Error refused(std::string code, std::string what, const std::string& file, std::string value,
                   std::string remedy) {
  geo::Finding finding;
  finding.code = std::move(code);
  finding.severity = geo::Severity::error;
  finding.what = std::move(what);
  finding.file = file;
  finding.value = geo::quoted(value);
  finding.remedy = std::move(remedy);
  return geo::Error(std::move(finding));
}

const geo::Field* id_field(const geo::Layer& layer, const std::string& asked) {
  if (asked.empty()) return layer.field("id");
  if (const auto* field = layer.field(asked)) return field;
  std::vector<std::string> names;
  for (const auto& field : layer.fields) names.push_back(field.name);
  throw refused("id_column_unknown", "the file of places has no column of this name", layer.file,
                asked, fmt::format("choose one of {}", fmt::join(names, ", ")));
}

std::vector<Place> places_in(const geo::City& city, const std::string& path, const PlaceFile& how,
                             geo::Findings& findings) {
  const geo::Layer layer =
      geo::read::layer(path, {.sublayer = how.layer, .crs = how.crs}, findings);
  if (layer.shapes.empty()) {
    throw refused("places_without_shape", "this file has no places in it", layer.file, path,
                  "give points, or a table with columns lon and lat");
  }
  const geo::Field* ids = id_field(layer, how.id);
  const geo::Field* names = layer.field("name");
  const geo::Transform transform(layer.crs, city.projection);
  std::vector<GivenPlace> given;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    GivenPlace place;
    if (ids) place.key = geo::key_text(ids->values[row]).value_or("");
    if (names) place.name = geo::Names(geo::key_text(names->values[row]).value_or(""));
    place.at = moved(transform, point_of(layer.shapes[row]));
    given.push_back(std::move(place));
  }
  return analysis::given_places(city, given);
}

std::vector<Place> place_at(const geo::City& city, geo::LonLat at) {
  const geo::Transform transform("EPSG:4326", city.projection);
  GivenPlace place;
  place.key = fmt::format("{},{}", at.lon, at.lat);
  place.at = moved(transform, geo::Point{at.lon, at.lat});
  return analysis::given_places(city, {place});
}

std::optional<geo::LevelId> level_of(const geo::City& city, const std::string& key) {
  for (const auto level : city.levels.rows()) {
    if (city.levels[level].key == key) return level;
  }
  return std::nullopt;
}

std::vector<Place> found_places(const geo::City& city, const std::string& asked,
                                const PlaceFile& file, geo::Findings& findings) {
  if (const auto at = lonlat_of(asked)) return place_at(city, *at);
  if (asked == "homes") return analysis::home_places(city);
  if (asked == "services") return analysis::service_places(city, geo::Kind{});
  if (asked.starts_with("services:")) {
    return analysis::service_places(city, geo::Kind{asked.substr(asked.find(':') + 1)});
  }
  if (asked.starts_with("service:")) {
    return analysis::service_called(city, asked.substr(asked.find(':') + 1));
  }
  if (const auto level = level_of(city, asked)) return analysis::area_places(city, *level);
  if (std::filesystem::exists(asked) || asked.starts_with("PG:")) {
    return places_in(city, asked, file, findings);
  }
  return {};
}

std::string levels_of(const geo::City& city) {
  std::string text;
  for (const auto& level : city.levels) text += ", " + level.key;
  return text;
}

}  // namespace

std::vector<Place> asked_places(const geo::City& city, const std::string& asked,
                                const PlaceFile& file, geo::Findings& findings) {
  auto places = found_places(city, asked, file, findings);
  if (places.empty()) {
    throw refused("places_none", "no place of this name may be shown here", city.description.file,
                  asked,
                  "give longitude,latitude, a file of points, services:KIND, service:KEY, homes" +
                      levels_of(city) + "; medina check lists kinds and keys");
  }
  return places;
}

void report_places(const geo::City& city, const std::vector<Place>& places, geo::Metres reach,
                   geo::Findings& findings) {
  std::vector<geo::Point> points;
  const auto tell = [&](const Place& place, const std::string& code, geo::Severity severity,
                        const std::string& what, const std::string& remedy) {
    geo::Finding finding;
    finding.code = code;
    finding.severity = severity;
    finding.feature = place.key;
    finding.what = what;
    finding.remedy = remedy;
    findings.add(std::move(finding));
  };
  for (const Place& place : places) {
    if (analysis::why_no_trips(city, place)) {
      tell(place, "place_off_network", geo::Severity::warning,
           "this place is on no street, so nothing is within its reach",
           "check where it lies, or add the street that leads to it");
      continue;
    }
    if (place.outside) {
      tell(place, "place_outside_city", geo::Severity::note,
           "this place lies outside the city's neighbourhoods; it counts all the same",
           "none needed, unless the place was meant to lie inside");
    }
    if (place.at) points.push_back(*place.at);
  }
  if (city.streets.edges.size() == 0) return;
  const auto near = geo::build::near_edge(city.streets, points, reach);
  const auto count = std::count(near.begin(), near.end(), true);
  if (count == 0) return;
  geo::Finding finding;
  finding.code = "place_near_data_edge";
  finding.severity = geo::Severity::note;
  finding.value = fmt::format("{} of {} places", count, places.size());
  finding.what =
      "the streets end within reach of these places; there may be more beyond the data's edge";
  finding.remedy = "add the streets around the city if people walk there";
  findings.add(std::move(finding));
}

}  // namespace app
