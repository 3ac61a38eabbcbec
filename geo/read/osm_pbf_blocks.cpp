#include "geo/read/osm_pbf_blocks.hpp"

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"

#include <fmt/format.h>
#include <zlib.h>
#include <protozero/pbf_reader.hpp>

#include <filesystem>
#include <fstream>
#include <vector>

namespace geo::read {
namespace {

// Limits of the format: https://wiki.openstreetmap.org/wiki/PBF_Format
constexpr std::uint32_t longest_header = 64U << 10U;  // bytes
constexpr std::int64_t largest_block = 32LL << 20;    // bytes, packed or not

struct BlockHeader {
  std::string type;
  std::int64_t size = -1;
};

BlockHeader header_of(const std::string& bytes) {
  BlockHeader header;
  protozero::pbf_reader fields(bytes);
  while (fields.next()) {
    if (fields.tag() == 1 && fields.has_wire_type(protozero::pbf_wire_type::length_delimited)) {
      header.type = fields.get_string();
    } else if (fields.tag() == 3 && fields.has_wire_type(protozero::pbf_wire_type::varint)) {
      header.size = fields.get_int32();
    } else {
      fields.skip();
    }
  }
  return header;
}

/// One block of the file after the other.
class Blocks {
 public:
  Blocks(const std::string& path, std::string shown)
      : file_(path, std::ios::binary),
        shown_(std::move(shown)),
        bytes_(std::filesystem::file_size(path)) {}

  /// Moves to the next block; false at the end of the file.
  bool next() {
    begin_ = end_;
    if (begin_ == bytes_) return false;
    ++number_;
    need(4, "a header length");
    const std::uint32_t length = big32(take(4), 0);
    if (length == 0 || length > longest_header) {
      refuse("osm_header_length",
             fmt::format("block {} has a header length of {} bytes; it is damaged or no PBF",
                         number_, length));
    }
    need(length, "a block header");
    try {
      header_ = header_of(take(length));
    } catch (const protozero::exception&) {
      header_ = {};
    }
    if (header_.type.empty() || header_.size < 0 || header_.size > largest_block) {
      refuse("osm_block_size", fmt::format("the header of block {} is damaged", number_));
    }
    need(static_cast<std::uint64_t>(header_.size), "a block");
    content_ = end_;
    end_ += static_cast<std::uint64_t>(header_.size);
    return true;
  }

  std::string content() {
    file_.seekg(static_cast<std::streamoff>(content_));
    std::string bytes(static_cast<std::size_t>(header_.size), '\0');
    file_.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
  }
  std::size_t number() const { return number_; }
  std::uint64_t begin() const { return begin_; }
  const std::string& type() const { return header_.type; }

 private:
  void need(std::uint64_t count, std::string_view what) const {
    if (end_ + count <= bytes_) return;
    refuse("file_truncated",
           fmt::format("the file ends at byte {} within {} of block {}", bytes_, what, number_));
  }
  std::string take(std::size_t count) {
    file_.seekg(static_cast<std::streamoff>(end_));
    std::string bytes(count, '\0');
    file_.read(bytes.data(), static_cast<std::streamsize>(count));
    end_ += count;
    return bytes;
  }
  [[noreturn]] void refuse(std::string code, std::string what) const {
    throw Error({.code = std::move(code),
                 .what = std::move(what),
                 .file = shown_,
                 .place = fmt::format("byte {}", begin_),
                 .remedy = "download it again and compare its size or checksum"});
  }

  std::ifstream file_;
  std::string shown_;
  std::uint64_t bytes_;
  std::uint64_t begin_ = 0;
  std::uint64_t content_ = 0;
  std::uint64_t end_ = 0;
  std::size_t number_ = 0;
  BlockHeader header_;
};

/// Why the packed content of a block does not unpack; empty when it does.
std::string unpacking_fault(const std::string& block) {
  std::int64_t raw_size = -1;
  std::optional<protozero::data_view> packed;
  bool known = false;
  protozero::pbf_reader fields(block);
  while (fields.next()) {
    if (fields.tag() == 2 && fields.has_wire_type(protozero::pbf_wire_type::varint)) {
      raw_size = fields.get_int32();
    } else if (fields.tag() == 3 &&
               fields.has_wire_type(protozero::pbf_wire_type::length_delimited)) {
      packed = fields.get_view();
      known = true;
    } else {
      known = known || fields.tag() == 1 || fields.tag() == 6;
      fields.skip();
    }
  }
  if (!known) return "no packing that is known";
  if (!packed) return {};
  if (raw_size < 0 || raw_size > largest_block) return "impossible size";
  std::vector<Bytef> raw(static_cast<std::size_t>(raw_size) + 1);
  auto length = static_cast<uLongf>(raw.size());
  const int answer = uncompress(raw.data(), &length, reinterpret_cast<const Bytef*>(packed->data()),
                                static_cast<uLong>(packed->size()));
  if (answer != Z_OK) return "does not unpack";
  return length == static_cast<uLongf>(raw_size) ? std::string{} : "unpacks to another size";
}

}  // namespace

void check_pbf_blocks(const std::string& path, const std::string& shown) {
  Blocks blocks(path, shown);
  while (blocks.next()) {
  }
}

std::optional<DamagedBlock> first_damaged_block(const std::string& path) {
  Blocks blocks(path, shown_name(path));
  while (blocks.next()) {
    std::string fault;
    try {
      const bool first = blocks.number() == 1;
      fault = blocks.type() == (first ? "OSMHeader" : "OSMData")
                  ? unpacking_fault(blocks.content())
                  : fmt::format("unknown type \"{}\"", geo::quoted(blocks.type()));
    } catch (const protozero::exception&) {
      fault = "its fields cannot be read";
    }
    if (!fault.empty()) return DamagedBlock{blocks.number(), blocks.begin(), fault};
  }
  return std::nullopt;
}

}  // namespace geo::read
