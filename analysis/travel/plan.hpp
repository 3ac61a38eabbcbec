#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/travel/swept_streets.hpp"

namespace analysis::travel {

/// How the trips of one way of moving were searched, and why: for somebody who asks.
struct Plan {
  /// Searches of one sort. What is searched from one side is the same from the other.
  struct Searched {
    enum class For { services, uses, stops, nearest, table, areas };
    enum class From {
      destinations,
      origins,
      origins_again  ///< street by street whenever asked: kept, the trips would fill the memory
    };
    For what = For::table;
    From from = From::origins;
    std::size_t origins = 0, destinations = 0;
    bool swept = false;
  };

  /// By public transport.
  struct Riding {
    std::size_t homes = 0;
    std::size_t reached_stops = 0, stops = 0;  ///< that a street leads to, and in all
    std::size_t services = 0, minutes = 0;
    bool kept = true;    ///< else searched again for each figure
    bool areas = false;  ///< catchment areas of so many homes or other places, not trips
  };

  std::string way;
  bool in_straight_lines = false;  ///< the city has no streets
  bool swept = false;
  bool hierarchy_at_hand = false;  ///< from an earlier run, or from another way of moving
  Expected expected = {};          ///< what the choice rests on
  std::vector<Searched> searched = {};
  std::optional<Riding> riding = {};  ///< then what the other members say is left out
};

/// By what means trips are to be searched. None of them changes an answer.
struct Means {
  By by = By::quicker;
  Shelf* shelf = nullptr;  ///< where hierarchies of streets are kept between runs
  std::function<void(const Plan&)> planned = {};  ///< hears what was done, for each way of moving
};

}  // namespace analysis::travel
