#include <algorithm>

#include "analysis/metric.hpp"
#include "geo/core/error.hpp"

namespace analysis {

const Entry& find_metric(std::string_view id) {
  const auto& entries = catalogue();
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.id == id; });
  if (found != entries.end()) return *found;

  std::string near;
  for (const Entry& entry : entries) {
    if (id.empty() || entry.id.find(id) == std::string_view::npos) continue;
    near += (near.empty() ? "" : ", ") + std::string{entry.id};
  }
  geo::Finding finding;
  finding.code = "metric_unknown";
  finding.value = geo::quoted(id);
  finding.what = "there is no metric of this id";
  finding.remedy = near.empty() ? "`medina metrics` lists them all" : "did you mean " + near + "?";
  throw geo::Error(std::move(finding), geo::Cause::usage);
}

}  // namespace analysis
