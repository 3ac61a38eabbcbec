#include "geo/write/qgis_style.hpp"

#include <fmt/format.h>

#include <array>

#include "geo/write/fields.hpp"

namespace geo::write {
namespace {

struct Reason {
  const char* words;  ///< statuses this rule shows, as SQL list
  const char* label;  ///< as the legend names them
  const char* fill;   ///< "r,g,b,a"
  const char* hatch;  ///< colour of the hatch, empty for none
  int angle;
};

// As LOOK states: suppressed light grey with a dark edge, out of reach the darkest with a
// cross-hatch, everything else that is missing white with thin grey diagonals.
constexpr std::array<Reason, 3> reasons{{
    {"'suppressed','too_few_people','merged'", "withheld (few people)", "224,224,224,255",
     "70,70,70,255", 0},
    {"'out_of_reach'", "out of reach", "56,42,84,255", "255,255,255,160", 45},
    {"", "no value", "255,255,255,255", "150,150,150,255", 135},
}};

std::string rgb(const std::string& hex) {
  const auto part = [&](std::size_t at) { return std::stoi(hex.substr(at, 2), nullptr, 16); };
  if (hex.size() != 7) return "200,200,200,255";
  return fmt::format("{},{},{},255", part(1), part(3), part(5));
}

std::string option(std::string_view name, std::string_view value) {
  return fmt::format("<Option type=\"QString\" name=\"{}\" value=\"{}\"/>", name, value);
}

std::string fill_layer(const std::string& colour, std::string_view edge, double width) {
  return "<layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">" +
         option("color", colour) + option("style", "solid") + option("outline_color", edge) +
         option("outline_width", fmt::format("{}", width)) + option("outline_width_unit", "MM") +
         option("outline_style", "solid") + "</Option></layer>";
}

std::string hatch_layer(std::string_view name, std::string_view colour, int angle) {
  return "<layer class=\"LinePatternFill\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option "
         "type=\"Map\">" +
         option("angle", fmt::format("{}", angle)) + option("distance", "1.6") +
         option("distance_unit", "MM") +
         fmt::format(
             "</Option><symbol type=\"line\" name=\"@{}@1\" alpha=\"1\"><layer "
             "class=\"SimpleLine\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option "
             "type=\"Map\">",
             name) +
         option("line_color", colour) + option("line_width", "0.2") +
         option("line_width_unit", "MM") + "</Option></layer></symbol></layer>";
}

std::string marker_layer(const std::string& colour) {
  return "<layer class=\"SimpleMarker\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option "
         "type=\"Map\">" +
         option("name", "circle") + option("color", colour) +
         option("outline_color", "60,60,60,255") + option("outline_width", "0.05") +
         option("size", "1.2") + option("size_unit", "MM") + "</Option></layer>";
}

std::string line_layer(const std::string& colour) {
  return "<layer class=\"SimpleLine\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option "
         "type=\"Map\">" +
         option("line_color", colour) + option("line_width", "0.3") + "</Option></layer>";
}

// The symbol of a layer's kind of shape in one colour, hatched when a hatch is given.
std::string symbol(const ReleasedLayer& layer, int name, const std::string& colour,
                   std::string_view hatch = {}, int angle = 0) {
  const char* type = layer.kind == ShapeKind::polygons ? "fill"
                     : layer.kind == ShapeKind::lines  ? "line"
                                                       : "marker";
  std::string body;
  if (layer.kind == ShapeKind::polygons) {
    body = fill_layer(colour, "255,255,255,255", 0.1);
    if (!hatch.empty()) body += hatch_layer(std::to_string(name), hatch, angle);
  } else {
    body = layer.kind == ShapeKind::lines ? line_layer(colour) : marker_layer(colour);
  }
  return fmt::format("<symbol type=\"{}\" name=\"{}\" alpha=\"1\" clip_to_extent=\"1\">{}</symbol>",
                     type, name, body);
}

std::string rule(int symbol_name, const std::string& label, const std::string& filter) {
  return fmt::format("<rule key=\"{{r{}}}\" symbol=\"{}\" label=\"{}\" filter=\"{}\"/>",
                     symbol_name, symbol_name, xml_text(label), xml_text(filter));
}

std::string class_filter(const ClassStyle& style, std::size_t i) {
  const bool last = i + 1 == style.colours.size();
  return fmt::format("\"{0}\" >= {1} AND \"{0}\" {2} {3}", style.column, real_text(style.breaks[i]),
                     last ? "<=" : "<", real_text(style.breaks[i + 1]));
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

std::string qgis_renderer(const ReleasedLayer& layer, const ClassStyle& style) {
  std::string rules, symbols;
  int name = 0;
  for (std::size_t i = 0; i < style.colours.size(); ++i, ++name) {
    const std::string label = i < style.labels.size() ? style.labels[i] : std::string{};
    rules += rule(name, label, class_filter(style, i));
    symbols += symbol(layer, name, rgb(style.colours[i]));
  }
  for (const Reason& reason : reasons) {
    const bool any = *reason.words == '\0';
    rules += rule(name, reason.label,
                  any ? std::string("ELSE")
                      : fmt::format("\"{}_status\" IN ({})", style.column, reason.words));
    symbols += symbol(layer, name, reason.fill, reason.hatch, reason.angle);
    ++name;
  }
  return "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" enableorderby=\"0\" "
         "forceraster=\"0\"><rules key=\"{root}\">" +
         rules + "</rules><symbols>" + symbols + "</symbols></renderer-v2>";
}

std::string qml(const ReleasedLayer& layer, const ClassStyle& style) {
  std::string labels;
  if (layer.kind == ShapeKind::polygons) {
    labels =
        "<labeling type=\"simple\"><settings calloutType=\"simple\"><text-style fieldName=\"name\" "
        "isExpression=\"0\" fontFamily=\"Noto Sans\" fontSize=\"8\" textColor=\"40,40,40,255\">"
        "<text-buffer bufferDraw=\"1\" bufferSize=\"0.7\" bufferColor=\"255,255,255,255\"/>"
        "</text-style></settings></labeling>";
  }
  return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" "
         "styleCategories=\"Symbology|Labeling\"" +
         std::string(labels.empty() ? "" : " labelsEnabled=\"1\"") + ">" +
         qgis_renderer(layer, style) + labels + "</qgis>\n";
}

}  // namespace geo::write
