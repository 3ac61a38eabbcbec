#include "geo/build/levels.hpp"

#include <algorithm>
#include <map>

#include <tbb/parallel_for.h>

#include "geo/build/key_template.hpp"
#include "geo/shape/polygons.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

constexpr const char* no_area = "not_recorded";

std::string where(const description::Level& level) {
  return fmt::format("[neighbourhoods.levels] {}", level.key);
}

Names title_or_key(const Names& title, const std::string& key) {
  return title.empty() ? Names{key} : title;
}

Level finest(const Layers& layers, const Zones& zones) {
  const auto& described = *layers.description.neighbourhoods;
  Level level;
  level.key = described.key.empty() ? "neighbourhood" : described.key;
  level.title = title_or_key(described.title, level.key);
  level.area_key = Per<AreaId, std::string>(
      std::vector<std::string>(zones.all.key.begin(), zones.all.key.end()));
  level.area_name =
      Per<AreaId, Names>(std::vector<Names>(zones.all.name.begin(), zones.all.name.end()));
  level.shape = Per<AreaId, MultiPolygon>(
      std::vector<MultiPolygon>(zones.all.shape.begin(), zones.all.shape.end()));
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    level.of.push_back(AreaId{zone.row()});
  }
  return level;
}

/// The code of each neighbourhood's area; rows of one neighbourhood may leave it blank.
std::vector<std::string> area_keys(const Layer& layer, const Zones& zones,
                                   const description::Level& described, Findings& findings) {
  const auto by_row = KeyTemplate(described.column, where(described)).keys(layer);
  std::vector<std::string> keys;
  std::size_t missing = 0;
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    std::optional<std::string> key;
    for (const std::size_t row : zones.rows[zone]) {
      if (!key) key = by_row[row];
    }
    if (!key) ++missing;
    keys.push_back(key.value_or(no_area));
  }
  if (missing > 0) {
    Finding finding;
    finding.code = "level_missing";
    finding.file = layer.file;
    finding.layer = layer.name;
    finding.field = described.column;
    finding.value = fmt::format("{} neighbourhoods", missing);
    finding.what =
        fmt::format("neighbourhoods without a {} stand together as {}", described.key, no_area);
    finding.remedy = "fill in the code";
    findings.add(finding);
  }
  return keys;
}

/// A level with its areas in order of key, without names and shapes.
Level gathered(const std::string& key, const Names& title, const std::vector<std::string>& keys) {
  Level level;
  level.key = key;
  level.title = title_or_key(title, key);
  std::map<std::string, AreaId> areas;
  for (const std::string& area : keys) areas.emplace(area, AreaId{});
  for (auto& [area, id] : areas) id = level.area_key.push_back(area);
  for (const std::string& area : keys) level.of.push_back(areas.at(area));
  level.area_name = Per<AreaId, Names>(areas.size());
  level.shape = Per<AreaId, MultiPolygon>(areas.size());
  return level;
}

/// Names from another layer. Rows with one code and different names are told of; the first in
/// alphabetical order counts.
void name_from_layer(Level& level, const description::Level& described, const Layer& names,
                     Findings& findings) {
  const std::string id = described.names_id.empty() ? described.column : described.names_id;
  const Keys right = KeyTemplate(id, where(described) + " names").keys(names);
  Keys left;
  for (const std::string& key : level.area_key) {
    left.push_back(key == no_area ? std::nullopt : std::optional(key));
  }
  const NameFields fields(names, described.name, where(described));
  const KeyMatch match = match_keys(left, right);
  KeyMatch told = match;
  told.no_key_left.clear();
  report(told, left, {level.key, "", described.column}, right, {names.file, names.name, id},
         findings);
  std::map<std::string, std::vector<std::size_t>> rows_of;
  for (std::size_t row = 0; row < right.size(); ++row) {
    if (right[row]) rows_of[*right[row]].push_back(row);
  }
  for (const AreaId area : level.area_key.rows()) {
    const auto& found = match.right_of[area.row()];
    if (!found) continue;
    std::vector<std::map<std::string, std::string>> all;
    for (const std::size_t row : rows_of.at(*right[*found])) {
      all.push_back(fields.at(row).all());
    }
    std::sort(all.begin(), all.end());
    for (const auto& [language, name] : all.front()) level.area_name[area].set(language, name);
    if (all.front() == all.back()) continue;
    Finding finding;
    finding.code = "names_differ";
    finding.file = names.file;
    finding.layer = names.name;
    finding.feature = level.area_key[area];
    finding.what = "one code has different names; the first in alphabetical order is used";
    finding.remedy = "give each area one name";
    findings.add(finding);
  }
}

