#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/core/finding.hpp"
#include "geo/shape/geometry.hpp"

namespace geo {

/// A way between one reference system and another, traditional axis order on both sides
/// (x east or longitude first). One thread at a time.
class Transform {
 public:
  /// Throws Error (code `crs_unknown`) when either text is not a reference system that PROJ knows,
  /// is longer than 64 kB or nests deeper than 64.
  Transform(const std::string& from, const std::string& to);
  ~Transform();
  Transform(Transform&&) noexcept;
  Transform& operator=(Transform&&) noexcept;

  /// Nothing where the point has no image (beyond the projection, not finite).
  std::optional<Point> operator()(Point point) const;
  Geometry operator()(const Geometry& geometry, std::size_t& lost_vertices) const;
  /// "NAD27 to WGS 84 (79), accuracy 8 m": the way that the last point went, for the report.
  std::string description() const;
  /// How far off the way that the last point went may be, in metres; nothing where PROJ states
  /// none.
  std::optional<double> accuracy() const;
  /// A grid that would make the way more accurate around `place` and is not on this machine.
  std::optional<std::string> missing_grid(LonLat place) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The projection in metres for a place: the UTM zone of its longitude (EPSG:326zz or 327zz),
/// polar stereographic beyond 84 N and 80 S.
std::string projection_for(LonLat place);

/// True when the reference system is in degrees. Throws Error `crs_unknown`.
bool is_geographic(const std::string& crs);

/// "EPSG:25831" when the text states its code or has the definition that EPSG has under it, else
/// the name in the text; empty if none.
std::string crs_name(const std::string& crs);

}  // namespace geo
