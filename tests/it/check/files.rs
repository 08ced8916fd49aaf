//! Files that cannot be read, features that cannot be told apart.

use super::{findings, finds, right, spoiled};

#[test]
fn broken_json_is_found_on_its_line() {
    finds(
        r#""injured": 20,
        "part_of": null"#,
        r#""injured": 20
        "part_of": null"#,
        "own.geojson:33: found broken JSON in column 9: expected `,` or `}`; \
         expected a GeoJSON FeatureCollection (RFC 7946)",
    );
}

#[test]
fn a_file_that_is_cut_off_is_found() {
    let right = right();
    let (half, _) = right.split_once(r#""date_start""#).unwrap();
    assert_eq!(
        findings(half),
        "own.geojson:16: found broken JSON in column 8: EOF while parsing an object; \
         expected a GeoJSON FeatureCollection (RFC 7946)"
    );
}

#[test]
fn bytes_that_are_not_utf_8_are_found() {
    let mut bytes = right().into_bytes();
    let at = right().find("Convoy ambushed in").unwrap();
    bytes[at] = 0xC4;
    assert_eq!(
        findings(bytes),
        "own.geojson:10: found the byte 0xC4, which is not UTF-8; \
         expected a file in UTF-8; `iconv -t UTF-8` converts other encodings"
    );
}

#[test]
fn an_id_that_is_used_twice_is_found() {
    let twice = spoiled(
        r#""id": "2010-09-20-second-convoy",
      "geometry""#,
        r#""id": "2010-09-19-gorge-ambush",
      "geometry""#,
    );
    let first = "own.geojson:4: feature 2010-09-19-gorge-ambush";
    let second = "own.geojson:51: feature 2010-09-19-gorge-ambush";
    assert_eq!(
        findings(twice),
        format!(
            "{second}: id: found an id that line 4 has already; \
             expected ids that are unique in the file\n\
             {first}: related[0].id: found \"2010-09-20-second-convoy\"; \
             expected the id of an incident in this file\n\
             {second}: part_of: found \"2010-09-19-gorge-ambush\"; \
             expected another incident, not this one itself"
        )
    );
}

#[test]
fn an_id_of_another_form_is_found() {
    let second = "own.geojson:51: feature";
    let expected = "expected an id such as \"2010-09-19-kamarob-ambush\": the day, month or year, \
                    then a name in small letters, digits and hyphens";
    for (id, shown, found) in [
        ("\"Ambush 1\"", "Ambush 1", "\"Ambush 1\""),
        ("7", "7", "7"),
    ] {
        let spoiled = right().replace("\"2010-09-20-second-convoy\"", id);
        let all = findings(spoiled);
        let own = format!("{second} {shown}: id: found {found}; {expected}");
        assert!(all.lines().any(|line| line == own), "{own}\n\n{all}");
    }
}

#[test]
fn a_property_that_the_code_book_does_not_have_is_found() {
    finds(
        r#""deaths_low": 23"#,
        r#""deaths": 25, "deaths_low": 23"#,
        "own.geojson:4: feature 2010-09-19-gorge-ambush: deaths: found a property that is not \
         known; expected only properties of the code book (docs/data.md)",
    );
}
