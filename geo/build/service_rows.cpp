#include "geo/build/service_rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "geo/build/key_match.hpp"
#include "geo/build/key_template.hpp"
#include "geo/build/zones.hpp"
#include "geo/core/error.hpp"
#include "geo/shape/polygons.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

constexpr double between_entrances = 100;  // metres along the border of an area
constexpr const char* where = "[[services]]";

using Texts = std::vector<std::optional<std::string>>;
using KindMap = std::map<std::string, std::string>;

Finding about(const Layer& layer, const std::string& code) {
  Finding finding;
  finding.code = code;
  finding.file = layer.file;
  finding.layer = layer.name;
  return finding;
}

Texts texts(const Layer& layer, const std::string& column) {
  Texts out(layer.rows);
  if (column.empty()) return out;
  const Field& field = required_field(layer, column, where);
  for (std::size_t row = 0; row < layer.rows; ++row) {
    if (is_recorded(field.values[row])) out[row] = key_text(field.values[row]);
  }
  return out;
}

/// The kind of each row; nothing where the map lacks its value or leaves it out on purpose.
std::vector<std::optional<Kind>> kinds(const Layer& layer, const description::Services& columns,
                                       const KindMap& map, Findings& findings) {
  const bool given = !columns.kind.name().empty();
  if (!columns.kind_from) {
    if (given) return std::vector<std::optional<Kind>>(layer.rows, columns.kind);
    Finding finding = about(layer, "kind_missing");
    finding.severity = Severity::error;
    finding.what = "nothing says what kind of service this layer holds";
    finding.remedy = "add kind = \"health.clinic\", or kind_from, to its [[services]]";
    throw Error(finding);
  }
  const Texts values = texts(layer, columns.kind_from->column);
  std::vector<std::optional<Kind>> out(layer.rows);
  std::map<std::string, std::size_t> unmapped;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const auto found = map.find(values[row].value_or(""));
    if (found != map.end()) {
      if (!found->second.empty() && found->second != "-") out[row] = Kind{found->second};
    } else if (given) {
      out[row] = columns.kind;
    } else {
      ++unmapped[values[row].value_or("")];
    }
  }
  for (const auto& [value, rows] : unmapped) {
    Finding finding = about(layer, "kind_unmapped");
    finding.field = columns.kind_from->column;
    finding.value = value.empty() ? "(blank)" : quoted(value);
    finding.what = fmt::format("{} row{} with this value have no kind and do not count", rows,
                               rows == 1 ? "" : "s");
    finding.remedy = "add the value to the map of kinds, with \"-\" to leave it out on purpose";
    findings.add(finding);
  }
  return out;
}

/// A row's places that one can go to: its points, or the border of its area.
std::vector<Point> entrances(const Geometry& shape, std::optional<Point> middle) {
  if (!shape.points.empty()) return shape.points;
  std::vector<Point> out;
  for (const Polygon& polygon : shape.polygons) {
    double walked = 0, next = 0;
    std::vector<Point> border;
    for (std::size_t i = 1; i < polygon.shell.size(); ++i) {
      const Point a = polygon.shell[i - 1];
      const Point b = polygon.shell[i];
      const double step = std::hypot(b.x - a.x, b.y - a.y);
      for (; step > 0 && next < walked + step; next += between_entrances) {
        const double share = (next - walked) / step;
        border.push_back({a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)});
      }
      walked += step;
    }
    if (walked > 2 * between_entrances) out.insert(out.end(), border.begin(), border.end());
  }
  if (out.empty() && middle) out.push_back(*middle);
  return out;
}

std::optional<Point> middle(const Geometry& shape) {
  if (!shape.points.empty()) return *std::min_element(shape.points.begin(), shape.points.end());
  return label_point(shape.polygons);
}

void refuse_lines(const Layer& layer) {
  for (std::size_t row = 0; row < layer.shapes.size(); ++row) {
    if (layer.shapes[row].kind != ShapeKind::lines) continue;
    Finding finding = about(layer, "services_need_places");
    finding.severity = Severity::error;
    finding.feature = fmt::format("feature {}", row);
    finding.what = fmt::format("services need points or areas; feature {} is a line", row);
    finding.remedy = "give each service a point or an area";
    throw Error(finding);
  }
}

