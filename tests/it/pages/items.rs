//! The table of features: columns, counts, pages, chips, downloads, the way to the map.

use super::{ITEMS, attributes, page, plain, texts};
use crate::support::{bundled, get};

fn rows(html: &str) -> usize {
    html.matches("<th scope=\"row\"").count()
}

#[tokio::test]
async fn the_most_telling_columns_come_first_and_the_reader_s_language_before_all() {
    let app = bundled();
    let text = page(&app, &format!("{ITEMS}?limit=1")).await.text();
    let head = text
        .split("<thead>")
        .nth(1)
        .unwrap()
        .split("</thead>")
        .next()
        .unwrap();
    let titles = plain(head);
    assert!(
        titles.starts_with(
            "Identifier Title First day Last day Category Type of event Place Country Deaths, best figure Injured"
        ),
        "{titles}"
    );
    let text = page(&app, &format!("{ITEMS}?limit=1&lang=ru")).await.text();
    let head = text.split("<thead>").nth(1).unwrap();
    assert!(plain(head).starts_with("Идентификатор Title in Russian Title First day"));
    let row = text.split("<tbody>").nth(1).unwrap();
    assert!(row.contains("<td lang=\"ru\">"), "{row:.800}");
}

#[tokio::test]
async fn pages_say_which_part_they_show_and_lead_on_and_back() {
    let app = bundled();
    let mut url = format!("{ITEMS}?limit=100&f=html");
    for (shown, count, first) in [
        ("1–100 of 236", 100, false),
        ("101–200 of 236", 100, true),
        ("201–236 of 236", 36, true),
    ] {
        let text = page(&app, &url).await.text();
        assert!(plain(&text).contains(shown), "{url}: {shown}");
        assert_eq!(rows(&text), count);
        assert_eq!(plain(&text).contains("First page"), first, "{url}");
        let next = text.split("rel=\"next\" href=\"").nth(1);
        let next = next.map(|link| super::unescaped(link.split('"').next().unwrap()));
        assert_eq!(next.is_none(), shown.starts_with("201"));
        url = next.unwrap_or(url);
    }
    let text = page(&app, &url).await.text();
    let back = "http://localhost/collections/incidents/items?limit=100&f=html".to_owned();
    assert!(attributes(&text, "href").contains(&back));
    let text = page(&app, &format!("{ITEMS}?offset=230")).await.text();
    assert!(plain(&text).contains("231–236 of 236"));
}

#[tokio::test]
async fn nothing_found_is_said_in_words() {
    let text = page(&bundled(), &format!("{ITEMS}?place=nowhere"))
        .await
        .text();
    let said = plain(&text);
    assert!(
        said.contains("Features: 0 No feature matches this filter."),
        "{said}"
    );
    assert_eq!(rows(&text), 0);
    let hits = page(&bundled(), &format!("{ITEMS}?resultType=hits"))
        .await
        .text();
    assert!(plain(&hits).contains("Features: 236") && !hits.contains("<tbody>"));
}

#[tokio::test]
async fn what_is_not_known_is_a_dash_to_see_and_a_word_to_hear() {
    let text = page(&bundled(), &format!("{ITEMS}?limit=1&lang=tg"))
        .await
        .text();
    let unknown =
        "<span aria-hidden=\"true\">–</span><span class=\"visually-hidden\">номаълум</span>";
    assert!(text.contains(unknown));
    assert!(!plain(&text).contains("null"));
}

