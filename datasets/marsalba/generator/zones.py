"""Blocks gathered into census zones, neighbourhoods and districts that nest and tile."""

import math
from collections import defaultdict

from .curves import area_of
from .ground import Quarters, inner_point, polygon
from .places import NEIGHBOURHOODS
from .planar import outline

PEOPLE_PER_ZONE = 940


class Zones:
    """zone and neighbourhood of each block, and where each block lies."""

    def __init__(self, ground):
        self.ground = ground
        self.middle = {b: inner_point(ground.ring(b)) for b in ground.blocks}
        self.area = {b: area_of(ground.ring(b)) for b in ground.blocks}
        self.beside = blocks_beside(ground)
        self.quarter = {b: quarter for b, quarter in quarters_of(self.middle).items()}
        self.hood = neighbourhoods(self)
        self.zone = {}

    def draw_zones(self, people):
        """Cuts the neighbourhoods into census zones, given the people living in each block."""
        self.zone = census_zones(self, people)

    def shape(self, blocks):
        """The OGR polygon of these blocks together, with every vertex of their border."""
        ground = self.ground
        rings = outline(blocks, ground.rings, ground.face_of, ground.at)
        if sum(area_of([ground.at[n] for n in ring]) > 0 for ring in rings) > 1:
            raise ValueError("an area in several pieces: " + self.hood[min(blocks)])
        area = polygon([ground.at[n] for n in rings[0]])
        for ring in rings[1:]:
            hole = polygon([ground.at[n] for n in ring])  # must outlive the ring taken from it
            area.AddGeometry(hole.GetGeometryRef(0))
        return area

    def members(self, key):
        """The blocks of each area of the level `key`: a function from block to area."""
        found = defaultdict(set)
        for block in self.ground.blocks:
            found[key(block)].add(block)
        return dict(sorted(found.items()))


def quarters_of(middles):
    quarters = Quarters()
    return {block: quarters.of(place) for block, place in middles.items()}


def blocks_beside(ground):
    beside = defaultdict(set)
    for (u, v), face in ground.face_of.items():
        other = ground.face_of[v, u]
        if face is not None and other is not None and face != other:
            beside[face].add(other)
    return beside


def neighbourhoods(zones):
    """Each block goes to the nearest neighbourhood that reaches into its quarter."""
    hood = {}
    for block, place in zones.middle.items():
        open_to = [n for n in NEIGHBOURHOODS if zones.quarter[block] in n.quarters]
        hood[block] = min(open_to, key=lambda n: math.dist(n.seat, place)).code
    return in_one_piece(hood, zones)


def in_one_piece(area, zones):
    """Blocks cut off from the main part of their area join the area they touch most."""
    for _ in range(8):
        moved = False
        for code, blocks in sorted(grouped(area).items()):
            parts = sorted(pieces(blocks, zones.beside),
                           key=lambda part: (-sum(zones.area[b] for b in part), min(part)))
            for part in parts[1:]:
                votes = defaultdict(int)
                for block in part:
                    for other in zones.beside[block]:
                        if area[other] != code:
                            votes[area[other]] += 1
                if votes:
                    best = max(sorted(votes), key=lambda a: votes[a])
                    area.update({block: best for block in part})
                    moved = True
        if not moved:
            break
    return area


def grouped(area):
    groups = defaultdict(set)
    for block, code in area.items():
        groups[code].add(block)
    return groups


def pieces(blocks, beside):
    left, found = set(blocks), []
    while left:
        start = min(left)
        part, todo = {start}, [start]
        while todo:
            for other in beside[todo.pop()]:
                if other in left and other not in part:
                    part.add(other)
                    todo.append(other)
        left -= part
        found.append(part)
    return found


def census_zones(zones, people):
    """Zones of about PEOPLE_PER_ZONE people, numbered from north-west to south-east."""
    zone = {}
    for n in NEIGHBOURHOODS:
        blocks = sorted(b for b, code in zones.hood.items() if code == n.code)
        count = max(1, round(n.people / PEOPLE_PER_ZONE))
        part = clusters(blocks, count, zones, people)
        first = {k: min((-zones.middle[b][1] + 0.3 * zones.middle[b][0]) for b in blocks
                        if part[b] == k) for k in set(part.values())}
        order = {k: i + 1 for i, k in enumerate(sorted(first, key=first.get))}
        zone.update({b: f"{n.code}{order[part[b]]:02d}" for b in blocks})
    return zone


class Within:
    """The same blocks, seen from inside one neighbourhood."""

    def __init__(self, zones, blocks):
        inside = set(blocks)
        self.area = zones.area
        self.beside = {b: zones.beside[b] & inside for b in blocks}


def clusters(blocks, count, zones, people):
    """Compact clusters of blocks with about as many people each.

    Lloyd's method from far-apart starts: a cluster with too many people is held back, and of all
    rounds the one that comes closest to equal shares is kept.
    """
    within = Within(zones, blocks)
    weight = {b: people.get(b, 0.0) + 0.5 for b in blocks}
    seats = far_apart([b for b in blocks if weight[b] > 1] or blocks, count, zones)
    handicap = [0.0] * count
    best, best_spread = None, math.inf
    for _ in range(60):
        part = in_one_piece(nearest_seat(blocks, seats, handicap, zones), within)
        load = [sum(weight[b] for b in blocks if part[b] == k) for k in range(count)]
        if max(load) - min(load) < best_spread:
            best, best_spread = part, max(load) - min(load)
        mean = sum(load) / count
        for k in range(count):
            mine = [b for b in blocks if part[b] == k]
            if mine:
                seats[k] = tuple(sum(zones.middle[b][i] * weight[b] for b in mine) / load[k]
                                 for i in (0, 1))
            handicap[k] += 15.0 * max(-1.0, min(1.0, load[k] / mean - 1))
    return best


def far_apart(blocks, count, zones):
    seats = [zones.middle[blocks[0]]]
    while len(seats) < count:
        seats.append(zones.middle[max(blocks, key=lambda b: min(math.dist(zones.middle[b], s)
                                                                for s in seats))])
    return seats


def nearest_seat(blocks, seats, handicap, zones):
    return {b: min(range(len(seats)),
                   key=lambda k: math.dist(zones.middle[b], seats[k]) + handicap[k])
            for b in blocks}
