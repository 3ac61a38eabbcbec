#pragma once

#include <string>

#include "geo/write/file_layer.hpp"
#include "geo/write/write.hpp"

namespace geo::write {

/// A QGIS style (QML) that shows a layer as the map shows it. Of classes: a rule for each, open at
/// both ends of the scale so that no value of another level falls out, then one for each reason
/// without a value that the column knows. Of signs: a rule for each.
std::string qml(const FileLayer& table, const MapLayer& shown, const ReasonWords& words);

/// The renderer element alone, as a project file holds it.
std::string qgis_renderer(const FileLayer& table, const Look& look, const ReasonWords& words);

/// The names of areas on the map; empty where none are to be shown.
std::string qgis_labels(const FileLayer& table, const MapLayer& shown);

/// `text` with the five marks of XML escaped, and characters that XML forbids left out.
std::string xml_text(std::string_view text);

}  // namespace geo::write
