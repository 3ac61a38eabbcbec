#pragma once

#include <map>
#include <span>
#include <vector>

#include "analysis/travel/answer.hpp"
#include "analysis/travel/plan.hpp"
#include "analysis/travel/question.hpp"
#include "analysis/travel/way.hpp"
#include "geo/city.hpp"

namespace analysis::travel {

/// Answers all questions of a run together, those that move alike in one go: `way` is how those
/// move that do not say. For each way one bounded search from each
/// destination's doors (or from the corners with homes where those are fewer), with the longest
/// limit asked: one by one (Dial), or 64 at once over a hierarchy of the streets where there are
/// enough of them (`Means`). Exact either way: equals a plain Dijkstra over the whole costs bit for
/// bit. O(d m') for d destinations with m' streets in reach. Dial (1969),
/// doi:10.1145/363269.363610.
///
/// The answers hold what they need: the city may go. A city whose city.toml says that it has no
/// streets is answered in straight lines times its stated detour.
std::map<Question, Answer> ask(const geo::City& city, std::span<const Question> questions,
                               const Way& way, const Means& means = {},
                               const std::function<void(double)>& progress = {});

/// Times between two sets of doors, `out_of_reach` beyond the limit: a row for each origin.
std::vector<std::vector<geo::Cell<geo::Deciseconds>>> matrix(
    const geo::StreetGraph& streets, const Costs& costs, std::span<const geo::Door> origins,
    std::span<const geo::Door> destinations, geo::Minutes limit, By answered_by = By::quicker);

/// Time from each corner to the nearest of `destinations`, or `out_of_reach`.
geo::Column<geo::NodeId, geo::Deciseconds> nearest(const geo::StreetGraph& streets,
                                                   const Costs& costs,
                                                   std::span<const geo::Door> destinations,
                                                   geo::Minutes limit);

/// The corners reached from a door within the limit, with the time to each.
geo::Column<geo::NodeId, geo::Deciseconds> reach(const geo::StreetGraph& streets,
                                                 const Costs& costs, const geo::Door& origin,
                                                 geo::Minutes limit);

}  // namespace analysis::travel
