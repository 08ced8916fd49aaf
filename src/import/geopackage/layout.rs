//! What a GeoPackage says about a table: columns, reference system, title, meanings.

use rusqlite::params;

use super::super::report::quoted;
use super::super::{CollectionSettings, PropertySettings};
use super::database::{Database, Fault, identifier};
use super::feature::Type;
use crate::domain::Crs;

/// A table, as its rows are read.
#[derive(Debug)]
pub(super) struct Layout {
    table: String,
    title: Option<String>,
    description: Option<String>,
    /// The column of geometries and its reference system.
    pub(super) geometry: Option<(String, Crs)>,
    /// All other columns that hold something for a feature.
    pub(super) columns: Vec<Column>,
    /// The position of the column that names the features; without one the rows' numbers do.
    pub(super) id: Option<usize>,
    /// Columns that cannot be read: their name, what they are, what is expected.
    pub(super) left_out: Vec<(String, &'static str, &'static str)>,
    /// How the rows' numbers are asked for.
    number: &'static str,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Type,
    /// Is it among the properties?
    pub(super) is_property: bool,
    title: Option<String>,
    description: Option<String>,
    is_key: bool,
    is_computed: bool,
}

/// The tables of features and of rows without a place.
pub(super) fn tables(database: &Database) -> Result<Vec<String>, Fault> {
    if !database.has_table("gpkg_contents")? {
        let found = "a database without the table gpkg_contents";
        return Err(Fault::new(found, "a GeoPackage"));
    }
    // QGIS keeps the styles of layers in a table beside them.
    let mut statement = database.prepare(
        "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes') \
         AND NOT (data_type = 'attributes' AND table_name = 'layer_styles') ORDER BY rowid",
    )?;
    let names = statement.query_map([], |row| row.get(0))?;
    let names = names.collect::<Result<Vec<String>, _>>()?;
    if names.is_empty() {
        let expected = "a row of the type features or attributes in gpkg_contents";
        return Err(Fault::new("no table of features", expected));
    }
    Ok(names)
}

impl Layout {
    /// The table of that name, or the only one.
    pub(super) fn of(database: &Database, name: Option<&str>) -> Result<Self, Fault> {
        let tables = tables(database)?;
        let is_it = |table: &&String| name.is_none_or(|name| name.eq_ignore_ascii_case(table));
        let table = match (name, tables.as_slice()) {
            (None, [_, _, ..]) => None,
            _ => tables.iter().find(is_it),
        };
        let table = table.ok_or_else(|| match name {
            None => Fault::new(
                format!("the tables {}", tables.join(", ")),
                "`table = \"…\"` in the settings, which says what the collection is",
            ),
            Some(name) => Fault::new(
                format!("no table {} of features", quoted(name)),
                format!("one of {}", tables.join(", ")),
            ),
        })?;
        if !database.has_table(table)? {
            let found = format!("no table {}", quoted(table));
            return Err(Fault::new(found, "the tables that gpkg_contents lists"));
        }
        let (title, description) = said(database, table)?;
        let geometry = geometry(database, table)?;
        let mut columns = columns(database, table)?;
        mean(database, table, &mut columns)?;
        let number = number(&columns)?;
        if let Some((name, _)) = &geometry {
            let before = columns.len();
            columns.retain(|column| !column.name.eq_ignore_ascii_case(name));
            if columns.len() == before {
                let found = format!("no column {}", quoted(name));
                let expected = "the column of geometries that gpkg_geometry_columns names";
                return Err(Fault::new(found, expected));
            }
        }
        let mut left_out = Vec::new();
        columns.retain(|column| {
            let reason = match column {
                _ if column.is_computed => Some(("a computed column", "a stored one")),
                _ if column.kind == Type::Bytes => Some((
                    "a column of bytes",
                    "texts, numbers, truth values, dates or JSON",
                )),
                _ => None,
            };
            let wrong = reason.map(|(found, expected)| (column.name.clone(), found, expected));
            let is_left = wrong.is_none();
            left_out.extend(wrong);
            is_left
        });
        Ok(Self {
            table: table.clone(),
            title,
            description,
            geometry,
            columns,
            id: None,
            left_out,
            number,
        })
    }

