"""What QGIS sees of the server, without a window: `read_with_qgis.py URL`, as one JSON object.

All questions in one process, since QGIS takes long to start. Each goes to a layer of its own, as
if the user had added it anew.
"""

import json
import os
import sys
import urllib.request

from qgis.core import (
    NULL,
    Qgis,
    QgsApplication,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsRectangle,
    QgsVectorLayer,
)

URL = sys.argv[1]
BOX = QgsFeatureRequest().setFilterRect(QgsRectangle(68, 38, 72, 40))


def layer(collection, subset=""):
    source = f"url='{URL}/' typename='{collection}' restrictToRequestBBOX='1' pagingEnabled='true'"
    added = QgsVectorLayer(source, collection, "OAPIF")
    assert added.isValid(), added.error().summary()
    assert not subset or added.setSubsetString(subset), subset
    return added


def ids(features):
    return sorted(feature["id"] for feature in features)


def fields():
    return {field.name(): field.typeName() for field in layer("incidents").fields()}


def collections():
    known = {}
    for collection in sys.argv[2:]:
        one = layer(collection)
        known[collection] = {"count": one.featureCount(), "geometry": one.wkbType()}
    return known


def geopackage():
    """The whole collection saved as a file, and opened as a user would who has no line."""
    path = os.path.join(os.environ["HOME"], "incidents.gpkg")
    urllib.request.urlretrieve(f"{URL}/collections/incidents/download?f=gpkg", path)
    saved = QgsVectorLayer(path, "incidents", "ogr")
    assert saved.isValid(), saved.error().summary()
    has_index = saved.hasSpatialIndex() == QgsFeatureSource.SpatialIndexPresent
    return {
        "crs": saved.crs().authid(),
        "geometry": saved.wkbType(),
        "has_index": has_index,
        "fields": {field.name(): field.typeName() for field in saved.fields()},
        "box": ids(saved.getFeatures(BOX)),
        "unknown_deaths": ids(one for one in saved.getFeatures() if one["deaths_best"] == NULL),
        "days": {one["id"]: one["date_start"].toString("yyyy-MM-dd") for one in saved.getFeatures()},
    }


def main():
    incidents = layer("incidents")
    days = "\"date_start\" >= '2010-08-01' AND \"date_start\" <= '2010-09-30'"
    return {
        "version": Qgis.QGIS_VERSION,
        "crs": incidents.crs().authid(),
        "fields": fields(),
        "collections": collections(),
        "box": ids(incidents.getFeatures(BOX)),
        "days": ids(layer("incidents", days).getFeatures()),
        "clashes": ids(layer("incidents", "\"category\" = 'clash'").getFeatures()),
        "geopackage": geopackage(),
    }


application = QgsApplication([], False)
application.initQgis()
# The layers are gone when `main` returns: one that outlives the application crashes it.
print(json.dumps(main()))
application.exitQgis()
