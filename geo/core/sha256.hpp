#pragma once

#include <iosfwd>
#include <string>

namespace geo {

/// How digests are made; both give the same.
enum class Sha256By {
  quickest,  ///< by the processor's instructions where it has them
  plain,     ///< by libsodium
};

/// SHA-256 of all that is left in a stream, in hexadecimal, read in pieces. FIPS 180-4.
std::string sha256_of(std::istream& from, Sha256By by = Sha256By::quickest);

/// SHA-256 of a file's bytes in hexadecimal, read in pieces. Throws Error naming
/// the file when it cannot be read.
std::string sha256_of_file(const std::string& path);

}  // namespace geo
