//! Features of a collection: the same answers as a naive scan of the file gives.

use axum::Router;
use http::StatusCode;
use insta::assert_snapshot;

use crate::support::{Incident, Random, bundled, get, incidents, serving, source};

const ITEMS: &str = "/collections/incidents/items";

/// Random questions: a thousand every time, more with `make test-full`.
const ROUNDS: usize = if option_env!("MARZ_TEST").is_some() {
    20_000
} else {
    1000
};

/// A question, as parameters and as a naive reading of them.
struct Question {
    parameters: Vec<(&'static str, String)>,
    bbox: Option<[f64; 4]>,
    days: Option<(String, String)>,
    area: Option<String>,
    equals: Option<(&'static str, String)>,
}

impl Question {
    fn random(random: &mut Random, incidents: &[Incident]) -> Self {
        let mut parameters = Vec::new();
        let bbox = (!random.once_in(3)).then(|| {
            let (a, b) = (random.between(-180, 180), random.between(-180, 180));
            // Mostly around the region, sometimes anywhere, also across the antimeridian.
            let (west, east) = if random.once_in(4) {
                (a, b)
            } else {
                let west = random.between(66, 74);
                (west, west + random.between(0, 4))
            };
            let south = random.between(36, 42);
            [west, south, east, south + random.between(0, 3)]
        });
        if let Some([west, south, east, north]) = bbox {
            parameters.push(("bbox", format!("{west},{south},{east},{north}")));
        }
        let days = (!random.once_in(3)).then(|| Self::days(random, incidents));
        if let Some((text, _)) = &days {
            parameters.push(("datetime", text.clone()));
        }
        let area = random.once_in(3).then(|| {
            let areas = [
                "rasht-valley",
                "dushanbe",
                "ferghana-valley",
                "kyrgyz-tajik-border",
            ];
            (*random.pick(&areas)).to_owned()
        });
        if let Some(area) = &area {
            parameters.push(("area", area.clone()));
        }
        let equals = random.once_in(3).then(|| {
            let name = *random.pick(&["category", "country", "event_type", "deaths_best"]);
            let value = &random.pick(incidents).properties[name];
            (
                name,
                value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned),
            )
        });
        let equals = equals.filter(|(_, value)| value != "null");
        if let Some((name, value)) = &equals {
            parameters.push((name, value.clone()));
        }
        Self {
            parameters,
            bbox,
            days: days.map(|(_, days)| days),
            area,
            equals,
        }
    }

    /// A text for `datetime`, and its first and last day.
    fn days(random: &mut Random, incidents: &[Incident]) -> (String, (String, String)) {
        let first = random.pick(incidents).days.0.clone();
        let last = random.pick(incidents).days.1.clone();
        let (first, last) = if first <= last {
            (first, last)
        } else {
            (last, first)
        };
        let (early, late) = ("0000-01-01".to_owned(), "9999-12-31".to_owned());
        match random.below(7) {
            0 => (first.clone(), (first.clone(), first)),
            1 => (format!("{first}/.."), (first, late)),
            2 => (format!("../{last}"), (early, last)),
            3 => {
                let month = &first[..7];
                (
                    month.to_owned(),
                    (format!("{month}-01"), format!("{month}-31")),
                )
            }
            4 => {
                let year = &first[..4];
                (
                    year.to_owned(),
                    (format!("{year}-01-01"), format!("{year}-12-31")),
                )
            }
            5 => (format!("{first}T00:00:00Z/{last}T23:59:59Z"), (first, last)),
            _ => (format!("{first}/{last}"), (first, last)),
        }
    }

    fn holds(&self, incident: &Incident) -> bool {
        let inside = self.bbox.is_none_or(|[west, south, east, north]| {
            incident.point.is_some_and(|(x, y)| {
                let across = if west <= east {
                    west <= x && x <= east
                } else {
                    x >= west || x <= east
                };
                across && south <= y && y <= north
            })
        });
        let then = self
            .days
            .as_ref()
            .is_none_or(|(first, last)| incident.days.0 <= *last && *first <= incident.days.1);
        let there = self
            .area
            .as_ref()
            .is_none_or(|area| incident.areas.contains(area));
        let such = self.equals.as_ref().is_none_or(|(name, wanted)| {
            let value = &incident.properties[*name];
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
                == *wanted
        });
        inside && then && there && such
    }
}

/// All pages of an answer, each as the `next` link of the one before leads to it.
async fn pages(app: &Router, url: &str) -> (Vec<String>, usize) {
    let (mut ids, mut matched) = (Vec::new(), None);
    let mut next = Some(url.to_owned());
    while let Some(url) = next {
        let answer = get(app, &url).await;
        assert_eq!(answer.status, StatusCode::OK, "{url}: {}", answer.text());
        let json = answer.json();
        let count = json["numberMatched"].as_u64().unwrap();
        assert_eq!(*matched.get_or_insert(count), count, "{url}");
        assert_eq!(
            json["numberReturned"],
            json["features"].as_array().unwrap().len()
        );
        assert_eq!(answer.header("ogc-numbermatched"), count.to_string());
        ids.extend(answer.ids());
        let links = json["links"].as_array().unwrap();
        let link = links.iter().find(|link| link["rel"] == "next");
        let headers = answer.headers.get_all("link").iter();
        let mut headers = headers.map(|line| line.to_str().unwrap());
        let header = headers.find(|line| line.contains("rel=\"next\""));
        let expected = link.map(|link| {
            let href = link["href"].as_str().unwrap();
            format!("<{href}>; rel=\"next\"; type=\"application/geo+json\"")
        });
        assert_eq!(header, expected.as_deref(), "{url}");
        next = link.map(|link| {
            link["href"]
                .as_str()
                .unwrap()
                .replace("http://localhost", "")
        });
    }
    (ids, usize::try_from(matched.unwrap()).unwrap())
}

#[tokio::test]
async fn random_questions_are_answered_as_a_naive_scan_answers_them() {
    let (app, all) = (bundled(), incidents());
    let mut random = Random::new(20_100_919);
    let mut seen = 0;
    for _ in 0..ROUNDS {
        let question = Question::random(&mut random, all);
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&question.parameters);
        query.append_pair("limit", ["1000", "7", "50"][random.below(3)]);
        let url = format!("{ITEMS}?{}", query.finish());
        let expected: Vec<&str> = all
            .iter()
            .filter(|one| question.holds(one))
            .map(|one| one.id.as_str())
            .collect();
        let (ids, matched) = pages(&app, &url).await;
        assert_eq!(ids, expected, "{url}");
        assert_eq!(matched, expected.len(), "{url}");
        seen += usize::from(!expected.is_empty());
    }
    assert!(
        seen > 300,
        "only {seen} questions had an answer that is not empty"
    );
}

