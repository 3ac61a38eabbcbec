#include "analysis/travel/ask_again.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "analysis/travel/ask.hpp"
#include "analysis/travel/asking.hpp"
#include "analysis/travel/on_wheels.hpp"

namespace analysis::travel {
namespace {

using geo::City;
using geo::EdgeId;

using Answers = std::map<Question, Answer>;
using Families = std::map<const Family*, std::shared_ptr<const Family>>;  // as before, and now

/// Answers that stand on one ground.
struct Together {
  std::shared_ptr<const Ground> ground;
  Answers answers;
  bool straight = false;
};

std::vector<Together> by_ground(const Answers& answers) {
  std::vector<Together> all;
  for (const auto& [question, answer] : answers) {
    const auto& impl = answer.impl();
    auto found = std::find_if(all.begin(), all.end(), [&](const Together& one) {
      return one.ground->costs.way == impl.ground->costs.way;
    });
    if (found == all.end()) found = all.insert(all.end(), {impl.ground, {}, false});
    found->answers.emplace(question, answer);
    found->straight = found->straight || impl.straight;
  }
  return all;
}

/// The family over the city as it is now, with the trips to some destinations searched again.
std::shared_ptr<const Family> renewed(const City& city, Question::To to, const Family& before,
                                      std::shared_ptr<const Ground> ground,
                                      std::span<const std::uint32_t> again,
                                      std::uint32_t limit_of_new) {
  auto family =
      std::make_shared<Family>(Family{ground, Destinations(city, ground->costs, to), nullptr});
  Destinations& destinations = family->destinations;
  const auto& old = before.destinations;
  std::copy(old.limit.begin(), old.limit.end(), destinations.limit.begin());
  destinations.longest = std::max(old.longest, limit_of_new);
  for (const auto row : again) {
    destinations.limit[row] = std::max(destinations.limit[row], limit_of_new);
  }
  family->trips = std::make_unique<const CornerTrips>(*before.trips, ground->homes, ground->along,
                                                      ground->against, destinations,
                                                      ground->swept.get(), again);
  return family;
}

/// Looks for the nearest anew; families may differ in the doors of what none of them asks about.
void answer_nearest_by_family(Impls& impls) {
  std::map<const Family*, Impls> by_family;
  for (const auto& [question, impl] : impls) {
    if (question.nearest > 0 && impl->family) by_family[impl->family.get()][question] = impl;
  }
  for (auto& [family, own] : by_family) answer_nearest(own);
}

void put(Impls& changed, Answers& answers) {
  answer_nearest_by_family(changed);
  for (auto& [question, impl] : changed) {
    answers.erase(question);
    answers.emplace(question, Answer(std::move(impl)));
  }
}

/// A service that closed, opened or moved: its row, which the city has now.
class ServiceAgain {
 public:
  ServiceAgain(const City& city, std::uint32_t row, bool has_new_door)
      : city_(city), row_(row), has_new_door_(has_new_door) {}

  Answers answers(const Together& before) const {
    Answers result = before.answers;
    Impls changed;
    for (const auto& [question, answer] : before.answers) {
      if (question.to != Question::To::services) continue;
      const Answer::Impl& old = answer.impl();
      const auto rows = rows_asked(city_, question);
      const bool asks = std::binary_search(rows.begin(), rows.end(), row_);
      if (asks || rows != old.rows) {
        changed[question] = prepared(city_, question, before.ground);
        changed[question]->family = old.family;
      } else if (old.table_rows != city_.services.size()) {
        changed[question] = prepared(city_, question, before.ground);
        changed[question]->family = old.family;
      }
    }
    if (has_new_door_) renew_families(before.ground, changed);
    put(changed, result);
    return result;
  }

 private:
  bool asks(const Answer::Impl& impl) const {
    return std::binary_search(impl.rows.begin(), impl.rows.end(), row_);
  }

  void renew_families(const std::shared_ptr<const Ground>& ground, Impls& changed) const {
    std::map<std::shared_ptr<const Family>, std::uint32_t> limits;  // of lists that ask for it
    for (const auto& [question, impl] : changed) {
      if (!asks(*impl)) continue;
      auto& limit = limits[impl->family];
      if (question.nearest == 0) limit = std::max(limit, impl->limit);
    }
    Families now;
    for (const auto& [family, limit] : limits) {
      now[family.get()] =
          renewed(city_, Question::To::services, *family, ground, std::span(&row_, 1), limit);
    }
    for (auto& [question, impl] : changed) {
      if (asks(*impl)) impl->family = now.at(impl->family.get());
    }
  }

