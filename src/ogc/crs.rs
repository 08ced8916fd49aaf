//! Coordinate reference systems of answers, boxes and filters (Features Part 2).

use super::params::Params;
use crate::domain::{Crs, Extent};

/// Features Part 2.
pub(super) const CONFORMANCE: &[&str] =
    &["http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs"];

/// A system, with the name by which the client knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) crs: Crs,
    name: Option<String>,
}

impl Named {
    /// Longitude and latitude, in this order?
    pub(super) fn is_plain(&self) -> bool {
        self.crs == Crs::Crs84
    }

    /// The value of `Content-Crs`: what was asked for, if that is an address, so that a client
    /// which compares texts finds its own.
    pub(super) fn header(&self) -> String {
        let name = self.name.as_deref().unwrap_or(self.crs.uri());
        format!("<{name}>")
    }
}

/// The systems in which everything within this extent can be had.
pub(super) fn offered(extent: &Extent) -> Vec<Crs> {
    let covers = |crs: &Crs| extent.spatial.is_none_or(|bbox| crs.covers(&bbox));
    Crs::ALL.into_iter().filter(covers).collect()
}

/// Reads the parameter, which must name one of these.
pub(super) fn read(params: &mut Params, name: &str, offered: &[Crs]) -> Named {
    let Some(text) = params.text(name) else {
        return Named::default();
    };
    let names = || offered.iter().map(|crs| crs.uri()).collect::<Vec<_>>();
    let read = |text: &str| {
        text.parse::<Crs>()
            .ok()
            .filter(|crs| offered.contains(crs))
            .ok_or_else(|| format!("expected one of {}", names().join(", ")))
    };
    let crs = params.read(name, &text, read).unwrap_or_default();
    let is_address = |text: &String| text.starts_with("http://") || text.starts_with("https://");
    Named {
        crs,
        name: Some(text).filter(is_address),
    }
}
