#include "geo/build/surveys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "geo/core/error.hpp"

namespace geo::build {
namespace {

Finding about(const Layer& table, const std::string& code, Severity severity,
              const std::string& column, const std::string& what, const std::string& remedy) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.file = table.file;
  finding.layer = table.name;
  finding.field = column;
  finding.what = what;
  finding.remedy = remedy;
  return finding;
}

const Field& column(const Layer& table, const std::string& name) {
  const Field* field = table.field(name);
  if (field) return *field;
  throw Error(about(table, "column_missing", Severity::error, name,
                    "the survey has no column of this name",
                    "choose a column of the table; `medina check` on the file lists them"));
}

/// One survey on its way from its table.
class Reading {
 public:
  Reading(const Layer& table, const description::Survey& described, Findings& findings)
      : table_(table), described_(described), findings_(findings) {}

  Survey read() {
    survey_.key = described_.key;
    survey_.name = described_.name.empty() ? Names{described_.key} : described_.name;
    survey_.file = table_.file;
    survey_.definition = described_.definition;
    survey_.as_of = described_.source.as_of;
    choose_rows();
    read_design();
    for (const auto& question : described_.questions) {
      survey_.questions.push_back(read_question(question));
    }
    for (const auto& [key, name] : described_.by) {
      survey_.divisions.push_back(divided(key, name));
      refuse_below_strata(survey_.divisions.back(), name);
    }
    return std::move(survey_);
  }

 private:
  void note(const std::string& code, Severity severity, const std::string& name, std::size_t rows,
            const std::string& what, const std::string& remedy) {
    if (rows == 0) return;
    Finding finding = about(table_, code, severity, name, what, remedy);
    finding.value = fmt::format("{} of {} households", rows, table_.rows);
    findings_.add(finding);
  }

  /// Households that count: with a weight above zero and a stratum.
  void choose_rows() {
    const Field* weight = described_.weight.empty() ? nullptr : &column(table_, described_.weight);
    const Field* stratum =
        described_.stratum.empty() ? nullptr : &column(table_, described_.stratum);
    std::size_t weightless = 0, nowhere = 0;
    for (std::size_t row = 0; row < table_.rows; ++row) {
      const double counts = weight ? number(weight->values[row]).value_or(0) : 1;
      if (!(counts > 0)) {
        ++weightless;
      } else if (stratum && key_text(stratum->values[row]).value_or("").empty()) {
        ++nowhere;
      } else {
        rows_.push_back(row);
        survey_.weight.push_back(counts);
      }
    }
    note("survey_without_weight", Severity::warning, described_.weight, weightless,
         "households without a weight above zero stand for nobody and are left out",
         "ask whoever drew the sample for their weights");
    note("survey_without_stratum", Severity::warning, described_.stratum, nowhere,
         "households without a stratum are left out, since nobody knows what they stand for",
         "fill in the stratum of these rows");
  }

  Survey::Division divided(const std::string& key, const std::string& name) const {
    Survey::Division division{key, {}, {}};
    const Field& field = column(table_, name);
    std::map<std::string, std::size_t> words;
    for (const std::size_t row : rows_) {
      const auto word = key_text(field.values[row]);
      if (word && is_recorded(field.values[row])) words.emplace(*word, 0);
    }
    for (auto& [word, at] : words) {
      at = division.cells.size();
      division.cells.push_back(word);
    }
    for (const std::size_t row : rows_) {
      const auto word = key_text(field.values[row]);
      const auto found = word ? words.find(*word) : words.end();
      division.of.push_back(found == words.end() ? words.size() : found->second);
    }
    return division;
  }

  void read_design() {
    survey_.strata = described_.stratum.empty() ? Survey::Division{"stratum", {""}, {}}
                                                : divided("stratum", described_.stratum);
    if (described_.stratum.empty()) survey_.strata.of.assign(rows_.size(), 0);
    survey_.stratum = survey_.strata.of;

    // The same number may stand for a cluster in each of several strata.
    const Field* field = described_.cluster.empty() ? nullptr : &column(table_, described_.cluster);
    std::map<std::pair<std::size_t, std::string>, std::size_t> clusters;
    for (std::size_t at = 0; at < rows_.size(); ++at) {
      const std::string word =
          field ? key_text(field->values[rows_[at]]).value_or("") : std::to_string(rows_[at]);
      const auto key = std::pair(survey_.stratum[at], word);
      survey_.cluster.push_back(clusters.emplace(key, clusters.size()).first->second);
    }
    note_lone_clusters(clusters);
  }

