//! Coordinate reference systems: the few in which answers, boxes and filters can be had.
//!
//! All data lies in longitude and latitude (CRS84). Projections are `proj4rs`'s; here is which
//! there are, what they are called, which axis comes first and where they may be used.

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use proj4rs::Proj;
use proj4rs::adaptors::transform_vertex_2d;

use super::Bbox;

/// A coordinate reference system that marz can project to and from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Crs {
    /// Longitude, latitude on WGS 84: how the data lies.
    #[default]
    Crs84,
    /// Latitude, longitude on WGS 84.
    Wgs84,
    /// Web Mercator, in metres.
    WebMercator,
    /// UTM zone 41 north (60 to 66 degrees east), in metres.
    Utm41,
    /// UTM zone 42 north (66 to 72 degrees east), in metres.
    Utm42,
    /// UTM zone 43 north (72 to 78 degrees east), in metres.
    Utm43,
}

/// A name that is none of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("found \"{found}\"; expected one of {}", Crs::ALL.map(Crs::uri).join(", "))]
pub struct CrsError {
    found: String,
}

const OGC: &str = "http://www.opengis.net/def/crs/";

impl Crs {
    /// All of them, the data's own first.
    pub const ALL: [Self; 6] = [
        Self::Crs84,
        Self::Wgs84,
        Self::WebMercator,
        Self::Utm41,
        Self::Utm42,
        Self::Utm43,
    ];

    /// The name in documents of the standards.
    pub fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Wgs84 => "http://www.opengis.net/def/crs/EPSG/0/4326",
            Self::WebMercator => "http://www.opengis.net/def/crs/EPSG/0/3857",
            Self::Utm41 => "http://www.opengis.net/def/crs/EPSG/0/32641",
            Self::Utm42 => "http://www.opengis.net/def/crs/EPSG/0/32642",
            Self::Utm43 => "http://www.opengis.net/def/crs/EPSG/0/32643",
        }
    }

    /// The code in the register of EPSG; CRS84 is written there as 4326 with its axes turned.
    pub fn epsg(self) -> u16 {
        match self {
            Self::Crs84 | Self::Wgs84 => 4326,
            Self::WebMercator => 3857,
            Self::Utm41 => 32641,
            Self::Utm42 => 32642,
            Self::Utm43 => 32643,
        }
    }

    /// Does its authority write the northing (latitude) first?
    pub fn is_north_first(self) -> bool {
        self == Self::Wgs84
    }

    /// Are its coordinates degrees?
    pub fn is_geographic(self) -> bool {
        matches!(self, Self::Crs84 | Self::Wgs84)
    }

    /// Can everything inside this box be projected without running away? Mercator has no poles,
    /// and a transverse Mercator folds far from its meridian.
    pub fn covers(self, bbox: &Bbox) -> bool {
        let north = bbox.north.max(-bbox.south);
        match self.meridian() {
            None => self.is_geographic() || north <= MERCATOR_END,
            Some(meridian) => {
                let far = |longitude: f64| (longitude - meridian).abs() > UTM_REACH;
                north <= UTM_END
                    && !bbox.crosses_antimeridian()
                    && !far(bbox.west)
                    && !far(bbox.east)
            }
        }
    }

    /// Longitude and latitude in degrees → easting and northing; `None` where it has no place for
    /// them. The order is x, y whatever the authority says.
    pub fn project(self, longitude: f64, latitude: f64) -> Option<(f64, f64)> {
        let Some(own) = self.projection() else {
            return Some((longitude, latitude));
        };
        let at = (longitude.to_radians(), latitude.to_radians());
        transform_vertex_2d(geographic()?, own, at)
            .ok()
            .filter(|(x, y)| x.is_finite() && y.is_finite())
    }

    /// Easting and northing → longitude and latitude in degrees.
    pub fn unproject(self, x: f64, y: f64) -> Option<(f64, f64)> {
        let Some(own) = self.projection() else {
            return Some((x, y));
        };
        transform_vertex_2d(own, geographic()?, (x, y))
            .ok()
            .map(|(longitude, latitude)| (longitude.to_degrees(), latitude.to_degrees()))
            .filter(|(x, y)| x.is_finite() && y.is_finite())
    }

    fn meridian(self) -> Option<f64> {
        match self {
            Self::Utm41 => Some(63.0),
            Self::Utm42 => Some(69.0),
            Self::Utm43 => Some(75.0),
            Self::Crs84 | Self::Wgs84 | Self::WebMercator => None,
        }
    }

    /// `None` where coordinates are degrees already.
    fn projection(self) -> Option<&'static Proj> {
        static MADE: [OnceLock<Option<Proj>>; 4] = [const { OnceLock::new() }; 4];
        let (place, definition) = match self {
            Self::Crs84 | Self::Wgs84 => return None,
            Self::WebMercator => (0, "+proj=merc +a=6378137 +b=6378137 +units=m"),
            Self::Utm41 => (1, "+proj=utm +zone=41 +datum=WGS84 +units=m"),
            Self::Utm42 => (2, "+proj=utm +zone=42 +datum=WGS84 +units=m"),
            Self::Utm43 => (3, "+proj=utm +zone=43 +datum=WGS84 +units=m"),
        };
        let made = MADE.get(place)?;
        made.get_or_init(|| Proj::from_proj_string(definition).ok())
            .as_ref()
    }
}

