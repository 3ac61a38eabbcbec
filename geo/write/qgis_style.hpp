#pragma once

#include <string>

#include "geo/release.hpp"
#include "geo/write/write.hpp"

namespace geo::write {

/// A QGIS style (QML) that shows one column of a layer as the map shows it: a rule for each class,
/// left-closed and right-open but for the last, and a rule for each reason without a value.
std::string qml(const ReleasedLayer& layer, const ClassStyle& style);

/// The renderer element alone, as a project file holds it.
std::string qgis_renderer(const ReleasedLayer& layer, const ClassStyle& style);

/// `text` with the five marks of XML escaped, and characters that XML forbids left out.
std::string xml_text(std::string_view text);

}  // namespace geo::write
