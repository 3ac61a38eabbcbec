"""Every GeoJSON, GeoPackage layer and CSV of an out/ folder as geopandas and pandas read them.

    by_geopandas.py OUT

The three formats hold the same rows and columns; no number is NaN or infinite where the status says
`ok`, none is there where it says otherwise; GeoJSON is in degrees, the GeoPackage in metres.
"""

import sys
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd

# PRODUCT.md, promise 1: the whole list.
STATUSES = set(
    "ok not_recorded withheld_by_source not_recorded_at_this_level invalid_geometry off_network out_of_reach "
    "out_of_area no_people no_supply no_people_served single_group single_kind zero_denominator too_few_people "
    "too_few_answers uncertain merged suppressed".split()
)


def check_values(table, where):
    columns = set(table.columns)
    for name in table.columns:
        if pd.api.types.is_float_dtype(table[name]):
            assert not np.isinf(table[name].to_numpy(dtype=float)).any(), f"{where}: {name} is infinite"
        if not name.endswith("_status") or name.removesuffix("_status") not in columns:
            continue
        value, status = table[name.removesuffix("_status")], table[name]
        assert set(status) <= STATUSES, f"{where}: {name} says {set(status) - STATUSES}"
        # A gap of which the data cannot tell the sign stands, with the word beside it; so does a sum that lacks a part.
        stands = "__gap" in name or name.startswith(("people", "share"))
        doubtful = (status == "uncertain") & value.notna() & stands
        odd = value.notna() != ((status == "ok") | doubtful)
        assert not odd.any(), f"{where}: {name} is {status[odd].iloc[0]} beside {value[odd].iloc[0]}"


def check_same(a, b, where):
    """The same figures in the same rows, whatever the types that the formats chose."""
    columns = [c for c in a.columns if c in b.columns and c not in ("geometry", "fid")]
    assert set(a.columns) - {"geometry", "fid"} <= set(b.columns), f"{where}: columns are missing"
    for name in columns:
        left, right = a[name], b[name]
        assert (left.notna() == right.notna()).all(), f"{where}: {name} is not given in the same rows"
        if pd.api.types.is_numeric_dtype(left) and pd.api.types.is_numeric_dtype(right):
            same = np.array_equal(left.to_numpy(dtype=float), right.to_numpy(dtype=float), equal_nan=True)
            assert same, f"{where}: {name} differs"


def main(out):
    files = sorted((out / "layers").glob("*.geojson"))
    package = out / "city.gpkg"
    tables = geopandas.list_layers(package)
    spatial = set(tables.loc[tables["geometry_type"].notna(), "name"])
    assert spatial == {f.stem for f in files}, spatial ^ {f.stem for f in files}
    rows = columns = 0
    for file in files:
        web = geopandas.read_file(file)
        metres = geopandas.read_file(package, layer=file.stem)
        assert web.crs.to_epsg() == 4326, f"{file.name}: {web.crs}"
        assert metres.crs.is_projected and metres.crs.axis_info[0].unit_name == "metre", metres.crs
        assert len(web) == len(metres), f"{file.stem}: {len(web)} and {len(metres)} rows"
        if file.stem == "water" and len(web) == 0:
            continue  # the data name no water
        assert len(web) > 0, f"{file.stem}: no rows"
        for table, where in ((web, file.name), (metres, f"city.gpkg|{file.stem}")):
            check_values(table, where)
        there = web.geometry.notna() & ~web.geometry.is_empty
        west, south, east, north = web[there].total_bounds
        assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90, file.name
        # 1 cm: GeoJSON keeps seven decimals of a degree.
        apart = web[there].to_crs(metres.crs).geometry.centroid.distance(metres[there].geometry.centroid)
        near = 0.05 if file.stem == "water" else 0.02  # the middle of a thin river moves more than its banks
        assert apart.max() < near, f"{file.stem}: {apart.max()} m between GeoJSON and GeoPackage"
        check_same(web, metres, f"{file.stem}, GeoJSON and GeoPackage")
        rows, columns = rows + len(web), columns + len(web.columns)
    for file in sorted((out / "tables").glob("*.csv")):
        table = pd.read_csv(file, encoding="utf-8-sig", low_memory=False, keep_default_na=False, na_values=[""])
        check_values(table, file.name)
        if file.stem in spatial:
            assert len(table) == len(geopandas.read_file(package, layer=file.stem, ignore_geometry=True)), file.name
    print(f"  geopandas {geopandas.__version__}: {len(files)} layers twice, {rows} rows, {columns} columns, and the tables")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
