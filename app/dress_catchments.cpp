#include "app/dress_catchments.hpp"

#include <fmt/format.h>

#include "app/class_style.hpp"

namespace app {
namespace {

using geo::write::ClassStyle;
using geo::write::MapLayer;
using geo::write::SignStyle;

/// A class for each limit. Its edges lie between the limits, so that each limit stands alone; more
/// limits than the palette has colours share one with a neighbour.
ClassStyle by_limit(const std::vector<double>& limits, const Words& words) {
  std::vector<double> breaks{0};
  for (std::size_t k = 0; k + 1 < limits.size(); ++k)
    breaks.push_back((limits[k] + limits[k + 1]) / 2);
  breaks.push_back(limits.back());
  ClassStyle style = class_style({{"palette", "time"}}, std::move(breaks), "min", words);
  for (std::size_t k = 0; k < limits.size(); ++k) {
    style.labels[k] = words.say("catchment.within", {{"n", fmt::format("{:g}", limits[k])}});
  }
  style.column = style.instance_or_column = "within_min";
  style.title = words.say("level.catchments");
  style.layer = "catchments";
  return style;
}

}  // namespace

geo::write::Map dress_catchments(const geo::Release& release, const std::vector<double>& limits,
                                 const Words& words) {
  geo::write::Map map;
  map.release = &release;
  map.reasons.none = words.say("legend.without");
  const std::string streets = words.say("level.reached_streets"),
                    places = words.say("level.origins");
  const SignStyle lines{"", {{"", streets, "#5b6770", ""}}, streets};
  const SignStyle points{"", {{"", places, "#c2410c", "circle"}}, places};
  map.project = {
      MapLayer{.table = "origins", .look = points, .shown = true},
      MapLayer{.table = "reached_streets", .look = lines, .shown = true, .only_close = true},
      MapLayer{.table = "catchments", .look = by_limit(limits, words), .shown = true}};
  map.defaults = map.project;
  return map;
}

}  // namespace app
