//! Every link leads somewhere.

use std::collections::BTreeSet;

use super::{PAGES, attributes};
use crate::support::{bundled, get};

#[tokio::test]
async fn every_document_has_a_page_for_people_and_its_links_work() {
    let app = bundled();
    let mut found = BTreeSet::new();
    for path in PAGES {
        let page = get(&app, path).await;
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        let text = page.text();
        for href in attributes(&text, "href") {
            match href.strip_prefix("http://localhost") {
                Some(own) => found.insert((own.to_owned(), path)),
                None => continue,
            };
        }
        // A part of the page that is linked to is there.
        for part in attributes(&text, "href") {
            if let Some(id) = part.strip_prefix('#') {
                assert!(
                    attributes(&text, "id").contains(&id.to_owned()),
                    "{path} #{id}"
                );
            }
        }
    }
    assert!(found.len() > 100, "{}", found.len());
    let mut broken = Vec::new();
    for (href, path) in &found {
        let status = get(&app, href.split('#').next().unwrap()).await.status;
        // The map is built by another step than these tests.
        let is_map = href.starts_with("/map");
        if !(status.is_success() || is_map) {
            broken.push(format!("{path} links to {href}: {status}"));
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[tokio::test]
async fn links_keep_what_the_reader_chose_by_the_address_and_nothing_else() {
    let app = bundled();
    for (chosen, kept) in [
        ("", ""),
        ("?f=html", "?f=html"),
        ("?f=html&lang=tg", "?f=html&lang=tg"),
    ] {
        let page = super::page(&app, &format!("/collections{chosen}"))
            .await
            .text();
        let link = format!("http://localhost/collections/incidents{kept}");
        assert!(attributes(&page, "href").contains(&link), "{link}");
    }
}

#[tokio::test]
async fn pages_load_the_typeface_of_the_map_and_it_is_there() {
    let app = bundled();
    let css = get(&app, "/pages.css").await;
    assert_eq!(css.header("content-type"), "text/css; charset=utf-8");
    let css = css.text();
    let files: BTreeSet<&str> = css
        .split("url('")
        .skip(1)
        .map(|file| file.split('\'').next().unwrap())
        .collect();
    assert_eq!(files.len(), 4);
    for file in files {
        let font = get(&app, &format!("/{file}")).await;
        assert_eq!(font.header("content-type"), "font/woff2", "{file}");
        assert!(font.body.starts_with(b"wOF2"), "{file}");
    }
    assert_eq!(get(&app, "/pages/none.woff2").await.status, 404);
}
