#include "analysis/travel/street_failures.hpp"

#include <algorithm>
#include <functional>
#include <queue>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "analysis/travel/destinations.hpp"
#include "analysis/travel/home_edges.hpp"
#include "analysis/travel/search.hpp"

namespace analysis::travel {
namespace {

using geo::EdgeId;
using geo::HomeId;

constexpr auto never = std::numeric_limits<std::uint32_t>::max();

/// A street as seen from one of its corners: to the other, or from it.
struct Step {
  std::uint32_t corner, cost, street;
};

/// Steps at each corner in two flat arrays.
class Steps {
 public:
  Steps(const geo::StreetGraph& streets, const Costs& costs, bool leaving) {
    for (const geo::NodeId corner : streets.at.rows()) {
      for (const geo::Street& street : streets.streets[corner]) {
        const EdgeCost both = costs.passing(street.edge);
        const auto cost = street.forward == leaving ? both.forward : both.backward;
        if (cost == EdgeCost::closed || street.to == corner) continue;
        steps_.push_back({street.to.row(), cost, street.edge.row()});
      }
      first_.push_back(static_cast<std::uint32_t>(steps_.size()));
    }
  }
  std::span<const Step> at(std::uint32_t corner) const {
    return std::span<const Step>(steps_).subspan(first_[corner],
                                                 first_[corner + 1] - first_[corner]);
  }
  std::size_t corners() const { return first_.size() - 1; }

 private:
  std::vector<Step> steps_;
  std::vector<std::uint32_t> first_{0};
};

struct Waiting {
  std::uint32_t cost, corner;
  auto operator<=>(const Waiting&) const = default;
};
using Queue = std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>>;

/// Least costs from every corner to the nearest of some services, within a limit.
struct Nearest {
  std::vector<std::uint32_t> seed;   ///< by a service on a street at the corner; `far` for none
  std::vector<std::uint32_t> label;  ///< `far` beyond the limit
  std::vector<std::uint32_t> turn;   ///< when it was settled; `never` where it was not
};

}  // namespace

struct StreetFailures::Impl {
  Impl(const geo::City& in, const Way& way)
      : city(in),
        costs(quantise(in.streets, way)),
        homes(home_edges(in, costs)),
        services(in, costs, Question::To::services),
        leaving(in.streets, costs, true),
        coming(in.streets, costs, false),
        stretches_at(in.streets.at.size()) {
    for (std::uint32_t row = 0; row < homes.stretches.size(); ++row) {
      const geo::Edge& edge = in.streets.edges[homes.stretches[row].edge];
      stretches_at[edge.from.row()].push_back(row);
      if (edge.to != edge.from) stretches_at[edge.to.row()].push_back(row);
    }
  }

  Nearest nearest(std::span<const std::uint32_t> rows, std::uint32_t limit) const;

  const geo::City& city;
  Costs costs;
  HomeEdges homes;
  Destinations services;
  Steps leaving, coming;
  std::vector<std::vector<std::uint32_t>> stretches_at;  ///< with homes, by corner
};

Nearest StreetFailures::Impl::nearest(std::span<const std::uint32_t> rows,
                                      std::uint32_t limit) const {
  const std::size_t corners = leaving.corners();
  Nearest found{std::vector(corners, far), std::vector(corners, far), std::vector(corners, never)};
  Queue queue;
  for (const auto row : rows) {
    for (const Seed& seed : services.seeds(row)) {
      if (seed.cost > limit || seed.cost >= found.seed[seed.corner]) continue;
      found.seed[seed.corner] = found.label[seed.corner] = seed.cost;
      queue.push({seed.cost, seed.corner});
    }
  }
  std::uint32_t turn = 0;
  while (!queue.empty()) {
    const auto [cost, corner] = queue.top();
    queue.pop();
    if (found.turn[corner] != never) continue;
    found.turn[corner] = turn++;
    for (const Step& step : coming.at(corner)) {
      const auto longer = cost + step.cost;
      if (longer > limit || longer >= found.label[step.corner]) continue;
      found.label[step.corner] = longer;
      queue.push({longer, step.corner});
    }
  }
  return found;
}

namespace {

/// Closes one street after the other; one for each thread.
class Closer {
 public:
  Closer(const StreetFailures::Impl& town, const Nearest& nearest,
         const std::vector<std::uint32_t>& direct, std::uint32_t limit)
      : town_(town),
        nearest_(nearest),
        direct_(direct),
        limit_(limit),
        lost_(nearest.label.size(), 0),
        label_(nearest.label.size(), far),
        is_behind_(nearest.label.size(), false) {}

  CutOff close(std::uint32_t street) {
    CutOff result{EdgeId{street}, {}};
    find_behind(street);
    if (!behind_.empty()) {
      search_again(street);
      gather(result.homes);
      forget();
    }
    return result;
  }

 private:
  // Whether the step from `corner` is part of a shortest way from there. Of corners equally far, as
  // at the ends of a street of no length, the one settled first leads on.
  bool leads_on(std::uint32_t corner, const Step& step) const {
    return nearest_.turn[step.corner] < nearest_.turn[corner] &&
           nearest_.label[step.corner] + step.cost == nearest_.label[corner];
  }

  // How many ways of going on shortest a corner has: steps, and a service right there.
  std::uint32_t ways_on(std::uint32_t corner) const {
    std::uint32_t ways = nearest_.seed[corner] == nearest_.label[corner] ? 1 : 0;
    for (const Step& step : town_.leaving.at(corner)) ways += leads_on(corner, step) ? 1 : 0;
    return ways;
  }

  void lose(std::uint32_t corner) {
    if (lost_[corner]++ == 0) touched_.push_back(corner);
    if (lost_[corner] < ways_on(corner)) return;
    is_behind_[corner] = true;
    behind_.push_back(corner);
  }

