#include "geo/read/shape_source.hpp"

namespace geo::read {

void settle_kind(Geometry& shape, const ShapeSource& source, Findings& findings) {
  const int kinds = !shape.points.empty() + !shape.lines.empty() + !shape.polygons.empty();
  if (!shape.polygons.empty()) {
    shape.kind = ShapeKind::polygons;
    shape.lines.clear();
    shape.points.clear();
  } else if (!shape.lines.empty()) {
    shape.kind = ShapeKind::lines;
    shape.points.clear();
  } else if (!shape.points.empty()) {
    shape.kind = ShapeKind::points;
  }
  if (kinds < 2) return;
  findings.add({.code = "collection_reduced",
                .what = "one feature mixes points, lines and polygons; only its largest kind is "
                        "kept",
                .file = source.file,
                .layer = source.layer,
                .feature = source.feature,
                .remedy = "split it into features of one kind in the source"});
}

std::optional<float> believable_height(double height) {
  constexpr double lowest = -1000, highest = 10000;  // m
  if (!(height > lowest && height < highest)) return std::nullopt;
  return static_cast<float>(height);
}

void note_dropped_height(const ShapeSource& source, Findings& findings) {
  if (findings.has("height_dropped")) return;
  findings.add({.code = "height_dropped",
                .severity = Severity::note,
                .what = "the shapes carry heights or measures (Z, M); they are not used",
                .file = source.file,
                .layer = source.layer,
                .remedy = "nothing to do"});
}

}  // namespace geo::read
