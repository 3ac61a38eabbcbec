#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "geo/core/column.hpp"
#include "geo/core/finding.hpp"
#include "geo/core/kind.hpp"
#include "geo/core/names.hpp"
#include "geo/layers.hpp"
#include "geo/profile.hpp"
#include "geo/shape/geometry.hpp"

namespace analysis::privacy {
class Gate;
}

namespace geo {

/// One column of a released layer. `<name>_status` stands beside it in every format.
struct ReleasedColumn {
  enum class Role {
    people,
    value,
    group_value,
    gap,
    gap_low,
    gap_high,
    ratio,
    coverage,
    worst_fifth,
    attribute,
    share,
    housing
  };
  std::string name;  ///< "nearest_education_school_min__migrants"
  std::string unit;  ///< "min", "people", ...
  Role role = Role::value;
  std::string metric;    ///< id, "access/nearest"; empty for people and attributes
  std::string instance;  ///< the column name of the metric itself, without group
  std::string group;     ///< key; empty for everyone
  std::string period;    ///< of a figure of housing
  bool modelled = false;
  bool whole = false;  ///< written without decimals
  int decimals = 3;
  std::variant<std::vector<Cell<double>>, std::vector<Cell<std::string>>> cells;
  /// Rows whose value stands, with the status `uncertain` beside it: an estimate of which the data
  /// cannot even tell the sign. Empty: none.
  std::vector<bool> doubtful;

  /// The contract's word for a row.
  std::string_view status(std::size_t row) const;
};

/// One layer of a release: an administrative level, the homes, the services, the streets or water.
struct ReleasedLayer {
  enum class What { level, homes, services, streets, water };
  What what = What::level;
  std::string name;  ///< "section", "district", "city", "homes", "services", "streets"
  Names title;
  ShapeKind kind = ShapeKind::polygons;
  std::vector<Geometry> shapes;   ///< metres of `Release::projection()`
  std::vector<std::string> keys;  ///< the source's own keys, untouched
  std::vector<Names> names;
  std::vector<std::string> parents;  ///< key of the area one level up; empty at the city
  std::vector<ReleasedColumn> columns;
  std::vector<std::string> languages;  ///< tags for which a name column is written

