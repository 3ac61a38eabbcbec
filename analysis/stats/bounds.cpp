#include "analysis/stats/bounds.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace analysis::stats {

namespace {

using geo::People;

/// The people of one count who live in one area, at least and at most.
struct Part {
  People inside;   ///< what the homes of the count hold in the area
  People least;    ///< who cannot live in other areas
  People at_will;  ///< who may live here besides
};

/// The parts into which areas cut the counts, and that of each home.
class Parts {
 public:
  Parts(std::span<const Room> homes, std::span<const People> counts) {
    std::vector<People> room(counts.size());
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> found;
    for (const Room& home : homes) {
      const auto [at, is_new] = found.try_emplace({home.counted_in, home.area}, parts_.size());
      if (is_new) parts_.emplace_back();
      of_.push_back(at->second);
      parts_[at->second].inside += home.people;
      room[home.counted_in] += home.people;
    }
    for (const auto& [where, at] : found) {
      Part& part = parts_[at];
      const People count = counts[where.first];
      const People outside = room[where.first] - part.inside;
      part.least = std::min(std::max(People{}, count - outside), part.inside);
      part.at_will = std::min(count, part.inside) - part.least;
    }
  }

  Part& of(std::size_t home) { return parts_[of_[home]]; }

 private:
  std::vector<Part> parts_;
  std::vector<std::size_t> of_;
};

/// People of counts that lie whole in areas: the lowest homes first.
std::vector<People> fill_in_order(std::span<const Room> homes, std::vector<People> counts) {
  std::vector<People> filled;
  filled.reserve(homes.size());
  for (const Room& home : homes) {
    People& left = counts[home.counted_in];
    filled.push_back(std::min(home.people, left));
    left = left - filled.back();
  }
  return filled;
}

/// The homes of one area, lowest first, into which people move while its figure falls.
class Lowering {
 public:
  Lowering(std::span<const Room> homes, Parts& parts, std::vector<People>& filled)
      : homes_(homes), parts_(parts), filled_(filled) {}

  void add(std::size_t home) { own_.push_back(home); }

  void lower_mean() {
    People all;
    double weighed = 0;
    const auto count = [&](std::size_t home, People people) {
      all += people;
      weighed += people.count() * homes_[home].figure;
    };
    for (const std::size_t home : own_) count(home, filled_[home]);
    for (const std::size_t home : own_) {
      if (all > People{} && homes_[home].figure >= weighed / all.count()) return;
      count(home, take_in(home));
    }
  }

  void lower_median() {
    People all, passed;
    for (const std::size_t home : own_) all += filled_[home];
    for (std::size_t at = 0; at < own_.size(); ++at) {
      all += take_in(own_[at]);
      passed += filled_[own_[at]];
      if (2 * passed.millionths < all.millionths || passed == People{}) continue;
      if (2 * passed.millionths == all.millionths) break_tie(at);
      return;
    }
  }

 private:
  bool has_more(std::size_t home) const {
    return parts_.of(home).at_will > People{} && filled_[home] < homes_[home].people;
  }
  People take_in(std::size_t home) {
    People& left = parts_.of(home).at_will;
    const People more = std::min(homes_[home].people - filled_[home], left);
    left = left - more;
    filled_[home] += more;
    return more;
  }
  /// Half of the people live up to here, so that the median lies halfway to the next of them:
  /// whoever may move in before that lowers it.
  void break_tie(std::size_t at) {
    const auto begin = own_.begin() + static_cast<std::ptrdiff_t>(at) + 1;
    const auto next =
        std::find_if(begin, own_.end(), [&](std::size_t home) { return filled_[home] > People{}; });
    const auto more =
        std::find_if(begin, own_.end(), [&](std::size_t home) { return has_more(home); });
    if (next == own_.end() || more == own_.end()) return;
    const double here = homes_[own_[at]].figure;
    const double median = here + (homes_[*next].figure - here) / 2;
    if (homes_[*more].figure < median) take_in(*more);
  }

  std::span<const Room> homes_;
  Parts& parts_;
  std::vector<People>& filled_;
  std::vector<std::size_t> own_;
};

std::vector<People> fill_parts(std::span<const Room> homes, Parts& parts, Middle of) {
  std::vector<People> filled(homes.size());
  std::map<std::size_t, Lowering> areas;
  for (std::size_t home = 0; home < homes.size(); ++home) {
    People& least = parts.of(home).least;
    filled[home] = std::min(homes[home].people, least);
    least = least - filled[home];
    areas.try_emplace(homes[home].area, homes, parts, filled).first->second.add(home);
  }
  for (auto& [area, lowering] : areas) {
    of == Middle::mean ? lowering.lower_mean() : lowering.lower_median();
  }
  return filled;
}

}  // namespace

bool are_whole(std::span<const Room> homes, std::size_t counts) {
  std::vector<std::optional<std::size_t>> area(counts);
  return std::all_of(homes.begin(), homes.end(), [&](const Room& home) {
    auto& own = area[home.counted_in];
    if (!own) own = home.area;
    return *own == home.area;
  });
}

std::vector<People> lowest(std::span<const Room> homes, std::span<const People> counts, Middle of) {
  if (are_whole(homes, counts.size())) {
    return fill_in_order(homes, std::vector<People>(counts.begin(), counts.end()));
  }
  Parts parts(homes, counts);
  return fill_parts(homes, parts, of);
}

namespace {

/// Mean and sum of squared distances from it, updated one figure at a time so that figures far
/// from zero lose nothing: Chan, Golub and LeVeque (1983), doi:10.1080/00031305.1983.10483115.
struct Spread {
  double people = 0, mean = 0, squares = 0;

  void add(double value, double weight) {
    if (!(weight > 0)) return;
    people += weight;
    const double before = value - mean;
    mean += before * weight / people;
    squares += weight * before * (value - mean);
  }
};

}  // namespace

geo::Cell<double> share_inside(std::span<const Zoned> figures, std::size_t zones) {
  Spread all;
  std::vector<Spread> by_zone(zones);
  for (const Zoned& one : figures) {
    all.add(one.value, one.people.count());
    by_zone[one.zone].add(one.value, one.people.count());
  }
  if (!(all.people > 0)) return geo::Missing::no_people;
  if (!(all.squares > 0)) return geo::Missing::zero_denominator;
  double inside = 0;
  for (const Spread& zone : by_zone) inside += zone.squares;
  return std::min(1.0, inside / all.squares);
}

}  // namespace analysis::stats
