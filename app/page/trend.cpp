#include "app/page/trend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/page/view.hpp"

namespace app::page {
namespace {

constexpr double width = 1000, height = 300;  // stretched to the page: only ratios matter
constexpr double most_steps = 4;

/// What the numbers beside the chart go up by: 1, 2 or 5 times a power of ten.
double nice_step(double range) {
  const double least = range / most_steps;
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double times : {1., 2., 5.}) {
    if (times * power >= least * (1 - 1e-9)) return times * power;
  }
  return 10 * power;
}

struct Scale {
  double low = 0, high = 1, step = 1;
  double up(double value) const { return (value - low) / (high - low); }
};

Scale scale_of(const std::vector<TrendLine>& lines) {
  std::vector<double> all;
  for (const TrendLine& line : lines) {
    for (const auto& value : line.values) {
      if (value) all.push_back(*value);
    }
  }
  const auto [least, most] = std::minmax_element(all.begin(), all.end());
  const double range = *most > *least ? *most - *least : std::max(1.0, std::abs(*most) / 10);
  Scale scale;
  scale.step = nice_step(range);
  scale.low = std::floor(*least / scale.step) * scale.step;
  scale.high = std::ceil(*most / scale.step) * scale.step;
  if (scale.high <= scale.low) scale.high = scale.low + scale.step;
  return scale;
}

std::string path_of(const TrendLine& line, const Scale& scale) {
  std::string data;
  bool pen_down = false;
  const double last = static_cast<double>(line.values.size() - 1);
  for (std::size_t k = 0; k < line.values.size(); ++k) {
    const auto& value = line.values[k];
    if (value) {
      data += fmt::format("{}{:.1f} {:.1f}", pen_down ? "L" : "M",
                          width * static_cast<double>(k) / last, height * (1 - scale.up(*value)));
    }
    pen_down = value.has_value();
  }
  return data;
}

bool has_a_line(const TrendLine& line) {
  return std::count_if(line.values.begin(), line.values.end(),
                       [](const auto& value) { return value.has_value(); }) > 1;
}

std::string rungs(const Scale& scale, const Words& words) {
  std::string out;
  const int decimals = std::max(0, static_cast<int>(-std::floor(std::log10(scale.step) + 1e-9)));
  const auto count = static_cast<int>(std::lround((scale.high - scale.low) / scale.step));
  for (int k = 0; k <= count; ++k) {
    const double value = scale.low + k * scale.step;
    out += fmt::format("<span class=\"y\" style=\"bottom:{:.2f}%\">{}</span>",
                       100 * scale.up(value), escape(words.number(value, decimals)));
  }
  return out;
}

}  // namespace

std::string trend(const std::vector<TrendLine>& lines, const std::vector<std::string>& periods,
                  const std::string& title, const Words& words) {
  if (periods.size() < 2 || !std::any_of(lines.begin(), lines.end(), has_a_line)) return {};
  const Scale scale = scale_of(lines);
  std::string paths, key;
  for (std::size_t k = 0; k < lines.size(); ++k) {
    paths += fmt::format("<path class=\"g{}\" d=\"{}\"/>", k, path_of(lines[k], scale));
    key += fmt::format("<span class=\"g{}\"><i></i>{}</span> ", k, escape(lines[k].name));
  }
  const auto& middle = periods[periods.size() / 2];
  return fmt::format(
      "<figure class=\"trend\"><figcaption>{0}</figcaption>"
      "<div class=\"plot\" dir=\"ltr\"><svg viewBox=\"0 0 {1} {2}\" preserveAspectRatio=\"none\" "
      "role=\"img\" aria-label=\"{0}\">{3}</svg>{4}</div>"
      "<div class=\"x\" dir=\"ltr\"><span>{5}</span>{6}<span>{7}</span></div>"
      "<p class=\"who-key\">{8}</p></figure>\n",
      escape(title), width, height, paths, rungs(scale, words), escape(periods.front()),
      periods.size() > 2 ? "<span>" + escape(middle) + "</span>" : "", escape(periods.back()), key);
}

}  // namespace app::page
