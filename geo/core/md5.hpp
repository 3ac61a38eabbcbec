#pragma once

#include <string>

namespace geo {

/// MD5 of a file's bytes in hexadecimal: only to compare with checksums that others publish beside
/// a download. It guards against accidents, not against anybody. RFC 1321. Throws Error
/// `file_not_readable`.
std::string md5_of_file(const std::string& path);

}  // namespace geo
