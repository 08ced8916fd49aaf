//! The page of the API: an example of each kind that works, and every path.

use super::{attributes, page, plain};
use crate::support::{bundled, get};

#[tokio::test]
async fn there_is_an_example_of_each_kind_and_all_of_them_work() {
    let app = bundled();
    let text = page(&app, "/api").await.text();
    let examples = text.split("<dl class=\"examples\">").nth(1).unwrap();
    let examples = attributes(examples.split("</dl>").next().unwrap(), "href");
    assert_eq!(examples.len(), 7);
    for example in examples {
        let url = example.replace("http://localhost", "");
        let answer = get(&app, &url).await;
        assert_eq!(answer.status, 200, "{url}");
        let found = answer.header("ogc-numbermatched");
        assert!(found != "0", "{url} finds nothing");
    }
}

#[tokio::test]
async fn every_path_of_the_definition_is_on_the_page() {
    let app = bundled();
    let api = get(&app, "/api").await.json();
    let said = plain(&page(&app, "/api").await.text());
    for path in api["paths"].as_object().unwrap().keys() {
        assert!(said.contains(path), "{path}");
    }
    assert!(said.contains("POST /collections/incidents/search"));
}
