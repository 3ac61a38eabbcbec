#include "geo/build/housing_tables.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "geo/build/counts.hpp"
#include "geo/build/key_template.hpp"
#include "geo/build/people_rows.hpp"
#include "geo/core/error.hpp"
#include "geo/core/natural_order.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

const std::string where = "[[housing_tables]]";

Finding about(const Layer& layer, const std::string& code, Severity severity) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.file = layer.file;
  finding.layer = layer.name;
  return finding;
}

/// One column of a table and what it counts.
struct Asked {
  std::string what, column, unit, tenure{};
  bool is_sum() const { return unit == "dwellings"; }
};

std::vector<Asked> asked_of(const description::HousingTable& table) {
  std::vector<Asked> all;
  const auto add = [&](const char* what, const std::string& column, const std::string& unit) {
    if (!column.empty()) all.push_back({what, column, unit});
  };
  const auto unit = [&](const char* what) {
    const auto stated = table.units.find(what);
    return stated == table.units.end() ? std::string{} : stated->second;
  };
  add("rent", table.rent, unit("rent"));
  add("income", table.income, unit("income"));
  add("rooms", table.rooms, "rooms");
  add("dwellings", table.dwellings, "dwellings");
  for (const auto& [word, column] : table.dwellings_by_tenure) {
    all.push_back({"dwellings_" + word, column, "dwellings", word});
  }
  return all;
}

Cell<double> amount(const Layer& layer, const Field& field, std::size_t row) {
  const Value& value = field.values[row];
  if (!is_recorded(value)) return Missing::not_recorded;
  const auto read = number(value);
  if (read && *read >= 0) return *read;
  if (!read && is_withheld(value)) return Missing::withheld_by_source;
  Finding finding = about(layer, read ? "negative_figure" : "not_a_number", Severity::error);
  finding.feature = fmt::format("row {}", row + 1);
  finding.field = field.name;
  finding.value = quoted(key_text(value).value_or(""));
  finding.what = read ? "a figure of housing is below zero" : "this is no number";
  finding.remedy = "where it is a code for no data, add nodata = \"...\" to the table";
  throw Error(finding);
}

void note_missing(const Layer& layer, const Field& field, const std::vector<Cell<double>>& values,
                  Findings& findings) {
  const auto missing =
      std::count_if(values.begin(), values.end(), [](const Cell<double>& value) { return !value; });
  if (missing == 0) return;
  Finding finding = about(layer, "housing_missing", Severity::note);
  finding.field = field.name;
  finding.value = fmt::format("{} of {} rows", missing, layer.rows);
  finding.what = "the table has no figure in these rows, so their areas have none in that period";
  finding.remedy = "nothing to do when the source did not publish them";
  findings.add(finding);
}

void note_without_unit(const Layer& layer, const Asked& asked, Findings& findings) {
  if (!asked.unit.empty()) return;
  Finding finding = about(layer, "housing_without_unit", Severity::warning);
  finding.field = asked.column;
  finding.value = asked.what;
  finding.what = "nothing says what this figure of housing is counted in, nor for how long";
  finding.remedy = asked.what == "rent"
                       ? "add units = { rent = \"EUR/month\" } to the table, or \"EUR/m2/month\""
                       : "add units = { income = \"EUR/person/year\" } to the table, or "
                         "\"EUR/household/year\"";
  findings.add(finding);
}

/// One table, joined to the areas of its level.
class Table {
 public:
  Table(const Layers& layers, std::size_t which, const Zones& zones,
        const Per<LevelId, Level>& levels, Findings& findings)
      : described_(layers.description.housing_tables[which]),
        layer_(layers.housing_tables[which]),
        findings_(findings) {
    description::CountedFrom from;
    from.join_column = described_.join_column;
    from.join_key = described_.join_key;
    from.at = described_.at;
    from.value = "rows";  // several rows have one key, one for each period
    rows_ = people_rows({&layer_, from, where, {}}, layers, zones, levels, findings);
    periods_ = described_.period.empty()
                   ? Keys(layer_.rows,
                          described_.files.empty() ? std::string{} : described_.files[0].as_of)
                   : KeyTemplate(described_.period, where).keys(layer_);
  }

