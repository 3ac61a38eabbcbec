#!/usr/bin/python3
"""What an OSM extract says of its streets, by the rules of docs/ways.md, in another hand.

Prints how many ways state what: of the ways that people walk, surfaces, kerbs, widths, inclines, signs for
wheelchairs, crossings, bridges; of all ways, which way bicycles and cars may go.

    osm_ways.py city.osm.pbf datasets/ways.toml

Shares the vocabulary of datasets/ways.toml with the engine, and the foot filter with osm_foot_graph.py.
"""
import collections
import os
import re
import sys
import tomllib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from osm_foot_graph import Extract, can_be_walked  # noqa: E402

ROADS = set("""trunk trunk_link primary primary_link secondary secondary_link tertiary tertiary_link unclassified
    residential living_street service road""".split())
MOTORWAYS = {"motorway", "motorway_link"}
CLOSED = set("""no private military agricultural forestry delivery permit emergency use_sidepath dismount restricted
    never""".split())
NUMBER = r"[+-]?\d+(?:[.,]\d+)?"


def first_word(tags, *keys):
    """What the first of these keys that says anything says: open, closed, or None."""
    for key in keys:
        if tags.get(key):
            return "closed" if tags[key] in CLOSED else "open"
    return None


def one_way(tags):
    stated = tags.get("oneway")
    if stated in ("yes", "1", "true"):
        return "forward"
    if stated in ("-1", "reverse"):
        return "backward"
    if stated == "no":
        return "both"
    circles = tags.get("junction") in ("roundabout", "circular")
    return "forward" if circles or tags.get("highway") in MOTORWAYS else "both"


def by_bicycle(tags):
    highway = tags.get("highway")
    if not highway:
        return "none"
    said = first_word(tags, "bicycle", "vehicle", "access")
    usual = highway in {"cycleway", "path", "track"} or (highway in ROADS and tags.get("motorroad") != "yes")
    told = first_word(tags, "bicycle") == "open" and highway not in {"steps", "construction", "proposed"}
    if said == "closed" or not (usual or told):
        return "none"
    against = tags.get("oneway:bicycle") == "no" or any(
        tags.get("cycleway" + side, "").startswith("opposite") for side in ("", ":left", ":right", ":both"))
    return "both" if against else one_way(tags)


def by_car(tags):
    highway = tags.get("highway")
    said = first_word(tags, "motorcar", "motor_vehicle", "vehicle", "access")
    told = highway == "track" and first_word(tags, "motorcar", "motor_vehicle") == "open"
    if said == "closed" or not (highway in ROADS | MOTORWAYS or told):
        return "none"
    return one_way(tags)


def surface(tags, words):
    order = ["smooth", "firm", "rough", "loose"]
    said = [tags.get("surface"), "smoothness=" + tags.get("smoothness", "")]
    found = [rank for rank, name in enumerate(order) for word in said if word in words["surface"][name]]
    return order[max(found)] if found else None


def wheelchair(tags):
    if tags.get("ramp:wheelchair") == "yes" or tags.get("wheelchair") in ("yes", "designated"):
        return "yes"
    return "no" if tags.get("wheelchair") == "no" else None


def leads_somewhere(refs, places):
    """Whether two different nodes in a row are in the file: a way is cut where one is missing."""
    return any(a != b and a in places and b in places for a, b in zip(refs, refs[1:]))


def main(path, vocabulary):
    with open(vocabulary, "rb") as file:
        words = tomllib.load(file)
    extract = Extract()
    extract.apply_file(path)
    counts = collections.Counter()
    for way, (tags, refs) in extract.ways.items():
        if not leads_somewhere(refs, extract.place):
            continue
        walked = can_be_walked(tags) or (way in extract.squares and "highway" not in tags)
        bicycle, car = by_bicycle(tags), by_car(tags)
        if walked or bicycle != "none" or car != "none":
            counts["bicycle_" + bicycle] += 1
            counts["car_" + car] += 1
        if not walked:
            continue
        counts["walked"] += 1
        for key, value in (("surface", surface(tags, words)), ("wheelchair", wheelchair(tags))):
            if value:
                counts[key + "_" + value] += 1
        if re.fullmatch(NUMBER + r" ?m?", tags.get("width", "")):
            counts["width"] += 1
        if re.fullmatch(NUMBER + r" ?[%°]?", tags.get("incline", "")):
            counts["incline"] += 1
        if tags.get("highway") == "crossing" or "crossing" in (
                tags.get("footway"), tags.get("path"), tags.get("cycleway")):
            counts["crossing"] += 1
        if tags.get("bridge", "no") != "no" or tags.get("tunnel", "no") != "no":
            counts["even"] += 1
    print(*(f"{key} {count}" for key, count in sorted(counts.items())))


if __name__ == "__main__":
    main(*sys.argv[1:])
