"""Engines that are Python packages. Each function asks one of them all that it can answer."""

import numpy as np

from .town import (BANDS, HOUR, K, LIMITS, MATRIX, QUARTER, memory, not_measured, tell, tell_memory,
                   tell_preparation, timed, within)

LARGE = 120_000  # corners: beyond, slow jobs are sampled more thinly or left out


def pandana(town):
    import pandana as engine
    import pandas as pd
    name = f"pandana {engine.__version__}"
    before = memory()
    frame = lambda column: pd.Series(town.arcs[:, column])
    network, building = timed(lambda: engine.Network(
        pd.Series(town.xy[:, 0]), pd.Series(town.xy[:, 1]), frame(0), frame(1),
        pd.DataFrame({"cost": town.arcs[:, 2].astype(float)}), twoway=False))
    tell_preparation(town, f"{name}, contraction", building)
    tell_memory(town, name, memory() - before)

    def counted(corners, weights, limit):
        network.set(pd.Series(corners), pd.Series(weights.astype(float)), name="services")
        # Half a unit more is the same question where costs are whole. Asked for the limit itself it
        # loses a few of the services that are exactly that far away.
        return timed(lambda: network.aggregate(limit + 0.5, type="sum", decay="flat", name="services"))

    for limit in LIMITS:
        summed, took = counted(town.places, np.ones(len(town.places)), limit)
        equal = (summed.to_numpy().astype(np.int64) == town.cumulative[limit]).all()
        tell(within(limit), f"{name} aggregate", equal, town.ours(f"cumulative_{limit}"), took)

    corner, group, count = town.places_in_groups()
    columns, ours = [], town.columns()
    for of in range(ours.shape[1]):
        for at, band in enumerate(BANDS):
            if town.size > LARGE / 2 and band != QUARTER:
                continue
            summed, took = counted(corner[group == of], count[group == of], band)
            columns.append((band, took, (summed.to_numpy().astype(np.int64) == ours[:, of, at]).all()))
    ten = [column for column in columns if column[0] == QUARTER]
    for asked in (ten, columns):
        if asked is columns and len(columns) == len(ten):
            continue
        tell(f"{len(asked)} columns", f"{name}, as many aggregates", all(column[2] for column in asked),
             town.ours(f"columns_{len(asked)}"), sum(column[1] for column in asked))

    def nearest():
        found = []
        for at, members in enumerate(town.kinds):
            network.set_pois(str(at), HOUR, K, pd.Series(town.xy[members, 0]), pd.Series(town.xy[members, 1]))
            found.append(network.nearest_pois(HOUR, str(at), num_pois=K, max_distance=HOUR + 1))
        return found
    found, took = timed(nearest)
    ours = np.minimum(town.nearest, HOUR + 1)
    equal = all((frame.to_numpy().astype(np.int64) == ours[at]).all() for at, frame in enumerate(found))
    tell(f"the {K} nearest of {len(town.kinds)} kinds of every corner", f"{name} nearest_pois", equal,
         town.ours("nearest"), took)

    part = 50 if town.size > LARGE else len(town.source)
    origins, targets = np.repeat(town.source[:part], len(town.target)), np.tile(town.target, part)
    lengths, took = timed(lambda: network.shortest_path_lengths(origins, targets))
    lengths = np.asarray(lengths).reshape(part, -1)
    reached = town.reached[:part]
    equal = (lengths[reached].astype(np.int64) == town.matrix[:part][reached]).all()
    scale = len(town.source) / part
    sampled = "" if scale == 1 else f", {part} origins, x {scale:.0f}"
    tell(MATRIX, f"{name} shortest_path_lengths{sampled}", equal, town.ours("matrix"), took * scale)


