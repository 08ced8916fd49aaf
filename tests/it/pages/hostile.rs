//! Text that would be markup: in data, identifiers, names of properties and parameters.

use http::StatusCode;

use super::{ITEMS, attributes, page};
use crate::support::{bundled, get, serving, source};

/// Every text of it is markup, and would close whatever it stands in.
const EVIL: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","id":"\"'><script>alert(1)</script>","geometry":{"type":"Point","coordinates":[70,39]},
     "properties":{
        "title":"</title></svg><script>alert(2)</script>",
        "\"><script>alert(3)</script>":"</option></select><script>alert(4)</script>",
        "</textarea><script>alert(5)</script>":"x",
        "category":"a\" autofocus onfocus=\"alert(6)",
        "areas":["\"><script>alert(7)</script>"],
        "link":"javascript:alert(8)",
        "web":"https://example.org/\"><script>alert(9)</script>",
        "sources":[{"publisher":"<script>alert(10)</script>","title":"<b>","url":"javascript:alert(11)","language":"\"><script>"}],
        "related":[{"id":"<script>alert(12)</script>","how":"<script>alert(13)</script>"}],
        "part_of":"<script>alert(14)</script>",
        "nested":{"<script>":"<script>alert(15)</script>","url":"data:text/html,<script>"}}},
    {"type":"Feature","id":"b","geometry":null,"properties":{"category":"b"}}]}"#;

/// Tags that the pages never have, and links that lead to no web address.
fn assert_harmless(html: &str, where_from: &str) {
    let small = html.to_lowercase();
    for tag in ["<script", "<b>", "<i>", "<img", "<iframe", "<style"] {
        assert!(!small.contains(tag), "{tag} in {where_from}");
    }
    for name in ["onfocus", "onclick", "onerror", "style", "autofocus"] {
        assert!(
            !small.contains(&format!(" {name}=\"")),
            "{name} in {where_from}"
        );
    }
    for href in attributes(html, "href") {
        let is_web = href.starts_with("http://") || href.starts_with("https://");
        assert!(is_web || href.starts_with('#'), "{href} in {where_from}");
    }
}

#[tokio::test]
async fn nothing_in_the_data_becomes_markup() {
    let app = serving(vec![source("evil", "evil.geojson", EVIL)]);
    let id = "%22'%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    for path in [
        "/?f=html".to_owned(),
        "/api".to_owned(),
        "/collections".to_owned(),
        "/collections/evil".to_owned(),
        "/collections/evil/schema".to_owned(),
        "/collections/evil/items".to_owned(),
        "/collections/evil/items?category=b".to_owned(),
        format!("/collections/evil/items/{id}"),
    ] {
        for language in ["en", "tg"] {
            let sign = if path.contains('?') { '&' } else { '?' };
            let url = format!("{path}{sign}lang={language}");
            let answer = page(&app, &url).await;
            assert_eq!(answer.status, StatusCode::OK, "{url}");
            assert_harmless(&answer.text(), &url);
        }
    }
    let table = page(&app, "/collections/evil/items").await.text();
    assert!(
        table.contains("&lt;script&gt;alert(2)"),
        "it is shown as text"
    );
}

#[tokio::test]
async fn nothing_a_client_sends_becomes_markup() {
    let app = bundled();
    let evil = "%22%27%3E%3C%2Ftextarea%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    for (path, status) in [
        (format!("/collections?x={evil}"), 400),
        (format!("/collections?{evil}=1"), 400),
        (format!("/collections?lang={evil}"), 400),
        (format!("/collections/{evil}"), 404),
        (format!("/{evil}"), 404),
        (format!("/collections/incidents/items/{evil}"), 404),
        (format!("{ITEMS}?title={evil}"), 200),
        (format!("{ITEMS}?country={evil}"), 200),
        (format!("{ITEMS}?area={evil}"), 200),
        (format!("{ITEMS}?filter={evil}"), 400),
        (format!("{ITEMS}?bbox={evil}"), 400),
        (format!("{ITEMS}?datetime={evil}"), 400),
        (format!("{ITEMS}?sortby={evil}"), 400),
        (format!("{ITEMS}?limit={evil}"), 400),
        (format!("{ITEMS}?{evil}={evil}"), 400),
    ] {
        let answer = page(&app, &path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert!(
            answer.header("content-type").starts_with("text/html"),
            "{path}"
        );
        assert_harmless(&answer.text(), &path);
    }
    let sent = format!("{ITEMS}?datetime.from={evil}&bbox=");
    let answer = page(&app, &sent).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let location = answer.header("location");
    assert!(
        location.starts_with("items?datetime=%22") && !location.contains('<'),
        "{location}"
    );
}

#[tokio::test]
async fn a_form_cannot_lead_to_another_host() {
    let app = bundled();
    for sent in [
        "bbox=&//example.org/",
        "bbox=&x=https://example.org",
        "datetime.from=//example.org",
    ] {
        let answer = page(&app, &format!("{ITEMS}?{sent}")).await;
        assert!(answer.header("location").starts_with("items?"), "{sent}");
    }
}

#[tokio::test]
async fn a_page_runs_no_script_sends_forms_to_itself_and_stands_in_no_frame() {
    let page = get(&bundled(), &format!("{ITEMS}?f=html")).await;
    let policy = page.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ] {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    assert!(
        !page.text().contains(" style="),
        "no style that the policy forbids"
    );
}

#[tokio::test]
async fn a_property_named_like_a_field_of_the_form_leaves_the_field_its_meaning() {
    let data = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"a","geometry":null,"properties":{"datetime.from":"x","lang":"tg","limit":"7"}}]}"#;
    let app = serving(vec![source("odd", "odd.geojson", data)]);
    let answer = page(&app, "/collections/odd/items").await;
    assert_eq!(answer.status, StatusCode::OK);
    let names = attributes(&answer.text(), "name");
    for name in ["datetime.from", "limit"] {
        assert_eq!(
            names.iter().filter(|found| *found == name).count(),
            1,
            "{name}"
        );
    }
    assert!(!names.contains(&"lang".to_owned()));
}