  void note_lone_clusters(
      const std::map<std::pair<std::size_t, std::string>, std::size_t>& clusters) {
    std::map<std::size_t, std::size_t> in_stratum;
    for (const auto& [key, cluster] : clusters) ++in_stratum[key.first];
    for (const auto& [stratum, count] : in_stratum) {
      if (count > 1) continue;
      Finding finding =
          about(table_, "survey_lone_cluster", Severity::warning, described_.cluster,
                "a stratum with one cluster says nothing of its own spread; it is "
                "set against all clusters, which widens the intervals",
                "in the table, give its households the stratum of another that is like it");
      finding.feature = survey_.strata.cells[stratum];
      findings_.add(finding);
    }
  }

  Survey::Question read_question(const description::SurveyQuestion& asked) {
    Survey::Question question;
    question.key = asked.key;
    question.name = asked.name.empty() ? Names{asked.key} : asked.name;
    question.unit = asked.unit;
    question.is_share = !asked.yes.empty();
    const std::set<std::string> yes(asked.yes.begin(), asked.yes.end());
    const Field& field = column(table_, asked.column);
    std::size_t unread = 0, said = 0;
    for (const std::size_t row : rows_) {
      const Value& value = field.values[row];
      Cell<double> answer = Missing::not_recorded;
      const auto as_number = number(value);
      if (question.is_share && is_recorded(value)) {
        const bool is_yes = yes.contains(key_text(value).value_or(""));
        answer = is_yes ? 1.0 : 0.0;
        if (is_yes) ++said;
      } else if (!question.is_share && as_number) {
        answer = *as_number;
      } else if (!question.is_share && is_recorded(value)) {
        ++unread;
      }
      question.answers.push_back(answer);
    }
    note("survey_answer_unread", Severity::warning, asked.column, unread,
         "answers that are no number are left out of the mean",
         "for a share of households say which answers count, such as yes = [\"yes\"]");
    if (question.is_share && said == 0) {
      Finding finding = about(table_, "survey_answer_never_given", Severity::warning, asked.column,
                              "nobody gave any of the answers that are asked for",
                              "check how the answers are written in the table");
      finding.value = fmt::format("{}", fmt::join(asked.yes, ", "));
      findings_.add(finding);
    }
    return question;
  }

  /// A division each of whose cells lies in one stratum, and that cuts a stratum, is finer.
  void refuse_below_strata(const Survey::Division& division, const std::string& name) const {
    std::vector<std::set<std::size_t>> strata_of(division.cells.size());
    for (std::size_t at = 0; at < rows_.size(); ++at) {
      if (division.of[at] < strata_of.size())
        strata_of[division.of[at]].insert(survey_.stratum[at]);
    }
    const bool nested = std::all_of(strata_of.begin(), strata_of.end(),
                                    [](const auto& strata) { return strata.size() == 1; });
    const bool finer = division.cells.size() > survey_.strata.cells.size();
    if (!nested || !finer || survey_.strata.cells.size() < 2) return;
    throw Error(about(table_, "survey_below_stratum", Severity::error, name,
                      "this column divides the strata of the sample, which was not drawn to say "
                      "anything of their parts",
                      "choose a column that cuts across the strata, such as origin or sex"));
  }

  const Layer& table_;
  const description::Survey& described_;
  Findings& findings_;
  Survey survey_;
  std::vector<std::size_t> rows_;
};

}  // namespace

std::vector<Survey> surveys(const Layers& layers, Findings& findings) {
  std::vector<Survey> all;
  for (std::size_t at = 0; at < layers.surveys.size(); ++at) {
    all.push_back(Reading(layers.surveys[at], layers.description.surveys[at], findings).read());
  }
  return all;
}

}  // namespace geo::build
