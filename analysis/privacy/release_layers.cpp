#include "analysis/privacy/release_layers.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/privacy/shown_figures.hpp"
#include "geo/shape/polygons.hpp"

namespace analysis::privacy {

using namespace geo;
using Role = ReleasedColumn::Role;
using Numbers = std::vector<Cell<double>>;

int decimals_of(std::string_view unit) {
  return unit == "min" ? 2 : 3;
}

double rounded(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const double shown = std::round(value * scale) / scale;
  return shown == 0 ? 0.0 : shown;  // no minus zero
}

bool would_locate(const City& city, const Kind& kind) {
  for (const ServiceId service : Rows<ServiceId>{city.services.size()}) {
    if (city.services.location[service] == Openness::is_protected &&
        kind.includes(city.services.kind[service])) {
      return true;
    }
  }
  return false;
}

bool would_locate(const City& city, const Instance& instance) {
  return !instance.kind.empty() && would_locate(city, Kind{instance.kind});
}

namespace {

constexpr int share_decimals = 3;

/// Builds the columns of one level.
class LevelColumns {
 public:
  LevelColumns(const Protected& safe, LevelId level) : safe_(safe), level_(level) {
    const auto& groups = safe.city.residents.groups;
    for (const GroupId group : groups.rows()) {
      std::vector<double> estimated;
      for (const AreaId area : areas()) {
        estimated.push_back(
            group == everyone ? 0 : safe.people.share_withheld_inside(level, group, area));
      }
      estimated_.push_back(std::move(estimated));
    }
  }

  std::vector<ReleasedColumn> all() {
    add_area();
    add_street_cover();
    add_people();
    for (std::size_t o = 0; o < safe_.results.outcomes.size(); ++o) add_outcome(o);
    return std::move(columns_);
  }

 private:
  Rows<AreaId> areas() const { return safe_.city.levels[level_].area_key.rows(); }
  const Per<GroupId, Group>& groups() const { return safe_.city.residents.groups; }
  bool is_city() const { return level_.row() + 1 == safe_.city.levels.size(); }

  void add(ReleasedColumn column, Numbers cells) {
    column.cells = std::move(cells);
    columns_.push_back(std::move(column));
  }

  void add_area() {
    ReleasedColumn column;
    column.name = "area_km2";
    column.unit = "km2";
    column.role = Role::attribute;
    column.decimals = 6;  // square metres
    Numbers cells;
    for (const MultiPolygon& shape : safe_.city.levels[level_].shape) {
      if (shape.empty()) {
        cells.emplace_back(Missing::invalid_geometry);
      } else {
        cells.emplace_back(geo::area(shape).value / 1e6);
      }
    }
    add(std::move(column), std::move(cells));
  }

  /// How complete the streets look, neighbourhood by neighbourhood; in every city, so that the
  /// columns of all are the same.
  void add_street_cover() {
    const auto& cover = safe_.city.street_cover;
    if (level_.row() > 0 || cover.empty()) return;
    ReleasedColumn far, density;
    far.name = "homes_far_from_streets";
    density.name = "homes_per_street_km";
    density.unit = "1/km";
    far.role = density.role = Role::attribute;
    far.decimals = density.decimals = 2;
    Numbers shares, densities;
    for (const StreetCover& one : cover) {
      shares.push_back(map_cell(one.far_homes, far.decimals));
      densities.push_back(map_cell(one.homes_per_km, density.decimals));
    }
    add(std::move(far), std::move(shares));
    add(std::move(density), std::move(densities));
  }

  static Cell<double> map_cell(const Cell<double>& cell, int decimals) {
    return cell ? Cell<double>{rounded(*cell, decimals)} : cell;
  }

  void add_people() {
    for (const GroupId group : groups().rows()) {
      ReleasedColumn column;
      column.name = group == everyone ? "people" : "people__" + groups()[group].key;
      column.unit = "people";
      column.role = Role::people;
      column.group = group == everyone ? "" : groups()[group].key;
      column.whole = true;
      column.decimals = 0;
      column.modelled = is_modelled(group);
      Numbers cells;
      for (const AreaId area : areas()) cells.push_back(people(group, area));
      column.doubtful = lacking_parts(group, group);
      add(std::move(column), std::move(cells));
    }
    for (const GroupId group : groups().rows()) {
      // Who came in a period is no share of who lives there.
      if (group != everyone && groups()[group].by != Dimension::flow) add_share(group);
    }
  }

  /// Whether the counts of the group were carried to these areas.
  bool is_modelled(GroupId group) const { return safe_.city.residents.is_modelled(group, level_); }

