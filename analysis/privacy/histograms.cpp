#include "analysis/privacy/histograms.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/privacy/suppression.hpp"

namespace analysis::privacy {

using namespace geo;

std::vector<std::int64_t> whole_parts(const std::vector<double>& parts, std::int64_t total) {
  double sum = 0;
  for (const double part : parts) sum += part;
  std::vector<std::int64_t> whole(parts.size(), 0);
  if (!(sum > 0)) return whole;
  std::vector<std::pair<double, std::size_t>> remainders;
  std::int64_t left = total;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const double exact = parts[k] / sum * static_cast<double>(total);
    whole[k] = static_cast<std::int64_t>(exact);
    left -= whole[k];
    remainders.emplace_back(static_cast<double>(whole[k]) - exact, k);
  }
  std::sort(remainders.begin(), remainders.end());
  for (const auto& [less, k] : remainders) {
    if (left <= 0) break;
    ++whole[k];
    --left;
  }
  return whole;
}

namespace {

std::vector<double> released_values(const std::vector<ReleasedLayer>& layers,
                                    const std::string& name) {
  const auto of_layer = [&](const ReleasedLayer& layer) {
    std::vector<double> values;
    const ReleasedColumn* column = layer.column(name);
    const auto* cells = column ? std::get_if<std::vector<Cell<double>>>(&column->cells) : nullptr;
    for (std::size_t row = 0; cells && row < cells->size(); ++row) {
      if ((*cells)[row]) values.push_back(*(*cells)[row]);
    }
    return values;
  };
  for (const ReleasedLayer& layer : layers) {
    if (layer.what != ReleasedLayer::What::homes) continue;
    const auto values = of_layer(layer);
    if (!values.empty()) return values;
  }
  for (const ReleasedLayer& layer : layers) {
    if (layer.what != ReleasedLayer::What::level) continue;
    const auto values = of_layer(layer);
    if (!values.empty()) return values;
  }
  return {};
}

/// One metric's table of groups by classes.
class Table {
 public:
  Table(const City& shown, const PeopleCounts& people, const HomeFigures& homes,
        const std::vector<double>& edges)
      : residents_(shown.residents), classes_(edges.size()) {
    const LevelId city{shown.levels.size() - 1};
    for (const GroupId group : residents_.groups.rows()) {
      std::vector<double> in_class(classes_, 0.0);
      for (const HomeId home : homes.rows()) {
        const std::size_t k = homes[home] ? class_of(edges, *homes[home]) : classes_ - 1;
        in_class[k] += shown.homes.people[group][home].count();
      }
      in_class.back() += static_cast<double>(people.without_place(city, group, AreaId{0}));
      double sum = 0;
      for (const double p : in_class) sum += p;
      // Without counts every home is one; with counts the classes sum to what the city shows.
      auto total = shown.residents.recorded ? people.shown(city, group, AreaId{0})
                                            : Cell<std::int64_t>(std::llround(sum));
      if (!shown.residents.recorded && group != everyone) total = Missing::not_recorded;
      if (residents_.in_city.contains(group)) total = Missing::not_recorded_at_this_level;
      totals_.push_back(total);
      whole_.push_back(whole_parts(in_class, total ? *total : 0));
    }
    rest_is_what_is_left();
  }

  std::vector<std::vector<Cell<double>>> protect(std::int64_t k) const {
    Counts counts;
    std::vector<std::size_t> total_cell;
    std::vector<std::vector<std::size_t>> cells;
    for (const GroupId group : residents_.groups.rows()) {
      const bool open = group == everyone;
      const bool guarded = residents_.groups[group].is_protected && !open;
      const auto& total = totals_[group.row()];
      total_cell.push_back(counts.add(total ? *total : 0, true, false));
      cells.emplace_back();
      for (const std::int64_t count : whole_[group.row()]) {
        cells.back().push_back(counts.add(count, open, guarded));
      }
      if (!open && total) counts.sums.push_back({total_cell.back(), cells.back(), true});
    }
    add_sums_over_groups(counts, cells);
    const auto hidden = withhold(counts, k);
    return written(counts, cells, hidden);
  }

