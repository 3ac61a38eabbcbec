#include "analysis/stats/survey.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace analysis::stats {
namespace {

constexpr double tail = 0.025;  // of 95 %, on either side

struct Strata {
  /// Sum of the linearised answers of each cluster, by stratum.
  std::map<std::size_t, std::map<std::size_t, double>> clusters;

  std::size_t cluster_count() const {
    std::size_t count = 0;
    for (const auto& [stratum, in] : clusters) count += in.size();
    return count;
  }
  /// Clusters less strata, a stratum of one cluster left out of both.
  std::size_t degrees() const {
    std::size_t count = 0;
    for (const auto& [stratum, in] : clusters) count += in.size() - 1;
    return count;
  }
  double variance() const {
    double all = 0;
    for (const auto& [stratum, in] : clusters) {
      for (const auto& [cluster, sum] : in) all += sum;
    }
    const double grand = all / static_cast<double>(cluster_count());
    double variance = 0;
    for (const auto& [stratum, in] : clusters) {
      const auto n = static_cast<double>(in.size());
      double mean = 0;
      for (const auto& [cluster, sum] : in) mean += sum / n;
      if (in.size() == 1) mean = grand;
      double squares = 0;
      for (const auto& [cluster, sum] : in) squares += (sum - mean) * (sum - mean);
      variance += in.size() == 1 ? squares : squares * n / (n - 1);
    }
    return variance;
  }
};

double students(std::size_t degrees) {
  const boost::math::students_t distribution(static_cast<double>(degrees));
  return boost::math::quantile(boost::math::complement(distribution, tail));
}

}  // namespace

geo::Cell<Estimate> survey_mean(std::span<const Answer> answers) {
  Estimate found;
  double weight = 0, sum = 0;
  for (const Answer& answer : answers) {
    if (!answer.counts) continue;
    ++found.answers;
    weight += answer.weight;
    sum += answer.weight * answer.value;
  }
  if (found.answers < least_answers || !(weight > 0)) return geo::Missing::too_few_answers;
  found.value = sum / weight;

  Strata strata;
  for (const Answer& answer : answers) {
    double& cluster = strata.clusters[answer.stratum][answer.cluster];
    if (answer.counts) cluster += answer.weight * (answer.value - found.value) / weight;
  }
  found.degrees = strata.degrees();
  if (found.degrees == 0) return geo::Missing::too_few_answers;
  found.standard_error = std::sqrt(strata.variance());
  const double half = students(found.degrees) * found.standard_error;
  found.low = found.value - half;
  found.high = found.value + half;
  return found;
}

geo::Cell<Estimate> survey_share(std::span<const Answer> answers) {
  auto found = survey_mean(answers);
  if (!found) return found;
  Estimate share = *found;
  const auto n = static_cast<double>(share.answers);
  const double variance = share.standard_error * share.standard_error;
  double effective = n;
  if (variance > 0) {
    const double narrower = students(share.answers - 1) / students(share.degrees);
    effective = std::min(n, share.value * (1 - share.value) / variance * narrower * narrower);
  }
  const double yes = effective * share.value, no = effective - yes;
  const auto quantile = [](double a, double b, double p) {
    return boost::math::quantile(boost::math::beta_distribution<>(a, b), p);
  };
  share.low = yes > 0 ? quantile(yes, no + 1, tail) : 0;
  share.high = no > 0 ? quantile(yes + 1, no, 1 - tail) : 1;
  return share;
}

}  // namespace analysis::stats
