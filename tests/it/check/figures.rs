//! Days, figures, codes.

use super::{findings, finds, spoiled};

#[test]
fn days_that_do_not_exist_are_found() {
    let ambush = "own.geojson:4: feature 2010-09-19-gorge-ambush";
    for wrong in ["2010-02-30", "19.09.2010", "2010-09", ""] {
        finds(
            r#""date_start": "2010-09-19""#,
            &format!(r#""date_start": "{wrong}""#),
            &format!(
                "{ambush}: date_start: found \"{wrong}\"; \
                 expected a day of the calendar, YYYY-MM-DD"
            ),
        );
    }
    for wrong in ["21 Sep 2010", "2010-13"] {
        finds(
            r#""date": "2010-09-21""#,
            &format!(r#""date": "{wrong}""#),
            &format!(
                "{ambush}: sources[0].date: found \"{wrong}\"; \
                 expected a day (YYYY-MM-DD), month (YYYY-MM) or year (YYYY), or null"
            ),
        );
    }
    finds(
        r#""date": "2010-09-21""#,
        r#""date": "2010-09-31""#,
        &format!(
            "{ambush}: sources[0].date: found \"2010-09-31\"; \
             expected a day of the calendar, YYYY-MM-DD"
        ),
    );
}

#[test]
fn an_end_before_the_start_is_found_once() {
    finds(
        r#""date_start": "2010-09-19""#,
        r#""date_start": "2010-09-21""#,
        "own.geojson:4: feature 2010-09-19-gorge-ambush: date_end: found \"2010-09-20\"; \
         expected date_start (\"2010-09-21\") or later",
    );
}

#[test]
fn figures_of_deaths_out_of_order_are_found() {
    let ambush = "own.geojson:4: feature 2010-09-19-gorge-ambush";
    finds(
        r#""deaths_low": 23"#,
        r#""deaths_low": 30"#,
        &format!("{ambush}: deaths_low: found 30; expected at most deaths_best, which is 25"),
    );
    finds(
        r#""deaths_high": 40"#,
        r#""deaths_high": 24"#,
        &format!("{ambush}: deaths_best: found 25; expected at most deaths_high, which is 24"),
    );
    let unknown_best = spoiled(r#""deaths_best": 25"#, r#""deaths_best": null"#);
    assert_eq!(
        findings(unknown_best.replace(r#""deaths_high": 40"#, r#""deaths_high": 22"#)),
        format!("{ambush}: deaths_low: found 23; expected at most deaths_high, which is 22")
    );
    for (wrong, shown) in [
        ("-1", "-1"),
        ("2.5", "2.5"),
        (r#""many""#, r#""many""#),
        ("[25]", "a list of 1"),
    ] {
        finds(
            r#""injured": 20,
        "part_of""#,
            &format!("\"injured\": {wrong},\n        \"part_of\""),
            &format!(
                "{ambush}: injured: found {shown}; \
                 expected a whole number from 0, or null where it is not known"
            ),
        );
    }
}

#[test]
fn a_code_that_is_not_known_is_found_with_the_known_ones() {
    let ambush = "own.geojson:4: feature 2010-09-19-gorge-ambush";
    finds(
        r#""category": "clash",
        "event_type": "ambush""#,
        r#""category": "clashes",
        "event_type": "ambush""#,
        &format!(
            "{ambush}: category: found \"clashes\"; \
             expected one of clash, explosion, civilians, unrest, operation, political"
        ),
    );
    finds(
        r#""event_type": "ambush""#,
        r#""event_type": "bombing""#,
        &format!(
            "{ambush}: event_type: found \"bombing\"; expected one of armed_clash, ambush, \
             border_clash, incursion, prison_break, other, which belong to clash"
        ),
    );
    finds(
        r#"["rasht-valley"]"#,
        r#"["rasht-valley", "rasht"]"#,
        &format!(
            "{ambush}: areas[1]: found \"rasht\"; \
             expected one of rasht-valley, dushanbe, ferghana-valley, kyrgyz-tajik-border"
        ),
    );
    finds(
        r#""how": "led_to""#,
        r#""how": "caused""#,
        &format!(
            "{ambush}: related[0].how: found \"caused\"; \
             expected one of led_to, followed, same_actors, see_also"
        ),
    );
    finds(
        r#""admin1": "TJ-RA""#,
        r#""admin1": "KG-B""#,
        &format!(
            "{ambush}: admin1: found \"KG-B\"; expected a province of TJ, the country, or null"
        ),
    );
}