  /// Areas where the count of one of two groups is a sum that lacks parts which are held back or
  /// not recorded: more people live there than it says. Empty where there is none.
  std::vector<bool> lacking_parts(GroupId group, GroupId whole) const {
    std::vector<bool> all;
    for (const AreaId area : areas()) {
      all.push_back(safe_.people.lacks_parts(level_, group, area) ||
                    safe_.people.lacks_parts(level_, whole, area));
    }
    if (std::find(all.begin(), all.end(), true) == all.end()) all.clear();
    return all;
  }

  void add_share(GroupId group) {
    ReleasedColumn column;
    column.name = "share__" + groups()[group].key;
    column.role = Role::share;
    column.group = groups()[group].key;
    column.decimals = share_decimals;
    column.modelled = is_modelled(group) || is_modelled(everyone);
    column.doubtful = lacking_parts(group, everyone);
    Numbers cells;
    for (const AreaId area : areas()) {
      const auto part = people(group, area), total = people(everyone, area);
      if (!part || !total) {
        cells.emplace_back(part ? total.reason() : part.reason());
      } else if (*total == 0) {
        cells.emplace_back(Missing::no_people);
      } else {
        cells.emplace_back(rounded(*part / *total, share_decimals));
      }
    }
    add(std::move(column), std::move(cells));
  }

  Cell<double> people(GroupId group, AreaId area) const {
    const auto count = safe_.people.shown(level_, group, area);
    if (!count) return count.reason();
    return static_cast<double>(*count);
  }

  /// Share of an area's people whose home is known; the others are covered by no figure.
  double share_with_place(GroupId group, AreaId area) const {
    const auto all = people(group, area);
    const auto without = safe_.people.without_place(level_, group, area);
    return all && *all > 0 ? 1 - static_cast<double>(without) / *all : 1;
  }

  /// Whether figures of the group in the area are kept back.
  bool kept_back(GroupId group, AreaId area, bool over_areas) const {
    if (group == everyone) return false;
    const double most = over_areas ? most_estimated_for_indices : most_estimated_for_figures;
    return safe_.people.withheld(level_, group, area) || estimated_[group.row()][area.row()] > most;
  }

  struct Part {
    Role role;
    std::string name;
    GroupId group;
    const Column<AreaId, double> Figures::*figure;
    bool against_reference = false;
    int decimals = share_decimals;
    std::string unit{};
    bool is_bound = false;
  };

  void add_part(std::size_t o, const Part& part) {
    const Instance& instance = safe_.results.outcomes[o].instance;
    const Figures* figures = find_figures(safe_.figures[o], level_, part.group);
    if (figures == nullptr || (figures->*part.figure).size() != areas_count()) return;
    const bool over_areas = instance.metric->over_areas();
    const bool hidden_place = level_.row() == 0 && !is_city() && part.role != Role::coverage &&
                              would_locate(safe_.city, instance);
    // Inside the finest areas nobody knows which homes a group lives in: every group is spread as
    // everyone is, so a gap there would be 0 by assumption.
    // So it is inside the areas in which a group was counted, where these are coarser.
    const auto& residents = safe_.city.residents;
    const bool counted_coarser =
        level_ < residents.finest(part.group) || level_ < residents.finest(safe_.results.reference);
    const bool unknowable = part.against_reference && !part.is_bound && !is_city() &&
                            ((!over_areas && level_.row() == 0) || counted_coarser);
    Numbers cells;
    for (const AreaId area : areas()) {
      const bool back =
          kept_back(part.group, area, over_areas) ||
          (part.against_reference && kept_back(safe_.results.reference, area, over_areas));
      const auto& cell = (figures->*part.figure)[area];
      if (hidden_place || back) {
        cells.emplace_back(Missing::suppressed);
      } else if (unknowable && cell) {
        cells.emplace_back(Missing::uncertain);
      } else if (cell && part.role == Role::coverage) {
        cells.emplace_back(rounded(*cell * share_with_place(part.group, area), part.decimals));
      } else if (cell) {
        cells.emplace_back(rounded(*cell, part.decimals));
      } else {
        cells.push_back(cell);
      }
    }
    ReleasedColumn column;
    column.name = part.name;
    column.unit = part.unit;
    column.role = part.role;
    column.metric = instance.id;
    column.instance = instance.column;
    column.group = part.group == everyone ? "" : groups()[part.group].key;
    const auto rests_on_model = [&](GroupId group) {
      return residents.is_modelled(group, LevelId{0});
    };
    column.modelled = !over_areas || rests_on_model(part.group) || rests_on_model(everyone);
    column.decimals = part.decimals;
    if (part.role == Role::gap && !over_areas) column.doubtful = doubtful(*figures, cells);
    add(std::move(column), std::move(cells));
  }