/// Names from the neighbourhoods' own layer: the same in all rows of an area, or the first by ABC.
void name_from_rows(Level& level, const description::Level& described, const Layer& layer,
                    const Zones& zones) {
  const NameFields fields(layer, described.name, where(described));
  std::map<AreaId, std::map<std::string, std::string>> least;
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    const auto names = fields.at(zones.rows[zone].front()).all();
    if (names.empty()) continue;
    const auto [at, fresh] = least.emplace(level.of[zone], names);
    if (!fresh) at->second = std::min(at->second, names);
  }
  for (const auto& [area, names] : least) {
    for (const auto& [language, name] : names) level.area_name[area].set(language, name);
  }
}

bool is_nested(const Level& fine, const Level& coarse) {
  std::map<AreaId, AreaId> in;
  for (const NeighbourhoodId zone : fine.of.rows()) {
    if (in.emplace(fine.of[zone], coarse.of[zone]).first->second != coarse.of[zone]) return false;
  }
  return true;
}

/// Unions of the areas of the next finer level where those are nested, else of neighbourhoods.
void add_shapes(Level& level, const Level& finer, const Level& finest) {
  const Level& from = is_nested(finer, level) ? finer : finest;
  std::map<AreaId, AreaId> in;
  for (const NeighbourhoodId zone : level.of.rows()) in[from.of[zone]] = level.of[zone];
  std::vector<std::vector<MultiPolygon>> parts(level.area_key.size());
  for (const auto& [part, area] : in) {
    if (!from.shape[part].empty()) parts[area.row()].push_back(from.shape[part]);
  }
  tbb::parallel_for(std::size_t{0}, parts.size(), [&](std::size_t area) {
    level.shape[AreaId{area}] =
        parts[area].size() == 1 ? parts[area].front() : union_of(parts[area]);
  });
}

/// The ground of each pair of a fine and a coarse area, by the neighbourhoods in both.
std::map<AreaId, std::map<AreaId, double>> shared_ground(const Level& fine, const Level& coarse,
                                                         const Neighbourhoods& all) {
  std::map<AreaId, std::map<AreaId, double>> shared;
  for (const NeighbourhoodId zone : all.key.rows()) {
    const double ground = all.area[zone] ? all.area[zone]->value : 0;
    shared[fine.of[zone]][coarse.of[zone]] += ground;
  }
  return shared;
}

void add_parents(Level& fine, const Level& coarse, const Neighbourhoods& all,
                 const std::string& file, Findings& findings) {
  fine.parent = Per<AreaId, AreaId>(fine.area_key.size());
  for (const auto& [area, coarser] : shared_ground(fine, coarse, all)) {
    const auto most =
        std::max_element(coarser.begin(), coarser.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    fine.parent[area] = most->first;
    if (coarser.size() == 1) continue;
    Finding finding;
    finding.code = "not_nested";
    finding.file = file;
    finding.feature = fine.area_key[area];
    finding.field = fine.key;
    finding.value = fmt::format("{} areas of level {}", coarser.size(), coarse.key);
    finding.what = fmt::format(
        "this {} lies in more than one {}; on its own row it is shown under {}, which holds most "
        "of its ground, and each neighbourhood counts where its own code says",
        fine.key, coarse.key, coarse.area_key[most->first]);
    finding.remedy = "check the codes of its neighbourhoods";
    findings.add(finding);
  }
}

Level whole_city(const Layers& layers, const Zones& zones) {
  Level city = gathered("city", {}, std::vector<std::string>(zones.all.size(), "city"));
  city.area_name[AreaId{0}] = layers.description.name;
  return city;
}

}  // namespace

Per<LevelId, Level> levels(const Layers& layers, const Zones& zones, Findings& findings) {
  const Layer& layer = *layers.neighbourhoods;
  std::vector<Level> coarser;
  for (const auto& described : layers.description.neighbourhoods->levels) {
    Level level =
        gathered(described.key, described.title, area_keys(layer, zones, described, findings));
    const auto names = layers.level_names.find(described.key);
    if (names != layers.level_names.end()) {
      name_from_layer(level, described, names->second, findings);
    } else if (!described.names_from) {
      name_from_rows(level, described, layer, zones);
    }
    coarser.push_back(std::move(level));
  }
  std::stable_sort(coarser.begin(), coarser.end(), [](const Level& a, const Level& b) {
    return a.area_key.size() > b.area_key.size();
  });
  Per<LevelId, Level> all;
  all.push_back(finest(layers, zones));
  for (Level& level : coarser) all.push_back(std::move(level));
  all.push_back(whole_city(layers, zones));
  for (std::size_t i = 1; i < all.size(); ++i) {
    add_shapes(all[LevelId{i}], all[LevelId{i - 1}], all[LevelId{0}]);
  }
  for (std::size_t fine = 0; fine + 1 < all.size(); ++fine) {
    add_parents(all[LevelId{fine}], all[LevelId{fine + 1}], zones.all, layer.file, findings);
  }
  return all;
}

}  // namespace geo::build
