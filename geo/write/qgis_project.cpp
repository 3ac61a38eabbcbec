#include "geo/write/qgis_project.hpp"

#include <fmt/format.h>
#include <ogr_spatialref.h>
#include <zlib.h>

#include <map>

#include "geo/shape/polygons.hpp"
#include "geo/write/file_layer.hpp"
#include "geo/write/qgis_style.hpp"

namespace geo::write {
namespace {

// QGIS needs the whole block: an authority's code alone is ignored.
std::string spatial_reference(const std::string& crs) {
  OGRSpatialReference reference;
  reference.SetFromUserInput(crs.c_str());
  char* wkt = nullptr;
  char* proj4 = nullptr;
  reference.exportToWkt(&wkt);
  reference.exportToProj4(&proj4);
  const char* code = reference.GetAuthorityCode(nullptr);
  const char* name = reference.GetName();
  const std::string block = fmt::format(
      "<spatialrefsys><wkt>{}</wkt><proj4>{}</proj4><srsid>0</srsid><srid>{}</srid><authid>{}"
      "</authid><description>{}</description><geographicflag>{}</geographicflag></spatialrefsys>",
      xml_text(wkt ? wkt : ""), xml_text(proj4 ? proj4 : ""), code ? code : "0", xml_text(crs),
      xml_text(name ? name : ""), reference.IsGeographic() ? "true" : "false");
  CPLFree(wkt);
  CPLFree(proj4);
  return block;
}

const char* geometry_word(ShapeKind kind) {
  return kind == ShapeKind::polygons ? "Polygon" : kind == ShapeKind::lines ? "Line" : "Point";
}

std::string title_of(const MapLayer& shown) {
  return std::visit([](const auto& look) { return look.title; }, shown.look);
}

std::string map_layer(const FileLayer& table, const MapLayer& shown, const std::string& id,
                      const std::string& package, const std::string& srs,
                      const ReasonWords& words) {
  const auto labels = qgis_labels(table, shown);
  // From 1:20,000 on, where single streets can be told apart.
  const char* scale = shown.only_close ? "hasScaleBasedVisibilityFlag=\"1\" minScale=\"20000\" "
                                         "maxScale=\"0\""
                                       : "hasScaleBasedVisibilityFlag=\"0\"";
  return fmt::format(
      "<maplayer type=\"vector\" geometry=\"{}\" {} labelsEnabled=\"{}\"><id>{}</id>"
      "<datasource>./{}|layername={}</datasource><layername>{}</layername><srs>{}</srs>"
      "<provider encoding=\"UTF-8\">ogr</provider>{}{}</maplayer>\n",
      geometry_word(table.layer->kind), scale, labels.empty() ? 0 : 1, id, package, table.name,
      xml_text(title_of(shown)), srs, qgis_renderer(table, shown.look, words), labels);
}

std::string tree_entry(const FileLayer& table, const MapLayer& shown, const std::string& id,
                       const std::string& package) {
  return fmt::format(
      "<layer-tree-layer id=\"{}\" name=\"{}\" checked=\"{}\" expanded=\"{}\" "
      "providerKey=\"ogr\" source=\"./{}|layername={}\"/>",
      id, xml_text(title_of(shown)), shown.shown ? "Qt::Checked" : "Qt::Unchecked",
      shown.shown && !shown.named ? 1 : 0, package, table.name);
}

/// Layers by group, in the order in which the groups come first; what has no group stays alone.
std::string tree(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::vector<std::string> groups;
  std::map<std::string, std::string> inside;
  std::string out;
  for (const auto& [group, entry] : entries) {
    if (group.empty()) {
      out += entry;
      continue;
    }
    if (inside[group].empty()) groups.push_back(group);
    inside[group] += entry;
  }
  for (const std::string& group : groups) {
    const bool shows = inside[group].find("Qt::Checked") != std::string::npos;
    out += fmt::format(
        "<layer-tree-group name=\"{}\" checked=\"Qt::Checked\" expanded=\"{}\">{}"
        "</layer-tree-group>",
        xml_text(group), shows ? 1 : 0, inside[group]);
  }
  return out;
}

Box extent(const Release& release) {
  Box all;
  for (const ReleasedLayer& layer : release.layers()) {
    for (const Geometry& shape : layer.shapes) {
      if (shape.empty()) continue;
      const Box box = box_of(shape);
      all.add(box.low);
      all.add(box.high);
    }
  }
  return all;
}

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xff);
}

