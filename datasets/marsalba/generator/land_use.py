"""What the ground is used for: every block, cut in two where it is large, inside its streets."""

import math
import random
from dataclasses import dataclass

from osgeo import ogr

from . import plan
from .curves import contains, distance_to
from .ground import Quarters, polygon
from .places import BY_CODE

# From the middle of the street to the wall.
HALF_STREET = {"old": 2.2, "grid": 9.0, "hill": 4.5, "villas": 6.0, "fishers": 3.5, "workers": 6.0,
               "garden": 8.0, "campus": 9.0, "estate": 9.0, "village": 2.6, "new_estate": 8.0,
               "outskirts": 7.0, "industry": 10.0, "port": 9.0}

# Share of the built ground and storeys.
COVER = {"old": (0.82, 3, 5), "grid": (0.62, 5, 7), "hill": (0.5, 2, 4), "villas": (0.22, 1, 2),
         "fishers": (0.7, 2, 3), "workers": (0.58, 3, 5), "garden": (0.27, 2, 2),
         "campus": (0.2, 2, 4), "estate": (0.2, 5, 11), "village": (0.6, 2, 2),
         "new_estate": (0.3, 4, 6), "outskirts": (0.06, 1, 2), "industry": (0.45, 1, 2),
         "port": (0.3, 1, 2)}

# What the parts of a block are used for, out of 100; what is left over is residential.
USES = {
    "old": {"retail": 9, "square": 3, "culture": 3, "education": 2, "office": 3, "worship": 2},
    "grid": {"retail": 8, "office": 12, "education": 5, "green": 3, "culture": 2, "health": 2},
    "hill": {"retail": 2, "education": 2, "green": 8, "vacant": 4},
    "villas": {"green": 14, "education": 2, "vacant": 3},
    "fishers": {"retail": 8, "industry": 4, "culture": 2, "square": 2},
    "workers": {"retail": 6, "industry": 10, "education": 4, "green": 3, "office": 3, "vacant": 2},
    "garden": {"education": 4, "green": 7, "retail": 2},
    "campus": {"education": 26, "health": 14, "green": 22, "office": 10},
    "estate": {"green": 26, "education": 3, "retail": 2, "vacant": 8},
    "village": {"retail": 4, "square": 3, "worship": 2},
    "new_estate": {"vacant": 34, "green": 6},
    "outskirts": {"agriculture": 82, "industry": 6, "vacant": 8},
    "industry": {"industry": 78, "vacant": 10, "office": 5, "retail": 2},
    "port": {"port": 90, "office": 4, "industry": 6},
}

# Blocks whose use everybody in town knows: (use, a place in the block).
LANDMARKS = [
    ("health", (2420, 3560)), ("health", (2300, 3590)), ("health", (6320, 3700)),
    ("education", (6560, 3330)), ("education", (6050, 3500)), ("education", (6420, 3330)),
    ("education", (3840, 3010)), ("office", (3330, 3060)), ("office", (3420, 3200)),
    ("retail", (3060, 1890)), ("retail", (3600, 2900)), ("culture", (3920, 3420)),
    ("culture", (4020, 1640)), ("square", (2960, 2400)), ("square", (2380, 2660)),
    ("square", (3000, 2000)), ("square", (5180, 1390)), ("green", (5480, 3100)),
]
OPEN = {"green", "square", "vacant", "agriculture", "water", "railway"}


@dataclass
class Plot:
    block: int
    use: str
    shape: object        # OGR polygon
    floors: int
    floor_area: int


def build(zones):
    """(plots, use of each block): the use of a block is the use of its largest plot."""
    rng = random.Random(plan.SEED + 11)
    quarters = Quarters()
    known = landmarks(zones)
    plots, main_use = [], {}
    for block in zones.ground.blocks:
        built = BY_CODE[zones.hood[block]].built
        fixed = fixed_use(block, zones, quarters, known)
        parts = parts_of(block, zones, built, whole=fixed is not None)
        mine = [plot(block, part, fixed or drawn_use(built, rng), built, rng) for part in parts]
        plots += mine
        main_use[block] = max(mine, key=lambda p: p.shape.Area()).use if mine else "water"
    return plots, main_use


def landmarks(zones):
    return {min(zones.ground.blocks, key=lambda b: math.dist(zones.middle[b], place)): use
            for use, place in LANDMARKS}


def fixed_use(block, zones, quarters, known):
    place = zones.middle[block]
    if distance_to(place, plan.RIVER) < plan.QUAY:
        return "water"
    if distance_to(place, plan.RAILWAY) < plan.TRACKSIDE:
        return "railway"
    if contains(quarters.park, place) or contains(quarters.hill_park, place):
        return "green"
    if zones.quarter[block] == "beach" and place[0] > 5650 or zones.quarter[block] == "cape":
        return "green"
    if zones.quarter[block] == "hill" and math.dist(place, plan.HILL_TOP) < 440:
        return "green"
    if zones.hood[block] == "506" and zones.area[block] > 9000:
        return "agriculture"
    return known.get(block)


def drawn_use(built, rng):
    pick = rng.uniform(0, 100)
    for use, share in USES[built].items():
        pick -= share
        if pick < 0:
            return use
    return "residential"


def parts_of(block, zones, built, whole):
    """The ground between the streets of a block, halved across its length when it is large."""
    shape = zones.shape({block})
    inner = largest(shape.Buffer(-HALF_STREET[built], 4))
    if inner is None:
        return []
    if whole or inner.Area() < 2600:
        return [tidy(inner)]
    pieces = [largest(inner.Intersection(half)) for half in halves(inner)]
    return [tidy(p) for p in pieces if p is not None and p.Area() > 150]


def halves(shape):
    """Two half planes that meet in a line across the longer extent of `shape`."""
    middle = shape.Centroid()
    x, y = middle.GetX(), middle.GetY()
    points = shape.GetGeometryRef(0).GetPoints()
    far = max(points, key=lambda p: math.dist(p[:2], (x, y)))
    dx, dy = far[0] - x, far[1] - y
    length = math.hypot(dx, dy)
    dx, dy, reach = dx / length, dy / length, 3000.0
    side = ((x - dy * reach, y + dx * reach), (x + dy * reach, y - dx * reach))
    return [polygon([side[0], side[1], (side[1][0] + s * dx * reach, side[1][1] + s * dy * reach),
                     (side[0][0] + s * dx * reach, side[0][1] + s * dy * reach)])
            for s in (1, -1)]


def largest(shape):
    if shape is None or shape.IsEmpty():
        return None
    if shape.GetGeometryType() == ogr.wkbPolygon:
        return shape.Clone()
    parts = [shape.GetGeometryRef(i).Clone() for i in range(shape.GetGeometryCount())]
    return max((p for p in parts if p.GetGeometryType() == ogr.wkbPolygon),
               key=lambda p: p.Area(), default=None)


def tidy(shape):
    simple = largest(shape.SimplifyPreserveTopology(1.2))
    return simple if simple is not None and simple.IsValid() else shape


def plot(block, shape, use, built, rng):
    cover, low, high = COVER[built]
    if use in OPEN:
        return Plot(block, use, shape, 0, 0)
    floors = rng.randint(low, high)
    if use in ("industry", "port"):
        floors = rng.randint(1, 2)
    return Plot(block, use, shape, floors, int(shape.Area() * cover * floors * rng.uniform(.8, 1.1)))
