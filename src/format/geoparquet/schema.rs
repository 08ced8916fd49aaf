//! The columns of the file, as Parquet declares them.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::errors::Result;
use parquet::schema::types::{Type, TypePtr};

use super::{BBOX, BOUNDS, GEOMETRY, ID};
use crate::domain::PropertyType;
use crate::format::Layer;
use crate::format::columns::Columns;

/// Identifier, properties, geometry and its box, in this order.
pub(super) fn schema(layer: &Layer, columns: &Columns) -> Result<TypePtr> {
    let id = if layer.numeric_ids {
        PropertyType::Integer
    } else {
        PropertyType::Text
    };
    let mut fields = vec![value(ID, id, Repetition::REQUIRED)?];
    for column in columns.iter() {
        fields.push(match column.property.kind {
            PropertyType::TextList => list(&column.name)?,
            kind => value(&column.name, kind, Repetition::OPTIONAL)?,
        });
    }
    if layer.geometry.is_some() {
        let bytes = Type::primitive_type_builder(GEOMETRY, Physical::BYTE_ARRAY);
        fields.push(Arc::new(
            bytes.with_repetition(Repetition::OPTIONAL).build()?,
        ));
        let bounds: Result<Vec<TypePtr>> = BOUNDS
            .iter()
            .map(|name| value(name, PropertyType::Number, Repetition::REQUIRED))
            .collect();
        fields.push(Arc::new(
            Type::group_type_builder(BBOX)
                .with_repetition(Repetition::OPTIONAL)
                .with_fields(bounds?)
                .build()?,
        ));
    }
    // The root has no repetition, and no name that anybody reads.
    let root = Type::group_type_builder("schema").with_fields(fields);
    root.build().map(Arc::new)
}

fn value(name: &str, kind: PropertyType, repetition: Repetition) -> Result<TypePtr> {
    let (physical, logical) = match kind {
        PropertyType::Boolean => (Physical::BOOLEAN, None),
        PropertyType::Integer => (Physical::INT64, None),
        PropertyType::Number => (Physical::DOUBLE, None),
        PropertyType::Date => (Physical::INT32, Some(LogicalType::Date)),
        // What the clock of the place showed: not adjusted to any zone.
        PropertyType::DateTime => (
            Physical::INT64,
            Some(LogicalType::timestamp(false, TimeUnit::MICROS)),
        ),
        PropertyType::Text | PropertyType::TextList => {
            (Physical::BYTE_ARRAY, Some(LogicalType::String))
        }
        PropertyType::NumberList | PropertyType::Array | PropertyType::Object => {
            (Physical::BYTE_ARRAY, Some(LogicalType::Json))
        }
    };
    Type::primitive_type_builder(name, physical)
        .with_repetition(repetition)
        .with_logical_type(logical)
        .build()
        .map(Arc::new)
}

/// A list of texts, in the three levels that the format wants.
fn list(name: &str) -> Result<TypePtr> {
    let element = value("element", PropertyType::Text, Repetition::OPTIONAL)?;
    let repeated = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![element])
        .build()?;
    Type::group_type_builder(name)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(repeated)])
        .build()
        .map(Arc::new)
}
