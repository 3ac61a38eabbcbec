"""Writing: shapefiles, tables, timetable, heights. The same town gives the same bytes."""

import csv
import io
import zipfile
from pathlib import Path

import numpy
from osgeo import gdal, ogr, osr

from . import plan

gdal.UseExceptions()
DBF_DATE = "2026-01-14"
TYPES = {int: ogr.OFTInteger, float: ogr.OFTReal, str: ogr.OFTString}


def on_earth(point):
    return (round(point[0] + plan.ORIGIN[0], 2), round(point[1] + plan.ORIGIN[1], 2))


def reference_system():
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(plan.EPSG)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


def to_lon_lat():
    """A function from a place on the drawing board to (lon, lat)."""
    degrees = osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    change = osr.CoordinateTransformation(reference_system(), degrees)
    return lambda point: change.TransformPoint(*on_earth(point))[:2]


def shapefile(path, kind, fields, rows):
    """Writes `rows` of (geometry, values); `fields` is (name, type, width[, decimals])."""
    driver = ogr.GetDriverByName("ESRI Shapefile")
    if Path(path).exists():
        driver.DeleteDataSource(str(path))
    file = driver.CreateDataSource(str(path))
    layer = file.CreateLayer(Path(path).stem, reference_system(), kind,
                             ["ENCODING=UTF-8", f"DBF_DATE_LAST_UPDATE={DBF_DATE}"])
    for name, type_, width, *decimals in fields:
        field = ogr.FieldDefn(name, TYPES[type_])
        field.SetWidth(width)
        if decimals:
            field.SetPrecision(decimals[0])
        layer.CreateField(field)
    for shape, values in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(shape)
        for (name, *_), value in zip(fields, values):
            if value is not None:
                feature.SetField(name, value)
        layer.CreateFeature(feature)
    feature = layer = file = None  # closes the file
    blank_empty_numbers(Path(path).with_suffix(".dbf"))


def blank_empty_numbers(path):
    """Empty numbers as blanks: GDAL fills them with asterisks, which reads as a number too wide."""
    table = path.read_bytes()
    start = int.from_bytes(table[8:10], "little")
    path.write_bytes(table[:start] + table[start:].replace(b"*", b" "))


def moved(shape):
    """An OGR polygon on the drawing board as one on earth."""
    area = ogr.Geometry(ogr.wkbPolygon)
    for i in range(shape.GetGeometryCount()):
        ring = ogr.Geometry(ogr.wkbLinearRing)
        for point in shape.GetGeometryRef(i).GetPoints():
            ring.AddPoint_2D(*on_earth(point[:2]))
        area.AddGeometry(ring)
    return area


def point(at):
    shape = ogr.Geometry(ogr.wkbPoint)
    shape.AddPoint_2D(*on_earth(at))
    return shape


def line_with_heights(points):
    shape = ogr.Geometry(ogr.wkbLineString25D)
    for x, y, z in points:
        shape.AddPoint(*on_earth((x, y)), z)
    return shape


def table(path, heading, rows):
    Path(path).write_text(as_csv([heading] + rows), encoding="utf-8", newline="")


def as_csv(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def feed(path, tables):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, rows in tables.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 14, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, as_csv(rows))


def heights(path, height, is_land, cell=40.0, size=(200, 160), corner=(-100.0, 6450.0)):
    """A raster of heights over land; the sea holds no height."""
    grid = numpy.full((size[1], size[0]), -9999.0, dtype=numpy.float32)
    for row in range(size[1]):
        for column in range(size[0]):
            place = (corner[0] + (column + .5) * cell, corner[1] - (row + .5) * cell)
            if is_land(place):
                grid[row, column] = height(place)
    file = gdal.GetDriverByName("GTiff").Create(str(path), *size, 1, gdal.GDT_Float32,
                                                ["COMPRESS=DEFLATE", "PREDICTOR=3"])
    west, north = on_earth(corner)
    file.SetGeoTransform((west, cell, 0, north, 0, -cell))
    file.SetProjection(reference_system().ExportToWkt())
    band = file.GetRasterBand(1)
    band.SetNoDataValue(-9999.0)
    band.WriteArray(grid)
