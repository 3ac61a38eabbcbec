#pragma once

#include "geo/read/osm_source.hpp"

#include <bzlib.h>
#include <zlib.h>

#include <cstdint>
#include <cstdio>
#include <memory>

namespace geo::read {

/// The bytes of an OSM XML, unpacked where it is packed; bzip2 files may hold several streams.
class Unpacked {
 public:
  explicit Unpacked(const OsmSource& source);
  ~Unpacked();
  Unpacked(const Unpacked&) = delete;
  Unpacked& operator=(const Unpacked&) = delete;

  /// Fills `chunk` with up to `size` bytes; how many, 0 at the end. Throws Error `osm_unpacking`
  /// when the file is damaged and `osm_too_large` beyond 32 GiB (bzip2: 4 GiB).
  int read(char* chunk, int size);

 private:
  int read_bzip2(char* chunk, int size);
  bool open_next_stream();
  [[noreturn]] void refuse() const;

  const OsmSource& source_;
  gzFile gzip_ = nullptr;  ///< passes plain files through
  std::FILE* file_ = nullptr;
  BZFILE* bzip2_ = nullptr;
  std::uint64_t total_ = 0;
};

}  // namespace geo::read
