"""city.gpkg of an out/ folder as QGIS opens it: each layer, its default style, the ready project.

    by_qgis.py OUT [PICTURE.png]

With a picture, draws the project as a user sees it on opening.
"""

import sqlite3
import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsFeatureRequest,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor


def classes(layer):
    """How many classes the style has; a single symbol has none."""
    renderer = layer.renderer()
    if renderer.type() == "graduatedSymbol":
        return len(renderer.ranges())
    if renderer.type() == "categorizedSymbol":
        return len(renderer.categories())
    if renderer.type() == "RuleRenderer":
        return len(renderer.rootRule().children())
    return 0


def drawn(layer):
    """How many rows one and only one of the style's rules takes."""
    rules = layer.renderer().rootRule().children()
    others = [rule for rule in rules if not rule.isElse()]
    taken = {}
    for rule in others:
        request = QgsFeatureRequest().setNoAttributes().setFlags(QgsFeatureRequest.NoGeometry)
        if rule.filterExpression():
            request = QgsFeatureRequest(QgsExpression(rule.filterExpression()))
            request.setFlags(QgsFeatureRequest.NoGeometry)
        for feature in layer.getFeatures(request):
            taken[feature.id()] = taken.get(feature.id(), 0) + 1
    twice = sum(1 for times in taken.values() if times > 1)
    return layer.featureCount() - twice if len(others) < len(rules) else len(taken) - twice


def check_layers(package):
    database = sqlite3.connect(f"file:{package}?mode=ro", uri=True)
    names = [row[0] for row in database.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")]
    styled = {row[0] for row in database.execute("SELECT f_table_name FROM layer_styles WHERE useAsDefault")}
    for name in names:
        layer = QgsVectorLayer(f"{package}|layername={name}", name, "ogr")
        assert layer.isValid(), f"{name} does not open"
        count = database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        assert layer.featureCount() == count, name
        assert count > 0 or name == "water", name  # the data may name no water
        assert layer.crs().isValid() and not layer.crs().isGeographic(), f"{name}: {layer.crs().authid()}"
        assert name in styled, f"{name} has no default style"
        assert classes(layer) >= 1, f"{name}: the style is {layer.renderer().type()}"
        assert drawn(layer) == count, f"{name}: the style draws {drawn(layer)} of {count} rows"
    return len(names), len(styled)


def check_project(package):
    project = QgsProject.instance()
    assert project.read(f"geopackage:{package}?projectName=medina"), project.error()
    layers = list(project.mapLayers().values())
    assert layers, "the project is empty"
    assert project.crs().isValid(), "the project has no projection"
    for layer in layers:
        assert layer.isValid(), f"project: {layer.name()} does not open: {layer.source()}"
        assert classes(layer) >= 1, f"project: {layer.name()} is drawn with {layer.renderer().type()}"
    check_drawn(project)
    return layers


def picture(layers, project):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(project.crs())
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(QSize(900, 700))
    settings.setExtent(layers[0].extent())
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def shown(project):
    nodes = project.layerTreeRoot().findLayers()
    assert all(node.layer() for node in nodes), "the project's tree lost its layers"
    return [node.layer() for node in nodes if node.isVisible()]


def check_drawn(project):
    """What is shown on opening has several colours: the classes are not one fill, nor nothing."""
    visible = shown(project)
    assert visible, "nothing is shown when the project opens"
    image = picture(visible, project)
    colours = {}
    for x in range(0, image.width(), 3):
        for y in range(0, image.height(), 3):
            pixel = image.pixel(x, y)
            colours[pixel] = colours.get(pixel, 0) + 1
    large = [colour for colour, count in colours.items() if count > 200]
    assert len(large) >= 4, f"{visible[-1].name()}: {len(large)} colours"


def main(arguments):
    package = Path(arguments[0]).resolve() / "city.gpkg"
    application = QgsApplication([], False)
    application.initQgis()
    try:
        count, styled = check_layers(package)
        layers = check_project(package)
        if len(arguments) > 1:
            picture(shown(QgsProject.instance()), QgsProject.instance()).save(arguments[1])
        from qgis.core import Qgis

        print(f"  QGIS {Qgis.QGIS_VERSION}: {count} layers, {styled} with a default style; a project of {len(layers)}")
        QgsProject.instance().clear()
    finally:
        application.exitQgis()


if __name__ == "__main__":
    main(sys.argv[1:])
