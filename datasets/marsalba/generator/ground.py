"""From the plan to the ground: parts of town, their streets, and one planar map of it all."""

import math
import random
from dataclasses import dataclass, field

from osgeo import ogr

from . import patterns, plan
from .curves import area_of, contains, distance_to, is_left_of, length_of
from .planar import adjacency, chains, cut, faces, without_dead_ends

WAYS = {"avenue", "promenade", "street", "lane", "steps", "ramp", "footpath", "bridge", "underpass"}
EVERYWHERE = (-200.0, 400.0, 8000.0, 6500.0)
SMALLEST_BLOCK = 260.0


@dataclass
class Ground:
    at: list                                   # corner -> (x, y)
    edges: dict                                # (corner, corner) -> (kind of line, name)
    rings: list = field(default_factory=list)  # face -> corners, counter-clockwise
    face_of: dict = field(default_factory=dict)  # directed edge -> face on its left, None outside
    blocks: list = field(default_factory=list)   # faces inside the town

    def ring(self, face):
        return [self.at[n] for n in self.rings[face]]


def polygon(ring):
    shape = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in ring:
        shape.AddPoint_2D(x, y)
    shape.CloseRings()
    area = ogr.Geometry(ogr.wkbPolygon)
    area.AddGeometry(shape)
    return area


def inner_point(ring):
    place = polygon(ring).PointOnSurface()
    return (place.GetX(), place.GetY())


def clip(lines, shape):
    """The pieces of `lines` inside the OGR polygon `shape`, as (points, tag)."""
    pieces = []
    for points, tag in lines:
        line = ogr.Geometry(ogr.wkbLineString)
        for x, y in points:
            line.AddPoint_2D(x, y)
        inside = line.Intersection(shape)
        parts = [inside] if inside.GetGeometryCount() == 0 else [inside.GetGeometryRef(i)
                                                                 for i in range(inside.GetGeometryCount())]
        pieces += [(p.GetPoints(), tag) for p in parts
                   if p.GetGeometryType() == ogr.wkbLineString and p.Length() > 9]
    return pieces


class Quarters:
    """Which side of river, railway, walls and hill a place lies on."""

    def __init__(self):
        lines = {tag[1]: points for points, tag in plan.avenues() if tag[1]}
        self.coast_road = lines["Passeig de la Mar"]
        self.ring = lines["Ronda de les Muralles"]
        self.west = [p for points, tag in plan.avenues() if tag[1] == "Avinguda de Ponent"
                     for p in points]
        self.corniche = lines["La Cornisa"] + [(1990, 1600), (1350, 1600)]
        self.hill_park = lines["Volta del Castell"]
        self.park = lines["Volta del Parc"]
        self.village = lines["Volta de Benimar"]

    def of(self, place):
        x, y = place
        west, north = is_left_of(place, plan.RIVER), is_left_of(place, plan.RAILWAY)
        if not north and not is_left_of(place, self.coast_road):
            return "harbour" if west and x > 2120 else "cape" if west else "beach"
        if north:
            return ("north" if y < 5000 else "outer_north") if west else "industry"
        if not west:
            return "east"
        if contains(self.ring, place):
            return "old_town"
        return "hill" if is_left_of(place, self.west) else "grid"


