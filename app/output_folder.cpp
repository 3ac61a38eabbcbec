#include "app/output_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "geo/core/error.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& path, std::string code, std::string what,
                         std::string remedy, geo::Cause cause) {
  geo::Finding finding;
  finding.code = std::move(code);
  finding.file = fs::path(path).filename().string();
  finding.what = std::move(what);
  finding.remedy = std::move(remedy);
  throw geo::Error(std::move(finding), cause);
}

/// Results of an earlier run say so in their data package.
bool is_ours(const fs::path& folder) {
  std::ifstream in(folder / "datapackage.json", std::ios::binary);
  const auto package = nlohmann::json::parse(in, nullptr, false);
  return package.is_object() && package.value("name", nlohmann::json{}) == "medina-release";
}

bool holds(const fs::path& folder, const fs::path& file) {
  std::error_code error;
  const fs::path inner = fs::weakly_canonical(file, error);
  const fs::path outer = fs::weakly_canonical(folder, error);
  const fs::path way = inner.lexically_relative(outer);
  return !way.empty() && *way.begin() != "..";
}

}  // namespace

OutputFolder::OutputFolder(std::string path, const std::vector<std::string>& inputs)
    : path_(std::move(path)) {
  while (path_.size() > 1 && path_.back() == '/') path_.pop_back();
  for (const std::string& input : inputs) {
    if (!input.empty() && holds(path_, input)) {
      refuse(path_, "out_holds_input", "the results would be written over the data they come from",
             "give another folder with -o", geo::Cause::usage);
    }
  }
  std::error_code error;
  const bool there = fs::exists(path_, error);
  const bool empty = there && fs::is_directory(path_, error) && fs::is_empty(path_, error);
  if (there && !empty && !is_ours(path_)) {
    refuse(path_, "out_not_ours", "something lies here that medina did not write",
           "give another folder with -o, or empty this one", geo::Cause::usage);
  }
  unfinished_ = fmt::format("{}.unfinished-{}", path_, ::getpid());
}

OutputFolder::~OutputFolder() {
  std::error_code error;  // nothing there is as good as removed
  if (made_) fs::remove_all(unfinished_, error);
}

const std::string& OutputFolder::unfinished() {
  if (made_) return unfinished_;
  std::error_code error;
  fs::create_directories(unfinished_, error);
  if (error) {
    refuse(path_, "out_not_writable",
           fmt::format("the folder for the results cannot be made ({})", error.message()),
           "give a folder with -o that you may write to", geo::Cause::failed);
  }
  made_ = true;
  return unfinished_;
}

void OutputFolder::abandon() {
  const std::lock_guard alone(ending_);
  std::error_code error;
  const std::string gone = unfinished_ + ".gone";
  // Writers go on until they notice, and make their folder anew; where a file has its name they
  // cannot.
  for (int again = 0; again < 100 && !fs::is_regular_file(unfinished_, error); ++again) {
    fs::rename(unfinished_, gone, error);
    fs::remove_all(gone, error);
    const std::ofstream in_its_place(unfinished_);
  }
  fs::remove_all(gone, error);
  fs::remove(unfinished_, error);
}

void OutputFolder::finish() {
  const std::lock_guard alone(ending_);
  std::error_code error;
  const std::string old = fmt::format("{}.old-{}", path_, ::getpid());
  const bool replaces = fs::exists(path_, error);
  if (replaces) fs::rename(path_, old, error);
  if (!error) fs::rename(unfinished_, path_, error);
  if (error) {
    refuse(path_, "out_not_writable",
           fmt::format("the results cannot be put into their place ({})", error.message()),
           "give a folder with -o that you may write to", geo::Cause::failed);
  }
  made_ = false;
  if (replaces) fs::remove_all(old, error);
}

}  // namespace app
