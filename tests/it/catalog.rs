//! Other people's data: found, described, served, and refused when something is wrong with it.

use std::path::{Path, PathBuf};

use http::StatusCode;
use marz::sources;

use crate::support::{get, serving};

/// A folder of its own for each test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        for (name, content) in files {
            std::fs::write(path.join(name), content).unwrap();
        }
        Self(path)
    }

    fn path(&self) -> Vec<PathBuf> {
        vec![self.0.clone()]
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const POSTS: &str =
    "name;lon;lat;event_date\nKok-Tash;70.55;39.97;2021-04-28\nGolovnoy;70.57;39.96;2021-04-29\n";
const ROADS: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","geometry":{"type":"LineString","coordinates":[[70,39],[71,40]]},"properties":{"ref":"M41"}}]}"#;

#[tokio::test]
async fn a_folder_of_files_is_a_server_of_collections() {
    let folder = Folder::new(
        "folder",
        &[
            ("border posts.csv", POSTS),
            ("roads.geojson", ROADS),
            ("notes.txt", "x"),
        ],
    );
    let app = serving(sources::find(&folder.path(), None).unwrap());
    let list = get(&app, "/collections").await.json();
    let ids: Vec<&str> = list["collections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["border-posts", "roads"]);
    assert_eq!(list["collections"][0]["title"], "Border posts");
    let posts = get(&app, "/collections/border-posts/items?datetime=2021-04-29")
        .await
        .json();
    assert_eq!(posts["features"][0]["properties"]["name"], "Golovnoy");
    assert_eq!(posts["numberMatched"], 1);
    let extent = &list["collections"][0]["extent"];
    assert_eq!(extent["temporal"]["interval"][0][0], "2021-04-28T00:00:00Z");
    // The ground under the map is there, without pretending to be somebody's data.
    assert_eq!(
        get(&app, "/collections/countries/items?limit=1")
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_configuration_names_title_time_place_and_identifier() {
    let settings = r#"
        [collections.events]
        file = "raw.csv"
        title = "Events of the north"
        license = "CC-BY-4.0"
        id = "code"
        geometry = { lon = "east", lat = "north" }
        time = { start = "von", end = "bis" }
        [collections.events.properties.von]
        title = "First day"
    "#;
    let raw = "code,east,north,von,bis\nA1,70,39,2010-01-01,2010-01-05\nA2,71,40,2010-02-01,\n";
    let folder = Folder::new(
        "configured",
        &[("collections.toml", settings), ("raw.csv", raw)],
    );
    let app = serving(sources::find(&folder.path(), None).unwrap());
    let events = get(&app, "/collections/events").await.json();
    assert_eq!(
        (events["title"].as_str(), events["license"].as_str()),
        (Some("Events of the north"), Some("CC-BY-4.0"))
    );
    let found = get(&app, "/collections/events/items?datetime=2010-01-04").await;
    assert_eq!(found.ids(), ["A1"]);
    assert_eq!(
        get(&app, "/collections/events/items/A2").await.status,
        StatusCode::OK
    );
    assert_eq!(
        get(&app, "/collections").await.json()["collections"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn a_configuration_describes_the_files_that_are_named_beside_it() {
    let settings = "[collections.posts]\nfile = \"./raw 1.csv\"\ntitle = \"Border posts\"\n";
    let folder = Folder::new(
        "beside",
        &[
            ("marz.toml", settings),
            ("raw 1.csv", POSTS),
            ("roads.geojson", ROADS),
        ],
    );
    let config = folder.0.join("marz.toml");
    for (paths, expected) in [
        (vec![], &["posts"][..]),
        (vec![folder.0.join("raw 1.csv")], &["posts"]),
        (folder.path(), &["posts", "roads"]),
    ] {
        let sources = sources::find(&paths, Some(&config)).unwrap();
        let ids: Vec<&str> = sources.iter().map(|source| &*source.id).collect();
        assert_eq!(ids, expected, "{paths:?}");
        assert_eq!(sources[0].settings.title.as_deref(), Some("Border posts"));
    }
    // A file that is not among those to be served is no collection, and not forgotten either.
    let paths = [folder.0.join("roads.geojson")];
    let error = sources::find(&paths, Some(&config))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("describe the collection \"posts\""),
        "{error}"
    );
}

#[test]
fn half_a_server_does_not_start_and_says_what_is_wrong_where() {
    let broken = "name,lon,lat,date\nA,70,39,2010-01-01\nB,39,170,2010-01-02\nC,70,39,2010-01-03\n";
    let folder = Folder::new("broken", &[("a.csv", broken), ("b.geojson", ROADS)]);
    let found = || sources::find(&folder.path(), None).unwrap();
    let error = sources::catalog(found(), false).unwrap_err().to_string();
    assert!(
        error.contains("a.csv:3: feature 2: geometry: found the position 39, 170"),
        "{error}"
    );
    assert!(error.contains("they look swapped"), "{error}");

    let (catalog, left_out) = sources::catalog(found(), true).unwrap();
    assert_eq!(left_out.len(), 1);
    assert_eq!(catalog.find("a").unwrap().len(), 2);
    assert_eq!(catalog.find("b").unwrap().len(), 1);
}

#[test]
fn a_file_of_which_nothing_can_be_used_is_left_out_and_not_served_as_empty() {
    let folder = Folder::new("unusable", &[("a.geojson", "{"), ("b.geojson", ROADS)]);
    let (catalog, left_out) =
        sources::catalog(sources::find(&folder.path(), None).unwrap(), true).unwrap();
    assert_eq!(left_out.len(), 1);
    assert!(catalog.find("a").is_none() && catalog.find("b").is_some());
    let alone = sources::find(&[folder.0.join("a.geojson")], None).unwrap();
    assert!(sources::catalog(alone, true).is_err());
}

#[test]
fn what_cannot_be_served_is_refused_with_a_reason() {
    let empty = Folder::new("empty", &[("notes.txt", "x")]);
    let twice = Folder::new("twice", &[("a.csv", POSTS), ("a.geojson", ROADS)]);
    let unknown = Folder::new(
        "unknown",
        &[
            ("collections.toml", "[collections.a]\nfiel = \"x\"\n"),
            ("a.csv", POSTS),
        ],
    );
    let missing = Folder::new(
        "missing",
        &[("collections.toml", "[collections.a]\nfile = \"none.csv\"\n")],
    );
    let misspelt = Folder::new(
        "misspelt",
        &[
            ("collections.toml", "[collections.pots]\ntitle = \"x\"\n"),
            ("posts.csv", POSTS),
        ],
    );
    let nameless = Folder::new("nameless", &[("!?.csv", POSTS)]);
    let crooked = Folder::new(
        "crooked",
        &[
            (
                "collections.toml",
                "[collections.\"a/b\"]\nfile = \"a.csv\"\n",
            ),
            ("a.csv", POSTS),
        ],
    );
    for (paths, says) in [
        (misspelt.path(), "collection \"pots\", but no file"),
        (nameless.path(), "!?.csv: would be the collection \"\""),
        (crooked.path(), "a.csv: would be the collection \"a/b\""),
        (empty.path(), "found no file of data"),
        (twice.path(), "would be the collection \"a\""),
        (unknown.path(), "unknown field `fiel`"),
        (missing.path(), "none.csv: cannot be read"),
        (vec![PathBuf::from("/nowhere.geojson")], "cannot be read"),
    ] {
        let error = sources::find(&paths, None).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[tokio::test]
async fn the_base_map_is_there_generalised_but_not_for_somebody_s_own_countries() {
    let own = Folder::new("own-countries", &[("countries.geojson", ROADS)]);
    let app = serving(sources::find(&own.path(), None).unwrap());
    let status = async |path: &str| get(&app, path).await.status;
    assert_eq!(
        status("/collections/countries-overview/items").await,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        status("/collections/borders-overview/items").await,
        StatusCode::OK
    );
    let bundled = crate::support::bundled();
    let list = get(&bundled, "/collections").await.text();
    assert!(!list.contains("-overview"));
    for name in ["countries", "provinces", "borders", "kyrgyz-tajik-border"] {
        let overview = get(&bundled, &format!("/geojson/{name}-overview.geojson")).await;
        let full = get(&bundled, &format!("/geojson/{name}.geojson?kind=country")).await;
        assert_eq!(overview.status, StatusCode::OK, "{name}");
        assert!(
            name != "countries" || overview.json()["numberMatched"] == full.json()["numberMatched"]
        );
        assert!(name != "countries" || overview.body.len() * 5 < full.body.len());
    }
}