    /// Fills what the settings leave open.
    pub(super) fn describe(&self, settings: &mut CollectionSettings) {
        settings.title = settings.title.take().or(self.title.clone());
        settings.description = settings.description.take().or(self.description.clone());
        for column in &self.columns {
            if column.title.is_none() && column.description.is_none() {
                continue;
            }
            let own = settings.properties.entry(column.name.clone());
            let own: &mut PropertySettings = own.or_default();
            own.title = own.title.take().or(column.title.clone());
            own.description = own.description.take().or(column.description.clone());
        }
    }

    /// Asks for so many rows from a number on: the number, the geometry, the columns.
    pub(super) fn select(&self, rows: usize) -> String {
        let number = self.number;
        let geometry = self.geometry.as_ref().map(|(name, _)| identifier(name));
        let mut columns = vec![number.to_owned(), geometry.unwrap_or("NULL".to_owned())];
        columns.extend(self.columns.iter().map(|column| identifier(&column.name)));
        let columns = columns.join(", ");
        let table = identifier(&self.table);
        format!(
            "SELECT {columns} FROM {table} \
             WHERE {number} >= ?1 ORDER BY {number} LIMIT {rows}"
        )
    }

    /// The column that names the features: that of the settings, which stays a property; else `id`,
    /// if it has a different value in every row; else the key, which is the rows' number.
    pub(super) fn find_ids(
        &mut self,
        database: &Database,
        settings: &CollectionSettings,
    ) -> Result<(), Fault> {
        let named = settings.id.as_deref();
        for column in &mut self.columns {
            column.is_property = !column.is_key || named == Some(&*column.name);
        }
        if let Some(name) = named {
            self.id = self.columns.iter().position(|column| column.name == name);
            return Ok(());
        }
        let is_id = |column: &Column| !column.is_key && column.name.eq_ignore_ascii_case("id");
        let Some(position) = self.columns.iter().position(is_id) else {
            return Ok(());
        };
        if let Some(column) = self.columns.get_mut(position)
            && names_all(database, &self.table, &column.name)?
        {
            column.is_property = false;
            self.id = Some(position);
        }
        Ok(())
    }
}

/// Has a column a different text or number in every row?
fn names_all(database: &Database, table: &str, column: &str) -> Result<bool, Fault> {
    let (table, column) = (identifier(table), identifier(column));
    let sql = format!(
        "SELECT count(*) = count(DISTINCT CASE WHEN typeof({column}) IN ('text', 'integer') \
         THEN nullif(CAST({column} AS TEXT), '') END) FROM {table}"
    );
    Ok(database.prepare(&sql)?.query_row([], |row| row.get(0))?)
}

