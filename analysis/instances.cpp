#include <algorithm>
#include <cctype>
#include <set>

#include "analysis/metric_erasure.hpp"
#include "analysis/run.hpp"
#include "geo/core/price.hpp"

namespace analysis {
namespace {

// Left to itself the program measures this many kinds of service, so that the maps can be leafed
// through in a workshop; city.toml may list any number of others.
constexpr std::size_t kinds_unasked = 10;

// What daily life and arriving in a city depend on, the first before the later ones: the same kinds
// in every city, so that cities compare. After UN-Habitat's list of basic services for the local
// inclusion of migrants. Kinds are those of datasets/kinds.toml.
constexpr std::string_view wanted_first[] = {"health.clinic",       "education.school",
                                             "childcare.nursery",   "arrival.welcome",
                                             "food.supermarket",    "green.park",
                                             "transport.bus_stop",  "culture.library",
                                             "work.job_centre",     "arrival.language_course",
                                             "social.services",     "health.pharmacy",
                                             "education.adult",     "training.vocational",
                                             "arrival.legal_aid",   "community.centre",
                                             "food.market",         "education.secondary",
                                             "health.hospital",     "education.preschool",
                                             "transport.station",   "sport.centre",
                                             "arrival.interpreter", "finance.bank"};

bool has_field(const std::vector<FieldCard>& fields, std::string_view name,
               std::string_view type = {}) {
  return std::any_of(fields.begin(), fields.end(), [&](const FieldCard& field) {
    return field.name == name && (type.empty() || field.type == type);
  });
}

// As city.toml lists them; else as the run chose them, else from the city's own services.
std::vector<geo::Kind> kinds_of(const geo::City& city, const RunOptions& options) {
  const auto& asked = city.description.analysis.kinds;
  if (!asked.empty()) return asked;
  return options.kinds.empty() ? kinds_to_measure(services_by_kind(city)) : options.kinds;
}

std::string as_column(std::string_view text) {
  std::string column;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    column += byte < 128 && std::isalnum(byte) ? static_cast<char>(std::tolower(byte)) : '_';
  }
  return column;
}

std::string joined(std::initializer_list<std::string> words) {
  std::string column;
  for (const std::string& word : words) {
    if (!word.empty()) column += (column.empty() ? "" : "_") + word;
  }
  return column;
}

// A limit that is part of what is counted ("schools within 15 minutes") is asked at each of the
// city's times; one that only ends a search or a decay is left as the metric has it.
bool counts_within(const Card& card, const std::vector<FieldCard>& fields) {
  return has_field(fields, "within", "minutes") && has_field(fields, "service", "kind") &&
         !has_field(fields, "decay") && card.unit != "min";
}

// Hours of the day, or ways to measure distance, are set beside each other: a column for each.
const FieldCard* set_apart_by(const std::vector<FieldCard>& fields) {
  const auto found = std::find_if(fields.begin(), fields.end(), [](const FieldCard& field) {
    return (field.name == "hours" || field.name == "distance") && !field.choices.empty();
  });
  return found == fields.end() ? nullptr : &*found;
}

// What each profile of the run can reach, twice: certainly, and possibly.
std::vector<Instance> of_profiles(const Entry& entry, const geo::City& city,
                                  const std::vector<geo::Kind>& kinds) {
  const std::string stem{entry.metric->card.column}, suffix{entry.metric->card.suffix};
  const auto& asked = city.description.analysis.profile_kinds;
  std::vector<Instance> list;
  for (const geo::Profile& profile : city.description.profiles.asked) {
    for (const geo::Kind& kind : asked.empty() ? kinds : asked) {
      for (const std::string bound : {"certain", "possible"}) {
        const Settings settings{
            {"service", kind.name()}, {"profile", profile.key}, {"bound", bound}};
        entry.metric->check(settings);
        const std::string column = joined(
            {stem, profile.key, as_column(kind.name()), bound == "certain" ? "" : bound, suffix});
        list.push_back({std::string{entry.id}, entry.metric, settings, column, kind.name()});
      }
    }
  }
  return list;
}

/// One way of moving that is measured: its part of a column's name, and its settings.
struct Moving {
  std::string column;
  Settings settings;
};

// Each way whatever it costs, and within each budget of `[transit]`: once without the lines of
// which nobody knows the fare, and where there are such, once as if they were free.
std::vector<Moving> within_budgets(const geo::City& city, const Moving& whatever_it_costs) {
  std::vector<Moving> ways{whatever_it_costs};
  if (!city.transit || !city.description.transit) return ways;
  const auto& fares = city.transit->timetable.lines.fare;
  const bool all_known = std::find(fares.begin(), fares.end(), std::nullopt) == fares.end();
  for (const geo::Price& budget : city.description.transit->budgets) {
    const std::string most = geo::price_text(*geo::money(budget), budget.currency);
    for (const std::string bound : {"certain", "possible"}) {
      if (all_known && bound == "possible") continue;
      Moving way = whatever_it_costs;
      way.column += "_within_" + as_column(most) + (bound == "possible" ? "_possible" : "");
      way.settings["budget"] = most;
      way.settings["bound"] = bound;
      ways.push_back(std::move(way));
    }
  }
  return ways;
}

// By public transport: at each percentile that `[transit]` asks for, and on average.
void add_transit(const geo::City& city, const std::vector<FieldCard>& fields,
                 std::vector<Moving>& ways) {
  const auto described = city.description.transit.value_or(geo::description::Transit{});
  const std::string way{geo::description::by_transit};
  const auto add = [&](const Moving& asked) {
    for (Moving& one : within_budgets(city, asked)) ways.push_back(std::move(one));
  };
  for (const int percentile : described.percentiles) {
    const std::string p = std::to_string(percentile);
    const bool median_alone = described.percentiles == std::vector<int>{50};
    add({median_alone ? way : way + "_p" + p, {{"way", way}, {"percentile", p}}});
  }
  if (described.mean && has_field(fields, "over")) {
    add({way + "_mean", {{"way", way}, {"over", "mean"}}});
  }
}

// The ways of moving that are measured: on foot, then those of `[travel] by`.
std::vector<Moving> ways_of(const geo::City& city, const std::vector<FieldCard>& fields) {
  std::vector<Moving> ways{{}};
  if (!has_field(fields, "way")) return ways;
  for (const std::string& way : city.description.travel_by) {
    if (way == geo::description::by_transit) {
      add_transit(city, fields, ways);
    } else if (way != travel::Way{}.name) {
      ways.push_back({way, {{"way", way}}});
    }
  }
  return ways;
}

std::vector<Instance> of_metric(const Entry& entry, const geo::City& city,
                                const std::vector<geo::Kind>& kinds) {
  const Card& card = entry.metric->card;
  const auto fields = entry.metric->fields();
  const std::string stem{card.column}, suffix{card.suffix};
  std::vector<Instance> list;
  const auto add = [&](Settings settings, std::string column, std::string kind = {}) {
    entry.metric->check(settings);
    list.push_back({std::string{entry.id}, entry.metric, std::move(settings), std::move(column),
                    std::move(kind)});
  };
  if (has_field(fields, "profile")) return of_profiles(entry, city, kinds);
  if (const FieldCard* sets_apart = set_apart_by(fields)) {
    for (const std::string& choice : sets_apart->choices) {
      add({{sets_apart->name, choice}}, joined({stem, as_column(choice), suffix}));
    }
    return list;
  }
  if (!has_field(fields, "service", "kind")) {
    if (!has_field(fields, "order")) {
      add({}, joined({stem, suffix}));
      return list;
    }
    for (const std::string order : {"0", "1", "2"}) {
      add({{"order", order}}, joined({stem, "q" + order, suffix}));
    }
    return list;
  }
  for (const Moving& way : ways_of(city, fields)) {
    for (const geo::Kind& kind : kinds) {
      Settings settings = way.settings;
      settings["service"] = kind.name();
      const std::string column = joined({stem, as_column(way.column), as_column(kind.name())});
      if (!counts_within(card, fields)) {
        add(settings, joined({column, suffix}), kind.name());
        continue;
      }
      for (const geo::Minutes minutes : city.description.analysis.minutes) {
        const std::string within = erasure::number_text(minutes.value);
        settings["within"] = within;
        add(settings, joined({column, as_column(within) + "min", suffix}), kind.name());
      }
    }
  }
  return list;
}

bool is_wanted(const Instance& instance, const std::vector<std::string>& names) {
  return names.empty() || std::any_of(names.begin(), names.end(), [&](const std::string& name) {
           return name == instance.id || name == instance.column;
         });
}

// A name that is neither a metric nor a column is refused with the nearest ids.
void check_names(const std::vector<std::string>& names, const std::vector<Instance>& all) {
  for (const std::string& name : names) {
    const bool is_column = std::any_of(
        all.begin(), all.end(), [&](const Instance& instance) { return instance.column == name; });
    if (!is_column) find_metric(name);
  }
}

}  // namespace

