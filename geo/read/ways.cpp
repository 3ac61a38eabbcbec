#include "geo/read/ways.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <functional>

#include "geo/core/error.hpp"
#include "geo/core/nearest_word.hpp"
#include "geo/read/kinds.hpp"

namespace geo::read {
namespace {

namespace fs = std::filesystem;

constexpr const char* shipped_file = "datasets/ways.toml";
constexpr double metres_a_minute = 1000.0 / 60;  // of one km/h

constexpr std::array<std::string_view, surface_count> surfaces{"unknown", "smooth", "firm", "rough",
                                                               "loose"};
constexpr std::array<std::string_view, kerb_count> kerbs{"unknown", "flush", "lowered", "raised"};
constexpr std::array<std::string_view, obstacle_count> obstacles{"none", "posts", "narrow",
                                                                 "climb"};
constexpr std::array<std::string_view, road_class_count> roads{
    "unknown",  "path",          "footway", "pedestrian",  "cycleway",
    "track",    "living_street", "service", "residential", "unclassified",
    "tertiary", "secondary",     "primary", "trunk",       "motorway"};
constexpr std::array<std::string_view, 3> modes{"foot", "bicycle", "car"};
constexpr std::array<std::string_view, 3> slopes{"none", "tobler", "linear"};

/// One rule under its key, to be read from a table with its source or from a bare value.
class Rules {
 public:
  Rules(Section& section, NamedWay& named) : section_(section), named_(named) {}

  double number(const std::string& key, const char* unit, double by_default, double least,
                double most, const char* name = "is") {
    double value = by_default;
    const auto take = [&](Section& from, std::string_view where) {
      value = from.number(where, by_default);
      if (std::isfinite(value) && value >= least && value <= most) return;
      from.refuse(where, "description_value",
                  fmt::format("{} should lie between {} and {}", key, least, most),
                  fmt::format("for example {} = {}", key, by_default > 0 ? by_default : least));
    };
    read(
        key, [&](Section& rule) { take(rule, name); }, [&] { take(section_, key); },
        [&] { return fmt::format("{}{}{}", value, *unit ? " " : "", unit); });
    return value;
  }

  template <std::size_t n>
  std::size_t choice(const std::string& key, const std::array<std::string_view, n>& words,
                     std::size_t by_default, const std::function<void(Section&)>& more = {}) {
    std::size_t value = by_default;
    const auto take = [&](Section& from, std::string_view where) {
      const std::string text = from.text(where);
      const auto found = std::find(words.begin(), words.end(), text);
      if (found != words.end()) {
        value = static_cast<std::size_t>(found - words.begin());
        return;
      }
      from.refuse(where, "description_value",
                  fmt::format("{} is not known here", geo::quoted(text)),
                  fmt::format("use one of: {}", fmt::join(words, ", ")));
    };
    const auto of_table = [&](Section& rule) {
      take(rule, "is");
      if (more) more(rule);
    };
    read(
        key, of_table, [&] { take(section_, key); }, [&] { return std::string{words[value]}; });
    return value;
  }

  Toll toll(const std::string& key, Toll by_default) {
    return toll(section_, key, key, by_default);
  }

  /// Tolls of the values of one attribute: `surface.rough = { times = 1.5 }`.
  template <std::size_t n>
  void tolls(const std::string& key, const std::array<std::string_view, n>& words,
             std::array<Toll, n>& all) {
    section_.table(key, [&](Section& inside) {
      for (std::size_t i = 0; i < n; ++i) {
        const std::string word{words[i]};
        all[i] = toll(inside, word, key + "." + word, all[i]);
      }
    });
  }

  void speeds() {
    section_.table("speed", [&](Section& inside) {
      const std::string source = inside.text("source");
      for (std::size_t road = 0; road < roads.size(); ++road) {
        if (!inside.has(roads[road])) continue;
        const double speed = inside.number(roads[road], 0);
        if (!(speed > 0 && speed <= 150)) {
          inside.refuse(roads[road], "description_value", "a speed lies above 0, up to 150 km/h",
                        "for example residential = 20");
        }
        named_.way.speed[static_cast<RoadClass>(road)] = MetresPerMinute{speed * metres_a_minute};
        note(fmt::format("speed.{}", roads[road]), fmt::format("{} km/h", speed), source);
      }
    });
  }

