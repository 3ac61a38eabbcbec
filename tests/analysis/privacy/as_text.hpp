#pragma once

#include <string>

#include "geo/release.hpp"

/// Everything that a release holds, as text: what a reader of all its files could see.
namespace as_text {

inline std::string cell(const geo::Cell<double>& cell) {
  return cell ? std::to_string(*cell) : std::string{cell.status()};
}
inline std::string cell(const geo::Cell<std::string>& cell) {
  return cell ? *cell : std::string{cell.status()};
}

inline std::string column(const geo::ReleasedColumn& column) {
  std::string text = column.name + " [" + column.unit + "]";
  std::visit(
      [&](const auto& cells) {
        for (const auto& c : cells) text += " " + cell(c);
      },
      column.cells);
  return text + "\n";
}

inline std::string layer(const geo::ReleasedLayer& layer) {
  std::string text = "layer " + layer.name;
  for (const auto& key : layer.keys) text += " " + key;
  for (const auto& key : layer.parents) text += " " + key;
  for (const auto& shape : layer.shapes) {
    for (const auto& [x, y] : shape.points)
      text += " " + std::to_string(x) + "," + std::to_string(y);
  }
  text += "\n";
  for (const auto& c : layer.columns) text += column(c);
  return text;
}

inline std::string release(const geo::Release& release) {
  std::string text;
  for (const auto& l : release.layers()) text += layer(l);
  for (const auto& histogram : release.histograms()) {
    text += "histogram " + histogram.instance;
    for (const double edge : histogram.breaks) text += " " + std::to_string(edge);
    text += "\n";
    for (std::size_t g = 0; g < histogram.groups.size(); ++g) {
      text += histogram.groups[g];
      for (const auto& c : histogram.people[g]) text += " " + cell(c);
      text += " " + cell(histogram.without_value[g]) + "\n";
    }
  }
  for (const auto& figure : release.housing()) {
    text += figure.name + " " + figure.level + " " + figure.period;
    for (const auto& value : figure.values) text += " " + cell(value);
    for (const auto& one : figure.of_groups)
      text += " " + one.group + " " + cell(one.mean) + " " + cell(one.coverage);
    text += "\n";
  }
  for (const auto& group : release.groups()) text += group.key + " " + cell(group.people) + "\n";
  for (const auto& metric : release.metrics()) text += metric.instance + "\n";
  for (const auto& finding : release.findings().shown()) text += geo::line(finding) + "\n";
  for (const auto& [name, value] : release.parameters()) text += name + "=" + value + "\n";
  return text;
}

}  // namespace as_text
