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

/// The question a map answers: "How long is the walk to the nearest primary school?".
std::string question(const geo::ReleasedMetric& metric, const Words& words);

/// "14 min", "1,200": a figure rounded to what is known, with its unit.
std::string with_unit(double value, const std::string& unit, const Words& words);
/// Two figures to as many decimals as tell them apart, at most one more than is known.
std::pair<std::string, std::string> pair_with_unit(double a, double b, const std::string& unit,
                                                   const Words& words);
/// How many decimals of `value` are known in this unit.
int decimals_known(double value, const std::string& unit);

/// "under 5", "5 to 10", ..., "30 to 60": one for each class.
std::vector<std::string> class_labels(const std::vector<double>& breaks, const std::string& unit,
                                      const Words& words);

/// How a group is called inside a sentence: "people born abroad", "others".
std::string group_phrase(const geo::ReleasedGroup& group, const View& view);
/// The same at the head of a column: "Born abroad".
std::string group_name(const geo::ReleasedGroup& group, const View& view);

/// The sentence that answers the question, from the figures of the whole city; where there is
/// none, a sentence that says why.
std::string answer(const geo::ReleasedMetric& metric, const View& view);

/// "out of reach", "withheld to protect people": why there is no value, in the reader's words.
std::string status(geo::Missing reason, const Words& words);

}  // namespace app::page