 private:
  template <class OfTable, class Bare, class Text>
  void read(const std::string& key, OfTable of_table, Bare bare, Text text) {
    if (!section_.has(key)) return;
    std::string source;
    if (section_.is_table(key)) {
      section_.table(key, [&](Section& rule) {
        source = rule.text("source");
        of_table(rule);
      });
    } else {
      bare();
    }
    note(key, text(), source);
  }

  Toll toll(Section& from, const std::string& key, const std::string& shown, Toll toll) {
    from.table(key, [&](Section& rule) {
      toll = {rule.number("times", toll.times), rule.number("seconds", toll.seconds), false};
      toll.closed = rule.any_text("closed") == "true";
      const bool possible =
          toll.times >= 1 && toll.times <= 100 && toll.seconds >= 0 && toll.seconds <= 3600;
      if (!possible) {
        rule.refuse("times", "description_value",
                    "a hurdle takes 1 to 100 times as long, and 0 to 3600 seconds more",
                    fmt::format("for example {} = {{ times = 1.5 }}", key));
      }
      note(shown, text_of(toll), rule.text("source"));
    });
    return toll;
  }

  static std::string text_of(const Toll& toll) {
    if (toll.closed) return "closed";
    if (toll.seconds > 0) return fmt::format("{} seconds more", toll.seconds);
    return fmt::format("{} times as long", toll.times);
  }

  void note(const std::string& key, const std::string& value, const std::string& source) {
    auto& rules = named_.rules;
    std::erase_if(rules, [&](const WayRule& rule) { return rule.key == key; });
    rules.push_back({key, value, source.empty() ? section_.about(key, "", "", "").file : source});
  }

  Section& section_;
  NamedWay& named_;
};

NamedWay* find(std::vector<NamedWay>& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const NamedWay& one) { return one.way.name == name; });
  return found == all.end() ? nullptr : &*found;
}

[[noreturn]] void refuse_unknown(Section& section, std::string_view key, const std::string& name,
                                 const std::vector<NamedWay>& all) {
  std::vector<std::string> known;
  for (const NamedWay& one : all) known.push_back(one.way.name);
  const auto near = nearest_word(name, known);
  section.refuse(key, "way_unknown", fmt::format("there is no way of moving {}", geo::quoted(name)),
                 near ? fmt::format("did you mean {}?", *near)
                      : fmt::format("use one of: {}", fmt::join(known, ", ")));
}

NamedWay start_of(Section& section, const std::string& key, std::vector<NamedWay>& all) {
  const std::string like = section.text("like");
  if (const NamedWay* found = find(all, like.empty() ? key : like)) return *found;
  if (like.empty()) return {};
  refuse_unknown(section, "like", like, all);
}

void read_slope(Section& section, Rules& rules, Way& way) {
  const auto by_per_cent = [&](Section& rule) {
    way.uphill = rule.number("uphill", way.uphill);
    way.downhill = rule.number("downhill", way.downhill);
  };
  way.slope = static_cast<SlopeRule>(
      rules.choice("slope", slopes, static_cast<std::size_t>(way.slope), by_per_cent));
  way.steepest = rules.number("steepest", "", way.steepest, 0.01, 2);
  if (way.slope != SlopeRule::linear) return;
  if (way.uphill >= 0 && way.downhill >= 0 && way.uphill * way.steepest < 0.95) return;
  section.refuse("slope", "description_value",
                 "at the steepest slope that counts nobody would move any more",
                 "lower uphill or steepest: uphill times steepest stays below 0.95");
}

