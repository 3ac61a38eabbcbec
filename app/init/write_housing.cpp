#include "app/init/write_housing.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace app::init {
namespace {

/// One file, or the list of those that have the same columns.
void files_of(Toml& out, const FoundHousingTable& table, const std::string& why) {
  if (table.files.size() == 1) {
    source(out, *table.files.front(), why, "table");
    return;
  }
  out.line("table = [", fmt::format("{} files of the same columns; {}", table.files.size(), why));
  for (const Seen* file : table.files) out.line("  " + text(file->file) + ",");
  out.line("]");
}

void write_measure(Toml& out, const FoundHousingTable& table) {
  if (table.where_column.empty()) return;
  out.line(fmt::format("where = {{ {} = {} }}", text(table.where_column), text(table.where_value)),
           "an area has several rows in one period, which differ in this column");
  for (const std::string& other : table.other_values) {
    out.comment(fmt::format("  or \"{}\", in a table of its own", other));
  }
}

void write_period(Toml& out, const FoundHousingTable& table) {
  std::string period;
  for (const std::string& column : table.period) {
    period += (period.empty() ? "{" : " {") + column + "}";
  }
  out.set("period", period, "columns that tell the time");
  if (period.empty()) out.comment("as_of = 2021: which time the figures cover is not in the file");
}

void write_figures(Toml& out, const FoundHousingTable& table) {
  std::string units, missing;
  for (const FoundFigure& figure : table.figures) {
    out.set(figure.what, figure.column, figure.why);
    std::string others;
    for (std::size_t i = 0; i < std::min(listed, figure.others.size()); ++i) {
      others += (i == 0 ? "" : ", ") + figure.others[i];
    }
    if (!others.empty()) out.comment("  or one of: " + others);
    if (figure.what != "rent" && figure.what != "income") continue;
    auto& list = figure.unit.empty() ? missing : units;
    const auto unit = !figure.unit.empty()    ? figure.unit
                      : figure.what == "rent" ? "EUR/month"
                                              : "EUR/person/year";
    list += fmt::format("{}{} = {}", list.empty() ? "" : ", ", figure.what, text(unit));
  }
  if (!units.empty()) out.line("units = { " + units + " }", "by the words beside the figures");
  if (missing.empty()) return;
  out.comment("What it is counted in is not in the file. Say it, for example:");
  out.comment("units = { " + missing + " }");
}

void write_housing_table(Toml& out, const FoundHousingTable& table, const Guess& guess) {
  out.header("[[housing_tables]]");
  for (const Seen* copy : table.copies) out.comment(copy->file + " holds the same: left out");
  if (table.join_key.empty()) {
    files_of(out, table, "speaks of housing; name its join and columns to use it");
    return;
  }
  files_of(out, table, "by the names of its columns, or its own");
  out.line(fmt::format("join = {{ column = {}, key = {} }}", text(table.join_column),
                       text(table.join_key)),
           fmt::format("{} of its {} codes found", table.found, table.areas));
  if (table.level) {
    out.set("at", level_key(*table.level, guess.zones->levels.size()), "whose codes these are");
  }
  write_measure(out, table);
  write_period(out, table);
  write_figures(out, table);
}

}  // namespace

void write_housing(Toml& out, const Guess& guess) {
  for (const FoundHousing& housing : guess.housing) {
    out.header("[[housing]]");
    source(out, *housing.seen, fmt::format("{} places with dwellings", housing.seen->layer.rows));
    out.set("dwellings", housing.dwellings, "by its name; never negative");
    out.set("floor_area", housing.floor_area, "by its name");
    out.set("rent", housing.rent, "by its name");
  }
  for (const auto& [housing, zones] : guess.sparse_housing) {
    out.blank();
    out.comment(fmt::format("{} has dwellings ({}) in only {} of {} areas, so it looks like a part",
                            housing.seen->file, housing.dwellings, zones,
                            guess.zones ? guess.zones->seen->layer.rows : 0));
    out.comment(
        "of the housing (social housing?) and is left out: homes are laid along the streets.");
  }
  for (const FoundHousingTable& table : guess.housing_tables)
    write_housing_table(out, table, guess);
  for (const FoundLandUse& use : guess.land_use) {
    out.header("[[land_use]]");
    source(out, *use.seen, "by its name");
    out.line(fmt::format("kind_from = {{ column = {} }}", text(use.column)), "a few categories");
    out.set("floor_area", use.floor_area, "by its name");
  }
}

}  // namespace app::init
