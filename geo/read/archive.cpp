#include "geo/read/archive.hpp"

#include <algorithm>
#include <array>
#include <optional>
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
  if (!archive.starts_with("PK")) {
    refuse(file, "archive_damaged", "this is not a zip archive", {},
           "give the file as a zip archive, or download it again");
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

/// Inflates piece by piece while counting, and stops as soon as a bound is passed.
class Inflater {
 public:
  Inflater(std::string_view packed, int window, std::size_t bound, std::string file,
           std::string member)
      : stream_(window),
        packed_(packed.size()),
        bound_(bound),
        file_(std::move(file)),
        member_(std::move(member)) {
    if (!stream_.ready())
      refuse(file_, "archive_damaged", "the member cannot be unpacked", member_);
    (*stream_).next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    (*stream_).avail_in = static_cast<uInt>(packed.size());
  }

  /// Bytes put into `room`; 0 at the end.
  std::size_t read(std::span<char> room) {
    constexpr std::size_t ratio_matters = std::size_t{16} << 20;
    auto& z = *stream_;
    std::size_t fresh = 0;
    while (fresh == 0 && !ended_) {
      z.next_out = reinterpret_cast<Bytef*>(room.data());
      z.avail_out = static_cast<uInt>(room.size());
      const int result = inflate(&z, Z_NO_FLUSH);
      fresh = room.size() - z.avail_out;
      ended_ = result == Z_STREAM_END;
      if ((result != Z_OK && !ended_) || (result == Z_OK && fresh == 0 && z.avail_in == 0)) {
        refuse(file_, "archive_damaged", "the packed data are damaged or cut off", member_);
      }
    }
    out_ += fresh;
    if (out_ > bound_) {
      refuse(file_, "archive_size_mismatch", "more comes out of the archive than it declares",
             member_);
    }
    if (out_ > ratio_matters && out_ / largest_ratio > packed_) {
      refuse(file_, "archive_bomb",
             fmt::format("the data unpack to more than {} times their size", largest_ratio),
             member_);
    }
    return fresh;
  }

 private:
  Stream stream_;
  std::size_t packed_, bound_, out_ = 0;
  std::string file_, member_;
  bool ended_ = false;
};

/// The bytes of a member as they are packed.
std::string_view packed_bytes(std::string_view archive, const Member& member,
                              const std::string& file) {
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
  return archive.substr(member.start + skip, member.packed);
}

/// Everything that a reader has to give.
template <class Reader>
std::string all_of(Reader& reader) {
  std::string out;
  std::vector<char> room(65536);
  while (const auto fresh = reader.read(room)) out.append(room.data(), fresh);
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

struct Unpacker::Impl {
  Impl(std::string_view archive, const Member& of, std::string from)
      : member(of), file(std::move(from)), packed(packed_bytes(archive, member, file)) {
    if (member.method == 8) {
      inflater.emplace(packed, -MAX_WBITS, member.size, file, member.name);
    } else if (member.method != 0) {
      refuse(file, "archive_method", "the member is packed in a way that is not read", member.name);
    }
  }

  std::size_t stored(std::span<char> room) {
    const auto fresh = std::min(room.size(), packed.size());
    std::copy_n(packed.begin(), fresh, room.begin());
    packed.remove_prefix(fresh);
    return fresh;
  }
  void check_end() const {
    if (out != member.size) {
      refuse(file, "archive_size_mismatch",
             fmt::format("the member declares {} bytes and holds {}", member.size, out),
             member.name);
    }
    if (sum != member.crc) {
      refuse(file, "archive_damaged", "the member's checksum does not fit", member.name);
    }
  }

  Member member;
  std::string file;
  std::string_view packed;
  std::optional<Inflater> inflater;
  std::size_t out = 0;
  uLong sum = 0;
};

Unpacker::Unpacker(std::string_view archive, const Member& member, const std::string& file)
    : impl_(std::make_unique<Impl>(archive, member, file)) {}
Unpacker::~Unpacker() = default;

std::size_t Unpacker::read(std::span<char> room) {
  const auto fresh = impl_->inflater ? impl_->inflater->read(room) : impl_->stored(room);
  impl_->sum = crc32_z(impl_->sum, reinterpret_cast<const Bytef*>(room.data()), fresh);
  impl_->out += fresh;
  if (fresh == 0) impl_->check_end();
  return fresh;
}

std::string unpacked(std::string_view archive, const Member& member, const std::string& file) {
  Unpacker unpacker(archive, member, file);
  return all_of(unpacker);
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
  Inflater inflater(bytes, 16 + MAX_WBITS, largest_unpacked, file, "");
  return all_of(inflater);
}

}  // namespace geo::read
