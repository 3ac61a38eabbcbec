#pragma once

#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "analysis/settings.hpp"
#include "analysis/travel/answer.hpp"
#include "analysis/travel/question.hpp"
#include "geo/city.hpp"
#include "geo/core/column.hpp"

namespace analysis {

enum class Better { lower, higher, neither };
enum class Summary { mean, median };

/// How a metric describes itself: the command line, `docs/metrics.md`, the report and the legend
/// are all printed from here.
struct Card {
  std::string_view title;
  std::string_view unit;  ///< "min", "places per 1,000 people", ... "" for an index
  Better better = Better::neither;
  Summary over_people = Summary::mean;
  std::string_view method;         ///< one sentence for a resident
  std::string_view formula;        ///< in plain notation
  std::string_view missing;        ///< when there is no value, and which word then stands there
  std::string_view source;         ///< paper with doi
  std::string_view column;         ///< stem of the column name: "nearest"
  std::string_view suffix;         ///< unit in column names: "min"; may be empty
  bool depends_on_people = false;  ///< then no home-level column leaves the program
  bool diverging = false;          ///< signed: zero is the middle
  bool reads_timetable = false;    ///< a figure hangs on what runs, not on trips alone
};

/// A figure for each home, or for each area of a level (an index such as dissimilarity).
using HomeFigures = geo::Column<geo::HomeId, double>;
using AreaFigures = geo::Column<geo::AreaId, double>;

/// What a metric over areas is told: at which level to answer, and for which group.
struct AreaQuestion {
  geo::LevelId level;
  geo::GroupId group;
};

/// A metric with its types erased: one row of the catalogue.
struct Metric {
  Card card;
  std::vector<FieldCard> (*fields)() = nullptr;
  /// Throws geo::Error (code `setting_unknown`, `setting_out_of_range`, `setting_not_understood`)
  /// naming the setting, the value and what is allowed.
  void (*check)(const Settings&) = nullptr;
  /// One question for most; one for each way of moving that is set beside another.
  std::vector<travel::Question> (*asks)(const geo::City&, const Settings&) = nullptr;
  /// `answers` to those questions, in their order.
  HomeFigures (*for_homes)(const geo::City&, const Settings&,
                           std::span<const travel::Answer> answers) = nullptr;
  AreaFigures (*for_areas)(const geo::City&, const Settings&, AreaQuestion) = nullptr;

  /// Where this says no, a run that names no metrics leaves this one out.
  bool (*worth_asking)(const geo::City&) = nullptr;

  bool over_areas() const { return for_areas != nullptr; }
};

/// A metric and its place in the catalogue; the id is the path of its file, "access/nearest".
struct Entry {
  std::string_view id;
  const Metric* metric;
};

/// Every metric, by id. Written by cmake/metric_catalogue.cmake from the files that are there.
const std::vector<Entry>& catalogue();

/// The metric of that id. Throws geo::Error `metric_unknown` with the nearest ids.
const Entry& find_metric(std::string_view id);

}  // namespace analysis

#include "analysis/metric_erasure.hpp"  // IWYU pragma: export
