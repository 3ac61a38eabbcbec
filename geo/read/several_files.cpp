#include "geo/read/several_files.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include <fmt/format.h>

#include "geo/core/error.hpp"

namespace geo::read {
namespace {

namespace fs = std::filesystem;

bool fits(std::string_view name, std::string_view pattern) {
  if (pattern.empty()) return name.empty();
  if (pattern.front() == '*') {
    return fits(name, pattern.substr(1)) || (!name.empty() && fits(name.substr(1), pattern));
  }
  const bool one = !name.empty() && (pattern.front() == '?' || pattern.front() == name.front());
  return one && fits(name.substr(1), pattern.substr(1));
}

void append(Layer& all, Layer part) {
  for (Field& field : all.fields) {
    const Field* more = part.field(field.name);
    if (!more) {
      throw Error({.code = "column_missing",
                   .what = fmt::format("this file lacks a column that {} has", all.file),
                   .file = part.file,
                   .field = field.name,
                   .remedy = "files that are read as one table need the same columns"});
    }
    field.values.insert(field.values.end(), more->values.begin(), more->values.end());
  }
  all.rows += part.rows;
}

}  // namespace

std::vector<std::string> files_of(const std::string& folder, const std::string& path) {
  if (path.find_first_of("*?") == std::string::npos) return {path};
  const fs::path pattern(path);
  const fs::path inside = folder.empty() ? pattern.parent_path() : folder / pattern.parent_path();
  std::vector<std::string> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(inside.empty() ? "." : inside, error)) {
    const std::string name = entry.path().filename().string();
    if (!fits(name, pattern.filename().string())) continue;
    found.push_back((pattern.parent_path() / name).string());
  }
  std::sort(found.begin(), found.end());
  if (!found.empty()) return found;
  throw Error({.code = "file_missing",
               .what = "no file has a name that fits this pattern",
               .file = path,
               .remedy = "check the folder and the pattern; * stands for any letters"});
}

Layer stacked(std::vector<Layer> parts) {
  Layer all = std::move(parts.front());
  for (std::size_t i = 1; i < parts.size(); ++i) append(all, std::move(parts[i]));
  all.shapes.clear();
  if (parts.size() > 1) all.file += fmt::format(" and {} more", parts.size() - 1);
  return all;
}

}  // namespace geo::read
