#include "geo/core/error.hpp"
#include "geo/read/read.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

#include <protozero/pbf_writer.hpp>

#include <filesystem>
#include <fstream>
#include <random>

namespace {

namespace fs = std::filesystem;
using protozero::pbf_writer;

/// One block of a PBF, not packed: https://wiki.openstreetmap.org/wiki/PBF_Format
std::string block(const std::string& type, const std::string& content) {
  std::string blob;
  pbf_writer(blob).add_bytes(1, content);
  std::string header;
  pbf_writer fields(header);
  if (!type.empty()) fields.add_string(1, type);
  fields.add_int32(3, static_cast<std::int32_t>(blob.size()));
  std::string length;
  for (int shift = 24; shift >= 0; shift -= 8) {
    length += static_cast<char>(header.size() >> static_cast<unsigned>(shift));
  }
  return length + header + blob;
}

std::string header_block() {
  std::string content;
  pbf_writer(content).add_string(4, "OsmSchema-V0.6");
  return block("OSMHeader", content);
}

/// A block with one node that has one tag.
std::string node_block(const std::string& key, const std::string& value) {
  std::string content;
  pbf_writer fields(content);
  {
    pbf_writer words(fields, 1);
    words.add_bytes(1, "");
    words.add_bytes(1, key);
    words.add_bytes(1, value);
  }
  {
    pbf_writer group(fields, 2);
    pbf_writer node(group, 1);
    node.add_sint64(1, 17);
    const std::vector<std::uint32_t> keys{1};
    const std::vector<std::uint32_t> values{2};
    node.add_packed_uint32(2, keys.begin(), keys.end());
    node.add_packed_uint32(3, values.begin(), values.end());
    node.add_sint64(8, 410000000);
    node.add_sint64(9, 20000000);
  }
  return block("OSMData", content);
}

/// What `medina check` makes of a PBF: the code of its refusal, or the note of what is in it.
geo::Finding checked(const std::string& bytes) {
  const scratch::Folder folder;
  try {
    return geo::read::check_osm(folder.file("city.osm.pbf", bytes)).shown().at(0);
  } catch (const geo::Error& error) {
    return error.finding();
  }
}

}  // namespace

TEST_CASE("a PBF of one node is read") {
  const auto found = checked(header_block() + node_block("amenity", "pharmacy"));
  CHECK(found.code == "osm_content");
  CHECK(found.what == "1 nodes, 0 ways, 0 relations; 0 street lines, 0 areas");
}

TEST_CASE("a zero byte inside a tag is damage and names the node") {
  const auto found = checked(header_block() + node_block(std::string("ame\0ity", 7), "pharmacy"));
  CHECK(found.code == "osm_damaged");
  CHECK(found.feature == "node 17");
}

TEST_CASE("a PBF that ends within a block says at which byte, wherever it is cut") {
  const auto whole = header_block() + node_block("amenity", "pharmacy");
  const auto boundary = header_block().size();
  for (std::size_t cut = 4; cut < whole.size(); ++cut) {
    if (cut == boundary) continue;
    const auto found = checked(whole.substr(0, cut));
    INFO("cut at byte " << cut);
    CHECK(found.code == "file_truncated");
    CHECK(found.place == (cut < boundary ? "byte 0" : "byte " + std::to_string(boundary)));
  }
}

TEST_CASE("a block header of impossible length is refused before anything is set aside for it") {
  const auto found = checked(std::string("\x7f\xff\xff\xff", 4) + "rest");
  CHECK(found.code == "osm_header_length");
}

TEST_CASE("a block without a type is refused by its number") {
  const auto found = checked(header_block() + block("", "x"));
  CHECK(found.code == "osm_block_size");
  CHECK(found.what == "the header of block 2 is damaged");
}

TEST_CASE("a block of unknown type is damage and names the block") {
  const auto found = checked(header_block() + block("OSMDate", "x"));
  CHECK(found.code == "osm_damaged");
  CHECK(found.place.substr(0, 7) == "block 2");
}
