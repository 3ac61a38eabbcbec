#include "app/init/look.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <optional>
#include <set>
#include <string_view>

#include "geo/core/error.hpp"
#include "geo/read/kinds_words.hpp"
#include "geo/shape/projection.hpp"

namespace app::init {
namespace {

constexpr std::size_t longest_code = 24;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Whether the values are first, first + 1, first + 2, ...
bool is_running(const geo::Field& field) {
  std::optional<double> before;
  for (const geo::Value& value : field.values) {
    const auto number = geo::number(value);
    if (!number || (before && *number != *before + 1)) return false;
    before = number;
  }
  return before.has_value();
}

bool is_row_number(const geo::Field& field) {
  constexpr std::array<std::string_view, 5> names{"fid", "ogc fid", "objectid", "oid", "gid"};
  const std::string name = geo::read::plain_words(field.name);
  return std::find(names.begin(), names.end(), name) != names.end() && is_running(field);
}

Column look(const geo::Field& field, std::size_t position) {
  Column column;
  column.name = field.name;
  column.position = position;
  std::set<std::string> distinct;
  std::size_t numbers = 0, whole = 0, codes = 0, words = 0, spaced = 0,
              shortest = std::numeric_limits<std::size_t>::max();
  column.least = std::numeric_limits<double>::infinity();
  column.most = -column.least;
  for (const geo::Value& value : field.values) {
    const auto text = geo::key_text(value);
    if (!text || text->empty() || !geo::is_recorded(value)) continue;
    ++column.recorded;
    column.longest = std::max(column.longest, text->size());
    shortest = std::min(shortest, text->size());
    const bool has_space = text->find(' ') != std::string::npos;
    spaced += has_space ? 1 : 0;
    codes += !has_space && text->size() <= longest_code ? 1 : 0;
    const auto letters = std::count_if(text->begin(), text->end(), is_letter);
    words += static_cast<std::size_t>(letters) * 2 > text->size() ? 1 : 0;
    distinct.insert(*text);
    if (const auto number = geo::number(value)) {
      ++numbers;
      whole += *number == std::floor(*number) ? 1 : 0;
      column.least = std::min(column.least, *number);
      column.most = std::max(column.most, *number);
      column.sum += *number;
    }
  }
  column.distinct = distinct.size();
  const std::size_t n = column.recorded;
  column.numbers = n > 0 && numbers == n;
  column.whole = column.numbers && whole == n;
  column.code = n > 0 && codes == n && (!column.numbers || column.whole);
  column.words = n > 0 && words * 2 > n;
  column.one_length = n > 0 && shortest == column.longest;
  column.row_number = is_row_number(field);
  column.spaces = n == 0 ? 0 : static_cast<double>(spaced) / static_cast<double>(n);
  return column;
}

/// Shares of fractions tell a place from a count: degrees have decimals.
bool may_be_degrees(const Column& column, double limit) {
  return column.numbers && !column.whole && column.least >= -limit && column.most <= limit;
}

}  // namespace

const Column* Seen::column(const std::string& name) const {
  for (const Column& column : columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

std::string Seen::called() const {
  return sublayer.empty() ? std::filesystem::path(file).stem().string() : sublayer;
}

std::string Seen::shown() const {
  return sublayer.empty() ? file : file + ", layer " + sublayer;
}

std::vector<Column> columns_of(const geo::Layer& layer) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < layer.fields.size(); ++i) columns.push_back(look(layer.fields[i], i));
  return columns;
}

geo::ShapeKind shape_of(const geo::Layer& layer) {
  std::array<std::size_t, 4> count{};
  for (const geo::Geometry& shape : layer.shapes) {
    if (!shape.empty()) ++count[static_cast<std::size_t>(shape.kind)];
  }
  const auto most = std::max_element(count.begin(), count.end());
  return *most == 0 ? geo::ShapeKind::none : static_cast<geo::ShapeKind>(most - count.begin());
}

std::optional<std::vector<geo::Geometry>> in_degrees(const geo::Layer& layer) {
  if (layer.shapes.empty() || layer.crs.empty()) return std::nullopt;
  try {
    const geo::Transform transform(layer.crs, "EPSG:4326");
    std::vector<geo::Geometry> shapes;
    shapes.reserve(layer.shapes.size());
    for (const geo::Geometry& shape : layer.shapes) {
      std::size_t lost = 0;
      shapes.push_back(transform(shape, lost));
    }
    return shapes;
  } catch (const geo::Error&) {
    return std::nullopt;  // a layer without a place cannot be compared; it is listed as left out
  }
}

std::optional<geo::Point> middle(const geo::Geometry& shape) {
  if (shape.empty()) return std::nullopt;
  const geo::Box box = geo::box_of(shape);
  return geo::Point{(box.low.x + box.high.x) / 2, (box.low.y + box.high.y) / 2};
}

std::optional<Pair> coordinates(const geo::Layer& layer, const std::vector<Column>& columns,
                                const geo::Box& city) {
  std::optional<Pair> best;
  for (const Column& x : columns) {
    if (!may_be_degrees(x, 180)) continue;
    for (const Column& y : columns) {
      if (x.position == y.position || !may_be_degrees(y, 90)) continue;
      std::size_t inside = 0;
      for (std::size_t row = 0; row < layer.rows; ++row) {
        const auto lon = geo::number(layer.fields[x.position].values[row]);
        const auto lat = geo::number(layer.fields[y.position].values[row]);
        if (lon && lat && city.contains({*lon, *lat})) ++inside;
      }
      if (inside * 2 > layer.rows && (!best || inside > best->inside)) {
        best = Pair{x.name, y.name, inside};
      }
    }
  }
  return best;
}

}  // namespace app::init