def streets_of(place, quarters, ring):
    """The pattern of streets for the part of town around `place`."""
    x, y = place
    rng = random.Random(plan.SEED * 1000 + int(x) * 7 + int(y))
    quarter = quarters.of(place)
    if distance_to(place, plan.RIVER) < plan.QUAY or distance_to(place, plan.RAILWAY) < plan.TRACKSIDE:
        return []
    if quarter == "old_town":
        return patterns.organic(ring, 45.0, ("lane", ""), rng, 1.5, 62.0, 0.13)
    if quarter == "hill":
        return streets_on_hill(place, quarters, ring, rng)
    if quarter == "grid":
        if contains(quarters.park, place):
            return patterns.organic(ring, 120.0, ("footpath", ""), rng, 1.2, 10.0, 0.1)
        return patterns.town_grid(EVERYWHERE)
    if quarter == "east":
        return streets_in_east(place, ring, rng)
    if quarter in ("north", "outer_north"):
        return streets_in_north(place, quarters, ring, rng)
    if quarter == "beach" and x < 5680:
        return patterns.rows(rng, EVERYWHERE, 4.0, (78.0, 44.0), ("lane", ""), 3.0, 90.0, (5100, 1350))
    if quarter == "harbour":
        return patterns.rows(rng, EVERYWHERE, -2.0, (310.0, 260.0), ("street", ""), 2.0, 300.0,
                             (2490, 1240))
    if quarter == "industry":
        return patterns.grid(EVERYWHERE, *patterns.turned(9.0), (250.0, 185.0), ("street", ""), 6.0,
                             600.0, (6200, 4750))
    return []


def streets_on_hill(place, quarters, ring, rng):
    if contains(quarters.hill_park, place):
        return patterns.organic(ring, 105.0, ("footpath", ""), rng, 1.3, 70.0, 0.15)
    if contains(quarters.corniche, place):
        return patterns.hill(random.Random(plan.SEED), 420.0, 1320.0, 76.0)
    return patterns.hill(random.Random(plan.SEED + 1), 640.0, 1700.0, 125.0)


def streets_in_east(place, ring, rng):
    x, y = place
    if x > 6800:
        return patterns.rows(rng, EVERYWHERE, 12.0, (290.0, 240.0), ("lane", ""), 12.0, 400.0,
                             (7200, 2600))
    if x > 5780:
        if y < 3000:
            return patterns.organic(ring, 98.0, ("street", ""), rng, 1.25, 15.0, 0.05)
        return patterns.rows(rng, EVERYWHERE, 3.0, (175.0, 150.0), ("street", ""), 8.0, 500.0,
                             (6300, 3600))
    if y < 2950:
        return patterns.rows(rng, EVERYWHERE, 5.0, (98.0, 66.0), ("street", ""), 5.0, 240.0,
                             (5200, 2100))
    return patterns.rows(rng, EVERYWHERE, -17.0, (124.0, 84.0), ("street", ""), 6.0, 330.0,
                         (5250, 3600))


def streets_in_north(place, quarters, ring, rng):
    x, y = place
    if contains(quarters.village, place):
        return patterns.organic(ring, 46.0, ("lane", ""), rng, 1.3, 20.0, 0.08)
    if y > 4990:
        if x < 1850:
            return patterns.rows(rng, EVERYWHERE, 24.0, (150.0, 92.0), ("street", ""), 20.0, 190.0,
                                 (1000, 5400))
        return patterns.rows(rng, EVERYWHERE, -8.0, (260.0, 230.0), ("lane", ""), 16.0, 300.0,
                             (3700, 5600))
    if x < 1900:
        return patterns.estate(rng, EVERYWHERE, 14.0, (190.0, 165.0), (1300, 4550))
    if y < 4470:
        return patterns.estate(rng, EVERYWHERE, 2.0, (150.0, 118.0), (3000, 4200))
    return patterns.estate(rng, EVERYWHERE, -6.0, (168.0, 140.0), (2900, 4750))


def build():
    """The ground of the whole town."""
    land = polygon(plan.land())
    main = [line for line in plan.main_lines() if line[1][0] in ("coast", "limit")]
    inside = clip([line for line in plan.main_lines() if line[1][0] not in ("coast", "limit")], land)
    main += inside
    at, edges = cut(main)
    close_quays(at, edges)
    rough = traced(at, edges)
    quarters = Quarters()
    lines = [([at[u], at[v]], tag) for (u, v), tag in edges.items()]
    for face in rough.blocks:
        ring = rough.ring(face)
        if area_of(ring) > 4000:
            lines += clip(streets_of(inner_point(ring), quarters, ring), polygon(ring))
    at, edges = cut(lines)
    thin_out(at, edges, quarters)
    return tidied(at, edges)


