#include "app/init/feed.hpp"

#include <string>

#include "geo/core/error.hpp"
#include "tests/catch.hpp"

using namespace app::init;

namespace {

std::vector<ZipMember> members(std::initializer_list<const char*> names) {
  std::vector<ZipMember> all;
  for (const char* name : names) {
    ZipMember member;
    member.name = name;
    member.size = 1;
    all.push_back(std::move(member));
  }
  return all;
}

const auto whole = {"agency.txt", "stops.txt",      "routes.txt",
                    "trips.txt",  "stop_times.txt", "calendar_dates.txt"};

/// A zip archive of empty members, written byte by byte (APPNOTE.TXT 4.3).
std::string archive(const std::vector<std::string>& names) {
  std::string bytes = "PK\x03\x04", table;
  for (const std::string& name : names) {
    std::string entry("PK\x01\x02", 4);
    entry += std::string(42, '\0');
    entry[28] = static_cast<char>(name.size());
    table += entry + name;
  }
  std::string end("PK\x05\x06", 4);
  end += std::string(18, '\0');
  end[10] = static_cast<char>(names.size());
  end[16] = static_cast<char>(bytes.size());
  return bytes + table + end;
}

std::string refusal(const std::string& bytes) {
  try {
    zip_members(bytes, "feed.zip");
  } catch (const geo::Error& error) {
    return error.finding().code;
  }
  return {};
}

}  // namespace

TEST_CASE("a zip archive's table of contents is read without unpacking anything") {
  const auto found = zip_members(archive({"stops.txt", "a/b.txt"}), "feed.zip");
  REQUIRE(found.size() == 2);
  CHECK(found[0].name == "stops.txt");
  CHECK(found[1].name == "a/b.txt");
}

TEST_CASE("what is no archive, or only part of one, is refused by its own name") {
  const auto bytes = archive({"stops.txt"});
  CHECK(refusal("hello, this is no archive at all") == "zip_not_zip");
  CHECK(refusal("") == "zip_not_zip");
  CHECK(refusal(bytes.substr(0, bytes.size() - 10)) == "zip_truncated");
  std::string lying = bytes;
  lying[lying.size() - 22 + 10] = 9;  // lists nine members, holds one
  CHECK(refusal(lying) == "zip_truncated");
}

TEST_CASE("a whole feed has nothing wrong, one without a file says which") {
  CHECK(check_feed(members(whole), "feed.zip").empty());
  const auto without = check_feed(
      members({"agency.txt", "stops.txt", "routes.txt", "trips.txt", "calendar.txt"}), "feed.zip");
  REQUIRE(without.count("missing_required_file") == 1);
  CHECK(without.shown().at(0).value == "stop_times.txt");
  CHECK(
      check_feed(members({"agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt"}),
                 "feed.zip")
          .has("missing_calendar_and_calendar_date_files"));
}

TEST_CASE("members that would be unpacked elsewhere are errors") {
  for (const auto* name : {"../evil.txt", "/etc/evil", "a\\b.txt", "a/../../b", "C:evil.txt"}) {
    INFO(name);
    auto all = members(whole);
    ZipMember bad;
    bad.name = name;
    all.push_back(bad);
    CHECK(check_feed(all, "feed.zip").has("unsafe_member_name"));
  }
  auto all = members(whole);
  all.push_back(ZipMember{"more.zip", 1, false});
  CHECK(check_feed(all, "feed.zip").has("nested_archive"));
  all.back() = ZipMember{"link.txt", 1, true};
  CHECK(check_feed(all, "feed.zip").has("link_in_archive"));
}

TEST_CASE("a feed inside a folder is known and said") {
  std::vector<ZipMember> inside;
  for (const auto* name : whole) inside.push_back(ZipMember{"feed/" + std::string{name}, 1, false});
  const auto findings = check_feed(inside, "feed.zip");
  CHECK(findings.has("invalid_input_files_in_subfolder"));
  CHECK_FALSE(findings.any(geo::Severity::error));
}
