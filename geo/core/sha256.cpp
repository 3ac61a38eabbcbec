#include "geo/core/sha256.hpp"

#include <sodium.h>

#include <array>
#include <fstream>
#include <span>
#include <vector>

#include "geo/core/error.hpp"
#include "geo/core/sha256_blocks.hpp"

namespace geo {
namespace {

constexpr std::size_t block = 64;
using Bytes = std::span<const unsigned char>;
using Digest = std::array<unsigned char, crypto_hash_sha256_BYTES>;

/// By the instructions of the processor.
class Quick {
 public:
  /// Every piece but the last is of whole blocks.
  void add(Bytes piece) {
    bytes_ += piece.size();
    const Bytes whole = piece.first(piece.size() / block * block);
    add_sha256_blocks(words_, whole);
    rest_.assign(piece.begin() + static_cast<std::ptrdiff_t>(whole.size()), piece.end());
  }

  // The end is marked by a one and zeros, then how many bits there were (FIPS 180-4, 5.1.1).
  Digest digest() {
    rest_.push_back(0x80);
    rest_.resize((rest_.size() + 8 + block - 1) / block * block, 0);
    for (std::size_t at = 0; at < 8; ++at) {
      rest_[rest_.size() - 1 - at] = static_cast<unsigned char>(bytes_ * 8 >> (8 * at));
    }
    add_sha256_blocks(words_, rest_);
    Digest digest;
    for (std::size_t at = 0; at < digest.size(); ++at) {
      digest[at] = static_cast<unsigned char>(words_[at / 4] >> (24 - 8 * (at % 4)));
    }
    return digest;
  }

 private:
  Sha256Words words_ = sha256_begin;
  std::uint64_t bytes_ = 0;
  std::vector<unsigned char> rest_;
};

class Plain {
 public:
  Plain() { crypto_hash_sha256_init(&state_); }
  void add(Bytes piece) { crypto_hash_sha256_update(&state_, piece.data(), piece.size()); }
  Digest digest() {
    Digest digest;
    crypto_hash_sha256_final(&state_, digest.data());
    return digest;
  }

 private:
  crypto_hash_sha256_state state_;
};

template <class Hash>
Digest digest_of(std::istream& from) {
  Hash hash;
  std::vector<char> piece(1 << 18);  // whole blocks
  while (from.read(piece.data(), static_cast<std::streamsize>(piece.size())) || from.gcount() > 0) {
    hash.add({reinterpret_cast<const unsigned char*>(piece.data()),
              static_cast<std::size_t>(from.gcount())});
  }
  return hash.digest();
}

}  // namespace

std::string sha256_of(std::istream& from, Sha256By by) {
  const bool quick = by == Sha256By::quickest && processor_does_sha256();
  const Digest digest = quick ? digest_of<Quick>(from) : digest_of<Plain>(from);
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text;
  return sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
}

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
  return sha256_of(file);
}

}  // namespace geo
