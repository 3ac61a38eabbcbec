#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "geo/city.hpp"
#include "geo/release.hpp"

namespace app {

/// What a run came to, in the figures a planner looks for first. Counts of people are those of the
/// release, so nothing is said here that the gate withheld.
struct Summary {
  std::string city;
  std::string out, report;
  std::size_t neighbourhoods = 0, homes = 0, services = 0, kinds = 0;
  std::string home_basis;
  double street_km = 0;
  std::optional<double> people;
  struct Group {
    std::string key, name;
    std::optional<double> people;
    std::string status;
  };
  std::vector<Group> groups;
  std::size_t metrics = 0;
  std::map<std::string, std::size_t> findings;  ///< number by severity
  std::vector<geo::Finding> worst;              ///< at most five, errors and warnings
};

Summary summarised(const geo::City& city, const geo::Release& release, const std::string& out);
nlohmann::ordered_json as_json(const Summary& summary);
std::vector<std::string> in_words(const Summary& summary);
/// The same in one line, for a run of several cities.
std::string in_one_line(const std::string& name, const Summary& summary);

}  // namespace app
