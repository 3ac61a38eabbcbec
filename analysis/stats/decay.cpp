#include "analysis/stats/decay.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <numbers>
#include <optional>

namespace analysis::stats {
namespace {

double logistic(double time, double middle, double spread) {
  const double steepness = std::numbers::pi / (spread * std::sqrt(3.0));
  const auto grown = [&](double t) { return 1 + std::exp((t - middle) * steepness); };
  return grown(0) / grown(time);
}

double truncated_gaussian(double share_of_limit) {
  if (share_of_limit >= 1) return 0;
  const double edge = std::exp(-0.5);
  return (std::exp(-0.5 * share_of_limit * share_of_limit) - edge) / (1 - edge);
}

double step_weight(const std::vector<Step>& steps, geo::Minutes time) {
  for (const Step& step : steps) {
    if (time <= step.up_to) return step.weight;
  }
  return 0;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::optional<double> number(std::string_view text) {
  text = trimmed(text);
  double value = 0;
  const auto [stopped, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || stopped != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

double weight(const Decay& decay, geo::Minutes time) {
  const double scale = decay.scale.value;
  assert(scale > 0);
  const double share = time.value / scale;
  switch (decay.shape) {
    case DecayShape::flat:
      return 1;
    case DecayShape::linear:
      return std::max(0.0, 1 - share);
    case DecayShape::exponential:
      return std::exp(-share);
    case DecayShape::half_life:
      return std::exp2(-share);
    case DecayShape::power:
      return time.value <= 1 ? 1 : std::pow(time.value, -decay.exponent);
    case DecayShape::logistic:
      return logistic(time.value, scale, decay.spread.value);
    case DecayShape::gaussian:
      return std::exp(-0.5 * share * share);
    case DecayShape::truncated_gaussian:
      return truncated_gaussian(share);
    case DecayShape::stepped:
      return step_weight(decay.steps, time);
  }
  return 0;
}

std::vector<Step> read_steps(std::string_view text) {
  std::vector<Step> steps;
  while (!trimmed(text).empty()) {
    const std::string_view step = text.substr(0, text.find(','));
    const auto colon = step.find(':');
    if (colon == std::string_view::npos) return {};
    const auto up_to = number(step.substr(0, colon));
    const auto value = number(step.substr(colon + 1));
    if (!up_to || !value || *value < 0) return {};
    if (!steps.empty() && *up_to <= steps.back().up_to.value) return {};
    steps.push_back({geo::Minutes{*up_to}, *value});
    text.remove_prefix(std::min(text.size(), step.size() + 1));
  }
  return steps;
}

}  // namespace analysis::stats
