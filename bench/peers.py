"""Other people's engines on the streets that bench_walk_peers wrote: same corners, same whole costs.

    peers.py FOLDER CITY     (needs pandas and scipy; pandana where it is installed)

Prints one row of the table for each peer: results compared with == first, then the times.
"""

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

LIMIT, WITHIN = 18000, 9000  # half an hour for the nearest, a quarter for the count


def timed(work):
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def tell(job, peer, theirs, ours, their_time, our_time):
    used = ours >= 0  # corners without an open street have no answer in either
    wrong = int((np.asarray(theirs)[used] != ours[used]).sum())
    said = "equal" if wrong == 0 else f"{wrong} of {int(used.sum())} DIFFER"
    print(f"| {job} | {peer} | {said} | {our_time:.3f} s | {their_time:.3f} s | {their_time / our_time:.1f} |")
    return wrong == 0


def main(folder):
    edges = pd.read_csv(folder / "edges.csv")
    nodes = pd.read_csv(folder / "nodes.csv")
    times = pd.read_csv(folder / "times.csv").iloc[0]
    edges = edges[edges["from"] != edges["to"]].groupby(["from", "to"], as_index=False)["cost"].min()
    nearest = nodes["nearest"].to_numpy()
    # The program says "out of reach" beyond the limit.
    reached = np.where(nearest < 0, LIMIT + 1, nearest)
    open_corners = np.isin(nodes.index, edges["from"]) | np.isin(nodes.index, edges["to"])
    reached = np.where(open_corners, reached, -1)
    counts = np.where(open_corners, nodes["within_15"].to_numpy(), -1)
    places = nodes.index[nodes["services"] > 0].to_numpy()
    good = []

    # scipy drops explicit zeros in a dense matrix only; in CSR a zero is a street of no length.
    size = len(nodes)
    back = csr_matrix((edges["cost"].astype(float), (edges["to"], edges["from"])), (size, size))
    import scipy
    theirs, took = timed(lambda: dijkstra(back, indices=places, limit=LIMIT, min_only=True))
    theirs = np.where(np.isfinite(theirs), theirs, LIMIT + 1).astype(int)
    good.append(tell("nearest service of every corner", f"scipy {scipy.__version__}, one search from all",
                     theirs, reached, took, times["nearest"]))

    def counted():
        found = np.zeros(size, dtype=int)
        weight = nodes["services"].to_numpy()
        for part in np.array_split(places, max(1, len(places) // 200)):
            found += (np.isfinite(dijkstra(back, indices=part, limit=WITHIN)) * weight[part][:, None]).sum(axis=0)
        return found
    theirs, took = timed(counted)
    good.append(tell("services within 15 min of every corner", f"scipy {scipy.__version__}, a search per place",
                     theirs, counts, took, times["within_15"]))

    try:
        import pandana
    except ImportError as why:
        print(f"| | pandana is not here: {why} | | | | |")
        return all(good)
    name = f"pandana {pandana.__version__}"
    network, building = timed(lambda: pandana.Network(nodes["x"], nodes["y"], edges["from"], edges["to"],
                                                      edges[["cost"]].astype(float), twoway=False))
    _, indexing = timed(lambda: network.precompute(WITHIN))

    def near():
        network.set_pois("all", LIMIT, 1, nodes["x"].iloc[places], nodes["y"].iloc[places])
        return network.nearest_pois(LIMIT, "all", num_pois=1, max_distance=LIMIT + 1)[1]
    theirs, took = timed(near)
    good.append(tell("nearest service of every corner", name, theirs.astype(int), reached, took, times["nearest"]))

    def summed():
        network.set(pd.Series(places), pd.Series(nodes["services"].to_numpy()[places]), name="services")
        return network.aggregate(WITHIN, type="sum", decay="flat", name="services")
    theirs, took = timed(summed)
    good.append(tell("services within 15 min of every corner", name, theirs.astype(int), counts, took,
                     times["within_15"]))
    print(f"\n{name} besides: contraction {building:.2f} s, precompute {indexing:.2f} s, once per city.")
    return all(good)


if __name__ == "__main__":
    sys.exit(0 if main(Path(sys.argv[1])) else 1)
