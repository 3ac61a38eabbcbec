#include "geo/build/supports.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "geo/build/spread.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

/// Parts whose sum is this close to their whole divide it.
constexpr double close_to_whole = 0.05;
constexpr double heaviest = 1e12;  // as in people_of_homes: keeps weights within 64 bits

HomeWeights millionths(const Per<HomeId, People>& people) {
  HomeWeights out;
  for (const People one : people) out.push_back(one.millionths);
  return out;
}

std::set<std::string> columns_of(const description::People& people) {
  std::set<std::string> columns{people.total, people.from.value};
  for (const auto& group : people.groups) {
    if (!group.from.table && !group.count.empty()) columns.insert(group.count);
  }
  columns.erase("");
  return columns;
}

}  // namespace

bool is_on_own_ground(const Layer* layer, const description::CountedFrom& from) {
  return layer && !layer->shapes.empty() && from.join_column.empty() && from.at.empty();
}

Supports::Supports(const Layers& layers, const Zones& zones) : everywhere_(zones.all.size(), true) {
  if (!layers.description.people) return;
  const auto& people = *layers.description.people;
  const std::string finest = layers.description.neighbourhoods->key;
  shares_out_everyone_ = people.from.table && !people.from.at.empty() && people.from.at != finest;
  if (layers.people && is_on_own_ground(&*layers.people, people.from)) {
    supports_.emplace_back(*layers.people, columns_of(people), zones);
    has_everyone_ = true;
  }
  for (const auto& group : people.groups) {
    const auto own = layers.group_people.find(group.key);
    if (own == layers.group_people.end() || !is_on_own_ground(&own->second, group.from)) continue;
    const std::set<std::string> columns{group.count, group.share, group.from.value};
    supports_.emplace_back(own->second, columns, zones);
  }
}

const Support& Supports::of(const Layer& layer) const {
  const auto found = std::find_if(supports_.begin(), supports_.end(),
                                  [&](const Support& one) { return &one.layer() == &layer; });
  assert(found != supports_.end());
  return *found;
}

Per<NeighbourhoodId, bool> Supports::inhabited() const {
  if (!has_everyone_) return everywhere_;
  Per<NeighbourhoodId, bool> out(everywhere_.size(), false);
  for (const NeighbourhoodId zone : supports_.front().inhabited()) out[zone] = true;
  return out;
}

HomePlaces Supports::homes_of_empty_cells(const HomePlaces& homes, const Layers& layers,
                                          const Zones& zones, const StreetGraph& streets,
                                          Findings& findings) {
  HomePlaces all = homes, more;
  for (Support& support : supports_) {
    const auto some = support.homes_of_empty_cells(all, layers, zones, streets, findings);
    all.insert(all.end(), some.begin(), some.end());
    more.insert(more.end(), some.begin(), some.end());
  }
  return more;
}

void Supports::settle(const Homes& homes, const Layers& layers, const Zones& zones,
                      const StreetGraph& streets) {
  in_ = homes.in;
  for (const double weight : homes.weight) {
    weights_.push_back(std::llround(std::min(weight, heaviest) * 1e6));
  }
  for (Support& support : supports_) {
    support.cut_at_border(layers, homes.basis, zones, streets);
    support.settle({homes.at.begin(), homes.at.end()});
  }
}

Column<NeighbourhoodId, People> Supports::carry_everyone(const Layer& layer, const ByCell& rows,
                                                         Findings& findings) {
  const Support& support = of(layer);
  const ByCell counts = support.merged(rows);
  support.report_border(counts, "everyone", findings);
  support.report_carried(counts, "everyone", findings);
  at_homes_[everyone] = support.to_homes(counts, weights_);
  cells_[everyone] = support.cell_of_homes();
  return support.by_neighbourhood(counts, at_homes_[everyone], in_, everywhere_.size());
}

void Supports::place_everyone(const Column<NeighbourhoodId, People>& counts) {
  std::map<NeighbourhoodId, std::vector<HomeId>> homes;
  for (const HomeId home : in_.rows()) homes[in_[home]].push_back(home);
  auto& at = at_homes_[everyone] = Per<HomeId, People>(in_.size());
  for (const auto& [zone, own] : homes) {
    if (!counts[zone]) continue;
    std::vector<std::int64_t> weights;
    for (const HomeId home : own) weights.push_back(weights_[home]);
    const auto parts = spread(*counts[zone], weights);
    for (std::size_t i = 0; i < own.size(); ++i) at[own[i]] = parts[i];
  }
}

/// Where people of a group may be: among its whole, or those of everyone who are in no group yet.
HomeWeights Supports::room_for(const Group& group) const {
  const auto whole = at_homes_.find(group.part_of.value_or(everyone));
  if (group.part_of && whole != at_homes_.end()) return millionths(whole->second);
  const auto left = left_.find(group.by);
  if (left != left_.end()) return left->second;
  return whole != at_homes_.end() ? millionths(whole->second) : weights_;
}

