#include "geo/write/qgis_style.hpp"

#include <fmt/format.h>

#include <set>
#include <vector>

#include "geo/write/fields.hpp"

namespace geo::write {
namespace {

enum class Pattern { none, lines, cross, dots };

/// How a reason without a class is drawn; the same signs as styles/hatches.svg.
struct Reason {
  std::vector<std::string_view> statuses;  ///< empty: every other one
  std::string ReasonWords::*label;
  const char* fill;  ///< "r,g,b,a"
  Pattern pattern;
  const char* ink;
  int angle;  ///< of lines
};

const std::vector<Reason>& reasons() {
  static const std::vector<Reason> all{
      {{"no_people", "no_people_served"},
       &ReasonWords::nobody,
       "228,232,234,255",
       Pattern::lines,
       "139,148,156,255",
       0},
      {{"uncertain"},
       &ReasonWords::uncertain,
       "154,162,170,255",
       Pattern::dots,
       "255,255,255,255",
       0},
      {{"merged"}, &ReasonWords::merged, "220,223,226,255", Pattern::lines, "122,130,138,255", 90},
      {{"out_of_reach"},
       &ReasonWords::out_of_reach,
       "56,42,84,255",
       Pattern::cross,
       "255,255,255,160",
       45},
      {{"suppressed", "too_few_people", "too_few_answers"},
       &ReasonWords::withheld,
       "220,223,226,255",
       Pattern::dots,
       "60,66,72,255",
       0},
      {{}, &ReasonWords::none, "255,255,255,255", Pattern::lines, "139,148,156,255", 135}};
  return all;
}

std::string rgb(const std::string& hex) {
  const auto part = [&](std::size_t at) { return std::stoi(hex.substr(at, 2), nullptr, 16); };
  if (hex.size() != 7) return "200,200,200,255";
  return fmt::format("{},{},{},255", part(1), part(3), part(5));
}

std::string option(std::string_view name, std::string_view value) {
  return fmt::format("<Option type=\"QString\" name=\"{}\" value=\"{}\"/>", name, value);
}

std::string symbol_layer(std::string_view type, const std::string& options,
                         const std::string& inside = {}) {
  return fmt::format(
      "<layer class=\"{}\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">{}</Option>"
      "{}</layer>",
      type, options, inside);
}

std::string sub_symbol(std::string_view type, int name, int part, const std::string& layer) {
  return fmt::format("<symbol type=\"{}\" name=\"@{}@{}\" alpha=\"1\">{}</symbol>", type, name,
                     part, layer);
}

std::string fill_layer(std::string_view colour) {
  return symbol_layer("SimpleFill", option("color", colour) + option("style", "solid") +
                                        option("outline_color", "255,255,255,255") +
                                        option("outline_width", "0.1") +
                                        option("outline_width_unit", "MM") +
                                        option("outline_style", "solid"));
}

std::string line_layer(std::string_view colour, std::string_view width) {
  return symbol_layer("SimpleLine", option("line_color", colour) + option("line_width", width) +
                                        option("line_width_unit", "MM"));
}

std::string marker_layer(std::string_view colour, std::string_view shape, std::string_view size) {
  return symbol_layer("SimpleMarker", option("name", shape) + option("color", colour) +
                                          option("outline_color", "255,255,255,255") +
                                          option("outline_width", "0.1") +
                                          option("outline_width_unit", "MM") +
                                          option("size", size) + option("size_unit", "MM"));
}

std::string lines(int name, int part, std::string_view ink, int angle) {
  return symbol_layer("LinePatternFill",
                      option("angle", fmt::format("{}", angle)) + option("distance", "1.6") +
                          option("distance_unit", "MM"),
                      sub_symbol("line", name, part, line_layer(ink, "0.25")));
}

std::string dots(int name, int part, std::string_view ink) {
  const auto dot =
      symbol_layer("SimpleMarker", option("name", "circle") + option("color", ink) +
                                       option("outline_style", "no") + option("size", "0.55") +
                                       option("size_unit", "MM"));
  return symbol_layer("PointPatternFill",
                      option("distance_x", "1.5") + option("distance_y", "1.5") +
                          option("displacement_x", "0.75") + option("distance_x_unit", "MM") +
                          option("distance_y_unit", "MM") + option("displacement_x_unit", "MM"),
                      sub_symbol("marker", name, part, dot));
}

std::string pattern(const Reason& reason, int name) {
  switch (reason.pattern) {
    case Pattern::none:
      return {};
    case Pattern::lines:
      return lines(name, 1, reason.ink, reason.angle);
    case Pattern::cross:
      return lines(name, 1, reason.ink, reason.angle) +
             lines(name, 2, reason.ink, reason.angle + 90);
    case Pattern::dots:
      return dots(name, 1, reason.ink);
  }
  return {};
}

std::string symbol(ShapeKind kind, int name, const std::string& layers) {
  const char* type = kind == ShapeKind::polygons ? "fill"
                     : kind == ShapeKind::lines  ? "line"
                                                 : "marker";
  return fmt::format("<symbol type=\"{}\" name=\"{}\" alpha=\"1\" clip_to_extent=\"1\">{}</symbol>",
                     type, name, layers);
}

/// The shape of a layer filled with one colour.
std::string plain(ShapeKind kind, std::string_view colour) {
  return kind == ShapeKind::polygons ? fill_layer(colour)
         : kind == ShapeKind::lines  ? line_layer(colour, "0.3")
                                     : marker_layer(colour, "circle", "1.4");
}

/// Sizes at which the shapes weigh alike: a star of the same width as a square is hardly seen.
const char* size_of(std::string_view shape) {
  return shape == "star" ? "4" : shape == "cross_fill" || shape == "diamond" ? "3.1" : "2.5";
}

std::string signed_layer(ShapeKind kind, const Sign& sign) {
  const auto colour = rgb(sign.colour);
  if (kind == ShapeKind::lines) return line_layer(colour, "0.15");
  if (kind == ShapeKind::points) return marker_layer(colour, sign.shape, size_of(sign.shape));
  if (sign.shape == "fill") return fill_layer(colour);
  return line_layer(colour, "0.25");  // the border alone: what lies below stays to be seen
}

/// Rules and the symbols that they name, growing together.
class Renderer {
 public:
  explicit Renderer(ShapeKind kind) : kind_(kind) {}

