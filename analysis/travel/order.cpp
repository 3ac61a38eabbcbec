#include "analysis/travel/order.hpp"

#include <metis.h>

#include <algorithm>
#include <mutex>
#include <numeric>
#include <span>

namespace analysis::travel {
namespace {

/// Links that change while corners are taken out. All lists lie in one pool, each with room for one
/// more; one that outgrows its room moves to the end.
class Shrinking {
 public:
  explicit Shrinking(const Links& links) : at_(links.corners()), gone_(links.corners(), false) {
    for (std::uint32_t corner = 0; corner < at_.size(); ++corner) {
      const auto neighbours = links.at(corner);
      const auto size = static_cast<std::uint32_t>(neighbours.size());
      at_[corner] = {pool_.size(), size, size + 1};
      pool_.insert(pool_.end(), neighbours.begin(), neighbours.end());
      pool_.push_back(corner);
    }
  }

  std::size_t corners() const { return at_.size(); }
  bool gone(std::uint32_t corner) const { return gone_[corner]; }
  std::span<const std::uint32_t> at(std::uint32_t corner) const {
    return {pool_.data() + at_[corner].first, at_[corner].size};
  }

  // Whether taking the corner out leaves fewer links than before.
  bool light(std::uint32_t corner) const {
    const auto to = at(corner);
    if (to.size() <= 2) return true;
    return to.size() == 3 && (joined(to[0], to[1]) || joined(to[0], to[2]) || joined(to[1], to[2]));
  }

  void take_out(std::uint32_t corner) {
    const auto neighbours = at(corner);
    const std::vector<std::uint32_t> to(neighbours.begin(), neighbours.end());
    at_[corner].size = 0;
    gone_[corner] = true;
    for (const auto a : to) {
      leave(a, corner);
      for (const auto b : to) {
        if (a != b && !joined(a, b)) join(a, b);
      }
    }
  }

 private:
  struct List {
    std::size_t first = 0;  ///< in the pool
    std::uint32_t size = 0, room = 0;
  };

  bool joined(std::uint32_t a, std::uint32_t b) const {
    const auto to = at(a);
    return std::find(to.begin(), to.end(), b) != to.end();
  }
  void leave(std::uint32_t a, std::uint32_t b) {
    auto* const first = pool_.data() + at_[a].first;
    at_[a].size = static_cast<std::uint32_t>(std::remove(first, first + at_[a].size, b) - first);
  }
  void join(std::uint32_t a, std::uint32_t b) {
    List& list = at_[a];
    if (list.size == list.room) {
      const std::size_t first = pool_.size();
      list.room *= 2;
      pool_.resize(first + list.room);
      std::copy_n(pool_.data() + list.first, list.size, pool_.data() + first);
      list.first = first;
    }
    pool_[list.first + list.size++] = b;
  }

  std::vector<List> at_;
  std::vector<std::uint32_t> pool_;
  std::vector<bool> gone_;
};

// In rounds in which no two neighbours go, so that a long street is halved again and again rather
// than eaten from one end: the hierarchy stays shallow.
std::vector<std::uint32_t> take_out_light_corners(Shrinking& links) {
  std::vector<std::uint32_t> order, now(links.corners()), later;
  std::iota(now.begin(), now.end(), 0u);
  std::vector<std::uint32_t> touched(links.corners(), 0);
  for (std::uint32_t round = 1; !now.empty(); ++round) {
    for (const auto corner : now) {
      if (links.gone(corner) || !links.light(corner)) continue;
      if (touched[corner] == round) continue;  // it is in `later` already
      for (const auto neighbour : links.at(corner)) {
        if (touched[neighbour] != round) later.push_back(neighbour);
        touched[neighbour] = round;
      }
      links.take_out(corner);
      order.push_back(corner);
    }
    std::sort(later.begin(), later.end());
    now.swap(later);
    later.clear();
  }
  return order;
}

// Appends the corners that are left, as METIS dissects them.
void append_dissection(const Shrinking& links, std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> core, position(links.corners());
  for (std::uint32_t corner = 0; corner < links.corners(); ++corner) {
    if (links.gone(corner)) continue;
    position[corner] = static_cast<std::uint32_t>(core.size());
    core.push_back(corner);
  }
  if (core.empty()) return;  // METIS ends the program when there is nothing to do
  std::vector<idx_t> first{0}, to;
  for (const auto corner : core) {
    for (const auto neighbour : links.at(corner)) {
      to.push_back(static_cast<idx_t>(position[neighbour]));
    }
    first.push_back(static_cast<idx_t>(to.size()));
  }
  auto size = static_cast<idx_t>(core.size());
  std::vector<idx_t> taken(core.size()), rank(core.size());
  idx_t options[METIS_NOPTIONS];
  METIS_SetDefaultOptions(options);
  // Tries per separator. With one a million corners are a twentieth deeper; with five they take
  // half as long again for 0.2 % fewer arcs (bench/RESULTS.md).
  options[METIS_OPTION_NSEPS] = 3;
  options[METIS_OPTION_UFACTOR] = 400;  // halves as unequal as 70 to 30 for a shorter border
  {
    // It draws from the one rand() of the program: with two callers no order would be repeatable.
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    METIS_NodeND(&size, first.data(), to.data(), nullptr, options, taken.data(), rank.data());
  }
  for (const idx_t at : taken) order.push_back(core[static_cast<std::size_t>(at)]);
}

}  // namespace

std::vector<std::uint32_t> elimination_order(const Links& links) {
  Shrinking left(links);
  auto order = take_out_light_corners(left);
  append_dissection(left, order);
  return order;
}

}  // namespace analysis::travel
