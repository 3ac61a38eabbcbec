#pragma once

#include <string>
#include <vector>

#include "app/page/map.hpp"
#include "app/page/view.hpp"

namespace app::page {

/// The legend of a map as a histogram of people: coloured bars by class, both groups side by side,
/// the counts below them; then a key for each reason why an area has no value.
std::string legend(const geo::ReleasedMetric& metric, const View& view, const Atlas& atlas,
                   const MapRequest& request);

/// The same for figures of areas of one layer, such as rents: the bars are the people who live
/// there.
std::string legend_of_residents(const geo::write::ClassStyle& style, const std::string& title,
                                const geo::ReleasedLayer& layer,
                                const std::vector<geo::Cell<double>>& figures, const View& view,
                                const Atlas& atlas, const MapRequest& request);

/// A count short enough to stand under a bar: "9,483", "448k", "1.2M".
std::string compact(double count, const Words& words);

/// One of the places where a lack weighs most.
struct Place {
  std::size_t row;          ///< of the reading level
  geo::Cell<double> value;  ///< of the group looked at; `out_of_reach` beyond the longest walk
  double excess;            ///< how much worse than in the whole city; at least, where beyond
  double people;  ///< who live there, of the group looked at; homes where people are not recorded
};

/// Up to five areas of the reading level, by people times how much worse off they are than the
/// city as a whole. Who is beyond the longest walk counts as just that far; other areas without a
/// value, or with withheld counts, cannot be ranked.
std::vector<Place> worst_places(const geo::ReleasedMetric& metric, const View& view);

/// The metric the first page is about: among walks to daily and arrival services, the one where
/// the city's own group is furthest behind the reference group; where it is behind in none, the one
/// that is furthest for everyone. Null when no such walk was measured.
const geo::ReleasedMetric* leading_metric(const View& view);

/// One question, one map, the sentence that answers it, the five places, what is not known.
std::string mayors_page(const View& view, const Atlas& atlas);

/// Who runs the services of the metric's kind, and so could close its gap: counted from the
/// released services, so protected places are not among them. Empty where it is stated of none.
std::string providers_line(const View& view, const geo::ReleasedMetric& metric);

/// Who was counted, by whom and when.
std::string people_line(const View& view);
/// How sure the first page is, what is not known, and what it is made of: shares, dates and counts
/// that the release holds, nothing else.
std::string how_we_know(const View& view, const Atlas& atlas, const geo::ReleasedMetric& metric,
                        const MapRequest& request);

/// Links to the page's sections.
std::string contents(const View& view);
/// The kind of service a question is about, as markup; empty where the question says it.
std::string kicker(const geo::ReleasedMetric& metric, const Words& words);

/// A spread for each theme that was measured, then what to add for those that were not.
std::string themes(const View& view, const Atlas& atlas);

/// Figures of one metric by area, worst first.
std::string area_table(const geo::ReleasedMetric& metric, const View& view);

/// What is wrong in the data and how to mend it.
std::string findings(const View& view);

/// How each figure is made; where the data come from.
std::string methods(const View& view);
std::string sources(const View& view);

}  // namespace app::page
