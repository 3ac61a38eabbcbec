#include "app/page/map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "app/page/sentences.hpp"
#include "geo/shape/polygons.hpp"

namespace app::page {
namespace {

constexpr double thinned_units = 1.0;  // half a pixel of the largest map on a large screen

std::vector<geo::Geometry> thinned_shapes(const geo::ReleasedLayer& layer, const Canvas& canvas) {
  std::vector<geo::Geometry> shapes = layer.shapes;
  if (layer.kind != geo::ShapeKind::polygons) return shapes;
  std::vector<geo::MultiPolygon> coverage;
  for (const auto& shape : shapes) coverage.push_back(shape.polygons);
  const geo::Metres tolerance{thinned_units * canvas.metres_per_unit};
  const auto thin = geo::thinned(coverage, tolerance);
  for (std::size_t row = 0; row < shapes.size(); ++row) {
    if (!shapes[row].polygons.empty()) shapes[row] = geo::Geometry::of(thin[row]);
  }
  return shapes;
}

/// `<path id="a0" d="..."/>` for each area; says which could be drawn.
std::string symbols(char letter, const geo::ReleasedLayer& layer, const Canvas& canvas,
                    std::vector<bool>& drawn, std::string* outlines) {
  std::string out;
  const auto shapes = thinned_shapes(layer, canvas);
  drawn.assign(layer.keys.size(), false);
  for (std::size_t row = 0; row < shapes.size(); ++row) {
    const auto data = path_data(shapes[row], canvas);
    if (data.empty()) continue;
    drawn[row] = true;
    fmt::format_to(std::back_inserter(out), "<path id=\"{}{}\" d=\"{}\"/>\n", letter, row, data);
    if (outlines && layer.kind == geo::ShapeKind::polygons) *outlines += data;
  }
  return out;
}

std::string streets_path(const geo::Release& release, const Canvas& canvas) {
  std::string data;
  for (const auto& layer : release.layers()) {
    if (layer.what != geo::ReleasedLayer::What::streets) continue;
    for (const auto& shape : layer.shapes) data += path_data(shape, canvas);
  }
  return data.empty() ? "" : "<path id=\"st\" fill=\"none\" d=\"" + data + "\"/>\n";
}

std::string water_path(const geo::Release& release, const Canvas& canvas) {
  std::string data;  // a path each: where two overlap, even-odd would show a hole
  for (const auto& layer : release.layers()) {
    if (layer.what != geo::ReleasedLayer::What::water) continue;
    // Ponds that are no more than dots at this size would only speckle the map.
    const double least = 150 * canvas.metres_per_unit * canvas.metres_per_unit;
    for (const auto& shape : thinned_shapes(layer, canvas)) {
      if (geo::area(shape.polygons).value < least) continue;
      fmt::format_to(std::back_inserter(data), "<path d=\"{}\"/>", path_data(shape, canvas));
    }
  }
  return data.empty() ? "" : "<g id=\"wa\">" + data + "</g>\n";
}

std::string label_span(const Label& label) {
  return fmt::format(
      "<span class=\"name t{}\" style=\"left:{:.2f}%;top:{:.2f}%\"><bdi>{}</bdi></span>",
      label.tier, label.x, label.y, escape(label.text));
}

/// Perceived lightness, enough to tell which end of a palette is the dark one.
int lightness(const std::string& hex) {
  const auto part = [&](std::size_t at) { return std::stoi(hex.substr(at, 2), nullptr, 16); };
  return 3 * part(1) + 6 * part(3) + part(5);
}

std::string darkest(const std::vector<std::string>& colours) {
  return *std::min_element(colours.begin(), colours.end(), [](const auto& a, const auto& b) {
    return lightness(a) < lightness(b);
  });
}

}  // namespace

std::string hatch_of(std::string_view status) {
  if (status == "suppressed" || status == "too_few_people" || status == "too_few_answers") {
    return "suppressed";
  }
  if (status == "merged") return "merged";
  if (status == "out_of_reach") return "far";
  if (status == "no_people" || status == "no_people_served") return "nobody";
  if (status == "uncertain") return "unsure";
  return "missing";
}

std::string swatch(const std::string& what, bool wide) {
  const bool is_class = what.starts_with("#");
  const int width = wide ? 400 : 70;
  const auto filled = [&](const std::string& fill) {
    return fmt::format("<path fill=\"{0}\" d=\"M0 0h{1}v45h-{1}z\"/>", fill, width);
  };
  std::string inside = is_class ? filled(what) : filled("url(#h-" + what + ")");
  if (what == "far") inside = filled("#382a54") + inside;
  return fmt::format(
      "<svg class=\"swatch k-{}\" viewBox=\"0 0 {} 45\"{} aria-hidden=\"true\">{}</svg>",
      is_class ? "class" : what, width,
      is_class ? " preserveAspectRatio=\"none\"" : " preserveAspectRatio=\"xMidYMid slice\"",
      inside);
}

Atlas::Atlas(const View& view) : view_(view) {
  if (!view.finest || !Canvas::has_room_for(*view.finest)) return;
  drawable_ = true;
  canvas_ = Canvas::around(*view.finest);
  std::string outlines, edge;
  shapes_ = symbols('a', *view.finest, canvas_, finest_drawn_, nullptr);
  shapes_ += symbols('b', *view.reading, canvas_, reading_drawn_, &outlines);
  if (view.city) {
    std::vector<bool> ignored;
    symbols('c', *view.city, canvas_, ignored, &edge);
  }
  shapes_ += water_path(view.release, canvas_);
  shapes_ += streets_path(view.release, canvas_);
  shapes_ += fmt::format("<path id=\"ol\" fill=\"none\" d=\"{}\"/>\n", outlines);
  shapes_ += fmt::format("<path id=\"oe\" fill=\"none\" d=\"{}\"/>\n", edge);

  services_ = ServicePoints(view, canvas_);
  shapes_ += services_.shapes();

  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t row = 0; row < view.reading->keys.size(); ++row) {
    const auto people = view.people(*view.reading, row);
    const double ground = geo::area(view.reading->shapes[row].polygons).value;
    order.emplace_back(people ? -*people : -ground * 1e-9, row);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [weight, row] : order) {
    const auto& shape = view.reading->shapes[row];
    auto at = shape.points.empty() ? geo::label_point(shape.polygons)
                                   : std::optional<geo::Point>(shape.points[0]);
    if (!at) continue;
    const geo::Point unit = canvas_.at(*at);
    Label label;
    // A long code says nothing to anybody who looks at a map.
    label.text = view.name(*view.reading, row);
    if (label.text == view.reading->keys[row] && label.text.size() > 6) label.text.clear();
    label.x = unit.x * 100 / canvas_.width;
    label.y = unit.y * 100 / canvas_.height;
    label.anchor = unit;
    label.row = row;
    names_.push_back(std::move(label));
  }
}

