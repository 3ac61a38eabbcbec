#include <algorithm>
#include <array>

#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"
#include "geo/read/kinds.hpp"

namespace app::page {
namespace {

constexpr std::size_t most_places = 5;

/// What everyone needs, and newcomers first: the themes a first page may be about.
bool is_daily(const std::string& kind) {
  static constexpr std::array themes{"arrival", "health",   "education", "childcare",
                                     "work",    "training", "social",    "legal"};
  const geo::Kind whole{kind};
  return std::any_of(themes.begin(), themes.end(), [&](auto* one) { return whole.theme() == one; });
}

/// What daily life or arriving depends on, by the vocabulary.
bool is_essential(const std::string& kind) {
  const auto* entry = geo::read::find_kind(geo::Kind{kind});
  return entry && entry->essential;
}

double worse(const geo::ReleasedMetric& metric, double value, double than) {
  return metric.lower_is_better ? value - than : than - value;
}

bool any_kind(const std::string&) {
  return true;
}

bool is_daily_need(const std::string& kind) {
  return is_daily(kind) && is_essential(kind);
}

/// Of the walks to kinds that `wanted` takes, the one with the largest gap, else the longest.
const geo::ReleasedMetric* furthest(const View& view, bool (*wanted)(const std::string&)) {
  const geo::ReleasedMetric* best = nullptr;
  std::pair<double, double> most{-1, -1};
  for (const auto& metric : view.release.metrics()) {
    if (metric.id != "access/nearest" || !wanted(metric.kind)) continue;
    if (!way_name(metric, view.words).empty()) continue;
    const auto all = view.city_value(metric.instance);
    if (!all || !view.style(metric.instance)) continue;
    std::pair<double, double> now{0, *all};
    if (view.focus && view.reference) {
      const auto mine = at_least(metric, view.city_value(metric.instance, view.focus->key));
      const auto theirs = at_least(metric, view.city_value(metric.instance, view.reference->key));
      // A lead of less than a minute is none: rounded, both would read the same.
      if (mine && theirs && *mine - *theirs >= 1) now.first = *mine - *theirs;
    }
    if (now > most) {
      most = now;
      best = &metric;
    }
  }
  return best;
}

}  // namespace

const geo::ReleasedMetric* leading_metric(const View& view) {
  for (auto* wanted : {is_daily_need, is_essential, is_daily, any_kind}) {
    if (const auto* metric = furthest(view, wanted)) return metric;
  }
  for (const auto& metric : view.release.metrics()) {
    if (view.style(metric.instance)) return &metric;
  }
  return nullptr;
}

std::vector<Place> worst_places(const geo::ReleasedMetric& metric, const View& view) {
  std::vector<Place> places;
  const auto city = view.city_value(metric.instance);
  if (!city || !view.reading || view.reading == view.city) return places;
  const std::string group =
      view.focus && view.city_value(metric.instance, view.focus->key) ? view.focus->key : "";
  for (std::size_t row = 0; row < view.reading->keys.size(); ++row) {
    const auto value = view.value(*view.reading, row, metric.instance, group);
    const auto people = view.people(*view.reading, row, group);
    const auto known = at_least(metric, value);
    if (!known || (view.release.people_recorded() && !people)) continue;
    const double excess = worse(metric, *known, *city);
    if (excess <= 0) continue;
    const double who = people ? *people : static_cast<double>(view.homes(row));
    places.push_back({row, value, excess, who});
  }
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.people * a.excess > b.people * b.excess;
  });
  if (places.size() > most_places) {
    places.erase(places.begin() + most_places, places.end());
  }
  return places;
}

}  // namespace app::page
