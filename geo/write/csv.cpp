#include <fmt/format.h>

#include "geo/write/csv_cell.hpp"
#include "geo/write/fields.hpp"
#include "geo/write/write.hpp"

namespace geo::write {
namespace {

std::string cell(const std::string& text, bool is_text) {
  return csv_cell(text, is_text);
}

std::string row_text(const std::vector<std::string>& cells) {
  return fmt::format("{}\r\n", fmt::join(cells, ","));
}

std::string layer_table(const FileLayer& file) {
  const auto fields = file_fields(file);
  std::string text{byte_order_mark};
  bool first = true;
  for (const FileField& field : fields) {
    if (!first) text += ',';
    first = false;
    text += cell(field.name, true);
  }
  text += "\r\n";
  for (std::size_t row = 0; row < file.layer->keys.size(); ++row) {
    first = true;
    for (const FileField& field : fields) {
      if (!first) text += ',';
      first = false;
      if (field.type != FileField::Type::text) {
        text += number_text(field, row);
      } else if (field.is_status) {  // words of the contract need no quotes
        text += field.text(row);
      } else {
        text += cell(std::string(field.text(row)), true);
      }
    }
    text += "\r\n";
  }
  return text;
}

// What each column is: an analyst's way from a number to its formula.
std::string metric_table(const Release& release) {
  std::string text{byte_order_mark};
  text += row_text(
      {"column", "metric", "title", "unit", "kind", "settings", "formula", "method", "source"});
  for (const ReleasedMetric& metric : release.metrics()) {
    std::string settings;
    for (const auto& [name, value] : metric.settings) {
      settings += (settings.empty() ? "" : "; ") + name + " = " + value;
    }
    text += row_text({cell(metric.instance, true), cell(metric.id, true), cell(metric.title, true),
                      cell(metric.unit, true), cell(metric.kind, true), cell(settings, true),
                      cell(metric.formula, true), cell(metric.method, true),
                      cell(metric.source, true)});
  }
  return text;
}

std::string histogram_table(const Release& release) {
  std::string text{byte_order_mark};
  text += row_text({"column", "group", "from", "to", "people", "people_status"});
  const auto add = [&](const std::string& instance, const std::string& group,
                       const std::string& from, const std::string& to, const Cell<double>& people) {
    text += row_text({cell(instance, true), cell(group, true), from, to,
                      people ? fmt::format("{:.0f}", *people) : std::string{},
                      std::string(people.status())});
  };
  for (const ReleasedHistogram& histogram : release.histograms()) {
    for (std::size_t group = 0; group < histogram.groups.size(); ++group) {
      const auto& classes = histogram.people[group];
      for (std::size_t i = 0; i < classes.size(); ++i) {
        add(histogram.instance, histogram.groups[group], real_text(histogram.breaks[i]),
            real_text(histogram.breaks[i + 1]), classes[i]);
      }
      add(histogram.instance, histogram.groups[group], {}, {}, histogram.without_value[group]);
    }
  }
  return text;
}

void add_bound(const ReleasedBarrier::AtBound& bound, std::vector<std::string>& cells) {
  for (const auto* cell : {&bound.minutes, &bound.added, &bound.put_out}) {
    const bool is_count = cell == &bound.put_out;
    cells.push_back(!*cell     ? std::string{}
                    : is_count ? fmt::format("{:.0f}", **cell)
                               : real_text(**cell));
    cells.emplace_back(cell->status());
  }
}

// What each barrier costs each profile, area by area.
std::string profile_table(const Release& release) {
  std::string text{byte_order_mark};
  std::vector<std::string> heads{"profile", "kind", "barrier_removed", "level", "area"};
  for (const char* bound : {"certain", "possible"}) {
    for (const char* figure : {"minutes", "added_min", "people_put_out"}) {
      heads.push_back(fmt::format("{}_{}", figure, bound));
      heads.push_back(heads.back() + "_status");
    }
  }
  text += row_text(heads);
  for (const ReleasedBarrier& row : release.barriers()) {
    std::vector<std::string> cells{cell(row.profile, true), cell(row.kind, true),
                                   cell(row.removed, true), cell(row.level, true),
                                   cell(row.area, true)};
    add_bound(row.certain, cells);
    add_bound(row.possible, cells);
    text += row_text(cells);
  }
  return text;
}

std::string_view word(ReleasedLoss::What what) {
  switch (what) {
    case ReleasedLoss::What::service:
      return "service";
    case ReleasedLoss::What::street:
      return "street";
    case ReleasedLoss::What::line:
      break;
  }
  return "line";
}

// Who falls below a standard when one service, street or line fails, the worst first.
std::string loss_table(const Release& release) {
  std::string text{byte_order_mark};
  std::vector<std::string> heads{"rank",         "what", "kind", "way",
                                 "standard_min", "id",   "name", "homes"};
  for (std::size_t group = 0; group < release.groups().size(); ++group) {
    heads.push_back(group == 0 ? "people" : "people__" + release.groups()[group].key);
    heads.push_back(heads.back() + "_status");
  }
  for (std::string& head : heads) head = cell(head, true);
  text += row_text(heads);
  for (const ReleasedLoss& row : release.losses()) {
    std::vector<std::string> cells{std::to_string(row.rank),
                                   std::string{word(row.what)},
                                   cell(row.kind, true),
                                   row.what == ReleasedLoss::What::line ? "transit" : "walk",
                                   fmt::format("{:g}", row.standard),
                                   cell(row.key, true),
                                   cell(row.name.in(""), true),
                                   std::to_string(row.homes)};
    for (const Cell<double>& people : row.people) {
      cells.push_back(people ? fmt::format("{:.0f}", *people) : std::string{});
      cells.emplace_back(people.status());
    }
    text += row_text(cells);
  }
  return text;
}

// What surveys of households say, with their intervals.
std::string survey_table(const Release& release) {
  std::string text{byte_order_mark};
  text += row_text(
      {"survey", "question", "by", "cell", "value", "low", "high", "status", "answers_at_least"});
  for (const ReleasedSurveyFigure& row : release.survey_figures()) {
    std::vector<std::string> cells{cell(row.survey, true), cell(row.question, true),
                                   cell(row.by, true), cell(row.cell, true)};
    for (const auto* figure : {&row.value, &row.low, &row.high}) {
      cells.push_back(*figure ? real_text(**figure) : std::string{});
    }
    cells.emplace_back(row.value.status());
    cells.push_back(row.answers ? fmt::format("{:.0f}", *row.answers) : std::string{});
    text += row_text(cells);
  }
  return text;
}

// Rents, incomes, rooms and dwellings, area by area and period by period.
std::string housing_table(const Release& release) {
  std::string text{byte_order_mark};
  text += row_text(
      {"figure", "level", "area", "period", "tenure", "value", "unit", "status", "source"});
  for (const ReleasedHousing& figure : release.housing()) {
    const ReleasedLayer& layer = *release.layer(figure.level);
    for (std::size_t row = 0; row < figure.values.size(); ++row) {
      const Cell<double>& value = figure.values[row];
      text +=
          row_text({cell(figure.name, true), cell(figure.level, true), cell(layer.keys[row], true),
                    cell(figure.period, true), cell(figure.tenure, true),
                    value ? real_text(*value) : std::string{}, cell(figure.unit, true),
                    std::string(value.status()), cell(figure.file, true)});
    }
  }
  return text;
}

// What these are on average where each group lives, over the whole city.
std::string housing_by_group_table(const Release& release) {
  std::string text{byte_order_mark};
  text += row_text({"figure", "level", "period", "group", "mean", "unit", "status", "coverage",
                    "coverage_status", "modelled", "source"});
  for (const ReleasedHousing& figure : release.housing()) {
    for (const ReleasedHousing::OfGroup& one : figure.of_groups) {
      text +=
          row_text({cell(figure.name, true), cell(figure.level, true), cell(figure.period, true),
                    cell(one.group, true), one.mean ? real_text(*one.mean) : std::string{},
                    cell(figure.unit, true), std::string(one.mean.status()),
                    one.coverage ? real_text(*one.coverage) : std::string{},
                    std::string(one.coverage.status()), one.modelled ? "yes" : "no",
                    cell(figure.file, true)});
    }
  }
  return text;
}

}  // namespace

void csv(const Map& map, const std::string& folder) {
  for (const FileLayer& file : file_layers(*map.release)) {
    whole_file(folder + "/" + file.name + ".csv", layer_table(file));
  }
  whole_file(folder + "/metrics.csv", metric_table(*map.release));
  whole_file(folder + "/histograms.csv", histogram_table(*map.release));
  if (!map.release->survey_figures().empty()) {
    whole_file(folder + "/surveys.csv", survey_table(*map.release));
  }
  if (!map.release->housing().empty()) {
    whole_file(folder + "/housing.csv", housing_table(*map.release));
    whole_file(folder + "/housing_by_group.csv", housing_by_group_table(*map.release));
  }
  if (!map.release->losses().empty()) {
    whole_file(folder + "/loss.csv", loss_table(*map.release));
  }
  if (!map.release->barriers().empty()) {
    whole_file(folder + "/profiles.csv", profile_table(*map.release));
  }
}

}  // namespace geo::write