  /// Gaps that could as well be the other way round, for all that is known of who lives where.
  static std::vector<bool> doubtful(const Figures& figures, const Numbers& gaps) {
    std::vector<bool> all;
    for (const AreaId area : figures.gap.rows()) {
      const auto &low = figures.gap_low[area], &high = figures.gap_high[area];
      const bool one_way = (low && *low > 0) || (high && *high < 0);
      const bool equal = low && high && *low == *high;
      all.push_back(gaps[area.row()].has_value() && !one_way && !equal);
    }
    return all;
  }

  std::size_t areas_count() const { return safe_.city.levels[level_].area_key.size(); }

  void add_outcome(std::size_t o) {
    const Instance& instance = safe_.results.outcomes[o].instance;
    const std::string stem = instance.column, unit{instance.metric->card.unit};
    const int decimals = decimals_of(unit);
    const auto suffix = [&](GroupId group) { return "__" + groups()[group].key; };
    const bool of_homes = !instance.metric->over_areas();

    add_part(o, {Role::value, stem, everyone, &Figures::value, false, decimals, unit});
    for (const GroupId group : groups().rows()) {
      if (group == everyone) continue;
      add_part(o, {Role::group_value, stem + suffix(group), group, &Figures::value, false, decimals,
                   unit});
    }
    bool first = true;
    for (const GroupId group : compared()) {
      const std::string tail = first ? "" : suffix(group);
      first = false;
      add_part(o, {Role::gap, stem + "__gap" + tail, group, &Figures::gap, true, decimals, unit});
      if (of_homes) add_bounds(o, stem, tail, group);
      add_part(o, {Role::ratio, stem + "__ratio" + tail, group, &Figures::ratio, true});
    }
    if (!of_homes) return;
    add_part(o, {Role::coverage, stem + "__coverage", everyone, &Figures::coverage});
    for (const GroupId group : groups().rows()) {
      if (group == everyone) continue;
      add_part(o, {Role::coverage, stem + "__coverage" + suffix(group), group, &Figures::coverage});
      if (!is_city()) continue;
      add_part(o, {Role::worst_fifth, stem + "__worst_fifth" + suffix(group), group,
                   &Figures::worst_fifth});
    }
  }

  void add_bounds(std::size_t o, const std::string& stem, const std::string& tail, GroupId group) {
    const std::string unit{safe_.results.outcomes[o].instance.metric->card.unit};
    const int decimals = decimals_of(unit);
    add_part(o, {Role::gap_low, stem + "__gap_low" + tail, group, &Figures::gap_low, true, decimals,
                 unit, true});
    add_part(o, {Role::gap_high, stem + "__gap_high" + tail, group, &Figures::gap_high, true,
                 decimals, unit, true});
  }

  /// Groups set against the reference: the top groups first, then sub-groups. Without any group
  /// everyone is, so that the columns are there with their reason, as in other cities.
  std::vector<GroupId> compared() const {
    std::vector<GroupId> tops, subs;
    for (const GroupId group : groups().rows()) {
      if (group == everyone || group == safe_.results.reference) continue;
      if (!safe_.city.residents.comparable(group, safe_.results.reference) &&
          safe_.results.reference != everyone) {
        continue;
      }
      (groups()[group].part_of ? subs : tops).push_back(group);
    }
    tops.insert(tops.end(), subs.begin(), subs.end());
    if (groups().size() == 1) tops.push_back(everyone);
    return tops;
  }

  const Protected& safe_;
  LevelId level_;
  std::vector<std::vector<double>> estimated_;  ///< by group, then area
  std::vector<ReleasedColumn> columns_;
};

ReleasedLayer level_layer(const Protected& safe, LevelId id) {
  const City& city = safe.city;
  const Level& level = city.levels[id];
  ReleasedLayer layer;
  layer.what = ReleasedLayer::What::level;
  layer.name = level.key;
  layer.title = level.title;
  layer.languages = city.languages;
  for (const AreaId area : level.area_key.rows()) {
    layer.keys.push_back(level.area_key[area]);
    layer.names.push_back(level.area_name[area]);
    layer.shapes.push_back(Geometry::of(level.shape[area]));
    const bool has_parent = id.row() + 1 < city.levels.size();
    layer.parents.push_back(
        has_parent ? city.levels[LevelId{id.row() + 1}].area_key[level.parent[area]] : "");
  }
  layer.columns = LevelColumns(safe, id).all();
  return layer;
}

}  // namespace

std::vector<ReleasedLayer> level_layers(const Protected& safe) {
  std::vector<ReleasedLayer> layers;
  for (const LevelId level : safe.city.levels.rows()) layers.push_back(level_layer(safe, level));
  return layers;
}

}  // namespace analysis::privacy