bool says_protected(const std::optional<std::string>& text) {
  if (!text) return false;
  std::string lower = *text;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  constexpr std::array<std::string_view, 6> words{"protected", "yes", "true", "1", "hidden", "t"};
  return std::find(words.begin(), words.end(), lower) != words.end();
}

/// Yes and no in the spellings of OSM's `wheelchair` and of tables; "limited" and the rest are
/// neither.
std::optional<bool> yes_or_no(const std::optional<std::string>& text) {
  constexpr std::array<std::string_view, 5> yes{"yes", "designated", "true", "1", "si"};
  constexpr std::array<std::string_view, 3> no{"no", "false", "0"};
  if (!text) return std::nullopt;
  if (std::find(yes.begin(), yes.end(), *text) != yes.end()) return true;
  if (std::find(no.begin(), no.end(), *text) != no.end()) return false;
  return std::nullopt;
}

/// True when the kind, or one that includes it, is protected.
bool protected_kind(const Layers& layers, const Kind& kind) {
  return std::any_of(
      layers.protected_kinds.begin(), layers.protected_kinds.end(),
      [&](const auto& entry) { return entry.second && Kind{entry.first}.includes(kind); });
}

/// Reads one layer; entrances that a layer of their own gives come afterwards.
class LayerRows {
 public:
  LayerRows(const Layers& layers, std::size_t which, Findings& findings)
      : layers_(layers),
        layer_(layers.services[which]),
        columns_(layers.description.services[which]),
        names_(layer_, columns_.name, "[[services]] name"),
        findings_(findings) {
    static const KindMap none;
    const KindMap& map = which < layers.kind_maps.size() ? layers.kind_maps[which] : none;
    refuse_lines(layer_);
    kinds_ = kinds(layer_, columns_, map, findings);
    if (!columns_.id.empty()) ids_ = KeyTemplate(columns_.id, "[[services]] id").keys(layer_);
    ids_.resize(layer_.rows);
    if (which < layers.entrances.size() && layers.entrances[which]) {
      doors_ = entrances_by_row(*layers.entrances[which]);
    }
  }

  std::vector<ServiceRow> rows() {
    std::vector<ServiceRow> out;
    read_columns();
    for (std::size_t row = 0; row < layer_.rows; ++row) {
      out.push_back(one(row));
    }
    return out;
  }

 private:
  void read_columns() {
    capacity_ = texts(layer_, columns_.capacity);
    languages_ = texts(layer_, columns_.languages);
    open_to_ = texts(layer_, columns_.open_to);
    hours_ = texts(layer_, columns_.opening_hours);
    fee_ = texts(layer_, columns_.fee);
    step_free_ = texts(layer_, columns_.step_free);
    run_by_ = texts(layer_, columns_.run_by);
    funded_ = texts(layer_, columns_.funded_until);
    status_ = texts(layer_, columns_.status);
    const bool all = columns_.location == "protected" || columns_.location == "shown";
    location_ = all ? Texts(layer_.rows, columns_.location) : texts(layer_, columns_.location);
  }

  ServiceRow one(std::size_t row) {
    static const Geometry none;
    const Geometry& shape = row < layer_.shapes.size() ? layer_.shapes[row] : none;
    ServiceRow out;
    out.kind = kinds_[row].value_or(Kind{});
    out.key = ids_[row].value_or("");
    out.name = names_.at(row);
    out.at = middle(shape);
    const auto given = doors_.find(row);
    out.entrances = given != doors_.end() ? given->second : entrances(shape, out.at);
    if (!out.at && !out.entrances.empty()) out.at = out.entrances.front();
    out.languages = listed(languages_[row].value_or(""));
    out.open_to = listed(open_to_[row].value_or(""));
    out.opening_hours = hours_[row].value_or("");
    out.fee = fee_[row].value_or("");
    out.step_free = yes_or_no(step_free_[row]);
    out.run_by = run_by_[row].value_or("");
    out.funded_until = funded_[row].value_or("");
    out.status = status_[row].value_or("");
    const bool hidden = says_protected(location_[row]) || protected_kind(layers_, out.kind);
    out.location = hidden ? Openness::is_protected : Openness::shown;
    out.file = layer_.file;
    out.capacity = capacity(row, out);
    if (!out.at && kinds_[row]) report_no_place(out);
    return out;
  }

