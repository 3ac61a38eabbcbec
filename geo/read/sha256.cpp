#include "geo/core/sha256.hpp"

#include "geo/read/read.hpp"

namespace geo::read {

std::string sha256(const std::string& path) {
  return sha256_of_file(path);
}

}  // namespace geo::read