  void add_figures(std::vector<HousingFigure>& all) const {
    for (const Asked& asked : asked_of(described_)) {
      const Field& field = required_field(layer_, asked.column, where);
      std::vector<Cell<double>> values;
      for (std::size_t row = 0; row < layer_.rows; ++row) {
        values.push_back(amount(layer_, field, row));
      }
      note_missing(layer_, field, values, findings_);
      note_without_unit(layer_, asked, findings_);
      add_figure(asked, values, nullptr, all);
      if (asked.what == "dwellings" && !described_.tenure.empty()) add_tenures(asked, values, all);
    }
  }

 private:
  void add_tenures(const Asked& asked, const std::vector<Cell<double>>& values,
                   std::vector<HousingFigure>& all) const {
    const Field& tenure = required_field(layer_, described_.tenure, where);
    std::set<std::string> words;
    for (const Value& value : tenure.values) {
      if (const auto word = key_text(value)) words.insert(*word);
    }
    for (const std::string& word : words) {
      Asked one = asked;
      one.what += "_" + word;
      one.tenure = word;
      add_figure(one, values, &tenure, all);
    }
  }

  void add_figure(const Asked& asked, const std::vector<Cell<double>>& values, const Field* only,
                  std::vector<HousingFigure>& all) const {
    std::map<std::string, HousingFigure> by_period;
    for (const AreaId area : rows_.of.rows()) {
      std::map<std::string, std::size_t> seen;
      for (const auto& [row, share] : rows_.of[area]) {
        if (!periods_[row] || (only && key_text(only->values[row]) != asked.tenure)) continue;
        const auto [found, fresh] = by_period.try_emplace(*periods_[row]);
        if (fresh) found->second = empty_figure(asked, *periods_[row]);
        auto& cell = found->second.value[area];
        const auto [first, is_first] = seen.emplace(*periods_[row], row);
        if (is_first) {
          cell = values[row];
        } else if (!asked.is_sum()) {
          refuse_repeat(asked, first->second, row);
        } else {
          cell = cell && values[row] ? Cell<double>{*cell + *values[row]}
                                     : Cell<double>{cell ? values[row].reason() : cell.reason()};
        }
      }
    }
    for (auto& [period, figure] : by_period) all.push_back(std::move(figure));
  }

  HousingFigure empty_figure(const Asked& asked, const std::string& period) const {
    return {asked.what,
            asked.tenure,
            asked.unit,
            layer_.file,
            rows_.level,
            period,
            Column<AreaId, double>(rows_.of.size(), Missing::not_recorded)};
  }

  [[noreturn]] void refuse_repeat(const Asked& asked, std::size_t one, std::size_t other) const {
    Finding finding = about(layer_, "housing_rows_repeat", Severity::error);
    finding.feature = fmt::format("{} {}", rows_.keys[one].value_or(""), *periods_[one]);
    finding.field = asked.column;
    finding.what = fmt::format("two rows give the {} of one area in one period", asked.what);
    finding.remedy =
        "say which rows count with where = { COLUMN = \"...\" }, or add the column of "
        "time to period";
    for (const Field& field : layer_.fields) {
      if (field.name == asked.column || field.values[one] == field.values[other]) continue;
      const auto word = key_text(field.values[one]), second = key_text(field.values[other]);
      finding.value = quoted(fmt::format("{} | {}", word.value_or(""), second.value_or("")));
      finding.remedy = fmt::format(
          "they differ in {0}: add where = {{ {0} = \"{1}\" }}, or {{{0}}} "
          "to period where it is a time",
          field.name, word.value_or(""));
      break;
    }
    throw Error(finding);
  }

  const description::HousingTable& described_;
  const Layer& layer_;
  Findings& findings_;
  PeopleRows rows_;
  Keys periods_;
};

