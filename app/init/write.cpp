#include "app/init/write.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geo/build/key_template.hpp"

namespace app::init {
namespace {

constexpr std::size_t comment_column = 46;
constexpr std::size_t listed = 12;  // columns offered for a choice

/// A TOML basic string.
std::string text(const std::string& value) {
  std::string out = "\"";
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return out + "\"";
}

/// A comment is one line, whatever a file name holds.
std::string one_line(std::string value) {
  std::replace_if(
      value.begin(), value.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return value;
}

/// Lines of the file, each with what speaks for it.
class Toml {
 public:
  void blank() { out_ += "\n"; }
  void comment(const std::string& words) { out_ += "# " + one_line(words) + "\n"; }
  void line(std::string code, const std::string& why = {}) {
    if (!why.empty()) {
      if (code.size() < comment_column) code.resize(comment_column, ' ');
      code += "  # " + one_line(why);
    }
    out_ += code + "\n";
  }
  void set(const std::string& key, const std::string& value, const std::string& why = {}) {
    if (!value.empty()) line(key + " = " + text(value), why);
  }
  void header(const std::string& name) {
    blank();
    line(name);
  }
  const std::string& done() const { return out_; }

 private:
  std::string out_;
};

void source(Toml& out, const Seen& seen, const std::string& why, const char* key = "layer") {
  out.set(key, seen.file, why);
  out.set("sublayer", seen.sublayer);
  if (seen.x.empty()) return;
  out.set("x", seen.x, "its values are longitudes inside the city");
  out.set("y", seen.y, "its values are latitudes inside the city");
  out.set("crs", "EPSG:4326");
}

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

std::string level_key(std::size_t position, std::size_t count) {
  if (count == 1 || position + 1 == count) return "district";
  return position + 2 == count ? "neighbourhood" : fmt::format("area_{}", position + 1);
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
