//! What a GeoPackage says about its table: extent, reference system, columns, licence, index.

use rusqlite::{Connection, params};

use super::sql::{filled, quoted};
use super::{FID, GEOM, ID, Table};
use crate::domain::PropertyType;
use crate::format::Layer;
use crate::format::columns::Column;
use crate::format::geometry::Envelope;
use crate::format::pieces::Cause;
use crate::format::reference;

/// When the content last changed. It is not known here, and the clock would make other bytes of
/// the same features.
const UNKNOWN: &str = "1970-01-01T00:00:00.000Z";

/// The name that the standard gives to the index of the geometries.
pub(super) fn index_name(table: &str) -> String {
    format!("rtree_{table}_{GEOM}")
}

/// Fills the tables of the standard, when all features have been seen.
pub(super) fn describe(db: &Connection, layer: &Layer, table: &Table<'_>) -> Result<(), Cause> {
    let mut systems = vec![crate::domain::Crs::Crs84];
    if table.srs_id != 4326 {
        systems.push(layer.crs);
    }
    for crs in systems {
        db.execute(
            "INSERT INTO gpkg_spatial_ref_sys VALUES (?1, ?2, 'EPSG', ?2, ?3, NULL)",
            params![
                reference::name(crs),
                crs.epsg(),
                reference::well_known_text(crs)
            ],
        )?;
    }
    let bound = |of: fn(&Envelope) -> f64| table.envelope.as_ref().map(of);
    db.execute(
        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            table.name,
            table.geometry.map_or("attributes", |_| "features"),
            layer.title,
            layer.description.as_deref().unwrap_or_default(),
            UNKNOWN,
            bound(|envelope| envelope.west),
            bound(|envelope| envelope.south),
            bound(|envelope| envelope.east),
            bound(|envelope| envelope.north),
            table.geometry.map(|_| table.srs_id),
        ],
    )?;
    if let Some(kind) = table.geometry {
        geometries(db, table, kind)?;
    }
    columns(db, table)?;
    if let Some(rights) = &layer.rights {
        licence(db, table, rights)?;
    }
    Ok(())
}

fn geometries(db: &Connection, table: &Table<'_>, kind: &str) -> Result<(), Cause> {
    let z = match table.heights {
        (false, _) => 0,
        (true, false) => 1,
        (true, true) => 2,
    };
    db.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, 0)",
        params![table.name, GEOM, kind.to_uppercase(), table.srs_id, z],
    )?;
    db.execute(
        "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', \
         'http://www.geopackage.org/spec130/#extension_rtree', 'write-only')",
        params![table.name, GEOM],
    )?;
    let index = index_name(&table.name);
    let trigger = |name: &str| quoted(&format!("{index}_{name}"));
    db.execute_batch(&filled(
        include_str!("rtree.sql"),
        &[
            ("table", &quoted(&table.name)),
            ("index", &quoted(&index)),
            ("geometry", &quoted(GEOM)),
            ("id", &quoted(FID)),
            ("insert", &trigger("insert")),
            ("update1", &trigger("update1")),
            ("update2", &trigger("update2")),
            ("update3", &trigger("update3")),
            ("update4", &trigger("update4")),
            ("delete", &trigger("delete")),
        ],
    ))?;
    Ok(())
}

/// Titles and descriptions of columns, and which of them hold JSON.
fn columns(db: &Connection, table: &Table<'_>) -> Result<(), Cause> {
    let mut insert =
        db.prepare("INSERT INTO gpkg_data_columns VALUES (?, ?, NULL, ?, ?, ?, NULL)")?;
    if !table.numeric_ids {
        let none: Option<&str> = None;
        insert.execute(params![table.name, ID, "Identifier", none, none])?;
    }
    for Column { name, property } in table.columns.iter() {
        let mime_type = match property.kind {
            PropertyType::TextList
            | PropertyType::NumberList
            | PropertyType::Array
            | PropertyType::Object => Some("application/json"),
            _ => None,
        };
        let (title, description) = (&property.title, &property.description);
        if title.is_some() || description.is_some() || mime_type.is_some() {
            insert.execute(params![table.name, name, title, description, mime_type])?;
        }
    }
    Ok(())
}

fn licence(db: &Connection, table: &Table<'_>, rights: &str) -> Result<(), Cause> {
    db.execute(
        "INSERT INTO gpkg_metadata VALUES \
         (1, 'dataset', 'http://purl.org/dc/terms/rights', 'text/plain', ?)",
        [rights],
    )?;
    db.execute(
        "INSERT INTO gpkg_metadata_reference VALUES ('table', ?, NULL, NULL, ?, 1, NULL)",
        params![table.name, UNKNOWN],
    )?;
    Ok(())
}
