#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace geo::read {

/// The whole content of a file. Throws Error when it is missing, a folder, empty (`file_empty`) or
/// larger than 2 GiB.
std::string bytes_of(const std::string& path);

/// As `bytes_of`, no more than the first few thousand: enough to see what a file is.
std::string first_bytes_of(const std::string& path);

/// Whether the words open a database ("PG:host=... dbname=...") in place of a file.
bool is_database(const std::string& path);

/// How findings name a file: as it was given, but never an absolute path; of a database no more
/// than that it is one, because the words that open it may hold a password.
std::string shown_name(const std::string& path);

/// Lower-case extension without the point: "shp" of "UPPER.SHP".
std::string extension(std::string_view path);

/// File name without folders and extension.
std::string stem(std::string_view path);

/// ASCII letters in lower case; other bytes as they are.
std::string lower(std::string_view text);

/// Whole numbers at `at`; the caller has checked that they lie inside `bytes`.
std::uint32_t little32(std::string_view bytes, std::size_t at);
std::uint32_t big32(std::string_view bytes, std::size_t at);
std::uint16_t little16(std::string_view bytes, std::size_t at);
double little_double(std::string_view bytes, std::size_t at);

/// "line 3, byte 2208" for a byte position in a text.
std::string line_and_byte(std::string_view text, std::size_t byte);

/// Throws Error `web_page` when the text looks like an HTML page saved under another name.
void refuse_web_page(std::string_view text, const std::string& file);

}  // namespace geo::read
