//! Every collection says under which licence it is, `SOURCES.md` says the same, and the text is
//! there.

use std::fs;

use super::files::{cells, path, section, settings, table, text};

/// What is known of a licence.
#[derive(Debug)]
struct Licence {
    /// By SPDX.
    id: &'static str,
    /// In sentences.
    name: &'static str,
    url: &'static str,
    texts: Texts,
}

/// Without which files in `geodata/licences/` may data under a licence not be passed on?
#[derive(Debug)]
enum Texts {
    Nothing,
    /// These, each with words that it holds.
    These(&'static [(&'static str, &'static str)]),
    /// One for each package, since it names its author; with words that it holds.
    OfPackage(&'static str),
}
use Texts::{Nothing, OfPackage, These};

const LICENCES: &[Licence] = &[
    Licence {
        id: "CC-BY-4.0",
        name: "CC BY 4.0",
        url: "https://creativecommons.org/licenses/by/4.0/",
        texts: These(&[(
            "CC-BY-4.0",
            "Creative Commons Attribution 4.0 International",
        )]),
    },
    Licence {
        id: "ODbL-1.0",
        name: "ODbL 1.0",
        url: "https://opendatacommons.org/licenses/odbl/1-0/",
        texts: These(&[("ODbL-1.0", "Open Data Commons Open Database License (ODbL)")]),
    },
    Licence {
        id: "LGPL-3.0-or-later",
        name: "LGPL 3.0 or later",
        url: "https://www.gnu.org/licenses/lgpl-3.0.html",
        // The first refers to the second.
        texts: These(&[
            ("LGPL-3.0", "GNU LESSER GENERAL PUBLIC LICENSE"),
            ("GPL-3.0", "GNU GENERAL PUBLIC LICENSE"),
        ]),
    },
    Licence {
        id: "MIT",
        name: "MIT",
        url: "https://spdx.org/licenses/MIT.html",
        texts: OfPackage("Permission is hereby granted, free of charge"),
    },
    Licence {
        id: "BSD-3-Clause",
        name: "BSD-3-Clause",
        url: "https://spdx.org/licenses/BSD-3-Clause.html",
        texts: OfPackage("Redistribution and use in source and binary forms"),
    },
    Licence {
        id: "Unicode-3.0",
        name: "Unicode 3.0",
        url: "https://spdx.org/licenses/Unicode-3.0.html",
        texts: These(&[("Unicode-3.0", "UNICODE LICENSE V3")]),
    },
    Licence {
        id: "CC0-1.0",
        name: "CC0 1.0",
        url: "https://creativecommons.org/publicdomain/zero/1.0/",
        texts: Nothing,
    },
    Licence {
        id: "",
        name: "public domain",
        url: "",
        texts: Nothing,
    },
];

fn find(what: &str, is_it: impl Fn(&Licence) -> bool) -> &'static Licence {
    let found = LICENCES.iter().find(|licence| is_it(licence));
    found.unwrap_or_else(|| panic!("{what}: expected a licence of the table of this test"))
}

fn has_text(who: &str, file: &str, words: &str) {
    let text = fs::read_to_string(path(&format!("licences/{file}.txt")))
        .unwrap_or_else(|error| panic!("{who}: licences/{file}.txt: {error}"));
    assert!(text.contains(words), "{file}: expected {words:?}");
    assert!(text.len() > 900, "{file}: {} bytes", text.len());
}

/// The licence that the section of a file names at its beginning.
fn licence_of(file: &str) -> &'static Licence {
    let section = section(&format!("`{file}`"));
    let first = section.trim().lines().next().unwrap_or_default();
    find(&format!("{file}: {first:?}"), |licence| {
        let rest = first.strip_prefix(&format!("Licence: {}", licence.name));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ',', ' ', ';']))
    })
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
        let licence = licence_of(&value(&said.file, "file"));
        assert_eq!(value(&said.license, "license"), licence.id, "{id}");
        assert_eq!(value(&said.license_url, "license_url"), licence.url, "{id}");
        value(&said.attribution, "attribution");
        if let These(texts) = licence.texts {
            for (file, words) in texts {
                has_text(id, file, words);
            }
        }
    }
}

#[test]
fn every_other_file_has_a_section_that_names_a_licence() {
    for row in table().iter().filter(|row| row.features.is_none()) {
        licence_of(&row.file);
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
        let licence = find(&format!("{package}: {terms:?}"), |licence| {
            terms.contains(licence.name)
        });
        let name = package.split(' ').next_back().unwrap_or_default();
        match licence.texts {
            Nothing => {}
            These(texts) => texts
                .iter()
                .for_each(|(file, words)| has_text(package, file, words)),
            OfPackage(words) => has_text(package, &format!("{}-{name}", licence.id), words),
        }
    }
}
