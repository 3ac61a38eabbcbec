#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/init/look.hpp"

namespace app::init {

/// How well the polygons of a layer cover ground side by side.
struct Tiling {
  double covered = 0;   ///< their ground over the box around them all
  double overlaps = 0;  ///< share of their ground that lies in two
  bool tiles() const { return covered > 0.15 && overlaps < 0.15; }
};
Tiling tiling(const std::vector<geo::Geometry>& shapes);

/// The shortest key template over code-like columns under which every row has a key of its own:
/// one column, else two, else three. `prefer` are columns to try before others. Nothing when there
/// is none.
std::optional<std::string> unique_key(const Seen& seen, const std::vector<std::string>& prefer);

/// How many different keys a template of whole columns gives.
std::size_t distinct_keys(const geo::Layer& layer, const std::vector<std::string>& columns);

/// A coarser level: a column of the zones whose values are the ids of the areas of another layer,
/// and the zones of one value lie inside that area.
struct FoundLevel {
  std::string column;  ///< of the zones
  const Seen* names = nullptr;
  std::string names_id;   ///< of the other layer
  std::string name;       ///< its column with names; empty: none
  std::size_t areas = 0;  ///< of the other layer
  std::size_t found = 0;  ///< of them, how many ids the zones have
  double inside = 0;      ///< share of the zones that lie inside the area they name
};

/// Levels found among the other polygon layers, the one with most areas first; of layers with the
/// same areas the one that fits best.
std::vector<FoundLevel> levels(const Seen& zones, const std::vector<geo::Geometry>& shapes,
                               const std::vector<const Seen*>& others);

/// The column that holds the names of things: words, mostly different; by its name when several.
std::string name_column(const Seen& seen);

/// True when points lie as evenly as the middles of a grid, so that they may stand for zones.
bool is_grid(const std::vector<geo::Geometry>& shapes);

}  // namespace app::init
