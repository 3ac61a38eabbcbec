#include "geo/read/bytes.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "geo/core/error.hpp"

namespace geo::read {
namespace {

constexpr std::uintmax_t largest_file = std::uintmax_t{2} << 30;  // 2 GiB: what is read in memory

template <class T>
T number_at(std::string_view bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  static_assert(std::endian::native == std::endian::little);
  return value;
}

/// A file that is there and not empty, and how many bytes it has.
std::pair<std::ifstream, std::uintmax_t> opened(const std::string& path) {
  const std::filesystem::path place(path);
  std::error_code problem;
  if (std::filesystem::is_directory(place, problem)) {
    throw Error({.code = "file_is_folder",
                 .what = "this is a folder, not a file",
                 .file = shown_name(path),
                 .remedy = "name one file inside it"});
  }
  const auto size = std::filesystem::file_size(place, problem);
  std::ifstream file(place, std::ios::binary);
  if (problem || !file) {
    throw Error({.code = "file_missing",
                 .what = "the file does not exist or cannot be opened",
                 .file = shown_name(path),
                 .remedy = "check the spelling, upper and lower case, and the folder"});
  }
  if (size == 0) {
    throw Error({.code = "file_empty",
                 .what = "the file is empty (0 bytes)",
                 .file = shown_name(path),
                 .remedy = "export or download it again"});
  }
  return {std::move(file), size};
}

std::string read_bytes(std::ifstream& file, std::uintmax_t size) {
  std::string bytes(static_cast<std::size_t>(size), '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return bytes;
}

}  // namespace

std::string bytes_of(const std::string& path) {
  auto [file, size] = opened(path);
  if (size > largest_file) {
    throw Error({.code = "file_too_large",
                 .what = fmt::format("the file has {} bytes; at most 2 GiB are read", size),
                 .file = shown_name(path),
                 .remedy = "cut it to the city, or store it as GeoPackage"},
                Cause::resource_limit);
  }
  return read_bytes(file, size);
}

std::string first_bytes_of(const std::string& path) {
  constexpr std::uintmax_t enough = 4096;
  auto [file, size] = opened(path);
  return read_bytes(file, std::min(size, enough));
}

bool is_database(const std::string& path) {
  return path.starts_with("PG:");
}

std::string shown_name(const std::string& path) {
  if (is_database(path)) return "PG: database";
  const std::filesystem::path place(path);
  return geo::quoted(place.is_absolute() ? place.filename().string() : path);
}

std::string extension(std::string_view path) {
  auto text = std::filesystem::path(path).extension().string();
  return text.empty() ? text : lower(std::string_view{text}.substr(1));
}

std::string stem(std::string_view path) {
  return std::filesystem::path(path).stem().string();
}

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

std::uint32_t little32(std::string_view bytes, std::size_t at) {
  return number_at<std::uint32_t>(bytes, at);
}

std::uint32_t big32(std::string_view bytes, std::size_t at) {
  const auto value = little32(bytes, at);
  return (value >> 24) | ((value >> 8) & 0xff00U) | ((value << 8) & 0xff0000U) | (value << 24);
}

std::uint16_t little16(std::string_view bytes, std::size_t at) {
  return number_at<std::uint16_t>(bytes, at);
}

double little_double(std::string_view bytes, std::size_t at) {
  return number_at<double>(bytes, at);
}

std::string line_and_byte(std::string_view text, std::size_t byte) {
  const auto end = std::min(byte, text.size());
  const auto line =
      1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n');
  return fmt::format("line {}, byte {}", line, byte);
}

void refuse_web_page(std::string_view text, const std::string& file) {
  const auto start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return;
  const auto head = lower(text.substr(start, 512));
  constexpr std::array<std::string_view, 4> marks{"<!doctype html", "<html", "<head", "<body"};
  if (std::none_of(marks.begin(), marks.end(),
                   [&](std::string_view mark) { return head.starts_with(mark); })) {
    return;
  }
  throw Error({.code = "web_page",
               .what = "this looks like a web page, not data: the download probably failed",
               .file = file,
               .value = geo::quoted(text.substr(start, 60)),
               .remedy = "open the address in a browser, sign in if needed, and download again"});
}

}  // namespace geo::read
