#pragma once

#include "geo/core/finding.hpp"
#include "geo/read/osm_source.hpp"

#include <string>

namespace geo::read {

struct XmlLook {
  bool change_file = false;
  std::string text;  ///< all of it, of a bzip2 file only
};

/// Reads an OSM XML from end to end for its grammar only: elements, attributes, coordinates. Throws
/// Error naming line and byte; see osm_source.
XmlLook check_xml_grammar(const OsmSource& source, Findings& findings);

}  // namespace geo::read