std::size_t Atlas::points_of(const std::string& kind) const {
  return services_.count(kind);
}

std::string Atlas::shapes() const {
  return fmt::format(
      "<svg id=\"shapes\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\n{}{}"
      "</defs></svg>\n",
      shipped("hatches.svg"), shapes_);
}

const geo::ReleasedLayer& Atlas::level(const MapRequest& request) const {
  return request.coarse ? *view_.reading : *view_.finest;
}

std::map<std::string, std::size_t> Atlas::without_value(const MapRequest& request) const {
  std::map<std::string, std::size_t> counts;
  for (const auto& cell : cells(request)) {
    if (!cell) ++counts[std::string(cell.status())];
  }
  return counts;
}

std::vector<geo::Cell<double>> Atlas::cells(const MapRequest& request) const {
  if (!request.cells.empty()) return request.cells;
  const auto& layer = level(request);
  const auto* column =
      view_.column(layer, geo::ReleasedColumn::Role::value, request.instance, request.group);
  std::vector<geo::Cell<double>> all;
  for (std::size_t row = 0; row < layer.keys.size(); ++row) all.push_back(number_at(column, row));
  return all;
}

std::string Atlas::areas(const MapRequest& request) const {
  const auto& layer = level(request);
  const auto* style = view_.style(request.instance);
  const auto& drawn = request.coarse ? reading_drawn_ : finest_drawn_;
  const char letter = request.coarse ? 'b' : 'a';
  const auto* metric = view_.release.metric(request.instance);
  const auto& unit = metric ? metric->unit : request.unit;
  const auto shown = cells(request);

  std::vector<std::string> by_class(style ? style->colours.size() : 0);
  std::map<std::string, std::string> by_hatch;
  for (std::size_t row = 0; row < layer.keys.size(); ++row) {
    if (!drawn[row]) continue;
    const auto& cell = shown[row];
    std::string use = fmt::format("<use href=\"#{}{}\"", letter, row);
    if (request.told) {
      const auto figure =
          cell ? with_unit(*cell, unit, view_.words) : status(cell.reason(), view_.words);
      use += "><title>" + escape(view_.name(layer, row)) + ": " + escape(figure) + "</title></use>";
    } else {
      use += "/>";
    }
    if (cell && style) {
      by_class[class_of(style->breaks, *cell)] += use;
    } else {
      by_hatch[hatch_of(cell.has_value() ? "not_recorded" : cell.status())] += use;
    }
  }

  std::string out;
  for (std::size_t k = 0; k < by_class.size(); ++k) {
    if (by_class[k].empty()) continue;
    out += fmt::format("<g class=\"c\" fill=\"{}\">{}</g>", style->colours[k], by_class[k]);
  }
  // Areas withheld come last, so that their dark edge lies over the others'.
  constexpr std::array order{"nobody", "missing", "unsure", "merged", "far", "suppressed"};
  for (const auto* hatch : order) {
    const auto found = by_hatch.find(hatch);
    if (found == by_hatch.end()) continue;
    if (found->first == "far") {
      out += fmt::format("<g fill=\"{}\">{}</g>", style ? darkest(style->colours) : "#382a54",
                         found->second);
    }
    out += fmt::format("<g class=\"k-{}\" fill=\"url(#h-{})\">{}</g>", hatch, hatch, found->second);
  }
  return out;
}

