#include "analysis/travel/changed_homes.hpp"

#include <algorithm>
#include <iterator>

#include "analysis/travel/answer_impl.hpp"

namespace analysis::travel {
namespace {

using Rows = std::vector<std::uint32_t>;
using Slots = std::optional<Rows>;  // ascending; nothing where lists are not kept
using Families = std::pair<const Family*, const Family*>;  // before and after

bool same_stretches(const HomeEdges& a, const HomeEdges& b) {
  const auto same = [](const HomeEdges::Stretch& one, const HomeEdges::Stretch& other) {
    return one.edge == other.edge && one.first == other.first && one.last == other.last &&
           one.from_slot == other.from_slot && one.to_slot == other.to_slot;
  };
  return a.size == b.size && a.without_door == b.without_door && a.corners == b.corners &&
         std::equal(a.stretches.begin(), a.stretches.end(), b.stretches.begin(), b.stretches.end(),
                    same);
}

/// Compares two answers about the same homes, stretch by stretch.
class Comparison {
 public:
  Comparison(const Answer::Impl& before, const Answer::Impl& after)
      : before_(before), after_(after), slots_(after.ground->homes.corners.size(), false) {
    std::set_symmetric_difference(before.rows.begin(), before.rows.end(), after.rows.begin(),
                                  after.rows.end(), std::back_inserter(rows_));
  }

  /// Whether the lists of all corners could be compared. `differing` are the corners whose lists
  /// to all destinations of the family differ.
  bool compare_corners(const Slots& differing) {
    if (before_.nearest && after_.nearest) {
      compare_nearest();
      return true;
    }
    if (before_.nearest || after_.nearest) return false;
    if (!differing) return false;
    for (const auto slot : *differing) slots_[slot] = differs(slot);
    constexpr std::size_t few = 16;  // each is searched once more
    if (rows_.size() > few) return false;
    for (const auto row : rows_) {
      for (const auto* of : {&before_, &after_}) {
        const auto& family = *of->family;
        if (row < family.destinations.size()) mark(family.trips->reaching(row));
      }
    }
    return true;
  }

  std::vector<bool> homes() const {
    const HomeEdges &was = before_.ground->homes, &is = after_.ground->homes;
    std::vector<bool> changed(is.size, false);
    for (const HomeEdges::Stretch& stretch : is.stretches) {
      const bool all =
          slots_[stretch.from_slot] || slots_[stretch.to_slot] || other_doors(stretch.edge);
      for (auto at = stretch.first; at < stretch.last; ++at) {
        changed[is.homes[at].home.row()] = all || was.homes[at].stop != is.homes[at].stop;
      }
    }
    return changed;
  }

 private:
  void mark(const Rows& slots) {
    for (const auto slot : slots) slots_[slot] = true;
  }

  // Whether the trips from a corner differ that were asked for.
  bool differs(std::uint32_t slot) const {
    const auto was = list(before_, slot), is = list(after_, slot);
    auto one = was.begin(), other = is.begin();
    const auto next = [](const Answer::Impl& of, const auto& trips, auto& at) {
      while (at != trips.end() && !asks(of, *at)) ++at;
      return at != trips.end();
    };
    for (;; ++one, ++other) {
      const bool more = next(before_, was, one);
      if (more != next(after_, is, other)) return true;
      if (!more) return false;
      if (*one != *other) return true;
    }
  }
  static bool asks(const Answer::Impl& of, const Trip& trip) {
    return trip.cost.count <= of.limit && trip.to >= of.rows.front() && trip.to <= of.rows.back() &&
           of.is_asked(trip.to);
  }
  static std::span<const Trip> list(const Answer::Impl& of, std::uint32_t slot) {
    return of.family->trips->kept(slot);
  }

  void compare_nearest() {
    if (before_.nearest == after_.nearest) return;
    for (std::uint32_t slot = 0; slot < slots_.size(); ++slot) {
      const auto was = before_.nearest->from(slot), is = after_.nearest->from(slot);
      if (!std::equal(was.begin(), was.end(), is.begin(), is.end())) slots_[slot] = true;
    }
  }

  // Whether doors on the homes' own street opened, closed or moved along it.
  bool other_doors(geo::EdgeId street) const {
    const auto was = doors(before_, street), is = doors(after_, street);
    const auto same = [](const auto& one, const auto& other) {
      return one.row == other.row && one.stop == other.stop;
    };
    return !std::equal(was.begin(), was.end(), is.begin(), is.end(), same);
  }
  static std::vector<Destinations::Entrance> doors(const Answer::Impl& of, geo::EdgeId street) {
    std::vector<Destinations::Entrance> asked;
    const auto all = of.family->destinations.on(street);
    std::copy_if(all.begin(), all.end(), std::back_inserter(asked), [&](const auto& entrance) {
      return std::binary_search(of.rows.begin(), of.rows.end(), entrance.row);
    });
    return asked;
  }

  const Answer::Impl &before_, &after_;
  std::vector<bool> slots_;
  Rows rows_;  ///< asked for in one of the two only
};

// Of trips on foot or by wheel that are kept; others are not taken apart.
bool walks(const Answer::Impl& of) {
  return !of.straight && !of.ridden && !of.nearest_ridden && !of.average && of.family &&
         !of.rows.empty();
}

bool can_compare(const Answer::Impl& was, const Answer::Impl& is) {
  return walks(was) && walks(is) && same_stretches(was.ground->homes, is.ground->homes);
}

/// What differs between two families, found once for all questions that they answer.
class DifferingCorners {
 public:
  const Slots& of(const Answer::Impl& was, const Answer::Impl& is) {
    const auto [found, is_new] = known_.try_emplace({was.family.get(), is.family.get()});
    if (is_new) {
      found->second =
          was.family == is.family ? Slots(Rows{}) : was.family->trips->differing(*is.family->trips);
    }
    return found->second;
  }

 private:
  std::map<Families, Slots> known_;
};

}  // namespace

std::map<Question, std::optional<std::vector<bool>>> changed_homes(
    const std::map<Question, Answer>& before, const std::map<Question, Answer>& after) {
  std::map<Question, std::optional<std::vector<bool>>> changed;
  DifferingCorners differing;
  for (const auto& [question, answer] : after) {
    const auto known = before.find(question);
    if (known == before.end()) continue;
    const Answer::Impl &was = known->second.impl(), &is = answer.impl();
    auto& homes = changed[question];
    if (&was == &is) {
      homes.emplace(is.ground->homes.size, false);
    } else if (can_compare(was, is)) {
      Comparison comparison(was, is);
      if (comparison.compare_corners(differing.of(was, is))) homes = comparison.homes();
    }
  }
  return changed;
}

}  // namespace analysis::travel
