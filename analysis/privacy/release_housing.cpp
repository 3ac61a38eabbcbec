#include "analysis/privacy/release_housing.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "analysis/privacy/release_layers.hpp"
#include "geo/core/natural_order.hpp"

namespace analysis::privacy {

using namespace geo;

namespace {

constexpr int mean_decimals = 3;
constexpr int share_decimals = 3;
constexpr int value_decimals = 6;  // more than any source states
constexpr double least_covered = 0.5;

/// Part of a column's name: small letters, what cannot stand in a name as "_"; letters of other
/// scripts stay.
std::string in_a_name(const std::string& text) {
  static const std::map<std::string, std::string> signs{
      {"²", "2"}, {"€", "eur"}, {"£", "gbp"}, {"$", "dollar"}};
  std::string plain = text;
  for (const auto& [sign, word] : signs) {
    for (auto at = plain.find(sign); at != std::string::npos; at = plain.find(sign)) {
      plain.replace(at, sign.size(), word);
    }
  }
  std::string name;
  for (const char c : plain) {
    const bool is_upper = c >= 'A' && c <= 'Z',
               is_other = (static_cast<unsigned char>(c) & 0x80) != 0;
    if (is_upper) {
      name += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || is_other) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (name.ends_with('_')) name.pop_back();
  return name;
}

/// "rent_eur_month", "dwellings_private_rent".
std::string column_name(const HousingFigure& figure) {
  const std::string stem = in_a_name(figure.what);
  const std::string unit = figure.is_mean() && figure.what != "rooms" ? in_a_name(figure.unit) : "";
  return unit.empty() ? stem : stem + "_" + unit;
}

using Weights = Per<GroupId, Column<NeighbourhoodId, People>>;

/// Over the areas of the figure's level, each counted as often as people of the group live there.
ReleasedHousing::OfGroup mean_of(const City& city, const HousingFigure& figure, GroupId group,
                                 const Weights& weights) {
  const Level& level = city.levels[figure.at];
  ReleasedHousing::OfGroup mean{city.residents.groups[group].key};
  mean.modelled = figure.at < city.residents.finest(group);
  double sum = 0, covered = 0, all = 0;
  for (const NeighbourhoodId n : weights[group].rows()) {
    const auto& people = weights[group][n];
    if (!people) continue;
    all += people->count();
    const auto& value = figure.value[level.of[n]];
    if (!value) continue;
    covered += people->count();
    sum += people->count() * *value;
  }
  if (all <= 0) {
    mean.mean = mean.coverage = Missing::no_people;
    return mean;
  }
  mean.coverage = rounded(covered / all, share_decimals);
  mean.mean = covered / all > least_covered ? Cell<double>{rounded(sum / covered, mean_decimals)}
                                            : Cell<double>{Missing::too_few_people};
  return mean;
}

/// Why nothing is said of where a group lives; nothing when something is.
std::optional<Missing> kept_back(const City& city, const PeopleCounts& people, GroupId group) {
  const LevelId whole{city.levels.size() - 1};
  if (city.residents.in_city.contains(group)) return Missing::not_recorded_at_this_level;
  if (group == everyone) return std::nullopt;
  if (people.withheld(whole, group, AreaId{0}) ||
      people.share_withheld_inside(whole, group, AreaId{0}) > most_estimated_for_figures) {
    return Missing::suppressed;
  }
  return std::nullopt;
}

std::vector<ReleasedHousing::OfGroup> of_groups(const City& city, const PeopleCounts& people,
                                                const HousingFigure& figure,
                                                const Weights& weights) {
  std::vector<ReleasedHousing::OfGroup> all;
  if (!city.residents.recorded || !figure.is_mean()) return all;
  for (const GroupId group : city.residents.groups.rows()) {
    // Who came in a period is not who lives there.
    if (city.residents.groups[group].by == Dimension::flow) continue;
    if (const auto reason = kept_back(city, people, group)) {
      all.push_back({city.residents.groups[group].key, *reason, *reason});
    } else {
      all.push_back(mean_of(city, figure, group, weights));
    }
  }
  return all;
}

/// Marks the latest period of each figure at each level; of two tables that give it, the first.
void mark_latest(std::vector<ReleasedHousing>& all) {
  std::map<std::pair<std::string, std::string>, ReleasedHousing*> latest;
  for (ReleasedHousing& one : all) {
    const bool any = std::any_of(one.values.begin(), one.values.end(),
                                 [](const Cell<double>& value) { return value.has_value(); });
    if (!any) continue;
    auto& best = latest[{one.level, one.name}];
    if (!best || naturally_before(best->period, one.period)) best = &one;
  }
  for (const auto& [key, one] : latest) one->on_layer = true;
}

ReleasedColumn column_of(const ReleasedHousing& figure) {
  ReleasedColumn column;
  column.name = figure.name;
  column.unit = figure.unit;
  column.role = ReleasedColumn::Role::housing;
  column.decimals = value_decimals;
  column.period = figure.period;
  column.cells = figure.values;
  return column;
}

ReleasedColumn period_of(const ReleasedColumn& figure) {
  ReleasedColumn column;
  column.name = figure.name + "__period";
  column.role = ReleasedColumn::Role::attribute;
  std::vector<Cell<std::string>> cells;
  for (const auto& value : std::get<std::vector<Cell<double>>>(figure.cells)) {
    const bool here = value || value.reason() != Missing::not_recorded_at_this_level;
    cells.push_back(!here                   ? Cell<std::string>{value.reason()}
                    : figure.period.empty() ? Cell<std::string>{Missing::not_recorded}
                                            : Cell<std::string>{figure.period});
  }
  column.cells = std::move(cells);
  return column;
}

}  // namespace

std::vector<ReleasedHousing> released_housing(const City& city, const PeopleCounts& people) {
  std::vector<ReleasedHousing> all;
  if (city.housing.empty()) return all;
  const Weights weights = city.residents.recorded ? people.as_shown() : Weights{};
  for (const HousingFigure& figure : city.housing) {
    ReleasedHousing released;
    released.name = column_name(figure);
    released.what = figure.what;
    released.tenure = figure.tenure;
    released.unit = figure.unit;
    released.level = city.levels[figure.at].key;
    released.period = figure.period;
    released.file = figure.file;
    released.values.assign(figure.value.begin(), figure.value.end());
    released.of_groups = of_groups(city, people, figure, weights);
    all.push_back(std::move(released));
  }
  mark_latest(all);
  return all;
}

void add_housing_columns(const std::vector<ReleasedHousing>& housing,
                         std::vector<ReleasedLayer>& levels) {
  std::set<std::string> names;
  for (const ReleasedHousing& figure : housing) {
    if (!figure.on_layer || !names.insert(figure.name).second) continue;
    for (ReleasedLayer& level : levels) {
      const auto own = std::find_if(housing.begin(), housing.end(), [&](const auto& one) {
        return one.on_layer && one.name == figure.name && one.level == level.name;
      });
      auto column = column_of(own == housing.end() ? figure : *own);
      if (own == housing.end()) {
        column.cells =
            std::vector<Cell<double>>(level.keys.size(), Missing::not_recorded_at_this_level);
      }
      auto period = period_of(column);
      level.columns.push_back(std::move(column));
      level.columns.push_back(std::move(period));
    }
  }
}

}  // namespace analysis::privacy
