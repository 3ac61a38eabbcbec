#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analysis/metric.hpp"
#include "analysis/stats/survey.hpp"
#include "geo/city.hpp"
#include "geo/timetable.hpp"

namespace analysis {

/// One metric with its settings, as asked in this run.
struct Instance {
  std::string id;
  const Metric* metric = nullptr;
  Settings settings;
  std::string column;  ///< "nearest_education_school_min": unique in the run
  std::string kind;    ///< value of the setting `service`, when it has one
};

/// The group step: figures of one metric for one group in each area of one level.
struct Figures {
  geo::LevelId level;
  geo::GroupId group;
  geo::Column<geo::AreaId, double> value;  ///< mean or median as the card says
  geo::Column<geo::AreaId, double> mean;
  geo::Column<geo::AreaId, double> median;
  geo::Column<geo::AreaId, double> coverage;     ///< share of the group's people with a value, 0..1
  geo::Column<geo::AreaId, double> gap;          ///< value less the reference group's
  geo::Column<geo::AreaId, double> ratio;        ///< value over the reference group's
  geo::Column<geo::AreaId, double> worst_fifth;  ///< share of the group among the city's worst 20 %
  /// Least and most that the gap could be, whoever lives in which home of a neighbourhood;
  /// `uncertain` for an index of areas, `out_of_reach` where there is no such bound.
  geo::Column<geo::AreaId, double> gap_low, gap_high;
};

struct Outcome {
  Instance instance;
  std::optional<HomeFigures> homes;  ///< absent for an index of areas
  std::vector<Figures> figures;      ///< every level x group
  /// Share of the figure's variation among everyone that lies inside neighbourhoods, 0 to 1.
  geo::Cell<double> inside = geo::Missing::not_recorded;
};

/// What a barrier costs in each area of one level, by services that certainly, or possibly, are
/// open. See `barrier_costs`.
struct BarrierCost {
  struct AtBound {
    geo::Column<geo::AreaId, double> minutes, added, put_out;
  };
  std::string profile;
  geo::Kind kind;
  std::string removed;  ///< "nothing", the word of a barrier, or "everything"
  geo::LevelId level;
  AtBound certain, possible;
};

/// What one survey says to one question, of the households of one cell.
struct SurveyFigure {
  std::string survey, question;
  std::string by;    ///< empty for all households, "stratum", or the key of a division
  std::string cell;  ///< the word of the cell, as the source has it
  geo::Cell<stats::Estimate> estimate;
};

/// What may fail: a service, a street that nobody can pass any more, or a line that runs no more.
using Failure = std::variant<geo::ServiceId, geo::EdgeId, geo::LineId>;

/// Who falls below a standard when one thing fails. See `losses`.
struct Loss {
  geo::Kind kind;
  geo::Minutes standard;  ///< on foot; by public transport where a line fails
  Failure failed;
  std::vector<geo::HomeId> homes;  ///< ascending
};

/// What a run computed; not yet protected, so it never leaves the program as it is.
struct Results {
  std::vector<Outcome> outcomes;
  std::vector<BarrierCost> barriers;
  std::vector<SurveyFigure> surveys;
  std::vector<Loss> losses;
  geo::GroupId reference{0};
  std::vector<std::pair<std::string, std::string>> parameters;  ///< of the run, for the record
};

}  // namespace analysis