  // The corners all of whose shortest ways pass the street, and some that keep one of no extra
  // length: a few too many are no fault, as all are searched again.
  void find_behind(std::uint32_t street) {
    const geo::Edge& edge = town_.city.streets.edges[EdgeId{street}];
    for (const auto corner : {edge.from.row(), edge.to.row()}) {
      if (nearest_.turn[corner] == never) continue;
      for (const Step& step : town_.leaving.at(corner)) {
        if (step.street == street && leads_on(corner, step)) lose(corner);
      }
    }
    for (std::size_t at = 0; at < behind_.size(); ++at) {
      for (const Step& step : town_.coming.at(behind_[at])) {
        const bool leads = nearest_.turn[step.corner] != never && step.street != street &&
                           leads_on(step.corner, {behind_[at], step.cost, step.street});
        if (leads) lose(step.corner);
      }
    }
    for (const auto corner : touched_) lost_[corner] = 0;
    touched_.clear();
  }

  void offer(std::uint32_t corner, std::uint32_t cost) {
    if (cost > limit_ || cost >= label_[corner]) return;
    label_[corner] = cost;
    queue_.push({cost, corner});
  }

  // From the corners around those behind the street, whose costs are as they were.
  void search_again(std::uint32_t street) {
    for (const auto corner : behind_) {
      offer(corner, nearest_.seed[corner]);
      for (const Step& step : town_.leaving.at(corner)) {
        if (is_behind_[step.corner] || step.street == street) continue;
        offer(corner, nearest_.label[step.corner] + step.cost);
      }
    }
    while (!queue_.empty()) {
      const auto [cost, corner] = queue_.top();
      queue_.pop();
      if (cost > label_[corner]) continue;
      for (const Step& step : town_.coming.at(corner)) {
        if (is_behind_[step.corner] && step.street != street) {
          offer(step.corner, cost + step.cost);
        }
      }
    }
  }

  std::uint32_t cost(std::uint32_t row, bool closed) const {
    const auto& home = town_.homes.homes[row];
    const geo::Edge& edge = town_.city.streets.edges[home.stop.edge];
    const auto by = [&](geo::NodeId corner, std::uint32_t walk) {
      const bool again = closed && is_behind_[corner.row()];
      return or_far(walk) + (again ? label_ : nearest_.label)[corner.row()];
    };
    return std::min({direct_[row], by(edge.from, home.stop.to_from), by(edge.to, home.stop.to_to)});
  }

  void gather(std::vector<HomeId>& homes) {
    stretches_.clear();
    for (const auto corner : behind_) {
      const auto& here = town_.stretches_at[corner];
      stretches_.insert(stretches_.end(), here.begin(), here.end());
    }
    std::sort(stretches_.begin(), stretches_.end());
    stretches_.erase(std::unique(stretches_.begin(), stretches_.end()), stretches_.end());
    for (const auto stretch : stretches_) {
      const auto& on = town_.homes.stretches[stretch];
      for (auto row = on.first; row < on.last; ++row) {
        if (cost(row, false) <= limit_ && cost(row, true) > limit_) {
          homes.push_back(town_.homes.homes[row].home);
        }
      }
    }
    std::sort(homes.begin(), homes.end());
  }

  void forget() {
    for (const auto corner : behind_) {
      label_[corner] = far;
      is_behind_[corner] = false;
    }
    behind_.clear();
  }

  const StreetFailures::Impl& town_;
  const Nearest& nearest_;
  const std::vector<std::uint32_t>& direct_;
  std::uint32_t limit_;
  std::vector<std::uint32_t> lost_, label_;
  std::vector<bool> is_behind_;
  std::vector<std::uint32_t> behind_, touched_, stretches_;
  Queue queue_;
};

}  // namespace

StreetFailures::StreetFailures(const geo::City& city, const Way& way)
    : impl_(std::make_unique<const Impl>(city, way)) {}
StreetFailures::~StreetFailures() = default;

std::vector<CutOff> StreetFailures::cut_off(std::span<const std::uint32_t> services,
                                            geo::Minutes within) const {
  const Impl& town = *impl_;
  const std::uint32_t limit = std::min(geo::deciseconds_within(within).count, far / 2);
  const Nearest nearest = town.nearest(services, limit);
  // Homes with a service on their own street need no corner.
  std::vector<std::uint32_t> direct(town.homes.homes.size(), far);
  for (const auto& stretch : town.homes.stretches) {
    for (const auto& entrance : town.services.on(stretch.edge)) {
      if (!std::binary_search(services.begin(), services.end(), entrance.row)) continue;
      for (auto row = stretch.first; row < stretch.last; ++row) {
        const auto along = or_far(along_edge(town.homes.homes[row].stop, entrance.stop));
        direct[row] = std::min(direct[row], along);
      }
    }
  }
  constexpr std::size_t at_once = 256;
  const std::size_t streets = town.city.streets.edges.size();
  std::vector<std::vector<CutOff>> found((streets + at_once - 1) / at_once);
  tbb::enumerable_thread_specific<Closer> closers(
      [&] { return Closer(town, nearest, direct, limit); });
  tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t part) {
    Closer& closer = closers.local();
    const std::size_t last = std::min(streets, (part + 1) * at_once);
    for (std::size_t street = part * at_once; street < last; ++street) {
      auto cut = closer.close(static_cast<std::uint32_t>(street));
      if (!cut.homes.empty()) found[part].push_back(std::move(cut));
    }
  });
  std::vector<CutOff> all;
  for (auto& part : found) {
    all.insert(all.end(), std::make_move_iterator(part.begin()),
               std::make_move_iterator(part.end()));
  }
  return all;
}

}  // namespace analysis::travel
