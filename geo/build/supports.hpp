#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "geo/build/support.hpp"

namespace geo::build {

/// Whether people are counted on ground of their own: in a layer with shapes that no key joins to
/// the neighbourhoods.
bool is_on_own_ground(const Layer* layer, const description::CountedFrom& from);

/// All layers on which people were counted on ground of their own, and what was carried from them
/// to the homes of the city.
class Supports {
 public:
  /// None: every count is by area.
  Supports() = default;
  Supports(const Layers& layers, const Zones& zones);

  bool empty() const { return supports_.empty(); }
  /// Everyone is counted only in areas larger than the neighbourhoods: where homes are says how
  /// many live in each.
  bool shares_out_everyone() const { return shares_out_everyone_; }
  /// Whether people are counted only once the homes are there.
  bool needs_homes() const { return !empty() || shares_out_everyone_; }
  /// Where people may live as far as the grounds tell: everywhere unless everyone is counted on
  /// one of them.
  Per<NeighbourhoodId, bool> inhabited() const;

  /// Homes for the cells with people and without any.
  HomePlaces homes_of_empty_cells(const HomePlaces& homes, const Layers& layers, const Zones& zones,
                                  const StreetGraph& streets, Findings& findings);
  /// Takes the homes of the city, once they are all there and in order.
  void settle(const Homes& homes, const Layers& layers, const Zones& zones,
              const StreetGraph& streets);

  /// Everyone, by the weights of the homes.
  Column<NeighbourhoodId, People> carry_everyone(const Layer& layer, const ByCell& rows,
                                                 Findings& findings);
  /// Everyone as counted by neighbourhood, by the weights of the homes in each.
  void place_everyone(const Column<NeighbourhoodId, People>& counts);
  /// A group: a part of its whole among the whole's people, a top-level one among those whom the
  /// groups of its dimension before it left, a flow among everyone.
  ///
  /// A neighbourhood where the group is larger than its whole is `uncertain`
  /// (`parts_above_whole`): counts of two sources, or with noise for privacy, need not agree, and
  /// nothing is changed to make them.
  Column<NeighbourhoodId, People> carry(GroupId id, const Group& group, const Layer& layer,
                                        const ByCell& rows,
                                        const Column<NeighbourhoodId, People>& whole,
                                        Findings& findings);

  /// The weights of the homes in each neighbourhood.
  Per<NeighbourhoodId, double> weights_of_neighbourhoods(std::size_t neighbourhoods) const;
  /// The finest level of which each area holds whole cells of a layer; one beyond the last where
  /// none does.
  LevelId whole_from(const Layer& layer, const Per<LevelId, Level>& levels) const;
  /// Puts more people in the homes of a neighbourhood, as those who are there live in them. Nothing
  /// for a group that was not carried.
  void add_people(GroupId group, NeighbourhoodId zone, People people);

  /// People of everyone in the homes of each cell of a layer.
  std::vector<People> everyone_in(const Layer& layer) const;

  /// People at each home of the groups that were carried.
  const std::map<GroupId, Per<HomeId, People>>& at_homes() const { return at_homes_; }
  /// The cells in which each of these groups was counted.
  const std::map<GroupId, std::shared_ptr<const CellOfHome>>& cells() const { return cells_; }

 private:
  const Support& of(const Layer& layer) const;
  HomeWeights room_for(const Group& group) const;

  std::vector<Support> supports_;  ///< that of everyone first, then as the groups are written
  bool has_everyone_ = false;
  bool shares_out_everyone_ = false;
  Per<NeighbourhoodId, bool> everywhere_;
  HomeWeights weights_;
  Per<HomeId, NeighbourhoodId> in_;
  std::map<GroupId, Per<HomeId, People>> at_homes_;
  std::map<GroupId, std::shared_ptr<const CellOfHome>> cells_;
  /// Of everyone, what the groups of one dimension have left.
  std::map<Dimension, HomeWeights> left_;
};

/// Says where the parts that were counted on one ground miss their whole (`parts_miss_total`):
/// parts that come within a twentieth of it were meant to be all of it.
void report_missed_totals(const Layer& layer, const std::string& whole, const ByCell& counts,
                          const std::vector<ByCell>& parts, Findings& findings);

}  // namespace geo::build