// What local and central headers of a zip share: a stored member, dated 1 January 1980.
std::string entry(const std::string& data, const std::string& member) {
  const auto sum = static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(data.data()), static_cast<uInt>(data.size())));
  const auto size = static_cast<std::uint32_t>(data.size());
  std::string fields;
  put(fields, 20, 2);      // version needed
  put(fields, 0, 2);       // flags
  put(fields, 0, 2);       // stored
  put(fields, 0, 2);       // time
  put(fields, 0x0021, 2);  // date
  put(fields, sum, 4);
  put(fields, size, 4);
  put(fields, size, 4);
  put(fields, static_cast<std::uint32_t>(member.size()), 2);
  put(fields, 0, 2);  // extra
  return fields;
}

}  // namespace

std::string qgis_project(const Map& map, const std::string& package) {
  const Release& release = *map.release;
  const std::string srs = spatial_reference(release.projection());
  const auto tables = file_layers(release);
  std::string layers, order;
  std::vector<std::pair<std::string, std::string>> entries;
  for (const MapLayer& shown : map.project) {
    const FileLayer* table = called(tables, shown.table);
    if (!table) continue;
    // QGIS gives a layer another id, and the tree loses it, when this has ten letters or fewer.
    const std::string id = fmt::format("medina_layer_{}", entries.size());
    layers += map_layer(*table, shown, id, package, srs, map.reasons);
    entries.emplace_back(shown.group, tree_entry(*table, shown, id, package));
    order += fmt::format("<layer id=\"{}\"/>", id);
  }
  const Box box = extent(release);
  // QGIS reads projectCrs only where projections are said to be enabled.
  return fmt::format(
      "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
      "<qgis projectname=\"{}\" version=\"3.22.0\"><title>{}</title><projectCrs>{}</projectCrs>"
      "<layer-tree-group>{}</layer-tree-group><mapcanvas name=\"theMapCanvas\"><units>meters"
      "</units><extent><xmin>{}</xmin><ymin>{}</ymin><xmax>{}</xmax><ymax>{}</ymax></extent>"
      "<rotation>0</rotation><destinationsrs>{}</destinationsrs></mapcanvas><projectlayers>{}"
      "</projectlayers><layerorder>{}</layerorder><properties><Paths><Absolute type=\"bool\">false"
      "</Absolute></Paths><SpatialRefSys><ProjectionsEnabled type=\"int\">1</ProjectionsEnabled>"
      "</SpatialRefSys></properties></qgis>\n",
      xml_text(release.name().in("en")), xml_text(release.name().in("en")), srs, tree(entries),
      box.low.x, box.low.y, box.high.x, box.high.y, srs, layers, order);
}

std::string zipped_hex(const std::string& project, const std::string& member) {
  const std::string shared = entry(project, member);
  std::string zip = "PK\x03\x04" + shared + member + project;
  const auto directory = static_cast<std::uint32_t>(zip.size());
  std::string central = "PK\x01\x02";
  put(central, 20, 2);  // made by
  central += shared;
  put(central, 0, 2);  // comment
  put(central, 0, 2);  // disk
  put(central, 0, 2);  // internal attributes
  put(central, 0, 4);  // external attributes
  put(central, 0, 4);  // where the local header is
  central += member;
  zip += central;
  zip += "PK\x05\x06";
  put(zip, 0, 4);
  put(zip, 1, 2);
  put(zip, 1, 2);
  put(zip, static_cast<std::uint32_t>(central.size()), 4);
  put(zip, directory, 4);
  put(zip, 0, 2);

  std::string hex;
  for (const char byte : zip) hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return hex;
}

}  // namespace geo::write
