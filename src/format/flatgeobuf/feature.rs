//! One feature of FlatGeobuf: its geometry as flat lists of numbers, its properties as bytes.

use ::flatgeobuf::{Feature, FeatureArgs, Geometry as Part, GeometryArgs, GeometryType};
use flatbuffers::{FlatBufferBuilder, WIPOffset};
use geojson::{Geometry, GeometryValue, Position};

use crate::domain::FeatureText;
use crate::format::cell::{Cell, cells, number};
use crate::format::columns::Columns;
use crate::format::geometry::{has_heights, xy, z};
use crate::format::pieces::Cause;

/// The format's number for a type; `Unknown` means that every feature says its own.
pub(super) fn geometry_type(name: &str) -> GeometryType {
    match name {
        "Point" => GeometryType::Point,
        "LineString" => GeometryType::LineString,
        "Polygon" => GeometryType::Polygon,
        "MultiPoint" => GeometryType::MultiPoint,
        "MultiLineString" => GeometryType::MultiLineString,
        "MultiPolygon" => GeometryType::MultiPolygon,
        "GeometryCollection" => GeometryType::GeometryCollection,
        _ => GeometryType::Unknown,
    }
}

/// A feature with the size in front of it.
pub(super) fn write<'a>(
    builder: &'a mut FlatBufferBuilder<'_>,
    geometry: Option<&Geometry>,
    properties: &[u8],
) -> &'a [u8] {
    builder.reset();
    let geometry = geometry.map(|geometry| part(builder, geometry, has_heights(geometry)));
    let properties = Some(builder.create_vector(properties));
    let args = FeatureArgs {
        geometry,
        properties,
        columns: None,
    };
    let feature = Feature::create(builder, &args);
    builder.finish_size_prefixed(feature, None);
    builder.finished_data()
}

fn part<'a>(
    builder: &mut FlatBufferBuilder<'a>,
    geometry: &Geometry,
    heights: bool,
) -> WIPOffset<Part<'a>> {
    let kind = geometry_type(geometry.value.type_name());
    match &geometry.value {
        GeometryValue::Point { coordinates } => {
            let line = std::slice::from_ref(coordinates);
            flat(builder, kind, &[line], heights)
        }
        GeometryValue::MultiPoint { coordinates } | GeometryValue::LineString { coordinates } => {
            flat(builder, kind, &[coordinates], heights)
        }
        GeometryValue::MultiLineString { coordinates } | GeometryValue::Polygon { coordinates } => {
            flat(builder, kind, &slices(coordinates), heights)
        }
        GeometryValue::MultiPolygon { coordinates } => {
            let parts: Vec<_> = coordinates
                .iter()
                .map(|rings| flat(builder, GeometryType::Polygon, &slices(rings), heights))
                .collect();
            nested(builder, kind, &parts)
        }
        GeometryValue::GeometryCollection { geometries } => {
            let parts: Vec<_> = geometries
                .iter()
                .map(|inner| part(builder, inner, heights))
                .collect();
            nested(builder, kind, &parts)
        }
    }
}

fn slices(lines: &[Vec<Position>]) -> Vec<&[Position]> {
    lines.iter().map(Vec::as_slice).collect()
}

/// All lines one behind the other, and where each ends if there are several.
fn flat<'a>(
    builder: &mut FlatBufferBuilder<'a>,
    type_: GeometryType,
    lines: &[&[Position]],
    heights: bool,
) -> WIPOffset<Part<'a>> {
    let positions = || lines.iter().copied().flatten();
    let numbers: Vec<f64> = positions()
        .flat_map(|at| {
            let (x, y) = xy(at);
            [x, y]
        })
        .collect();
    let up: Vec<f64> = positions().filter_map(z).collect();
    let mut end = 0_u32;
    let ends: Vec<u32> = lines
        .iter()
        .map(|line| {
            end = end.saturating_add(u32::try_from(line.len()).unwrap_or(u32::MAX));
            end
        })
        .collect();
    let args = GeometryArgs {
        type_,
        xy: Some(builder.create_vector(&numbers)),
        z: heights.then(|| builder.create_vector(&up)),
        // A polygon of one ring needs no ends; of several lines GDAL 3.6 wants them always.
        ends: (ends.len() > 1 || type_ == GeometryType::MultiLineString)
            .then(|| builder.create_vector(&ends)),
        ..GeometryArgs::default()
    };
    Part::create(builder, &args)
}

fn nested<'a>(
    builder: &mut FlatBufferBuilder<'a>,
    type_: GeometryType,
    parts: &[WIPOffset<Part<'a>>],
) -> WIPOffset<Part<'a>> {
    let args = GeometryArgs {
        type_,
        parts: Some(builder.create_vector(parts)),
        ..GeometryArgs::default()
    };
    Part::create(builder, &args)
}

/// The identifier and every property that is not null, each behind the number of its column.
pub(super) fn properties(
    out: &mut Vec<u8>,
    feature: &FeatureText,
    columns: &Columns,
    numeric_ids: bool,
) -> Result<(), Cause> {
    out.extend_from_slice(&0_u16.to_le_bytes());
    if numeric_ids {
        out.extend_from_slice(&number(&feature.id)?.to_le_bytes());
    } else {
        text(out, &feature.id.to_string())?;
    }
    for (position, cell) in (1_usize..).zip(cells(feature, columns)?) {
        if cell != Cell::Null {
            out.extend_from_slice(&u16::try_from(position)?.to_le_bytes());
            value(out, cell)?;
        }
    }
    Ok(())
}

fn value(out: &mut Vec<u8>, cell: Cell<'_>) -> Result<(), Cause> {
    match cell {
        Cell::Null => Ok(()),
        Cell::Text(found) => text(out, &found),
        Cell::Date(date) => text(out, &date.to_string()),
        Cell::DateTime(_, written) => text(out, &written.replace([' ', 't'], "T")),
        Cell::Integer(number) => {
            out.extend_from_slice(&number.to_le_bytes());
            Ok(())
        }
        Cell::Number(number) => {
            out.extend_from_slice(&number.to_le_bytes());
            Ok(())
        }
        Cell::Boolean(truth) => {
            out.push(truth.into());
            Ok(())
        }
        Cell::Texts(texts) => text(out, &serde_json::to_string(&texts)?),
        Cell::Json(json) => text(out, json),
    }
}

/// A text with its length in front of it.
fn text(out: &mut Vec<u8>, text: &str) -> Result<(), Cause> {
    out.extend_from_slice(&u32::try_from(text.len())?.to_le_bytes());
    out.extend_from_slice(text.as_bytes());
    Ok(())
}
