#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>

#include "geo/core/finding.hpp"
#include "geo/read/archive.hpp"

namespace geo::read {

/// Puts the next bytes of a file into the room given and says how many; 0 at the end.
using ByteStream = std::function<std::size_t(std::span<char>)>;

/// The text files of one feed, in a zip archive or a folder. Nothing is unpacked to disk, and a
/// file is never held as a whole.
class FeedFiles {
 public:
  /// Files in the one folder of an archive are found there, with a warning. Throws Error where the
  /// archive is damaged, unsafe (see `members_of`) or holds feeds in several folders.
  FeedFiles(const std::string& path, Findings& findings);

  /// As findings name the feed.
  const std::string& name() const { return name_; }
  bool has(const std::string& file) const { return sizes_.contains(file); }
  /// Bytes as declared.
  std::size_t size(const std::string& file) const;
  ByteStream open(const std::string& file) const;

 private:
  void look_in_folder();
  void look_in_archive(Findings& findings);

  std::string path_, name_;
  std::map<std::string, std::size_t> sizes_;
  std::shared_ptr<const std::string> archive_;  ///< null for a folder
  std::map<std::string, Member> members_;
};

}  // namespace geo::read
