#include <set>
#include <tuple>

#include "geo/build/check_layer.hpp"
#include "geo/build/check_layer_parts.hpp"

namespace geo::build {
namespace {

/// Tells each file once, however many sections of city.toml name it.
class Teller {
 public:
  void tell(const Layer& layer) {
    if (told_.insert({layer.file, layer.name, layer.rows}).second) findings_.add(check_rows(layer));
  }
  void tell(const std::optional<Layer>& layer) {
    if (layer) tell(*layer);
  }
  template <class Layers>
  void tell_all(const Layers& layers) {
    for (const auto& layer : layers) tell(layer);
  }
  void tell_missing_shapes(const std::optional<Layer>& layer) {
    if (layer) report_missing_shapes(*layer, findings_);
  }
  Findings findings() && { return std::move(findings_); }

 private:
  std::set<std::tuple<std::string, std::string, std::size_t>> told_;
  Findings findings_;
};

}  // namespace

Findings check_layers(const Layers& layers) {
  Teller teller;
  teller.tell(layers.neighbourhoods);
  for (const auto& [level, layer] : layers.level_names) teller.tell(layer);
  teller.tell(layers.people);
  teller.tell_all(layers.housing);
  teller.tell_all(layers.land_use);
  teller.tell_all(layers.services);
  teller.tell_all(layers.entrances);
  teller.tell(layers.street_layer);
  // The rest is told by whoever uses it: null_geometry, home_without_place,
  // service_without_place...
  teller.tell_missing_shapes(layers.people);
  for (const auto& entrances : layers.entrances) teller.tell_missing_shapes(entrances);
  return std::move(teller).findings();
}

}  // namespace geo::build
