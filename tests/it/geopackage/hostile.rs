//! Files that are broken or mean harm: each is told, and none keeps marz from going on.

use rusqlite::Connection;

use super::{findings, listed, made, path, point, read};
use crate::support::Random;

const ENDLESS: &str =
    "WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM n) SELECT fid";

#[test]
fn what_is_no_geopackage_is_told() {
    let text = path("text.gpkg");
    std::fs::write(&text, "{\"type\": \"FeatureCollection\"}").unwrap();
    assert_eq!(
        findings(&text),
        "text.gpkg: found a file that is no SQLite database; expected a GeoPackage"
    );
    let empty = path("empty.gpkg");
    std::fs::write(&empty, "").unwrap();
    assert!(findings(&empty).contains("no SQLite database"));
    let other = path("other.gpkg");
    Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE a (b)")
        .unwrap();
    assert_eq!(
        findings(&other),
        "other.gpkg: found a database without the table gpkg_contents; expected a GeoPackage"
    );
    let nothing = made("nothing.gpkg", "SELECT 1");
    assert!(findings(&nothing).contains("found no table of features"));
    let promised = made("promised.gpkg", &listed("nowhere"));
    assert!(findings(&promised).contains("table nowhere: found no table \"nowhere\""));
}

#[test]
fn a_file_that_breaks_off_anywhere_is_told() {
    let table = "CREATE TABLE things (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT)";
    let rows = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 3000) \
        INSERT INTO things SELECT n, NULL, hex(randomblob(20)) FROM n";
    let whole = std::fs::read(made(
        "whole.gpkg",
        &format!("{} {table}; {rows}", listed("things")),
    ))
    .unwrap();
    let broken = path("cut.gpkg");
    for tenth in 0..10 {
        std::fs::write(&broken, &whole[..whole.len() * tenth / 10]).unwrap();
        assert!(!findings(&broken).is_empty(), "{tenth}");
    }
    // Zeros where pages were, from the last one to the first.
    let mut zeros = whole.clone();
    for page in (0..whole.len() / 4096).rev() {
        zeros[page * 4096..][..4096].fill(0);
        std::fs::write(&broken, &zeros).unwrap();
        for source in super::found(&broken) {
            source.read();
        }
    }
    assert!(!findings(&broken).is_empty());
}

#[test]
fn a_view_is_refused_however_much_it_promises() {
    let view = made(
        "view.gpkg",
        &format!(
            "{} CREATE VIEW things AS {ENDLESS}, NULL AS geom FROM n",
            listed("things")
        ),
    );
    assert_eq!(
        findings(&view),
        "view.gpkg: table things: found \"things\", which is a view or is computed; \
         expected a table; `ogr2ogr copy.gpkg file.gpkg` makes one"
    );
    let contents = path("contents.gpkg");
    let db = Connection::open(&contents).unwrap();
    let endless = format!(
        "CREATE VIEW gpkg_contents AS {ENDLESS} || 'x' AS table_name, 'features' AS data_type FROM n"
    );
    db.execute_batch(&endless).unwrap();
    assert!(findings(&contents).contains("found \"gpkg_contents\", which is a view"));
    let table = made(
        "virtual.gpkg",
        &format!(
            "{} CREATE VIRTUAL TABLE things USING fts5(geom)",
            listed("things")
        ),
    );
    assert!(findings(&table).contains("found \"things\", which is a view"));
}

#[test]
fn triggers_and_checks_of_a_file_do_not_run_and_the_file_stays_as_it_is() {
    let path = made(
        "trigger.gpkg",
        &format!(
            "{} CREATE TABLE things (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT CHECK (name = 'b')); \
             PRAGMA ignore_check_constraints = ON; INSERT INTO things VALUES (1, NULL, 'a'); \
             CREATE TRIGGER t AFTER INSERT ON things BEGIN DELETE FROM things; END",
            listed("things")
        ),
    );
    let before = std::fs::read(&path).unwrap();
    let (import, wrong) = read(&path);
    assert_eq!((import.features.len(), &*wrong), (1, ""));
    assert!(std::fs::read(&path).unwrap() == before);
}

/// The bytes of a table of many small pages, with the number of its root.
fn paged(name: &str, columns: &str) -> (std::path::PathBuf, Vec<u8>, usize) {
    let path = path(name);
    let db = Connection::open(&path).unwrap();
    let standard = super::STANDARD;
    db.execute_batch(&format!(
        "PRAGMA page_size = 512; {standard} {} CREATE TABLE things \
         (fid INTEGER PRIMARY KEY, geom BLOB, {columns}); \
         WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 500) \
         INSERT INTO things SELECT n, NULL, hex(randomblob(20)) FROM n",
        listed("things")
    ))
    .unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'things'";
    let root: u32 = db.query_row(sql, [], |row| row.get(0)).unwrap();
    drop(db);
    let bytes = std::fs::read(&path).unwrap();
    (path, bytes, root as usize)
}

/// The children of an inner page of a table, as places of their numbers in it.
fn children(page: &[u8]) -> Vec<usize> {
    assert_eq!(page[0], 5, "an inner page of a table");
    let number = |at: usize| usize::from(u16::from_be_bytes([page[at], page[at + 1]]));
    let cells = 0..number(3);
    let places = cells.map(|cell| number(12 + 2 * cell));
    places.chain([8]).collect()
}

