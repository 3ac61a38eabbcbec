#pragma once

#include <map>
#include <string>

#include "app/page/canvas.hpp"
#include "app/page/view.hpp"

namespace app::page {

/// Where the services of each kind that a metric is about stand: one path for all maps of a kind,
/// with smaller dots where there are many. Protected places are in no release, so in no drawing.
class ServicePoints {
 public:
  ServicePoints() = default;
  ServicePoints(const View& view, const Canvas& canvas);

  /// The paths, for the page's hidden drawing.
  const std::string& shapes() const { return shapes_; }
  /// The points of a kind as a layer of a map; empty where there are none.
  std::string drawn(const std::string& kind) const;
  /// How many stand on the maps; 0 where they are too many to be told apart.
  std::size_t count(const std::string& kind) const;

 private:
  struct OfKind {
    std::string id;
    std::size_t count = 0;
  };
  std::map<std::string, OfKind> kinds_;
  std::string shapes_;
};

}  // namespace app::page
