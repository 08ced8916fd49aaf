//! All words of the pages, in five languages. One struct, so that none can be missing in one.
//!
//! `{name}` in a text is where a value goes. Nouns after numbers are avoided ("Features: 5"):
//! so no text depends on a plural.

mod en;
mod ky;
mod ru;
mod tg;
mod uz;

use crate::ogc::language::Language;

macro_rules! words {
    ($($name:ident)*) => {
        /// The words of one language.
        #[derive(Debug)]
        pub(in crate::ogc) struct Words {
            /// What pages say of a translation that no native reader has read.
            pub(super) unreviewed: Option<&'static str>,
            $(pub(super) $name: &'static str,)*
        }

        #[cfg(test)]
        impl Words {
            fn all(&self) -> Vec<(&'static str, &'static str)> {
                let own = vec![$((stringify!($name), self.$name)),*];
                let unreviewed = self.unreviewed.map(|text| ("unreviewed", text));
                own.into_iter().chain(unreviewed).collect()
            }
        }
    };
}

words! {
    // Around every page.
    skip where_you_are language map collections api as_json disclaimer not_known yes no
    // The first page and the collections.
    lead open_map features time tools tools_about recipes more_about conformance functions
    tiles matrix_sets styles
    about collection undated
    // One collection.
    licence attribution extent map_of_extent extent_said look show_on_map downloads
    downloads_about layer_file layer_file_about fields name title kind meaning filterable sortable
    schema queryables sortables facets total json_and_more recipe_qgis recipe_arcgis recipe_duckdb
    kind_text kind_date kind_datetime kind_integer kind_number kind_boolean kind_texts
    kind_numbers kind_list kind_object
    // Features as a table.
    filter from to day_help bbox bbox_help any area more_fields more_fields_about condition
    condition_help sort by_id ascending descending limit show clear active remove
    count count_all none_found first_page next_page download_these table more id
    // One feature.
    map_of_feature no_place sources source date deaths injured remark related led_to
    followed same_actors see_also formats
    // The API.
    api_about addresses address answers parameters examples example_collections example_items example_bbox
    example_time example_filter example_file example_one
    // What went wrong.
    bad_request not_found busy failed refused wrong found to_start
}

impl Words {
    pub(in crate::ogc) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &en::WORDS,
            Language::Russian => &ru::WORDS,
            Language::Tajik => &tg::WORDS,
            Language::Kyrgyz => &ky::WORDS,
            Language::Uzbek => &uz::WORDS,
        }
    }
}

/// A text with its values in their places.
pub(super) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    // From left to right and once, so that braces in a value stay what they are.
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(value.map_or("", |(_, value)| value));
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

/// A number with its thousands apart, as the language writes it.
pub(super) fn number(language: Language, number: usize) -> String {
    let apart = match language {
        Language::English => ',',
        _ => '\u{a0}',
    };
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(apart);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<&str> {
        let parts = text.split('{').skip(1);
        let mut names: Vec<&str> = parts.map(|part| part.split('}').next().unwrap()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_language_has_every_word_with_the_same_places_for_values() {
        let english = Words::of(Language::English).all();
        assert!(english.len() > 100);
        for language in Language::ALL {
            let words = Words::of(language).all();
            for ((name, english), (same, text)) in english.iter().zip(&words) {
                assert_eq!(name, same);
                assert!(!text.trim().is_empty(), "{language:?} {name}");
                assert_eq!(places(text), places(english), "{language:?} {name}");
            }
        }
    }

    /// Words that are names: of programs, formats and menus, and what the address says.
    const LATIN: &[&str] = &[
        "QGIS",
        "Layer",
        "Add",
        "WFS",
        "OGC",
        "API",
        "Features",
        "New",
        "URL",
        "OpenAPI",
        "ArcGIS",
        "Pro",
        "Insert",
        "Connections",
        "Server",
        "JSON",
        "GeoJSON",
        "CQL",
        "CQL2",
        "DuckDB",
        "R",
        "curl",
        "ogr2ogr",
        "geopandas",
        "GIS",
        "AND",
    ];

    #[test]
    fn each_language_is_written_in_its_own_letters() {
        for (language, letters) in [
            (Language::Russian, "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
            (Language::Tajik, "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя"),
            (Language::Kyrgyz, "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"),
            (Language::Uzbek, "abcdefghijklmnopqrstuvxyzʻʼ"),
        ] {
            for (name, text) in Words::of(language).all() {
                let text = places(text).iter().fold(text.to_owned(), |text, place| {
                    text.replace(&format!("{{{place}}}"), " ")
                });
                let words =
                    text.split(|sign: char| !sign.is_alphanumeric() && sign != 'ʻ' && sign != 'ʼ');
                for word in words.filter(|word| !LATIN.contains(word)) {
                    let wrong = word.chars().find(|letter| {
                        let small = letter.to_lowercase().next().unwrap();
                        letter.is_alphabetic() && !letters.contains(small)
                    });
                    assert_eq!(wrong, None, "{language:?} {name}: {word}");
                }
                let typed = text.contains(['\'', '`', '‘']);
                assert!(language != Language::Uzbek || !typed, "{name}: {text}");
            }
        }
    }

    #[test]
    fn the_letters_that_each_alphabet_adds_are_there() {
        for (language, letters) in [
            (Language::Tajik, "ғӣқӯҳҷ"),
            (Language::Kyrgyz, "ңөү"),
            (Language::Uzbek, "ʻʼ"),
        ] {
            let words = Words::of(language).all();
            for letter in letters.chars() {
                let has = words
                    .iter()
                    .any(|(_, text)| text.to_lowercase().contains(letter));
                assert!(has, "{language:?} {letter}");
            }
        }
    }

    #[test]
    fn a_value_is_put_in_once_and_its_own_braces_stay() {
        assert_eq!(
            fill("{n} of {all}", &[("n", "{all}"), ("all", "5")]),
            "{all} of 5"
        );
        assert_eq!(number(Language::English, 1_234_567), "1,234,567");
        assert_eq!(number(Language::Russian, 1_234), "1\u{a0}234");
        assert_eq!(number(Language::Tajik, 236), "236");
    }
}
