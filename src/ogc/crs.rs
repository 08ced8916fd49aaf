//! The coordinate reference system of answers and boxes: longitude and latitude, and no other.
//!
//! Clients that read `storageCrs` of a collection ask for it by name (GDAL 3.12 sends `crs=` with
//! every request), so that its name has to be understood where it changes nothing.

use super::params::Params;

/// Longitude, latitude on WGS 84, in this order.
pub(super) const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// The same, as other clients write it.
const NAMES: [&str; 4] = [
    CRS84,
    "https://www.opengis.net/def/crs/OGC/1.3/CRS84",
    "[OGC:CRS84]",
    "urn:ogc:def:crs:OGC:1.3:CRS84",
];

/// Reads the parameter, which may name what is done anyway.
pub(super) fn check(params: &mut Params, name: &str) {
    if let Some(crs) = params.text(name).filter(|crs| !NAMES.contains(&&**crs)) {
        params.reject(name, Some(&crs), format!("expected {CRS84}"));
    }
}
