#include "app/init/write.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/init/toml_lines.hpp"
#include "app/init/write_housing.hpp"

namespace app::init {
namespace {

/// The column with names, or all of them by language: NAME, NAME_FR, NAME_AR.
std::string name_value(const Seen& seen, const std::string& name) {
  std::string all;
  for (const Column& column : seen.columns) {
    const auto size = name.size();
    if (column.name.size() != size + 3 || !column.name.starts_with(name)) continue;
    if (column.name[size] != '_' && column.name[size] != ':') continue;
    std::string language = column.name.substr(size + 1);
    for (char& c : language) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    all += fmt::format(", {} = {}", text(language), text(column.name));
  }
  if (all.empty()) return text(name);
  return fmt::format("{{ \"\" = {}{} }}", text(name), all);
}

void set_name(Toml& out, const Seen& seen, const std::string& name) {
  if (!name.empty()) out.line("name = " + name_value(seen, name), "words, mostly different");
}

std::string id_reason(const FoundZones& zones, const std::optional<FoundPeople>& people) {
  if (zones.id.empty()) return {};
  const std::size_t rows = zones.seen->layer.rows;
  const bool joined = people && people->table && people->matched > 0;
  if (zones.keys == rows) {
    return joined ? "different on every row, and joins the people below" : "different on every row";
  }
  return fmt::format("{} codes on {} rows: rows with one code are parts of one area", zones.keys,
                     rows);
}

void write_levels(Toml& out, const FoundZones& zones) {
  if (zones.levels.empty()) return;
  out.blank();
  out.line("[neighbourhoods.levels]");
  for (std::size_t i = 0; i < zones.levels.size(); ++i) {
    const FoundLevel& level = zones.levels[i];
    const std::string key = level_key(i, zones.levels.size());
    std::string code = fmt::format("{} = {{ column = {}", key, text(level.column));
    if (!level.name.empty()) {
      code += fmt::format(
          ", names = {{ layer = {}, {}id = {}, name = {} }}", text(level.names->file),
          level.names->sublayer.empty() ? std::string{}
                                        : "sublayer = " + text(level.names->sublayer) + ", ",
          text(level.names_id), name_value(*level.names, level.name));
    }
    out.comment(fmt::format("{} of {} areas of {} found by {}; {:.1f} % of the {} areas lie inside",
                            level.found, level.areas, level.names->file, level.column,
                            100 * level.inside, zones.seen->layer.rows));
    out.line(code + " }");
  }
}

void write_zones(Toml& out, const Guess& guess) {
  if (!guess.zones) {
    out.blank();
    out.comment("No layer of areas was recognised: polygons side by side, or points on a grid.");
    out.comment("[neighbourhoods]");
    out.comment("layer = \"your-areas.shp\"");
    return;
  }
  const FoundZones& zones = *guess.zones;
  out.header("[neighbourhoods]");
  const std::string why =
      zones.points
          ? fmt::format("{} points on an even grid; each stands for the ground nearest to it",
                        zones.seen->layer.rows)
          : fmt::format(
                "{} polygons side by side, the finest found; {:.1f} % of their ground "
                "lies in two",
                zones.seen->layer.rows, 100 * zones.tiling.overlaps);
  source(out, *zones.seen, why);
  if (zones.id.empty()) {
    out.comment(
        "id = \"...\": no column or pair of columns differs on every row; rows are numbered");
  }
  out.set("id", zones.id, id_reason(zones, guess.people));
  set_name(out, *zones.seen, zones.name);
  if (!zones.levels.empty()) {
    out.set("level", zones.levels.size() > 1 ? "section" : "neighbourhood");
  }
  write_levels(out, zones);
}

void write_group(Toml& out, const FoundGroup& group) {
  const std::string mark = group.chosen ? "" : "# ";
  out.blank();
  if (!group.chosen) {
    out.comment("These are largely the same people as the group above. To measure them instead,");
    out.comment("take the marks off these lines and put them before the group above:");
  }
  out.line(mark + "[people.groups." + group.key + "]");
  out.line(
      mark + (group.share ? "share = " : "count = ") + text(group.column),
      group.share ? "by its name; every value is a share" : "by its name; never above the total");
  out.line(mark + "definition = " + text(group.definition), "by the name of the column");
}

/// A long table: what is summed, which rows, and what divides people.
void write_rows(Toml& out, const FoundLong& rows) {
  out.set("value", rows.value,
          fmt::format("whole numbers; about {} rows make one count", rows.rows_each));
  for (const auto& [column, word] : rows.where) {
    out.line(fmt::format("where = {{ {} = {} }}", text(column), text(word)),
             "the newest of several: people are not summed over time");
  }
  out.comment("as_of = 2021, basis = \"register\": when and how people were counted is not known");
  if (!rows.sex.empty() || !rows.age.empty()) {
    out.line("[people.by]");
    out.set("sex", rows.sex, "by its name");
    out.set("age", rows.age, "ages, or classes of age");
  }
  if (rows.category.empty()) return;
  out.line("[people.groups.migrants]");
  out.line(
      fmt::format("category = {{ column = {}, not = [{}] }}", text(rows.category), text(rows.home)),
      fmt::format("{} has most people, so the others are the group", rows.home));
}

void write_people(Toml& out, const Guess& guess) {
  if (!guess.people) {
    out.blank();
    out.comment("No table that counts people joins these areas, so every home weighs the same.");
    out.comment(
        "To add one: [people], table = \"...\", join = { column = \"...\" }, total = \"...\"");
    return;
  }
  const FoundPeople& people = *guess.people;
  out.header("[people]");
  if (people.table) {
    source(out, *people.table,
           fmt::format("joins {} of {} rows; {} of its {} codes found", people.matched, people.rows,
                       people.table_found, people.table_rows),
           "table");
    out.line(fmt::format("join = {{ column = {}, key = {} }}", text(people.join_column),
                         text(people.join_key)),
             fmt::format("{} of {} rows", people.matched, people.rows));
  } else {
    out.comment("The areas carry the people themselves.");
  }
  if (people.long_table) {
    write_rows(out, *people.long_table);
    return;
  }
  out.set("total", people.total,
          people.total_by_name ? "by its name; whole numbers"
                               : "the whole numbers with the largest sum: please check");
  out.comment(
      "as_of = 2021, basis = \"census\": when and how people were counted is not in the file");
  for (const FoundGroup& group : people.groups) write_group(out, group);
  if (!people.groups.empty()) return;
  out.blank();
  out.comment("No column says by its name that it counts migrants. To compare groups, name one:");
  out.comment("[people.groups.migrants]");
  out.comment("share = \"...\"   (or count = \"...\")");
  std::string offers;
  for (std::size_t i = 0; i < std::min(listed, people.shares.size()); ++i) {
    offers += (i == 0 ? "" : ", ") + people.shares[i];
  }
  if (!offers.empty()) out.comment("columns that hold shares: " + offers);
}

void write_services(Toml& out, const FoundServices& services) {
  const std::size_t rows = services.seen->layer.rows;
  out.header("[[services]]");
  source(out, *services.seen,
         fmt::format("points; the kind of {} of {} is known", services.recognised, rows));
  out.set("kind", services.kind, services.kind_why);
  out.set("id", services.id, "different on every row");
  set_name(out, *services.seen, services.name);
  out.set("capacity", services.capacity, "by its name");
  out.set("opening_hours", services.opening_hours, "by its name");
  if (services.column.empty()) return;
  if (!services.map_file.empty()) {
    out.line(fmt::format("kind_from = {{ column = {}, map = {} }}", text(services.column),
                         text(services.map_file)),
             "the city's own map of kinds");
    return;
  }
  if (services.map.empty()) {
    out.line(fmt::format("kind_from = {{ column = {} }}", text(services.column)),
             "by the words in it, row by row");
    return;
  }
  out.line("[services.kind_from]");
  out.set("column", services.column,
          fmt::format("{} categories; \"\" leaves a category out", services.map.size()));
  out.line("[services.kind_from.map]");
  for (const auto& [value, kind] : services.map) {
    const std::string count = fmt::format("{} {}", kind.rows, kind.rows == 1 ? "row" : "rows");
    out.line(text(value) + " = " + text(kind.kind),
             kind.kind.empty() ? count + ", not recognised" : count);
  }
}

void write_streets(Toml& out, const Guess& guess) {
  out.header("[streets]");
  if (guess.osm) {
    out.set("osm", *guess.osm, "an OSM extract");
  } else if (guess.streets) {
    const FoundStreets& streets = *guess.streets;
    source(out, *streets.seen,
           fmt::format("{} lines, {:.0f} % of the ends meet another line", streets.lines,
                       100 * streets.joined));
    out.set("id", streets.id, "different on every row");
    out.set("name", streets.name, "words that come back along a street");
    out.set("from_node", streets.from_node, "one code, one place, at the first end");
    out.set("to_node", streets.to_node, "one code, one place, at the last end");
    out.set("steps", streets.steps, "by its name; two values");
    out.set("length", streets.length, "equals the drawn length to one in a hundred");
  } else {
    out.set("layer", "none", "no street lines found: straight lines with a detour");
    out.line("detour = 1.3");
  }
}

void write_rest(Toml& out, const Guess& guess) {
  if (!guess.feeds.empty()) {
    out.header("[transit]");
    std::string list;
    for (const std::string& feed : guess.feeds) list += (list.empty() ? "" : ", ") + text(feed);
    out.line("feeds = [" + list + "]", "timetables (GTFS)");
    out.comment(
        "To measure access by public transport too; a run then searches each minute of the");
    out.comment("morning from every home, so it takes longer:");
    out.comment("[travel]");
    out.comment("by = [\"transit\"]");
  }
  if (!guess.rasters.empty()) out.blank();
  for (const std::string& raster : guess.rasters) {
    out.comment(
        raster +
        ": a raster; counts of people can be read as [people] layer, heights as [terrain] file");
  }
  if (guess.left_out.empty()) return;
  out.blank();
  out.comment("Left out:");
  for (const auto& [file, why] : guess.left_out) out.comment(fmt::format("  {}: {}", file, why));
}

}  // namespace

std::string as_toml(const Guess& guess, const std::string& data) {
  Toml out;
  out.comment("Written by medina init: every line is a guess, with what speaks for it beside it.");
  out.comment("Correct what is wrong, then: medina check city.toml, medina run city.toml -o out/");
  out.header("[city]");
  out.set("name", guess.city, "from the name of the folder");
  out.line("languages = [\"en\"]", "of the names and the report: en, fr, es, ar, ...");
  if (!data.empty() && data != ".") out.set("data", data, "where the layers are, from this file");
  write_zones(out, guess);
  write_people(out, guess);
  write_housing(out, guess);
  for (const FoundServices& services : guess.services) write_services(out, services);
  if (guess.osm) {
    out.header("[[services]]");
    out.set("osm", *guess.osm, "services by their OSM tags");
  }
  write_streets(out, guess);
  write_rest(out, guess);
  return out.done();
}

}  // namespace app::init