#[tokio::test]
async fn august_and_september_2010_around_rasht_are_exactly_the_incidents_of_the_file() {
    let url = format!("{ITEMS}?datetime=2010-08-01/2010-09-30&bbox=68,38,72,40&limit=1000");
    let answer = get(&bundled(), &url).await;
    let inside = |one: &&Incident| {
        one.days.0.as_str() <= "2010-09-30"
            && one.days.1.as_str() >= "2010-08-01"
            && one
                .point
                .is_some_and(|(x, y)| (68.0..=72.0).contains(&x) && (38.0..=40.0).contains(&y))
    };
    let expected: Vec<String> = incidents()
        .iter()
        .filter(inside)
        .map(|one| one.id.clone())
        .collect();
    assert_eq!(answer.ids(), expected);
    for id in [
        "2010-08-22-dushanbe-prison-break",
        "2010-09-19-kamarob-ambush",
    ] {
        assert!(expected.iter().any(|found| found == id), "{id}");
    }
}

#[tokio::test]
async fn paging_visits_every_incident_once_whatever_the_page_size() {
    let app = bundled();
    let all: Vec<String> = incidents().iter().map(|one| one.id.clone()).collect();
    for limit in [1, 7, 100, 10_000] {
        let (ids, matched) = pages(&app, &format!("{ITEMS}?limit={limit}")).await;
        assert_eq!((ids, matched), (all.clone(), all.len()), "limit {limit}");
    }
}

#[tokio::test]
async fn an_offset_leaves_out_so_many_matches() {
    let app = bundled();
    let all: Vec<String> = incidents().iter().map(|one| one.id.clone()).collect();
    let ids = get(&app, &format!("{ITEMS}?offset=10&limit=5")).await.ids();
    assert_eq!(ids, all[10..15]);
    assert_eq!(
        get(&app, &format!("{ITEMS}?offset=99999")).await.ids(),
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn a_limit_above_the_maximum_is_the_maximum() {
    let rows: String = (0..10_050)
        .map(|n| format!("{n},68.{n:05},38.5\n"))
        .collect();
    let app = serving(vec![source(
        "many",
        "many.csv",
        &format!("n,lon,lat\n{rows}"),
    )]);
    for limit in ["10001", "999999999999999999999999999999"] {
        let answer = get(&app, &format!("/collections/many/items?limit={limit}"))
            .await
            .json();
        assert_eq!(answer["numberReturned"], 10_000, "{limit}");
        assert_eq!(answer["numberMatched"], 10_050);
    }
    let answer = get(&app, "/collections/many/items").await.json();
    assert_eq!(answer["numberReturned"], 100);
    // A file is for people who want all of it.
    let file = get(&app, "/geojson/many.geojson?limit=10020").await.json();
    assert_eq!(file["numberReturned"], 10_020);
}

#[tokio::test]
async fn features_without_time_match_every_datetime_and_without_place_no_bbox() {
    let file = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"dated","geometry":{"type":"Point","coordinates":[70,39]},"properties":{"date":"2010-09-19"}},
        {"type":"Feature","id":"timed","geometry":{"type":"Point","coordinates":[70,39]},"properties":{"date":"2010-09-19T14:30:00Z"}},
        {"type":"Feature","id":"undated","geometry":{"type":"Point","coordinates":[70,39]},"properties":{"date":null}},
        {"type":"Feature","id":"unplaced","geometry":null,"properties":{"date":"2010-09-19"}}]}"#;
    let app = serving(vec![source("c", "c.geojson", file)]);
    for (query, expected) in [
        (
            "datetime=2010-09-19",
            &["dated", "timed", "undated", "unplaced"][..],
        ),
        ("datetime=2011", &["undated"]),
        (
            "datetime=2010-09-19T15:00:00Z/..",
            &["dated", "undated", "unplaced"],
        ),
        ("bbox=69,38,71,40", &["dated", "timed", "undated"]),
        ("bbox=69,38,71,40&datetime=2009", &["undated"]),
    ] {
        let answer = get(&app, &format!("/collections/c/items?{query}")).await;
        assert_eq!(answer.ids(), expected, "{query}");
    }
}

