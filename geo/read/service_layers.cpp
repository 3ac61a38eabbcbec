#include "geo/read/service_layers.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "geo/read/kinds.hpp"
#include "geo/read/read.hpp"

namespace geo::read {
namespace {

using description::KindMap;
using description::Source;

std::map<std::string, std::string> service_kinds(LayerBooks& books,
                                                 const description::Services& services,
                                                 const Layer& layer) {
  const KindMap& from = *services.kind_from;
  auto map = books.mapped(from);
  for (const auto& [value, kind] : map) {
    if (kind.empty() || kind == "-" || find_kind(Kind{kind})) continue;
    Finding finding = about(services.source, "kind_unknown", Severity::error,
                            fmt::format("the map of kinds gives {} a kind that is not in the "
                                        "vocabulary datasets/kinds.toml",
                                        geo::quoted(value)),
                            "use a kind of the vocabulary");
    finding.value = geo::quoted(kind);
    throw Error(std::move(finding));
  }
  if (!map.empty()) return map;
  for (const std::string& value : values_of(layer, from.column)) {
    if (find_kind(Kind{value})) {  // the vocabulary's own name needs no guess
      map.emplace(value, value);
      continue;
    }
    const auto kind = kind_of_words(value);
    if (!kind) continue;
    map.emplace(value, kind->name());
    Finding finding = about(services.source, "kind_guessed", Severity::note,
                            fmt::format("taken to mean {}", kind->name()),
                            "write it under kind_from in city.toml to be sure");
    finding.field = from.column;
    finding.value = geo::quoted(value);
    books.all().findings.add(std::move(finding));
  }
  return map;
}

void read_services_of_osm(LayerBooks& books, description::Services& services) {
  books.say(services.source.path);
  Layer layer = books.as_named(services.source.path, [&](Findings& findings) {
    return osm_services(books.path(services.source.path), findings);
  });
  layer.file = services.source.path;
  books.list(services.source, nullptr);
  services.kind_from = KindMap{"kind", {}, {}};
  if (layer.field("id")) services.id = "id";
  const auto column = [&](const char* name) {
    return layer.field(name) ? std::string{name} : std::string{};
  };
  services.capacity = column("capacity");
  services.opening_hours = column("opening_hours");
  services.fee = column("fee");
  services.languages = column("languages");
  services.step_free = column("wheelchair");
  services.run_by = column("operator");
  for (const Field& field : layer.fields) {
    if (field.name == "name") services.name[""] = "name";
    if (field.name.starts_with("name:")) services.name[field.name.substr(5)] = field.name;
  }
  std::map<std::string, std::string> map;
  for (const std::string& value : values_of(layer, "kind")) {
    const Kind kind{value};
    const bool wanted = services.kinds.empty() ||
                        std::any_of(services.kinds.begin(), services.kinds.end(),
                                    [&](const Kind& chosen) { return chosen.includes(kind); });
    map.emplace(value, wanted ? value : std::string{});
  }
  books.all().services.push_back(std::move(layer));
  books.all().kind_maps.push_back(std::move(map));
  books.all().entrances.emplace_back();
}

}  // namespace

void read_services(LayerBooks& books) {
  for (auto& services : books.all().description.services) {
    if (services.osm) {
      read_services_of_osm(books, services);
      continue;
    }
    books.all().services.push_back(books.one(services.source));
    books.all().kind_maps.push_back(
        services.kind_from ? service_kinds(books, services, books.all().services.back())
                           : std::map<std::string, std::string>{});
    std::optional<Layer> entrances;
    if (!services.entrances.empty()) {
      Source source = services.source;
      source.path = services.entrances;
      source.where.clear();
      entrances = books.one(source);
    }
    books.all().entrances.push_back(std::move(entrances));
  }
}

}  // namespace geo::read