  const City& city_;
  std::uint32_t row_;
  bool has_new_door_;
};

/// A street whose cost is another now, or that is new.
class StreetAgain {
 public:
  StreetAgain(const City& city, EdgeId street) : city_(city), street_(street) {}

  Answers answers(const Together& before) const {
    const Ground& old = *before.ground;
    const auto ground = ground_after(old);
    if (!ground) return before.answers;
    Families now;
    Impls changed;
    for (const auto& [question, answer] : before.answers) {
      const auto impl = prepared(city_, question, ground);
      if (const Family* known = answer.impl().family.get()) {
        auto& family = now[known];
        if (!family) family = family_after(question.to, *known, old, ground);
        impl->family = family;
      }
      changed[question] = impl;
    }
    Answers result = before.answers;
    put(changed, result);
    return result;
  }

 private:
  static EdgeCost passing(const Costs& costs, EdgeId street) {
    return street.row() < costs.edge.size() ? costs.passing(street) : EdgeCost{};
  }
  static EdgeCost along(const Costs& costs, EdgeId street) {
    return street.row() < costs.edge.size() ? costs.edge[street] : EdgeCost{};
  }
  static bool same(const EdgeCost& a, const EdgeCost& b) {
    return a.forward == b.forward && a.backward == b.backward;
  }

  Costs costs_after(const Costs& old) const {
    Costs costs = old;
    const EdgeCost cost = quantise(city_.streets, old.way, street_);
    if (street_.row() == costs.edge.size()) {
      costs.edge.push_back(cost);
    } else {
      costs.edge[street_] = cost;
    }
    std::erase(costs.cut, street_);
    if (!city_.streets.edges[street_].through) {
      costs.cut.insert(std::lower_bound(costs.cut.begin(), costs.cut.end(), street_), street_);
    }
    return costs;
  }

  // Nothing where those who move so notice no difference.
  std::shared_ptr<const Ground> ground_after(const Ground& old) const {
    Costs costs = costs_after(old.costs);
    const bool doors_same = same(along(old.costs, street_), along(costs, street_));
    const bool is_new = street_.row() == old.costs.edge.size();
    if (doors_same && !is_new && same(passing(old.costs, street_), passing(costs, street_))) {
      return nullptr;
    }
    auto ground =
        std::make_shared<Ground>(Ground{doors_same || is_new ? old.homes : home_edges(city_, costs),
                                        Arcs(city_.streets, costs, Arcs::Direction::along),
                                        Arcs(city_.streets, costs, Arcs::Direction::against),
                                        nullptr,
                                        {}});
    if (old.swept) ground->swept = swept_after(*old.swept, costs);
    ground->costs = std::move(costs);
    return ground;
  }

  std::shared_ptr<const SweptStreets> swept_after(const SweptStreets& old,
                                                  const Costs& costs) const {
    const geo::Edge& edge = city_.streets.edges[street_];
    const Hierarchy& tree = *old.tree;
    const auto from = tree.rank(edge.from.row()), to = tree.rank(edge.to.row());
    const auto upper = std::min(from, to), lower = std::max(from, to);
    const bool is_above = lower < tree.corners()[upper].end;
    if (from == to || (is_above && tree.arc_between(lower, upper) != Hierarchy::none)) {
      return std::make_shared<const SweptStreets>(
          SweptStreets{old.tree, customise_again(tree, old.costs, city_.streets, costs, street_)});
    }
    std::vector<std::uint32_t> order;
    for (auto rank = tree.size(); rank-- > 0;) order.push_back(tree.corner(rank));
    auto filled = Hierarchy::build(Links(city_.streets), order);
    if (!filled) return nullptr;
    const auto built = std::make_shared<const Hierarchy>(std::move(*filled));
    return std::make_shared<const SweptStreets>(
        SweptStreets{built, customise<std::uint16_t>(*built, city_.streets, costs)});
  }

  std::shared_ptr<const Family> family_after(Question::To to, const Family& family,
                                             const Ground& old,
                                             const std::shared_ptr<const Ground>& ground) const {
    const auto again = reached_along(family, old.costs, ground->costs);
    return renewed(city_, to, family, ground, again, 0);
  }

