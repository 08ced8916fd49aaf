//! Names and titles are written in the letters of their languages, also in the overviews.

use marz::import::codebook;
use marz::import::{CollectionSettings, Content, File, read};

use super::files::{table, text};

#[test]
fn names_and_titles_have_only_letters_of_their_language() {
    let mut findings = Vec::new();
    for row in table().into_iter().filter(|row| row.features.is_some()) {
        let file = File {
            name: format!("geodata/{}", row.file),
            content: Content::Bytes(text(&row.file).into_bytes()),
        };
        let import = read("own", &file, &CollectionSettings::default());
        findings.extend(codebook::check_letters(&file.name, &import));
    }
    let all: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
}
