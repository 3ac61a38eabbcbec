#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"
#include "geo/core/kind.hpp"

namespace app::page {
namespace {

constexpr std::size_t most_named = 4;

using Texts = std::vector<geo::Cell<std::string>>;
using Counts = std::vector<std::pair<std::string, std::size_t>>;

const Texts* texts(const geo::ReleasedLayer& layer, const std::string& name) {
  const auto* column = layer.column(name);
  return column ? std::get_if<Texts>(&column->cells) : nullptr;
}

/// Services of a kind by who runs them, the most first; those of which it is not stated under "".
Counts by_provider(const geo::ReleasedLayer& services, const geo::Kind& wanted) {
  const auto* kinds = texts(services, "kind");
  const auto* run_by = texts(services, "run_by");
  std::map<std::string, std::size_t> counts;
  for (std::size_t row = 0; kinds && run_by && row < kinds->size(); ++row) {
    const auto& kind = (*kinds)[row];
    if (!kind || !wanted.includes(geo::Kind{*kind})) continue;
    const auto& who = (*run_by)[row];
    ++counts[who ? *who : ""];
  }
  Counts sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return sorted;
}

std::string provider(const std::string& who, const Words& words) {
  const auto key = "run_by." + who;
  return words.knows(key) ? words.say(key) : isolated(who);
}

/// "the city (4), associations (1), not stated (3)"; empty where nothing is stated.
std::string listed(const Counts& counts, const View& view) {
  const auto number = [&](std::size_t n) { return view.number(static_cast<double>(n), 0); };
  std::string list;
  const auto add = [&](const std::string& text) {
    list += (list.empty() ? "" : view.words.say("list.comma")) + text;
  };
  std::size_t named = 0, others = 0, unstated = 0;
  for (const auto& [who, n] : counts) {
    if (who.empty()) {
      unstated = n;
    } else if (named++ < most_named) {
      add(view.words.say("providers.count",
                         {{"who", provider(who, view.words)}, {"n", number(n)}}));
    } else {
      others += n;
    }
  }
  if (others > 0) add(view.words.say("providers.others", {{"n", number(others)}}));
  if (unstated > 0 && named > 0) {
    add(view.words.say("providers.unstated", {{"n", number(unstated)}}));
  }
  return list;
}

}  // namespace

std::string providers_line(const View& view, const geo::ReleasedMetric& metric) {
  if (metric.kind.empty()) return "";
  for (const auto& layer : view.release.layers()) {
    if (layer.what != geo::ReleasedLayer::What::services) continue;
    const auto list = listed(by_provider(layer, geo::Kind{metric.kind}), view);
    if (list.empty()) return "";
    return view.words.say("providers.line",
                          {{"kind", isolated(kind_name(metric.kind, view.words))}, {"list", list}});
  }
  return "";
}

}  // namespace app::page