  // The destinations to which a shortest way leads along the street, before or now, or whose door
  // is on it.
  std::vector<std::uint32_t> reached_along(const Family& family, const Costs& before,
                                           const Costs& now) const {
    const Destinations& destinations = family.destinations;
    std::set<std::uint32_t> rows;
    if (destinations.longest == 0) return {};
    if (street_.row() < before.edge.size()) {
      for (const auto& entrance : destinations.on(street_)) rows.insert(entrance.row);
    }
    const geo::Edge& edge = city_.streets.edges[street_];
    const auto a = costs_from(family, edge.from), b = costs_from(family, edge.to);
    const EdgeCost was = passing(before, street_), is = passing(now, street_);
    for (std::uint32_t row = 0; row < destinations.size(); ++row) {
      if (matters(a[row], b[row], was.forward, is.forward, destinations.limit[row]) ||
          matters(b[row], a[row], was.backward, is.backward, destinations.limit[row])) {
        rows.insert(row);
      }
    }
    return {rows.begin(), rows.end()};
  }

  static std::vector<std::uint32_t> costs_from(const Family& family, geo::NodeId corner) {
    std::vector<std::uint32_t> costs(family.destinations.size(), far);
    for (const Trip& trip : family.trips->from(corner.row())) costs[trip.to] = trip.cost.count;
    return costs;
  }

  // Whether a step from one corner to another, from where it is so far to a destination, was part
  // of a shortest way and is longer now, or makes a shorter one.
  static bool matters(std::uint32_t here, std::uint32_t there, std::uint32_t was, std::uint32_t is,
                      std::uint32_t limit) {
    if (there == far) return false;
    const bool longer = is > was && here == was + there;
    const bool shorter = is < was && is + there <= limit && is + there < here;
    return longer || shorter;
  }

  const City& city_;
  EdgeId street_;
};

struct StreetOf {
  const City& city;
  std::optional<EdgeId> operator()(const geo::StreetClosed& one) const { return one.street; }
  std::optional<EdgeId> operator()(const geo::StreetOpened& one) const { return one.street; }
  std::optional<EdgeId> operator()(const geo::StreetSlowed& one) const { return one.street; }
  std::optional<EdgeId> operator()(const geo::StreetBuilt&) const {
    return EdgeId{city.streets.edges.size() - 1};
  }
  template <class Other>
  std::optional<EdgeId> operator()(const Other&) const {
    return std::nullopt;
  }
};

Answers of_service(const City& city, const geo::Edit& edit, const Together& before) {
  if (const auto* closed = std::get_if<geo::ServiceClosed>(&edit)) {
    return ServiceAgain(city, closed->service.row(), false).answers(before);
  }
  const auto* moved = std::get_if<geo::ServiceMoved>(&edit);
  const std::size_t row = moved ? moved->service.row() : city.services.size() - 1;
  return ServiceAgain(city, static_cast<std::uint32_t>(row), true).answers(before);
}

Answers again(const City& city, const geo::Edit& edit, const Together& before) {
  const Way& way = before.ground->costs.way;
  if (before.straight) {
    std::vector<Question> questions;
    for (const auto& [question, answer] : before.answers) questions.push_back(question);
    return ask(city, questions, way);
  }
  const auto street = std::visit(StreetOf{city}, edit);
  const bool rides = way.uses != geo::Mode::foot;
  if (street) return rides ? before.answers : StreetAgain(city, *street).answers(before);
  return rides ? of_service(on_wheels(city, way.uses), edit, before)
               : of_service(city, edit, before);
}

}  // namespace

Answers ask_again(const Answers& before, const City& city, const geo::Edit& edit) {
  Answers all;
  Answers direct;
  // Asked anew: a street may lead to any stop, and a line to any other.
  std::map<Way, std::vector<Question>> riding;
  for (const auto& [question, answer] : before) {
    if (question.transit) {
      riding[answer.impl().ground->costs.way].push_back(question);
    } else {
      direct.emplace(question, answer);
    }
  }
  if (geo::changes_timetable(edit)) {
    all = std::move(direct);
  } else {
    for (const Together& together : by_ground(direct)) all.merge(again(city, edit, together));
  }
  for (const auto& [way, questions] : riding) all.merge(ask(city, questions, way));
  return all;
}

}  // namespace analysis::travel
