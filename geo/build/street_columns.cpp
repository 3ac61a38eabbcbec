#include "geo/build/street_columns.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/network/street_measures.hpp"

namespace geo::build {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

std::string text_of(const Field& field, std::size_t row) {
  return key_text(field.values[row]).value_or("");
}

bool holds(const Field* field, std::size_t row) {
  return field && is_recorded(field->values[row]);
}

/// What a column of measures holds, read by `measure`.
template <class Measure>
auto measured(const Field* field, std::size_t row, const StreetColumns::Odd& odd, Measure measure) {
  decltype(measure(std::string_view{})) value;
  if (!holds(field, row)) return value;
  value = measure(text_of(*field, row));
  if (!value) odd(*field, "is no measure");
  return value;
}

}  // namespace

const Field* street_column(const Layer& layer, const std::string& name, std::string_view key) {
  if (name.empty()) return nullptr;
  if (const Field* field = layer.field(name)) return field;
  std::string there;
  for (const Field& field : layer.fields) there += (there.empty() ? "" : ", ") + field.name;
  throw Error({.code = "column_missing",
               .what = fmt::format("[streets] {} names a column that is not there", key),
               .file = layer.file,
               .layer = layer.name,
               .field = name,
               .remedy = fmt::format("choose one of: {}", there)});
}

std::optional<bool> yes_or_no(const Field& field, std::size_t row) {
  static const std::set<std::string> yeses{"1", "yes", "true", "y", "t", "si", "sí", "sim", "oui"};
  static const std::set<std::string> noes{"0", "no", "false", "n", "f", "não", "nao", "non"};
  const auto word = lower(text_of(field, row));
  if (yeses.contains(word)) return true;
  if (noes.contains(word)) return false;
  if (const auto count = number(field.values[row])) return *count != 0;  // a number of steps
  return std::nullopt;
}

std::optional<OneWay> direction(const Field& field, std::size_t row) {
  static const std::map<std::string, OneWay> words{
      {"0", OneWay::no},         {"no", OneWay::no},
      {"false", OneWay::no},     {"n", OneWay::no},
      {"b", OneWay::no},         {"both", OneWay::no},
      {"1", OneWay::forward},    {"yes", OneWay::forward},
      {"true", OneWay::forward}, {"y", OneWay::forward},
      {"ft", OneWay::forward},   {"forward", OneWay::forward},
      {"-1", OneWay::backward},  {"reverse", OneWay::backward},
      {"tf", OneWay::backward},  {"backward", OneWay::backward}};
  const auto found = words.find(lower(text_of(field, row)));
  if (found == words.end()) return std::nullopt;
  return found->second;
}

StreetColumns::StreetColumns(const Layer& layer, const description::Streets& columns,
                             const StreetWords& words)
    : words_(words),
      surface_(street_column(layer, columns.surface, "surface")),
      kerb_(street_column(layer, columns.kerb, "kerb")),
      obstacle_(street_column(layer, columns.obstacle, "obstacle")),
      road_(street_column(layer, columns.road, "road")),
      width_(street_column(layer, columns.width, "width")),
      incline_(street_column(layer, columns.incline, "incline")),
      max_speed_(street_column(layer, columns.max_speed, "max_speed")),
      crossing_(street_column(layer, columns.crossing, "crossing")),
      bridge_(street_column(layer, columns.bridge, "bridge")),
      wheelchair_(street_column(layer, columns.wheelchair, "wheelchair")),
      bicycles_(street_column(layer, columns.bicycles, "bicycles")),
      cars_(street_column(layer, columns.cars, "cars")) {
  for (const auto& [own, osm] : columns.words) own_[lower(own)] = osm;
}

std::optional<std::string> StreetColumns::word(const Field* field, std::size_t row) const {
  if (!holds(field, row)) return std::nullopt;
  const std::string text = lower(text_of(*field, row));
  const auto own = own_.find(text);
  return own == own_.end() ? text : own->second;
}

template <class E>
E StreetColumns::meaning(const Field* field, std::size_t row, const std::map<std::string, E>& words,
                         const Odd& odd) const {
  const auto text = word(field, row);
  if (!text || text->empty()) return E{};
  const auto found = words.find(*text);
  if (found != words.end()) return found->second;
  odd(*field, "is no word that is known here; add it to words in [streets]");
  return E{};
}

Passage StreetColumns::passage(const Field* field, std::size_t row, Passage otherwise,
                               const Odd& odd) const {
  if (!holds(field, row)) return otherwise;
  const std::string text = lower(text_of(*field, row));
  if (text == "forward" || text == "ft") return Passage::forward;
  if (text == "backward" || text == "tf") return Passage::backward;
  if (text == "both" || text == "b") return Passage::both;
  if (const auto said = yes_or_no(*field, row)) return *said ? Passage::both : Passage::none;
  odd(*field, "is neither yes, no nor a direction");
  return otherwise;
}

StreetTraits StreetColumns::of(std::size_t row, const Odd& odd) const {
  const auto said = [&](const Field* field) -> std::optional<bool> {
    if (!holds(field, row)) return std::nullopt;
    const auto answer = yes_or_no(*field, row);
    if (!answer) odd(*field, "is neither yes nor no");
    return answer;
  };
  StreetTraits traits;
  traits.road = meaning(road_, row, words_.road, odd);
  traits.surface = meaning(surface_, row, words_.surface, odd);
  traits.kerb = meaning(kerb_, row, words_.kerb, odd);
  traits.obstacle = meaning(obstacle_, row, words_.obstacle, odd);
  // Where no column says who rides, the kind of road does.
  const bool walked = traits.road == RoadClass::footway || traits.road == RoadClass::pedestrian;
  const bool narrow = traits.road == RoadClass::path || traits.road == RoadClass::cycleway;
  traits.by_bicycle = passage(bicycles_, row, walked ? Passage::none : Passage::both, odd);
  traits.by_car = passage(cars_, row, walked || narrow ? Passage::none : Passage::both, odd);
  traits.is_crossing = said(crossing_).value_or(false);
  traits.is_even = said(bridge_).value_or(false);
  traits.for_wheelchair = said(wheelchair_);
  traits.width_dm = measured(width_, row, odd, width_dm);
  traits.incline_percent = measured(incline_, row, odd, incline_percent);
  traits.max_speed_kmh = measured(max_speed_, row, odd, speed_kmh);
  return traits;
}

}  // namespace geo::build
