"""Rewrites every shapefile and CSV of a folder with its rows in another order, in place."""

import csv
import pathlib
import random
import sys

from osgeo import gdal, ogr

gdal.UseExceptions()
draw = random.Random(20)


def shuffle_csv(path):
    raw = path.read_bytes()
    bom = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    rows = list(csv.reader(raw[len(bom):].decode("utf-8").splitlines()))
    body = rows[1:]
    draw.shuffle(body)
    with path.open("wb") as out:
        out.write(bom)
    with path.open("a", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([rows[0], *body])


def shuffle_shapefile(path):
    # A copy in memory keeps types, widths and the third coordinate.
    held = gdal.VectorTranslate("", str(path), format="Memory")
    layer = held.GetLayer(0)
    order = list(range(layer.GetFeatureCount()))
    draw.shuffle(order)
    features = [feature.Clone() for feature in layer]
    source = ogr.Open(str(path), 1)
    target = source.GetLayer(0)
    for fid, at in enumerate(order):
        feature = features[at].Clone()
        feature.SetFID(fid)
        target.SetFeature(feature)
    source = None


folder = pathlib.Path(sys.argv[1])
for path in sorted(folder.rglob("*.csv")):
    shuffle_csv(path)
for path in sorted(folder.rglob("*.shp")):
    shuffle_shapefile(path)
