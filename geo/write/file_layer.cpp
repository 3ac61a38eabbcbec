#include "geo/write/file_layer.hpp"

#include <algorithm>
#include <map>

namespace geo::write {
namespace {

// Key, name, a name for each language and the parent stand in every file.
std::size_t fields_for_names(const ReleasedLayer& layer) {
  return 3 + layer.languages.size();
}

std::string theme(const Release& release, const ReleasedColumn& column) {
  if (column.metric.empty()) return {};
  const ReleasedMetric* metric = release.metric(column.instance);
  if (metric && !metric->kind.empty()) return std::string(Kind(metric->kind).theme());
  return column.metric.substr(0, column.metric.find('/'));
}

void add_themes(const Release& release, const ReleasedLayer& layer, std::vector<FileLayer>& all) {
  std::map<std::string, std::vector<const ReleasedColumn*>> themes;
  for (const ReleasedColumn& column : layer.columns) {
    themes[theme(release, column)].push_back(&column);
  }
  themes[""];  // the layer's own name is always there
  const std::size_t room = (most_fields - fields_for_names(layer)) / 2;
  for (const auto& [name, columns] : themes) {
    const std::string stem = name.empty() ? layer.name : layer.name + "_" + name;
    std::size_t part = 1;
    for (std::size_t first = 0; first == 0 || first < columns.size(); first += room, ++part) {
      const auto from = columns.begin() + static_cast<std::ptrdiff_t>(first);
      const auto count = std::min(room, columns.size() - first);
      all.push_back({&layer,
                     part == 1 ? stem : stem + "_" + std::to_string(part),
                     {from, from + static_cast<std::ptrdiff_t>(count)}});
    }
  }
}

}  // namespace

std::vector<FileLayer> file_layers(const Release& release) {
  std::vector<FileLayer> all;
  for (const ReleasedLayer& layer : release.layers()) {
    if (fields_for_names(layer) + 2 * layer.columns.size() > most_fields) {
      add_themes(release, layer, all);
      continue;
    }
    FileLayer whole{&layer, layer.name, {}};
    for (const ReleasedColumn& column : layer.columns) whole.columns.push_back(&column);
    all.push_back(std::move(whole));
  }
  return all;
}

const FileLayer* holding(const std::vector<FileLayer>& layers, const std::string& layer,
                         const std::string& column) {
  for (const FileLayer& file : layers) {
    if (file.layer->name != layer) continue;
    const bool holds = std::any_of(file.columns.begin(), file.columns.end(),
                                   [&](const ReleasedColumn* one) { return one->name == column; });
    if (holds) return &file;
  }
  return nullptr;
}

const FileLayer* called(const std::vector<FileLayer>& layers, const std::string& name) {
  const auto found = std::find_if(layers.begin(), layers.end(),
                                  [&](const FileLayer& file) { return file.name == name; });
  return found == layers.end() ? nullptr : &*found;
}

}  // namespace geo::write
