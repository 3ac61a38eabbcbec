"""How each part of the town was built: the streets inside the main ones.

Every pattern answers with lines (points, tag) that may run too far; they are clipped to the part
of town they belong to.
"""

import math

from .curves import along, contains, densify, wobble
from .plan import GRID_RIGHT, GRID_UP, HILL_TOP
from .terrain import slope


def grid(box, right, up, spacing, tag, uneven=3.0, wave=260.0, anchor=(3125.0, 3190.0)):
    """Straight streets in two directions; `spacing` is (between uprights, between crossings)."""
    reach = math.dist(box[:2], box[2:])
    lines = []
    for direction, other, gap in ((up, right, spacing[0]), (right, up, spacing[1])):
        for k in range(-int(reach // gap), int(reach // gap) + 1):
            middle = (anchor[0] + other[0] * k * gap, anchor[1] + other[1] * k * gap)
            ends = [(middle[0] + direction[0] * s, middle[1] + direction[1] * s)
                    for s in (-reach, reach)]
            line = [wobble(p, uneven, wave) for p in densify(ends, 29.5)]
            lines.append((line, tag))
    return lines


def turned(degrees):
    angle = math.radians(degrees)
    return (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))


def organic(ring, gap, tag, rng, stretch=1.4, angle=30.0, missing=0.1):
    """Crooked lanes: the borders of cells around scattered courtyards, some grown together."""
    right, up = turned(angle)
    seeds = scattered(ring, gap, rng, stretch, right, up)
    lines = []
    drawn = set()
    for i in range(len(seeds)):
        corners = cell(seeds, i, gap * 4.5)
        for a, b in zip(corners, corners[1:] + corners[:1]):
            key = tuple(sorted((round(p[0]), round(p[1])) for p in (a, b)))
            if key in drawn or math.dist(a, b) < 4:
                continue
            drawn.add(key)
            if rng.random() >= missing:
                points = [to_board(p, right, up, stretch) for p in (a, b)]
                lines.append(([wobble(p, 3.0, 40.0) for p in densify(points, 22.0)], tag))
    return lines


def scattered(ring, gap, rng, stretch, right, up):
    """Points about `gap` apart over `ring`, on a board turned and squeezed by `stretch`."""
    board = [from_board(p, right, up, stretch) for p in ring]
    x0, x1 = min(p[0] for p in board) - gap, max(p[0] for p in board) + gap
    y0, y1 = min(p[1] for p in board) - gap, max(p[1] for p in board) + gap
    seeds = []
    for row in range(int((y1 - y0) / gap) + 1):
        for column in range(int((x1 - x0) / gap) + 1):
            x = x0 + (column + 0.5 * (row % 2) + rng.uniform(-0.38, 0.38)) * gap
            y = y0 + (row + rng.uniform(-0.38, 0.38)) * gap
            place = to_board((x, y), right, up, stretch)
            if contains(ring, place) or min(math.dist(place, p) for p in ring) < 1.5 * gap:
                seeds.append((x, y))
    return seeds


def from_board(p, right, up, stretch):
    return ((p[0] * right[0] + p[1] * right[1]) / stretch, p[0] * up[0] + p[1] * up[1])


def to_board(p, right, up, stretch):
    x = p[0] * stretch
    return (x * right[0] + p[1] * up[0], x * right[1] + p[1] * up[1])


def cell(seeds, i, reach):
    """The polygon of places nearer to seed `i` than to any other, at most `reach` wide."""
    x, y = seeds[i]
    ring = [(x - reach, y - reach), (x + reach, y - reach), (x + reach, y + reach),
            (x - reach, y + reach)]
    for j, other in enumerate(seeds):
        if j != i and abs(other[0] - x) < reach and abs(other[1] - y) < reach:
            ring = nearer(ring, (x, y), other)
    return ring


def nearer(ring, mine, other):
    """The part of the convex `ring` that is nearer to `mine` than to `other`."""
    nx, ny = other[0] - mine[0], other[1] - mine[1]
    limit = (other[0] ** 2 + other[1] ** 2 - mine[0] ** 2 - mine[1] ** 2) / 2
    kept = []
    for a, b in zip(ring, ring[1:] + ring[:1]):
        da, db = a[0] * nx + a[1] * ny - limit, b[0] * nx + b[1] * ny - limit
        if da <= 0:
            kept.append(a)
        if da * db < 0:
            kept.append(along(a, b, da / (da - db)))
    return kept


def hill(rng, first, last, gap):
    """Streets along the slope, joined by steps down the slope and a few slanting ramps."""
    lines = []
    rings = int((last - first) / gap) + 1
    for k in range(rings):
        circle = [ring_point(math.radians(a), first + k * gap) for a in range(0, 361, 3)]
        lines.append((circle, ("street", "")))
    for k in range(rings - 1):
        inner, outer = first + k * gap, first + (k + 1) * gap
        angle = rng.uniform(0, 0.3)
        while angle < 2 * math.pi:
            lines.append(connector(angle, inner, outer, rng))
            angle += rng.uniform(95, 165) / inner
    return lines


def ring_point(angle, radius):
    uneven = 1 + 0.07 * math.sin(3 * angle + 0.8) + 0.05 * math.sin(5 * angle + radius / 260.0)
    return (HILL_TOP[0] + 0.93 * radius * uneven * math.cos(angle),
            HILL_TOP[1] + 1.08 * radius * uneven * math.sin(angle))


def connector(angle, inner, outer, rng):
    """Steps where the slope is steep; every fourth way is a ramp that slants across it."""
    slant = rng.choice((-1, 1)) * 150.0 / inner if rng.random() < 0.25 else 0.0
    points = [ring_point(angle + slant * t / 4, inner + (outer - inner) * t / 4) for t in range(5)]
    if slant:
        return (points, ("ramp", ""))
    return (points, ("steps" if slope(points[0], points[-1]) > 0.13 else "lane", ""))


def rows(rng, box, degrees, spacing, tag, uneven, wave, anchor):
    """A turned grid in which one crossing street in seven was never cut through."""
    right, up = turned(degrees)
    lines = grid(box, right, up, spacing, tag, uneven, wave, anchor)
    return [line for line in lines if rng.random() > 0.07]


def estate(rng, box, degrees, spacing, anchor):
    """Large blocks of slabs: few streets, and footpaths across the lawns."""
    right, up = turned(degrees)
    lines = grid(box, right, up, spacing, ("street", ""), 7.0, 420.0, anchor)
    paths = grid(box, right, up, (spacing[0], spacing[1] * 2), ("footpath", ""), 9.0, 300.0,
                 (anchor[0] + 0.5 * spacing[0], anchor[1] + 0.45 * spacing[1]))
    half = [line for i, line in enumerate(paths) if i % 3 == 0]
    return lines + half


def town_grid(box, tag=("street", "")):
    return grid(box, GRID_RIGHT, GRID_UP, (121.0, 115.0), tag)
