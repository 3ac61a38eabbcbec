"""Trams and buses: lines drawn along the streets, stops, and a timetable as GTFS."""

import heapq
import math
from collections import defaultdict
from dataclasses import dataclass

from .curves import along

METRES_PER_SECOND = 16.5 / 3.6
DWELL = 20
STOP_GAP = 380.0
DRIVABLE = {"avenue", "promenade", "street", "bridge", "underpass", "ramp"}


@dataclass(frozen=True)
class Line:
    id: str
    name: str
    type: int           # 0 tram, 3 bus
    colour: str
    through: tuple      # places on the drawing board, in order
    first: int          # minutes after midnight
    last: int
    headway: int        # minutes
    frequency: bool = False
    pause: tuple = ()   # no service between these minutes


LINES = [
    Line("T1", "Lighthouse Cape - Salt Flats", 0, "0F6E84",
         ((700, 1570), (2350, 1500), (3600, 1490), (4640, 1480), (5650, 1450), (7050, 1740)),
         330, 1410, 10, True),
    Line("1", "Station - Old Market", 3, "1D4E89",
         ((3290, 3830), (2960, 2515), (2480, 2180), (2620, 1495), (3560, 1490)), 360, 1380, 8),
    Line("2", "Hospital - Twelve Towers", 3, "C2410C",
         ((2600, 3380), (1929, 3480), (1925, 3900), (1840, 4500), (1980, 5000), (1000, 4980)),
         390, 1230, 20),
    Line("3", "Concord - Logistics Park", 3, "6B4E9B",
         ((1980, 5000), (3300, 5060), (4200, 4960), (5000, 4850), (6700, 4950)), 330, 1320, 40,
         pause=(600, 990)),
    Line("4", "Lime Walk - Salt Flats", 3, "2F7D4F",
         ((1929, 3480), (3125, 3190), (4612, 2829), (5800, 3050), (7450, 2880)), 345, 1395, 9),
    Line("5", "Hill minibus", 3, "8A6D1B",
         ((1960, 2200), (1900, 1600), (1350, 1600), (480, 2700), (1200, 3680), (1990, 3500)), 420,
         1260, 30),
]


@dataclass
class Stop:
    id: str
    name: str
    at: tuple
    tram: bool


@dataclass
class Run:
    """A line in one direction: its stops in order and the metres between them."""
    line: Line
    direction: int
    stops: list
    metres: list
    shape: list


def build(network):
    """(stops, runs): six lines, there and back."""
    graph, where = drivable(network)
    stops, runs = [], []
    for line in LINES:
        path, names = route(line, graph, where)
        marks = stop_marks(path, names)
        mine = [stop_at(place, name, line.type == 0, stops) for place, name, _ in marks]
        metres = [m for _, _, m in marks]
        runs.append(Run(line, 0, mine, metres, path))
        total = metres[-1]
        runs.append(Run(line, 1, mine[::-1], [total - m for m in metres[::-1]], path[::-1]))
    return stops, runs


def drivable(network):
    graph, where = defaultdict(list), {}
    for piece in network:
        a, b = piece.nodes
        where[a], where[b] = piece.flat[0], piece.flat[-1]
        if piece.kind in DRIVABLE:
            # Lines keep to main streets where they can.
            cost = piece.length * (1.0 if piece.kind in ("avenue", "bridge", "promenade") else 1.6)
            graph[a].append((b, cost, piece.flat, piece.name))
            graph[b].append((a, cost, piece.flat[::-1], piece.name))
    return graph, where


def route(line, graph, where):
    """The points of a line's way along the streets, and the street at each point."""
    nodes = [min(graph, key=lambda n: (math.dist(where[n], place), n)) for place in line.through]
    points, names = [where[nodes[0]]], [""]
    for start, end in zip(nodes, nodes[1:]):
        for flat, name in shortest(graph, start, end):
            points += flat[1:]
            names += [name] * (len(flat) - 1)
    names[0] = names[1]
    return points, names


def shortest(graph, start, end):
    queue, best, came = [(0.0, start)], {start: 0.0}, {}
    while queue:
        cost, node = heapq.heappop(queue)
        if node == end:
            break
        if cost > best[node]:
            continue
        for other, more, flat, name in graph[node]:
            if cost + more < best.get(other, math.inf):
                best[other] = cost + more
                came[other] = (node, flat, name)
                heapq.heappush(queue, (cost + more, other))
    way, node = [], end
    while node != start:
        node, flat, name = came[node]
        way.append((flat, name))
    return way[::-1]


def stop_marks(points, names):
    """(place, street, metres from the start) of the stops, evenly spaced, ends included."""
    total = sum(math.dist(a, b) for a, b in zip(points, points[1:]))
    gaps = max(1, round(total / STOP_GAP))
    marks, done, wanted = [], 0.0, 0
    for (a, b), name in zip(zip(points, points[1:]), names[1:]):
        length = math.dist(a, b)
        while wanted <= gaps and wanted * total / gaps <= done + length + 1e-6:
            share = (wanted * total / gaps - done) / length if length else 0.0
            marks.append((along(a, b, min(1.0, share)), name, wanted * total / gaps))
            wanted += 1
        done += length
    return marks


