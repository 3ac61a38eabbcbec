#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/build/check_layer.hpp"
#include "geo/core/finding.hpp"
#include "geo/core/units.hpp"
#include "geo/shape/geometry.hpp"
#include "geo/shape/layer.hpp"
#include "geo/shape/projection.hpp"

namespace geo::build {

/// The steps of `check_layer`, one file each. All but the first look at any layer; each may throw
/// Error where a run could not go on.
void check_kinds(const Layer& layer, Purpose purpose, Findings& findings);
void check_keys(const Layer& layer, Findings& findings);
void check_ids(const Layer& layer, Purpose purpose, Findings& findings);
void report_missing_shapes(const Layer& layer, Findings& findings);
void check_counts(const Layer& layer, Findings& findings);
void check_places(const Layer& layer, Findings& findings);

/// The steps that hold whatever the layer is used for and stop no run: places at 0, 0, far away or
/// swapped, keys misspelt, the encoding of the text.
Findings check_rows(const Layer& layer);

/// Polygons of a layer stretched to about metres, with the row each came from. The stretching is
/// the same everywhere, so that borders which meet in the file still meet; areas are measured
/// truly, in an equal-area projection round the layer's middle.
class LocalPolygons {
 public:
  LocalPolygons(const Layer& layer, Findings& findings);

  std::vector<std::size_t> rows;
  std::vector<MultiPolygon> polygons;

  SquareMetres true_area(const MultiPolygon& stretched) const;
  std::optional<Point> degrees(Point stretched) const;

 private:
  Point unstretched(Point point) const { return {point.x / east_, point.y / north_}; }

  Transform to_equal_area_, to_degrees_;
  double east_ = 1, north_ = 1;
};

/// Reports and mends polygons that are not valid, and spikes; the polygons come back mended.
void mend_polygons(const Layer& layer, LocalPolygons& local, Findings& findings);
void check_overlaps(const Layer& layer, Purpose purpose, const LocalPolygons& local,
                    Findings& findings);
void check_slivers(const Layer& layer, const LocalPolygons& local, Findings& findings);

/// What would be odd in the graph of these streets: lines that cross without a shared corner, are
/// repeated or shorter than two places.
void check_streets(const Layer& layer, Findings& findings);

/// `N05 (feature 4)`: the row's id when the layer has a column that looks like one.
std::string feature_name(const Layer& layer, std::size_t row);

/// The column that identifies rows, by its name and because most of its values differ.
const Field* id_field(const Layer& layer);

/// A finding about one row of the layer, to be completed.
Finding about(const Layer& layer, std::string code, Severity severity, std::size_t row);

}  // namespace geo::build
