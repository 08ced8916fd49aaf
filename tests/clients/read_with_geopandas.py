"""geopandas reads an address of the server: `read_with_geopandas.py URL PATH`."""

import json
import sys

import geopandas
import pandas

url, path = sys.argv[1:]
frame = geopandas.read_file(url + path)
print(
    json.dumps(
        {
            "ids": list(frame.id),
            "crs": frame.crs.to_string(),
            "is_date": pandas.api.types.is_datetime64_any_dtype(frame.date_start),
        }
    )
)
