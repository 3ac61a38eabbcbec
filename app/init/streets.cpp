#include "app/init/streets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "app/init/words.hpp"

namespace app::init {
namespace {

constexpr std::size_t fewest_lines = 50;
constexpr double least_joined = 0.3;

using Place = std::pair<long long, long long>;

/// A place to about a centimetre, whether the layer is in metres or degrees.
Place rounded(geo::Point point, double unit) {
  return {std::llround(point.x / unit), std::llround(point.y / unit)};
}

double unit_of(const geo::Layer& layer) {
  for (const geo::Geometry& shape : layer.shapes) {
    if (shape.lines.empty()) continue;
    const geo::Point point = shape.lines.front().front();
    return std::abs(point.x) <= 180 && std::abs(point.y) <= 90 ? 1e-7 : 0.01;
  }
  return 0.01;
}

double joined_ends(const geo::Layer& layer, double unit) {
  std::map<Place, std::size_t> lines_at;
  std::size_t ends = 0, joined = 0;
  for (const geo::Geometry& shape : layer.shapes) {
    std::set<Place> places;
    for (const geo::Line& line : shape.lines) {
      for (const geo::Point point : line) places.insert(rounded(point, unit));
    }
    for (const Place& place : places) ++lines_at[place];
  }
  for (const geo::Geometry& shape : layer.shapes) {
    for (const geo::Line& line : shape.lines) {
      for (const geo::Point point : {line.front(), line.back()}) {
        ++ends;
        joined += lines_at[rounded(point, unit)] > 1 ? 1 : 0;
      }
    }
  }
  return ends == 0 ? 0 : static_cast<double>(joined) / static_cast<double>(ends);
}

/// Where a code was first met, and in which of the two columns.
struct Corner {
  geo::Point place;
  std::array<bool, 2> in{};
};

/// Share of rows in which the code stands for the same place as wherever else it stands, when
/// `from` names the first end and `to` the last. None unless most codes are in both columns: a
/// corner begins some streets and ends others.
double agreement(const geo::Layer& layer, const Column& from, const Column& to) {
  const double unit = unit_of(layer) * 200;  // two metres: ends of one corner may differ a little
  std::map<std::string, Corner> corners;
  std::size_t repeated = 0, same = 0;
  std::size_t side = 0;
  const auto meet = [&](const geo::Value& value, geo::Point place) {
    const auto code = geo::key_text(value);
    if (!code) return;
    const auto [at, added] = corners.try_emplace(*code, Corner{place, {}});
    at->second.in[side] = true;
    if (added) return;
    ++repeated;
    same += std::abs(at->second.place.x - place.x) < unit &&
            std::abs(at->second.place.y - place.y) < unit;
  };
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const auto& lines = layer.shapes[row].lines;
    if (lines.size() != 1) continue;
    side = 0;
    meet(layer.fields[from.position].values[row], lines.front().front());
    side = 1;
    meet(layer.fields[to.position].values[row], lines.front().back());
  }
  const auto both = std::count_if(corners.begin(), corners.end(), [](const auto& corner) {
    return corner.second.in[0] && corner.second.in[1];
  });
  if (static_cast<std::size_t>(both) * 2 < corners.size() || repeated * 4 < layer.rows) return 0;
  return static_cast<double>(same) / static_cast<double>(repeated);
}

void find_ends(FoundStreets& found) {
  const geo::Layer& layer = found.seen->layer;
  double best = 0.95;
  for (const Column& from : found.seen->columns) {
    if (!from.code || !from.complete(layer.rows) || from.distinct * 5 < layer.rows) continue;
    for (const Column& to : found.seen->columns) {
      if (to.position == from.position || !to.code || !to.complete(layer.rows)) continue;
      if (to.distinct * 5 < layer.rows) continue;
      const double agrees = agreement(layer, from, to);
      if (agrees > best) {
        best = agrees;
        found.from_node = from.name;
        found.to_node = to.name;
      }
    }
  }
}

double length_of(const geo::Geometry& shape) {
  double length = 0;
  for (const geo::Line& line : shape.lines) {
    for (std::size_t i = 1; i < line.size(); ++i) {
      length += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
    }
  }
  return length;
}

void find_length(FoundStreets& found) {
  const geo::Layer& layer = found.seen->layer;
  if (unit_of(layer) < 1e-3) return;  // lengths in degrees tell nothing
  for (const Column& column : found.seen->columns) {
    if (!column.numbers || !(column.least >= 0)) continue;
    std::size_t close = 0;
    for (std::size_t row = 0; row < layer.rows; ++row) {
      const auto stated = geo::number(layer.fields[column.position].values[row]);
      const double drawn = length_of(layer.shapes[row]);
      close += stated && std::abs(*stated - drawn) <= 0.01 * drawn + 0.01 ? 1 : 0;
    }
    if (close * 10 >= layer.rows * 9) {
      found.length = column.name;
      return;
    }
  }
}

/// Street names come back along a street, so a name is on several lines, unlike a place's.
std::string street_name(const Seen& seen) {
  const Column* best = nullptr;
  for (const Column& column : seen.columns) {
    if (!column.words || column.distinct * 20 < column.recorded) continue;
    if (column.recorded * 2 < seen.layer.rows) continue;
    if (!best || column.spaces > best->spaces) best = &column;
  }
  return best ? best->name : std::string{};
}

}  // namespace

std::optional<FoundStreets> streets(const Seen& seen) {
  if (seen.shape != geo::ShapeKind::lines || seen.layer.rows < fewest_lines) return std::nullopt;
  FoundStreets found;
  found.seen = &seen;
  found.lines = seen.layer.rows;
  found.joined = joined_ends(seen.layer, unit_of(seen.layer));
  if (found.joined < least_joined) return std::nullopt;
  find_ends(found);
  find_length(found);
  found.name = street_name(seen);
  for (const Column& column : seen.columns) {
    if (column.distinct == 2 && says(column.name, Means::steps)) found.steps = column.name;
  }
  for (const Column& column : seen.columns) {
    if (column.code && column.unique(seen.layer.rows)) {
      found.id = column.name;
      break;
    }
  }
  return found;
}

}  // namespace app::init
