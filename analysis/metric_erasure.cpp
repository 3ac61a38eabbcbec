#include "analysis/metric_erasure.hpp"

#include <cstdio>

namespace analysis::erasure {

void refuse(std::string_view code, std::string_view setting, const std::string& value,
            const std::string& allowed) {
  geo::Finding finding;
  finding.code = code;
  finding.field = setting;
  finding.value = geo::quoted(value);
  finding.what = "this setting cannot be used";
  finding.remedy = "allowed: " + allowed;
  throw geo::Error(std::move(finding), geo::Cause::usage);
}

double number_of(std::string_view setting, const std::string& text) {
  double value = 0;
  const auto end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, value);
  if (fault != std::errc{} || stopped != end || !std::isfinite(value)) {
    refuse("setting_not_understood", setting, text, "a number");
  }
  return value;
}

std::string number_text(double value) {
  char text[32];
  const auto [end, fault] = std::to_chars(text, text + sizeof text, value);
  return {text, end};
}

std::size_t choice_of(std::string_view setting, const std::string& text,
                      std::span<const std::string_view> words) {
  std::string allowed;
  for (std::size_t choice = 0; choice < words.size(); ++choice) {
    if (words[choice] == text) return choice;
    allowed += (allowed.empty() ? "" : ", ") + std::string{words[choice]};
  }
  refuse("setting_not_understood", setting, text, allowed);
}

}  // namespace analysis::erasure