void add_way(Section& section, const std::string& key, std::vector<NamedWay>& all) {
  NamedWay named = start_of(section, key, all);
  Way& way = named.way;
  way.name = key;
  if (section.has("name")) named.title = section.names("name");
  Rules rules(section, named);
  way.uses = static_cast<Mode>(rules.choice("uses", modes, static_cast<std::size_t>(way.uses)));
  way.pace = MetresPerMinute{rules.number("pace", "m/min", way.pace.value, 5, 2500)};
  const Toll steps = rules.toll("steps", {way.steps_factor, 0, !way.takes_steps});
  way.takes_steps = !steps.closed;
  way.steps_factor = steps.times;
  read_slope(section, rules, way);
  if (section.has("incline")) {
    way.incline_most = rules.number("incline", "", way.incline_most.value_or(0.08), 0, 2, "most");
  }
  if (section.has("width")) {
    const double least = way.width_least ? way.width_least->value : 0.9;
    way.width_least = Metres{rules.number("width", "m", least, 0, 20, "least")};
  }
  way.crossing_seconds = rules.number("crossing", "s", way.crossing_seconds, 0, 600, "seconds");
  constexpr std::array<std::string_view, 2> signs{"none", "wheelchair"};
  way.heeds_wheelchair_signs =
      rules.choice("signs", signs, way.heeds_wheelchair_signs ? 1 : 0) == 1;
  rules.tolls("surface", surfaces, way.surface);
  rules.tolls("kerb", kerbs, way.kerb);
  rules.tolls("obstacle", obstacles, way.obstacle);
  rules.speeds();
  NamedWay* known = find(all, key);
  if (known) {
    *known = std::move(named);
  } else {
    all.push_back(std::move(named));
  }
}

template <class E, std::size_t n>
void add_words(Section& root, std::string_view key, const std::array<std::string_view, n>& names,
               std::map<std::string, E>& words) {
  root.table(key, [&](Section& section) {
    for (std::size_t i = 0; i < n; ++i) {
      for (const std::string& word : section.texts(names[i])) words[word] = static_cast<E>(i);
    }
  });
}

void add_file(const std::string& path, const std::string& shown, Findings& findings, Ways& all) {
  toml::table table;
  try {
    table = toml::parse_file(path);
  } catch (const toml::parse_error& error) {
    throw Error({.code = "ways_unreadable",
                 .what = std::string{error.description()},
                 .file = shown,
                 .place = fmt::format("line {}", error.source().begin.line),
                 .remedy = "check the path and the TOML of this file of ways"});
  }
  Section root(table, "", shown, findings);
  root.tables_inside(
      "ways", [&](const std::string& key, Section& section) { add_way(section, key, all.ways); });
  add_words(root, "surface", surfaces, all.words.surface);
  add_words(root, "kerb", kerbs, all.words.kerb);
  add_words(root, "obstacle", obstacles, all.words.obstacle);
  root.finish();
}

Ways read_shipped() {
  Ways all;
  for (std::size_t road = 1; road < roads.size(); ++road) {
    all.words.road[std::string{roads[road]}] = static_cast<RoadClass>(road);
  }
  for (const char* link : {"tertiary", "secondary", "primary", "trunk", "motorway"}) {
    all.words.road[std::string{link} + "_link"] = all.words.road[link];
  }
  all.words.road["steps"] = RoadClass::footway;
  all.words.road["road"] = RoadClass::unclassified;
  Findings findings;
  add_file((fs::path(share_folder()) / shipped_file).string(), shipped_file, findings, all);
  return all;
}

}  // namespace

const Ways& shipped_ways() {
  static const Ways all = read_shipped();
  return all;
}

void read_ways(Section& root, Description& city) {
  Ways all = shipped_ways();
  root.table("travel", [&](Section& section) {
    city.travel_by = section.texts("by");
    const std::string file = section.text("ways");
    if (file.empty()) return;
    add_file((fs::path(city.folder) / file).string(), file, section.findings(), all);
  });
  root.tables_inside(
      "ways", [&](const std::string& key, Section& section) { add_way(section, key, all.ways); });
  for (const std::string& name : city.travel_by) {
    if (find(all.ways, name) || name == description::by_transit) continue;
    refuse_unknown(root, "travel", name, all.ways);
  }
  city.ways = std::move(all.ways);
  city.street_words = std::move(all.words);
}

}  // namespace geo::read