std::vector<Label> Atlas::marks(const MapRequest& request) const {
  std::vector<Label> marks;
  for (std::size_t k = 0; k < request.spots.size(); ++k) {
    Label mark;
    mark.text = std::to_string(k + 1);
    mark.anchor = canvas_.at(request.spots[k]);
    mark.x = mark.anchor.x * 100 / canvas_.width;
    mark.y = mark.anchor.y * 100 / canvas_.height;
    const bool inside = mark.x >= 0 && mark.x <= 100 && mark.y >= 0 && mark.y <= 100;
    if (inside) marks.push_back(std::move(mark));
  }
  for (std::size_t k = 0; k < request.marks.size(); ++k) {
    const auto found = std::find_if(names_.begin(), names_.end(), [&](const Label& name) {
      return name.row == request.marks[k];
    });
    if (found == names_.end()) continue;
    Label mark = *found;
    mark.text = std::to_string(k + 1);
    marks.push_back(std::move(mark));
  }
  return marks_apart(std::move(marks), canvas_);
}

std::string Atlas::overlay(const MapRequest& request) const {
  const auto marks = this->marks(request);
  std::string out;
  std::string leaders;
  for (const auto& mark : marks) {
    const double x = mark.x / 100 * canvas_.width, y = mark.y / 100 * canvas_.height;
    if (std::hypot(x - mark.anchor.x, y - mark.anchor.y) > 30) {
      leaders += fmt::format("M{:.0f} {:.0f}L{:.0f} {:.0f}", x, y, mark.anchor.x, mark.anchor.y);
    }
    out += fmt::format("<span class=\"mark\" style=\"left:{:.2f}%;top:{:.2f}%\">{}</span>", mark.x,
                       mark.y, mark.text);
  }
  if (!leaders.empty()) {
    out = fmt::format(
              "<svg class=\"leaders\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\"><path "
              "d=\"{}\"/></svg>",
              canvas_.width, canvas_.height, leaders) +
          out;
  }
  for (const auto& label : placed(names_, marks, canvas_)) out += label_span(label);
  return out;
}

std::string Atlas::scale() const {
  const double across = canvas_.metres_per_unit * canvas_.width;
  double length = 10;
  for (const double nice : {20., 50., 100., 200., 500., 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5}) {
    if (nice <= across / 4) length = nice;
  }
  const auto text = length >= 1000
                        ? view_.words.say("scale.km", {{"n", view_.number(length / 1000, 0)}})
                        : view_.words.say("scale.m", {{"n", view_.number(length, 0)}});
  return fmt::format(
      "<div class=\"scale\" dir=\"ltr\"><span class=\"bar\" style=\"width:{:.2f}%\">"
      "{}</span><span class=\"north\">{} \u2191</span></div>",
      length / across * 100, escape(text), escape(view_.words.say("scale.north")));
}

std::string Atlas::map(const MapRequest& request) const {
  if (!drawable_) return "<p class=\"note\">" + escape(view_.words.say("map.no_shapes")) + "</p>";
  const bool has_streets = shapes_.find("id=\"st\"") != std::string::npos;
  std::string svg = fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">",
                                canvas_.width, canvas_.height, escape(request.says));
  svg += areas(request);
  if (shapes_.find("id=\"wa\"") != std::string::npos) svg += "<use class=\"wa\" href=\"#wa\"/>";
  if (has_streets && request.large) svg += "<use class=\"st\" href=\"#st\"/>";
  if (request.large && view_.finest != view_.reading) svg += "<use class=\"ol\" href=\"#ol\"/>";
  svg += "<use class=\"oe\" href=\"#oe\"/>";
  svg += services_.drawn(request.kind);
  svg += "</svg>";
  const auto detour = straight_lines(view_);
  const auto caveat =
      detour.empty() ? ""
                     : "<p class=\"caveat\">" +
                           escape(view_.words.say("map.straight", {{"detour", detour}})) + "</p>";
  return fmt::format(
      "<figure class=\"map{}\" style=\"--tall:{:.4f}\"><div class=\"sheet\" "
      "dir=\"ltr\">{}{}</div>{}{}</figure>",
      request.large ? " large" : "", static_cast<double>(canvas_.height) / canvas_.width, svg,
      overlay(request), scale(), caveat);
}

}  // namespace app::page
