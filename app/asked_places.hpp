#pragma once

#include <string>
#include <vector>

#include "analysis/places.hpp"

namespace app {

/// How a file of places is to be read; empty: as the file says.
struct PlaceFile {
  std::string layer, crs, id;
};

/// The places that a word on the command line stands for:
///   -15.43,28.12        a place by its longitude and latitude
///   services:KIND       services of a kind and of the kinds it includes; services: all of them
///   service:KEY         one service by the key of its source
///   homes               every home, with the keys of the layer of homes
///   LEVEL               each area of a level of the city, by a home in its middle
///   FILE                points of any layer that is read here; of areas a point inside
/// What is protected is never among them. Throws geo::Error where there is no such place. Oddities
/// of a file are findings.
std::vector<analysis::Place> asked_places(const geo::City& city, const std::string& asked,
                                          const PlaceFile& file, geo::Findings& findings);

/// Findings about places that are on no street, outside the city, or so near to the edge of the
/// street data that a walk of `reach` may lead beyond it.
void report_places(const geo::City& city, const std::vector<analysis::Place>& places,
                   geo::Metres reach, geo::Findings& findings);

}  // namespace app