def stop_at(place, name, tram, stops):
    """A stop of another line within 150 m is shared, a tram stop with trams only."""
    for stop in stops:
        if stop.tram == tram and math.dist(stop.at, place) < 150:
            return stop
    same = sum(1 for s in stops if s.name.split(" (")[0] == name)
    stops.append(Stop(f"P{len(stops) + 1:03d}", f"{name} ({same + 1})" if same else name,
                      (round(place[0], 2), round(place[1], 2)), tram))
    return stops[-1]


def gtfs(stops, runs, lon_lat):
    """file name -> rows, heading first."""
    tables = {
        "agency.txt": [["agency_id", "agency_name", "agency_url", "agency_timezone", "agency_lang"],
                       ["TM", "Transports de Marsalba", "https://example.org/marsalba",
                        "Europe/Madrid", "es"]],
        "feed_info.txt": [["feed_publisher_name", "feed_publisher_url", "feed_lang",
                           "feed_start_date", "feed_end_date", "feed_version"],
                          ["Transports de Marsalba", "https://example.org/marsalba", "es",
                           "20260101", "20261231", "1"]],
        "calendar.txt": [["service_id", "monday", "tuesday", "wednesday", "thursday", "friday",
                          "saturday", "sunday", "start_date", "end_date"],
                         ["weekday", 1, 1, 1, 1, 1, 0, 0, "20260101", "20261231"],
                         ["weekend", 0, 0, 0, 0, 0, 1, 1, "20260101", "20261231"]],
        "calendar_dates.txt": [["service_id", "date", "exception_type"],
                               ["weekday", "20260106", 2], ["weekend", "20260106", 1]],
        "stops.txt": [["stop_id", "stop_name", "stop_lat", "stop_lon", "wheelchair_boarding"]],
        "routes.txt": [["route_id", "agency_id", "route_short_name", "route_long_name",
                        "route_type", "route_color", "route_text_color"]],
        "trips.txt": [["route_id", "service_id", "trip_id", "trip_headsign", "direction_id",
                       "shape_id", "wheelchair_accessible"]],
        "stop_times.txt": [["trip_id", "arrival_time", "departure_time", "stop_id",
                            "stop_sequence"]],
        "frequencies.txt": [["trip_id", "start_time", "end_time", "headway_secs", "exact_times"]],
        "shapes.txt": [["shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"]],
    }
    for stop in stops:
        lon, lat = lon_lat(stop.at)
        tables["stops.txt"].append([stop.id, stop.name, f"{lat:.6f}", f"{lon:.6f}",
                                    1 if stop.tram else 0])
    for line in LINES:
        tables["routes.txt"].append([line.id, "TM", line.id, line.name, line.type, line.colour,
                                     "FFFFFF"])
    for run in runs:
        add_shape(tables, run, lon_lat)
        for service in ("weekday", "weekend"):
            add_trips(tables, run, service)
    return tables


def add_shape(tables, run, lon_lat):
    for number, place in enumerate(run.shape):
        lon, lat = lon_lat(place)
        tables["shapes.txt"].append([f"{run.line.id}-{run.direction}", f"{lat:.6f}", f"{lon:.6f}",
                                     number + 1])


def add_trips(tables, run, service):
    line = run.line
    headway = line.headway if service == "weekday" else line.headway * 2
    if line.frequency:
        trip = f"{line.id}-{run.direction}-{service}"
        add_trip(tables, run, service, trip, line.first * 60)
        tables["frequencies.txt"].append([trip, clock(line.first * 60), clock(line.last * 60),
                                          headway * 60, 0])
        return
    if line.pause and service == "weekend":
        return
    for start in range(line.first + 4 * run.direction, line.last + 1, headway):
        if not (line.pause and line.pause[0] <= start < line.pause[1]):
            trip = f"{line.id}-{run.direction}-{service}-{start:04d}"
            add_trip(tables, run, service, trip, start * 60)


def add_trip(tables, run, service, trip, start):
    tables["trips.txt"].append([run.line.id, service, trip, run.stops[-1].name, run.direction,
                                f"{run.line.id}-{run.direction}", 1 if run.line.type == 0 else 0])
    for number, (stop, metres) in enumerate(zip(run.stops, run.metres)):
        arrive = start + round(metres / METRES_PER_SECOND) + DWELL * max(0, number - 1)
        leave = arrive + (DWELL if 0 < number < len(run.stops) - 1 else 0)
        tables["stop_times.txt"].append([trip, clock(arrive), clock(leave), stop.id, number + 1])


def clock(seconds):
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
