#include "geo/core/sha256.hpp"

#include <sodium.h>

#include <array>
#include <fstream>

#include "geo/core/error.hpp"

namespace geo {

std::string sha256_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    Finding finding;
    finding.code = "file_not_readable";
    finding.file = path;
    finding.what = "this file cannot be read";
    finding.remedy = "check the path and who may read it";
    throw Error(std::move(finding));
  }
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::array<char, 1 << 16> piece;
  while (file.read(piece.data(), piece.size()) || file.gcount() > 0) {
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()),
                              static_cast<unsigned long long>(file.gcount()));
  }
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest;
  crypto_hash_sha256_final(&state, digest.data());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text;
  return sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
}

}  // namespace geo
