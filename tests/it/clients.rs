//! Real clients against the real server: GDAL's OGC API driver, as `ogrinfo` and `ogr2ogr` use it.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::{Marz, incidents};

/// What the program prints; it must be there (Debian: `apt-get install gdal-bin`).
fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .env("NO_PROXY", "*")
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}; `apt-get install gdal-bin` brings it"));
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && !talk.contains("ERROR"),
        "{program} {arguments:?}: {talk}"
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn ogrinfo_lists_every_collection_with_type_count_and_extent() {
    let marz = Marz::serve(&[]);
    let url = format!("OAPIF:{}", marz.url);
    let printed = run("ogrinfo", &["-ro", "-al", "-so", &url]);
    let mut layers = printed.split("Layer name: ").skip(1).map(|layer| {
        let line = |start: &str| {
            let line = layer.lines().find_map(|line| line.strip_prefix(start));
            line.unwrap_or_default().trim().to_owned()
        };
        let name = layer.lines().next().unwrap().to_owned();
        (
            name,
            line("Geometry:"),
            line("Feature Count:"),
            line("Extent:"),
        )
    });
    let list = curl_json(&format!("{}/collections", marz.url));
    for collection in list["collections"].as_array().unwrap() {
        let (name, geometry, count, extent) = layers.next().unwrap();
        assert_eq!(collection["id"], *name);
        assert_eq!(collection["itemCount"].to_string(), count, "{name}");
        let bbox = collection["extent"]["spatial"]["bbox"][0]
            .as_array()
            .unwrap();
        let corner = |side: usize| bbox[side].as_f64().unwrap();
        let expected = format!(
            "({:.6}, {:.6}) - ({:.6}, {:.6})",
            corner(0),
            corner(1),
            corner(2),
            corner(3)
        );
        assert_eq!(extent, expected, "{name}");
        let expected = match &*name {
            "incidents" | "places" | "airports" => "Point",
            "countries" | "provinces" | "districts" | "lakes" => "Multi Polygon",
            "rivers" | "borders" => "Multi Line String",
            "roads" => "Line String",
            "kyrgyz-tajik-border" => "Unknown (any)",
            "border-changes" | "rasht-valley" | "dushanbe" | "ferghana-valley" => "Polygon",
            other => panic!("a collection that this test does not know: {other}"),
        };
        assert_eq!(geometry, expected, "{name}");
    }
    assert!(layers.next().is_none());
}

#[test]
fn ogr2ogr_copies_the_incidents_whole_page_by_page() {
    let marz = Marz::serve(&[]);
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("incidents-copy.geojson");
    let _ = std::fs::remove_file(&copy);
    let url = format!("OAPIF:{}", marz.url);
    let copy_name = copy.to_str().unwrap();
    run(
        "ogr2ogr",
        &[
            "-f",
            "GeoJSON",
            copy_name,
            &url,
            "incidents",
            "-oo",
            "PAGE_SIZE=50",
        ],
    );
    let copied: Value = serde_json::from_slice(&std::fs::read(&copy).unwrap()).unwrap();
    let copied = copied["features"].as_array().unwrap();
    let all = incidents();
    assert_eq!(copied.len(), all.len());
    for (copy, own) in copied.iter().zip(all) {
        assert_eq!(copy["properties"]["id"], *own.id);
        let point = copy["geometry"]["coordinates"].as_array();
        let point = point.map(|at| (at[0].as_f64().unwrap(), at[1].as_f64().unwrap()));
        assert_eq!(point, own.point, "{}", own.id);
        for name in [
            "title",
            "title_ru",
            "deaths_low",
            "deaths_best",
            "deaths_high",
            "part_of",
        ] {
            assert_eq!(
                copy["properties"][name], own.properties[name],
                "{} {name}",
                own.id
            );
        }
    }
}

#[test]
fn gdal_lets_the_server_filter_by_box_and_property() {
    let marz = Marz::serve(&[]);
    let url = format!("OAPIF:{}", marz.url);
    let printed = run(
        "ogrinfo",
        &[
            "-ro",
            "-so",
            &url,
            "incidents",
            "-where",
            "category = 'clash'",
        ],
    );
    let clashes = incidents()
        .iter()
        .filter(|one| one.properties["category"] == "clash")
        .count();
    assert!(
        printed.contains(&format!("Feature Count: {clashes}")),
        "{printed}"
    );
    let printed = run(
        "ogrinfo",
        &[
            "-ro",
            "-so",
            &url,
            "incidents",
            "-spat",
            "68",
            "38",
            "72",
            "40",
        ],
    );
    let inside = |one: &&crate::support::Incident| {
        one.point
            .is_some_and(|(x, y)| (68.0..=72.0).contains(&x) && (38.0..=40.0).contains(&y))
    };
    let inside = incidents().iter().filter(inside).count();
    assert!(
        printed.contains(&format!("Feature Count: {inside}")),
        "{printed}"
    );
}

fn curl_json(url: &str) -> Value {
    let output = Command::new("curl")
        .args(["-sS", "--noproxy", "*", url])
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}
