#include "geo/core/fingerprint.hpp"

#include <sodium.h>

namespace geo {

std::string Fingerprint::text() const {
  std::array<char, 2 * 16 + 1> text;
  return sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
}

Fingerprint fingerprint(std::span<const std::byte> content) {
  // The digits of pi, as good as any; each machine must take the same.
  static constexpr std::array<unsigned char, crypto_onetimeauth_KEYBYTES> key{
      0x24, 0x3f, 0x6a, 0x88, 0x85, 0xa3, 0x08, 0xd3, 0x13, 0x19, 0x8a,
      0x2e, 0x03, 0x70, 0x73, 0x44, 0xa4, 0x09, 0x38, 0x22, 0x29, 0x9f,
      0x31, 0xd0, 0x08, 0x2e, 0xfa, 0x98, 0xec, 0x4e, 0x6c, 0x89};
  static_assert(crypto_onetimeauth_BYTES == sizeof(Fingerprint::bytes));
  Fingerprint print;
  crypto_onetimeauth(print.bytes.data(), reinterpret_cast<const unsigned char*>(content.data()),
                     content.size(), key.data());
  return print;
}

}  // namespace geo
