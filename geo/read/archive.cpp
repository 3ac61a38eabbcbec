#include "geo/read/archive.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <zlib.h>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"

namespace geo::read {
namespace {

// PKWARE APPNOTE 6.3: signatures and sizes of the records of a zip archive.
constexpr std::uint32_t directory_end = 0x06054b50;
constexpr std::uint32_t directory_entry = 0x02014b50;
constexpr std::uint32_t local_header = 0x04034b50;
constexpr std::size_t directory_end_size = 22;
constexpr std::size_t directory_entry_size = 46;
constexpr std::size_t local_header_size = 30;

[[noreturn]] void refuse(const std::string& file, const char* code, std::string what,
                         const std::string& member = {},
                         const char* remedy = "make the archive again, or unpack it first") {
  throw Error({.code = code,
               .what = std::move(what),
               .file = file,
               .layer = geo::quoted(member),
               .remedy = remedy});
}

std::size_t find_directory_end(std::string_view archive, const std::string& file) {
  constexpr std::size_t longest_comment = 65535;
  if (archive.size() >= directory_end_size) {
    const auto last = archive.size() - directory_end_size;
    const auto first = last > longest_comment ? last - longest_comment : 0;
    for (auto at = last + 1; at-- > first;) {
      if (little32(archive, at) == directory_end) return at;
    }
  }
  refuse(file, "archive_damaged", "the archive is truncated: its directory is missing");
}

bool unsafe_name(const std::string& name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != std::string::npos) return true;
  if (name.find('\0') != std::string::npos || name.find(':') != std::string::npos) return true;
  const auto path = "/" + name + "/";
  return path.find("/../") != std::string::npos;
}

bool archive_inside(const std::string& name) {
  const auto kind = extension(name);
  constexpr std::array<std::string_view, 9> kinds{"zip", "gz",  "bz2", "xz", "7z",
                                                  "rar", "tar", "tgz", "kmz"};
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Member member_at(std::string_view archive, std::size_t at, std::size_t name_length,
                 const std::string& file) {
  Member member;
  member.name = std::string(archive.substr(at + directory_entry_size, name_length));
  member.method = little16(archive, at + 10);
  member.crc = little32(archive, at + 16);
  member.packed = little32(archive, at + 20);
  member.size = little32(archive, at + 24);
  member.start = little32(archive, at + 42);
  if (unsafe_name(member.name)) {
    refuse(file, "archive_unsafe_name", "a member's name leads outside the archive", member.name);
  }
  constexpr std::uint32_t link_bits = 0xa000;
  if (((little32(archive, at + 38) >> 16) & 0xf000U) == link_bits) {
    refuse(file, "archive_link", "a member is a link, not a file", member.name);
  }
  if ((little16(archive, at + 8) & 1U) != 0) {
    refuse(file, "archive_encrypted", "a member is encrypted", member.name);
  }
  if (archive_inside(member.name)) {
    refuse(file, "archive_nested", "there is an archive inside the archive", member.name,
           "unpack the outer archive first and name the inner one");
  }
  return member;
}

/// zlib's stream, closed whatever happens.
class Stream {
 public:
  explicit Stream(int window) { ready_ = inflateInit2(&stream_, window) == Z_OK; }
  ~Stream() { inflateEnd(&stream_); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  bool ready() const { return ready_; }
  z_stream& operator*() { return stream_; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

/// Inflates while counting, and stops as soon as a bound is passed.
std::string inflated(std::string_view packed, int window, std::size_t bound,
                     const std::string& file, const std::string& member) {
  Stream stream(window);
  if (!stream.ready()) refuse(file, "archive_damaged", "the member cannot be unpacked", member);
  std::string out;
  std::array<char, 65536> room{};
  auto& z = *stream;
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  z.avail_in = static_cast<uInt>(packed.size());
  constexpr std::size_t ratio_matters = std::size_t{16} << 20;
  for (int result = Z_OK; result != Z_STREAM_END;) {
    z.next_out = reinterpret_cast<Bytef*>(room.data());
    z.avail_out = static_cast<uInt>(room.size());
    result = inflate(&z, Z_NO_FLUSH);
    const auto fresh = room.size() - z.avail_out;
    if ((result != Z_OK && result != Z_STREAM_END) ||
        (result == Z_OK && fresh == 0 && z.avail_in == 0)) {
      refuse(file, "archive_damaged", "the packed data are damaged or cut off", member);
    }
    if (out.size() + fresh > bound) {
      refuse(file, "archive_size_mismatch", "more comes out of the archive than it declares",
             member);
    }
    out.append(room.data(), fresh);
    if (out.size() > ratio_matters && out.size() / largest_ratio > packed.size()) {
      refuse(file, "archive_bomb",
             fmt::format("the data unpack to more than {} times their size", largest_ratio),
             member);
    }
  }
  return out;
}

}  // namespace

std::vector<Member> members_of(std::string_view archive, const std::string& file) {
  refuse_web_page(archive, file);
  const auto end = find_directory_end(archive, file);
  const std::size_t count = little16(archive, end + 10);
  std::size_t at = little32(archive, end + 16);
  if (count > most_members) {
    refuse(file, "archive_too_many",
           fmt::format("the archive has {} members; at most {} are read", count, most_members));
  }
  std::vector<Member> members;
  std::set<std::string> names;
  for (std::size_t i = 0; i < count; ++i) {
    if (at > end || end - at < directory_entry_size || little32(archive, at) != directory_entry) {
      refuse(file, "archive_damaged", "the directory of the archive is damaged");
    }
    const std::size_t name_length = little16(archive, at + 28);
    const auto length = directory_entry_size + name_length + little16(archive, at + 30) +
                        little16(archive, at + 32);
    if (length > end - at) {
      refuse(file, "archive_damaged", "the directory of the archive is damaged");
    }
    auto member = member_at(archive, at, name_length, file);
    if (!names.insert(member.name).second) {
      refuse(file, "archive_same_name", "two members have the same name", member.name);
    }
    if (member.name.back() != '/') members.push_back(std::move(member));
    at += length;
  }
  return members;
}

std::string unpacked(std::string_view archive, const Member& member, const std::string& file) {
  if (member.start > archive.size() || archive.size() - member.start < local_header_size ||
      little32(archive, member.start) != local_header) {
    refuse(file, "archive_damaged", "the member is not where the directory says", member.name);
  }
  const auto skip = local_header_size + little16(archive, member.start + 26) +
                    little16(archive, member.start + 28);
  const auto room = archive.size() - member.start;
  if (skip > room || member.packed > room - skip || member.size > largest_unpacked) {
    refuse(file, "archive_damaged", "the member is cut off or too large", member.name);
  }
  const auto packed = archive.substr(member.start + skip, member.packed);
  std::string bytes;
  if (member.method == 0) {
    bytes = std::string(packed);
  } else if (member.method == 8) {
    bytes = inflated(packed, -MAX_WBITS, member.size, file, member.name);
  } else {
    refuse(file, "archive_method", "the member is packed in a way that is not read", member.name);
  }
  if (bytes.size() != member.size) {
    refuse(file, "archive_size_mismatch",
           fmt::format("the member declares {} bytes and holds {}", member.size, bytes.size()),
           member.name);
  }
  const auto sum = crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  if (sum != member.crc) {
    refuse(file, "archive_damaged", "the member's checksum does not fit", member.name);
  }
  return bytes;
}

void refuse_unsafe_archive(std::string_view archive, const std::string& file) {
  std::size_t total = 0;
  for (const auto& member : members_of(archive, file)) {
    total += unpacked(archive, member, file).size();
    if (total > largest_unpacked) {
      refuse(file, "archive_bomb", "the archive unpacks to more than 2 GiB");
    }
  }
}

std::string ungzipped(std::string_view bytes, const std::string& file) {
  if (bytes.size() < 18 || bytes[0] != '\x1f' || bytes[1] != '\x8b') {
    refuse(file, "archive_damaged", "this is not a gzip file");
  }
  return inflated(bytes, 16 + MAX_WBITS, largest_unpacked, file, "");
}

}  // namespace geo::read
