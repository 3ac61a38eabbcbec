#include "geo/shape/projection.hpp"

#include <fmt/format.h>
#include <proj.h>

#include <algorithm>
#include <cmath>

#include "geo/core/error.hpp"

namespace geo {
namespace {

struct FreeContext {
  void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct FreePj {
  void operator()(PJ* pj) const { proj_destroy(pj); }
};
using Context = std::unique_ptr<PJ_CONTEXT, FreeContext>;
using Projection = std::unique_ptr<PJ, FreePj>;

Context context() {
  Context made(proj_context_create());
  proj_context_set_enable_network(made.get(), 0);
  proj_log_level(made.get(), PJ_LOG_NONE);
  return made;
}

[[noreturn]] void refuse(const std::string& crs, const std::string& what) {
  Finding finding;
  finding.code = "crs_unknown";
  finding.value = quoted(crs);
  finding.what = what;
  finding.remedy = "give the layer's reference system, for example crs = \"EPSG:25831\"";
  throw Error(std::move(finding));
}

// PROJ 9.1 spends gigabytes on a deeply nested text (OSGeo/PROJ issue 4762), so we look first.
void guard(const std::string& crs) {
  constexpr std::size_t longest = 64 * 1024;
  constexpr int deepest = 64;
  if (crs.empty()) refuse(crs, "no reference system is given");
  if (crs.size() > longest) refuse(crs, "the text of the reference system is longer than 64 kB");
  int depth = 0;
  for (const char c : crs) {
    if (c == '[' || c == '{' || c == '(') ++depth;
    if (c == ']' || c == '}' || c == ')') --depth;
    if (depth > deepest) refuse(crs, "the text of the reference system nests deeper than 64");
  }
}

Projection crs_object(PJ_CONTEXT* in, const std::string& crs) {
  guard(crs);
  Projection object(proj_create(in, crs.c_str()));
  if (!object || !proj_is_crs(object.get())) {
    refuse(crs, "this is not a reference system that PROJ knows");
  }
  return object;
}

bool is_geographic_type(PJ_CONTEXT* in, const PJ* object) {
  switch (proj_get_type(object)) {
    case PJ_TYPE_GEOGRAPHIC_2D_CRS:
    case PJ_TYPE_GEOGRAPHIC_3D_CRS:
    case PJ_TYPE_GEOGRAPHIC_CRS:
      return true;
    case PJ_TYPE_BOUND_CRS:
    case PJ_TYPE_COMPOUND_CRS: {
      const Projection inner(proj_get_type(object) == PJ_TYPE_BOUND_CRS
                                 ? proj_get_source_crs(in, object)
                                 : proj_crs_get_sub_crs(in, object, 0));
      return inner && is_geographic_type(in, inner.get());
    }
    default:
      return false;
  }
}

/// The EPSG code of a reference system that does not state its own, as the .prj of ArcGIS; empty
/// where none has the same definition.
std::string identified(PJ_CONTEXT* in, const PJ* object) {
  constexpr int same_definition = 90;  // of 100, by PROJ's scale; below it only part agrees
  int* confidence = nullptr;
  PJ_OBJ_LIST* found = proj_identify(in, object, "EPSG", nullptr, &confidence);
  std::string code;
  if (found && proj_list_get_count(found) > 0 && confidence[0] >= same_definition) {
    const Projection best(proj_list_get(in, found, 0));
    if (const char* id = proj_get_id_code(best.get(), 0)) code = fmt::format("EPSG:{}", id);
  }
  proj_int_list_destroy(confidence);
  proj_list_destroy(found);
  return code;
}

/// The first grid of a way that PROJ knows and does not have.
std::optional<std::string> absent_grid(PJ_CONTEXT* in, const PJ* way) {
  const int grids = proj_coordoperation_get_grid_used_count(in, way);
  for (int grid = 0; grid < grids; ++grid) {
    const char* name = nullptr;
    int available = 0;
    const int known = proj_coordoperation_get_grid_used(in, way, grid, &name, nullptr, nullptr,
                                                        nullptr, nullptr, nullptr, &available);
    if (known != 0 && available == 0 && name) return name;
  }
  return std::nullopt;
}

struct FreeAsked {
  void operator()(PJ_OPERATION_FACTORY_CONTEXT* asked) const {
    proj_operation_factory_context_destroy(asked);
  }
};
struct FreeList {
  void operator()(PJ_OBJ_LIST* list) const { proj_list_destroy(list); }
};

}  // namespace

struct Transform::Impl {
  Context context_;
  Projection projection;
  Projection source, target;
  bool identity = false;
};

Transform::Transform(const std::string& from, const std::string& to)
    : impl_(std::make_unique<Impl>()) {
  impl_->context_ = context();
  auto* in = impl_->context_.get();
  impl_->source = crs_object(in, from);
  impl_->target = crs_object(in, to);
  const auto &source = impl_->source, &target = impl_->target;
  impl_->identity = proj_is_equivalent_to(source.get(), target.get(),
                                          PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
  const Projection plain(
      proj_create_crs_to_crs_from_pj(in, source.get(), target.get(), nullptr, nullptr));
  if (!plain) refuse(from, fmt::format("there is no way from this reference system to {}", to));
  impl_->projection.reset(proj_normalize_for_visualization(in, plain.get()));
  if (!impl_->projection) refuse(from, "the axes of this reference system are not understood");
}

Transform::~Transform() = default;
Transform::Transform(Transform&&) noexcept = default;
Transform& Transform::operator=(Transform&&) noexcept = default;

std::optional<Point> Transform::operator()(Point point) const {
  if (!std::isfinite(point.x) || !std::isfinite(point.y)) return std::nullopt;
  if (impl_->identity) return point;
  const auto image =
      proj_trans(impl_->projection.get(), PJ_FWD, proj_coord(point.x, point.y, 0, 0));
  proj_errno_reset(impl_->projection.get());
  if (!std::isfinite(image.xy.x) || !std::isfinite(image.xy.y)) return std::nullopt;
  return Point{image.xy.x, image.xy.y};
}

Geometry Transform::operator()(const Geometry& geometry, std::size_t& lost_vertices) const {
  const auto moved = [&](const std::vector<Point>& points) {
    std::vector<Point> images;
    images.reserve(points.size());
    for (const Point point : points) {
      if (const auto image = (*this)(point)) {
        images.push_back(*image);
      } else {
        ++lost_vertices;
      }
    }
    return images;
  };
  const auto moved_ring = [&](const Ring& ring) {
    auto images = moved(ring);
    if (!images.empty() && images.front() != images.back()) images.push_back(images.front());
    return images;
  };

  Geometry image{geometry.kind, moved(geometry.points), {}, {}};
  for (const Line& line : geometry.lines) {
    if (auto points = moved(line); points.size() > 1) image.lines.push_back(std::move(points));
  }
  for (const Polygon& polygon : geometry.polygons) {
    Polygon there{moved_ring(polygon.shell), {}};
    if (there.shell.size() < 4) continue;
    for (const Ring& hole : polygon.holes) {
      if (auto ring = moved_ring(hole); ring.size() >= 4) there.holes.push_back(std::move(ring));
    }
    image.polygons.push_back(std::move(there));
  }
  if (image.lines.size() == geometry.lines.size() && lost_vertices == 0) {
    image.heights = geometry.heights;
  }
  return image;
}

std::string Transform::description() const {
  // Between two datums PROJ has several ways and chooses by place, so the last one used tells.
  const Projection used(proj_trans_get_last_used_operation(impl_->projection.get()));
  const auto info = proj_pj_info(used ? used.get() : impl_->projection.get());
  std::string text = info.description ? info.description : "";
  if (info.accuracy > 0) text += fmt::format(", accuracy {} m", info.accuracy);
  return text;
}

std::optional<double> Transform::accuracy() const {
  if (impl_->identity) return 0;
  const Projection used(proj_trans_get_last_used_operation(impl_->projection.get()));
  const auto info = proj_pj_info(used ? used.get() : impl_->projection.get());
  if (info.accuracy < 0) return std::nullopt;
  return info.accuracy;
}

std::optional<std::string> Transform::missing_grid(LonLat place) const {
  if (impl_->identity) return std::nullopt;
  constexpr double around = 0.05;  // degrees: a town
  auto* in = impl_->context_.get();
  const std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, FreeAsked> asked(
      proj_create_operation_factory_context(in, nullptr));
  proj_operation_factory_context_set_area_of_interest(in, asked.get(), place.lon - around,
                                                      place.lat - around, place.lon + around,
                                                      place.lat + around);
  // Ways come as if every grid that PROJ knows of were here.
  proj_operation_factory_context_set_grid_availability_use(in, asked.get(),
                                                           PROJ_GRID_AVAILABILITY_KNOWN_AVAILABLE);
  const std::unique_ptr<PJ_OBJ_LIST, FreeList> ways(
      proj_create_operations(in, impl_->source.get(), impl_->target.get(), asked.get()));
  const double ours = accuracy().value_or(1e9);
  const int count = ways ? proj_list_get_count(ways.get()) : 0;
  for (int i = 0; i < count; ++i) {
    const Projection way(proj_list_get(in, ways.get(), i));
    const double finer = proj_coordoperation_get_accuracy(in, way.get());
    if (finer < 0 || finer >= ours) continue;
    if (auto grid = absent_grid(in, way.get())) return grid;
  }
  return std::nullopt;
}

std::string projection_for(LonLat place) {
  if (place.lat > 84) return "EPSG:5041";
  if (place.lat < -80) return "EPSG:5042";
  const int zone = std::clamp(static_cast<int>(std::floor((place.lon + 180) / 6)) + 1, 1, 60);
  return fmt::format("EPSG:{}", (place.lat >= 0 ? 32600 : 32700) + zone);
}

bool is_geographic(const std::string& crs) {
  const auto in = context();
  const auto object = crs_object(in.get(), crs);
  return is_geographic_type(in.get(), object.get());
}

std::string crs_name(const std::string& crs) {
  if (crs.empty()) return {};
  const auto in = context();
  guard(crs);
  const Projection object(proj_create(in.get(), crs.c_str()));
  if (!object) return {};
  const char* authority = proj_get_id_auth_name(object.get(), 0);
  const char* code = proj_get_id_code(object.get(), 0);
  if (authority && code) return fmt::format("{}:{}", authority, code);
  if (auto known = identified(in.get(), object.get()); !known.empty()) return known;
  const char* name = proj_get_name(object.get());
  return name ? name : "";
}

}  // namespace geo
