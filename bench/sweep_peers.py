"""Other people's engines on the streets that bench_sweeps wrote: same corners, same whole costs.

    sweep_peers.py FOLDER [--only ENGINE] [--most-minutes N]

Prints one row of the table for each engine and job: results compared with == first, then processor
times of one thread. A job that would take too long is asked for a part, and its row says which.
Each engine runs in a process of its own; one that is not installed, or is not ready after
N minutes (10), is "not measured". What each needs is said in its file under bench/engines.
"""

import os

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[threads] = "1"

import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

from engines import libraries, routingkit, valhalla
from engines.town import Town, not_measured

ENGINES = {"pandana": libraries.pandana, "scipy": libraries.scipy, "igraph": libraries.igraph,
           "networkx": libraries.networkx, "cityseer": libraries.cityseer, "RoutingKit": routingkit.ask,
           "Valhalla": valhalla.ask}
WITHOUT = {"OSRM": "no build for this system in the registries of PyPI, npm and Debian"}


def one(folder, engine):
    try:
        ENGINES[engine](Town(folder))
    except ImportError as why:
        not_measured("all", engine, f"not installed here ({why})")


def every(folder, minutes):
    """True unless a result differs from ours."""
    print("| job | peer | result | medina | peer | ratio |\n|---|---|---|---|---|---|", flush=True)
    good = True
    for engine in ENGINES:
        command = [sys.executable, __file__, str(folder), "--only", engine]
        asked = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            said, _ = asked.communicate(timeout=60 * minutes)
        except subprocess.TimeoutExpired:
            asked.kill()
            said, _ = asked.communicate()
        rows = [line for line in said.splitlines() if line.startswith("|")]
        print("\n".join(rows), flush=True) if rows else None
        if asked.returncode < 0:
            not_measured("what is not above", engine, f"not ready after {minutes} minutes")
        elif asked.returncode > 0:
            not_measured("what is not above", engine, "it failed")
        good = good and not any("DIFFERENT" in line for line in rows)
    for engine, why in WITHOUT.items():
        not_measured("all", engine, why)
    return good


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=ENGINES)
    parser.add_argument("--most-minutes", type=float, default=10)
    asked = parser.parse_args()
    if asked.only:
        one(asked.folder, asked.only)
    else:
        sys.exit(0 if every(asked.folder, asked.most_minutes) else 1)
