//! `GeoPackageBinary` and the well-known binary in it (ISO 13249-3), of either byte order.
//!
//! An empty geometry says no more about a place than none, and so it is none; empty parts of others
//! are nothing. Measures are left out: GeoJSON has no place for them.

use geojson::{Geometry, GeometryValue, Position};

use super::super::geometry::{Wrong, check, wrong};
use crate::domain::Crs;

/// Collections may lie in each other so deep.
const DEEP: usize = 32;
/// Room is made for so many parts before they are read: each level of collections may claim more.
const AT_ONCE: usize = 1024;

/// So many metres may lie between a position and what comes back of it.
const NEAR: f64 = 0.01;

/// A position of two numbers, and the head of a geometry with its count.
const POSITION: usize = 16;
const PART: usize = 9;

/// Reads a geometry into longitude and latitude. Its system is the table's, whatever the head says,
/// as other readers have it.
pub(super) fn read(blob: &[u8], crs: Crs) -> Result<Option<Geometry>, Wrong> {
    let mut bytes = Bytes {
        rest: blob,
        is_little: true,
        has_heights: false,
        has_measures: false,
        crs,
    };
    bytes.head()?;
    let geometry = bytes.geometry(None, 0)?;
    if !bytes.rest.is_empty() {
        let found = format!("{} bytes behind the geometry", bytes.rest.len());
        return Err(wrong(found, "its end"));
    }
    let mut geometry = geometry.map(Geometry::new);
    geometry.as_mut().map(check).transpose()?;
    Ok(geometry)
}

