#include "analysis/home_figures.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include <tbb/parallel_for.h>

#include "analysis/travel/ask.hpp"
#include "analysis/travel/ask_again.hpp"
#include "analysis/travel/changed_homes.hpp"

namespace analysis {
namespace {

using geo::City;
using travel::Answer;
using travel::Question;
using Answers = std::map<Question, Answer>;
using HomeSet = std::shared_ptr<const std::vector<bool>>;  // nothing: all homes

std::vector<Answer> answers_to(const std::vector<Question>& questions, const Answers& answers) {
  std::vector<Answer> own;
  for (const Question& question : questions) own.push_back(answers.at(question));
  return own;
}

/// For each question the homes whose trips may be others than before.
class Changes {
 public:
  Changes(const Answers& before, const Answers& now) {
    for (auto& [question, homes] : travel::changed_homes(before, now)) {
      if (homes) homes_[question] = std::make_shared<const std::vector<bool>>(std::move(*homes));
    }
  }

  HomeSet any_of(const std::vector<Question>& questions) const {
    if (questions.size() == 1) return of(questions.front());
    std::vector<bool> any;
    for (const Question& question : questions) {
      const HomeSet homes = of(question);
      if (!homes) return nullptr;
      any.resize(homes->size(), false);
      std::transform(any.begin(), any.end(), homes->begin(), any.begin(), std::logical_or<>());
    }
    return std::make_shared<const std::vector<bool>>(std::move(any));
  }

 private:
  HomeSet of(const Question& question) const {
    const auto found = homes_.find(question);
    return found == homes_.end() ? nullptr : found->second;
  }

  std::map<Question, HomeSet> homes_;
};

HomeFigures measured_again(const City& city, const Instance& instance, std::vector<Answer> answers,
                           const HomeSet& changed, const HomeFigures& before) {
  const Metric& metric = *instance.metric;
  if (!changed) return metric.for_homes(city, instance.settings, answers);
  if (std::find(changed->begin(), changed->end(), true) == changed->end()) return before;
  if (metric.card.depends_on_people) return metric.for_homes(city, instance.settings, answers);
  for (Answer& answer : answers) answer = answer.among(changed);
  const HomeFigures again = metric.for_homes(city, instance.settings, answers);
  HomeFigures figures = before;
  for (const geo::HomeId home : figures.rows()) {
    if ((*changed)[home.row()]) figures[home] = again[home];
  }
  return figures;
}

}  // namespace

HomesMeasured measure_homes(const City& city, std::vector<Instance> instances,
                            const travel::Way& way, const travel::Means& means) {
  HomesMeasured all{way, {}, {}, {}};
  std::vector<std::vector<Question>> asked;
  std::vector<Question> questions;
  for (Instance& instance : instances) {
    if (instance.metric->over_areas()) continue;
    asked.push_back(instance.metric->asks(city, instance.settings));
    questions.insert(questions.end(), asked.back().begin(), asked.back().end());
    all.instances.push_back(std::move(instance));
  }
  all.answers = travel::ask(city, questions, way, means);
  for (std::size_t at = 0; at < asked.size(); ++at) {
    const Instance& instance = all.instances[at];
    all.figures.push_back(
        instance.metric->for_homes(city, instance.settings, answers_to(asked[at], all.answers)));
  }
  return all;
}

HomesMeasured measure_homes_again(const HomesMeasured& before, const City& city,
                                  const geo::Edit& edit) {
  HomesMeasured all{
      before.way, before.instances, travel::ask_again(before.answers, city, edit), {}};
  std::vector<std::vector<Question>> asked;
  std::vector<Question> unheard;  // about services that are open to somebody: others than before
  for (const Instance& instance : all.instances) {
    asked.push_back(instance.metric->asks(city, instance.settings));
    for (const Question& question : asked.back()) {
      if (!all.answers.contains(question)) unheard.push_back(question);
    }
  }
  if (!unheard.empty()) all.answers.merge(travel::ask(city, unheard, all.way));
  const Changes changes(before.answers, all.answers);
  all.figures.resize(asked.size());
  tbb::parallel_for(std::size_t{0}, asked.size(), [&](std::size_t at) {
    const Instance& instance = all.instances[at];
    // What runs is other than before; no trip tells for which homes.
    const bool for_all = geo::changes_timetable(edit) && instance.metric->card.reads_timetable;
    all.figures[at] =
        measured_again(city, instance, answers_to(asked[at], all.answers),
                       for_all ? nullptr : changes.any_of(asked[at]), before.figures[at]);
  });
  return all;
}

}  // namespace analysis
