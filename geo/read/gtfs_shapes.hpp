#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "geo/read/gtfs_files.hpp"
#include "geo/shape/geometry.hpp"

namespace geo::read {

/// Metres between two places on a sphere, by the haversine formula.
double metres_between(LonLat a, LonLat b);

/// The shapes of shapes.txt whose ids are wanted, each in its order. Rows that cannot be read are
/// findings of severity warning: shapes only help to place missing times.
std::map<std::string, std::vector<LonLat>> feed_shapes(const FeedFiles& files,
                                                       const std::set<std::string>& wanted,
                                                       Findings& findings);

/// How far along a shape each stop lies, in metres, never less than the stop before: of all such
/// ways to put the stops on the shape the one with the least sum of squared distances to it, so
/// that a loop or a street driven both ways is told apart. Empty where a stop is more than 500 m
/// off, or stops times vertices are more than ten million. O(stops x segments).
std::vector<double> metres_along(std::span<const LonLat> shape, std::span<const LonLat> stops);

}  // namespace geo::read
