"""Valhalla's table of walks, by the npm package @valhallajs/valhallajs that VALHALLA names (its folder).

It takes no costs from outside: lengths are whole metres of its own and times follow from its own
pace. So the table says how far its times are from ours instead of "equal". The town is drawn
around 0 N 0 E, where a degree is as long either way, each street with a bend that gives it its length.
"""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from .town import MATRIX, not_measured, row, tell_preparation

DEGREE = 111_319.49  # metres at the equator
PER_METRE = 7.5  # tenths of a second at 4.8 km/h
ORIGINS, TARGETS, MOST_CORNERS = 20, 500, 400_000


def streets(town, file):
    """The town as OSM data, each street a footway of its own. Returns where its corners are drawn."""
    once = town.arcs[town.arcs[:, 0] < town.arcs[:, 1]]
    start, end = town.xy[once[:, 0]], town.xy[once[:, 1]]
    across = (end - start)[:, ::-1] * [-1, 1]
    straight = np.linalg.norm(across, axis=1)
    aside = np.sqrt(np.maximum((once[:, 2] / PER_METRE) ** 2 - straight**2, 0)) / 2
    bends = (start + end) / 2 + across * (aside / np.maximum(straight, 1e-9))[:, None]
    at = (np.concatenate([town.xy, bends]) - town.xy.mean(axis=0)) / DEGREE
    with open(file, "w") as out:
        out.write("<osm version='0.6'>\n")
        for node, (lon, lat) in enumerate(at):
            out.write(f"<node id='{node + 1}' version='1' lon='{lon:.7f}' lat='{lat:.7f}'/>\n")
        for way, (source, target, _) in enumerate(once.tolist()):
            nodes = "".join(f"<nd ref='{node + 1}'/>" for node in (source, town.size + way, target))
            out.write(f"<way id='{way + 1}' version='1'>{nodes}<tag k='highway' v='footway'/></way>\n")
        out.write("</osm>\n")
    return at[:town.size]


def ask(town):
    home = os.environ.get("VALHALLA")
    if not home:
        raise ImportError("the environment names no VALHALLA")
    version = json.loads((Path(home) / "package.json").read_text())["version"]
    name = f"Valhalla {version}"
    if town.size > MOST_CORNERS:
        return not_measured(MATRIX, name, "tiles of so many corners take too long")
    with tempfile.TemporaryDirectory() as folder:
        at = streets(town, Path(folder) / "town.osm")
        subprocess.run(["osmium", "cat", "-O", "-o", f"{folder}/town.osm.pbf", f"{folder}/town.osm"], check=True)
        question = {"home": str(Path(home).resolve()), "folder": folder,
                    "sources": at[town.source[:ORIGINS]].tolist(), "targets": at[town.target[:TARGETS]].tolist()}
        (Path(folder) / "question.json").write_text(json.dumps(question))
        said = subprocess.run(["node", Path(__file__).with_suffix(".cjs"), f"{folder}/question.json"], check=True,
                              capture_output=True, text=True).stdout
        answer = json.loads(said.splitlines()[-1])
    tell_preparation(town, f"{name}, tiles (on the clock)", answer["building"])
    theirs = np.array(answer["times"], dtype=float)  # seconds, nan where there is no way
    ours = town.matrix[:ORIGINS, :TARGETS] / 10
    both = town.reached[:ORIGINS, :TARGETS] & np.isfinite(theirs) & (ours > 60)
    apart = np.median(np.abs(theirs[both] - ours[both]) / ours[both])
    scale = len(town.source) * len(town.target) / (ORIGINS * TARGETS)
    row(MATRIX, f"{name}, {ORIGINS} x {TARGETS}, x {scale:.0f}",
        f"its own times, median {apart:.2%} apart", town.ours("matrix"), answer["took"] * scale)
