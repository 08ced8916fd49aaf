//! Whole results as files, by the API and by the command.

use std::io::Read as _;
use std::os::unix::fs::FileTypeExt as _;
use std::process::{Command, Output};

use http::StatusCode;

use crate::support::{bundled, get, incidents};

const DOWNLOAD: &str = "/collections/incidents/download";

#[tokio::test]
async fn a_download_has_all_matches_and_a_name_that_says_what_it_is() {
    let app = bundled();
    let all = get(&app, DOWNLOAD).await;
    assert_eq!(all.ids().len(), incidents().len());
    assert_eq!(
        all.header("content-disposition"),
        "attachment; filename=\"incidents.geojson\""
    );
    for (query, name) in [
        (
            "f=csv&datetime=2010-08/2010-09",
            "incidents_2010-08-01_2010-09-30.csv",
        ),
        (
            "f=gpkg&datetime=2020/..&category=clash",
            "incidents_2020-01-01_open_filtered.gpkg",
        ),
        (
            "f=parquet&filter=deaths_best%3E10",
            "incidents_filtered.parquet",
        ),
        ("f=fgb", "incidents.fgb"),
        ("f=kml", "incidents.kml"),
        ("f=geojsonseq", "incidents.geojsons"),
    ] {
        let answer = get(&app, &format!("{DOWNLOAD}?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        let disposition = answer.header("content-disposition");
        assert_eq!(disposition, format!("attachment; filename=\"{name}\""));
        assert_eq!(
            answer.header("ogc-numbermatched"),
            answer.header("ogc-numberreturned"),
            "{query}"
        );
        assert!(!answer.header("etag").is_empty());
    }
    let page = get(&app, "/collections/incidents/items?f=csv").await;
    assert!(page.header("content-disposition").starts_with("inline;"));
    let html = get(&app, &format!("{DOWNLOAD}?f=html")).await;
    assert_eq!(html.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn every_format_is_linked_typed_and_negotiated() {
    let app = bundled();
    let collection = get(&app, "/collections/incidents").await.json();
    let links = collection["links"].as_array().unwrap();
    for rel in ["items", "enclosure"] {
        for link in links.iter().filter(|link| link["rel"] == rel) {
            let href = link["href"]
                .as_str()
                .unwrap()
                .trim_start_matches("http://localhost");
            let media_type = link["type"].as_str().unwrap();
            let answer = get(&app, href).await;
            let plain = |text: &str| text.split(';').next().unwrap().to_owned();
            assert_eq!(
                plain(answer.header("content-type")),
                plain(media_type),
                "{href}"
            );
            let bare = href.split('?').next().unwrap();
            let accept = [("accept", media_type)];
            let asked = crate::support::request(&app, http::Method::GET, bare, &accept).await;
            assert_eq!(
                plain(asked.header("content-type")),
                plain(media_type),
                "{href}"
            );
        }
    }
    assert_eq!(
        links
            .iter()
            .filter(|link| link["rel"] == "enclosure")
            .count(),
        8
    );
}

fn export(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_marz"))
        .arg("export")
        .args(arguments)
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .output()
        .unwrap()
}

#[tokio::test]
async fn the_command_writes_what_the_address_answers() {
    let app = bundled();
    for (arguments, query) in [
        (
            &["--format", "csv", "--datetime", "2010"][..],
            "f=csv&datetime=2010",
        ),
        (
            &[
                "incidents",
                "-f",
                "geojsonseq",
                "--bbox=68,38,72,40",
                "--sortby=-deaths_best",
            ],
            "f=geojsonseq&bbox=68,38,72,40&sortby=-deaths_best",
        ),
        (
            &[
                "--filter",
                "category = 'clash'",
                "--properties",
                "title",
                "-f",
                "jsonfg",
            ],
            "filter=category%20=%20'clash'&properties=title&f=jsonfg",
        ),
        (
            &[
                "--area",
                "dushanbe",
                "--crs",
                "EPSG:32642",
                "--coordinate-precision",
                "0",
            ],
            "area=dushanbe&crs=EPSG:32642&coordinatePrecision=0",
        ),
    ] {
        let output = export(arguments);
        assert!(output.status.success(), "{arguments:?}");
        let answer = get(&app, &format!("{DOWNLOAD}?{query}")).await;
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            answer.text(),
            "{arguments:?}"
        );
        let talk = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            talk,
            format!(
                "{} features of incidents\n",
                answer.header("ogc-numbermatched")
            )
        );
    }
}

#[test]
fn the_ending_of_the_output_names_the_format_and_half_a_file_is_no_file() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("exported.gpkg");
    let _ = std::fs::remove_file(&path);
    let output = export(&["places", "--output", path.to_str().unwrap()]);
    assert!(output.status.success() && output.stdout.is_empty());
    let database = rusqlite::Connection::open(&path).unwrap();
    let count: i64 = database
        .query_row("SELECT count(*) FROM places", [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 1493);
    let missing = export(&["--output", "no/such/folder/x.csv"]);
    assert_eq!(missing.status.code(), Some(1));
    let talk = String::from_utf8_lossy(&missing.stderr).into_owned();
    assert!(
        talk.contains("cannot write no/such/folder/x.csv.part"),
        "{talk}"
    );
}

#[test]
fn a_pipe_is_written_to_and_stays_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success());
    // Open for both, so that nobody waits for the other end.
    let mut pipe = std::fs::File::options()
        .read(true)
        .write(true)
        .open(&path)
        .unwrap();
    let output = export(&["airports", "-f", "csv", "--output", path.to_str().unwrap()]);
    assert!(output.status.success());
    let mut begin = [0; 3];
    pipe.read_exact(&mut begin).unwrap();
    assert_eq!(&begin, b"id,");
    let there = std::fs::metadata(&path).unwrap().file_type();
    assert!(there.is_fifo(), "{there:?}");
}

#[test]
fn a_link_is_followed_and_stays_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("own.csv"), folder.path().join("link"));
    std::fs::write(&file, "x".repeat(100_000)).unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    let output = export(&["airports", "-f", "csv", "--output", link.to_str().unwrap()]);
    assert!(output.status.success());
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.starts_with("id,") && !written.contains("xxx"));
}

#[test]
fn what_cannot_be_exported_is_said_as_the_api_says_it() {
    for (arguments, expected) in [
        (
            &["nothing"][..],
            "there is no collection \"nothing\"; expected one of incidents,",
        ),
        (
            &["--format", "shp"],
            "--format: found \"shp\"; expected one of json, jsonfg,",
        ),
        (
            &["--filter", "colour = 1"],
            "--filter: at character 1: there is no property \"colour\"",
        ),
        (
            &["--datetime", "soon", "--bbox", "1,2"],
            "--bbox: expected 4 numbers (west,south,east,north) or 6 with heights, found 2\n\
             --datetime: expected a date",
        ),
        (
            &["-f", "kml", "--crs", "EPSG:3857"],
            "--crs: KML has longitude and latitude only",
        ),
    ] {
        let output = export(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(output.stdout.is_empty());
        let talk = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(talk.starts_with(&format!("marz: {expected}")), "{talk}");
    }
}
