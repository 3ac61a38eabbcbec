"""The drawing as a planar map: lines cut where they meet, and the faces they enclose.

Everything that tiles (blocks, zones, neighbourhoods, districts) is made of these faces, so
neighbours share their boundary vertex for vertex.
"""

import math
from collections import defaultdict

from .curves import area_of, nearest_on_segment

# Corners closer than this are drawn as one: nobody tells apart two junctions 7 m from each other.
SAME_CORNER = 7.0
CELL = 40.0


class Corners:
    """The vertices of the map: a point close to one that is there becomes that one."""

    def __init__(self, tolerance):
        self.tolerance = tolerance
        self.at = []
        self.cells = defaultdict(list)

    def id_of(self, point):
        cx, cy = int(point[0] // self.tolerance), int(point[1] // self.tolerance)
        near = [i for dx in (-1, 0, 1) for dy in (-1, 0, 1) for i in self.cells[cx + dx, cy + dy]]
        best = min(near, key=lambda i: math.dist(self.at[i], point), default=None)
        if best is not None and math.dist(self.at[best], point) < self.tolerance:
            return best
        self.at.append((round(point[0], 2), round(point[1], 2)))
        self.cells[cx, cy].append(len(self.at) - 1)
        return len(self.at) - 1


def cut(lines, tolerance=SAME_CORNER):
    """(corners, edges) of `lines`, each (points, tag); where two coincide the first keeps its tag.

    Moving a corner may make two edges cross, so the cut is repeated until nothing crosses.
    """
    segments = [(a, b, tag) for points, tag in lines for a, b in zip(points, points[1:])]
    for _ in range(12):
        pieces, crossings = cut_once(segments, tolerance)
        corners, edges = Corners(tolerance), {}
        for a, b, _ in segments:  # ends first, so that both lines of a crossing find the same one
            corners.id_of(a)
            corners.id_of(b)
        for a, b, tag in pieces:
            u, v = corners.id_of(a), corners.id_of(b)
            if u != v:
                edges.setdefault((min(u, v), max(u, v)), tag)
        segments = [(corners.at[u], corners.at[v], tag) for (u, v), tag in edges.items()]
        if not crossings:
            break
    return corners.at, edges


def cut_once(segments, tolerance):
    cuts = defaultdict(set)
    crossings = 0
    for i, j in neighbours(segments):
        (a, b, _), (c, d, _) = segments[i], segments[j]
        place = crossing(a, b, c, d)
        if place:
            cuts[i].add(place)
            cuts[j].add(place)
            crossings += 1
        for end in (c, d):
            crossings += touch(cuts[i], end, a, b, tolerance)
        for end in (a, b):
            crossings += touch(cuts[j], end, c, d, tolerance)
    pieces = []
    for i, (a, b, tag) in enumerate(segments):
        stops = [a] + sorted(cuts[i], key=lambda p: math.dist(a, p)) + [b]
        pieces += [(p, q, tag) for p, q in zip(stops, stops[1:])]
    return pieces, crossings


def touch(cuts, end, a, b, tolerance):
    """Cuts a-b at `end` when `end` lies beside it; a line that stops just short is a junction."""
    if end in (a, b):
        return 0
    distance, share = nearest_on_segment(end, a, b)
    length = math.dist(a, b)
    margin = min(0.45, tolerance / length) if length else 1.0
    if distance < tolerance * 0.9 and margin < share < 1 - margin:
        cuts.add(end)
        return 1
    return 0


def neighbours(segments):
    cells = defaultdict(list)
    for i, (a, b, _) in enumerate(segments):
        for cx in range(int((min(a[0], b[0]) - 8) // CELL), int((max(a[0], b[0]) + 8) // CELL) + 1):
            for cy in range(int((min(a[1], b[1]) - 8) // CELL),
                            int((max(a[1], b[1]) + 8) // CELL) + 1):
                cells[cx, cy].append(i)
    return sorted({(i, j) for ids in cells.values() for k, i in enumerate(ids) for j in ids[k + 1:]})


def crossing(a, b, c, d):
    """Where a-b and c-d cross, unless they only share an end."""
    if a in (c, d) or b in (c, d):
        return None
    rx, ry, sx, sy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    cross = rx * sy - ry * sx
    if abs(cross) < 1e-9:
        return None
    t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross
    u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross
    if 1e-6 < t < 1 - 1e-6 and 1e-6 < u < 1 - 1e-6:
        return (a[0] + t * rx, a[1] + t * ry)
    return None


def without_dead_ends(edges):
    """Only the edges that can bound a face."""
    kept = dict(edges)
    around = adjacency(kept)
    loose = [n for n, others in around.items() if len(others) == 1]
    while loose:
        n = loose.pop()
        for other in list(around[n]):
            kept.pop((min(n, other), max(n, other)), None)
            around[n].discard(other)
            around[other].discard(n)
            if len(around[other]) == 1:
                loose.append(other)
    return kept


def adjacency(edges):
    around = defaultdict(set)
    for u, v in edges:
        around[u].add(v)
        around[v].add(u)
    return around


def chains(edges, joins=lambda first, second: True):
    """The edges strung into corner lists from junction to junction.

    A corner with two edges is passed through when `joins` holds for their tags.
    """
    around = adjacency(edges)
    tag = lambda u, v: edges[min(u, v), max(u, v)]
    ends = {n for n, others in around.items()
            if len(others) != 2 or not joins(*(tag(n, o) for o in sorted(others)))}
    strung, used = [], set()
    for start in sorted(ends) + sorted(set(around) - ends):
        for first in sorted(around[start]):
            if (min(start, first), max(start, first)) in used:
                continue
            chain = [start, first]
            used.add((min(start, first), max(start, first)))
            while chain[-1] not in ends and chain[-1] != start:
                ahead = next(o for o in sorted(around[chain[-1]]) if o != chain[-2])
                used.add((min(chain[-1], ahead), max(chain[-1], ahead)))
                chain.append(ahead)
            strung.append(chain)
    return strung


def faces(at, edges):
    """(rings, face_of): corner rings counter-clockwise, and the face left of each directed edge."""
    order = turning_order(at, adjacency(edges))
    rings, face_of = [], {}
    for u, v in sorted([(u, v) for u, v in edges] + [(v, u) for u, v in edges]):
        if (u, v) in face_of:
            continue
        ring, step = [], (u, v)
        while step not in face_of:
            face_of[step] = len(rings)
            ring.append(step[0])
            step = (step[1], order[step[1]][step[0]])
        rings.append(ring)
    outside = {i for i, ring in enumerate(rings) if area_of([at[n] for n in ring]) <= 0}
    return rings, {step: (None if i in outside else i) for step, i in face_of.items()}


def turning_order(at, around):
    """At each corner: coming from one neighbour, which next keeps the face on the left."""
    order = {}
    for n, others in around.items():
        turn = sorted(others, key=lambda o: math.atan2(at[o][1] - at[n][1], at[o][0] - at[n][0]))
        order[n] = {o: turn[i - 1] for i, o in enumerate(turn)}
    return order


def outline(members, rings, face_of, at):
    """The rings of the union of the faces `members`: outer ring first, then its holes.

    Every boundary vertex of the faces is kept, so two outlines that meet share all of them.
    """
    border = {}
    for face in members:
        ring = rings[face]
        for u, v in zip(ring, ring[1:] + ring[:1]):
            if face_of[v, u] not in members:
                border.setdefault(u, []).append(v)
    found = []
    while border:
        start = min(border)
        ring, seen = [start], {start: 0}
        while True:
            u = ring[-1]
            v = leave(border, at, ring[-2] if len(ring) > 1 else None, u)
            if v in seen:
                found.append(ring[seen[v]:])
                for n in ring[seen[v] + 1:]:
                    del seen[n]
                ring = ring[:seen[v] + 1]
                if len(ring) == 1 and v not in border:
                    break
                continue
            seen[v] = len(ring)
            ring.append(v)
    found.sort(key=lambda r: -area_of([at[n] for n in r]))
    return found


def leave(border, at, previous, u):
    """Takes one border edge out of `u`; at a pinch the one that turns most to the right."""
    choices = border[u]
    if previous is None or len(choices) == 1:
        v = min(choices)
    else:
        back = math.atan2(at[previous][1] - at[u][1], at[previous][0] - at[u][0])
        v = max(choices, key=lambda w: (math.atan2(at[w][1] - at[u][1], at[w][0] - at[u][0]) - back)
                % (2 * math.pi))
    choices.remove(v)
    if not choices:
        del border[u]
    return v
