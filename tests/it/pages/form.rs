//! The form: what it offers, what becomes of what it sends, and that machines are not spared.

use http::{Method, StatusCode};

use super::{BROWSER, ITEMS, attributes, page, plain};
use crate::support::{bundled, get, post, request};

#[tokio::test]
async fn an_untouched_form_leads_to_the_plain_address() {
    let app = bundled();
    let text = page(&app, &format!("{ITEMS}?lang=uz")).await.text();
    let form = text
        .split("<form")
        .nth(1)
        .unwrap()
        .split("</form>")
        .next()
        .unwrap();
    // As a browser sends it: every field that is not a box to tick.
    let fields: Vec<String> = attributes(form, "name");
    assert!(fields.len() > 25, "{fields:?}");
    let sent: Vec<String> = fields
        .iter()
        .filter(|name| *name != "area")
        .map(|name| format!("{name}={}", if name == "lang" { "uz" } else { "" }))
        .collect();
    let answer = page(&app, &format!("{ITEMS}?{}", sent.join("&"))).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "items?lang=uz");
    assert!(answer.header("vary").contains("accept"));
}

#[tokio::test]
async fn dates_and_areas_become_the_parameters_of_the_api() {
    let app = bundled();
    let sent = "datetime.from=2010-08-01&datetime.to=2010-09-30&bbox=&area=dushanbe&area=rasht-valley&limit=5";
    let answer = page(&app, &format!("{ITEMS}?{sent}")).await;
    let location = "items?area=dushanbe%2Crasht-valley&limit=5&datetime=2010-08-01/2010-09-30";
    assert_eq!(answer.header("location").replace(',', "%2C"), location);
    let meant = page(&app, &format!("/collections/incidents/{location}")).await;
    assert_eq!(meant.status, StatusCode::OK);
    let text = meant.text();
    assert!(text.contains("name=\"datetime.from\" type=\"date\" value=\"2010-08-01\""));
    assert!(text.contains("name=\"datetime.to\" type=\"date\" value=\"2010-09-30\""));
    assert_eq!(text.matches("type=\"checkbox\"").count(), 4);
    assert_eq!(text.matches(" checked>").count(), 2);
}

#[tokio::test]
async fn a_machine_that_sends_what_forms_send_is_told_its_mistake() {
    let app = bundled();
    for query in [
        "datetime.from=2010-08-01",
        "bbox=",
        "limit=",
        "area=a&area=b",
        "colour=",
    ] {
        let answer = get(&app, &format!("{ITEMS}?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        let json = [BROWSER];
        let asked_json =
            request(&app, Method::GET, &format!("{ITEMS}?f=json&{query}"), &json).await;
        assert_eq!(asked_json.status, StatusCode::BAD_REQUEST, "{query}");
    }
    // What no form sends is wrong on a page, too.
    for query in ["colour=", "colour=red", "category=clash&category=unrest"] {
        let answer = page(&app, &format!("{ITEMS}?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
    }
    let form = "application/x-www-form-urlencoded";
    let posted = post(
        &app,
        "/collections/incidents/search",
        form,
        "bbox=".to_owned(),
    )
    .await;
    assert_eq!(posted.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn few_values_are_offered_and_what_is_asked_for_is_chosen() {
    let url = format!(
        "{ITEMS}?category=unrest&country=XX&sortby=-deaths_best,title&title=Army%20%22x%22"
    );
    let text = page(&bundled(), &url).await.text();
    let category = text.split("name=\"category\">").nth(1).unwrap();
    let category = category.split("</select>").next().unwrap();
    assert_eq!(
        attributes(category, "value").join(","),
        ",civilians,clash,explosion,operation,political,unrest"
    );
    assert!(category.contains("value=\"unrest\" selected"));
    // Values that no feature has, and orders of several keys, are shown all the same.
    assert!(text.contains("<option value=\"XX\" selected>XX</option>"));
    assert!(text.contains("<option value=\"-deaths_best,title\" selected>"));
    assert!(text.contains("name=\"title\" type=\"text\" value=\"Army &quot;x&quot;\""));
    assert!(
        text.contains("<details open>"),
        "what is filled in is not folded away"
    );
}

#[tokio::test]
async fn what_the_form_does_not_show_stays_when_it_is_sent() {
    let url = format!("{ITEMS}?f=html&lang=ky&properties=title&cursor=x&offset=5");
    let text = page(&bundled(), &url).await.text();
    let form = text
        .split("<form")
        .nth(1)
        .unwrap()
        .split("</form>")
        .next()
        .unwrap();
    for kept in [
        "f\" value=\"html",
        "lang\" value=\"ky",
        "properties\" value=\"title",
    ] {
        assert!(
            form.contains(&format!("type=\"hidden\" name=\"{kept}\"")),
            "{kept}"
        );
    }
    assert!(!form.contains("name=\"cursor\"") && !form.contains("name=\"offset\""));
}

#[tokio::test]
async fn the_examples_in_the_form_work_on_their_collection() {
    let app = bundled();
    let collections = get(&app, "/collections").await.json();
    for collection in collections["collections"].as_array().unwrap() {
        let id = collection["id"].as_str().unwrap();
        let items = format!("/collections/{id}/items");
        let said = plain(&page(&app, &items).await.text());
        let bbox = said.split("In degrees, for example ").nth(1).unwrap();
        let bbox = bbox.split(' ').next().unwrap();
        let all = get(&app, &format!("{items}?limit=1&bbox={bbox}")).await;
        assert_eq!(all.status, StatusCode::OK, "{id} {bbox}");
        let text = page(&app, &items).await.text();
        let help = text
            .split("id=\"filter-help\">For example ")
            .nth(1)
            .unwrap();
        let example = super::unescaped(help.split('<').next().unwrap());
        let query: String = form_urlencoded::byte_serialize(example.as_bytes()).collect();
        let found = get(&app, &format!("{items}?limit=1&filter={query}")).await;
        assert_eq!(found.status, StatusCode::OK, "{id}: {example}");
    }
}