 private:
  /// Rounding class by class must not lose anybody: the rest is everyone less the top groups.
  void rest_is_what_is_left() {
    for (const Split& split : residents_.splits()) {
      if (split.whole != everyone || split.by != Dimension::origin) continue;
      for (const GroupId rest : split.parts) {
        if (residents_.groups[rest].is_rest && totals_[rest.row()]) take_rest(rest, split);
      }
    }
  }

  void take_rest(GroupId rest, const Split& split) {
    for (std::size_t k = 0; k < classes_; ++k) {
      std::int64_t left = whole_[everyone.row()][k];
      for (const GroupId group : split.parts) {
        if (group != rest) left -= whole_[group.row()][k];
      }
      whole_[rest.row()][k] = std::max<std::int64_t>(0, left);
    }
  }

  void add_sums_over_groups(Counts& counts,
                            const std::vector<std::vector<std::size_t>>& cells) const {
    for (const Split& split : residents_.splits()) {
      for (std::size_t k = 0; k < classes_; ++k) {
        Sum sum{cells[split.whole.row()][k], {}, true};
        std::int64_t left = counts.people[sum.total];
        for (const GroupId group : split.parts) {
          if (!totals_[group.row()]) continue;
          sum.parts.push_back(cells[group.row()][k]);
          left -= counts.people[sum.parts.back()];
        }
        if (sum.parts.empty() || !totals_[split.whole.row()]) continue;
        sum.whole = left == 0;
        counts.sums.push_back(std::move(sum));
      }
    }
  }

  std::vector<std::vector<Cell<double>>> written(const Counts& counts,
                                                 const std::vector<std::vector<std::size_t>>& cells,
                                                 const std::vector<bool>& hidden) const {
    std::vector<std::vector<Cell<double>>> all;
    for (std::size_t g = 0; g < cells.size(); ++g) {
      std::vector<Cell<double>> row;
      for (const std::size_t cell : cells[g]) {
        if (!totals_[g]) {
          row.emplace_back(totals_[g].reason());
        } else if (hidden[cell]) {
          row.emplace_back(Missing::suppressed);
        } else {
          row.emplace_back(static_cast<double>(counts.people[cell]));
        }
      }
      all.push_back(std::move(row));
    }
    return all;
  }

  const Residents& residents_;
  std::size_t classes_;  ///< classes, and one more for people without a value
  std::vector<Cell<std::int64_t>> totals_;
  std::vector<std::vector<std::int64_t>> whole_;
};

}  // namespace

std::vector<ReleasedHistogram> histograms(const City& shown, const Results& results,
                                          const PeopleCounts& people,
                                          const std::vector<ReleasedLayer>& layers,
                                          std::int64_t smallest_count) {
  const auto size = results.outcomes.size();
  std::vector<std::optional<Table>> tables(size);
  std::vector<std::vector<double>> breaks(size);
  tbb::parallel_for(std::size_t{0}, size, [&](std::size_t at) {
    const Outcome& outcome = results.outcomes[at];
    if (!outcome.homes) return;
    const Card& card = outcome.instance.metric->card;
    breaks[at] =
        class_edges(card.unit, card.diverging, released_values(layers, outcome.instance.column));
    if (!breaks[at].empty()) tables[at].emplace(shown, people, *outcome.homes, breaks[at]);
  });
  std::vector<ReleasedHistogram> all;
  for (std::size_t at = 0; at < size; ++at) {
    if (!tables[at]) continue;
    ReleasedHistogram histogram;
    histogram.instance = results.outcomes[at].instance.column;
    histogram.breaks = breaks[at];
    histogram.people = tables[at]->protect(smallest_count);
    for (auto& row : histogram.people) {
      histogram.without_value.push_back(row.back());
      row.pop_back();
    }
    for (const Group& group : shown.residents.groups) histogram.groups.push_back(group.key);
    all.push_back(std::move(histogram));
  }
  return all;
}

}  // namespace analysis::privacy
