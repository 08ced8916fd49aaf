"""GDAL's driver in the wheel of pyogrio: `read_with_pyogrio.py URL [LAYER [OPTIONS]]`.

Without a layer it lists them. Options are a JSON object of arguments for `read_dataframe`;
those in capitals are open options of the driver.
"""

import json
import sys

import pyogrio

url = "OAPIF:" + sys.argv[1]
if len(sys.argv) == 2:
    layers = [[name, kind] for name, kind in pyogrio.list_layers(url)]
    print(json.dumps({"gdal": pyogrio.__gdal_version__, "layers": layers}))
    sys.exit()

layer = sys.argv[2]
options = json.loads(sys.argv[3]) if len(sys.argv) > 3 else {}
if "bbox" in options:
    options["bbox"] = tuple(options["bbox"])
frame = pyogrio.read_dataframe(url, layer=layer, **options)
# Longitude and latitude, whatever the server was asked to write.
degrees = frame.to_crs("OGC:CRS84").geometry
print(
    json.dumps(
        {
            "ids": list(frame.id),
            "crs": frame.crs.to_authority(),
            "points": [None if at is None else [at.x, at.y] for at in degrees],
        }
    )
)
