#include "geo/core/error.hpp"
#include "geo/core/md5.hpp"
#include "geo/network/street_graph.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/polygons.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

#include <bzlib.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <random>

using geo::Error;
using geo::Findings;

namespace {

namespace fs = std::filesystem;

/// A file that is there as long as the test.
class Draft {
 public:
  Draft(const std::string& name, const std::string& content) : path_(folder_.file(name, content)) {}
  const std::string& path() const { return path_; }

 private:
  scratch::Folder folder_;
  std::string path_;
};

/// OSM XML in short: `node 1 lon lat key=value ...`, `way 10 1,2,3 key=value ...` and
/// `relation 20 10:outer,11:inner key=value ...`, one a line.
std::string xml(const std::string& lines) {
  std::string text = "<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'>\n";
  std::istringstream all(lines);
  for (std::string line; std::getline(all, line);) {
    std::istringstream words(line);
    std::string type, id, first, second;
    if (!(words >> type >> id >> first)) continue;
    text += "<" + type + " id='" + id + "' version='1'";
    if (type == "node") {
      words >> second;
      text += " lon='" + first + "' lat='" + second + "'>";
    } else {
      text += ">";
      std::istringstream refs(first);
      for (std::string ref; std::getline(refs, ref, ',');) {
        const auto colon = ref.find(':');
        text += type == "way" ? "<nd ref='" + ref + "'/>"
                              : "<member type='way' ref='" + ref.substr(0, colon) + "' role='" +
                                    ref.substr(colon + 1) + "'/>";
      }
    }
    for (std::string tag; words >> tag;) {
      const auto is = tag.find('=');
      text += "<tag k='" + tag.substr(0, is) + "' v='" + tag.substr(is + 1) + "'/>";
    }
    text += "</" + type + ">\n";
  }
  return text + "</osm>\n";
}

const std::string square_nodes =
    "node 1 2.00 41.00\nnode 2 2.01 41.00\nnode 3 2.01 41.01\nnode 4 2.00 41.01\n";

/// The code of the Error that reading throws; "read" when it reads.
std::string refusal(const std::string& name, const std::string& content) {
  const Draft draft(name, content);
  try {
    geo::read::check_osm(draft.path());
    return "read";
  } catch (const Error& error) {
    CHECK(error.cause() == geo::Cause::input_refused);
    CHECK(error.finding().file == name);
    return error.finding().code;
  }
}

std::string with_root(const std::string& inside) {
  return "<osm version='0.6'>" + inside + "</osm>";
}

}  // namespace