  const ReleasedColumn* column(const std::string& name) const;
};

/// One metric as asked in this run, described for every writer.
struct ReleasedMetric {
  std::string id;        ///< "access/nearest"
  std::string instance;  ///< "nearest_education_school_min"
  std::string title;     ///< of the card
  std::string unit;
  std::string method, formula, source;
  bool lower_is_better = true;
  bool diverging = false;   ///< signed: zero is the middle
  bool over_areas = false;  ///< an index of areas: no home has one
  std::string kind;         ///< "education.school"; empty when not about one kind
  Names who;                ///< the profile that it is about; empty when about anybody
  /// Share of the figure's variation among everyone that lies inside the finest areas, 0 to 1.
  Cell<double> inside = Missing::not_recorded;
  std::vector<std::pair<std::string, std::string>> settings;  ///< name, value with unit
};

/// People of each group in each class of a metric's values, over the whole city.
struct ReleasedHistogram {
  std::string instance;
  std::vector<double> breaks;  ///< k+1 class edges for k classes
  std::vector<std::string> groups;
  /// by group, then class; then one cell for people without a value ("out of reach" and others)
  std::vector<std::vector<Cell<double>>> people;
  std::vector<Cell<double>> without_value;
};

struct ReleasedGroup {
  std::string key;
  Names name;
  std::string definition, part_of;
  std::vector<std::string> languages;
  bool is_rest = false;
  Cell<double> people = Missing::not_recorded;  ///< whole city
};

/// A profile of the run, as its city describes it.
struct ReleasedProfile {
  Profile profile;
  std::vector<std::string> kinds;  ///< of which it is told what each barrier costs
};

/// What one barrier costs one profile in one area: a row of tables/profiles.csv.
struct ReleasedBarrier {
  struct AtBound {
    Cell<double> minutes = Missing::not_recorded;  ///< to the nearest service without the barrier
    Cell<double> added = Missing::not_recorded;    ///< minutes more because of it
    Cell<double> put_out = Missing::not_recorded;  ///< people who reach none because of it
  };
  std::string profile, kind;
  std::string removed;      ///< "nothing", a barrier's word, "everything"
  std::string level, area;  ///< name of the layer, key of the area
  AtBound certain;          ///< by services that are known to be open to the profile
  AtBound possible;         ///< by those that are not known to be closed to it
};

/// Who falls below a standard when one service, street or line fails: a row of tables/loss.csv.
struct ReleasedLoss {
  enum class What { service, street, line };
  std::size_t rank = 0;  ///< 1 the worst; the same for the same number of people
  What what = What::service;
  std::string kind;     ///< of the services that are then missed
  double standard = 0;  ///< minutes within which everybody should have one
  std::string key;      ///< of the layer `services` or `streets`, or the `route_id` of the line
  Names name;
  Geometry at;
  std::size_t homes = 0;
  std::vector<Cell<double>> people;  ///< as in `Release::groups()`
};

/// A sample of households, as its city describes it.
struct ReleasedSurvey {
  struct Question {
    std::string key;
    Names name;
    std::string unit;
    bool is_share = true;
  };
  std::string key;
  Names name;
  std::string file, definition, as_of;
  std::vector<Question> questions;
};

/// What a survey says to a question, of all households or of one cell: a row of
/// tables/surveys.csv, with the interval that holds the truth in 95 samples of 100.
struct ReleasedSurveyFigure {
  std::string survey, question;
  std::string by, cell;  ///< empty for all; "stratum" or a division, and its word
  Cell<double> value = Missing::not_recorded, low = value, high = value;
  /// Households that answered, rounded down to tens so that no small cell can be had by
  /// subtraction.
  Cell<double> answers = Missing::not_recorded;
};

/// A figure of housing in one period, as its source gives it: rows of tables/housing.csv. The
/// latest of each stands on the layer of its level as the column `name`.
struct ReleasedHousing {
  /// The figure where a group lives: the mean of the areas' figures, each counted as often as
  /// people of the group live there.
  struct OfGroup {
    std::string group;
    Cell<double> mean = Missing::not_recorded;
    Cell<double> coverage = Missing::not_recorded;  ///< share of the group in areas with a figure
    bool modelled = false;  ///< the group was counted in larger areas than the figure
  };
  std::string name;    ///< "rent_eur_month"
  std::string what;    ///< "rent", "income", "rooms", "dwellings", "dwellings_rented"
  std::string tenure;  ///< of dwellings of one tenure: the source's word
  std::string unit;    ///< "EUR/month"; empty where nobody states it
  std::string level;   ///< name of the layer whose rows are `values`
  std::string period;
  std::string file;
  bool on_layer = false;
  std::vector<Cell<double>> values;
  std::vector<OfGroup> of_groups;  ///< over the whole city; empty for dwellings counted
};

/// What may leave the program. Only the privacy gate can make one, and writers take nothing else.
class Release {
 public:
  const Names& name() const { return name_; }
  const std::vector<std::string>& languages() const { return languages_; }
  const std::string& projection() const { return projection_; }
  const std::vector<ReleasedLayer>& layers() const { return layers_; }
  const ReleasedLayer* layer(const std::string& name) const;
  const std::vector<ReleasedMetric>& metrics() const { return metrics_; }
  const ReleasedMetric* metric(const std::string& instance) const;
  const std::vector<ReleasedHistogram>& histograms() const { return histograms_; }
  const ReleasedHistogram* histogram(const std::string& instance) const;
  const std::vector<ReleasedGroup>& groups() const { return groups_; }
  const std::vector<ReleasedProfile>& profiles() const { return profiles_; }
  const std::vector<ReleasedBarrier>& barriers() const { return barriers_; }
  /// The row of one profile, kind and barrier in one area; null when there is none.
  const ReleasedBarrier* barrier(const std::string& profile, const std::string& kind,
                                 const std::string& removed, const std::string& level,
                                 const std::string& area) const;
  const std::vector<ReleasedLoss>& losses() const { return losses_; }
  const std::vector<ReleasedSurvey>& surveys() const { return surveys_; }
  const std::vector<ReleasedSurveyFigure>& survey_figures() const { return survey_figures_; }
  /// In order of figure, unit, file and period.
  const std::vector<ReleasedHousing>& housing() const { return housing_; }
  const std::string& reference_group() const { return reference_group_; }
  int smallest_count() const { return smallest_count_; }
  bool people_recorded() const { return people_recorded_; }
  const std::string& people_basis() const { return people_basis_; }
  const std::string& people_as_of() const { return people_as_of_; }
  /// Who counts as living here, such as "usual residents".
  const std::string& people_definition() const { return people_definition_; }
  const std::vector<InputFile>& inputs() const { return inputs_; }
  const Findings& findings() const { return findings_; }
  const std::vector<std::pair<std::string, std::string>>& parameters() const { return parameters_; }

 private:
  friend class analysis::privacy::Gate;
  Release() = default;

  Names name_;
  std::vector<std::string> languages_;
  std::string projection_;
  std::vector<ReleasedLayer> layers_;
  std::vector<ReleasedMetric> metrics_;
  std::vector<ReleasedHistogram> histograms_;
  std::vector<ReleasedGroup> groups_;
  std::vector<ReleasedProfile> profiles_;
  std::vector<ReleasedBarrier> barriers_;
  std::vector<ReleasedLoss> losses_;
  std::vector<ReleasedSurvey> surveys_;
  std::vector<ReleasedSurveyFigure> survey_figures_;
  std::vector<ReleasedHousing> housing_;
  std::string reference_group_;
  int smallest_count_ = 10;
  bool people_recorded_ = false;
  std::string people_basis_, people_as_of_, people_definition_;
  std::vector<InputFile> inputs_;
  Findings findings_;
  std::vector<std::pair<std::string, std::string>> parameters_;
};

}  // namespace geo
