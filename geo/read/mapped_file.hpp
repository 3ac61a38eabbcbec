#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace geo::read {

/// The bytes of a file where the system holds them, not copied.
struct MappedFile {
  std::span<const std::byte> bytes;
  std::shared_ptr<const void> owner;  ///< they stay as long as this does
};

/// Nothing where there is no such file, or none that can be read. A file that is replaced by a
/// rename stays as it was for whoever holds it.
std::optional<MappedFile> mapped_file(const std::string& path);

}  // namespace geo::read
