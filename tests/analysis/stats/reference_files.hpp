#pragma once

#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/// The published cases that are kept beside the repository, not in it.
namespace reference {

/// The folder of one case, found by walking up from the source tree; empty where it is not there.
inline std::filesystem::path folder(const std::string& name) {
  for (std::filesystem::path here = MEDINA_SOURCE; here.has_relative_path();
       here = here.parent_path()) {
    const auto found = here / "shared" / "reference-cases" / name;
    if (std::filesystem::exists(found)) return found;
  }
  return {};
}

/// Calls `f` with the cells of each line after the header; `.gz` is unpacked by gzip.
inline void rows(const std::filesystem::path& file,
                 const std::function<void(const std::vector<std::string>&)>& f) {
  const std::string command =
      (file.extension() == ".gz" ? "gzip -dc '" : "cat '") + file.string() + "'";
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return;
  char buffer[4096];
  bool header = true;
  std::vector<std::string> cells;
  while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) {
    if (header) {
      header = false;
      continue;
    }
    cells.assign(1, "");
    for (const char* at = buffer; *at != '\0' && *at != '\n' && *at != '\r'; ++at) {
      if (*at == ',') {
        cells.emplace_back();
      } else {
        cells.back() += *at;
      }
    }
    f(cells);
  }
  pclose(pipe);
}

}  // namespace reference
