#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/shape/layer.hpp"
#include "geo/shape/polygons.hpp"

namespace app::init {

/// What the values of one column look like, whatever its name.
struct Column {
  std::string name;
  std::size_t position = 0;  ///< among the layer's fields
  std::size_t recorded = 0;  ///< rows with a value
  std::size_t distinct = 0;  ///< different values, as keys are written
  bool numbers = false;      ///< every recorded value is a number
  bool whole = false;        ///< and a whole one
  bool code = false;         ///< short, without spaces: could be part of a key
  bool words = false;        ///< mostly letters: a name or a category
  double least = 0, most = 0, sum = 0;
  std::size_t longest = 0;  ///< letters of the longest value
  bool one_length = false;  ///< every value has as many letters as the others
  double spaces = 0;        ///< share of the values that hold a space
  /// The file's own count of its rows, by name and values: "fid", "objectid", one more in each row.
  /// It says nothing of a place, and meets the rows of any other file.
  bool row_number = false;

  bool complete(std::size_t rows) const { return recorded == rows && rows > 0; }
  bool unique(std::size_t rows) const { return complete(rows) && distinct == rows; }
};

/// One layer or table of the folder and what can be told from it.
struct Seen {
  std::string file;      ///< relative to the folder
  std::string sublayer;  ///< empty when the file has one layer only
  geo::Layer layer;
  geo::ShapeKind shape = geo::ShapeKind::none;  ///< of most of its rows
  std::vector<Column> columns;
  std::string x, y;  ///< columns with coordinates that only their values gave away

  const Column* column(const std::string& name) const;
  /// What somebody called it: the layer in its file, or the file where it has one layer only.
  std::string called() const;
  std::string shown() const;  ///< "town.gpkg, layer streets"
};

/// Looks at every column. O(cells log cells).
std::vector<Column> columns_of(const geo::Layer& layer);

/// The kind of shape that most rows have.
geo::ShapeKind shape_of(const geo::Layer& layer);

/// The layer's shapes in degrees, longitude first; nothing where its reference system is unknown.
std::optional<std::vector<geo::Geometry>> in_degrees(const geo::Layer& layer);

/// The middle of one shape: of its box for lines and polygons.
std::optional<geo::Point> middle(const geo::Geometry& shape);

/// Two columns that hold longitude and latitude of places inside `city`, told by their values
/// alone. The pair with most rows inside; nothing when no pair has half of them.
struct Pair {
  std::string x, y;
  std::size_t inside = 0;
};
std::optional<Pair> coordinates(const geo::Layer& layer, const std::vector<Column>& columns,
                                const geo::Box& city);

}  // namespace app::init