TEST_CASE("streets of an extract have their nodes, names, steps and directions") {
  const Draft draft("town.osm", xml(square_nodes + R"(
    way 10 1,2,3 highway=residential name=Nou oneway=yes
    way 11 3,4 highway=steps conveying=forward
    way 12 4,1 highway=motorway
  )"));
  Findings findings;
  const auto extract = geo::read::osm(draft.path(), findings);
  REQUIRE(extract.streets.lines.size() == 2);
  CHECK(extract.streets.topology == geo::StreetLines::Topology::vertex_ids);
  CHECK(extract.streets.lines[0].id == "10");
  CHECK(extract.streets.lines[0].name == "Nou");
  CHECK(extract.streets.lines[0].on_foot == geo::OneWay::no);
  CHECK(extract.streets.lines[0].vertex_ids == std::vector<std::int64_t>{1, 2, 3});
  CHECK(extract.streets.lines[0].line[2] == geo::Point{2.01, 41.01});
  CHECK(extract.streets.lines[1].steps);
  CHECK(extract.streets.lines[1].on_foot == geo::OneWay::forward);
  CHECK(findings.empty());
}

TEST_CASE("a way is cut where a node is missing and never joined through it") {
  const Draft draft("clipped.osm", xml(square_nodes + R"(
    way 10 1,2,99,3,4 highway=residential
    way 11 98,1,97 highway=residential
  )"));
  Findings findings;
  const auto extract = geo::read::osm(draft.path(), findings);
  REQUIRE(extract.streets.lines.size() == 2);  // 1-2 and 3-4; of way 11 no stretch is left
  CHECK(extract.streets.lines[0].vertex_ids == std::vector<std::int64_t>{1, 2});
  CHECK(extract.streets.lines[1].vertex_ids == std::vector<std::int64_t>{3, 4});
  CHECK(findings.count("osm_node_missing") == 3);
  CHECK(geo::build_street_graph(extract.streets, findings).component_nodes.size() == 2);
  for (const auto& line : extract.streets.lines) {
    for (const auto& point : line.line) CHECK(point.x > 1);
  }
}

TEST_CASE("nodes may come after the ways that use them, and numbers may be negative") {
  const Draft draft("editor.osm", xml(R"(
    way -10 -1,-2 highway=footway
    node -1 2.00 41.00
    node -2 2.01 41.00
  )"));
  Findings findings;
  const auto extract = geo::read::osm(draft.path(), findings);
  REQUIRE(extract.streets.lines.size() == 1);
  CHECK(extract.streets.lines[0].line.size() == 2);
  CHECK(findings.empty());
}

TEST_CASE("a square that is a relation is walked round its outline") {
  const Draft draft("square.osm", xml(square_nodes + R"(
    node 5 2.02 41.02
    way 10 1,2,3
    way 11 3,4,1
    way 12 3,5 highway=footway
    relation 20 10:outer,11:outer type=multipolygon highway=pedestrian name=Major
  )"));
  Findings findings;
  const auto extract = geo::read::osm(draft.path(), findings);
  REQUIRE(extract.streets.lines.size() == 3);
  CHECK(extract.streets.lines[0].name == "Major");
  CHECK(geo::build_street_graph(extract.streets, findings).component_nodes.size() == 1);
}

TEST_CASE("ways without a course and ways that are there twice are left out and named") {
  const Draft draft("odd.osm", xml(square_nodes + R"(
    way 10 1,2 highway=residential
    way 10 1,2 highway=residential
    way 11 3 highway=path
    way 12 4,4,4 highway=path
  )"));
  Findings findings;
  CHECK(geo::read::osm(draft.path(), findings).streets.lines.size() == 1);
  CHECK(findings.count("osm_way_repeated") == 1);
  CHECK(findings.count("osm_way_too_short") == 2);
}

TEST_CASE("houses and lakes are polygons, with their courtyards") {
  const Draft draft("ground.osm", xml(square_nodes + R"(
    node 5 2.004 41.004
    node 6 2.006 41.004
    node 7 2.006 41.006
    way 10 1,2,3,4,1
    way 11 5,6,7,5 natural=water
    way 12 1,2 highway=footway
    relation 20 10:outer,11:inner type=multipolygon building=apartments
    relation 21 10:outer,99:inner type=multipolygon building=apartments
  )"));
  Findings findings;
  const auto extract = geo::read::osm(draft.path(), findings);
  REQUIRE(extract.ground.residential.size() == 1);
  const auto& block = extract.ground.residential[0].polygons;
  REQUIRE(block.size() == 1);
  CHECK(block[0].holes.size() == 1);
  CHECK(geo::area(block).value == Approx(1e-4 - 2e-6));  // square degrees
  REQUIRE(extract.ground.water.size() == 1);
  CHECK(findings.count("osm_relation_incomplete") == 1);
}

TEST_CASE("an outline that touches itself is mended and named") {
  const Draft draft("touching.osm", xml(square_nodes + R"(
    node 8 1.990 40.995
    node 9 1.995 40.990
    way 10 1,2,3,1,8,9,1 building=apartments
    way 13 1,2 highway=footway
  )"));
  Findings findings;
  CHECK(geo::read::osm(draft.path(), findings).ground.residential.size() == 1);
  REQUIRE(findings.count("osm_area_fault") == 1);
  CHECK(findings.shown().front().feature == "way 10");
}

TEST_CASE("an .md5 beside an extract that is not its own is told") {
  const Draft draft("town.osm", xml(square_nodes + "way 13 1,2 highway=footway\n"));
  const auto told = [&] {
    Findings findings;
    static_cast<void>(geo::read::osm(draft.path(), findings));
    return findings.count("checksum_differs");
  };
  CHECK(told() == 0);  // nothing beside it
  std::ofstream(draft.path() + ".md5") << geo::md5_of_file(draft.path()) << "  town.osm\n";
  CHECK(told() == 0);
  std::ofstream(draft.path() + ".md5") << "d41d8cd98f00b204e9800998ecf8427e  town.osm\n";
  CHECK(told() == 1);
  std::ofstream(draft.path() + ".md5") << "404: Not Found\n";
  CHECK(told() == 0);  // no checksum at all
}

TEST_CASE("an outline that is open, or whose end is missing, is no building") {
  const Draft draft("open.osm", xml(square_nodes + R"(
    way 10 1,2,3,4 building=yes
    way 11 1,2,3,99 building=yes
    way 12 99,1,2,3,99 building=yes
    way 13 1,2 highway=footway
  )"));
  Findings findings;
  CHECK(geo::read::osm(draft.path(), findings).ground.residential.empty());
  CHECK(findings.count("osm_area_incomplete") == 1);  // way 12, which is closed
}

TEST_CASE("services are nodes, closed ways and relations, each with a point inside") {
  const Draft draft("services.osm", xml(square_nodes + R"(
    node 5 2.5 41.5 amenity=pharmacy name=Sol name:ar=shams opening_hours=24/7 language:ar=yes
    node 6 2.6 41.6 amenity=bench
    node 7 2.7 41.7 amenity=pharmacy access=private
    way 10 1,2,3,4,1 amenity=school capacity=120
  )"));
  Findings findings;
  const auto layer = geo::read::osm_services(draft.path(), findings);
  REQUIRE(layer.rows == 2);
  const auto text = [&](const char* field, std::size_t row) {
    REQUIRE(layer.field(field));
    return geo::key_text(layer.field(field)->values[row]).value_or("nothing");
  };
  CHECK(text("id", 0) == "node/5");
  CHECK(text("kind", 0) == "health.pharmacy");
  CHECK(text("name", 0) == "Sol");
  CHECK(text("name:ar", 0) == "shams");
  CHECK(text("opening_hours", 0) == "24/7");
  CHECK(text("languages", 0) == "ar");
  CHECK(text("capacity", 0) == "nothing");
  CHECK(text("id", 1) == "way/10");
  CHECK(text("kind", 1) == "education.school");
  CHECK(text("capacity", 1) == "120");
  REQUIRE(layer.shapes[1].points.size() == 1);
  const auto inside = layer.shapes[1].points[0];
  CHECK((inside.x > 2 && inside.x < 2.01 && inside.y > 41 && inside.y < 41.01));
  CHECK(findings.count("osm_service_private") == 1);
}

TEST_CASE("packed files are read to the end of their last stream, and refused when cut") {
  const auto text = xml(square_nodes + "way 10 1,2,3 highway=residential");
  const auto pack = [](std::string part) {
    std::string packed(part.size() + 1000, '\0');
    auto size = static_cast<unsigned>(packed.size());
    BZ2_bzBuffToBuffCompress(packed.data(), &size, part.data(), static_cast<unsigned>(part.size()),
                             1, 0, 0);
    return packed.substr(0, size);
  };
  const auto packed =
      pack(text.substr(0, 100)) + pack(text.substr(100, 50)) + pack(text.substr(150));
  const Draft draft("streams.osm.bz2", packed);
  Findings findings;
  CHECK(geo::read::osm(draft.path(), findings).streets.lines.size() == 1);
  CHECK(refusal("cut.osm.bz2", packed.substr(0, packed.size() - 20)) == "osm_unpacking");
}

TEST_CASE("files that are no OSM extract are refused by name") {
  CHECK(refusal("empty.osm.pbf", "") == "file_empty");
  CHECK(refusal("page.osm.pbf", "<!DOCTYPE html><html><body>404</body></html>") == "web_page");
  CHECK(refusal("noise.osm.pbf", "this is no extract at all") == "osm_header_length");
  CHECK(refusal("noise.osm", "this is no extract at all") == "osm_format_unknown");
  CHECK(refusal("broken.osm.bz2", "BZh9 and then nothing") == "osm_unpacking");
  CHECK(refusal("history.osh", with_root("")) == "osm_history");
}

TEST_CASE("faults of the XML are refused by name and line") {
  CHECK(refusal("a.osm", "<osm></osm>") == "osm_xml_version");
  CHECK(refusal("a.osm", "<osm version='0.5'></osm>") == "osm_xml_version");
  CHECK(refusal("a.osm", "<gpx version='1.1'></gpx>") == "osm_xml_element");
  CHECK(refusal("a.osm", with_root("<node id='1' lat='1' lon='1'>")) == "osm_xml");
  CHECK(refusal("a.osm", with_root("<node id='1' lat='1' lon='1'><nd ref='1'/></node>")) ==
        "osm_xml_element");
  CHECK(refusal("a.osm", with_root("<way id='1'><nd/></way>")) == "osm_xml_attribute");
  CHECK(refusal("a.osm", with_root("<way id='1'><nd ref='x'/></way>")) == "osm_xml_attribute");
  CHECK(refusal("a.osm", with_root("<node lat='1' lon='1'/>")) == "osm_xml_attribute");
  CHECK(refusal("a.osm", with_root("<node id='1' lat='91' lon='1'/>")) == "osm_coordinates");
  CHECK(refusal("a.osm", with_root("<node id='1' lat='NaN' lon='1'/>")) == "osm_coordinates");
  CHECK(refusal("a.osm", with_root("<node id='1' visible='false'/>")) == "osm_history");
  CHECK(refusal("a.osm", "<!DOCTYPE osm [<!ENTITY a 'b'>]>" + with_root("")) ==
        "entity_declaration");
  CHECK(refusal("a.osm", with_root("<relation id='1'><member type='area' ref='2' role=''/>"
                                   "</relation>")) == "osm_xml_attribute");
}

TEST_CASE("an extract without a street to walk is refused") {
  Findings findings;
  const Draft motorway("a.osm", xml(square_nodes + "way 10 1,2 highway=motorway"));
  CHECK_THROWS_AS(geo::read::osm(motorway.path(), findings), Error);
  const Draft nodes("a.osm", xml(square_nodes));
  CHECK_THROWS_AS(geo::read::osm(nodes.path(), findings), Error);
  CHECK_NOTHROW(geo::read::check_osm(nodes.path()));
}

TEST_CASE("the order of objects in the file does not change what is read") {
  const std::string ways =
      "way 10 1,2,3 highway=residential\nway 9 3,4 highway=path\nway 8 1,2,3,4,1 building=yes\n";
  const Draft one("one.osm", xml(square_nodes + ways));
  const Draft two("one.osm", xml("way 8 1,2,3,4,1 building=yes\nway 9 3,4 highway=path\n"
                                 "node 4 2.00 41.01\nnode 3 2.01 41.01\nnode 2 2.01 41.00\n"
                                 "node 1 2.00 41.00\nway 10 1,2,3 highway=residential\n"));
  Findings findings;
  const auto a = geo::read::osm(one.path(), findings);
  const auto b = geo::read::osm(two.path(), findings);
  REQUIRE(a.streets.lines.size() == b.streets.lines.size());
  for (std::size_t i = 0; i < a.streets.lines.size(); ++i) {
    CHECK(a.streets.lines[i].id == b.streets.lines[i].id);
    CHECK(a.streets.lines[i].line == b.streets.lines[i].line);
  }
  CHECK(a.ground.residential == b.ground.residential);
}
