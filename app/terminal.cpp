#include "app/terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace app {

void say(std::string_view line) {
  fmt::print(stderr, "{}\n", line);
}

void answer(std::string_view line) {
  fmt::print(stdout, "{}\n", line);
}

void answer_json(const nlohmann::ordered_json& value) {
  answer(value.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

nlohmann::ordered_json as_json(const geo::Finding& finding) {
  nlohmann::ordered_json out;
  out["code"] = finding.code;
  out["severity"] = word(finding.severity);
  const auto put = [&](const char* name, const std::string& value) {
    if (!value.empty()) out[name] = value;
  };
  put("what", finding.what);
  put("file", finding.file);
  put("layer", finding.layer);
  put("feature", finding.feature);
  put("field", finding.field);
  put("value", finding.value);
  put("place", finding.place);
  put("remedy", finding.remedy);
  return out;
}

std::string with_commas(double count) {
  std::string digits = fmt::format("{:.0f}", count);
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

ProgressBar::ProgressBar() : terminal_(::isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
  clear();
}

void ProgressBar::part(double from, double to) {
  from_ = from;
  to_ = to;
}

void ProgressBar::show(std::string_view step, double done) {
  if (!terminal_) return;
  constexpr int width = 24;
  constexpr std::size_t longest = 44;
  const double share = std::clamp(from_ + (to_ - from_) * done, 0.0, 1.0);
  const int percent = static_cast<int>(share * 100);
  if (percent == last_percent_ && step == last_step_) return;
  last_percent_ = percent;
  last_step_ = step;
  const int full = percent * width / 100;
  fmt::print(stderr, "\r\033[K[{}{}] {:3d} %  {}", std::string(static_cast<std::size_t>(full), '#'),
             std::string(static_cast<std::size_t>(width - full), '.'), percent,
             step.substr(0, longest));
  std::fflush(stderr);
  shown_ = true;
}

void ProgressBar::clear() {
  if (shown_) fmt::print(stderr, "\r\033[K");
  shown_ = false;
}

}  // namespace app
