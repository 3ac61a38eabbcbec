"""Other people's engines on the streets that bench_sweeps wrote: same corners, same whole costs.

    sweep_peers.py FOLDER [--slow]     (pandana, scipy, igraph, networkx: those that are installed)

One thread each. Prints one row of the table for each peer and job: results compared with == first,
then the times. A peer that would take too long is asked for a part, and the row says which;
`--slow` lets pandana build its contraction whatever the size.
"""

import os

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"

import resource
import sys
import time
from pathlib import Path

import numpy as np

QUARTER, HOUR, K = 9000, 65534, 5
MOST_FOR_PANDANA = 120_000  # corners: its contraction takes minutes beyond


class Town:
    def __init__(self, folder):
        read = lambda name, of: np.fromfile(folder / name, dtype=of)
        self.xy = read("xy.f64", np.float64).reshape(-1, 2)
        arcs = read("arcs.u32", np.uint32).reshape(-1, 3).astype(np.int64)
        # Of parallel streets the quickest: several peers keep one arc between two corners.
        order = np.lexsort((arcs[:, 2], arcs[:, 1], arcs[:, 0]))
        arcs = arcs[order]
        first = np.ones(len(arcs), dtype=bool)
        first[1:] = (arcs[1:, :2] != arcs[:-1, :2]).any(axis=1)
        self.arcs = arcs[first]
        self.size = len(self.xy)
        self.places = read("places.u32", np.uint32).astype(np.int64)
        self.cumulative = read("cumulative.u64", np.uint64).astype(np.int64)
        self.kinds = []
        while (folder / f"kind{len(self.kinds)}.u32").exists():
            self.kinds.append(read(f"kind{len(self.kinds)}.u32", np.uint32).astype(np.int64))
        self.nearest = read("nearest.u32", np.uint32).reshape(len(self.kinds), self.size, K)
        self.source, self.target = read("from.u32", np.uint32), read("to.u32", np.uint32)
        self.matrix = read("matrix.u32", np.uint32).reshape(len(self.source), len(self.target))
        self.times = dict(line.split() for line in open(folder / "times.txt"))

    def ours(self, job):
        return float(self.times[job])


def timed(work):
    start = time.process_time()  # as in bench_sweeps: other work on the machine does not count
    result = work()
    return result, time.process_time() - start


good = True


def tell(job, peer, equal, ours, theirs):
    global good
    good = good and bool(equal)
    print(f"| {job} | {peer} | {'equal' if equal else 'DIFFERENT'} | {ours:.5f} s | {theirs:.3f} s "
          f"| {theirs / ours:.0f} |", flush=True)


def not_measured(job, peer, why):
    print(f"| {job} | {peer} | not measured: {why} | | | |", flush=True)


CUMULATIVE = "services within 15 min of every corner"
NEAREST = "the 5 nearest of {} kinds of every corner"
MATRIX = "matrix of 2000 x 2000"


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def pandana(town, slow):
    try:
        import pandana as engine
        import pandas as pd
    except ImportError as why:
        return not_measured("all", "pandana", why)
    name = f"pandana {engine.__version__}"
    if town.size > MOST_FOR_PANDANA and not slow:
        return not_measured("all", name, f"its contraction of {town.size} corners takes too long")
    before = memory()
    frame = lambda column: pd.Series(town.arcs[:, column])
    network, building = timed(lambda: engine.Network(
        pd.Series(town.xy[:, 0]), pd.Series(town.xy[:, 1]), frame(0), frame(1),
        pd.DataFrame({"cost": town.arcs[:, 2].astype(float)}), twoway=False))

    network.set(pd.Series(town.places), pd.Series(np.ones(len(town.places))), name="services")
    # Half a unit more is the same question where costs are whole. Asked for the limit itself it
    # loses a few of the services that are exactly that far away.
    summed, took = timed(lambda: network.aggregate(QUARTER + 0.5, type="sum", decay="flat", name="services"))
    equal = (summed.to_numpy().astype(np.int64) == town.cumulative).all()
    tell(CUMULATIVE, f"{name} aggregate", equal, town.ours("cumulative"), took)

    def nearest():
        found = []
        for at, members in enumerate(town.kinds):
            network.set_pois(str(at), HOUR, K, pd.Series(town.xy[members, 0]), pd.Series(town.xy[members, 1]))
            found.append(network.nearest_pois(HOUR, str(at), num_pois=K, max_distance=HOUR + 1))
        return found
    found, took = timed(nearest)
    ours = np.minimum(town.nearest, HOUR + 1)
    equal = all((frame.to_numpy().astype(np.int64) == ours[at]).all() for at, frame in enumerate(found))
    tell(NEAREST.format(len(town.kinds)), f"{name} nearest_pois", equal, town.ours("nearest"), took)

    origins, targets = np.repeat(town.source, len(town.target)), np.tile(town.target, len(town.source))
    lengths, took = timed(lambda: network.shortest_path_lengths(origins, targets))
    lengths = np.asarray(lengths).reshape(town.matrix.shape)
    reached = town.matrix < 2**30
    equal = (lengths[reached].astype(np.int64) == town.matrix[reached]).all()
    tell(MATRIX, f"{name} shortest_path_lengths", equal, town.ours("matrix"), took)
    print(f"| | {name} besides: contraction {building:.2f} s, {memory() - before:.0f} MB | | | | |")


