#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace geo::write {

/// A file that is whole or not there: grows under a temporary name, takes its own at `finish`, and
/// is gone when that is never reached. Throws Error (Cause::failed) naming the file.
class GrowingFile {
 public:
  explicit GrowingFile(std::string file);
  ~GrowingFile();
  GrowingFile(const GrowingFile&) = delete;
  GrowingFile& operator=(const GrowingFile&) = delete;

  void add(std::string_view text);
  void finish();

 private:
  std::string file_, unfinished_;
  std::FILE* out_ = nullptr;
};

}  // namespace geo::write