/// Title and description. A title that is the name of the table is none.
fn said(database: &Database, table: &str) -> Result<(Option<String>, Option<String>), Fault> {
    let mut statement = database
        .prepare("SELECT identifier, description FROM gpkg_contents WHERE table_name = ?1")?;
    let said = statement.query_row([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (title, description): (Option<String>, Option<String>) = said;
    let filled = |text: &String| !text.trim().is_empty();
    Ok((
        title.filter(filled).filter(|title| title != table),
        description.filter(filled),
    ))
}

/// The column of geometries, and the system that they are in.
fn geometry(database: &Database, table: &str) -> Result<Option<(String, Crs)>, Fault> {
    let mut statement = database.prepare(
        "SELECT data_type FROM gpkg_contents WHERE table_name = ?1 AND data_type = 'features'",
    )?;
    if !statement.exists([table])? {
        return Ok(None);
    }
    let found = if database.has_table("gpkg_geometry_columns")? {
        let mut statement = database.prepare(
            "SELECT column_name, srs_id FROM gpkg_geometry_columns \
             WHERE lower(table_name) = lower(?1)",
        )?;
        let mut rows = statement.query([table])?;
        let row = rows.next()?;
        row.map(|row| Ok::<_, Fault>((row.get(0)?, row.get(1)?)))
            .transpose()?
    } else {
        None
    };
    let Some((column, system)) = found else {
        let expected = "a row of gpkg_geometry_columns that says where the geometries are";
        return Err(Fault::new("a table without a place", expected));
    };
    Ok(Some((column, crs(database, system)?)))
}

/// Longitude and latitude, also where nobody has said of which datum; else a system that marz can
/// project from.
fn crs(database: &Database, system: i64) -> Result<Crs, Fault> {
    if system == 0 {
        return Ok(Crs::Crs84);
    }
    let expected = || {
        let mut codes = Crs::ALL.map(|crs| format!("EPSG:{}", crs.epsg())).to_vec();
        codes.dedup();
        let codes = codes.join(", ");
        format!("one of {codes}; `ogr2ogr -t_srs EPSG:4326 copy.gpkg file.gpkg` converts")
    };
    let mut found = format!("the reference system {system}, which the file does not define");
    if database.has_table("gpkg_spatial_ref_sys")? {
        let mut statement = database.prepare(
            "SELECT organization, organization_coordsys_id, srs_name FROM gpkg_spatial_ref_sys \
             WHERE srs_id = ?1",
        )?;
        let mut rows = statement.query(params![system])?;
        if let Some(row) = rows.next()? {
            let (organization, code): (String, i64) = (row.get(0)?, row.get(1)?);
            let is_it = |crs: &Crs| i64::from(crs.epsg()) == code || is_degrees(*crs, code);
            let known = Crs::ALL.into_iter().find(is_it);
            if let Some(crs) = known.filter(|_| organization.eq_ignore_ascii_case("EPSG")) {
                return Ok(crs);
            }
            let name: Option<String> = row.get(2)?;
            let name = quoted(&name.unwrap_or_default());
            found = format!("the reference system {organization}:{code} ({name})");
        }
    }
    Err(Fault::new(found, expected()))
}

/// Where there are heights GDAL writes the system of the same degrees that has them.
fn is_degrees(crs: Crs, code: i64) -> bool {
    crs == Crs::Crs84 && code == 4979
}

fn columns(database: &Database, table: &str) -> Result<Vec<Column>, Fault> {
    const VIRTUAL: i64 = 2;
    let mut statement = database
        .prepare("SELECT name, type, pk, hidden FROM pragma_table_xinfo(?1) ORDER BY cid")?;
    let rows = statement.query_map([table], |row| {
        let (declared, place, hidden): (String, i64, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let column = Column {
            name: row.get(0)?,
            kind: Type::of(&declared),
            is_property: true,
            title: None,
            description: None,
            is_key: place > 0 && declared.eq_ignore_ascii_case("INTEGER"),
            is_computed: hidden == VIRTUAL,
        };
        Ok((column, place))
    })?;
    let columns = rows.collect::<Result<Vec<(Column, i64)>, _>>()?;
    // Only a key of one column is the rows' number.
    let is_alone = columns.iter().all(|(_, place)| *place < 2);
    let column = |(mut column, _): (Column, i64)| {
        column.is_key &= is_alone;
        column
    };
    Ok(columns.into_iter().map(column).collect())
}

/// What the schema extension says about columns.
fn mean(database: &Database, table: &str, columns: &mut [Column]) -> Result<(), Fault> {
    if !database.has_table("gpkg_data_columns")? {
        return Ok(());
    }
    let mut statement = database.prepare(
        "SELECT column_name, title, description, mime_type FROM gpkg_data_columns \
         WHERE lower(table_name) = lower(?1)",
    )?;
    let mut rows = statement.query([table])?;
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let Some(column) = columns.iter_mut().find(|column| column.name == name) else {
            continue;
        };
        column.title = row.get(1)?;
        column.description = row.get(2)?;
        let mime_type: Option<String> = row.get(3)?;
        if column.kind == Type::Text && mime_type.as_deref() == Some("application/json") {
            column.kind = Type::Json;
        }
    }
    Ok(())
}

/// A name of the rows' number that no column has taken.
fn number(columns: &[Column]) -> Result<&'static str, Fault> {
    let is_free = |name: &&str| {
        let is_own = |column: &Column| column.name.eq_ignore_ascii_case(name);
        !columns.iter().any(is_own)
    };
    let free = ["rowid", "_rowid_", "oid"].into_iter().find(is_free);
    free.ok_or_else(|| Fault::new("columns rowid, _rowid_ and oid", "a key of whole numbers"))
}
