#include "app/init/feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "geo/core/error.hpp"

namespace app::init {
namespace {

// .ZIP File Format Specification (APPNOTE.TXT) 6.3.10, sections 4.3.12 and 4.3.16.
constexpr std::uint32_t end_mark = 0x06054b50;
constexpr std::uint32_t entry_mark = 0x02014b50;
constexpr std::size_t end_size = 22, entry_size = 46, longest_comment = 0xffff;
constexpr std::size_t most_members = 4096;
constexpr std::uint32_t unix_link = 0xa000;

geo::Finding finding(const std::string& file, std::string code, geo::Severity severity,
                     std::string what, std::string remedy, const std::string& value = {}) {
  geo::Finding finding;
  finding.code = std::move(code);
  finding.severity = severity;
  finding.file = file;
  finding.what = std::move(what);
  finding.remedy = std::move(remedy);
  finding.value = geo::quoted(value);
  return finding;
}

std::uint32_t little(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  }
  return value;
}

/// Where the table of contents says that it starts, and how many members it lists.
std::pair<std::size_t, std::size_t> contents(std::string_view bytes, const std::string& file) {
  const bool begins = bytes.starts_with("PK");
  const std::size_t last = bytes.size() < end_size ? 0 : bytes.size() - end_size;
  const std::size_t first = last > longest_comment ? last - longest_comment : 0;
  for (std::size_t at = last + 1; bytes.size() >= end_size && at-- > first;) {
    if (little(bytes, at, 4) != end_mark) continue;
    return {little(bytes, at + 16, 4), little(bytes, at + 10, 2)};
  }
  if (begins) {
    throw geo::Error(finding(file, "zip_truncated", geo::Severity::error,
                             "the zip archive ends before its table of contents",
                             "download or pack it again"));
  }
  throw geo::Error(finding(file, "zip_not_zip", geo::Severity::error, "this is not a zip archive",
                           "give the feed as a zip archive"));
}

std::string base_name(const std::string& name) {
  const auto slash = name.rfind('/');
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

}  // namespace

std::vector<ZipMember> zip_members(std::string_view bytes, const std::string& file) {
  auto [at, count] = contents(bytes, file);
  if (count > most_members) {
    throw geo::Error(finding(
        file, "zip_members", geo::Severity::error,
        fmt::format("the zip archive lists {} members; at most {} are read", count, most_members),
        "pack only the files of the feed"));
  }
  const auto truncated = [&] {
    return geo::Error(finding(file, "zip_truncated", geo::Severity::error,
                              "the zip archive's table of contents is cut off",
                              "download or pack it again"));
  };
  std::vector<ZipMember> members;
  for (std::size_t i = 0; i < count; ++i) {
    if (at + entry_size > bytes.size() || little(bytes, at, 4) != entry_mark) throw truncated();
    const std::size_t name = little(bytes, at + 28, 2), extra = little(bytes, at + 30, 2),
                      comment = little(bytes, at + 32, 2);
    if (at + entry_size + name + extra + comment > bytes.size()) throw truncated();
    ZipMember member;
    member.name = std::string{bytes.substr(at + entry_size, name)};
    member.size = little(bytes, at + 24, 4);
    member.link = ((little(bytes, at + 38, 4) >> 16) & 0xf000) == unix_link;
    members.push_back(std::move(member));
    at += entry_size + name + extra + comment;
  }
  return members;
}

bool is_feed(const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(), [](const std::string& name) {
    const std::string base = base_name(name);
    return base == "stops.txt" || base == "stop_times.txt" || base == "trips.txt" ||
           base == "routes.txt" || base == "agency.txt";
  });
}

}  // namespace app::init
