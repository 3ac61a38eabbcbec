#include "geo/build/spread.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <tbb/parallel_for.h>

namespace geo::build {
namespace {

__extension__ typedef __int128 Wide;

constexpr double heaviest = 1e12;  // beyond any building; keeps weights within 64 bits

using Parts = std::vector<People>;
using Weights = std::vector<std::int64_t>;

std::vector<std::int64_t> millionths(const Parts& parts) {
  Weights out;
  for (const People part : parts) out.push_back(part.millionths);
  return out;
}

People sum(const Parts& parts) {
  return std::accumulate(parts.begin(), parts.end(), People{});
}

/// The homes of one neighbourhood and who lives in them.
class Spreading {
 public:
  Spreading(const Residents& residents, NeighbourhoodId zone, Weights weights,
            std::map<GroupId, Parts> known)
      : residents_(residents), zone_(zone), weights_(std::move(weights)), known_(std::move(known)) {
    parts_.resize(residents.groups.size());
    done_.resize(residents.groups.size());
    if (const auto& all = residents.by_neighbourhood[everyone][zone]) {
      const auto own = known_.find(everyone);
      parts_[0] = own != known_.end() ? own->second : spread(*all, weights_);
      done_[0] = true;
      for (const Dimension by : {Dimension::origin, Dimension::sex, Dimension::age}) {
        left_[by] = parts_[0];
      }
    }
    for (const GroupId group : residents.groups.rows()) {
      if (group != everyone && !residents.groups[group].is_rest) part(group);
    }
    for (const GroupId group : residents.groups.rows()) {
      if (residents.groups[group].is_rest) rest(group);
    }
  }
  /// Empty where the group is not recorded here.
  const Parts& parts(GroupId group) const { return parts_[group.row()]; }

 private:
  void part(GroupId group) {
    if (done_[group.row()]) return;
    done_[group.row()] = true;
    const auto& count = residents_.by_neighbourhood[group][zone_];
    const auto whole = residents_.groups[group].part_of;
    if (whole) part(*whole);
    if (!count) return;
    Parts& own = parts_[group.row()];
    // A flow takes nobody away; those who came in a time live where everyone does.
    const auto left = left_.find(residents_.groups[group].by);
    const bool has_left = left != left_.end();
    const auto known = known_.find(group);
    if (known != known_.end()) {
      own = known->second;
      if (!whole && has_left) take_away(own, left->second);
    } else if (whole && !parts_[whole->row()].empty()) {
      own = spread(*count, millionths(parts_[whole->row()]));
    } else if (!whole && has_left && *count <= sum(left->second)) {
      own = spread(*count, millionths(left->second));
      take_away(own, left->second);
    } else {
      own = spread(*count, weights_);
    }
  }

  static void take_away(const Parts& own, Parts& left) {
    for (std::size_t home = 0; home < own.size(); ++home) {
      left[home] = std::max(People{}, left[home] - own[home]);
    }
  }

  void rest(GroupId group) {
    const auto& count = residents_.by_neighbourhood[group][zone_];
    if (!count) return;
    const Parts& left = left_[Dimension::origin];
    parts_[group.row()] = *count == sum(left) ? left : spread(*count, weights_);
  }

  const Residents& residents_;
  NeighbourhoodId zone_;
  Weights weights_;
  std::map<GroupId, Parts> known_;
  std::vector<Parts> parts_;
  std::vector<bool> done_;
  /// Of everyone, once the groups so far of one dimension are taken away.
  std::map<Dimension, Parts> left_;
};

/// First home of each neighbourhood, and the end; homes stand in order of neighbourhood.
std::vector<std::uint32_t> first_homes(const Homes& homes, std::size_t neighbourhoods) {
  std::vector<std::uint32_t> first(neighbourhoods + 1, 0);
  for (const NeighbourhoodId in : homes.in) ++first[in.row() + 1];
  std::partial_sum(first.begin(), first.end(), first.begin());
  return first;
}

}  // namespace

std::vector<People> spread(People total, std::span<const std::int64_t> weights) {
  Wide whole = 0;
  for (const std::int64_t weight : weights) whole += weight;
  const bool equal = whole == 0;
  if (equal) whole = static_cast<Wide>(weights.size());

  std::vector<People> parts(weights.size());
  std::vector<std::pair<Wide, std::size_t>> remainders;
  std::int64_t left = total.millionths;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Wide share = static_cast<Wide>(total.millionths) * (equal ? 1 : weights[i]);
    parts[i] = People{static_cast<std::int64_t>(share / whole)};
    left -= parts[i].millionths;
    remainders.emplace_back(-(share % whole), i);
  }
  const auto last = remainders.begin() + static_cast<std::ptrdiff_t>(left);
  std::nth_element(remainders.begin(), last, remainders.end());
  for (auto it = remainders.begin(); it != last; ++it) parts[it->second] += People{1};
  return parts;
}

Per<GroupId, Per<HomeId, People>> people_of_homes(
    const Homes& homes, const Residents& residents,
    const std::map<GroupId, Per<HomeId, People>>& known) {
  if (!residents.recorded) {
    return Per<GroupId, Per<HomeId, People>>(residents.groups.size(),
                                             Per<HomeId, People>(homes.size(), People::of(1)));
  }
  Per<GroupId, Per<HomeId, People>> people(residents.groups.size(),
                                           Per<HomeId, People>(homes.size()));
  const std::size_t neighbourhoods = residents.by_neighbourhood[everyone].size();
  const auto first = first_homes(homes, neighbourhoods);
  tbb::parallel_for(std::size_t{0}, neighbourhoods, [&](std::size_t zone) {
    if (first[zone] == first[zone + 1]) return;
    Weights weights;
    for (auto home = first[zone]; home < first[zone + 1]; ++home) {
      weights.push_back(std::llround(std::min(homes.weight[HomeId{home}], heaviest) * 1e6));
    }
    std::map<GroupId, Parts> settled;
    for (const auto& [group, people_at] : known) {
      const auto begin = people_at.begin();
      settled[group] = Parts(begin + first[zone], begin + first[zone + 1]);
    }
    const Spreading here(residents, NeighbourhoodId{zone}, std::move(weights), std::move(settled));
    for (const GroupId group : residents.groups.rows()) {
      const Parts& parts = here.parts(group);
      for (std::size_t i = 0; i < parts.size(); ++i) {
        people[group][HomeId{first[zone] + i}] = parts[i];
      }
    }
  });
  return people;
}

}  // namespace geo::build
