//! Manners of HTTP: negotiation, validators, methods, origins, addresses.

use http::{Method, StatusCode};

use crate::support::{Answer, bundled, get, request};

const BROWSER: (&str, &str) = (
    "accept",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
);
const ITEMS: &str = "/collections/incidents/items?limit=3";

#[tokio::test]
async fn a_browser_at_the_root_is_led_to_the_map_and_a_tool_reads_json() {
    let app = bundled();
    let answer = request(&app, Method::GET, "/", &[BROWSER]).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "map")
    );
    assert!(answer.header("vary").contains("accept"));
    assert_eq!(
        get(&app, "/").await.header("content-type"),
        "application/json"
    );
    let page = request(&app, Method::GET, "/?f=html", &[BROWSER]).await;
    assert_eq!(
        (page.status, page.header("content-type")),
        (StatusCode::OK, "text/html; charset=utf-8")
    );
}

#[tokio::test]
async fn a_client_that_has_the_answer_already_gets_304_in_every_encoding() {
    let app = bundled();
    for path in [
        "/",
        "/api",
        "/collections",
        "/collections/incidents",
        ITEMS,
        "/geojson/incidents.geojson",
        "/collections?f=html",
    ] {
        let mut tags = Vec::new();
        for encoding in ["identity", "gzip", "br", "zstd"] {
            let first = request(&app, Method::GET, path, &[("accept-encoding", encoding)]).await;
            let tag = first.header("etag").to_owned();
            assert!(
                tag.starts_with('"') && !tags.contains(&tag) || encoding == "identity",
                "{path} {encoding} {tag}"
            );
            let again = [("accept-encoding", encoding), ("if-none-match", &tag)];
            let second = request(&app, Method::GET, path, &again).await;
            assert_eq!(
                (second.status, second.header("etag")),
                (StatusCode::NOT_MODIFIED, &*tag),
                "{path} {encoding}"
            );
            assert!(second.body.is_empty());
            let varies = |answer: &Answer| -> Vec<String> {
                let all = answer.headers.get_all("vary").iter();
                let mut names: Vec<String> = all
                    .flat_map(|line| line.to_str().unwrap().split(',').map(str::trim))
                    .map(str::to_owned)
                    .collect();
                names.sort();
                names
            };
            let mut expected = vec!["accept", "accept-encoding"];
            if path.ends_with("f=html") {
                expected.push("accept-language");
            }
            assert_eq!(varies(&first), expected, "{path}");
            assert_eq!(varies(&second), varies(&first), "{path}");
            if first.header("content-encoding") == encoding || encoding == "identity" {
                tags.push(tag);
            }
        }
    }
}

#[tokio::test]
async fn a_known_tag_is_found_in_any_form_in_which_clients_and_caches_send_it() {
    let app = bundled();
    let gzip = ("accept-encoding", "gzip");
    let tag = request(&app, Method::GET, ITEMS, &[gzip]).await;
    let tag = tag.header("etag").to_owned();
    assert!(tag.ends_with("-gzip\""), "{tag}");
    for known in [
        &[&*tag][..],
        &[&format!("W/{tag}")],
        &[&format!("\"other\", {tag}")],
        &["\"other\"", &tag],
        &["*"],
    ] {
        let mut headers = vec![gzip];
        headers.extend(known.iter().map(|tag| ("if-none-match", *tag)));
        let answer = request(&app, Method::GET, ITEMS, &headers).await;
        assert_eq!(answer.status, StatusCode::NOT_MODIFIED, "{known:?}");
        let expected = if known == ["*"] {
            tag.replace("-gzip", "")
        } else {
            tag.clone()
        };
        assert_eq!(answer.header("etag"), expected, "{known:?}");
    }
    for other in ["\"other\"", ", ,", "", "gzip"] {
        let headers = [gzip, ("if-none-match", other)];
        let answer = request(&app, Method::GET, ITEMS, &headers).await;
        assert_eq!(answer.status, StatusCode::OK, "{other}");
    }
}

#[tokio::test]
async fn another_question_has_another_tag() {
    let app = bundled();
    let mut tags = Vec::new();
    for path in [
        "/collections",
        "/collections?f=html",
        ITEMS,
        "/collections/incidents/items?limit=4",
        "/collections/places/items?limit=3",
    ] {
        tags.push(get(&app, path).await.header("etag").to_owned());
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 5);
}

