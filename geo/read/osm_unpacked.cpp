#include "geo/read/osm_unpacked.hpp"

#include <fmt/format.h>

#include <string>

namespace geo::read {
namespace {

// Unpacked: a whole country; a bzip2 file is held in memory, so a city.
constexpr std::uint64_t most = 32ULL << 30U;
constexpr std::uint64_t most_in_memory = 4ULL << 30U;

}  // namespace

Unpacked::Unpacked(const OsmSource& source) : source_(source) {
  if (source.format == OsmFormat::xml_bzip2) {
    file_ = std::fopen(source.path.c_str(), "rb");
    int fault = BZ_OK;
    if (file_) bzip2_ = BZ2_bzReadOpen(&fault, file_, 0, 0, nullptr, 0);
  } else {
    gzip_ = gzopen(source.path.c_str(), "rb");
  }
  if (!gzip_ && !bzip2_) refuse();
}

Unpacked::~Unpacked() {
  int fault = BZ_OK;
  if (bzip2_) BZ2_bzReadClose(&fault, bzip2_);
  if (file_) std::fclose(file_);
  if (gzip_) gzclose(gzip_);
}

int Unpacked::read(char* chunk, int size) {
  int count = 0;
  if (gzip_) {
    count = gzread(gzip_, chunk, static_cast<unsigned>(size));
    int fault = Z_OK;
    gzerror(gzip_, &fault);
    if (count < 0 || fault < 0) refuse();
  } else {
    count = read_bzip2(chunk, size);
  }
  total_ += static_cast<std::uint64_t>(count);
  const std::uint64_t limit = gzip_ ? most : most_in_memory;
  if (total_ > limit) {
    throw Error({.code = "osm_too_large",
                 .what = fmt::format("the file unpacks to more than {} GiB", limit >> 30U),
                 .file = source_.shown,
                 .remedy = "cut it to the city: osmium extract"},
                Cause::resource_limit);
  }
  return count;
}

int Unpacked::read_bzip2(char* chunk, int size) {
  while (bzip2_) {
    int fault = BZ_OK;
    const int count = BZ2_bzRead(&fault, bzip2_, chunk, size);
    if (fault != BZ_OK && fault != BZ_STREAM_END) refuse();
    if (fault == BZ_STREAM_END && !open_next_stream()) {
      BZ2_bzReadClose(&fault, bzip2_);
      bzip2_ = nullptr;
    }
    if (count > 0) return count;
  }
  return 0;
}

/// After the end of a stream: whether another follows, which is then open.
bool Unpacked::open_next_stream() {
  int fault = BZ_OK;
  void* unused = nullptr;
  int count = 0;
  BZ2_bzReadGetUnused(&fault, bzip2_, &unused, &count);
  std::string rest(static_cast<const char*>(unused), static_cast<std::size_t>(count));
  if (rest.empty()) {
    const int next = std::fgetc(file_);
    if (next == EOF) return false;
    std::ungetc(next, file_);
  }
  BZ2_bzReadClose(&fault, bzip2_);
  bzip2_ = BZ2_bzReadOpen(&fault, file_, 0, 0, rest.data(), static_cast<int>(rest.size()));
  if (!bzip2_) refuse();
  return true;
}

void Unpacked::refuse() const {
  throw Error({.code = "osm_unpacking",
               .what = "the file does not unpack: it is damaged or truncated",
               .file = source_.shown,
               .place = fmt::format("unpacked byte {}", total_),
               .remedy = "download it again"});
}

}  // namespace geo::read
