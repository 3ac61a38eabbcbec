#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace analysis {

/// Settings of one metric as text, by name: what the command line, city.toml and a web form hold.
using Settings = std::map<std::string, std::string>;

/// One setting of a metric, printed from its Params.
struct FieldCard {
  std::string name;
  std::string meaning;
  std::string type;  ///< "kind", "minutes", "metres", "number", "whole number", "choice"
  std::string by_default;
  std::optional<double> least, most;
  std::vector<std::string> choices;
};

}  // namespace analysis
