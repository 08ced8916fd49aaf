//! The parameters that say what of each feature: `properties`, `crs` and their like.

use super::crs::{self, Named};
use super::params::Params;
use crate::domain::{Crs, Schema};
use crate::query::{MOST_DIGITS, View};

/// Features Part 6.
pub(super) const CONFORMANCE: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-features-6/1.0/conf/properties",
    "http://www.opengis.net/spec/ogcapi-features-6/1.0/conf/properties-features",
];

/// What of each feature is wanted, and the system as the client calls it.
pub(super) fn view(params: &mut Params, schema: &Schema, offered: &[Crs]) -> (View, Named) {
    let named = crs::read(params, "crs", offered);
    let properties = params
        .text("properties")
        .and_then(|text| params.read("properties", &text, |text| View::names(text, schema)));
    let left_out = params.text("exclude-properties").and_then(|text| {
        params.read("exclude-properties", &text, |text| {
            View::names(text, schema)
        })
    });
    let properties = match (properties, left_out) {
        (Some(_), Some(_)) => {
            params.reject("exclude-properties", None, "not together with properties");
            None
        }
        (None, Some(left_out)) => {
            let all = schema
                .properties
                .iter()
                .map(|property| property.name.clone());
            Some(all.filter(|name| !left_out.contains(name)).collect())
        }
        (properties, None) => properties,
    };
    let skip_geometry = params.value::<bool>("skipGeometry").unwrap_or_default();
    let precision = params.text("coordinatePrecision").and_then(|text| {
        params.read("coordinatePrecision", &text, |text| {
            let digits = text.parse().ok();
            digits
                .filter(|digits| *digits <= MOST_DIGITS)
                .ok_or_else(|| format!("expected digits behind the point, 0 to {MOST_DIGITS}"))
        })
    });
    let view = View {
        properties,
        skip_geometry,
        crs: named.crs,
        precision,
    };
    (view, named)
}
