"""Buildings with homes: where they stand, how large, how old, how dear."""

import math
import random
from dataclasses import dataclass

from . import plan
from .curves import along, contains
from .ground import WAYS
from .land_use import OPEN
from .places import BY_CODE, NEIGHBOURHOODS

CITY = 150000


@dataclass(frozen=True)
class Built:
    gap: float            # metres of street front per building
    setback: float        # from the middle of the street
    homes: float          # homes per building, on average
    size: float           # square metres per home
    persons: float        # people per home
    years: tuple
    social: float         # share of social rent
    rented: float         # share of private rent
    floors: tuple


BUILT = {
    "old": Built(9, 6.5, 5.4, 52, 2.75, (1720, 1915), .04, .62, (3, 5)),
    "grid": Built(19, 14, 13.0, 86, 2.2, (1868, 1962), .02, .42, (5, 7)),
    "hill": Built(11, 8, 4.2, 68, 2.45, (1905, 1972), .03, .36, (2, 4)),
    "villas": Built(24, 14, 1.5, 142, 2.5, (1920, 2008), 0, .18, (1, 2)),
    "fishers": Built(8, 6.5, 3.2, 58, 2.4, (1860, 1950), .05, .41, (2, 3)),
    "workers": Built(13, 10, 7.4, 66, 2.5, (1915, 1978), .06, .39, (3, 5)),
    "garden": Built(17, 13, 2.1, 112, 2.5, (1924, 1990), .01, .19, (2, 2)),
    "campus": Built(30, 16, 9.0, 72, 2.1, (1950, 2012), .05, .46, (3, 4)),
    "estate": Built(34, 17, 26.0, 59, 3.15, (1961, 1978), .36, .31, (5, 12)),
    "village": Built(10, 6.5, 1.8, 84, 2.5, (1840, 1975), 0, .22, (1, 2)),
    "new_estate": Built(30, 16, 17.0, 74, 2.95, (2009, 2022), .22, .28, (4, 6)),
    "outskirts": Built(45, 15, 1.6, 78, 2.9, (1930, 2004), 0, .34, (1, 2)),
    "industry": Built(40, 17, 5.0, 55, 3.2, (1948, 1985), .05, .66, (2, 3)),
    "port": Built(60, 16, 0, 0, 0, (1950, 1990), 0, 0, (1, 2)),
}


@dataclass
class Site:
    """A place along a street, inside a block, where a building or a service may stand."""
    block: int
    at: tuple


@dataclass
class Building:
    block: int
    at: tuple
    homes: int
    floor_area: int
    rooms: float
    rent: int          # per home and month; 0 where not recorded
    tenure: str
    year: int
    floors: int
    people: float


def sites(zones, network):
    """Sites of every block along the streets people really walk, evenly spaced."""
    walked = {frozenset(ends) for piece in network for ends in zip(piece.flat, piece.flat[1:])
              if piece.kind not in ("bridge", "underpass")}
    found = {}
    for block in zones.ground.blocks:
        built = BUILT[BY_CODE[zones.hood[block]].built]
        found[block] = [Site(block, p) for p in fronts(block, zones.ground, built, walked)]
    return found


def fronts(block, ground, built, walked):
    ring = ground.rings[block]
    outline = ground.ring(block)
    places, ahead = [], built.gap * 0.6
    for u, v in zip(ring, ring[1:] + ring[:1]):
        a, b = ground.at[u], ground.at[v]
        kind = ground.edges[min(u, v), max(u, v)][0]
        length = math.dist(a, b)
        if kind not in WAYS or frozenset((a, b)) not in walked:
            continue
        while ahead < length:
            x, y = along(a, b, ahead / length)
            back = min(built.setback, 22.0)
            place = (round(x - (b[1] - a[1]) / length * back, 2),
                     round(y + (b[0] - a[0]) / length * back, 2))
            if contains(outline, place):
                places.append(place)
            ahead += built.gap
        ahead -= length
    return places


def build(zones, use_of, places):
    """Buildings for everybody: each neighbourhood's people spread over its residential blocks."""
    rng = random.Random(plan.SEED + 21)
    scale = CITY / sum(n.people for n in NEIGHBOURHOODS)
    buildings = []
    for n in NEIGHBOURHOODS:
        blocks = [b for b in zones.ground.blocks if zones.hood[b] == n.code
                  and (use_of[b] not in OPEN or n.built == "outskirts" and use_of[b] == "agriculture")
                  and use_of[b] != "port" and places[b]]
        if n.people and not blocks:
            raise ValueError(f"{n.names[0]} has people but no block to live in")
        if not n.people:
            continue
        share = {b: weight(b, zones, use_of, places) * rng.uniform(.75, 1.25) for b in blocks}
        total = sum(share.values())
        for block in blocks:
            people = n.people * scale * share[block] / total
            buildings += of_block(block, people, n, places[block], rng)
    return buildings


def weight(block, zones, use_of, places):
    full = min(zones.area[block], 14000.0)
    mixed = {"residential": 1.0, "retail": .55, "office": .25, "culture": .3, "agriculture": .2,
             "industry": .12, "worship": .3}
    return full * mixed.get(use_of[block], .1)


def of_block(block, people, n, places, rng):
    built = BUILT[n.built]
    homes = people / built.persons
    count = min(len(places), max(1, round(homes / built.homes)))
    if homes < 1:
        return []
    step = len(places) / count
    start = rng.uniform(0, step)
    chosen = [places[int(start + i * step) % len(places)] for i in range(count)]
    raw = [rng.uniform(.6, 1.4) for _ in chosen]
    made = []
    for site, part in zip(chosen, raw):
        number = max(1, round(homes * part / sum(raw)))
        made.append(building(site, number, people * part / sum(raw), n, built, rng))
    return made


def building(site, homes, people, n, built, rng):
    size = built.size * rng.uniform(.82, 1.2)
    draw = rng.random()
    tenure = ("social rent" if draw < built.social
              else "private rent" if draw < built.social + built.rented else "owner")
    rent = n.rent * size * rng.uniform(.88, 1.14) * (.46 if tenure == "social rent" else 1.0)
    if tenure == "owner" and rng.random() < .9 or rng.random() < .04:
        rent = 0
    return Building(site.block, site.at, homes, round(size * homes), round(size / 22 + .4, 1),
                    round(rent / 5) * 5, tenure, rng.randint(*built.years),
                    rng.randint(*built.floors), people)