#[tokio::test]
async fn each_filter_is_a_chip_that_takes_it_away_and_begins_anew() {
    let app = bundled();
    let query = "category=clash&datetime=2010-08%2F2010-09&filter=deaths_best%20%3E%201&filter-lang=cql2-text&bbox=60,30,80,50&limit=1";
    let first = get(&app, &format!("{ITEMS}?{query}")).await.json();
    let next = first["links"].as_array().unwrap();
    let next = next.iter().find(|link| link["rel"] == "next").unwrap();
    let url = next["href"]
        .as_str()
        .unwrap()
        .replace("http://localhost", "");
    let text = page(&app, &url).await.text();
    let chips: Vec<String> = text
        .split("<a class=\"chip\"")
        .skip(1)
        .map(|chip| attributes(&format!(" {chip}"), "href").remove(0))
        .collect();
    assert_eq!(chips.len(), 4);
    for (chip, gone) in chips.iter().zip(["category", "datetime", "filter", "bbox"]) {
        let rest = chip.replace("http://localhost", "");
        assert!(
            !rest.contains(&format!("{gone}=")) && !rest.contains("cursor="),
            "{rest}"
        );
        assert_eq!(get(&app, &rest).await.status, 200, "{rest}");
        for kept in ["category", "datetime", "filter", "bbox"] {
            assert!(
                kept == gone || rest.contains(&format!("{kept}=")),
                "{rest} {kept}"
            );
        }
    }
    let said = texts(&text, "<span class=\"visually-hidden\"");
    assert!(
        said.contains(&"Remove filter: Category: clash".to_owned()),
        "{said:?}"
    );
    assert!(plain(&text).contains("Clear all"));
}

#[tokio::test]
async fn downloads_hold_exactly_what_the_filter_selects() {
    let app = bundled();
    let query = "category=clash&datetime=2010&limit=2&lang=ru&sortby=-deaths_best";
    let matched = get(&app, &format!("{ITEMS}?{query}")).await.json();
    let text = page(&app, &format!("{ITEMS}?{query}")).await.text();
    let files: Vec<String> = attributes(&text, "href")
        .into_iter()
        .filter(|href| href.contains("/download?"))
        .collect();
    assert_eq!(files.len(), 8);
    let json = files.iter().find(|href| href.ends_with("f=json")).unwrap();
    let file = get(&app, &json.replace("http://localhost", ""))
        .await
        .json();
    assert_eq!(file["numberMatched"], matched["numberMatched"]);
    assert!(file["numberMatched"].as_u64().unwrap() > 2);
    assert_eq!(file["features"][0]["id"], matched["features"][0]["id"]);
    // In another system only the formats that can have it.
    let crs = "crs=http://www.opengis.net/def/crs/EPSG/0/3857";
    let text = page(&app, &format!("{ITEMS}?{crs}")).await.text();
    let files = attributes(&text, "href");
    let files = files.iter().filter(|href| href.contains("/download?"));
    assert_eq!(files.count(), 6);
}

#[tokio::test]
async fn the_map_is_offered_where_its_address_can_say_the_same() {
    let app = bundled();
    for (query, map) in [
        ("", Some("/map")),
        ("limit=5&sortby=title", Some("/map")),
        (
            "datetime=2010-08/2010-09&category=clash&area=dushanbe,rasht-valley",
            Some("/map?t=2010-08-01/2010-09-30&cat=clash&area=dushanbe,rasht-valley"),
        ),
        ("datetime=2010-08-01/..", Some("/map?t=2010-08-01/..")),
        ("country=KG", None),
        ("category=none", None),
        ("bbox=60,30,80,50", None),
        ("filter=deaths_best%20%3E%201", None),
    ] {
        let text = page(&app, &format!("{ITEMS}?{query}")).await.text();
        let results = text.split("<div class=\"results\">").nth(1).unwrap();
        let results = results.split("</div>").next().unwrap();
        let link = attributes(results, "href").into_iter().next();
        let map = map.map(|map| format!("http://localhost{}", map.replace(',', "%2C")));
        let link = link.map(|link| link.replace(',', "%2C"));
        assert_eq!(link, map, "{query}");
    }
    let text = page(&app, "/collections/places/items").await.text();
    assert!(!plain(&text).contains("Show on the map"));
}

#[tokio::test]
async fn only_the_properties_that_were_asked_for_are_columns() {
    let url = format!("{ITEMS}?limit=1&properties=title,country");
    let text = page(&bundled(), &url).await.text();
    let head = text
        .split("<thead>")
        .nth(1)
        .unwrap()
        .split("</thead>")
        .next()
        .unwrap();
    assert_eq!(plain(head), "Identifier Title Country");
}
