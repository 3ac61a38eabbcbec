#include "app/load_city.hpp"

#include "geo/build/check_layer.hpp"
#include "geo/read/read.hpp"

namespace app {

geo::City load_city(const std::string& file, const std::string& data, ProgressBar& bar,
                    double share, const std::string& by) {
  geo::Findings described;
  auto description = geo::read::description(file, described);
  if (!by.empty()) description.travel_by.push_back(by);
  bar.part(0, share * 5 / 9);
  auto layers = geo::read::layers(
      description, data, [&](std::string_view step, double done) { bar.show(step, done); });
  layers.findings.add(described);
  layers.findings.add(geo::build::check_layers(layers));
  bar.part(share * 5 / 9, share);
  bar.show("bringing the layers into one projection", 0);
  layers = geo::to_metres(std::move(layers));
  bar.show("building the city", 0.2);
  return geo::build_city(layers);
}

}  // namespace app