  std::optional<double> capacity(std::size_t row, const ServiceRow& service) {
    if (!capacity_[row]) return std::nullopt;
    const auto places = number(Value{*capacity_[row]});
    if (places && *places >= 0) return places;
    Finding finding = about(layer_, "capacity_unread");
    finding.feature = called(service);
    finding.field = columns_.capacity;
    finding.value = quoted(*capacity_[row]);
    finding.what = "this capacity is no number of places, so it counts as not recorded";
    finding.remedy = "write the number of places";
    findings_.add(finding);
    return std::nullopt;
  }

  void report_no_place(const ServiceRow& service) {
    Finding finding = about(layer_, "service_without_place");
    finding.feature = called(service);
    finding.what = "this service has no place: it is listed, but nobody can reach it on the map";
    finding.remedy = "add its point";
    findings_.add(finding);
  }

  std::map<std::size_t, std::vector<Point>> entrances_by_row(const Layer& layer) {
    std::map<std::size_t, std::vector<Point>> out;
    const Keys keys = KeyTemplate(columns_.id, "[[services]] entrances").keys(layer);
    const KeyMatch match = match_keys(keys, ids_);
    KeyMatch told = match;
    told.unmatched_right.clear();  // a service without a row of entrances keeps its own place
    report(told, keys, {layer.file, layer.name, columns_.id}, ids_,
           {layer_.file, layer_.name, columns_.id}, findings_);
    for (std::size_t row = 0; row < match.right_of.size(); ++row) {
      if (!match.right_of[row] || row >= layer.shapes.size()) continue;
      auto& list = out[*match.right_of[row]];
      list.insert(list.end(), layer.shapes[row].points.begin(), layer.shapes[row].points.end());
    }
    std::erase_if(out, [](const auto& entry) { return entry.second.empty(); });
    for (auto& [row, list] : out) std::sort(list.begin(), list.end());
    return out;
  }

  const Layers& layers_;
  const Layer& layer_;
  const description::Services& columns_;
  NameFields names_;
  Findings& findings_;
  std::vector<std::optional<Kind>> kinds_;
  Keys ids_;
  std::map<std::size_t, std::vector<Point>> doors_;
  Texts capacity_, languages_, open_to_, hours_, fee_, step_free_, run_by_, funded_, status_,
      location_;
};

}  // namespace

std::string called(const ServiceRow& row) {
  if (row.location == Openness::is_protected) return "a protected place";
  const std::string& name = row.name.in("");
  return quoted(name.empty() ? row.key : name);
}

std::vector<std::string> listed(const std::string& text) {
  std::vector<std::string> out;
  std::string part;
  const auto finish = [&] {
    const auto first = part.find_first_not_of(" \t");
    if (first != std::string::npos) {
      part = part.substr(first, part.find_last_not_of(" \t") - first + 1);
      if (std::find(out.begin(), out.end(), part) == out.end()) out.push_back(part);
    }
    part.clear();
  };
  for (const char c : text) {
    if (c == ';' || c == ',' || c == '|') {
      finish();
    } else {
      part += c;
    }
  }
  finish();
  return out;
}

std::vector<ServiceRow> service_rows(const Layers& layers, Findings& findings) {
  std::vector<ServiceRow> all;
  for (std::size_t which = 0; which < layers.services.size(); ++which) {
    auto rows = LayerRows(layers, which, findings).rows();
    all.insert(all.end(), std::make_move_iterator(rows.begin()),
               std::make_move_iterator(rows.end()));
  }
  return all;
}

}  // namespace geo::build
