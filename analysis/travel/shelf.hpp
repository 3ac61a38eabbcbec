#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "geo/core/finding.hpp"

namespace analysis::travel {

/// Where hierarchies of streets are kept between runs. No file is opened here: who calls says
/// where they lie and how they are read and written.
class Shelf {
 public:
  struct Kept {
    std::span<const std::byte> bytes;
    std::shared_ptr<const void> owner;  ///< the bytes stay as long as this does
  };

  virtual ~Shelf() = default;

  /// Towns with fewer corners are not kept: building them takes less than a twentieth of a second.
  virtual std::size_t fewest_corners() const { return 10'000; }
  /// What was kept under a name of letters and digits; nothing when there is none.
  virtual std::optional<Kept> find(const std::string& name) = 0;
  /// Keeps it for later runs, or does not where that cannot be.
  virtual void keep(const std::string& name, std::string_view bytes) = 0;
  /// Hears of what was kept and is of no use.
  virtual void tell(const geo::Finding& finding) = 0;
};

}  // namespace analysis::travel
