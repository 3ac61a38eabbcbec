#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "geo/core/finding.hpp"

namespace app::init {

/// One entry of a zip archive's own table of contents.
struct ZipMember {
  std::string name;
  std::uint64_t size = 0;  ///< as the archive states it, unpacked
  bool link = false;       ///< a symbolic link
};

/// The table of contents of a zip archive, nothing unpacked. Throws geo::Error naming `file` when
/// the bytes are no zip archive (`zip_not_zip`), end too early (`zip_truncated`) or list more than
/// 4096 members (`zip_members`).
std::vector<ZipMember> zip_members(std::string_view bytes, const std::string& file);

/// True when these are the files of a timetable (GTFS) rather than of a map layer.
bool is_feed(const std::vector<std::string>& names);

}  // namespace app::init
