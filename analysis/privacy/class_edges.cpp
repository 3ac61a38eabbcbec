#include <algorithm>
#include <cmath>

#include "analysis/privacy/histograms.hpp"

namespace analysis::privacy {
namespace {

constexpr std::size_t most_classes = 5;
constexpr double half_an_hour = 30;

/// Two figures: 0.4371 -> 0.44, 1234 -> 1200.
double two_figures(double value, double (*rule)(double)) {
  if (value == 0) return 0;
  const double power = std::floor(std::log10(std::abs(value))) - 1;
  // Powers of ten are exact up to 22; dividing by them keeps 0.44 the double nearest to it.
  if (power < 0) {
    const double scale = std::pow(10.0, -power);
    return rule(value * scale) / scale;
  }
  const double scale = std::pow(10.0, power);
  return rule(value / scale) * scale;
}

std::vector<double> minutes(double largest) {
  if (largest <= half_an_hour) return {0, 5, 10, 15, 20, half_an_hour};
  return {0, 5, 10, 15, half_an_hour, std::max(60.0, std::ceil(largest))};
}

std::vector<double> around_zero(const std::vector<double>& sorted) {
  double outer = std::max(std::abs(sorted.front()), std::abs(sorted.back()));
  outer = outer <= 1 ? 1 : two_figures(outer, std::ceil);
  return {-outer, -outer * 0.6, -outer * 0.2, outer * 0.2, outer * 0.6, outer};
}

std::vector<double> quantiles(const std::vector<double>& sorted) {
  std::vector<double> edges{two_figures(sorted.front(), std::floor)};
  for (std::size_t k = 1; k < most_classes; ++k) {
    const double edge = two_figures(sorted[k * sorted.size() / most_classes], std::round);
    if (edge > edges.back() && edge < sorted.back()) edges.push_back(edge);
  }
  edges.push_back(std::max(edges.back(), two_figures(sorted.back(), std::ceil)));
  return edges;
}

}  // namespace

std::vector<double> class_edges(std::string_view unit, bool diverging, std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  if (unit == "min") return minutes(values.back());
  return diverging ? around_zero(values) : quantiles(values);
}

std::size_t class_of(const std::vector<double>& edges, double value) {
  const std::size_t classes = edges.size() - 1;
  for (std::size_t k = 0; k + 1 < classes; ++k) {
    if (value < edges[k + 1]) return k;
  }
  return classes - 1;
}

}  // namespace analysis::privacy
