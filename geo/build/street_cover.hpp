#pragma once

#include "geo/city.hpp"

namespace geo::build {

/// How complete the streets of each neighbourhood look, from the homes that are known without them
/// (housing or buildings; homes laid along streets can tell nothing: `not_recorded`).
///
/// A neighbourhood is judged incomplete where a quarter or more of its homes, and at least five,
/// lie further than 100 m from any street, steps and closed ways included (`streets_incomplete`
/// names them): a house stands on a way, so one without a way nearby is a hole in the map, not in
/// the city. The rule is this program's own; that holes in street maps lie in whole quarters, poor
/// ones above all, is Barrington-Leigh & Millard-Ball (2017), doi:10.1371/journal.pone.0180698.
Per<NeighbourhoodId, StreetCover> street_cover(const StreetGraph& streets, const Homes& homes,
                                               const Neighbourhoods& all, const std::string& file,
                                               Findings& findings);

/// Kinds of service of which OpenStreetMap alone knows fewer than one for every 20,000 people:
/// `probably_incomplete`, for a map with few of them says little about the city. Kinds asked for in
/// city.toml, else those that are there. Nothing where people are not recorded.
void report_sparse_kinds(const City& city, Findings& findings);

}  // namespace geo::build