/// What is left of a geometry, and how it is written.
struct Bytes<'a> {
    rest: &'a [u8],
    is_little: bool,
    has_heights: bool,
    has_measures: bool,
    crs: Crs,
}

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Wrong> {
        let Some((taken, rest)) = self.rest.split_first_chunk() else {
            let found = format!("{} bytes where {N} are due", self.rest.len());
            return Err(wrong(found, "a geometry that is whole"));
        };
        self.rest = rest;
        Ok(*taken)
    }

    fn number(&mut self) -> Result<u32, Wrong> {
        let bytes = self.take()?;
        Ok(if self.is_little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }

    fn ordinate(&mut self) -> Result<f64, Wrong> {
        let bytes = self.take()?;
        Ok(if self.is_little {
            f64::from_le_bytes(bytes)
        } else {
            f64::from_be_bytes(bytes)
        })
    }

    /// A count of things that have so many bytes each at least: not more than there can be.
    fn count(&mut self, least: usize) -> Result<usize, Wrong> {
        let count = self.number()?;
        let most = self.rest.len() / least;
        let fits = usize::try_from(count).ok().filter(|count| *count <= most);
        fits.ok_or_else(|| {
            let found = format!("a count of {count}");
            wrong(found, format!("at most {most}, for which there are bytes"))
        })
    }

    /// The head of `GeoPackageBinary`, of which nothing is needed: bounds can be had from the
    /// geometry.
    fn head(&mut self) -> Result<(), Wrong> {
        let head: [u8; 8] = self.take()?;
        let [b'G', b'P', 0, flags, ..] = head else {
            return Err(wrong(
                "bytes that begin otherwise",
                "a GeoPackage geometry, GP version 0",
            ));
        };
        if flags & 1 << 5 != 0 {
            return Err(wrong("a geometry of an extension", "one of the standard"));
        }
        match flags >> 1 & 7 {
            0 => Ok(()),
            1 => self.take::<32>().map(drop),
            2 | 3 => self.take::<48>().map(drop),
            4 => self.take::<64>().map(drop),
            other => Err(wrong(
                format!("bounds of the kind {other}"),
                "a kind from 0 to 4",
            )),
        }
    }

    /// A geometry, of that type if one is given; `None` if it is empty.
    fn geometry(
        &mut self,
        expected: Option<u32>,
        depth: usize,
    ) -> Result<Option<GeometryValue>, Wrong> {
        self.is_little = match self.take()? {
            [0] => false,
            [1] => true,
            [other] => return Err(wrong(format!("the byte order {other}"), "0 or 1")),
        };
        let number = self.number()?;
        let (kind, dimensions) = (number % 1000, number / 1000);
        (self.has_heights, self.has_measures) = match dimensions {
            0 => (false, false),
            1 => (true, false),
            2 => (false, true),
            3 => (true, true),
            _ => return Err(unknown(number)),
        };
        if let Some(expected) = expected.filter(|expected| *expected != kind) {
            let found = format!("a part of the type {kind}");
            return Err(wrong(found, format!("one of the type {expected}")));
        }
        Ok(match kind {
            1 => self
                .position()?
                .map(|coordinates| GeometryValue::Point { coordinates }),
            2 => some(self.line()?).map(|coordinates| GeometryValue::LineString { coordinates }),
            3 => some(self.rings()?).map(|coordinates| GeometryValue::Polygon { coordinates }),
            4 => some(self.parts(1, |part| match part {
                GeometryValue::Point { coordinates } => Some(coordinates),
                _ => None,
            })?)
            .map(|coordinates| GeometryValue::MultiPoint { coordinates }),
            5 => some(self.parts(2, |part| match part {
                GeometryValue::LineString { coordinates } => Some(coordinates),
                _ => None,
            })?)
            .map(|coordinates| GeometryValue::MultiLineString { coordinates }),
            6 => some(self.parts(3, |part| match part {
                GeometryValue::Polygon { coordinates } => Some(coordinates),
                _ => None,
            })?)
            .map(|coordinates| GeometryValue::MultiPolygon { coordinates }),
            7 => some(self.collection(depth)?)
                .map(|geometries| GeometryValue::GeometryCollection { geometries }),
            _ => return Err(unknown(number)),
        })
    }

    fn parts<T>(
        &mut self,
        kind: u32,
        of: impl Fn(GeometryValue) -> Option<T>,
    ) -> Result<Vec<T>, Wrong> {
        let count = self.count(PART)?;
        let mut parts = Vec::with_capacity(count.min(AT_ONCE));
        for _ in 0..count {
            parts.extend(self.geometry(Some(kind), 0)?.and_then(&of));
        }
        Ok(parts)
    }

    fn collection(&mut self, depth: usize) -> Result<Vec<Geometry>, Wrong> {
        if depth == DEEP {
            let found = format!("more than {DEEP} collections in each other");
            return Err(wrong(found, "fewer"));
        }
        let count = self.count(PART)?;
        let mut geometries = Vec::with_capacity(count.min(AT_ONCE));
        for _ in 0..count {
            geometries.extend(self.geometry(None, depth + 1)?.map(Geometry::new));
        }
        Ok(geometries)
    }

    fn rings(&mut self) -> Result<Vec<Vec<Position>>, Wrong> {
        let count = self.count(4)?;
        let mut rings = Vec::with_capacity(count.min(AT_ONCE));
        let mut is_empty = false;
        for number in 0..count {
            let ring = some(self.line()?);
            is_empty |= number == 0 && ring.is_none();
            rings.extend(ring);
        }
        // The first hole would be taken for the area.
        if is_empty && !rings.is_empty() {
            return Err(wrong(
                "a polygon of holes only",
                "an outer ring before them",
            ));
        }
        Ok(rings)
    }

    fn line(&mut self) -> Result<Vec<Position>, Wrong> {
        let count = self.count(POSITION)?;
        let mut line = Vec::with_capacity(count);
        for _ in 0..count {
            let position = self.position()?;
            line.push(position.ok_or_else(|| wrong("a position NaN NaN", "numbers"))?);
        }
        Ok(line)
    }

    /// A position; an empty point has none.
    fn position(&mut self) -> Result<Option<Position>, Wrong> {
        let (x, y) = (self.ordinate()?, self.ordinate()?);
        let height = self.has_heights.then(|| self.ordinate()).transpose()?;
        if self.has_measures {
            self.ordinate()?;
        }
        if x.is_nan() && y.is_nan() {
            return Ok(None);
        }
        let (x, y) = self.unprojected(x, y)?;
        // A height that is not a number is not known.
        Ok(Some(match height.filter(|height| !height.is_nan()) {
            None => Position::from([x, y]),
            Some(height) if height.is_finite() => Position::from([x, y, height]),
            Some(height) => return Err(wrong(format!("the height {height}"), "a number")),
        }))
    }

    fn unprojected(&self, x: f64, y: f64) -> Result<(f64, f64), Wrong> {
        if self.crs.is_geographic() {
            return Ok((x, y));
        }
        // No projection is more exact than a tenth of a millimetre.
        let rounded = |degrees: f64| (degrees * 1e9).round() / 1e9;
        // What lies too far out comes back somewhere else: the world is round.
        let is_near = |(longitude, latitude): &(f64, f64)| {
            let again = self.crs.project(*longitude, *latitude);
            again.is_some_and(|(east, north)| (east - x).abs().max((north - y).abs()) < NEAR)
        };
        let found = self.crs.unproject(x, y).filter(is_near);
        let (longitude, latitude) = found.ok_or_else(|| {
            let code = self.crs.epsg();
            let expected = format!("a place that EPSG:{code} can show");
            wrong(format!("the position {x:?}, {y:?}"), expected)
        })?;
        Ok((rounded(longitude), rounded(latitude)))
    }
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    Some(list).filter(|list| !list.is_empty())
}

fn unknown(number: u32) -> Wrong {
    let curves = if matches!(number % 1000, 8..=14) {
        "; `ogr2ogr -nlt CONVERT_TO_LINEAR` makes lines of curves"
    } else {
        ""
    };
    wrong(
        format!("a geometry of the type {number}"),
        format!("a point, line, polygon, several of them, or a collection{curves}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_bytes_stand_there_are_answered(
            head in prop_oneof![Just(b"GP\0\x01\0\0\0\0".to_vec()), Just(Vec::new())],
            types in prop::collection::vec((0..2_u8, 0..9_u32, 0..5_u32, 0..4_u32), 0..12),
            rest in prop::collection::vec(any::<u8>(), 0..80),
            crs in prop_oneof![Just(Crs::Crs84), Just(Crs::Utm42)],
        ) {
            let mut blob = head;
            for (order, kind, dimensions, count) in types {
                blob.push(order);
                for number in [dimensions * 1000 + kind, count] {
                    blob.extend(if order == 1 { number.to_le_bytes() } else { number.to_be_bytes() });
                }
            }
            blob.extend(rest);
            if let Ok(Some(geometry)) = read(&blob, crs) {
                // What is read is valid, and stays what it is when it is written.
                let text = geometry.to_string();
                let again: Geometry = text.parse().unwrap();
                prop_assert_eq!(again.to_string(), text);
            }
        }
    }
}
