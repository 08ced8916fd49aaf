//! Filters that cannot be used: each is told with its place, and none costs much.

use axum::Router;
use http::StatusCode;

use crate::support::{bundled, get, post};

const ITEMS: &str = "/collections/incidents/items";

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// A filter, and how the message about it begins.
const WRONG: &[(&str, &str)] = &[
    (
        "category = 'clash' AND colour = 'red'",
        "at character 24: there is no property \"colour\"; the collection has geom, kind,",
    ),
    (
        "deaths_best > 'many'",
        "at character 15: deaths_best is a number, 'many' is text; expected two values of one",
    ),
    (
        "title > 5",
        "at character 1: title is text, 5 is a number; expected two values of one type",
    ),
    (
        "date_start > 'soon'",
        "at character 14: found 'soon'; expected a day ('2010-09-19') or a moment",
    ),
    (
        "date_start > DATE('2010-09')",
        "at character 19: found '2010-09'; expected a day",
    ),
    (
        "areas = 'dushanbe'",
        "at character 1: the property areas is a list of texts; A_CONTAINS(areas,",
    ),
    (
        "A_CONTAINS(title, ('a'))",
        "at character 12: the property title is text; expected one that holds lists",
    ),
    (
        "sources = 'UPI'",
        "at character 1: the property sources is a list; A_CONTAINS(sources,",
    ),
    (
        "S_INTERSECTS(place, POINT(70 39))",
        "at character 14: found the name place; expected geom or geometry",
    ),
    (
        "S_INTERSECTS(geom)",
        "at character 1: s_intersects takes 2 arguments, found 1",
    ),
    (
        "geom = 5",
        "at character 1: geom is the geometry; S_INTERSECTS(geom, …) and its like compare it",
    ),
    (
        "BBOX(1,2,3) IS NULL",
        "found BBOX(1, 2, 3); expected a property or a single value",
    ),
    (
        "S_INTERSECTS(geom, BBOX(1,2,3))",
        "at character 20: expected BBOX(west, south, east, north)",
    ),
    (
        "T_AFTER(title, DATE('2010-01-01'))",
        "at character 9: the property title is text; expected one that holds dates",
    ),
    (
        "T_DURING(date_start, INTERVAL('2011-01-01','2010-01-01'))",
        "at character 22: the INTERVAL ends before it starts",
    ),
    (
        "s_dwithin(geom, POINT(70 39), -5)",
        "at character 1: the third argument of s_dwithin is metres, from 0 to 1000000",
    ),
    (
        "hidden(geom)",
        "at character 1: there is no function \"hidden\" here; besides those of CQL2 there are",
    ),
    (
        "deaths_best",
        "found deaths_best (a number); expected a condition",
    ),
    (
        "title LIKE 5",
        "at character 7: LIKE takes a pattern in quotes",
    ),
    (
        "deaths_best LIKE '5%'",
        "at character 13: LIKE compares texts, found a number on its left",
    ),
    (
        "title = NULL",
        "at character 9: NULL is compared with IS NULL",
    ),
    ("title = 'it", "at character 9: this ' is not closed"),
    ("(title = 'a'", "at character 1: this ( is not closed"),
    ("title = 'a')", "at character 12: this ) closes nothing"),
    (
        "",
        "at character 1: this is no CQL2: found the end of the filter",
    ),
    (
        "title == 'a'",
        "at character 8: this is no CQL2: found \"= 'a'\", expected something like category",
    ),
    (
        "deaths_best + title > 5",
        "at character 15: + takes a number, found title (text)",
    ),
];

