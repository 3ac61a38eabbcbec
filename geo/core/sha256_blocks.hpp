#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace geo {

/// The eight words of a SHA-256 digest in the making.
using Sha256Words = std::array<std::uint32_t, 8>;

/// Before the first byte (FIPS 180-4, 5.3.3).
inline constexpr Sha256Words sha256_begin{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                          0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

/// Whether this processor has instructions for SHA-256: then it is about six times as quick.
bool processor_does_sha256();

/// Takes up whole blocks of 64 bytes. Only where `processor_does_sha256`.
void add_sha256_blocks(Sha256Words& words, std::span<const unsigned char> blocks);

}  // namespace geo
