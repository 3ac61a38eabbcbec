#include "geo/read/gtfs_files.hpp"

#include <filesystem>
#include <fstream>
#include <set>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"

namespace geo::read {
namespace {

namespace fs = std::filesystem;

/// "a/b/" of "a/b/stops.txt".
std::string folder_of(const std::string& name) {
  const auto slash = name.rfind('/');
  return slash == std::string::npos ? "" : name.substr(0, slash + 1);
}

/// The folder in the archive where the feed lies: the top if any of its files is there, else the
/// only folder that holds one.
std::string feed_folder(const std::vector<Member>& members, const std::string& file,
                        Findings& findings) {
  std::set<std::string> folders;
  for (const Member& member : members) {
    const std::string base = member.name.substr(folder_of(member.name).size());
    if (base == "stops.txt" || base == "trips.txt" || base == "stop_times.txt") {
      folders.insert(folder_of(member.name));
    }
  }
  if (folders.empty() || folders.contains("")) return "";
  Finding finding{.code = "invalid_input_files_in_subfolder",
                  .severity = Severity::warning,
                  .what = "the files of the feed lie in a folder inside the archive",
                  .file = file,
                  .value = geo::quoted(*folders.begin()),
                  .remedy = "pack the files themselves, without their folder"};
  if (folders.size() > 1) {
    finding.severity = Severity::error;
    finding.code = "several_feeds_in_archive";
    finding.what = "several folders of the archive hold a feed";
    finding.remedy = "give each feed an archive of its own";
    throw Error(std::move(finding));
  }
  findings.add(std::move(finding));
  return *folders.begin();
}

}  // namespace

FeedFiles::FeedFiles(const std::string& path, Findings& findings)
    : path_(path), name_(shown_name(path)) {
  std::error_code problem;
  if (fs::is_directory(path, problem)) {
    if (name_.empty()) name_ = fs::path(path).parent_path().filename().string();  // "feed/"
    look_in_folder();
  } else {
    look_in_archive(findings);
  }
}

void FeedFiles::look_in_folder() {
  for (const auto& entry : fs::directory_iterator(path_)) {
    if (!entry.is_regular_file()) continue;
    sizes_[entry.path().filename().string()] = static_cast<std::size_t>(entry.file_size());
  }
}

void FeedFiles::look_in_archive(Findings& findings) {
  archive_ = std::make_shared<const std::string>(bytes_of(path_));
  const auto members = members_of(*archive_, name_);
  const std::string folder = feed_folder(members, name_, findings);
  for (const Member& member : members) {
    if (folder_of(member.name) != folder) continue;
    const std::string base = member.name.substr(folder.size());
    sizes_[base] = member.size;
    members_[base] = member;
  }
}

std::size_t FeedFiles::size(const std::string& file) const {
  const auto found = sizes_.find(file);
  return found == sizes_.end() ? 0 : found->second;
}

ByteStream FeedFiles::open(const std::string& file) const {
  if (archive_) {
    // The stream keeps the archive's bytes alive.
    auto unpacker = std::make_shared<Unpacker>(*archive_, members_.at(file), name_);
    return [archive = archive_, unpacker](std::span<char> room) { return unpacker->read(room); };
  }
  auto in = std::make_shared<std::ifstream>(fs::path(path_) / file, std::ios::binary);
  return [in](std::span<char> room) {
    in->read(room.data(), static_cast<std::streamsize>(room.size()));
    return static_cast<std::size_t>(in->gcount());
  };
}

}  // namespace geo::read
