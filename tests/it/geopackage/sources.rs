//! Files of tables among other files: in a folder, in settings, on the command line.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use marz::import::read_in_pieces;
use marz::sources::{self, Source};

use super::{listed, made, path, point};

/// A folder with a GeoPackage of these tables, and other files.
fn folder(name: &str, tables: &[&str], files: &[(&str, &str)]) -> PathBuf {
    let folder = path(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let sql: Vec<String> = tables
        .iter()
        .map(|table| {
            format!(
                "{} CREATE TABLE \"{table}\" (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT); \
                 INSERT INTO \"{table}\" VALUES (1, {}, '{table}')",
                listed(table),
                point(70.0, 40.0)
            )
        })
        .collect();
    let file = made(&format!("{name}.gpkg"), &sql.join("; "));
    std::fs::rename(file, folder.join("data.gpkg")).unwrap();
    for (name, content) in files {
        std::fs::write(folder.join(name), content).unwrap();
    }
    folder
}

/// Each collection with the table that it is, by the value in its first row.
fn collections(sources: &[Source]) -> Vec<(String, String)> {
    let one = |source: &Source| {
        let import = source.read();
        assert_eq!(import.findings, []);
        let name = import.features[0].properties["name"].clone();
        (source.id.clone(), name.as_str().unwrap().to_owned())
    };
    sources.iter().map(one).collect()
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

fn find(folder: &Path) -> Vec<Source> {
    sources::find(&[folder.to_owned()], None).unwrap()
}

#[test]
fn a_file_of_one_table_is_called_as_the_file_and_one_of_several_as_its_tables() {
    let csv = ("posts.csv", "name,lon,lat\ncsv,70,40\n");
    let one = folder("one-table", &["roads"], &[csv]);
    assert_eq!(
        collections(&find(&one)),
        pairs(&[("data", "roads"), ("posts", "csv")])
    );
    let several = folder("several-tables", &["roads", "Border posts"], &[csv]);
    assert_eq!(
        collections(&find(&several)),
        pairs(&[
            ("roads", "roads"),
            ("Border-posts", "Border posts"),
            ("posts", "csv")
        ])
    );
}

#[test]
fn settings_name_a_table_and_the_others_are_served_as_well() {
    let settings = r#"
        [collections.streets]
        file = "data.gpkg"
        table = "roads"
        title = "Streets"
        [collections.rivers]
        file = "data.gpkg"
        title = "Water"
        [collections.lakes]
        title = "Still water"
    "#;
    let folder = folder(
        "settings",
        &["lakes", "roads", "rivers", "posts"],
        &[("collections.toml", settings)],
    );
    let found = find(&folder);
    assert_eq!(
        collections(&found),
        pairs(&[
            ("streets", "roads"),
            ("rivers", "rivers"),
            ("lakes", "lakes"),
            ("posts", "posts")
        ])
    );
    let titles: Vec<String> = found
        .iter()
        .map(|source| source.read().collection.title)
        .collect();
    assert_eq!(titles, ["Streets", "Water", "Still water", "Posts"]);

    // The same settings from elsewhere, for the file alone and for nothing but what they name.
    let config = folder.join("collections.toml");
    let file = [folder.join("data.gpkg")];
    let mut found = collections(&sources::find(&file, Some(&config)).unwrap());
    found.sort();
    assert_eq!(
        found,
        pairs(&[
            ("lakes", "lakes"),
            ("posts", "posts"),
            ("rivers", "rivers"),
            ("streets", "roads")
        ])
    );
    let named = "[collections.streets]\nfile = \"data.gpkg\"\ntable = \"roads\"\n";
    std::fs::write(&config, named).unwrap();
    let found = sources::find(&[], Some(&config)).unwrap();
    assert_eq!(collections(&found), pairs(&[("streets", "roads")]));
}

#[test]
fn a_table_that_is_not_said_or_not_there_is_told() {
    for (name, table, says) in [
        (
            "which",
            "",
            "found the tables roads, rivers; expected `table = \"…\"` in the settings",
        ),
        (
            "misspelt",
            "table = \"raods\"",
            "found no table \"raods\" of features; expected one of roads, rivers",
        ),
    ] {
        let settings = format!("[collections.mine]\nfile = \"data.gpkg\"\n{table}\n");
        let folder = folder(name, &["roads", "rivers"], &[("marz.toml", &settings)]);
        let found = sources::find(&[], Some(&folder.join("marz.toml"))).unwrap();
        let error = sources::catalog(found, false).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn two_tables_of_one_name_and_a_file_that_is_not_there_are_refused() {
    let folder = folder("same-name", &["a b", "a-b"], &[]);
    let error = sources::find(std::slice::from_ref(&folder), None)
        .unwrap_err()
        .to_string();
    assert!(error.contains("would be the collection \"a-b\""), "{error}");
    let nowhere = [folder.join("nowhere.gpkg")];
    let error = sources::find(&nowhere, None).unwrap_err().to_string();
    assert!(error.contains("nowhere.gpkg: cannot be read"), "{error}");
}

#[test]
fn check_says_table_row_and_column_and_counts_files() {
    let folder = folder("checked", &["roads", "rivers"], &[]);
    let file = folder.join("data.gpkg");
    rusqlite::Connection::open(&file)
        .unwrap()
        .execute_batch(
            "ALTER TABLE roads ADD COLUMN id TEXT; ALTER TABLE roads ADD COLUMN valid_from DATE; \
             UPDATE roads SET id = 'm41', valid_from = '2010-01-01'; \
             INSERT INTO roads VALUES (2, x'00', 'b', 'm42', NULL)",
        )
        .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_marz"))
        .args(["check", "data.gpkg"])
        .current_dir(&folder)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "data.gpkg: table roads, row 2: feature m42: geom: found 1 bytes where 8 are due; \
         expected a geometry that is whole\n"
    );
    let talk = String::from_utf8(output.stderr).unwrap();
    assert!(talk.contains("1 file, 2 features, 1 finding\n"), "{talk}");
}

#[test]
fn an_identifier_that_settings_take_from_a_column_is_told_if_it_is_there_twice() {
    let settings = "[collections.data]\nid = \"name\"\n";
    let folder = folder(
        "ids-of-settings",
        &["roads"],
        &[("collections.toml", settings)],
    );
    let file = folder.join("data.gpkg");
    rusqlite::Connection::open(&file)
        .unwrap()
        .execute_batch("INSERT INTO roads SELECT 7, geom, name FROM roads")
        .unwrap();
    let found = find(&folder);
    let import = found[0].read();
    assert_eq!(import.features[0].id.to_string(), "roads");
    assert_eq!(import.features[0].properties["name"], "roads");
    let told = found[0].located(import.findings)[0].to_string();
    let says =
        "data.gpkg: table roads, row 7: feature roads: id: found an id that row 1 has already";
    assert!(told.contains(says), "{told}");
}

#[test]
fn a_file_that_is_replaced_while_it_is_read_stays_what_it_was() {
    let file = |name: &str, own: &str| {
        let rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)";
        let table = format!(
            "{} CREATE TABLE own (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT, date TEXT, \
             date_start TEXT); INSERT INTO own {rows} SELECT i, NULL, '{own}', '2010', \
             CASE WHEN i > 5000 THEN '2011' END FROM n",
            listed("own")
        );
        made(name, &table)
    };
    let (path, other) = (file("replaced.gpkg", "old"), file("other.gpkg", "new"));
    let source = super::found(&path).pop().unwrap();
    let calls = AtomicUsize::new(0);
    // What the last rows show is known when all are read: then they are read once more.
    let import = read_in_pieces(&source.id, &source.file, &source.settings, |features| {
        if calls.fetch_add(1, Ordering::Relaxed) == 0 {
            std::fs::rename(&other, &path).unwrap();
        }
        features
    });
    assert_eq!(import.findings, []);
    assert_eq!(import.collection.time.unwrap().start, "date_start");
    assert!(calls.into_inner() > import.features.len());
    let mut features = import.features.iter().flatten();
    assert!(features.all(|feature| feature.properties.contains(r#""name":"old""#)));
}
