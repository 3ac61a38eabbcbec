#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/core/finding.hpp"
#include "geo/shape/layer.hpp"

namespace geo::read {

/// What is known of a table's text besides its bytes.
struct DbfText {
  std::string cpg;    ///< content of the .cpg file, empty when there is none
  std::string given;  ///< encoding given by hand
};

/// A dBASE table. `kept[i]` says whether record i of the file is a row (false: marked deleted).
struct DbfTable {
  std::vector<Field> fields;
  std::vector<bool> kept;
  std::string encoding, encoding_source;
};

/// How many records the header declares; 0 when the bytes are too few to hold a header.
std::size_t dbf_records(std::string_view bytes);

/// Reads a dBASE table strictly: every length in the header is checked against the bytes. Throws
/// Error (`dbf_header`, `dbf_truncated`, `encoding_...`). Text: the encoding given by hand, else
/// .cpg, else the language id, else UTF-8 if all of it is valid; otherwise refused.
DbfTable dbf(std::string_view bytes, const DbfText& text, const std::string& file,
             Findings& findings);

}  // namespace geo::read
