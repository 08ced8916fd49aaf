//! Five languages: chosen by address or header, complete, and told to caches.

use http::{Method, StatusCode};

use super::{BROWSER, PAGES, attributes, plain};
use crate::support::{bundled, get, request};

const LANGUAGES: [(&str, &str); 5] = [
    ("en", "Collections"),
    ("ru", "Коллекции"),
    ("tg", "Маҷмӯаҳо"),
    ("ky", "Топтомдор"),
    ("uz", "Toʻplamlar"),
];

#[tokio::test]
async fn every_page_is_there_in_every_language_and_says_so() {
    let app = bundled();
    for path in PAGES {
        let mut pages = Vec::new();
        for (code, word) in LANGUAGES {
            let page = get(&app, &format!("{path}&lang={code}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path} {code}");
            assert_eq!(page.header("content-language"), code, "{path}");
            let text = page.text();
            assert!(text.starts_with(&format!("<!DOCTYPE html><html lang=\"{code}\">")));
            assert!(plain(&text).contains(word), "{path} {code}");
            // The words of the page, not those of the data.
            for english in [
                "Skip to the content",
                "This page as JSON",
                "Where you are",
                "Language",
            ] {
                assert!(
                    code == "en" || !text.contains(english),
                    "{path} {code}: {english}"
                );
            }
            pages.push(text);
        }
        pages.dedup();
        assert_eq!(pages.len(), LANGUAGES.len(), "{path}");
    }
}

#[tokio::test]
async fn the_header_chooses_and_the_parameter_chooses_before_it() {
    let app = bundled();
    for (query, header, expected) in [
        ("", "", "en"),
        ("", "de, uz;q=0.5, ru;q=0.7", "ru"),
        ("", "tg-TJ", "tg"),
        ("?lang=ky", "ru", "ky"),
    ] {
        let headers = [BROWSER, ("accept-language", header)];
        let url = format!("/collections{query}");
        let page = request(&app, Method::GET, &url, &headers).await;
        assert_eq!(
            page.header("content-language"),
            expected,
            "{query} {header}"
        );
    }
}

#[tokio::test]
async fn a_page_in_another_language_is_another_answer_and_json_is_the_same() {
    let app = bundled();
    let mut tags = Vec::new();
    for language in ["en", "ru", "tg", "ky", "uz"] {
        let headers = [BROWSER, ("accept-language", language)];
        let page = request(&app, Method::GET, "/collections", &headers).await;
        assert!(page.header("vary").contains("accept-language"));
        let tag = page.header("etag").to_owned();
        let again = [
            BROWSER,
            ("accept-language", language),
            ("if-none-match", &tag),
        ];
        let again = request(&app, Method::GET, "/collections", &again).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert!(again.header("vary").contains("accept-language"));
        tags.push(tag);
    }
    let known = [
        BROWSER,
        ("accept-language", "ru"),
        ("if-none-match", &tags[2]),
    ];
    let other = request(&app, Method::GET, "/collections", &known).await;
    assert_eq!(other.status, StatusCode::OK, "Tajik is not Russian");
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 5);

    let json = |language| {
        [
            ("accept", "application/json"),
            ("accept-language", language),
        ]
    };
    let english = request(&app, Method::GET, "/collections", &json("en")).await;
    let russian = request(&app, Method::GET, "/collections", &json("ru")).await;
    assert_eq!(english.header("etag"), russian.header("etag"));
    assert_eq!(english.body, russian.body);
    assert_eq!(english.header("content-language"), "");
}

#[tokio::test]
async fn a_language_that_there_is_not_is_refused_wherever_there_are_pages() {
    let app = bundled();
    for path in ["/", "/api", "/collections", "/collections/incidents/items"] {
        let answer = get(&app, &format!("{path}?lang=de")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        let errors = &answer.json()["errors"];
        assert_eq!(errors[0]["parameter"], "lang");
        assert_eq!(errors[0]["reason"], "expected one of en, ru, tg, ky, uz");
    }
    // A file has no language.
    let file = get(&app, "/collections/incidents/download?f=csv&lang=ru").await;
    assert_eq!(file.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_switch_keeps_the_filter() {
    let url = "/collections/incidents/items?f=html&category=clash&lang=ru&limit=3";
    let page = get(&bundled(), url).await.text();
    let wanted =
        "http://localhost/collections/incidents/items?f=html&category=clash&limit=3&lang=tg";
    assert!(attributes(&page, "href").contains(&wanted.to_owned()));
}

#[tokio::test]
async fn the_language_is_described_where_it_is_understood() {
    let api = get(&bundled(), "/api").await.json();
    let lang = &api["components"]["parameters"]["lang"];
    assert_eq!(lang["schema"]["enum"].as_array().unwrap().len(), 5);
    let reference = "#/components/parameters/lang";
    for (path, item) in api["paths"].as_object().unwrap() {
        let Some(get) = item.get("get") else { continue };
        let content = &get["responses"]["200"]["content"];
        let has_page = content.get("text/html").is_some();
        let parameters = get["parameters"].as_array().unwrap();
        let has_lang = parameters.iter().any(|one| one["$ref"] == reference);
        assert_eq!(has_lang, has_page, "{path}");
    }
}

#[tokio::test]
async fn what_no_native_reader_has_read_says_so() {
    let app = bundled();
    for (code, said) in [
        ("en", None),
        ("ru", None),
        ("tg", Some("соҳибзабон")),
        ("ky", Some("эне тилинде")),
        ("uz", Some("ona tilida")),
    ] {
        let text = get(&app, &format!("/collections?f=html&lang={code}"))
            .await
            .text();
        let footer = text.split("<footer").nth(1).unwrap();
        match said {
            Some(said) => assert!(footer.contains(said), "{code}"),
            None => assert_eq!(footer.matches("<p>").count(), 2, "{code}"),
        }
    }
    let documentation = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pages.md");
    let documentation = std::fs::read_to_string(documentation).unwrap();
    assert!(documentation.contains("no native reader"));
}
