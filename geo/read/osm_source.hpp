#pragma once

#include "geo/core/error.hpp"

#include <osmium/io/file.hpp>

#include <memory>
#include <string>

namespace geo::read {

/// What an OSM file is written in.
enum class OsmFormat { pbf, xml, xml_gzip, xml_bzip2, o5m };

/// An OSM file whose container has been looked at: format from its first bytes, never from its
/// name.
struct OsmSource {
  std::string path;
  std::string shown;  ///< as findings name it
  OsmFormat format = OsmFormat::xml;
  bool change_file = false;  ///< an osmChange: edits, not an extract
  /// The text of a bzip2 file: libosmium 2.19 loses the end of a small file in several streams.
  std::shared_ptr<const std::string> unpacked;

  osmium::io::File file() const;
};

/// Looks at every byte of the container before libosmium does: the block structure of a PBF (header
/// lengths, sizes, truncation), the grammar of an XML. Throws Error naming line or byte for an
/// empty file, a web page, a truncated file, entity declarations, unknown elements, a missing or
/// wrong version, missing attributes, coordinates that are no place on Earth, and history files;
/// adds a finding for each user name or number that cannot be. O(bytes).
OsmSource osm_source(const std::string& path, Findings& findings);

/// The number and byte of the first block of a PBF that does not unpack, as a place for an Error;
/// empty when all do.
std::string damaged_block(const std::string& path);

/// Runs `read` and turns whatever libosmium throws into an Error about `source`.
template <class Read>
auto guarded(const OsmSource& source, Read read) {
  try {
    return read();
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& fault) {
    throw Error({.code = "osm_damaged",
                 .what = std::string("the OSM file is damaged: ") + fault.what(),
                 .file = source.shown,
                 .place = source.format == OsmFormat::pbf ? damaged_block(source.path) : "",
                 .remedy = "download or export it again"});
  }
}

}  // namespace geo::read