# How many of the streets a pattern draws were never built, or were built over.
NEVER_BUILT = {"north": 0.22, "outer_north": 0.22, "industry": 0.22, "hill": 0.13, "east": 0.12,
               "grid": 0.04}


def thin_out(at, edges, quarters):
    """Takes away streets that were never built, and whatever would run onto the tracks."""
    for u, v in list(edges):
        middle = ((at[u][0] + at[v][0]) / 2, (at[u][1] + at[v][1]) / 2)
        if edges[u, v] == ("lane", "") and distance_to(middle, plan.RAILWAY) < plan.TRACKSIDE - 2:
            del edges[u, v]
    rng = random.Random(plan.SEED + 2)
    for chain in chains(edges, lambda a, b: a == b):
        kind, name = edges[min(chain[:2]), max(chain[:2])]
        if kind not in WAYS or name:
            continue
        if rng.random() < NEVER_BUILT.get(quarters.of(at[chain[len(chain) // 2]]), 0.0):
            for u, v in zip(chain, chain[1:]):
                del edges[min(u, v), max(u, v)]


def close_quays(at, edges):
    """Under the railway bridge the quays are fenced off: one cannot walk through."""
    for u, v in edges:
        middle = tuple((a + b) / 2 for a, b in zip(at[u], at[v]))
        if edges[u, v][1].startswith("Riba") and distance_to(middle, plan.RAILWAY) < plan.TRACKSIDE:
            edges[u, v] = ("fence", "")


def traced(at, edges):
    ground = Ground(at, edges)
    ground.rings, ground.face_of = faces(at, main_component(at, without_dead_ends(edges)))
    inner = set(f for f in ground.face_of.values() if f is not None)
    ground.blocks = sorted(inner)
    return ground


def main_component(at, edges):
    """Only the edges connected with the longest network: an island inside a block bounds nothing."""
    around, seen, best = adjacency(edges), set(), set()
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
    return {(u, v): tag for (u, v), tag in edges.items() if u in best}


def tidied(at, edges):
    """The map without splinters: slivers of blocks, stubs of streets, ways that lead nowhere."""
    for _ in range(6):
        ground = traced(at, edges)
        splinters = [f for f in ground.blocks if area_of(ground.ring(f)) < SMALLEST_BLOCK]
        changed = False
        for face in splinters:
            ring = ground.rings[face]
            sides = [(min(u, v), max(u, v)) for u, v in zip(ring, ring[1:] + ring[:1])]
            loose = [s for s in sides if s in edges and edges[s][0] in WAYS and not edges[s][1]]
            if loose:
                longest = max(loose, key=lambda s: math.dist(at[s[0]], at[s[1]]))
                del edges[longest]
                changed = True
        changed |= drop_stubs(at, edges)
        if not changed:
            break
    return traced(at, edges)


def drop_stubs(at, edges, shortest=32.0):
    """Takes away dead ends shorter than `shortest`, and every way not joined to the town."""
    kept = main_component(at, edges)
    dropped = len(kept) < len(edges)
    for side in [s for s in edges if s not in kept]:
        del edges[side]
    around = adjacency(edges)
    for end in [n for n, others in around.items() if len(others) == 1]:
        stub, n = [], end
        while len(around[n]) == 1 or (stub and len(around[n]) == 2):
            ahead = [o for o in around[n] if (min(n, o), max(n, o)) not in stub]
            if not ahead:
                break
            stub.append((min(n, ahead[0]), max(n, ahead[0])))
            n = ahead[0]
        if sum(length_of([at[u], at[v]]) for u, v in stub) < shortest:
            for side in stub:
                edges.pop(side, None)
            dropped = True
            around = adjacency(edges)
    return dropped