std::map<geo::Kind, std::size_t> services_by_kind(const geo::City& city) {
  std::map<geo::Kind, std::size_t> count;
  for (const geo::Kind& kind : city.services.kind) ++count[kind];
  return count;
}

std::vector<geo::Kind> kinds_to_measure(std::map<geo::Kind, std::size_t> services) {
  std::vector<geo::Kind> kinds;
  std::vector<std::pair<geo::Kind, std::size_t>> others;
  for (const std::string_view name : wanted_first) {
    const auto found = services.find(geo::Kind{std::string{name}});
    if (found == services.end()) continue;
    kinds.push_back(found->first);
    services.erase(found);
  }
  others.assign(services.begin(), services.end());
  std::stable_sort(others.begin(), others.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  for (const auto& [kind, count] : others) kinds.push_back(kind);
  kinds.resize(std::min(kinds.size(), kinds_unasked));
  std::sort(kinds.begin(), kinds.end());
  return kinds;
}

std::vector<Instance> instances(const geo::City& city, const RunOptions& options) {
  const auto kinds = kinds_of(city, options);
  std::vector<Instance> all;
  std::set<std::string> columns;
  for (const Entry& entry : catalogue()) {
    for (Instance& instance : of_metric(entry, city, kinds)) {
      const std::string stem = instance.column;
      for (int copy = 2; !columns.insert(instance.column).second; ++copy) {
        instance.column = stem + "_" + std::to_string(copy);
      }
      all.push_back(std::move(instance));
    }
  }
  check_names(options.only, all);
  check_names(city.description.analysis.metrics, all);
  std::vector<Instance> wanted;
  for (Instance& instance : all) {
    // What is asked for by name on the command line goes before what city.toml chose.
    const auto& names = options.only.empty() ? city.description.analysis.metrics : options.only;
    const auto worth_asking = instance.metric->worth_asking;
    if (names.empty() && worth_asking && !worth_asking(city)) continue;
    if (is_wanted(instance, names)) wanted.push_back(std::move(instance));
  }
  return wanted;
}

}  // namespace analysis
