#include "geo/read/mapped_file.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/catch.hpp"
#include "tests/scratch.hpp"

using geo::read::mapped_file;

TEST_CASE("a mapped file keeps its content while another takes its place") {
  namespace fs = std::filesystem;
  const scratch::Folder folder;
  const std::string file = (folder / "file").string();
  const auto text = [](const geo::read::MappedFile& mapped) {
    return std::string(reinterpret_cast<const char*>(mapped.bytes.data()), mapped.bytes.size());
  };
  CHECK_FALSE(mapped_file(file));
  CHECK_FALSE(mapped_file(folder.path().string()));
  std::ofstream{file};
  CHECK_FALSE(mapped_file(file));  // empty: nothing to map
  std::ofstream(file) << "before";
  const auto mapped = mapped_file(file);
  REQUIRE(mapped);
  std::ofstream(file + ".new") << "after it";
  fs::rename(file + ".new", file);
  CHECK(text(*mapped) == "before");
  CHECK(text(*mapped_file(file)) == "after it");
}
