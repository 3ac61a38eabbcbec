#include "app/init/feed.hpp"

#include <string>

#include "geo/core/error.hpp"
#include "tests/catch.hpp"

using namespace app::init;

namespace {

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
