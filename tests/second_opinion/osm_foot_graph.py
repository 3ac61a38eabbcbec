#!/usr/bin/python3
"""The street graph of an OSM extract by the foot filter of docs/streets.md, in another hand.

Prints the counts of nodes, edges and connected parts, and the sizes of the three largest parts:

    osm_foot_graph.py city.osm.pbf
    nodes 19248 edges 26532 components 74 largest 18961 72 22 missing 0

Shares nothing with the engine: it reads with pyosmium and works on plain dictionaries.
"""
import collections
import sys

import osmium

WALKED = set("""primary primary_link secondary secondary_link tertiary tertiary_link unclassified residential
    living_street pedestrian service track road footway path steps corridor bridleway cycleway platform elevator
    crossing""".split())
ONLY_IF_STATED = set("motorway motorway_link trunk trunk_link busway bus_guideway raceway".split())
FOOT_OPEN = set("yes designated permissive destination official public customers limited discouraged".split())
FOOT_CLOSED = set("no private use_sidepath never restricted permit military".split())
ACCESS_CLOSED = set("no private military agricultural forestry delivery permit emergency".split())


def can_be_walked(tags):
    highway = tags.get("highway")
    if highway is None or highway == "":
        usual = (tags.get("railway") == "platform" or tags.get("public_transport") == "platform"
                 or tags.get("man_made") == "pier")
        if not usual:
            return False
    elif highway in WALKED:
        usual = True
    elif highway in ONLY_IF_STATED:
        usual = False
    else:
        return False

    foot = tags.get("foot")
    stated = foot in FOOT_OPEN
    if foot in FOOT_CLOSED:
        return False
    if not stated and tags.get("access") in ACCESS_CLOSED:
        return False

    drive_through = highway == "service" and tags.get("service") == "drive-through"
    if not usual or tags.get("motorroad") == "yes" or drive_through:
        pavement = (tags.get("sidewalk") in ("both", "left", "right", "yes")
                    or any(tags.get("sidewalk:" + side) == "yes" for side in ("both", "left", "right")))
        return stated or pavement
    return True


class Extract(osmium.SimpleHandler):
    """Everything that is needed, as plain values."""

    def __init__(self):
        super().__init__()
        self.place = {}
        self.ways = {}
        self.squares = set()

    def node(self, n):
        self.place[n.id] = (n.location.x, n.location.y)

    def way(self, w):
        if w.id not in self.ways:
            self.ways[w.id] = (dict((t.k, t.v) for t in w.tags), [n.ref for n in w.nodes])

    def relation(self, r):
        tags = dict((t.k, t.v) for t in r.tags)
        if tags.get("type") == "multipolygon" and can_be_walked(tags):
            self.squares.update(m.ref for m in r.members if m.type == "w")


def courses(extract):
    """The walked ways, cut where a node is missing; repeated nodes in a row taken once."""
    for way, (tags, refs) in extract.ways.items():
        if not can_be_walked(tags) and not (way in extract.squares and "highway" not in tags):
            continue
        pieces, piece = [], []
        for ref in refs + [None]:
            if ref is None or ref not in extract.place:
                pieces.append(piece)
                piece = []
            elif not piece or piece[-1] != ref:
                piece.append(ref)
        seen = set()
        for piece in pieces:
            goes = len(set(extract.place[ref] for ref in piece)) > 1
            if goes and tuple(piece) not in seen:
                seen.add(tuple(piece))
                yield piece


def main(path):
    extract = Extract()
    extract.apply_file(path)
    walked = list(courses(extract))

    passes = collections.Counter()
    for course in walked:
        passes.update(course)
        passes[course[0]] += 1  # an end is a corner, whoever else passes
        passes[course[-1]] += 1
    corners = {ref for ref, count in passes.items() if count > 1}

    neighbours = {corner: [] for corner in corners}
    edges = 0
    for course in walked:
        stops = [i for i, ref in enumerate(course) if ref in corners]
        for begin, end in zip(stops, stops[1:]):
            edges += 1
            neighbours[course[begin]].append(course[end])
            neighbours[course[end]].append(course[begin])

    sizes = []
    left = set(corners)
    while left:
        queue = [left.pop()]
        for corner in queue:
            for other in neighbours[corner]:
                if other in left:
                    left.remove(other)
                    queue.append(other)
        sizes.append(len(queue))
    sizes.sort(reverse=True)
    missing = sum(ref not in extract.place for _, refs in extract.ways.values() for ref in refs)
    print("nodes", len(corners), "edges", edges, "components", len(sizes), "largest", *sizes[:3], "missing", missing)


if __name__ == "__main__":
    main(sys.argv[1])
