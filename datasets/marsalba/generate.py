#!/usr/bin/env python3
"""Draws the town of Marsalba and writes its layers beside this file.

Needs Python 3.11 with GDAL's bindings (python3-gdal) and numpy; takes about half a minute. The same
plan and seed (generator/plan.py) give the same files.
"""

from pathlib import Path

from generator import (files, ground, housing, land_use, network, people, plan, services, survey,
                       terrain, transit, zones)
from generator.curves import contains
from generator.files import moved, point, shapefile, table
from generator.places import BY_CODE, DISTRICTS
from osgeo import ogr

HERE = Path(__file__).parent
NAMES = [("NAME", str, 60), ("NAME_FR", str, 60), ("NAME_ES", str, 60), ("NAME_AR", str, 80)]


def write_areas(town):
    """zones, neighbourhoods, districts: made of the same blocks, so they nest and tile."""
    by_zone = town.members(lambda b: town.zone[b])
    shapefile(HERE / "zones.shp", ogr.wkbPolygon,
              [("CODE", str, 5), ("NEIGHB", str, 3), ("DISTRICT", str, 1)],
              [(moved(town.shape(blocks)), (code, code[:3], code[0]))
               for code, blocks in by_zone.items()])
    shapefile(HERE / "neighbourhoods.shp", ogr.wkbPolygon,
              [("CODE", str, 3)] + NAMES + [("DISTRICT", str, 1)],
              [(moved(town.shape(blocks)), (code, *BY_CODE[code].names, code[0]))
               for code, blocks in town.members(lambda b: town.hood[b]).items()])
    shapefile(HERE / "districts.shp", ogr.wkbPolygon, [("CODE", str, 1)] + NAMES,
              [(moved(town.shape(blocks)), (code, *DISTRICTS[code]))
               for code, blocks in town.members(lambda b: town.hood[b][0]).items()])


def write_streets(pieces):
    shapefile(HERE / "streets.shp", ogr.wkbLineString25D,
              [("STREET_ID", int, 6), ("FROM_NODE", int, 6), ("TO_NODE", int, 6),
               ("NAME", str, 48), ("KIND", str, 10), ("STEPS", int, 1), ("ONEWAY", str, 2),
               ("ONEWAY_FT", str, 8), ("WIDTH", float, 5, 1), ("LENGTH", float, 8, 2)],
              [(files.line_with_heights(p.points),
                (p.id, *p.nodes, p.name, p.kind, int(p.kind in ("steps", "escalator")), p.one_way,
                 p.one_way_foot, network.WIDTH[p.kind], round(p.length, 2))) for p in pieces])


def write_fabric(plots, buildings):
    shapefile(HERE / "land_use.shp", ogr.wkbPolygon,
              [("KIND", str, 12), ("FLOORS", int, 2), ("FLOOR_AREA", int, 7)],
              [(moved(p.shape), (p.use, p.floors, p.floor_area)) for p in plots])
    shapefile(HERE / "housing.shp", ogr.wkbPoint,
              [("BLDG_ID", int, 6), ("DWELLINGS", int, 4), ("FLOOR_AREA", int, 6), ("FLOORS", int, 2),
               ("ROOMS", float, 4, 1), ("RENT", int, 5), ("TENURE", str, 12), ("YEAR", int, 4)],
              [(point(b.at), (i + 1, b.homes, b.floor_area, b.floors, b.rooms, b.rent or None,
                              b.tenure, b.year)) for i, b in enumerate(buildings)])


def write_services(rows, lon_lat):
    """Sheltered places stand in a file of their own: who passes the data on can leave it out."""
    for name, is_protected in (("services.csv", False), ("shelters.csv", True)):
        chosen = [r for r in rows if bool(r["location"]) == is_protected]
        table(HERE / name, services.COLUMNS, [service_cells(r, lon_lat) for r in chosen])
    table(HERE / "kinds.csv", ["category", "kind"],
          [list(pair) for pair in services.category_map(rows)])


def service_cells(row, lon_lat):
    lon, lat = lon_lat(row["point"])
    return [row[c] for c in services.COLUMNS[:-2]] + [f"{lon:.6f}", f"{lat:.6f}"]


def main():
    town = zones.Zones(ground.build())
    pieces = network.build(town.ground)
    plots, use_of = land_use.build(town)
    sites = housing.sites(town, pieces)
    buildings = housing.build(town, use_of, sites)
    town.draw_zones(people.by_block(buildings))
    stops, runs = transit.build(pieces)
    rows = services.build(town, sites)
    rows += services.bus_stops(stops, len(rows) + 1)
    lon_lat = files.to_lon_lat()

    write_areas(town)
    write_streets(pieces)
    write_fabric(plots, buildings)
    write_services(rows, lon_lat)
    living = people.build(town, buildings)
    table(HERE / "population.csv", people.COLUMNS, living)
    table(HERE / "survey.csv", survey.COLUMNS, survey.build(living))
    table(HERE / "rents.csv", ["neighbourhood", "year", "rent_per_m2", "contracts"],
          people.rents(buildings, town))
    table(HERE / "income.csv", ["neighbourhood", "year", "income_per_person", "at_risk_of_poverty",
                                "gini"], people.incomes())
    (HERE / "gtfs").mkdir(exist_ok=True)
    files.feed(HERE / "gtfs" / "marsalba.zip", transit.gtfs(stops, runs, lon_lat))
    land = plan.land()
    files.heights(HERE / "heights.tif", terrain.height, lambda p: contains(land, p))


if __name__ == "__main__":
    main()
