//! The page of one feature: its sheet, its place, its sources and relations.

use super::{attributes, page, plain, texts};
use crate::support::{bundled, get, serving, source};

const AMBUSH: &str = "/collections/incidents/items/2010-09-19-kamarob-ambush";

#[tokio::test]
async fn a_feature_is_called_by_its_name_in_the_reader_s_language() {
    let app = bundled();
    for (language, title) in [
        ("en", "Army convoy ambushed at the Kamarob gorge"),
        ("ru", "Армейская колонна попала в засаду у ущелья Камароб"),
    ] {
        let text = page(&app, &format!("{AMBUSH}?lang={language}"))
            .await
            .text();
        assert_eq!(texts(&text, "<h1").remove(0), title);
        assert!(plain(&text).contains("2010-09-19-kamarob-ambush"));
    }
}

#[tokio::test]
async fn each_source_is_named_with_its_figures_and_linked() {
    let text = page(&bundled(), AMBUSH).await.text();
    let sources = text.split("<h2>Sources</h2>").nth(1).unwrap();
    let sources = sources.split("</table>").next().unwrap();
    let said = plain(sources);
    assert!(
        said.contains("UPI : Recent IMU attacks in Tajikistan unsettle Central Asia 2010-09-21 25 20 Defence ministry, two days after."),
        "{said}"
    );
    let json = get(&bundled(), AMBUSH).await.json();
    let listed = json["properties"]["sources"].as_array().unwrap();
    let links = attributes(sources, "href");
    for source in listed {
        assert!(
            links.contains(&source["url"].as_str().unwrap().to_owned()),
            "{source}"
        );
    }
    assert!(sources.contains("<span lang=\"ru\"><a href=\"https://vesti.kg/"));
}

#[tokio::test]
async fn related_incidents_and_the_whole_are_linked_by_name() {
    let app = bundled();
    let text = page(&app, &format!("{AMBUSH}?lang=ru")).await.text();
    let related = text.split("<ul class=\"related\">").nth(1).unwrap();
    let related = related.split("</ul>").next().unwrap();
    let links = attributes(related, "href");
    assert_eq!(links.len(), 8);
    let first =
        "http://localhost/collections/incidents/items/2010-08-22-dushanbe-prison-break?lang=ru";
    assert_eq!(links[0], first);
    assert!(
        plain(related).starts_with("Последовало за:"),
        "{}",
        plain(related)
    );
    let with_whole = crate::support::incidents();
    let part = with_whole
        .iter()
        .find(|one| one.properties["part_of"].is_string());
    let part = part.unwrap();
    let whole = part.properties["part_of"].as_str().unwrap();
    let text = page(&app, &format!("/collections/incidents/items/{}", part.id))
        .await
        .text();
    let link = format!("http://localhost/collections/incidents/items/{whole}");
    assert!(attributes(&text, "href").contains(&link), "{link}");
}

#[tokio::test]
async fn the_place_is_drawn_whatever_its_geometry_and_in_whatever_system_the_answer_is() {
    let app = bundled();
    for (collection, shape) in [
        ("incidents", "<circle class=\"point\""),
        ("rivers", "<path class=\"line\""),
        ("lakes", "<path class=\"area\""),
        ("countries", "<path class=\"area\""),
    ] {
        let items = get(&app, &format!("/collections/{collection}/items?limit=2")).await;
        for id in items.ids() {
            let url = format!("/collections/{collection}/items/{id}");
            let text = page(&app, &url).await.text();
            let map = text
                .split("<svg")
                .nth(1)
                .unwrap()
                .split("</svg>")
                .next()
                .unwrap();
            assert!(map.contains(shape), "{url}");
            assert!(map.len() < 60_000, "{url}: {} bytes", map.len());
        }
    }
    let map = |text: &str| {
        text.split("<svg")
            .nth(1)
            .map(|map| map.split("</svg>").next().unwrap().to_owned())
    };
    let plain = map(&page(&app, AMBUSH).await.text());
    let crs = "crs=http://www.opengis.net/def/crs/EPSG/0/3857";
    let projected = map(&page(&app, &format!("{AMBUSH}?{crs}")).await.text());
    assert!(plain.is_some() && plain == projected);
    assert_eq!(
        map(&page(&app, &format!("{AMBUSH}?skipGeometry=true"))
            .await
            .text()),
        None
    );
}

#[tokio::test]
async fn an_incident_is_shown_on_the_map_and_other_features_are_not() {
    let app = bundled();
    let text = page(&app, AMBUSH).await.text();
    let map = "http://localhost/map?sel=2010-09-19-kamarob-ambush".to_owned();
    assert!(attributes(&text, "href").contains(&map));
    let text = page(&app, "/collections/places/items?limit=1").await.text();
    let place = attributes(&text, "href");
    let place = place
        .iter()
        .find(|href| href.contains("/places/items/"))
        .unwrap();
    let text = page(&app, &place.replace("http://localhost", ""))
        .await
        .text();
    assert!(!plain(&text).contains("Show on the map"));
}

#[tokio::test]
async fn a_feature_without_place_or_name_has_a_page_as_well() {
    let table = source("table", "table.csv", "id,a,b\n7,1,\n");
    let answer = page(&serving(vec![table]), "/collections/table/items/7").await;
    assert_eq!(answer.status, 200);
    let said = plain(&answer.text());
    assert!(
        said.contains("This feature has no place on the map."),
        "{said}"
    );
}
