#include "geo/read/description_survey.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace geo::read {

using description::Survey;
using description::SurveyQuestion;

namespace {

SurveyQuestion question(const std::string& key, Section& section) {
  SurveyQuestion question;
  question.key = key;
  question.column = section.needed_text("column");
  question.name = section.names("name");
  question.unit = section.text("unit");
  question.yes = section.texts("yes");
  if (!question.unit.empty() && !question.yes.empty()) {
    section.refuse("unit", "description_value", "a share of households has no unit",
                   "leave out unit, or leave out yes for the mean of a number");
  }
  return question;
}

}  // namespace

Survey survey(Section& section, description::Source source, const std::vector<Survey>& others) {
  Survey survey;
  survey.source = std::move(source);
  survey.key = section.needed_text("key");
  survey.name = section.names("name");
  survey.definition = section.text("definition");
  survey.weight = section.text("weight");
  survey.stratum = section.text("stratum");
  survey.cluster = section.text("cluster");
  survey.by = section.texts_by_key("by");
  section.tables_inside("questions", [&](const std::string& key, Section& inside) {
    survey.questions.push_back(question(key, inside));
  });
  if (survey.questions.empty()) {
    section.refuse("questions", "description_missing_key", "a survey needs a question to tell of",
                   "add [surveys.questions.KEY] with column = \"...\" and yes = [\"...\"]");
  }
  const bool taken = std::any_of(others.begin(), others.end(),
                                 [&](const Survey& other) { return other.key == survey.key; });
  if (taken) {
    section.refuse("key", "description_value",
                   fmt::format("there are two surveys with the key {}", survey.key),
                   "give one of them another key");
  }
  return survey;
}

}  // namespace geo::read
