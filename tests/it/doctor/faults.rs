//! One fault a server: the table names exactly that one.

use marz::doctor::{self, Bounds, Kind, Report, Verdict};
use serde_json::{Value, json};

use super::fake::Site;

fn examine(site: Site) -> Report {
    doctor::examine(&site.start().parse().unwrap(), Bounds::default())
}

fn add(list: &mut Value, value: Value) {
    list.as_array_mut().unwrap().push(value);
}

const ITEMS: &str = "/collections/wells/items";
type Break = fn(&mut Site);

#[test]
fn a_server_that_does_everything_right_passes_every_step() {
    let report = examine(Site::right());
    assert_eq!(report.verdict(), Verdict::Pass, "{report}");
    let table = report.to_string();
    for client in [
        "QGIS 3.22",
        "QGIS 3.32+",
        "GDAL",
        "ArcGIS Pro",
        "ArcGIS JS",
        "OWSLib",
        "browser",
    ] {
        assert!(table.contains(client), "{table}");
    }
}

/// Each breaks one thing.
const CASES: &[(Kind, Break)] = &[
    (Kind::OtherHost, |site| {
        site.base = Some("http://10.0.0.5:8080".into());
    }),
    (Kind::MissingLink, |site| {
        site.edit("/", |json| json["links"][3] = json!({}));
    }),
    (Kind::NotTheDocument, |site| {
        site.edit("/conformance", |json| *json = json!("<html>"));
    }),
    (Kind::ContentType, |site| {
        site.documents.get_mut("/collections").unwrap().0 = "text/plain".into();
    }),
    (Kind::ContentType, |site| {
        site.documents.get_mut(ITEMS).unwrap().0 = "text/html".into();
    }),
    (Kind::ItemType, |site| {
        site.edit("/collections", |json| {
            json["collections"][0]
                .as_object_mut()
                .unwrap()
                .remove("itemType");
        });
    }),
    (Kind::NoStorageCrs, |site| {
        site.edit("/collections", |json| {
            json["collections"][0]
                .as_object_mut()
                .unwrap()
                .remove("storageCrs");
        });
    }),
    (Kind::Crs, |site| {
        let crs = json!("http://www.opengis.net/def/crs/EPSG/0/3857");
        site.edit("/collections", |json| {
            json["collections"][0]["storageCrs"] = crs;
        });
    }),
    (Kind::NoLimit, |site| {
        site.edit("/api", |json| json["components"]["parameters"] = json!({}));
    }),
    (Kind::SmallLimit, |site| {
        let limit = "/components/parameters/limit/schema/maximum";
        site.edit("/api", |json| *json.pointer_mut(limit).unwrap() = json!(50));
    }),
    (Kind::CqlText, |site| {
        let lang = json!({"name": "filter-lang", "schema": {"enum": ["cql2-text", "cql-text"]}});
        site.edit("/api", |json| {
            add(&mut json["paths"][ITEMS]["get"]["parameters"], lang);
        });
    }),
    (Kind::NoNumberMatched, |site| {
        site.edit(ITEMS, |json| json["numberMatched"] = json!(null));
    }),
    (Kind::NoNext, |site| {
        site.edit(ITEMS, |json| json["links"] = json!([]));
    }),
    (Kind::UntypedNext, |site| {
        site.edit(ITEMS, |json| json["links"][1]["type"] = json!("text/html"));
    }),
    (Kind::SamePage, |site| {
        let first = site.documents[ITEMS].1["features"].clone();
        site.edit("/collections/wells/items?page=2", |json| {
            json["features"] = first;
        });
    }),
    (Kind::Refused, |site| site.refuses = Some(("page=2", 500))),
    (Kind::OpenEnds, |site| {
        site.refuses = Some(("0000-01-01", 400));
    }),
    (Kind::OpenEnds, |site| {
        site.refuses = Some(("9999-12-31", 400));
    }),
    (Kind::BareT, |site| {
        site.refuses = Some(("2020-01-01T%2F", 400));
    }),
    (Kind::Conformance, |site| {
        site.edit("/conformance", |json| json["conformsTo"][1] = json!("x"));
    }),
    (Kind::SpatialName, |site| {
        let class = "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions";
        site.edit("/conformance", |json| {
            add(&mut json["conformsTo"], json!(class));
        });
    }),
    (Kind::NoAllow, |site| site.without_header("Allow")),
    (Kind::NoCors, |site| {
        site.without_header("Access-Control-Allow-Origin");
    }),
    (Kind::NoPreflight, |site| {
        site.without_header("Access-Control-Allow-Headers");
    }),
    (Kind::HiddenHeaders, |site| {
        site.without_header("Access-Control-Expose-Headers");
    }),
];

#[test]
fn each_fault_is_named_and_no_other() {
    for (number, (kind, break_it)) in CASES.iter().enumerate() {
        let mut site = Site::right();
        break_it(&mut site);
        let report = examine(site);
        let mut found = report.kinds();
        // Without its origin a preflight fails as well: the browser sees one fault twice.
        if *kind == Kind::NoCors {
            found.remove(&Kind::NoPreflight);
        }
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            [*kind],
            "case {number}: {report}"
        );
        assert_eq!(report.verdict(), kind.verdict(), "case {number}: {report}");
    }
}

#[test]
fn a_server_that_refuses_options_is_told_for_editing_and_for_browsers() {
    let mut site = Site::right();
    site.options = false;
    let kinds = examine(site).kinds();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        [Kind::NoAllow, Kind::NoPreflight]
    );
}

#[test]
fn links_beside_the_path_are_told() {
    let mut site = Site::right();
    for path in site.documents.keys().cloned().collect::<Vec<_>>() {
        let document = site.documents[&path].clone();
        site.documents
            .insert(format!("/marz{}", path.trim_end_matches('/')), document);
    }
    let root = format!("{}/marz", site.start());
    let report = doctor::examine(&root.parse().unwrap(), Bounds::default());
    let kinds = report.kinds();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        [Kind::OtherPath],
        "{report}"
    );
}

#[test]
fn the_table_says_what_was_found_why_it_matters_and_what_helps() {
    let mut site = Site::right();
    site.base = Some("http://10.0.0.5:8080".into());
    let table = examine(site).to_string();
    for words in [
        "QGIS 3.22   landing page      would break  GET /",
        "Found self: http://10.0.0.5:8080/; asked was http://127.0.0.1:",
        "--public-url",
        "X-Forwarded-Proto",
        "would break\n",
    ] {
        assert!(table.contains(words), "{words}: {table}");
    }
    assert_eq!(
        table.matches("-> ").count(),
        1,
        "the advice stands there once: {table}"
    );
}
