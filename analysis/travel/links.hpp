#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "geo/network/street_graph.hpp"

namespace analysis::travel {

/// Which corners streets join, whoever may pass and in which direction: every neighbour once, no
/// corner its own neighbour. What the order of a hierarchy depends on, and nothing else.
class Links {
 public:
  Links() = default;
  Links(std::size_t corners, std::span<const std::pair<std::uint32_t, std::uint32_t>> joined);
  explicit Links(const geo::StreetGraph& streets);

  std::size_t corners() const { return first_.size() - 1; }
  /// Ascending.
  std::span<const std::uint32_t> at(std::uint32_t corner) const {
    return std::span<const std::uint32_t>(to_).subspan(first_[corner],
                                                       first_[corner + 1] - first_[corner]);
  }

 private:
  std::vector<std::uint32_t> first_{0}, to_;
};

}  // namespace analysis::travel
