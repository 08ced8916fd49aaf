//! The bundled data: what must be there and be right, to the day and to the number of dead.

use std::collections::BTreeSet;

use marz::sources;
use serde_json::Value;

use crate::support::{Incident, incidents};

fn incident(id: &str) -> &'static Incident {
    incidents()
        .iter()
        .find(|one| one.id == id)
        .unwrap_or_else(|| panic!("no incident {id}"))
}

/// Days, and low, best, high; `None` where the figure is not known.
fn check(id: &str, days: (&str, &str), deaths: [Option<u64>; 3]) {
    let one = incident(id);
    assert_eq!((one.days.0.as_str(), one.days.1.as_str()), days, "{id}");
    let found =
        ["deaths_low", "deaths_best", "deaths_high"].map(|name| one.properties[name].as_u64());
    assert_eq!(found, deaths, "{id}");
}

#[test]
fn the_incidents_that_everybody_will_look_for_are_right() {
    let known = |low, best, high| [Some(low), Some(best), Some(high)];
    let one_day = |id, day, deaths| check(id, (day, day), deaths);
    one_day("1999-02-16-tashkent", "1999-02-16", known(9, 16, 16));
    check(
        "1999-08-22-zardaly-hostages",
        ("1999-08-22", "1999-08-23"),
        known(2, 2, 2),
    );
    check(
        "2000-08-11-batken",
        ("2000-08-11", "2000-08-16"),
        known(24, 26, 40),
    );
    one_day(
        "2005-05-13-andijan-massacre",
        "2005-05-13",
        known(169, 187, 745),
    );
    one_day("2010-04-06-talas", "2010-04-06", known(0, 0, 0));
    one_day("2010-04-07-bishkek", "2010-04-07", known(79, 87, 89));
    check(
        "2010-06-10-south-violence",
        ("2010-06-10", "2010-06-15"),
        known(426, 470, 2000),
    );
    check(
        "2010-08-22-dushanbe-prison-break",
        ("2010-08-22", "2010-08-23"),
        known(4, 6, 6),
    );
    one_day("2010-09-03-khujand-car-bomb", "2010-09-03", known(2, 3, 4));
    one_day("2010-09-19-kamarob-ambush", "2010-09-19", known(23, 28, 40));
    one_day("2014-01-11-aksai-shootout", "2014-01-11", known(0, 0, 0));
    check(
        "2021-04-28-golovnoy",
        ("2021-04-28", "2021-05-01"),
        known(52, 55, 56),
    );
    check(
        "2022-09-14-border-war",
        ("2022-09-14", "2022-09-17"),
        known(89, 103, 104),
    );
    one_day("2025-03-13-border-treaty", "2025-03-13", known(0, 0, 0));
    for context in [
        "1998-imu-founded",
        "2001-11-us-campaign-imu",
        "2010-09-20-border-closed",
        "2010-09-us-travel-warning",
    ] {
        incident(context);
    }
}

#[test]
fn every_incident_has_a_title_in_two_languages_a_source_and_its_days() {
    let all = incidents();
    assert!(all.len() >= 230, "{}", all.len());
    for one in all {
        let text = |name: &str| {
            one.properties[name]
                .as_str()
                .unwrap_or_default()
                .trim()
                .to_owned()
        };
        assert!(
            !text("title").is_empty() && !text("title_ru").is_empty(),
            "{}",
            one.id
        );
        assert!(
            text("title_ru")
                .chars()
                .any(|letter| ('а'..='я').contains(&letter)),
            "{}",
            one.id
        );
        assert!(!text("description").is_empty(), "{}", one.id);
        assert!(
            !one.properties["sources"].as_array().unwrap().is_empty(),
            "{}",
            one.id
        );
        assert!(one.days.0 <= one.days.1, "{}", one.id);
    }
}

#[test]
fn the_story_of_autumn_2010_can_be_followed_from_step_to_step() {
    let leads = |from: &str, to: &str| {
        let one = incident(from);
        let related = one.properties["related"].as_array().unwrap();
        assert!(
            related.iter().any(|link| link["id"] == to),
            "{from} does not lead to {to}"
        );
    };
    leads(
        "2010-08-22-dushanbe-prison-break",
        "2010-09-19-kamarob-ambush",
    );
    leads("2010-09-19-kamarob-ambush", "2010-09-22-rasht-operation");
    leads("2010-09-19-kamarob-ambush", "2010-09-20-border-closed");
    leads("2010-09-20-border-closed", "2010-09-19-kamarob-ambush");
}

#[test]
fn every_reference_between_incidents_leads_somewhere_and_back() {
    let all = incidents();
    let ids: BTreeSet<&str> = all.iter().map(|one| one.id.as_str()).collect();
    for one in all {
        for link in one.properties["related"].as_array().unwrap() {
            let (id, how) = (link["id"].as_str().unwrap(), link["how"].as_str().unwrap());
            assert!(ids.contains(id), "{} → {id}", one.id);
            let back = match how {
                "led_to" => "followed",
                "followed" => "led_to",
                same => same,
            };
            let other = incident(id);
            let answers = other.properties["related"].as_array().unwrap();
            assert!(
                answers
                    .iter()
                    .any(|link| link["id"] == *one.id && link["how"] == back),
                "{} {how} {id}, but {id} does not say \"{back}\"",
                one.id
            );
        }
    }
}

#[test]
fn the_bundled_collections_are_those_that_the_map_needs() {
    let sources = sources::bundled_sources().unwrap();
    let ids: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
    for id in [
        "incidents",
        "rasht-valley",
        "dushanbe",
        "ferghana-valley",
        "kyrgyz-tajik-border",
        "countries",
        "provinces",
        "borders",
        "rivers",
        "lakes",
        "places",
    ] {
        assert!(ids.contains(&id), "{id} is missing");
    }
    for source in &sources {
        let (name, settings) = (&source.id, &source.settings);
        assert!(
            settings.license.is_some() && settings.attribution.is_some(),
            "{name}"
        );
        assert!(
            settings.title.is_some() && settings.description.is_some(),
            "{name}"
        );
        let import = source.read();
        assert_eq!(import.findings, [], "{name}");
        assert!(!import.features.is_empty(), "{name}");
    }
}

#[test]
fn every_place_that_an_incident_names_is_in_the_gazetteer() {
    let sources = sources::bundled_sources().unwrap();
    let places = sources
        .iter()
        .find(|source| source.id == "places")
        .unwrap()
        .read();
    let known: BTreeSet<String> = places
        .features
        .iter()
        .map(|place| place.id.to_string())
        .collect();
    let named: Vec<Value> = incidents()
        .iter()
        .map(|one| one.properties["place_id"].clone())
        .collect();
    let named: Vec<&str> = named.iter().filter_map(Value::as_str).collect();
    assert!(named.len() > 100, "{}", named.len());
    for id in named {
        assert!(known.contains(id), "{id}");
    }
}
