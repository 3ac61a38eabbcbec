#pragma once

#include <string>

namespace geo {

/// SHA-256 of a file's bytes in hexadecimal, read in pieces. Throws Error naming
/// the file when it cannot be read.
std::string sha256_of_file(const std::string& path);

}  // namespace geo
