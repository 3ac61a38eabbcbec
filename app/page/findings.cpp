#include <fmt/format.h>

#include <map>

#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"

namespace app::page {
namespace {

constexpr std::size_t shown_open = 3;

/// Findings are written to follow a file's name; on the page they begin a line.
std::string sentence_case(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

/// Where a finding is: file, layer, feature, field, value, place, as far as they are known.
std::string where(const geo::Finding& finding, const Words& words) {
  const auto value = words.value(finding);
  std::string out;
  for (const auto* part :
       {&finding.file, &finding.layer, &finding.feature, &finding.field, &value, &finding.place}) {
    if (part->empty()) continue;
    const bool in_words = part == &value && value != finding.value;
    const char* tag = in_words ? "span" : "code";
    out += fmt::format("{}<{}><bdi>{}</bdi></{}>", out.empty() ? "" : " ", tag, escape(*part), tag);
  }
  return out;
}

/// One case; what it is stands in the heading already unless this case says it differently.
std::string item(const geo::Finding& finding, const std::string& heading, const View& view) {
  std::string out = "<li>";
  const auto place = where(finding, view.words);
  if (!place.empty()) out += "<span class=\"where\">" + place + "</span> ";
  const auto what = view.words.what(finding);
  if (what == heading) return out + "</li>";
  return out + "<span dir=\"auto\">" + escape(what) + "</span></li>";
}

std::string of_one_code(const std::vector<geo::Finding>& list, std::size_t count,
                        const View& view) {
  const auto& words = view.words;
  const auto& first = list.front();
  const std::string severity(geo::word(first.severity));
  std::string out = fmt::format(
      "<section class=\"finding s-{}\"><h3><span class=\"severity\">{}</span> "
      "<span dir=\"auto\">{}</span></h3>",
      severity, escape(words.say("severity." + severity)),
      escape(sentence_case(words.what(first))));
  const auto remedy = words.remedy(first);
  if (!remedy.empty()) {
    out += "<p><b>" + escape(words.say("findings.remedy")) + "</b> <span dir=\"auto\">" +
           escape(sentence_case(remedy)) + "</span></p>";
  }
  std::string open, folded;
  for (std::size_t at = 0; at < list.size(); ++at) {
    (at < shown_open ? open : folded) += item(list[at], words.what(first), view);
  }
  if (list.size() > 1 || !where(first, words).empty()) out += "<ul>" + open + "</ul>";
  if (!folded.empty() || count > list.size()) {
    out += "<details><summary>" +
           escape(words.say_count("findings.count", static_cast<double>(count))) +
           "</summary><ul>" + folded + "</ul>";
    if (count > list.size())
      out += "<p class=\"note\">" + escape(words.say("findings.all")) + "</p>";
    out += "</details>";
  }
  return out + "</section>";
}

}  // namespace

std::string findings(const View& view) {
  const auto& all = view.release.findings();
  std::string out = "<section class=\"theme\" id=\"findings\"><h2>" +
                    escape(view.words.say("findings.title")) + "</h2>";
  if (all.empty()) return out + "<p>" + escape(view.words.say("findings.none")) + "</p></section>";

  out += "<p>" + escape(view.words.say("findings.intro")) + "</p>";
  std::vector<std::vector<geo::Finding>> by_code;
  std::map<std::string, std::size_t> at;
  for (const auto& finding : all.shown()) {
    const auto [place, added] = at.emplace(finding.code, by_code.size());
    if (added) by_code.emplace_back();
    by_code[place->second].push_back(finding);
  }
  for (const auto severity :
       {geo::Severity::error, geo::Severity::repair, geo::Severity::warning, geo::Severity::note}) {
    for (const auto& list : by_code) {
      if (list.front().severity == severity) {
        out += of_one_code(list, all.count(list.front().code), view);
      }
    }
  }
  return out + "</section>";
}

}  // namespace app::page