/// Which edition of the register: `0` and nothing for the latest, `1.3`, `9.9.1`.
fn is_version(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// The latitude at which the square of Web Mercator ends.
const MERCATOR_END: f64 = 85.06;
/// The latitude at which UTM ends.
const UTM_END: f64 = 84.0;
/// So many degrees from its meridian UTM is exact to a millimetre, to our projection library too.
const UTM_REACH: f64 = 40.0;

fn geographic() -> Option<&'static Proj> {
    static MADE: OnceLock<Option<Proj>> = OnceLock::new();
    MADE.get_or_init(|| Proj::from_proj_string("+proj=longlat +datum=WGS84").ok())
        .as_ref()
}

impl FromStr for Crs {
    type Err = CrsError;

    /// Reads the forms that clients write: `http(s)://www.opengis.net/def/crs/EPSG/0/4326`,
    /// `[EPSG:4326]`, `EPSG:4326`, `urn:ogc:def:crs:EPSG::4326`.
    fn from_str(text: &str) -> Result<Self, CrsError> {
        let plain = text.trim();
        let plain = plain
            .strip_prefix('[')
            .and_then(|inner| inner.strip_suffix(']'))
            .unwrap_or(plain);
        let name = plain.replacen("https://", "http://", 1);
        let name = name
            .strip_prefix(OGC)
            .or_else(|| name.strip_prefix("urn:ogc:def:crs:"))
            .unwrap_or(&name);
        let parts: Vec<&str> = name.split([':', '/']).collect();
        let (authority, code) = match *parts.as_slice() {
            [authority, code] => (authority, code),
            [authority, version, code] if is_version(version) => (authority, code),
            _ => ("", ""),
        };
        Self::ALL
            .into_iter()
            .find(|crs| match crs {
                Self::Crs84 => authority == "OGC" && code == "CRS84",
                other => authority == "EPSG" && code == other.epsg().to_string(),
            })
            .ok_or_else(|| CrsError {
                found: text.chars().take(100).collect(),
            })
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.uri())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_read_in_every_form_that_clients_write() {
        for (text, expected) in [
            ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", Crs::Crs84),
            ("https://www.opengis.net/def/crs/OGC/1.3/CRS84", Crs::Crs84),
            ("urn:ogc:def:crs:OGC:1.3:CRS84", Crs::Crs84),
            ("[OGC:CRS84]", Crs::Crs84),
            ("http://www.opengis.net/def/crs/EPSG/0/4326", Crs::Wgs84),
            ("http://www.opengis.net/def/crs/EPSG/9.9.1/4326", Crs::Wgs84),
            ("urn:ogc:def:crs:EPSG::3857", Crs::WebMercator),
            ("EPSG:32642", Crs::Utm42),
        ] {
            assert_eq!(text.parse(), Ok(expected), "{text}");
        }
        for wrong in [
            "",
            "4326",
            "EPSG:4327",
            "http://example.org/EPSG/0/4326",
            "OGC:CRS84h",
            "[EPSG:4326",
            "a:b:c:d",
            "EPSG:4326,EPSG:3857",
        ] {
            assert!(wrong.parse::<Crs>().is_err(), "{wrong}");
        }
    }

    /// The figures are those of PROJ 9 (`gdaltransform -s_srs EPSG:4326 -t_srs EPSG:…`).
    #[test]
    fn dushanbe_lies_where_proj_puts_it() {
        for (crs, x, y) in [
            (Crs::WebMercator, 7_656_777.216, 4_659_039.201),
            (Crs::Utm41, 1_003_941.513, 4_283_987.081),
            (Crs::Utm42, 481_007.001, 4_268_129.026),
            (Crs::Utm43, -41_974.013, 4_286_478.941),
        ] {
            let (found_x, found_y) = crs.project(68.782, 38.5614).unwrap();
            assert!(
                (found_x - x).abs() < 0.001 && (found_y - y).abs() < 0.001,
                "{crs}: {found_x} {found_y}"
            );
        }
    }

    #[test]
    fn a_system_covers_no_more_than_it_can_hold() {
        let world = Bbox::WORLD;
        let here: Bbox = "66,36,76,43".parse().unwrap();
        for crs in Crs::ALL {
            assert!(crs.covers(&here), "{crs}");
            assert_eq!(crs.covers(&world), crs.is_geographic(), "{crs}");
        }
    }

    proptest! {
        #[test]
        fn what_is_projected_comes_back(x in 40.0..100.0_f64, y in -80.0..80.0_f64) {
            for crs in Crs::ALL {
                if !crs.covers(&Bbox { west: x, south: y, east: x, north: y }) {
                    continue;
                }
                let (east, north) = crs.project(x, y).unwrap();
                let (back_x, back_y) = crs.unproject(east, north).unwrap();
                prop_assert!((back_x - x).abs() < 1e-9 && (back_y - y).abs() < 1e-9, "{}", crs);
            }
        }
    }
}
