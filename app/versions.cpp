#include "app/versions.hpp"

#include <fmt/format.h>
#include <CLI/Version.hpp>

#include <nlohmann/json.hpp>

#include "geo/read/library_versions.hpp"
#include "geo/version.hpp"

namespace app {

std::vector<std::pair<std::string, std::string>> library_versions() {
  auto all = geo::read::library_versions();
  all.emplace_back("CLI11", CLI11_VERSION);
  all.emplace_back("fmt", fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
                                      FMT_VERSION % 100));
  all.emplace_back("nlohmann-json",
                   fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                               NLOHMANN_JSON_VERSION_PATCH));
  return all;
}

std::string versions() {
  std::string text = fmt::format("medina {}", geo::version);
  for (const auto& [name, number] : library_versions())
    text += fmt::format("\n{} {}", name, number);
  return text;
}

}  // namespace app