Column<NeighbourhoodId, People> Supports::carry(GroupId id, const Group& group, const Layer& layer,
                                                const ByCell& rows,
                                                const Column<NeighbourhoodId, People>& whole,
                                                Findings& findings) {
  const Support& support = of(layer);
  const ByCell counts = support.merged(rows);
  support.report_border(counts, group.key, findings);
  support.report_carried(counts, group.key, findings);
  HomeWeights room = room_for(group);
  const auto& here = at_homes_[id] = support.to_homes(counts, room);
  cells_[id] = support.cell_of_homes();
  if (!group.part_of && group.by != Dimension::flow) {
    for (const HomeId home : room.rows()) {
      room[home] = std::max<std::int64_t>(0, room[home] - here[home].millionths);
    }
    left_[group.by] = std::move(room);
  }
  auto out = support.by_neighbourhood(counts, here, in_, everywhere_.size());
  std::size_t above = 0;
  People by;
  for (const NeighbourhoodId zone : out.rows()) {
    if (group.by == Dimension::flow || !out[zone] || !whole[zone] || *out[zone] <= *whole[zone]) {
      continue;
    }
    ++above;
    by += *out[zone] - *whole[zone];
    out[zone] = Missing::uncertain;
  }
  if (above == 0) return out;
  Finding finding;
  finding.code = "parts_above_whole";
  finding.file = layer.file;
  finding.layer = layer.name;
  finding.feature = group.key;
  finding.value = fmt::format("{} people too many in {} neighbourhoods", by.count(), above);
  finding.what =
      "by its own grid the group has more people in these neighbourhoods than the group it is part "
      "of, so its count is left out there; nothing was rescaled";
  finding.remedy =
      "take both counts from one source and year, or ask the source how it protects small counts";
  findings.add(finding);
  return out;
}

Per<NeighbourhoodId, double> Supports::weights_of_neighbourhoods(std::size_t neighbourhoods) const {
  Per<NeighbourhoodId, double> sums(neighbourhoods, 0.0);
  for (const HomeId home : in_.rows()) sums[in_[home]] += static_cast<double>(weights_[home]);
  return sums;
}

LevelId Supports::whole_from(const Layer& layer, const Per<LevelId, Level>& levels) const {
  LevelId level{0};
  while (level.row() < levels.size() && !of(layer).has_whole_cells(levels[level])) ++level;
  return level;
}

void Supports::add_people(GroupId group, NeighbourhoodId zone, People people) {
  const auto carried = at_homes_.find(group);
  if (carried == at_homes_.end()) return;
  std::vector<HomeId> homes;
  std::vector<std::int64_t> weights;
  for (const HomeId home : in_.rows()) {
    if (in_[home] != zone) continue;
    homes.push_back(home);
    weights.push_back(carried->second[home].millionths);
  }
  if (homes.empty()) return;
  const auto parts = spread(people, weights);
  for (std::size_t i = 0; i < homes.size(); ++i) carried->second[homes[i]] += parts[i];
}

std::vector<People> Supports::everyone_in(const Layer& layer) const {
  const auto known = at_homes_.find(everyone);
  return of(layer).by_cell(known != at_homes_.end() ? known->second
                                                    : Per<HomeId, People>(in_.size()));
}

void report_missed_totals(const Layer& layer, const std::string& whole, const ByCell& counts,
                          const std::vector<ByCell>& parts, Findings& findings) {
  People all, sum;
  std::size_t missed = 0;
  for (std::size_t cell = 0; cell < counts.size(); ++cell) {
    if (!counts[cell]) continue;
    People here;
    const bool known = std::all_of(parts.begin(), parts.end(),
                                   [&](const ByCell& part) { return part[cell].has_value(); });
    if (!known) continue;
    for (const ByCell& part : parts) here += *part[cell];
    all += *counts[cell];
    sum += here;
    if (here != *counts[cell]) ++missed;
  }
  const People gap = sum - all;
  if (parts.empty() || missed == 0 || std::abs(gap.count()) > close_to_whole * all.count()) return;
  Finding finding;
  finding.code = "parts_miss_total";
  finding.file = layer.file;
  finding.layer = layer.name;
  finding.feature = whole;
  finding.value = fmt::format("{} parts of {} sum to {} of {} people ({:+})", parts.size(), whole,
                              sum.count(), all.count(), gap.count());
  finding.what = fmt::format(
      "the parts miss their stated total in {} cells, as counts do that were changed to protect "
      "people; both are kept as they are, nothing was rescaled",
      missed);
  finding.remedy = "ask the source how it protects its counts; do not add the parts up yourself";
  findings.add(finding);
}

}  // namespace geo::build
