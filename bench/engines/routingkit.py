"""RoutingKit, compiled with its own flags from the sources that the environment names: ROUTINGKIT is a
folder with `include` and `src`, and ROUTINGKIT_VERSION what to call it."""

import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from .town import MATRIX, tell, tell_memory, tell_preparation

FLAGS = ["-DNDEBUG", "-march=native", "-ffast-math", "-std=c++17", "-O3"]
PARTS = ["contraction_hierarchy", "bit_vector", "bit_select", "graph_util", "id_mapper", "timer"]


def ask(town):
    home = os.environ.get("ROUTINGKIT")
    if not home:
        raise ImportError("the environment names no ROUTINGKIT")
    name = f"RoutingKit {os.environ.get('ROUTINGKIT_VERSION', '')}".strip()
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "routingkit"
        sources = [Path(__file__).with_suffix(".cpp"), *(Path(home) / "src" / f"{part}.cpp" for part in PARTS)]
        subprocess.run(["g++", *FLAGS, f"-I{home}/include", *map(str, sources), "-o", str(program)], check=True)
        matrix = Path(folder) / "matrix.u32"
        said = subprocess.run([program, town.folder, matrix, str(len(town.source))], check=True,
                              capture_output=True, text=True).stdout
        theirs = np.fromfile(matrix, dtype=np.uint32).reshape(town.matrix.shape)
    building, took, megabytes = map(float, said.split())
    tell_preparation(town, f"{name}, contraction", building)
    tell_memory(town, name, megabytes)
    equal = (theirs[town.reached] == town.matrix[town.reached]).all() and (theirs[~town.reached] == 2**31 - 1).all()
    tell(MATRIX, f"{name}, pinned targets", equal, town.ours("matrix"), took)