#[tokio::test]
async fn a_compressed_answer_is_the_same_answer() {
    use std::io::Read as _;
    let app = bundled();
    let gzip = [("accept-encoding", "gzip")];
    for url in [
        "/geojson/incidents.geojson",
        // Written while it is sent, in many pieces and in few.
        "/collections/incidents/items?limit=1000&crs=EPSG:3857",
        "/collections/incidents/download?f=csv",
        "/collections/incidents/download?f=geojsonseq&datetime=2010",
    ] {
        let plain = get(&app, url).await.body;
        let packed = request(&app, Method::GET, url, &gzip).await;
        assert_eq!(packed.header("content-encoding"), "gzip", "{url}");
        assert!(packed.body.len() * 2 < plain.len());
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(&*packed.body)
            .read_to_end(&mut text)
            .unwrap();
        assert!(text == plain, "{url}");
    }
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let app = bundled();
    for path in [
        "/",
        ITEMS,
        "/collections/incidents",
        "/geojson/dushanbe.geojson",
    ] {
        let get = get(&app, path).await;
        let head = request(&app, Method::HEAD, path, &[]).await;
        assert_eq!(head.status, get.status);
        assert!(head.body.is_empty());
        for name in ["content-type", "etag", "link", "ogc-numbermatched"] {
            assert_eq!(head.header(name), get.header(name), "{path} {name}");
        }
        // What is longer goes out in pieces, and its length is not known before.
        if get.body.len() < 60_000 {
            assert_eq!(
                head.header("content-length"),
                get.body.len().to_string(),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn options_say_what_an_address_allows_and_404_where_nothing_is() {
    let app = bundled();
    for path in [
        "/",
        "/collections",
        ITEMS,
        "/collections/incidents/items/2010-09-19-kamarob-ambush",
    ] {
        let answer = request(
            &app,
            Method::OPTIONS,
            path,
            &[("origin", "https://example.org")],
        )
        .await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{path}");
        assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS");
        assert_eq!(
            answer.header("access-control-allow-methods"),
            "GET, HEAD, OPTIONS"
        );
    }
    for path in [
        "/nowhere",
        "/collections/none",
        "/collections/incidents/items/none",
    ] {
        assert_eq!(
            request(&app, Method::OPTIONS, path, &[]).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    for path in [ITEMS, "/health", "/map", "/assets/none"] {
        let post = request(&app, Method::POST, path, &[]).await;
        assert_eq!(
            (post.status, post.header("allow")),
            (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD, OPTIONS"),
            "{path}"
        );
        assert_eq!(post.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn scripts_of_other_origins_may_read_everything() {
    let app = bundled();
    for path in [
        "/",
        ITEMS,
        "/nowhere",
        "/collections/incidents/items?limit=x",
    ] {
        let answer = request(
            &app,
            Method::GET,
            path,
            &[("origin", "https://example.org")],
        )
        .await;
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        assert!(
            answer
                .header("access-control-expose-headers")
                .contains("OGC-NumberMatched")
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_document_that_says_so() {
    let app = bundled();
    for (path, says) in [
        ("/nowhere", "Nothing is at this address"),
        ("/collections/none", "no collection \\\"none\\\""),
        ("/collections/none/items?limit=x", "no collection"),
        (
            "/collections/incidents/items/none",
            "no feature \\\"none\\\"",
        ),
        ("/geojson/none.geojson", "no collection"),
        ("/geojson/incidents", "named after collections"),
    ] {
        let answer = get(&app, path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert!(answer.text().contains(says), "{}", answer.text());
    }
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_address_without_it() {
    let answer = get(&bundled(), "/collections/incidents/items/?limit=3").await;
    assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(answer.header("location"), "../items?limit=3");
    // A path that begins with two slashes would be another host.
    assert_eq!(
        get(&bundled(), "//example.org/").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn links_begin_with_the_public_address_and_the_proxy_s_path_works() {
    let catalog = marz::sources::catalog(marz::sources::bundled_sources().unwrap(), false)
        .unwrap()
        .0;
    let app = marz::app::router(catalog, Some("https://example.org/marz".parse().unwrap()));
    for path in [
        "/marz/collections/incidents/items?limit=1",
        "/collections/incidents/items?limit=1",
    ] {
        let answer = get(&app, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let json = answer.json();
        let links = json["links"].as_array().unwrap().iter();
        // The text of the licence is the one thing that lies elsewhere.
        for link in links.filter(|link| link["rel"] != "license") {
            let href = link["href"].as_str().unwrap();
            assert!(
                href.starts_with("https://example.org/marz/collections/incidents"),
                "{href}"
            );
        }
    }
    assert_eq!(get(&app, "/marz").await.status, StatusCode::OK);
    for root in ["/marz", "/marz/", "/"] {
        let answer = request(&app, Method::GET, root, &[BROWSER]).await;
        assert_eq!(answer.header("location"), "/marz/map", "{root}");
    }
    assert_eq!(get(&app, "/marzipan").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn links_name_the_host_that_was_asked_and_a_host_that_is_none_is_refused() {
    let app = bundled();
    let answer = request(&app, Method::GET, "/", &[("host", "maps.example.org:8080")]).await;
    assert_eq!(
        answer.json()["links"][0]["href"],
        "http://maps.example.org:8080/"
    );
    for host in ["a b", "evil\"><script>", "user@host", ""] {
        let answer = request(&app, Method::GET, "/collections", &[("host", host)]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{host}");
    }
}
