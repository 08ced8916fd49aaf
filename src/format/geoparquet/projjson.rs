//! Reference systems as PROJJSON, as PROJ writes it for these codes.

use serde_json::{Value, json};

use crate::domain::Crs;
use crate::format::reference::{meridian, name};

/// The realisations of WGS 84 that its ensemble has, with their codes.
const REALISATIONS: [(&str, u16); 8] = [
    ("World Geodetic System 1984 (Transit)", 1166),
    ("World Geodetic System 1984 (G730)", 1152),
    ("World Geodetic System 1984 (G873)", 1153),
    ("World Geodetic System 1984 (G1150)", 1154),
    ("World Geodetic System 1984 (G1674)", 1155),
    ("World Geodetic System 1984 (G1762)", 1156),
    ("World Geodetic System 1984 (G2139)", 1309),
    ("World Geodetic System 1984 (G2296)", 1383),
];

/// PROJJSON; `None` for longitude and latitude, which the format takes for granted.
pub(super) fn projjson(crs: Crs) -> Option<Value> {
    let (method, method_code, scale, false_easting) = match crs {
        Crs::Crs84 => return None,
        Crs::Wgs84 => return Some(geographic()),
        Crs::WebMercator => ("Popular Visualisation Pseudo Mercator", 1024, None, 0.0),
        Crs::Utm41 | Crs::Utm42 | Crs::Utm43 => {
            ("Transverse Mercator", 9807, Some(0.9996), 500_000.0)
        }
    };
    let middle = f64::from(meridian(crs));
    let scale =
        scale.map(|scale| parameter("Scale factor at natural origin", scale, "unity", 8805));
    let parameters: Vec<Value> = [
        parameter("Latitude of natural origin", 0.0, "degree", 8801),
        parameter("Longitude of natural origin", middle, "degree", 8802),
    ]
    .into_iter()
    .chain(scale)
    .chain([
        parameter("False easting", false_easting, "metre", 8806),
        parameter("False northing", 0.0, "metre", 8807),
    ])
    .collect();
    let conversion = name(crs).trim_start_matches("WGS 84 / ");
    let (east, north) = match crs {
        Crs::WebMercator => ("X", "Y"),
        _ => ("E", "N"),
    };
    Some(json!({
        "type": "ProjectedCRS",
        "name": name(crs),
        "base_crs": geographic(),
        "conversion": {
            "name": conversion,
            "method": {"name": method, "id": {"authority": "EPSG", "code": method_code}},
            "parameters": parameters,
        },
        "coordinate_system": {
            "subtype": "Cartesian",
            "axis": [
                {"name": "Easting", "abbreviation": east, "direction": "east", "unit": "metre"},
                {"name": "Northing", "abbreviation": north, "direction": "north", "unit": "metre"},
            ],
        },
        "id": {"authority": "EPSG", "code": crs.epsg()},
    }))
}

fn geographic() -> Value {
    let members: Vec<Value> = REALISATIONS
        .iter()
        .map(|(name, code)| json!({"name": name, "id": {"authority": "EPSG", "code": code}}))
        .collect();
    let axis = |name, abbreviation, direction| {
        json!({
            "name": name, "abbreviation": abbreviation, "direction": direction, "unit": "degree",
        })
    };
    json!({
        "type": "GeographicCRS",
        "name": "WGS 84",
        "datum_ensemble": {
            "name": "World Geodetic System 1984 ensemble",
            "members": members,
            "ellipsoid": {
                "name": "WGS 84",
                "semi_major_axis": 6_378_137,
                "inverse_flattening": 298.257_223_563,
            },
            "accuracy": "2.0",
            "id": {"authority": "EPSG", "code": 6326},
        },
        "coordinate_system": {
            "subtype": "ellipsoidal",
            "axis": [
                axis("Geodetic latitude", "Lat", "north"),
                axis("Geodetic longitude", "Lon", "east"),
            ],
        },
        "id": {"authority": "EPSG", "code": 4326},
    })
}

fn parameter(name: &str, value: f64, unit: &str, code: u16) -> Value {
    json!({
        "name": name, "value": value, "unit": unit, "id": {"authority": "EPSG", "code": code},
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_but_the_default_is_described() {
        for crs in Crs::ALL {
            let code = projjson(crs).map(|json| json["id"]["code"].clone());
            let expected = (crs != Crs::Crs84).then(|| Value::from(crs.epsg()));
            assert_eq!(code, expected, "{crs}");
        }
    }
}
