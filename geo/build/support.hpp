#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "geo/build/counts.hpp"
#include "geo/build/home_places.hpp"

namespace geo::build {

/// Counts of one group, cell by cell of the layer that they were counted on.
using ByCell = std::vector<Cell<People>>;
/// How much each home has of what is shared out.
using HomeWeights = Per<HomeId, std::int64_t>;

/// Ground of its own on which people were counted: a grid, the cells of a raster, other polygons,
/// points. Its people are carried to the homes in each cell, so that every cell's count is kept to
/// the millionth (dasymetric mapping: Wright 1936, doi:10.2307/209467; total-preserving: Tobler
/// 1979, doi:10.1080/01621459.1979.10481647).
class Support {
 public:
  /// `columns` are those that hold counts. Points stand for the ground nearest to them.
  Support(const Layer& layer, const std::set<std::string>& columns, const Zones& zones);

  const Layer& layer() const { return *layer_; }
  /// The counts with all rows of one cell summed in the first of them.
  ByCell merged(const ByCell& rows) const;
  /// Neighbourhoods that share ground with a cell where somebody was counted.
  std::set<NeighbourhoodId> inhabited() const;

  /// Homes for cells with people and without any of `homes`: along their streets, else one in the
  /// middle of what of them lies in the city (`cells_without_homes`).
  HomePlaces homes_of_empty_cells(const HomePlaces& homes, const Layers& layers, const Zones& zones,
                                  const StreetGraph& streets, Findings& findings);

  /// Shares each cell that the border of the city cuts between inside and outside: by the places
  /// where people may live on both sides (housing or buildings where they go on beyond the border,
  /// else streets), by ground where there are none. A point lies inside or out.
  void cut_at_border(const Layers& layers, HomeBasis basis, const Zones& zones,
                     const StreetGraph& streets);

  /// Which cell each home lies in: the first that covers it.
  void settle(const std::vector<Point>& homes);
  /// The cell of each home once they are settled, one beyond the last where none covers it.
  const std::shared_ptr<const CellOfHome>& cell_of_homes() const { return cell_of_; }

  /// The people of each cell inside the city, on its homes in proportion to `weights`.
  Per<HomeId, People> to_homes(const ByCell& counts, const HomeWeights& weights) const;
  /// The sum over homes; a neighbourhood with a home in a cell without a count has its reason, and
  /// one that no cell covers is `not_recorded`.
  Column<NeighbourhoodId, People> by_neighbourhood(const ByCell& counts,
                                                   const Per<HomeId, People>& at_homes,
                                                   const Per<HomeId, NeighbourhoodId>& in,
                                                   std::size_t neighbourhoods) const;
  /// What stands in the homes of each cell.
  std::vector<People> by_cell(const Per<HomeId, People>& at_homes) const;

  /// Whether every cell where somebody was counted lies in one area of a level, and the city's
  /// border cuts none: then the counts of its areas are sums of the source's own.
  bool has_whole_cells(const Level& level) const;

  /// Counts by cell as whole millionths within the city, and outside it.
  std::pair<People, People> inside(std::size_t cell, People count) const;

  /// Says how many people cells cut by the border have, in and out (`people_cut_by_boundary`), and
  /// how many lie wholly outside (`people_outside`).
  void report_border(const ByCell& counts, const std::string& who, Findings& findings) const;
  /// Says how the people were carried (`people_on_support`), and which people of the city found no
  /// home at all (`people_without_home`).
  void report_carried(const ByCell& counts, const std::string& who, Findings& findings) const;

 private:
  void touch(std::size_t cell, const Zones& zones, const std::vector<Box>& boxes);
  void report_homeless(const ByCell& counts, const std::string& who, Findings& findings) const;
  bool is_cut(std::size_t cell) const { return share_in_[cell] > 0 && share_in_[cell] < 1; }
  /// Ground in no neighbourhood that neighbourhoods enclose is no outside: nobody lives in it, and
  /// the people of a cell over it live in the rest of the cell.
  void count_gaps_as_inside(const Zones& zones);
  void order_cells();
  /// The cells in order, to find those that hold a point.
  PolygonIndex index(const std::vector<bool>& wanted) const;
  std::optional<std::size_t> row_of(std::optional<std::size_t> found) const;
  std::optional<Point> middle(std::size_t cell, const Zones& zones) const;

  const Layer* layer_;
  std::vector<std::optional<Point>> points_;  ///< of rows that are points
  std::vector<MultiPolygon> cells_;
  std::vector<bool> has_people_;
  /// Rows in order of their ground, so that a home on a border belongs to the same cell whatever
  /// the order of the file; and the first row with the same ground.
  std::vector<std::size_t> order_, first_with_;
  /// Neighbourhoods under each cell and the ground they share.
  std::vector<std::vector<std::pair<NeighbourhoodId, double>>> zones_under_;
  std::vector<double> share_in_;       ///< of each cell's people, in the city
  std::map<Point, std::size_t> laid_;  ///< homes that were laid for one cell
  std::shared_ptr<const CellOfHome> cell_of_;
  std::vector<std::vector<std::uint32_t>> homes_in_;  ///< by cell
};

}  // namespace geo::build