  int next() const { return next_; }
  void add(const std::string& label, const std::string& filter, const std::string& symbol_layers) {
    rules_ +=
        fmt::format("<rule key=\"{{r{}}}\" symbol=\"{}\" label=\"{}\"{}/>", next_, next_,
                    xml_text(label), filter.empty() ? "" : " filter=\"" + xml_text(filter) + "\"");
    symbols_ += symbol(kind_, next_, symbol_layers);
    ++next_;
  }
  std::string text() const {
    return "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" enableorderby=\"0\" "
           "forceraster=\"0\"><rules key=\"{root}\">" +
           rules_ + "</rules><symbols>" + symbols_ + "</symbols></renderer-v2>";
  }

 private:
  ShapeKind kind_;
  int next_ = 0;
  std::string rules_, symbols_;
};

/// Left-closed and right-open; a class of one value ("none at all") is closed on both sides. The
/// first and the last class have no outer edge.
std::string class_filter(const ClassStyle& style, std::size_t i) {
  const auto& edges = style.breaks;
  std::string filter = fmt::format("\"{}_status\" = 'ok'", style.column);
  if (i > 0) {
    const bool taken = edges[i] == edges[i - 1];  // by the class below, which is one value
    filter +=
        fmt::format(" AND \"{}\" {} {}", style.column, taken ? ">" : ">=", real_text(edges[i]));
  }
  if (i + 1 < style.colours.size()) {
    const bool one_value = edges[i] == edges[i + 1];
    filter += fmt::format(" AND \"{}\" {} {}", style.column, one_value ? "<=" : "<",
                          real_text(edges[i + 1]));
  }
  return filter;
}

std::set<std::string_view> statuses_of(const FileLayer& table, const std::string& column) {
  std::set<std::string_view> found;
  for (const ReleasedColumn* one : table.columns) {
    if (one->name != column) continue;
    for (std::size_t row = 0; row < table.layer->keys.size(); ++row) found.insert(one->status(row));
  }
  found.erase("ok");
  return found;
}

/// A rule for each reason that stands in the column, so that the legend names no other.
void add_reasons(const FileLayer& table, const std::string& column, const ReasonWords& words,
                 Renderer& renderer) {
  auto left = statuses_of(table, column);
  for (const Reason& reason : reasons()) {
    std::string list;
    for (const std::string_view status : reason.statuses) {
      if (left.erase(status)) list += fmt::format("{}'{}'", list.empty() ? "" : ",", status);
    }
    const bool rest = reason.statuses.empty();
    if (rest ? left.empty() : list.empty()) continue;
    auto layers = plain(table.layer->kind, reason.fill);
    if (table.layer->kind == ShapeKind::polygons) layers += pattern(reason, renderer.next());
    renderer.add(words.*reason.label,
                 rest ? "ELSE" : fmt::format("\"{}_status\" IN ({})", column, list), layers);
  }
}

std::string sign_filter(const std::string& column, const Sign& sign) {
  if (sign.value.empty()) return "ELSE";
  return fmt::format("\"{0}\" = '{1}' OR \"{0}\" LIKE '{1}.%'", column, sign.value);
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&apos;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') safe += c;
    }
  }
  return safe;
}

std::string qgis_renderer(const FileLayer& table, const Look& look, const ReasonWords& words) {
  const ShapeKind kind = table.layer->kind;
  Renderer renderer(kind);
  if (const auto* style = std::get_if<ClassStyle>(&look)) {
    for (std::size_t i = 0; i < style->colours.size(); ++i) {
      const std::string label = i < style->labels.size() ? style->labels[i] : std::string{};
      renderer.add(label, class_filter(*style, i), plain(kind, rgb(style->colours[i])));
    }
    add_reasons(table, style->column, words, renderer);
  } else {
    const auto& signs = std::get<SignStyle>(look);
    for (const Sign& sign : signs.signs) {
      // One sign for everything has nothing to be told from.
      const auto filter = signs.signs.size() == 1 ? "" : sign_filter(signs.column, sign);
      renderer.add(sign.label, filter, signed_layer(kind, sign));
    }
  }
  return renderer.text();
}

std::string qgis_labels(const FileLayer& table, const MapLayer& shown) {
  if (!shown.named || table.layer->kind != ShapeKind::polygons) return {};
  return "<labeling type=\"simple\"><settings calloutType=\"simple\"><text-style "
         "fieldName=\"name\" "
         "isExpression=\"0\" fontFamily=\"Noto Sans\" fontSize=\"8\" textColor=\"40,40,40,255\">"
         "<text-buffer bufferDraw=\"1\" bufferSize=\"0.7\" bufferColor=\"255,255,255,255\"/>"
         "</text-style></settings></labeling>";
}

std::string qml(const FileLayer& table, const MapLayer& shown, const ReasonWords& words) {
  const auto labels = qgis_labels(table, shown);
  return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" "
         "styleCategories=\"Symbology|Labeling\"" +
         std::string(labels.empty() ? "" : " labelsEnabled=\"1\"") + ">" +
         qgis_renderer(table, shown.look, words) + labels + "</qgis>\n";
}

}  // namespace geo::write
