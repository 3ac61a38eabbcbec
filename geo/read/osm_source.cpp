#include "geo/read/osm_source.hpp"

#include "geo/core/md5.hpp"
#include "geo/read/bytes.hpp"
#include "geo/read/osm_pbf_blocks.hpp"
#include "geo/read/osm_xml_grammar.hpp"

#include <fmt/format.h>

#include <fstream>

namespace geo::read {
namespace {

std::string first_bytes(const std::string& path, const std::string& shown) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw Error({.code = "file_missing",
                 .what = "the file does not exist or cannot be opened",
                 .file = shown,
                 .remedy = "check the spelling, upper and lower case, and the folder"});
  }
  std::string bytes(1024, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  if (bytes.empty()) {
    throw Error({.code = "file_empty",
                 .what = "the file is empty (0 bytes)",
                 .file = shown,
                 .remedy = "export or download it again"});
  }
  return bytes;
}

OsmFormat format_of(std::string_view bytes, const std::string& path, const std::string& shown) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\x1f\x8b"sv)) return OsmFormat::xml_gzip;
  if (bytes.starts_with("BZh"sv)) return OsmFormat::xml_bzip2;
  if (bytes.starts_with("\xff\xe0"sv)) return OsmFormat::o5m;
  auto text = bytes;
  if (text.starts_with("\xef\xbb\xbf"sv)) text.remove_prefix(3);
  const auto letter = text.find_first_not_of(" \t\r\n"sv);
  if (letter != std::string_view::npos && text[letter] == '<') {
    refuse_web_page(bytes, shown);
    return OsmFormat::xml;
  }
  // Every PBF begins with the length of a short header: two zero bytes at least.
  if (bytes.starts_with("\0\0"sv) || extension(path) == "pbf") return OsmFormat::pbf;
  throw Error({.code = "osm_format_unknown",
               .what = "this is no OSM file: neither PBF, XML (plain, .gz, .bz2) nor o5m",
               .file = shown,
               .value = geo::quoted(bytes.substr(0, 20)),
               .remedy = "download the extract again, as .osm.pbf"});
}

std::string_view libosmium_format(OsmFormat format) {
  switch (format) {
    case OsmFormat::pbf:
      return "pbf";
    case OsmFormat::xml:
      return "osm";
    case OsmFormat::xml_gzip:
      return "osm.gz";
    case OsmFormat::xml_bzip2:
      return "osm.bz2";
    case OsmFormat::o5m:
      return "o5m";
  }
  return "pbf";
}

/// Compares the file with the checksum that servers of extracts publish beside it ("x.osm.pbf.md5",
/// the sum first), where that was downloaded too.
void compare_checksum(const OsmSource& source, Findings& findings) {
  std::ifstream beside(source.path + ".md5");
  std::string published;
  constexpr std::size_t digits = 32;
  if (!(beside >> published) || published.size() != digits) return;
  const auto own = md5_of_file(source.path);
  if (lower(published) == own) return;
  findings.add({.code = "checksum_differs",
                .severity = Severity::warning,
                .what = "the file is not the one that the .md5 beside it was made for: it may be "
                        "cut off, damaged or of another day",
                .file = source.shown,
                .value = fmt::format("{}, expected {}", own, geo::quoted(published)),
                .remedy = "download both again; delete the .md5 if it belongs to another day"});
}

}  // namespace

osmium::io::File OsmSource::file() const {
  if (unpacked) return osmium::io::File{unpacked->data(), unpacked->size(), "osm"};
  return osmium::io::File{path, std::string(libosmium_format(format))};
}

OsmSource osm_source(const std::string& path, Findings& findings) {
  OsmSource source;
  source.path = path;
  source.shown = shown_name(path);
  const std::string bytes = first_bytes(path, source.shown);
  if (extension(path) == "osh") {
    throw Error({.code = "osm_history",
                 .what = "this is a history file: it holds what was deleted too",
                 .file = source.shown,
                 .remedy = "cut one day out of it: osmium time-filter"});
  }
  source.format = format_of(bytes, path, source.shown);
  compare_checksum(source, findings);
  if (source.format == OsmFormat::pbf) {
    check_pbf_blocks(path, source.shown);
  } else if (source.format != OsmFormat::o5m) {
    auto look = check_xml_grammar(source, findings);
    source.change_file = look.change_file;
    if (source.format == OsmFormat::xml_bzip2) {
      source.unpacked = std::make_shared<const std::string>(std::move(look.text));
    }
  }
  return source;
}

std::string damaged_block(const std::string& path) {
  const auto block = first_damaged_block(path);
  return block ? fmt::format("block {}, byte {}: {}", block->number, block->byte, block->fault)
               : std::string{};
}

}  // namespace geo::read
