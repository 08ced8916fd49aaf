//! Every collection says under which licence it is, `SOURCES.md` says the same, and the text is
//! there.

use std::fs;

use super::files::{cells, path, section, settings, text};

/// What is known of a licence.
#[derive(Debug)]
struct Licence {
    /// By SPDX.
    id: &'static str,
    /// In sentences.
    name: &'static str,
    url: &'static str,
    /// The files in `geodata/licences/` without which it may not be passed on, and their
    /// beginnings.
    texts: &'static [(&'static str, &'static str)],
}

const LGPL: (&str, &str) = ("LGPL-3.0", "GNU LESSER GENERAL PUBLIC LICENSE");
const GPL: (&str, &str) = ("GPL-3.0", "GNU GENERAL PUBLIC LICENSE");

const LICENCES: &[Licence] = &[
    Licence {
        id: "CC-BY-4.0",
        name: "CC BY 4.0",
        url: "https://creativecommons.org/licenses/by/4.0/",
        texts: &[(
            "CC-BY-4.0",
            "Creative Commons Attribution 4.0 International",
        )],
    },
    Licence {
        id: "ODbL-1.0",
        name: "ODbL 1.0",
        url: "https://opendatacommons.org/licenses/odbl/1-0/",
        texts: &[(
            "ODbL-1.0",
            "## Open Data Commons Open Database License (ODbL)",
        )],
    },
    Licence {
        id: "LGPL-3.0-or-later",
        name: "LGPL 3.0 or later",
        url: "https://www.gnu.org/licenses/lgpl-3.0.html",
        texts: &[LGPL, GPL],
    },
    Licence {
        id: "BSD-3-Clause",
        name: "BSD-3-Clause",
        url: "",
        texts: &[("BSD-3-Clause-pvlib", "BSD 3-Clause License")],
    },
    Licence {
        id: "CC0-1.0",
        name: "CC0 1.0",
        url: "",
        texts: &[],
    },
    Licence {
        id: "",
        name: "public domain",
        url: "",
        texts: &[],
    },
];

fn find(what: &str, is_it: impl Fn(&Licence) -> bool) -> &'static Licence {
    let found = LICENCES.iter().find(|licence| is_it(licence));
    found.unwrap_or_else(|| panic!("{what}: expected a licence of the table of this test"))
}

fn has_texts(who: &str, licence: &Licence) {
    for (file, beginning) in licence.texts {
        let text = fs::read_to_string(path(&format!("licences/{file}.txt")))
            .unwrap_or_else(|error| panic!("{who}: licences/{file}.txt: {error}"));
        assert!(
            text.trim_start().starts_with(beginning),
            "{file}: {beginning}"
        );
        assert!(text.len() > 1_000, "{file}: {} bytes", text.len());
    }
}

#[test]
fn every_collection_has_the_licence_that_its_section_names_and_its_text() {
    let settings = settings();
    assert!(settings.collections.len() >= 11);
    for (id, said) in &settings.collections {
        let value = |value: &Option<String>, name: &str| {
            let value = value.clone().unwrap_or_default();
            assert!(!value.trim().is_empty(), "{id}: expected {name}");
            value
        };
        let spdx = value(&said.license, "license");
        let licence = find(&format!("{id}: {spdx:?}"), |licence| licence.id == spdx);
        assert_eq!(value(&said.license_url, "license_url"), licence.url, "{id}");
        value(&said.attribution, "attribution");
        let file = value(&said.file, "file");
        let section = section(&format!("`{file}`"));
        let named = format!("Licence: {}", licence.name);
        let first = section.trim().lines().next().unwrap_or_default();
        let rest = first.strip_prefix(&named);
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(['.', ',', ' ', ';']);
        assert!(
            rest.is_some_and(ends),
            "{file}: found {first:?}, expected {named:?}"
        );
        has_texts(id, licence);
    }
}

#[test]
fn every_package_has_a_licence_whose_text_is_there_where_it_must_be() {
    let sources = text("SOURCES.md");
    let rows = sources
        .lines()
        .skip_while(|line| !line.starts_with("| Package |"));
    let rows: Vec<&str> = rows
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert!(rows.len() >= 8, "{rows:?}");
    for row in rows {
        let cells = cells(row);
        let (package, terms) = (cells[0], cells[cells.len() - 1]);
        let terms = terms.trim_start_matches("data ");
        let licence = find(&format!("{package}: {terms:?}"), |licence| {
            licence.name == terms
        });
        has_texts(package, licence);
    }
    // The names of countries come from none of the packages.
    assert!(sources.contains("Unicode CLDR"));
    assert!(text("licences/Unicode-3.0.txt").starts_with("UNICODE LICENSE V3"));
}
