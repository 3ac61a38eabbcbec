"""The streets as a city keeps them: pieces from junction to junction, with nodes, names, heights."""

import math
import random
from collections import defaultdict
from dataclasses import dataclass

from . import plan
from .curves import distance_to, length_of
from .ground import WAYS, Quarters
from .names import street_names
from .planar import adjacency, chains
from .terrain import height

WIDTH = {"avenue": 28.0, "promenade": 24.0, "street": 11.0, "lane": 3.6, "steps": 2.8, "ramp": 6.5,
         "footpath": 2.5, "bridge": 18.0, "underpass": 9.0, "escalator": 1.6}
BRIDGE_DECK = 9.0  # metres above the sea, at least


@dataclass
class Piece:
    id: int
    nodes: tuple
    points: list      # (x, y, z)
    kind: str
    name: str
    one_way: str      # for cars
    one_way_foot: str  # for people on foot
    quarter: str

    @property
    def flat(self):
        return [p[:2] for p in self.points]

    @property
    def length(self):
        return length_of(self.flat)


def build(ground):
    """All pieces of street, and the few that no street leads to."""
    quarters = Quarters()
    ways = main_part(kinds_on_the_ground(ground))
    drawn = []
    for chain in chains(ways, lambda a, b: a == b):
        flat = [ground.at[n] for n in chain]
        kind, name = ways[min(chain[:2]), max(chain[:2])]
        drawn.append((flat, kind, name))
    drawn += cut_off()
    nodes, pieces = {}, []
    for flat, kind, name in sorted(drawn, key=lambda d: (-d[0][0][1], d[0][0][0], d[0][-1])):
        ends = tuple(nodes.setdefault(p, len(nodes) + 1) for p in (flat[0], flat[-1]))
        quarter = quarters.of(flat[len(flat) // 2])
        pieces.append(Piece(len(pieces) + 1, ends, with_heights(flat, kind), kind, name, "", "",
                            quarter))
    street_names(pieces)
    one_ways(pieces)
    return pieces


def kinds_on_the_ground(ground):
    """Each way with its kind where it is: a street over the river is a bridge there."""
    ways = {}
    for (u, v), (kind, name) in ground.edges.items():
        if kind not in WAYS:
            continue
        middle = tuple((a + b) / 2 for a, b in zip(ground.at[u], ground.at[v]))
        if distance_to(middle, plan.RIVER) < plan.QUAY - 8:
            kind = "bridge"
        ways[u, v] = (kind, name)
    return ways


def main_part(ways):
    around, seen, best = adjacency(ways), set(), set()
    for start in sorted(around):
        if start in seen:
            continue
        group, todo = {start}, [start]
        while todo:
            for other in around[todo.pop()]:
                if other not in group:
                    group.add(other)
                    todo.append(other)
        seen |= group
        best = max(best, group, key=len)
    return {side: tag for side, tag in ways.items() if side[0] in best}


def cut_off():
    """Two pieces without a way to them: behind the port gate, and a street never joined up."""
    mole = [(2300.0, 980.0), (2330.0, 862.0), (2480.0, 745.0), (2622.0, 670.0), (3050.0, 631.0),
            (3470.0, 592.0)]
    loop = [(640.0, 5196.0), (655.0, 5243.0), (692.0, 5262.0), (728.0, 5240.0)]
    return [(mole, "footpath", "Espigó de Fora"), (loop, "street", "Carrer de l'Aurora"),
            ([loop[0], (684.0, 5188.0), loop[-1]], "street", "Carrer de l'Aurora")]


def with_heights(flat, kind):
    points = [(x, y, height((x, y))) for x, y in flat]
    if kind != "bridge":
        return points
    return [(x, y, max(z, BRIDGE_DECK)) for x, y, z in points]


def one_ways(pieces):
    """Narrow streets that cars may drive one way, and the escalators of the hill."""
    rng = random.Random(plan.SEED + 5)
    by_name = defaultdict(lambda: rng.choice(("FT", "TF")))
    for piece in pieces:
        if piece.kind == "street" and piece.quarter in ("grid", "east") and "Riba" not in piece.name:
            piece.one_way = by_name[piece.name]
        elif piece.kind == "lane" and rng.random() < 0.4:
            piece.one_way = rng.choice(("FT", "TF"))
    steep = [p for p in pieces if p.kind == "steps" and p.quarter == "hill"]
    steep.sort(key=lambda p: math.dist(p.flat[0], (1650.0, 2600.0)))
    for piece in steep[:4]:
        piece.kind = "escalator"
        piece.one_way_foot = "forward" if piece.points[-1][2] > piece.points[0][2] else "backward"
