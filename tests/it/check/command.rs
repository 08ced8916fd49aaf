//! The command: findings on standard output, a summary on standard error, an exit status.

use std::path::Path;
use std::process::{Command, Output};

pub(super) fn check(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_marz"))
        .arg("check")
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"))
        .output()
        .unwrap()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_file_without_findings_is_0_and_says_nothing_on_standard_output() {
    let output = check(&["right.geojson"]);
    let (out, talk) = (text(output.stdout), text(output.stderr));
    assert_eq!((output.status.code(), &*out), (Some(0), ""), "{talk}");
    assert!(talk.contains("1 feature, 0 findings"), "{talk}");
}

#[test]
fn a_file_with_findings_is_1_and_says_one_in_a_line() {
    let output = check(&["broken.geojson", "towns.csv"]);
    let (out, talk) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(1), "{talk}");
    assert_eq!(
        out,
        "broken.geojson:2: feature 2010-09-19-gorge-ambush: category: found \"clashes\"; \
         expected one of clash, explosion, civilians, unrest, operation, political\n\
         broken.geojson:2: feature 2010-09-19-gorge-ambush: sources: found []; \
         expected a list with at least one source\n\
         towns.csv:3: feature 2: lat: found \"north\"; expected degrees with a decimal point\n"
    );
    assert!(talk.contains("2 files"), "{talk}");
    assert!(talk.contains("3 findings"), "{talk}");
}

#[test]
fn usage_that_is_not_understood_is_2() {
    let output = check(&["--strict"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(output.stdout), "");
}
