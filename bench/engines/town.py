"""The town that bench_sweeps wrote, and the rows that every engine prints about it."""

import resource
import time

import numpy as np

LIMITS = (3000, 6000, 9000, 18000)  # tenths of a second: 400, 800, 1200, 2400 m at 4.8 km/h
QUARTER, HOUR, K = 9000, 65534, 5
BANDS = (2250, 4500, 6750, 9000)  # the limits of the 40 columns
MATRIX = "matrix of 2000 x 2000"


def within(limit):
    return f"services within {limit // 600} min of every corner"


class Town:
    def __init__(self, folder):
        self.folder = folder
        self.xy = self.read("xy.f64", np.float64).reshape(-1, 2)
        arcs = self.read("arcs.u32", np.uint32).reshape(-1, 3).astype(np.int64)
        # Of parallel streets the quickest: several peers keep one arc between two corners.
        arcs = arcs[np.lexsort((arcs[:, 2], arcs[:, 1], arcs[:, 0]))]
        first = np.ones(len(arcs), dtype=bool)
        first[1:] = (arcs[1:, :2] != arcs[:-1, :2]).any(axis=1)
        self.arcs = arcs[first]
        self.size = len(self.xy)
        self.places = self.read("places.u32", np.uint32).astype(np.int64)
        self.cumulative = {limit: self.read(f"cumulative_{limit}.u64", np.uint64).astype(np.int64)
                           for limit in LIMITS}
        self.kinds = []
        while (folder / f"kind{len(self.kinds)}.u32").exists():
            self.kinds.append(self.read(f"kind{len(self.kinds)}.u32", np.uint32).astype(np.int64))
        self.nearest = self.read("nearest.u32", np.uint32).reshape(len(self.kinds), self.size, K)
        self.source, self.target = self.read("from.u32", np.uint32), self.read("to.u32", np.uint32)
        self.matrix = self.read("matrix.u32", np.uint32).reshape(len(self.source), len(self.target))
        self.reached = self.matrix < 2**30
        self.times = dict(line.split() for line in open(folder / "times.txt"))

    def read(self, name, of):
        return np.fromfile(self.folder / name, dtype=of)

    def places_in_groups(self):
        """Corner, group and number of services of each place of the 40 columns."""
        return [self.read(f"place_{part}.u32", np.uint32).astype(np.int64) for part in ("corner", "group", "count")]

    def columns(self):
        """By corner, group, limit."""
        return self.read("columns.u64", np.uint64).reshape(self.size, -1, len(BANDS)).astype(np.int64)

    def ours(self, job):
        return float(self.times[job])


def timed(work):
    start = time.process_time()  # as in bench_sweeps: other work on the machine does not count
    result = work()
    return result, time.process_time() - start


def row(job, peer, equal, ours, theirs, unit="s", digits=5):
    """One line of the table. Theirs may be no time at all: then it is not compared."""
    said = {True: "equal", False: "DIFFERENT"}.get(equal, equal)
    ratio = f"{theirs / ours:.0f}" if ours > 0 else ""
    print(f"| {job} | {peer} | {said} | {ours:.{digits}f} {unit} | {theirs:.3f} {unit} | {ratio} |", flush=True)


def tell(job, peer, equal, ours, theirs):
    row(job, peer, bool(equal), ours, theirs)


def tell_memory(town, peer, megabytes):
    row("memory beside the streets, once prepared", peer, "", town.ours("megabytes"), megabytes, "MB", 1)


def tell_preparation(town, peer, seconds):
    row("preparation", peer, "", town.ours("preparation"), seconds)


def not_measured(job, peer, why):
    print(f"| {job} | {peer} | not measured: {why} | | | |", flush=True)


def memory():
    """Megabytes that this process has held at its most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
