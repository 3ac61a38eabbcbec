#include "geo/write/growing_file.hpp"

#include <unistd.h>

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

GrowingFile::GrowingFile(std::string file) : file_(std::move(file)), unfinished_(file_ + ".part") {
  const std::filesystem::path folder = std::filesystem::path(file_).parent_path();
  std::error_code ignored;  // opening fails where this did
  if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
  out_ = std::fopen(unfinished_.c_str(), "wb");
  if (!out_) cannot_write(file_);
}

GrowingFile::~GrowingFile() {
  if (!out_) return;
  std::fclose(out_);
  std::remove(unfinished_.c_str());
}

void GrowingFile::add(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), out_) != text.size()) cannot_write(file_);
}

void GrowingFile::finish() {
  if (std::fflush(out_) != 0 || ::fsync(::fileno(out_)) != 0) cannot_write(file_);
  const bool closed = std::fclose(out_) == 0;
  out_ = nullptr;
  if (closed && std::rename(unfinished_.c_str(), file_.c_str()) == 0) return;
  std::remove(unfinished_.c_str());
  cannot_write(file_);
}

void whole_file(const std::string& file, std::string_view text) {
  GrowingFile out(file);
  out.add(text);
  out.finish();
}

}  // namespace geo::write