#[test]
fn pages_that_lead_to_each_other_are_not_followed_for_ever() {
    let (path, mut bytes, root) = paged("circle.gpkg", "name TEXT");
    // Every branch of the root is the first one.
    let page = &mut bytes[(root - 1) * 512..][..512];
    let places = children(page);
    assert!(places.len() > 20);
    let first: [u8; 4] = page[places[0]..][..4].try_into().unwrap();
    for at in places {
        page[at..at + 4].copy_from_slice(&first);
    }
    std::fs::write(&path, bytes).unwrap();
    let (import, wrong) = read(&path);
    assert!(
        wrong.contains("table things: found row 1 a second time"),
        "{wrong}"
    );
    assert!(import.features.len() < 100);
}

#[test]
fn a_small_file_cannot_make_a_statement_last_for_ever() {
    // To find out whether `id` names all rows they are counted; there are more than a million
    // million, on fifteen pages that all lead to the next one so often as one can.
    let (path, mut bytes, root) = paged("deep.gpkg", "id TEXT");
    let page = bytes[(root - 1) * 512..][..512].to_vec();
    let places = children(&page);
    let leaves = places.iter().map(|at| {
        let number: [u8; 4] = page[*at..][..4].try_into().unwrap();
        u32::from_be_bytes(number)
    });
    let chain: Vec<u32> = leaves.take(15).collect();
    let mut from = root;
    for next in chain {
        let mut leading = page.clone();
        for at in &places {
            leading[*at..at + 4].copy_from_slice(&next.to_be_bytes());
        }
        bytes[(from - 1) * 512..][..512].copy_from_slice(&leading);
        from = next as usize;
    }
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(
        findings(&path),
        "deep.gpkg: table things: found more to do than a file of this size can hold; \
         expected a GeoPackage that SQLite can read"
    );
}

#[test]
fn whatever_a_byte_is_changed_to_the_file_is_answered() {
    let whole = made(
        "changed.gpkg",
        &format!(
            "{} CREATE TABLE things (fid INTEGER PRIMARY KEY, geom BLOB, id TEXT, date DATE); \
             INSERT INTO things VALUES (1, {}, 'a', '2010-01-01'), (2, NULL, 'b', NULL)",
            listed("things"),
            point(70.0, 40.0)
        ),
    );
    let bytes = std::fs::read(&whole).unwrap();
    let changed = path("changed-byte.gpkg");
    let used: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] != 0).collect();
    let mut random = Random::new(26);
    for _ in 0..500 {
        let mut bytes = bytes.clone();
        for _ in 0..=random.below(3) {
            bytes[*random.pick(&used)] = u8::try_from(random.below(256)).unwrap();
        }
        std::fs::write(&changed, bytes).unwrap();
        for source in super::found(&changed) {
            source.read();
        }
    }
}

#[test]
fn a_value_that_is_stored_once_and_told_by_every_row_is_bounded() {
    let path = made(
        "default.gpkg",
        &format!(
            "{} CREATE TABLE things (fid INTEGER PRIMARY KEY, geom BLOB); \
             WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1000) \
             INSERT INTO things SELECT n, NULL FROM n; \
             ALTER TABLE things ADD COLUMN name TEXT DEFAULT '{}'",
            listed("things"),
            "x".repeat(200_000)
        ),
    );
    let (import, wrong) = read(&path);
    assert!(
        wrong.contains("found rows of more than 64 times the length of the file"),
        "{wrong}"
    );
    assert!(import.features.len() < 1000);
}

#[test]
fn names_of_strangers_stay_names() {
    let name = "x\"; DROP TABLE gpkg_contents; --";
    let path = made(
        "names-of-strangers.gpkg",
        &format!(
            "{} CREATE TABLE \"things\" (fid INTEGER PRIMARY KEY, geom BLOB, \"{}\" TEXT); \
             INSERT INTO things VALUES (1, {}, 'a')",
            listed("things"),
            name.replace('"', "\"\""),
            point(70.0, 40.0)
        ),
    );
    let (import, wrong) = read(&path);
    assert_eq!(wrong, "");
    assert_eq!(import.features[0].properties[name], "a");
}

#[test]
fn a_file_in_use_is_read_with_what_its_log_holds_and_one_that_is_not_gets_no_company() {
    let path = made(
        "logged.gpkg",
        &format!(
            "{} CREATE TABLE things (fid INTEGER PRIMARY KEY, geom BLOB); INSERT INTO things VALUES (1, NULL)",
            listed("things")
        ),
    );
    let beside = |ending: &str| path.with_file_name(format!("logged.gpkg-{ending}"));
    let db = Connection::open(&path).unwrap();
    db.pragma_update(None, "journal_mode", "WAL").unwrap();
    db.execute_batch("INSERT INTO things VALUES (2, NULL)")
        .unwrap();
    assert!(beside("wal").exists());
    assert_eq!(read(&path).0.features.len(), 2);
    let link = path.with_file_name("linked.gpkg");
    let _ = std::fs::remove_file(&link);
    std::os::unix::fs::symlink(&path, &link).unwrap();
    assert_eq!(read(&link).0.features.len(), 2, "its log is elsewhere");
    drop(db);
    assert!(!beside("wal").exists());
    assert_eq!(read(&path).0.features.len(), 2);
    assert!(!beside("wal").exists() && !beside("shm").exists());
}
