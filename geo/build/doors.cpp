#include "geo/build/doors.hpp"

#include <tbb/parallel_for.h>

namespace geo::build {

std::vector<Cell<Door>> doors(const DoorFinder* finder, std::span<const Point> places) {
  std::vector<Cell<Door>> found(places.size(), Missing::off_network);
  if (!finder) return found;
  tbb::parallel_for(std::size_t{0}, places.size(),
                    [&](std::size_t i) { found[i] = finder->door(places[i]); });
  return found;
}

}  // namespace geo::build
