#include <algorithm>
#include <array>

#include "app/page/sections.hpp"
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

double worse(const geo::ReleasedMetric& metric, double value, double than) {
  return metric.lower_is_better ? value - than : than - value;
}

const geo::ReleasedMetric* furthest(const View& view, bool daily_only) {
  const geo::ReleasedMetric* best = nullptr;
  std::pair<double, double> most{-1, -1};
  for (const auto& metric : view.release.metrics()) {
    if (metric.id != "access/nearest" || (daily_only && !is_daily(metric.kind))) continue;
    const auto all = view.city_value(metric.instance);
    if (!all || !view.style(metric.instance)) continue;
    std::pair<double, double> now{0, *all};
    if (view.focus && view.reference) {
      const auto mine = view.city_value(metric.instance, view.focus->key);
      const auto theirs = view.city_value(metric.instance, view.reference->key);
      // A lead of less than half a minute is no lead.
      if (mine && theirs && *mine - *theirs >= 0.5) now.first = *mine - *theirs;
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
  if (const auto* daily = furthest(view, true)) return daily;
  if (const auto* any = furthest(view, false)) return any;
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
    if (!value || (view.release.people_recorded() && !people)) continue;
    const double excess = worse(metric, *value, *city);
    if (excess <= 0) continue;
    places.push_back({row, *value, excess, people ? *people : 1});
  }
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.people * a.excess > b.people * b.excess;
  });
  if (places.size() > most_places) places.resize(most_places);
  return places;
}

}  // namespace app::page
