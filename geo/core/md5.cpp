#include "geo/core/md5.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>

#include "geo/core/error.hpp"

namespace geo {
namespace {

using Block = std::array<unsigned char, 64>;

/// The names follow RFC 1321, section 3.
class Md5 {
 public:
  void take(const Block& block) {
    std::array<std::uint32_t, 16> x{};
    for (std::size_t i = 0; i < block.size(); ++i) {
      x[i / 4] |= static_cast<std::uint32_t>(block[i]) << (8 * (i % 4));
    }
    auto [a, b, c, d] = state_;
    for (std::size_t i = 0; i < 64; ++i) {
      const auto [mixed, from] = round(i, b, c, d);
      const std::uint32_t sum = a + mixed + x[from] + sine(i);
      a = d;
      d = c;
      c = b;
      b += std::rotl(sum, shift(i));
    }
    state_ = {state_[0] + a, state_[1] + b, state_[2] + c, state_[3] + d};
  }

  std::string hexadecimal() const {
    std::string text;
    for (const std::uint32_t word : state_) {
      for (int byte = 0; byte < 4; ++byte) {
        char two[3];
        std::snprintf(two, sizeof two, "%02x", (word >> (8 * byte)) & 0xffU);
        text += two;
      }
    }
    return text;
  }

 private:
  static std::pair<std::uint32_t, std::size_t> round(std::size_t i, std::uint32_t b,
                                                     std::uint32_t c, std::uint32_t d) {
    if (i < 16) return {(b & c) | (~b & d), i};
    if (i < 32) return {(d & b) | (~d & c), (5 * i + 1) % 16};
    if (i < 48) return {b ^ c ^ d, (3 * i + 5) % 16};
    return {c ^ (b | ~d), 7 * i % 16};
  }
  static int shift(std::size_t i) {
    constexpr int shifts[4][4] = {
        {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    return shifts[i / 16][i % 4];
  }
  static std::uint32_t sine(std::size_t i) {
    static const auto table = [] {
      std::array<std::uint32_t, 64> all{};
      for (std::size_t k = 0; k < all.size(); ++k) {
        const double value = std::floor(std::abs(std::sin(static_cast<double>(k + 1))) * 0x1p32);
        all[k] = static_cast<std::uint32_t>(value);
      }
      return all;
    }();
    return table[i];
  }

  std::array<std::uint32_t, 4> state_{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
};

/// The last bytes with the mark of the end and the length in bits, as one block or two.
void take_end(Md5& md5, Block block, std::size_t used, std::uint64_t bytes) {
  std::fill(block.begin() + static_cast<std::ptrdiff_t>(used), block.end(), std::uint8_t{0});
  block[used] = 0x80;
  constexpr std::size_t length_at = 56;
  if (used >= length_at) {
    md5.take(block);
    block.fill(0);
  }
  for (std::size_t i = 0; i < 8; ++i) {
    block[length_at + i] = static_cast<unsigned char>(8 * bytes >> (8 * i));
  }
  md5.take(block);
}

}  // namespace

std::string md5_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw Error({.code = "file_not_readable",
                 .what = "this file cannot be read",
                 .file = path,
                 .remedy = "check the path and who may read it"});
  }
  Md5 md5;
  Block block{};
  std::uint64_t bytes = 0;
  while (file.read(reinterpret_cast<char*>(block.data()), block.size())) {
    md5.take(block);
    bytes += block.size();
  }
  const auto rest = static_cast<std::size_t>(file.gcount());
  take_end(md5, block, rest, bytes + rest);
  return md5.hexadecimal();
}

}  // namespace geo