/// What is said of a filter.
async fn said(app: &Router, filter: &str) -> String {
    let answer = get(app, &format!("{ITEMS}?filter={}", encoded(filter))).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{filter}");
    let json = answer.json();
    assert_eq!(json["errors"][0]["parameter"], "filter");
    json["errors"][0]["reason"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn each_wrong_filter_is_told_with_what_was_found_where_and_what_was_expected() {
    let app = bundled();
    for (filter, expected) in WRONG {
        let found = said(&app, filter).await;
        assert!(
            found.starts_with(expected),
            "{filter}\n  {found}\n  {expected}"
        );
    }
}

#[tokio::test]
async fn json_that_is_no_filter_is_told_too() {
    let app = bundled();
    for (filter, expected) in [
        ("{", "this is no JSON: EOF"),
        ("[1]", "expected CQL2 JSON"),
        ("{\"op\":\"=\"}", "expected CQL2 JSON"),
        (
            "{\"op\":\"=\",\"args\":[{\"property\":\"colour\"},\"red\"]}",
            "at character 31: there is no property \"colour\"",
        ),
        (
            "{\"op\":\"=\",\"args\":[{\"property\":\"title\"}]}",
            "at character 7: = takes 2 arguments, found 1",
        ),
    ] {
        let url = format!("{ITEMS}?filter-lang=cql2-json&filter={}", encoded(filter));
        let answer = get(&app, &url).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{filter}");
        let found = answer.json()["errors"][0]["reason"].clone();
        let found = found.as_str().unwrap();
        assert!(found.starts_with(expected), "{filter}\n  {found}");
    }
}

/// Nesting bombs, endless chains, texts that make a parser guess again and again: 4xx, and the
/// server lives on.
#[tokio::test]
async fn a_filter_that_is_made_to_cost_much_is_refused() {
    let app = bundled();
    let deep = |open: &str, inner: &str, close: &str, times: usize| {
        format!("{}{inner}{}", open.repeat(times), close.repeat(times))
    };
    let json_deep = format!(
        "{}true{}",
        "{\"op\":\"not\",\"args\":[".repeat(5000),
        "]}".repeat(5000)
    );
    for (language, filter) in [
        ("cql2-text", deep("(", "1=1", ")", 40_000)),
        ("cql2-text", "(".repeat(100_000)),
        ("cql2-text", deep("NOT ", "true", "", 50_000)),
        (
            "cql2-text",
            format!("deaths_best = {}", "1+".repeat(50_000)),
        ),
        (
            "cql2-text",
            format!("deaths_best = {}1", "-".repeat(50_000)),
        ),
        ("cql2-text", format!("true{}", " AND true".repeat(20_000))),
        ("cql2-text", deep("casei(", "title", ")", 20_000)),
        ("cql2-text", deep("(((1,", "1", "),2)", 35)),
        (
            "cql2-text",
            format!(
                "S_INTERSECTS(geom, {}",
                deep("GEOMETRYCOLLECTION(", "POINT(1 2)", ")", 39)
            ),
        ),
        (
            "cql2-text",
            format!(
                "S_INTERSECTS(geom, LINESTRING({}1 2))",
                "1 2,".repeat(30_000)
            ),
        ),
        ("cql2-text", "\u{0}\u{1}\u{7f}".repeat(1000)),
        ("cql2-text", "a ".repeat(300_000)),
        ("cql2-json", json_deep),
        ("cql2-json", "[".repeat(100_000)),
        (
            "cql2-json",
            format!(
                "{{\"op\":\"and\",\"args\":[{}true]}}",
                "true,".repeat(400_000)
            ),
        ),
    ] {
        let body = serde_json::json!({"filter": filter, "filter-lang": language});
        let search = "/collections/incidents/search";
        let answer = post(&app, search, "application/json", body.to_string()).await;
        let begin: String = filter.chars().take(40).collect();
        assert!(
            answer.status.is_client_error(),
            "{begin}: {}",
            answer.status
        );
        assert!(answer.body.len() < 3000, "{begin}: {}", answer.text());
    }
    assert_eq!(get(&app, ITEMS).await.status, StatusCode::OK);
}

/// How far is each of thousands of corners from the edges of two hundred districts: minutes of work.
#[tokio::test]
async fn a_comparison_that_takes_too_long_is_given_up_with_a_reason() {
    let corners: Vec<String> = (0..=19_000)
        .map(|corner| {
            let angle = f64::from(corner % 19_000) * std::f64::consts::TAU / 19_000.0;
            let far = 1.0 + 0.1 * f64::from(corner % 2);
            let (x, y) = (
                70.0 + 8.0 * angle.cos() * far,
                40.0 + 6.0 * angle.sin() * far,
            );
            format!("{x:.2} {y:.2}")
        })
        .collect();
    let near = format!("S_DWITHIN(geom, LINESTRING({}), 1000)", corners.join(","));
    // Twice, so that no machine is fast enough.
    let filter = format!("{near} OR NOT ({near})");
    let body = serde_json::json!({"filter": filter}).to_string();
    let app = bundled();
    let answer = post(
        &app,
        "/collections/districts/search",
        "application/json",
        body,
    )
    .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let json = answer.json();
    assert_eq!(json["errors"][0]["parameter"], "filter");
    assert!(
        answer.text().contains("takes more than 5 seconds"),
        "{}",
        answer.text()
    );
}
