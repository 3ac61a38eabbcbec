#include "app/street_shelf.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <ranges>

#include "geo/core/error.hpp"
#include "geo/read/mapped_file.hpp"
#include "geo/write/write.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_kept = 16;  // in one folder: as many cities, or states of one
constexpr const char* ending = ".medina-streets";

std::string text_of(const char* variable) {
  const char* const text = std::getenv(variable);
  return text ? text : "";
}

/// Where the user's programs keep what they can make again (XDG Base Directory Specification).
std::string own_folder() {
  const std::string said = text_of("XDG_CACHE_HOME"), home = text_of("HOME");
  if (fs::path(said).is_absolute()) return said + "/medina";
  return fs::path(home).is_absolute() ? home + "/.cache/medina" : std::string{};
}

std::string file_in(const std::string& folder, const std::string& name) {
  return (fs::path(folder) / (name + ending)).string();
}

/// Leaves the youngest files in place: streets that have changed leave theirs behind.
void tidy(const std::string& folder) {
  std::error_code error;
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() != ending) continue;
    files.emplace_back(entry.last_write_time(error), entry.path());
  }
  std::sort(files.rbegin(), files.rend());
  for (std::size_t old = most_kept; old < files.size(); ++old) fs::remove(files[old].second, error);
}

/// Whether it could be written. Whole or not at all; several runs may do so at once.
bool written(const std::string& folder, const std::string& name, std::string_view bytes) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!fs::is_directory(folder, error)) return false;
  const std::string file = file_in(folder, name);
  const std::string unfinished = fmt::format("{}.{}", file, ::getpid());
  try {
    geo::write::whole_file(unfinished, bytes);
  } catch (const geo::Error&) {
    return false;  // a folder that may not be written to, or a full disk: nothing is lost
  }
  fs::rename(unfinished, file, error);
  if (error) fs::remove(unfinished, error);
  return true;
}

}  // namespace

StreetShelf::StreetShelf(const std::string& description, const std::string& data, ProgressBar& bar)
    : bar_(bar) {
  const fs::path beside = data.empty() ? fs::absolute(description).parent_path() : fs::path(data);
  folders_.push_back((beside / ".medina").string());
  if (const std::string own = own_folder(); !own.empty()) folders_.push_back(own);
}

std::optional<StreetShelf::Kept> StreetShelf::find(const std::string& name) {
  // Where both hold one, that beside the data is no good and could not be replaced.
  for (const std::string& folder : std::ranges::reverse_view(folders_)) {
    const auto file = geo::read::mapped_file(file_in(folder, name));
    if (file) return Kept{file->bytes, file->owner};
  }
  return std::nullopt;
}

void StreetShelf::keep(const std::string& name, std::string_view bytes) {
  std::error_code ignored;
  for (const std::string& folder : folders_) fs::remove(file_in(folder, name), ignored);
  for (const std::string& folder : folders_) {
    if (!written(folder, name, bytes)) continue;
    tidy(folder);
    return;
  }
}

void StreetShelf::tell(const geo::Finding& finding) {
  bar_.clear();
  say(geo::line(finding));
}

}  // namespace app
