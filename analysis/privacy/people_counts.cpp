#include "analysis/privacy/people_counts.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/privacy/whole_areas.hpp"

namespace analysis::privacy {

using namespace geo;

namespace {

/// Whether the parts of a split are all of everyone here, to the millionth.
bool are_everyone(const std::vector<Cell<People>>& raw, const Split& split) {
  if (split.by == Dimension::origin) return true;  // the rest is among them
  if (!raw[everyone.row()]) return false;
  People left = *raw[everyone.row()];
  for (const GroupId part : split.parts) {
    if (!raw[part.row()]) return false;
    left = left - *raw[part.row()];
  }
  return std::abs(left.millionths) <= static_cast<std::int64_t>(split.parts.size());
}

WholeCounts rounded(const Residents& residents, std::size_t neighbourhoods) {
  const auto splits = residents.splits();
  std::vector<std::vector<Cell<std::int64_t>>> columns(residents.groups.size());
  for (const NeighbourhoodId n : Rows<NeighbourhoodId>{neighbourhoods}) {
    std::vector<Cell<People>> raw;
    for (const GroupId group : residents.groups.rows()) {
      raw.push_back(residents.by_neighbourhood[group][n]);
    }
    auto whole = whole_people(raw, {});
    for (const Split& split : splits) {
      if (split.whole != everyone || !are_everyone(raw, split)) continue;
      std::vector<std::size_t> parts;
      for (const GroupId part : split.parts) parts.push_back(part.row());
      const auto rounded = whole_people(raw, parts);
      for (const std::size_t part : parts) whole[part] = rounded[part];
    }
    for (std::size_t g = 0; g < whole.size(); ++g) columns[g].push_back(whole[g]);
  }
  std::vector<Column<NeighbourhoodId, std::int64_t>> all;
  for (auto& column : columns) all.emplace_back(std::move(column));
  return WholeCounts(std::move(all));
}

/// Whether these sub-groups are the whole of a group: what they leave of it is a matter of rounding
/// in every neighbourhood.
bool are_all(const WholeCounts& counts, GroupId parent, const std::vector<GroupId>& subs) {
  for (const NeighbourhoodId n : counts[parent].rows()) {
    if (!counts[parent][n]) continue;
    std::int64_t left = *counts[parent][n];
    for (const GroupId sub : subs) left -= counts[sub][n] ? *counts[sub][n] : 0;
    if (std::abs(left) > static_cast<std::int64_t>(subs.size())) return false;
  }
  return true;
}

/// The sets of sub-groups that are the whole of a group: origins may be, while refugees are counted
/// among them once more. Beyond a dozen sub-groups only all of them, or all but one, are tried.
std::vector<std::vector<GroupId>> partitions(const WholeCounts& counts, GroupId parent,
                                             const std::vector<GroupId>& subs) {
  constexpr std::size_t most_tried = 12;
  const auto chosen = [&](auto is_in) {
    std::vector<GroupId> some;
    for (std::size_t s = 0; s < subs.size(); ++s) {
      if (is_in(s)) some.push_back(subs[s]);
    }
    return some;
  };
  std::vector<std::vector<GroupId>> all;
  const auto try_set = [&](std::vector<GroupId> set) {
    if (are_all(counts, parent, set)) all.push_back(std::move(set));
  };
  if (subs.size() > most_tried) {
    try_set(subs);
    for (std::size_t left_out = 0; left_out < subs.size(); ++left_out) {
      try_set(chosen([&](std::size_t s) { return s != left_out; }));
    }
    return all;
  }
  for (std::size_t set = 1; set < std::size_t{1} << subs.size(); ++set) {
    try_set(chosen([&](std::size_t s) { return (set >> s & 1) != 0; }));
  }
  return all;
}

}  // namespace

PeopleCounts::PeopleCounts(const City& city, std::int64_t smallest_count)
    : city_(city), smallest_count_(smallest_count) {
  if (!city.residents.recorded || city.residents.groups.empty()) return;
  auto counts = rounded(city.residents, city.neighbourhoods.size());
  keep_area_sums(city, counts);
  add_areas(counts);
  add_sums_over_areas();
  for (const Split& split : city.residents.splits()) {
    // Sub-groups of an origin may overlap; a person has one sex and one age.
    if (split.whole == everyone || split.by != Dimension::origin) {
      add_sum(split.whole, split.parts);
      continue;
    }
    for (const auto& whole : partitions(counts, split.whole, split.parts)) {
      add_sum(split.whole, whole, true);
    }
    for (const GroupId part : split.parts) add_sum(split.whole, {part}, false);
  }
  std::vector<bool> unseen(counts_.people.size());
  for (const std::size_t cell : unseen_) unseen[cell] = true;
  withheld_ = withhold(counts_, smallest_count, unseen);
  for (const std::size_t cell : unseen_) withheld_[cell] = false;  // no area of the release
  any_withheld_ = std::find(withheld_.begin(), withheld_.end(), true) != withheld_.end();
}

void PeopleCounts::add(Cell<std::size_t>& cell, std::int64_t people, GroupId group) {
  if (cell) {
    counts_.people[*cell] += people;
  } else {
    cell = counts_.add(people, group == everyone, city_.residents.groups[group].is_protected);
  }
}

PeopleCounts::Areas PeopleCounts::finest_areas(const Column<NeighbourhoodId, std::int64_t>& counts,
                                               GroupId group) {
  const Level& level = city_.levels[LevelId{0}];
  Areas areas(level.area_key.size());
  for (const NeighbourhoodId row : counts.rows()) {
    Area& area = areas[level.of[row]];
    if (counts[row]) {
      add(area.cell, *counts[row], group);
    } else {
      if (!area.cell) area.cell = counts[row].reason();
      ++area.unknown;
    }
  }
  return areas;
}

PeopleCounts::Areas PeopleCounts::sums_of(const Areas& finer, LevelId level, GroupId group) {
  const Level& below = city_.levels[LevelId{level.row() - 1}];
  Areas areas(city_.levels[level].area_key.size());
  for (const AreaId part : finer.rows()) {
    Area& area = areas[below.parent[part]];
    area.unknown += finer[part].unknown;
    area.held_inside += finer[part].held_inside;
    if (finer[part].cell) {
      add(area.cell, counts_.people[*finer[part].cell], group);
    } else if (!area.cell) {
      area.cell = finer[part].cell.reason();
    }
  }
  return areas;
}

std::optional<std::int64_t> PeopleCounts::unseen(const Area& area, const AreaOfLevel& where,
                                                 GroupId group) const {
  const auto of_group = city_.residents.printed.find(group);
  if (area.unknown == 0 || of_group == city_.residents.printed.end()) return std::nullopt;
  const auto printed = of_group->second.find(where);
  if (printed == of_group->second.end()) return std::nullopt;
  const std::int64_t seen = area.cell ? counts_.people[*area.cell] : 0;
  const std::int64_t unseen = std::llround(printed->second.count()) - seen;
  if (unseen < 0) return std::nullopt;
  const bool is_open = group == everyone || !city_.residents.groups[group].is_protected;
  // One neighbourhood alone, or too few people, could be had by subtraction.
  const bool is_safe = is_open || unseen == 0 || (area.unknown > 1 && unseen >= smallest_count_);
  return is_safe ? std::optional(unseen) : std::nullopt;
}

void PeopleCounts::use_printed(Per<GroupId, Areas>& of_level, LevelId level) {
  if (city_.residents.printed.empty()) return;
  const auto splits = city_.residents.splits();
  for (const AreaId area : city_.levels[level].area_key.rows()) {
    std::map<GroupId, std::int64_t> found;
    for (const GroupId group : of_level.rows()) {
      const auto people = unseen(of_level[group][area], {level, area}, group);
      if (people) found.emplace(group, *people);
    }
    // What the other parts of a whole leave is a part's count too.
    for (bool changed = true; changed;) {
      changed = false;
      for (const Split& split : splits) {
        const bool all = std::all_of(split.parts.begin(), split.parts.end(), [&](GroupId part) {
          return of_level[part][area].unknown == 0 || found.contains(part);
        });
        if (all) continue;
        for (const GroupId part : split.parts) changed = found.erase(part) > 0 || changed;
      }
    }
    for (const auto& [group, people] : found) {
      Area& at = of_level[group][area];
      add(at.cell, people, group);
      at.unknown = 0;
      at.held_back = people;
      at.held_inside += people;
    }
  }
}

void PeopleCounts::add_areas(const ByNeighbourhood& counts) {
  const LevelId last{city_.levels.size() - 1};
  for (const LevelId level : city_.levels.rows()) {
    Per<GroupId, Areas> of_level;
    for (const GroupId group : city_.residents.groups.rows()) {
      Areas areas = level.row() == 0
                        ? finest_areas(counts[group], group)
                        : sums_of(cells_[LevelId{level.row() - 1}][group], level, group);
      const auto known = city_.residents.in_city.find(group);
      if (known != city_.residents.in_city.end() && level == last) {
        Area& city = areas[AreaId{0}] = {};
        add(city.cell, std::llround(known->second.count()), group);
      }
      of_level.push_back(std::move(areas));
    }
    use_printed(of_level, level);
    cells_.push_back(std::move(of_level));
  }
}

void PeopleCounts::add_unseen(const Area& area, GroupId group, Sum& sum) {
  if (area.held_back == 0) return;
  // At least two neighbourhoods share them, and nobody knows how.
  for (const std::int64_t people : {area.held_back, std::int64_t{0}}) {
    unseen_.push_back(counts_.add(people, false, city_.residents.groups[group].is_protected));
    sum.parts.push_back(unseen_.back());
  }
}

void PeopleCounts::add_sums_over_areas() {
  for (std::size_t fine = 0; fine + 1 < city_.levels.size(); ++fine) {
    const Level& level = city_.levels[LevelId{fine}];
    const LevelId coarse{fine + 1};
    for (const GroupId group : city_.residents.groups.rows()) {
      if (group == everyone) continue;  // public: nothing to give back
      std::vector<Sum> sums(city_.levels[coarse].area_key.size());
      for (const AreaId area : level.area_key.rows()) {
        const auto& part = cell(LevelId{fine}, group, area);
        if (part) sums[level.parent[area].row()].parts.push_back(*part);
      }
      for (std::size_t area = 0; area < sums.size(); ++area) {
        const auto& total = cell(coarse, group, AreaId{area});
        if (!total || sums[area].parts.empty()) continue;
        sums[area].total = *total;
        add_unseen(cells_[coarse][group][AreaId{area}], group, sums[area]);
        counts_.sums.push_back(std::move(sums[area]));
      }
    }
  }
}

void PeopleCounts::add_sum(GroupId total, const std::vector<GroupId>& parts,
                           std::optional<bool> whole) {
  for (const LevelId level : city_.levels.rows()) {
    for (const AreaId area : city_.levels[level].area_key.rows()) {
      const auto& sum_cell = cell(level, total, area);
      if (!sum_cell) continue;
      Sum sum{*sum_cell, {}, true};
      std::int64_t left = counts_.people[*sum_cell];
      for (const GroupId group : parts) {
        const auto& part = cell(level, group, area);
        if (!part) continue;
        sum.parts.push_back(*part);
        left -= counts_.people[*part];
      }
      sum.whole = whole.value_or(left == 0);
      if (!sum.parts.empty()) counts_.sums.push_back(std::move(sum));
    }
  }
}

const Cell<std::size_t>& PeopleCounts::cell(LevelId level, GroupId group, AreaId area) const {
  return cells_[level][group][area].cell;
}

Cell<std::int64_t> PeopleCounts::shown(LevelId level, GroupId group, AreaId area) const {
  if (cells_.empty()) return Missing::not_recorded;
  const auto& at = cell(level, group, area);
  if (!at) return at.reason();
  if (withheld_[*at]) return Missing::suppressed;
  return counts_.people[*at];
}

bool PeopleCounts::withheld(LevelId level, GroupId group, AreaId area) const {
  if (cells_.empty()) return false;
  const auto& at = cell(level, group, area);
  return at && withheld_[*at];
}

bool PeopleCounts::lacks_parts(LevelId level, GroupId group, AreaId area) const {
  return !cells_.empty() && cells_[level][group][area].unknown > 0;
}

std::int64_t PeopleCounts::without_place(LevelId level, GroupId group, AreaId area) const {
  return cells_.empty() ? 0 : cells_[level][group][area].held_inside;
}

double PeopleCounts::share_withheld_inside(LevelId level, GroupId group, AreaId area) const {
  const auto total = shown(level, group, area);
  if (!any_withheld_ || !total || *total == 0) return 0;
  const Level& finest = city_.levels[LevelId{0}];
  const Level& here = city_.levels[level];
  std::int64_t inside = *total - without_place(level, group, area);
  for (const NeighbourhoodId n : Rows<NeighbourhoodId>{here.of.size()}) {
    if (here.of[n] != area) continue;
    const auto part = shown(LevelId{0}, group, finest.of[n]);
    if (part) inside -= *part;
  }
  return static_cast<double>(inside) / static_cast<double>(*total);
}

void PeopleCounts::spread(GroupId group, LevelId coarse, Per<AreaId, double> estimate,
                          Column<NeighbourhoodId, People>& people) const {
  if (coarse.row() == 0) {
    const Level& finest = city_.levels[coarse];
    for (const NeighbourhoodId n : people.rows()) {
      if (!withheld(coarse, group, finest.of[n])) continue;
      const auto& total = city_.residents.by_neighbourhood[everyone][n];
      const People guess = People::of(estimate[finest.of[n]]);
      people[n] = total ? std::min(guess, *total) : guess;
    }
    return;
  }
  const LevelId fine{coarse.row() - 1};
  const Level& level = city_.levels[fine];
  Per<AreaId, double> left = std::move(estimate);
  for (const AreaId area : left.rows()) {
    left[area] -= static_cast<double>(cells_[coarse][group][area].held_back);
  }
  Per<AreaId, double> weight(left.size(), 0.0);
  const auto everyone_in = [&](AreaId area) {
    const auto total = shown(fine, everyone, area);
    return total ? static_cast<double>(*total) : 0.0;
  };
  for (const AreaId area : level.area_key.rows()) {
    const auto count = shown(fine, group, area);
    if (count) left[level.parent[area]] -= static_cast<double>(*count);
    if (withheld(fine, group, area)) weight[level.parent[area]] += everyone_in(area);
  }
  Per<AreaId, double> finer(level.area_key.size(), 0.0);
  for (const AreaId area : level.area_key.rows()) {
    const AreaId parent = level.parent[area];
    const auto count = shown(fine, group, area);
    if (count) {
      finer[area] = static_cast<double>(*count);
    } else if (withheld(fine, group, area) && weight[parent] > 0) {
      const double share = everyone_in(area) / weight[parent];
      finer[area] = std::clamp(left[parent] * share, 0.0, everyone_in(area));
    }
  }
  spread(group, fine, std::move(finer), people);
}

Per<GroupId, Column<NeighbourhoodId, People>> PeopleCounts::as_shown() const {
  auto all = city_.residents.by_neighbourhood;
  if (!any_withheld_) return all;
  const LevelId city{city_.levels.size() - 1};
  for (const GroupId group : all.rows()) {
    if (group == everyone) continue;
    Per<AreaId, double> estimate(city_.levels[city].area_key.size(), 0.0);
    for (const AreaId area : estimate.rows()) {
      // A count withheld in the whole city is shown nowhere; nothing of the group is.
      const auto count = shown(city, group, area);
      if (count) estimate[area] = static_cast<double>(*count);
    }
    spread(group, city, std::move(estimate), all[group]);
  }
  return all;
}

Per<GroupId, CountedIn> PeopleCounts::counted_in() const {
  auto all = as_counted(city_);
  if (!any_withheld_) return all;
  for (const GroupId group : all.rows()) {
    all[group].by_cell = nullptr;  // nobody is shown its counts
    auto& in = all[group].by_neighbourhood;
    for (const NeighbourhoodId n : in.rows()) {
      std::size_t area_number = 0;
      for (const LevelId level : city_.levels.rows()) {
        const AreaId area = city_.levels[level].of[n];
        const bool is_last = level.row() + 1 == city_.levels.size();
        const bool counted = !city_.residents.is_modelled(group, level);
        if (is_last || (counted && !withheld(level, group, area))) {
          in[n] = area_number + area.row();
          break;
        }
        area_number += city_.levels[level].area_key.size();
      }
    }
  }
  return all;
}

}  // namespace analysis::privacy