def scipy(town):
    import scipy as engine
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra
    name = f"scipy {engine.__version__} dijkstra"
    before = memory()
    # In CSR an explicit zero is a street of no length.
    forward = csr_matrix((town.arcs[:, 2].astype(float), (town.arcs[:, 0], town.arcs[:, 1])), (town.size,) * 2)
    tell_memory(town, name, memory() - before)
    weight = np.bincount(town.places, minlength=town.size)
    large = town.size > LARGE
    step = max(1, town.size // (50 if large else 500))
    some = np.arange(0, town.size, step)
    for limit in LIMITS:
        counts, took = timed(lambda: np.concatenate([
            (np.isfinite(dijkstra(forward, indices=part, limit=limit)) * weight).sum(axis=1)
            for part in np.array_split(some, 20)]))
        tell(within(limit), f"{name}, every {step}th corner, x {step}",
             (counts == town.cumulative[limit][some]).all(), town.ours(f"cumulative_{limit}"), took * step)
    origins = 10 if large else 100
    lengths, took = timed(lambda: dijkstra(forward, indices=town.source[:origins])[:, town.target])
    reached = np.isfinite(lengths)
    equal = (lengths[reached].astype(np.int64) == town.matrix[:origins][reached]).all()
    scale = len(town.source) // origins
    tell(MATRIX, f"{name}, {origins} origins, x {scale}", equal, town.ours("matrix"), took * scale)


def igraph(town):
    import igraph as engine
    name = f"igraph {engine.__version__}"
    before = memory()
    graph = engine.Graph(n=town.size, edges=town.arcs[:, :2], directed=True)
    graph.es["cost"] = town.arcs[:, 2].astype(float)
    tell_memory(town, name, memory() - before)
    some = 10 if town.size > LARGE else 40
    targets, back = np.unique(town.target, return_inverse=True)  # it wants each target once
    sources, kept = np.unique(town.source[:some], return_index=True)
    lengths, took = timed(lambda: np.array(graph.distances(sources, targets, weights="cost", mode="out")))
    lengths = lengths[:, back]
    reached = np.isfinite(lengths)
    equal = (lengths[reached].astype(np.int64) == town.matrix[kept][reached]).all()
    scale = len(town.source) / len(sources)
    tell(MATRIX, f"{name} distances, {len(sources)} origins, x {scale:.0f}", equal, town.ours("matrix"), took * scale)


def networkx(town):
    import networkx as engine
    name = f"networkx {engine.__version__}"
    if town.size > 3 * LARGE:
        return not_measured(within(QUARTER), name, "so many corners do not fit it")
    before = memory()
    graph = engine.DiGraph()
    graph.add_nodes_from(range(town.size))
    graph.add_weighted_edges_from(town.arcs.tolist())
    tell_memory(town, name, memory() - before)
    weight = np.bincount(town.places, minlength=town.size)
    step = max(1, town.size // 150)
    some = range(0, town.size, step)
    search = engine.single_source_dijkstra_path_length
    for limit in LIMITS:
        counts, took = timed(lambda: [sum(int(weight[at]) for at in search(graph, corner, cutoff=limit))
                                      for corner in some])
        tell(within(limit), f"{name}, every {step}th corner, x {step}",
             (np.array(counts) == town.cumulative[limit][list(some)]).all(), town.ours(f"cumulative_{limit}"),
             took * step)


def cityseer(town):
    """Its streets are lines and its limit is whole: each line is drawn twice as long as its cost, and
    the limit is one more than twice ours. Services are put on a map drawn so large that they belong
    to their own corner."""
    from importlib.metadata import version

    from cityseer import rustalgos
    name = f"cityseer {version('cityseer')}"
    if town.size > 3 * LARGE:
        return not_measured("all", name, "minutes for each row at this size")
    before = memory()
    xy = town.xy * 1000

    def network(line):
        made = rustalgos.graph.NetworkStructure()
        made.set_is_directed(True)
        for corner, (x, y) in enumerate(xy):
            made.add_street_node(str(corner), x, y, True, 1.0)
        for at, (source, target, cost) in enumerate(town.arcs.tolist()):
            made.add_street_edge(source, target, at, str(source), str(target), line(source, target, cost))
        return made
    where = lambda corner: f"{xy[corner][0]} {xy[corner][1]}"
    drawn = network(lambda source, target, _: f"LINESTRING({where(source)}, {where(target)})")
    drawn.build_edge_rtree()
    corner, group, count = town.places_in_groups()
    services = rustalgos.data.DataMap()
    use = {}
    for place in range(len(corner)):
        for _ in range(count[place]):
            services.insert(len(use), f"POINT({where(corner[place])})")
            use[len(use)] = str(group[place])
    services.assign_data_to_network(drawn, 1.0, 20)
    streets, building = timed(lambda: network(lambda _, __, cost: f"LINESTRING(0 0, {2 * cost} 0)"))
    del drawn
    tell_preparation(town, f"{name}, its streets", building)
    tell_memory(town, name, memory() - before)

    # Live corners are those that are searched from.
    step = max(1, town.size // 4000)
    for at in range(town.size):
        streets.set_node_live(at, at % step == 0)
    sampled = "" if step == 1 else f", every {step}th corner, x {step}"

    def counted(uses, keys, limits):
        asked = [2 * limit + 1 for limit in limits]
        found, took = timed(lambda: services.accessibility(streets, uses, keys, distances=asked, speed_m_s=1.0,
                                                           pbar_disabled=True))
        return np.stack([[found.result[key].count[limit][::step] for limit in asked] for key in keys]), took * step
    everything = dict.fromkeys(use, "all")
    for limit in LIMITS:
        found, took = counted(everything, ["all"], [limit])
        tell(within(limit), name + sampled, (found[0, 0] == town.cumulative[limit][::step]).all(),
             town.ours(f"cumulative_{limit}"), took)
    ours = town.columns()
    found, took = counted(use, [str(of) for of in range(ours.shape[1])], BANDS)
    tell("40 columns", f"{name}, one search for all{sampled}",
         (np.moveaxis(found, 2, 0) == ours[::step]).all(), town.ours("columns_40"), took)
