//! Sources, and what an incident says of other incidents.

use super::{findings, finds, right};

#[test]
fn missing_sources_are_found() {
    let ambush = "own.geojson:4: feature 2010-09-19-gorge-ambush";
    let all: serde_json::Value = serde_json::from_str(&right()).unwrap();
    let sources = serde_json::to_string(&all["features"][0]["properties"]["sources"]).unwrap();
    let compact = serde_json::to_string(&all).unwrap();
    let on_one_line = |spoiled: String| findings(spoiled).replace("own.geojson:1", "own.geojson:4");
    assert_eq!(
        on_one_line(compact.replace(&format!("\"sources\":{sources},\"source_count\":1,"), "")),
        format!(
            "{ambush}: sources: found nothing; \
             expected the property `sources`, a list with at least one source"
        )
    );
    assert_eq!(
        on_one_line(compact.replace(
            &format!("{sources},\"source_count\":1"),
            "[],\"source_count\":0"
        )),
        format!("{ambush}: sources: found []; expected a list with at least one source")
    );
    finds(
        r#""source_count": 1"#,
        r#""source_count": 2"#,
        &format!("{ambush}: source_count: found 2; expected 1, as many as there are sources"),
    );
    finds(
        r#""url": "https://news.example/convoy","#,
        "",
        &format!(
            "{ambush}: sources[0].url: found nothing; expected the property `url`, \
             an address that begins with http:// or https://, or null"
        ),
    );
    for wrong in [
        "javascript:alert(1)",
        "news.example/convoy",
        "https://",
        "ftp://news.example/",
    ] {
        finds(
            "https://news.example/convoy",
            wrong,
            &format!(
                "{ambush}: sources[0].url: found \"{wrong}\"; \
                 expected an address that begins with http:// or https://, or null"
            ),
        );
    }
    finds(
        r#""language": "en""#,
        r#""language": "en", "author": "N. N.""#,
        &format!(
            "{ambush}: sources[0].author: found a property that is not known; expected one of \
             publisher, title, date, url, language, deaths, injured, remark"
        ),
    );
}

#[test]
fn parts_that_cannot_be_parts_are_found() {
    let ambush = "own.geojson:4: feature 2010-09-19-gorge-ambush";
    let second = "own.geojson:51: feature 2010-09-20-second-convoy";
    finds(
        r#""deaths_best": 2,"#,
        r#""deaths_best": 41,"#,
        &format!(
            "{second}: deaths_best: found 41; expected at most 40, the deaths_high of \
             2010-09-19-gorge-ambush, of which it is a part"
        ),
    );
    finds(
        r#""part_of": "2010-09-19-gorge-ambush""#,
        r#""part_of": "2010-09-19-gorge""#,
        &format!(
            "{second}: part_of: found \"2010-09-19-gorge\"; \
             expected the id of an incident in this file"
        ),
    );
    finds(
        r#""part_of": null"#,
        r#""part_of": "2010-09-20-second-convoy""#,
        &format!(
            "{ambush}: part_of: found \"2010-09-20-second-convoy\", which is itself a part of \
             this one; expected a larger incident, or null\n\
             {second}: part_of: found \"2010-09-19-gorge-ambush\", which is itself a part of \
             this one; expected a larger incident, or null"
        ),
    );
}