def scipy(town):
    try:
        import scipy as engine
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import dijkstra
    except ImportError as why:
        return not_measured("all", "scipy", why)
    name = f"scipy {engine.__version__}"
    # In CSR an explicit zero is a street of no length.
    forward = csr_matrix((town.arcs[:, 2].astype(float), (town.arcs[:, 0], town.arcs[:, 1])), (town.size,) * 2)
    weight = np.bincount(town.places, minlength=town.size)
    large = town.size > MOST_FOR_PANDANA
    step = max(1, town.size // (100 if large else 1000))
    some = np.arange(0, town.size, step)
    counts, took = timed(lambda: np.concatenate([
        (np.isfinite(dijkstra(forward, indices=part, limit=QUARTER)) * weight).sum(axis=1)
        for part in np.array_split(some, 20)]))
    tell(CUMULATIVE, f"{name} dijkstra, every {step}th corner, x {step}",
         (counts == town.cumulative[some]).all(), town.ours("cumulative"), took * step)
    origins = 10 if large else 100
    part = slice(0, origins)
    lengths, took = timed(lambda: dijkstra(forward, indices=town.source[part])[:, town.target])
    reached = np.isfinite(lengths)
    equal = (lengths[reached].astype(np.int64) == town.matrix[part][reached]).all()
    scale = len(town.source) // origins
    tell(MATRIX, f"{name} dijkstra, {origins} origins, x {scale}", equal, town.ours("matrix"), took * scale)


def igraph(town):
    try:
        import igraph as engine
    except ImportError as why:
        return not_measured(MATRIX, "igraph", why)
    graph = engine.Graph(n=town.size, edges=town.arcs[:, :2], directed=True)
    graph.es["cost"] = town.arcs[:, 2].astype(float)
    some = 10 if town.size > MOST_FOR_PANDANA else 40
    targets, back = np.unique(town.target, return_inverse=True)  # it wants each target once
    sources, kept = np.unique(town.source[:some], return_index=True)
    lengths, took = timed(lambda: np.array(graph.distances(sources, targets, weights="cost", mode="out")))
    lengths = lengths[:, back]
    reached = np.isfinite(lengths)
    equal = (lengths[reached].astype(np.int64) == town.matrix[kept][reached]).all()
    tell(MATRIX, f"igraph {engine.__version__}, {len(sources)} origins, scaled", equal, town.ours("matrix"),
         took * len(town.source) / len(sources))


def networkx(town):
    try:
        import networkx as engine
    except ImportError as why:
        return not_measured(CUMULATIVE, "networkx", why)
    if town.size > MOST_FOR_PANDANA:
        return not_measured(CUMULATIVE, f"networkx {engine.__version__}", "too large for it")
    graph = engine.DiGraph()
    graph.add_nodes_from(range(town.size))
    graph.add_weighted_edges_from(town.arcs.tolist())
    weight = np.bincount(town.places, minlength=town.size)
    step = max(1, town.size // 300)
    some = range(0, town.size, step)
    search = engine.single_source_dijkstra_path_length
    counts, took = timed(lambda: [sum(int(weight[at]) for at in search(graph, corner, cutoff=QUARTER)) for corner in some])
    tell(CUMULATIVE, f"networkx {engine.__version__}, every {step}th corner, x {step}",
         (np.array(counts) == town.cumulative[list(some)]).all(), town.ours("cumulative"), took * step)


def main(folder, slow):
    town = Town(folder)
    print("| job | peer | result | medina | peer | ratio |\n|---|---|---|---|---|---|", flush=True)
    pandana(town, slow)
    scipy(town)
    igraph(town)
    networkx(town)
    for peer in ("RoutingKit", "OSRM", "Valhalla", "cityseer"):
        not_measured("all", peer, "not installed here")
    return good


if __name__ == "__main__":
    sys.exit(0 if main(Path(sys.argv[1]), "--slow" in sys.argv) else 1)
