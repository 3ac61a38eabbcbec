#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace geo::read {

/// One file inside a zip archive.
struct Member {
  std::string name;
  std::size_t start = 0;  ///< of its local header
  std::size_t packed = 0;
  std::size_t size = 0;
  std::uint32_t crc = 0;
  unsigned method = 0;
};

/// Bounds that a city's archive stays far below.
inline constexpr std::size_t most_members = 1000;
inline constexpr std::size_t largest_unpacked = std::size_t{2} << 30;
inline constexpr std::size_t largest_ratio = 200;  ///< of members that unpack to more than 16 MiB

/// The files listed in the archive's directory. Throws Error for names that lead outside, links,
/// encryption, archives inside, too many members, the same name twice, a damaged directory.
std::vector<Member> members_of(std::string_view archive, const std::string& file);

/// The bytes of one member, unpacked piece by piece as they are asked for, with the checks of
/// `unpacked`. The archive's bytes must outlive it.
class Unpacker {
 public:
  Unpacker(std::string_view archive, const Member& member, const std::string& file);
  ~Unpacker();

  /// How many bytes were put into `room`; 0 at the end, where size and checksum are tested.
  std::size_t read(std::span<char> room);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The bytes of one member, unpacked in memory and never on disk. What really comes out is counted
/// and compared with what was declared, and its checksum tested.
std::string unpacked(std::string_view archive, const Member& member, const std::string& file);

/// Unpacks every member to nowhere, so that a library may open the archive afterwards.
void refuse_unsafe_archive(std::string_view archive, const std::string& file);

/// A gzip file's content, with the same bounds.
std::string ungzipped(std::string_view bytes, const std::string& file);

}  // namespace geo::read
