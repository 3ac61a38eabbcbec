#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace geo::read {

/// Walks the blocks of a PBF without unpacking them. Throws Error naming the byte where a block
/// header has a length that none can have or the file ends within a block. O(blocks).
void check_pbf_blocks(const std::string& path, const std::string& shown);

struct DamagedBlock {
  std::size_t number;  ///< 1 is the file's header
  std::uint64_t byte;  ///< where the block begins
  std::string fault;
};

/// The first block of a PBF that does not unpack or is of no known type; nothing when all do.
/// Unpacks every block up to it.
std::optional<DamagedBlock> first_damaged_block(const std::string& path);

}  // namespace geo::read
