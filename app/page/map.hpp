#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/page/canvas.hpp"
#include "app/page/service_points.hpp"
#include "app/page/view.hpp"
#include "geo/shape/geometry.hpp"

namespace app::page {

/// A mark or a name on a map, in per cent of its width and height.
struct Label {
  std::string text;
  double x = 0, y = 0;
  int tier = 1;         ///< 1: shown at every size; 2: from 560 px across; 3: from 800 px
  std::size_t row = 0;  ///< of the reading level
  geo::Point anchor;    ///< where it belongs, in units; differs from x, y where it had to give way
};

/// Names that find room, by priority (the order given): none overlaps another or a mark at any
/// size of the map from 288 px up, as positions are in per cent and a larger map only adds room.
std::vector<Label> placed(const std::vector<Label>& wanted, const std::vector<Label>& marks,
                          const Canvas& canvas);
/// Numbered marks, moved apart where they would touch on a phone.
std::vector<Label> marks_apart(std::vector<Label> marks, const Canvas& canvas);

/// What one map shows.
struct MapRequest {
  std::string instance, group;
  bool large = true;                ///< with streets and the outlines of the reading level
  bool coarse = false;              ///< areas of the reading level; else of the finest
  bool told = false;                ///< each area carries its name and figure
  std::vector<std::size_t> marks;   ///< rows of the reading level, numbered from 1
  std::vector<geo::Point> spots{};  ///< other places to number, in metres; in place of `marks`
  std::string says;                 ///< the map in words, for those who cannot see it
  std::string kind;                 ///< of the services shown as points; empty for none
  /// What is drawn, by area of the level drawn, with its unit; empty: figures of the metric.
  std::vector<geo::Cell<double>> cells{};
  std::string unit{};
};

/// Shapes drawn once for the whole page and used by every map in it, so that one more map costs
/// only its lists of areas by class.
class Atlas {
 public:
  explicit Atlas(const View& view);

  /// The hidden drawing that holds all shapes and hatches; goes first into the page.
  std::string shapes() const;
  /// One map: areas by class, hatches for what has no value, outlines, names, marks, scale.
  std::string map(const MapRequest& request) const;
  /// Areas of the level of this request by the word that stands in place of their value.
  std::map<std::string, std::size_t> without_value(const MapRequest& request) const;
  /// How many services of a kind stand on the maps as points; 0 where they are too many to be told
  /// apart, or none may be shown.
  std::size_t points_of(const std::string& kind) const;
  bool drawable() const { return drawable_; }
  /// The figures that a map shows, by area of its level.
  std::vector<geo::Cell<double>> cells(const MapRequest& request) const;

 private:
  const geo::ReleasedLayer& level(const MapRequest& request) const;
  std::string areas(const MapRequest& request) const;
  std::vector<Label> marks(const MapRequest& request) const;
  std::string overlay(const MapRequest& request) const;
  std::string scale() const;

  const View& view_;
  Canvas canvas_;
  bool drawable_ = false;
  std::string shapes_;
  std::vector<bool> finest_drawn_, reading_drawn_;
  std::vector<Label> names_;
  ServicePoints services_;
};

/// A small swatch for a legend: a class colour, or the hatch of a word such as "suppressed", drawn
/// as on the map; `wide` for one that lies below a bar.
std::string swatch(const std::string& colour_or_status, bool wide = false);
/// How the areas without a value are drawn: "missing", "nobody", "suppressed", "merged", "far",
/// "unsure"; several words of the contract share a hatch.
std::string hatch_of(std::string_view status);

}  // namespace app::page
