#include "app/street_shelf.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/catch.hpp"

namespace {

namespace fs = std::filesystem;

/// A folder of data and one of the user's own, gone at the end.
class Folders {
 public:
  Folders() {
    const auto all = root();
    fs::remove_all(all);
    fs::create_directories(data());
    ::setenv("XDG_CACHE_HOME", (all / "own").c_str(), 1);
  }
  ~Folders() {
    fs::remove_all(root());
    ::unsetenv("XDG_CACHE_HOME");
  }
  Folders(const Folders&) = delete;
  Folders& operator=(const Folders&) = delete;

  static fs::path root() {
    return fs::temp_directory_path() / ("medina_shelf_" + std::to_string(::getpid()));
  }
  static fs::path data() { return root() / "data"; }
  static fs::path beside() { return data() / ".medina"; }
  static fs::path own() { return root() / "own" / "medina"; }

  app::StreetShelf shelf() { return {(data() / "city.toml").string(), {}, bar_}; }

 private:
  app::ProgressBar bar_;
};

std::string found(app::StreetShelf shelf, const std::string& name) {
  const auto kept = shelf.find(name);
  if (!kept) return {};
  return {reinterpret_cast<const char*>(kept->bytes.data()), kept->bytes.size()};
}

std::size_t files_in(const fs::path& folder) {
  std::error_code none;
  const fs::directory_iterator files(folder, none);
  return static_cast<std::size_t>(std::distance(files, fs::directory_iterator{}));
}

// Whoever runs the tests, a folder cannot be made where a file is.
void bar_folder(const fs::path& folder) {
  fs::create_directories(folder.parent_path());
  std::ofstream(folder) << "a file";
}

}  // namespace

TEST_CASE("what is kept about streets lies beside the data and is found again") {
  Folders folders;
  CHECK(found(folders.shelf(), "streets1").empty());
  folders.shelf().keep("streets1", "first");
  folders.shelf().keep("streets2", "second");
  CHECK(found(folders.shelf(), "streets1") == "first");
  CHECK(found(folders.shelf(), "streets2") == "second");
  folders.shelf().keep("streets1", "better");
  CHECK(found(folders.shelf(), "streets1") == "better");
  CHECK(files_in(folders.beside()) == 2);  // nothing unfinished is left
  CHECK_FALSE(fs::exists(folders.own()));
}

TEST_CASE("beside data that may not be written to the user's own folder serves") {
  Folders folders;
  bar_folder(folders.beside());
  folders.shelf().keep("streets1", "mine");
  CHECK(found(folders.shelf(), "streets1") == "mine");
  CHECK(files_in(folders.own()) == 1);
}

TEST_CASE("where nothing may be written nothing is kept and nothing fails") {
  Folders folders;
  bar_folder(folders.beside());
  bar_folder(folders.own());
  folders.shelf().keep("streets1", "lost");
  CHECK(found(folders.shelf(), "streets1").empty());
}

TEST_CASE("a file beside the data that is no good and cannot be replaced is passed over") {
  Folders folders;
  folders.shelf().keep("streets1", "no good");
  fs::rename(folders.beside(), folders.root() / "before");
  bar_folder(folders.beside());
  folders.shelf().keep("streets1", "good");
  fs::remove(folders.beside());
  fs::rename(folders.root() / "before", folders.beside());
  CHECK(found(folders.shelf(), "streets1") == "good");
}

TEST_CASE("of streets that change again and again the latest sixteen are kept") {
  Folders folders;
  const auto now = fs::file_time_type::clock::now();
  for (int state = 0; state < 20; ++state) {
    const std::string name = "streets" + std::to_string(state);
    folders.shelf().keep(name, "state");
    fs::last_write_time(folders.beside() / (name + ".medina-streets"),
                        now - std::chrono::hours(100 - state));
  }
  folders.shelf().keep("last", "state");
  CHECK(files_in(folders.beside()) == 16);
  CHECK(found(folders.shelf(), "streets4").empty());
  CHECK(found(folders.shelf(), "streets5") == "state");
  CHECK(found(folders.shelf(), "last") == "state");
}
