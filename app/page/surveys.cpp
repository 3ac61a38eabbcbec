#include "app/page/surveys.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "app/page/sentences.hpp"

namespace app::page {
namespace {

using geo::ReleasedSurvey;
using geo::ReleasedSurveyFigure;

std::string figure_words(const ReleasedSurvey::Question& question, double value,
                         const Words& words) {
  if (question.is_share) return words.number(100 * value, 0);
  return words.number(value, 1);
}

/// "31 % (24 to 39)", or why there is none.
std::string said(const ReleasedSurvey::Question& question, const ReleasedSurveyFigure& row,
                 const Words& words) {
  if (!row.value) return status(row.value.reason(), words);
  return words.say(question.is_share ? "survey.share" : "survey.mean",
                   {{"value", figure_words(question, *row.value, words)},
                    {"low", figure_words(question, *row.low, words)},
                    {"high", figure_words(question, *row.high, words)},
                    {"unit", question.unit}});
}

/// A dot on a line from 0 to 100 %, with the interval as a bar behind it.
std::string drawn(const ReleasedSurvey::Question& question, const ReleasedSurveyFigure& row) {
  if (!question.is_share || !row.value) return {};
  return fmt::format(
      "<span class=\"interval\" aria-hidden=\"true\"><i style=\"inset-inline-start:{:.1f}%;"
      "width:{:.1f}%\"></i><b style=\"inset-inline-start:{:.1f}%\"></b></span>",
      100 * *row.low, 100 * (*row.high - *row.low), 100 * *row.value);
}

std::string row_of(const ReleasedSurvey::Question& question, const ReleasedSurveyFigure& row,
                   const Words& words) {
  const bool all = row.by.empty();
  const auto name = all ? words.say("survey.everyone") : isolated(row.cell);
  return fmt::format("<tr{}><th scope=\"row\">{}</th><td class=\"drawn\">{}</td><td>{}</td></tr>",
                     all ? " class=\"all\"" : "", escape(name), drawn(question, row),
                     escape(said(question, row, words)));
}

std::string heading(const std::string& by, const Words& words) {
  const auto name = by == "stratum" ? words.say("survey.strata") : isolated(by);
  return fmt::format("<tr class=\"by\"><th colspan=\"3\" scope=\"rowgroup\">{}</th></tr>",
                     escape(name));
}

/// Cells of one division of which nothing can be said, in one line.
std::string too_few(const std::vector<std::string>& cells, const Words& words) {
  if (cells.empty()) return {};
  std::string list;
  for (const std::string& cell : cells) {
    list += (list.empty() ? "" : words.say("list.comma")) + isolated(cell);
  }
  return fmt::format("<tr><td colspan=\"3\" class=\"none\">{}</td></tr>",
                     escape(words.say("survey.too_few", {{"list", list}})));
}

std::string question_table(const ReleasedSurvey& survey, const ReleasedSurvey::Question& question,
                           const View& view) {
  const Words& words = view.words;
  std::string out = fmt::format("<table class=\"survey\"><caption>{}</caption><tbody>",
                                escape(question.name.in(words.language())));
  std::string by;
  std::vector<std::string> silent;
  for (const ReleasedSurveyFigure& row : view.release.survey_figures()) {
    if (row.survey != survey.key || row.question != question.key) continue;
    if (row.by != by) {
      out += too_few(std::exchange(silent, {}), words) + heading(row.by, words);
      by = row.by;
    }
    if (row.value || row.by.empty()) {
      out += row_of(question, row, words);
    } else {
      silent.push_back(row.cell);
    }
  }
  return out + too_few(silent, words) + "</tbody></table>\n";
}

std::string one(const ReleasedSurvey& survey, const View& view) {
  const Words& words = view.words;
  std::string out = fmt::format("<h3>{}</h3>\n", escape(survey.name.in(words.language())));
  std::string about = survey.definition;
  if (!survey.as_of.empty()) about += (about.empty() ? "" : ", ") + survey.as_of;
  if (!about.empty()) out += fmt::format("<p class=\"how\">{}</p>\n", escape(isolated(about)));
  for (const ReleasedSurvey::Question& question : survey.questions) {
    out += question_table(survey, question, view);
  }
  return out;
}

}  // namespace

std::string surveys(const View& view) {
  if (view.release.surveys().empty()) return {};
  std::string out =
      fmt::format("<section class=\"theme\" id=\"surveys\">\n<h2>{}</h2>\n<p>{}</p>\n",
                  escape(view.words.say("survey.title")), escape(view.words.say("survey.how")));
  for (const ReleasedSurvey& survey : view.release.surveys()) out += one(survey, view);
  return out + "</section>\n";
}

}  // namespace app::page