#[tokio::test]
async fn all_that_is_wrong_with_a_request_is_told_at_once() {
    let url = format!(
        "{ITEMS}?bbox=1,2,3&datetime=soon&limit=0&f=xml&deaths_best=many&colour=red&area=,&limit=2"
    );
    let answer = get(&bundled(), &url).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let json = answer.json();
    let told: Vec<String> = json["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            format!(
                "{}: {}",
                error["parameter"].as_str().unwrap(),
                error["reason"].as_str().unwrap()
            )
        })
        .map(|line| line.chars().take(95).collect())
        .collect();
    assert_snapshot!(told.join("\n"), @r#"
    f: expected one of json, jsonfg, geojsonseq, csv, fgb, gpkg, parquet, kml, html
    bbox: expected 4 numbers (west,south,east,north) or 6 with heights, found 3
    datetime: expected a date (2010-09-19), month (2010-09), year (2010) or date-time (2010-09-19T1
    area: expected 1 to 100 identifiers of areas, with commas between
    deaths_best: expected a whole number
    limit: given more than once; give it once
    colour: unknown parameter; this address knows lang, f, bbox-crs, bbox, datetime, cluster, area,
    "#);
}

#[tokio::test]
async fn a_cursor_of_another_question_is_refused_and_a_forged_one_too() {
    let app = bundled();
    let first = get(&app, &format!("{ITEMS}?limit=1&category=clash"))
        .await
        .json();
    let links = first["links"].as_array().unwrap();
    let next = links.iter().find(|link| link["rel"] == "next").unwrap();
    let next = next["href"]
        .as_str()
        .unwrap()
        .replace("http://localhost", "");
    assert_eq!(get(&app, &next).await.status, StatusCode::OK);
    for wrong in [
        next.replace("clash", "unrest"),
        format!("{ITEMS}?cursor=1"),
        format!("{next}&offset=3"),
    ] {
        let answer = get(&app, &wrong).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(answer.text().contains("cursor"), "{}", answer.text());
    }
}

#[tokio::test]
async fn one_feature_is_found_by_its_identifier_whatever_is_in_it() {
    let app = bundled();
    let answer = get(&app, &format!("{ITEMS}/2010-09-19-kamarob-ambush")).await;
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let json = answer.json();
    let deaths =
        ["low", "best", "high"].map(|name| json["properties"][format!("deaths_{name}")].clone());
    assert_eq!(deaths, [23, 28, 40]);
    let sources = json["properties"]["sources"].as_array().unwrap();
    let upi = sources
        .iter()
        .find(|source| source["publisher"] == "UPI")
        .unwrap();
    assert_eq!(
        (upi["deaths"].as_u64(), upi["injured"].as_u64()),
        (Some(25), Some(20))
    );

    let odd = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"a/b?c#d %20é","geometry":null,"properties":{}},
        {"type":"Feature","id":17,"geometry":null,"properties":{}},
        {"type":"Feature","id":"18","geometry":null,"properties":{}}]}"#;
    let app = serving(vec![source("odd", "odd.geojson", odd)]);
    for (path, id) in [
        ("a%2Fb%3Fc%23d%20%2520%C3%A9", "\"a/b?c#d %20é\""),
        ("17", "17"),
        ("18", "\"18\""),
    ] {
        let answer = get(&app, &format!("/collections/odd/items/{path}")).await;
        assert_eq!(answer.json()["id"].to_string(), id);
    }
    assert_eq!(
        get(&app, "/collections/odd/items/19").await.status,
        StatusCode::NOT_FOUND
    );
}
