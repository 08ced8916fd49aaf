//! The names of columns: the one rule by which formats that are tables avoid collisions.
//!
//! A format's own columns (`id`, `geom`, …) keep their names, and a property that has the name of
//! a column before it gets `_2`, `_3`, … behind its own. Names that differ only in case are the
//! same, because SQLite, GDAL and spreadsheets think so. A control character becomes `_`, since
//! no table can be made with it, and so does a name without any character.

use std::collections::HashSet;

use crate::domain::members::{Names, members};
use crate::domain::{FeatureText, Property};

/// A property with the name of its column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) property: Property,
}

/// All columns of properties, in their order.
pub(super) struct Columns {
    list: Vec<Column>,
    names: Names,
}

impl Columns {
    /// The columns of these properties, beside those that the format has of its own.
    pub(super) fn new(properties: &[Property], own: &[&str]) -> Self {
        Self {
            list: named(properties, own),
            names: Names::new(properties.iter().map(|property| &*property.name)),
        }
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &Column> {
        self.list.iter()
    }

    /// The number of the column of a property.
    pub(super) fn find(&self, property: &str) -> Option<usize> {
        self.iter()
            .position(|column| column.property.name == property)
    }

    /// What a feature has in each column, as it is written; `None` where that is null or nothing.
    pub(super) fn values<'a>(&self, feature: &'a FeatureText) -> Vec<Option<&'a str>> {
        let mut values = vec![None; self.list.len()];
        let text = &feature.properties;
        for (number, value) in self.names.places(members(text.as_bytes(), 0)) {
            let value = text.get(value).filter(|value| *value != "null");
            if let Some(entry) = values.get_mut(number) {
                *entry = value;
            }
        }
        values
    }
}

fn named(properties: &[Property], own: &[&str]) -> Vec<Column> {
    let mut taken: HashSet<String> = own.iter().map(|name| folded(name)).collect();
    let named = |property: &Property| {
        let plain = plain(&property.name);
        let mut name = plain.clone();
        // As many names are tried as columns exist, so this ends.
        for number in 2_usize.. {
            if taken.insert(folded(&name)) {
                break;
            }
            name = format!("{plain}_{number}");
        }
        Column {
            name,
            property: property.clone(),
        }
    };
    properties.iter().map(named).collect()
}

/// A name for a table of that collection, which databases would not keep for themselves.
pub(super) fn table_name(collection: &str) -> String {
    let name = plain(collection);
    let reserved = ["sqlite_", "gpkg_", "rtree_"];
    if reserved
        .iter()
        .any(|start| folded(&name).starts_with(start))
    {
        format!("layer_{name}")
    } else {
        name
    }
}

fn folded(name: &str) -> String {
    name.to_lowercase()
}

fn plain(name: &str) -> String {
    if name.is_empty() {
        return "_".to_owned();
    }
    name.replace(char::is_control, "_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PropertyType;

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let names = [
            "id", "Name", "name", "NAME", "name_2", "", "a\0b", "ГОД", "год", "x\"y",
        ];
        let properties: Vec<Property> = names
            .iter()
            .map(|name| Property {
                name: (*name).to_owned(),
                title: None,
                description: None,
                kind: PropertyType::Text,
            })
            .collect();
        let columns = Columns::new(&properties, &["id", "geom"]);
        let found: Vec<&str> = columns.iter().map(|column| &*column.name).collect();
        assert_eq!(
            found,
            [
                "id_2", "Name", "name_2", "NAME_3", "name_2_2", "_", "a_b", "ГОД", "год_2", "x\"y"
            ]
        );
    }

    #[test]
    fn a_table_is_not_named_like_those_of_the_database() {
        assert_eq!(table_name("incidents"), "incidents");
        assert_eq!(table_name("SQLite_x"), "layer_SQLite_x");
        assert_eq!(table_name("gpkg_contents"), "layer_gpkg_contents");
    }
}
