//! The first page, and the table of collections.

use super::{attributes, page, plain};
use crate::support::{bundled, get, serving, source};

#[tokio::test]
async fn the_first_page_shows_what_is_served_and_leads_to_the_map() {
    let app = bundled();
    let text = get(&app, "/?f=html&lang=en").await.text();
    let said = plain(&text);
    for part in [
        "marz: Incidents, Rasht Valley, Dushanbe and 12 more",
        "Open the map",
        "Features: 236",
        "1989-06-03 – 2025-12-24",
        "Ferghana Valley",
        "Recipes : Incidents",
    ] {
        assert!(
            said.replace("Recipes:", "Recipes :").contains(part),
            "{part} in {said}"
        );
    }
    let links = attributes(&text, "href");
    for link in ["/map?lang=en", "/collections/incidents?f=html&lang=en"] {
        assert!(links.contains(&format!("http://localhost{link}")), "{link}");
    }
    let listed = get(&app, "/collections").await.json();
    let listed = listed["collections"].as_array().unwrap().len();
    assert_eq!(text.matches("class=\"card\"").count(), listed);
}

#[tokio::test]
async fn the_table_of_collections_has_their_counts_and_times() {
    let said = plain(&page(&bundled(), "/collections").await.text());
    assert!(
        said.contains("Incidents 236 1989-06-03 – 2025-12-24 Armed clashes"),
        "{said}"
    );
    // Neither end of the time is known: that is no time.
    assert!(said.contains("Countries 13 without dates"), "{said}");
    let wells = source("wells", "wells.csv", "depth,lon,lat\n5,70,39\n");
    let said = plain(&page(&serving(vec![wells]), "/collections").await.text());
    assert!(
        said.contains("Wells 1 without dates") && !said.contains("Incidents"),
        "{said}"
    );
}
