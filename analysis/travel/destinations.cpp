#include "analysis/travel/destinations.hpp"

#include <algorithm>
#include <numeric>

namespace analysis::travel {
namespace {

// Sorts `items` by `row_of`, keeping their order within a row, and says where each row starts.
template <class T, class RowOf>
std::vector<std::uint32_t> group(std::vector<T>& items, std::size_t rows, RowOf row_of) {
  std::vector<std::uint32_t> first(rows + 1, 0);
  for (const T& item : items) ++first[row_of(item) + 1];
  std::partial_sum(first.begin(), first.end(), first.begin());
  std::vector<T> sorted(items.size());
  auto next = first;
  for (const T& item : items) sorted[next[row_of(item)]++] = item;
  items = std::move(sorted);
  return first;
}

}  // namespace

Destinations::Destinations(const geo::City& city, const Costs& costs, Question::To to) {
  const auto enter = [&](std::uint32_t row, const geo::Door& door) {
    const geo::Edge& edge = city.streets.edges[door.edge];
    entrances_.push_back({row, stop(city.streets, costs, door), edge.from.row(), edge.to.row()});
  };
  if (to == Question::To::services) {
    size_ = city.services.size();
    for (const geo::ServiceId service : geo::Rows<geo::ServiceId>{size_}) {
      for (const geo::Door& door : city.services.doors[service]) enter(service.row(), door);
    }
  } else if (to == Question::To::uses) {
    size_ = city.uses.size();
    for (const geo::UseId use : geo::Rows<geo::UseId>{size_}) {
      if (const auto& door = city.uses.door[use]) enter(use.row(), *door);
    }
  } else if (to == Question::To::stops) {
    size_ = city.transit_stops.door.size();
    for (const geo::StopId stop : city.transit_stops.door.rows()) {
      if (const auto& door = city.transit_stops.door[stop]) enter(stop.row(), *door);
    }
  }
  limit.assign(size_, 0);
  index(city.streets);
}

void Destinations::index(const geo::StreetGraph& streets) {
  struct AtCorner {
    std::uint32_t corner = 0;
    FromCorner from = {};
  };
  std::vector<AtCorner> at_corner;
  for (const Entrance& entrance : entrances_) {
    const auto add = [&](std::uint32_t corner, std::uint32_t cost) {
      if (cost != EdgeCost::closed) at_corner.push_back({corner, {entrance.row, cost}});
    };
    add(entrance.from, entrance.stop.from_from);
    add(entrance.to, entrance.stop.from_to);
  }
  first_of_corner_ =
      group(at_corner, streets.at.size(), [](const AtCorner& item) { return item.corner; });
  for (const AtCorner& item : at_corner) from_corner_.push_back(item.from);
  on_edge_ = entrances_;
  first_of_edge_ = group(on_edge_, streets.edges.size(),
                         [](const Entrance& entrance) { return entrance.stop.edge.row(); });
  first_of_row_ = group(entrances_, size_, [](const Entrance& entrance) { return entrance.row; });
}

std::vector<Seed> Destinations::seeds(std::uint32_t row) const {
  std::vector<Seed> seeds;
  for (const Entrance& entrance : entrances_of(row)) {
    seeds.push_back({entrance.from, entrance.stop.from_from});
    seeds.push_back({entrance.to, entrance.stop.from_to});
  }
  return seeds;
}

std::vector<std::uint32_t> rows_asked(const geo::City& city, const Question& question) {
  std::vector<std::uint32_t> rows;
  if (question.to == Question::To::services) {
    for (const geo::ServiceId service : city.services.kind.rows()) {
      const bool every_kind = question.kind.name().empty();
      if (every_kind || question.kind.includes(city.services.kind[service])) {
        rows.push_back(service.row());
      }
    }
  } else if (question.to == Question::To::uses) {
    rows.resize(city.uses.size());
    std::iota(rows.begin(), rows.end(), 0u);
  } else if (question.to == Question::To::stops) {
    rows.resize(city.transit_stops.door.size());
    std::iota(rows.begin(), rows.end(), 0u);
  }
  if (question.to == Question::To::services) {
    std::erase_if(rows, [&](std::uint32_t row) {
      const auto& closed = city.services.closed;
      return std::binary_search(closed.begin(), closed.end(), geo::ServiceId{row});
    });
  }
  if (question.only) {
    std::erase_if(rows, [&](std::uint32_t row) {
      return !std::binary_search(question.only->begin(), question.only->end(), row);
    });
  }
  return rows;
}

}  // namespace analysis::travel
