#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/page/view.hpp"

namespace app::page {

/// What a metric is called in the reader's language; the card's own words where there are none.
std::string metric_title(const geo::ReleasedMetric& metric, const Words& words);
std::string metric_method(const geo::ReleasedMetric& metric, const Words& words);

/// "Primary school" in the reader's language, from the shared vocabulary; empty for no kind.
std::string kind_name(const std::string& kind, const Words& words);
/// "the nearest primary school".
std::string nearest(const std::string& kind, const Words& words);
/// "Health" of "health.clinic".
std::string theme_name(const std::string& theme, const Words& words);

/// "By bicycle": how those move whom the metric is about; empty where they walk like everybody.
std::string way_name(const geo::ReleasedMetric& metric, const Words& words);

/// The question a map answers: "How long is the walk to the nearest primary school?".
std::string question(const geo::ReleasedMetric& metric, const Words& words);

/// "14 min", "1,200": a figure rounded to what is known, with its unit.
std::string with_unit(double value, const std::string& unit, const Words& words);
/// Two figures to as many decimals as tell them apart, at most one more than is known.
std::pair<std::string, std::string> pair_with_unit(double a, double b, const std::string& unit,
                                                   const Words& words);
/// A unit as a reader says it: "min", and "EUR per m² per month" for "EUR/m2/month".
std::string unit_words(const std::string& unit, const Words& words);
/// How many decimals of `value` are known in this unit.
int decimals_known(double value, const std::string& unit);

/// "under 5", "5 to 10", ..., "30 to 60": one for each class.
std::vector<std::string> class_labels(const std::vector<double>& breaks, const std::string& unit,
                                      const Words& words);

/// The same where other figures than those that made the classes are shown too: "under 5", ...,
/// "30 or more".
std::vector<std::string> open_class_labels(const std::vector<double>& breaks,
                                           const std::string& unit, const Words& words);

/// How a group is called inside a sentence: "people born abroad", "others".
std::string group_phrase(const geo::ReleasedGroup& group, const View& view);
/// The same at the head of a column: "Born abroad".
std::string group_name(const geo::ReleasedGroup& group, const View& view);

/// Whether a figure of people is the median, in which those beyond the longest walk count as
/// furthest; else it is the mean of those who have a value.
bool is_median(const geo::ReleasedMetric& metric);

/// The figure by which places are ranked: a median beyond the longest walk counts as that walk.
/// Nothing for any other figure that is not there.
std::optional<double> at_least(const geo::ReleasedMetric& metric, const geo::Cell<double>& figure);

/// The figure with its unit, or "over 60 min" where it is beyond the longest walk.
std::string figure_text(const geo::ReleasedMetric& metric, const geo::Cell<double>& figure,
                        const Words& words);

/// How straight lines were lengthened where no streets were used, such as "1.3"; empty where walks
/// follow the streets.
std::string straight_lines(const View& view);

/// The sentence that answers the question, from the figures of the whole city; where there is
/// none, a sentence that says why.
std::string answer(const geo::ReleasedMetric& metric, const View& view);

/// Whom the figures leave out, where that is more than one in twenty of a group; else empty.
std::string whom_it_counts(const geo::ReleasedMetric& metric, const View& view);

/// "out of reach", "withheld to protect people": why there is no value, in the reader's words.
std::string status(geo::Missing reason, const Words& words);

}  // namespace app::page
