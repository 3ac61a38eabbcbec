#include "geo/core/finding.hpp"

#include <algorithm>
#include <cstdio>

namespace geo {

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::repair:
      return "repair";
    case Severity::error:
      return "error";
  }
  return "error";
}

std::string line(const Finding& finding) {
  std::string text{word(finding.severity)};
  text += " " + finding.code + ":";
  const auto part = [&](std::string_view label, const std::string& value) {
    if (value.empty()) return;
    text += " ";
    text += label;
    text += value;
    text += ",";
  };
  part("", finding.file);
  part("layer ", finding.layer);
  part("feature ", finding.feature);
  part("field ", finding.field);
  part("value ", finding.value);
  part("at ", finding.place);
  if (text.back() == ',') text.back() = ':';
  text += " " + finding.what;
  if (!finding.remedy.empty()) text += "; " + finding.remedy;
  return text;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 80;
  std::string safe;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\x%02x", byte);
      safe += escape;
    } else {
      safe += c;
    }
  }
  if (safe.size() <= longest) return safe;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(safe[end]) & 0xc0) == 0x80) --end;
  return safe.substr(0, end) + "...";
}

std::string in_folder(const std::string& folder, const std::string& file) {
  const auto slash = file.rfind('/');
  std::string name = slash == std::string::npos ? file : file.substr(slash + 1);
  if (folder.empty() || name.empty()) return name;
  return folder.back() == '/' ? folder + name : folder + "/" + name;
}

void Findings::in_folder(const std::string& folder) {
  for (auto& [code, findings] : kept_) {
    for (Finding& finding : findings) finding.file = geo::in_folder(folder, finding.file);
  }
}

void Findings::add(Finding finding) {
  ++counts_[finding.code];
  auto& kept = kept_[finding.code];
  if (kept.size() < kept_per_code) kept.push_back(std::move(finding));
}

void Findings::add(const Findings& others) {
  for (const auto& [code, findings] : others.kept_) {
    auto& kept = kept_[code];
    const auto room = std::min(findings.size(), kept_per_code - kept.size());
    kept.insert(kept.end(), findings.begin(), findings.begin() + static_cast<std::ptrdiff_t>(room));
  }
  for (const auto& [code, count] : others.counts_) counts_[code] += count;
}

std::vector<Finding> Findings::shown() const {
  std::vector<Finding> shown;
  for (const auto& [code, findings] : kept_) {
    auto ordered = findings;
    std::sort(ordered.begin(), ordered.end());
    ordered.resize(std::min(ordered.size(), shown_per_code));
    shown.insert(shown.end(), ordered.begin(), ordered.end());
  }
  std::stable_sort(shown.begin(), shown.end(),
                   [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
  return shown;
}

std::size_t Findings::count(const std::string& code) const {
  const auto found = counts_.find(code);
  return found == counts_.end() ? 0 : found->second;
}

bool Findings::any(Severity severity) const {
  return std::any_of(kept_.begin(), kept_.end(), [&](const auto& of_code) {
    return std::any_of(of_code.second.begin(), of_code.second.end(),
                       [&](const Finding& finding) { return finding.severity == severity; });
  });
}

}  // namespace geo
