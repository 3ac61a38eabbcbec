#include "geo/release.hpp"

#include <algorithm>

namespace geo {
namespace {

template <class Rows, class Field>
auto find(const Rows& rows, Field field, const std::string& wanted) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.*field == wanted; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

std::string_view ReleasedColumn::status(std::size_t row) const {
  const auto own = std::visit([&](const auto& all) { return all[row].status(); }, cells);
  const bool stands = own == "ok";
  return stands && row < doubtful.size() && doubtful[row] ? word(Missing::uncertain) : own;
}

const ReleasedColumn* ReleasedLayer::column(const std::string& wanted) const {
  return find(columns, &ReleasedColumn::name, wanted);
}

const ReleasedLayer* Release::layer(const std::string& wanted) const {
  return find(layers_, &ReleasedLayer::name, wanted);
}

const ReleasedMetric* Release::metric(const std::string& instance) const {
  return find(metrics_, &ReleasedMetric::instance, instance);
}

const ReleasedHistogram* Release::histogram(const std::string& instance) const {
  return find(histograms_, &ReleasedHistogram::instance, instance);
}

const ReleasedBarrier* Release::barrier(const std::string& profile, const std::string& kind,
                                        const std::string& removed, const std::string& level,
                                        const std::string& area) const {
  const auto found =
      std::find_if(barriers_.begin(), barriers_.end(), [&](const ReleasedBarrier& row) {
        return row.profile == profile && row.kind == kind && row.removed == removed &&
               row.level == level && row.area == area;
      });
  return found == barriers_.end() ? nullptr : &*found;
}

}  // namespace geo
