#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "geo/core/error.hpp"
#include "geo/write/write.hpp"

namespace geo::write {
namespace {

[[noreturn]] void cannot_write(const std::string& file) {
  Finding finding;
  finding.code = "file_not_written";
  finding.file = file;
  finding.what = "this file cannot be written";
  finding.remedy = "check that the folder exists, may be written to, and has space";
  throw Error(std::move(finding), Cause::failed);
}

}  // namespace

void whole_file(const std::string& file, std::string_view text) {
  const std::filesystem::path target(file);
  if (target.has_parent_path()) {
    std::error_code ignored;  // the open below fails where this did
    std::filesystem::create_directories(target.parent_path(), ignored);
  }
  const std::string unfinished = file + ".part";
  std::FILE* out = std::fopen(unfinished.c_str(), "wb");
  if (!out) cannot_write(file);
  const bool written = std::fwrite(text.data(), 1, text.size(), out) == text.size() &&
                       std::fflush(out) == 0 && ::fsync(::fileno(out)) == 0;
  const bool closed = std::fclose(out) == 0;
  if (!written || !closed || std::rename(unfinished.c_str(), file.c_str()) != 0) {
    std::remove(unfinished.c_str());
    cannot_write(file);
  }
}

}  // namespace geo::write