void note_unused(const Layer& layer, Findings& findings) {
  Finding finding = about(layer, "housing_table_without_figures", Severity::note);
  finding.what = "this table of housing is listed among the sources; no column of it is named";
  finding.remedy =
      "add join = { column = \"...\", key = \"...\" } and rent, income, rooms or dwellings = "
      "\"COLUMN\"";
  findings.add(finding);
}

/// Two tables that give one figure of the same areas in the same period.
void note_twice(const std::vector<HousingFigure>& figures, const Per<LevelId, Level>& levels,
                Findings& findings) {
  std::map<std::tuple<std::string, std::string, LevelId, std::string>, std::string> first;
  for (const HousingFigure& one : figures) {
    const auto key = std::tie(one.what, one.unit, one.at, one.period);
    const auto [found, fresh] = first.emplace(key, one.file);
    if (fresh) continue;
    Finding finding;
    finding.code = "housing_figures_twice";
    finding.severity = Severity::warning;
    finding.file = one.file;
    finding.field = one.what;
    finding.value = fmt::format("{} {}", levels[one.at].key, one.period);
    finding.what =
        fmt::format("{} gives the same figure of the same areas and time", found->second);
    finding.remedy =
        "the map shows that one, tables/housing.csv both; where they measure different things, "
        "say so with units = { ... }, else take one table out";
    findings.add(finding);
  }
}

/// The dwellings that weigh the homes: of the finest level, the latest period that has any.
const HousingFigure* best_dwellings(const std::vector<HousingFigure>& figures) {
  const HousingFigure* best = nullptr;
  for (const HousingFigure& one : figures) {
    if (one.what != "dwellings") continue;
    const bool better = !best || one.at < best->at ||
                        (one.at == best->at && naturally_before(best->period, one.period));
    if (better) best = &one;
  }
  return best;
}

}  // namespace

std::vector<HousingFigure> housing_figures(const Layers& layers, const Zones& zones,
                                           const Per<LevelId, Level>& levels, Findings& findings) {
  std::vector<HousingFigure> all;
  for (std::size_t which = 0; which < layers.housing_tables.size(); ++which) {
    if (asked_of(layers.description.housing_tables[which]).empty()) {
      note_unused(layers.housing_tables[which], findings);
    } else {
      Table(layers, which, zones, levels, findings).add_figures(all);
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const HousingFigure& a, const HousingFigure& b) {
    const auto first = std::tie(a.what, a.unit, a.file), second = std::tie(b.what, b.unit, b.file);
    return first == second ? naturally_before(a.period, b.period) : first < second;
  });
  note_twice(all, levels, findings);
  return all;
}

void weigh_by_dwellings(Homes& homes, const std::vector<HousingFigure>& figures,
                        const Per<LevelId, Level>& levels, Findings& findings) {
  const HousingFigure* dwellings = best_dwellings(figures);
  if (!dwellings) return;
  const Level& level = levels[dwellings->at];
  Per<AreaId, double> weight(level.area_key.size());
  for (const HomeId home : homes.at.rows()) weight[level.of[homes.in[home]]] += homes.weight[home];
  double known = 0, weighed = 0;
  std::size_t areas = 0;
  for (const AreaId area : weight.rows()) {
    if (!dwellings->value[area] || weight[area] <= 0) continue;
    known += *dwellings->value[area];
    weighed += weight[area];
    ++areas;
  }
  if (weighed <= 0) return;
  for (const HomeId home : homes.at.rows()) {
    const AreaId area = level.of[homes.in[home]];
    const auto& own = dwellings->value[area];
    homes.weight[home] *= own && weight[area] > 0 ? *own / weight[area] : known / weighed;
  }
  Finding finding;
  finding.code = "homes_weighed_by_dwellings";
  finding.severity = Severity::note;
  finding.file = dwellings->file;
  finding.value = fmt::format("{} dwellings in {} of {} areas", known, areas, weight.size());
  finding.what =
      "no layer says how many dwellings each home has, so the homes of an area weigh the dwellings "
      "of its table together";
  finding.remedy =
      "nothing to do; a layer of buildings under [[housing]] with dwellings = \"COLUMN\" would "
      "say it home by home";
  findings.add(finding);
}

}  // namespace geo::build
