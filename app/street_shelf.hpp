#pragma once

#include <string>
#include <vector>

#include "analysis/travel/shelf.hpp"
#include "app/terminal.hpp"

namespace app {

/// Where hierarchies of streets lie between runs: in the folder `.medina` beside the data, so that
/// all who share the data share them, or where that may not be written to in the user's own folder
/// for such files ($XDG_CACHE_HOME/medina, ~/.cache/medina). Where neither may be written to,
/// nothing is kept.
class StreetShelf : public analysis::travel::Shelf {
 public:
  /// `data` may be empty: the layers lie beside the description. `bar` makes way for findings.
  StreetShelf(const std::string& description, const std::string& data, ProgressBar& bar);

  std::optional<Kept> find(const std::string& name) override;
  void keep(const std::string& name, std::string_view bytes) override;
  void tell(const geo::Finding& finding) override;

 private:
  std::vector<std::string> folders_;  ///< the better first
  ProgressBar& bar_;
};

}  // namespace app
