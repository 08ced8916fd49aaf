//! Names and titles in four languages: are they written in the letters of the language?
//!
//! Letters that look alike are the usual mistake: a Latin `i` for a Tajik `ӣ`, an apostrophe for
//! the Uzbek `ʻ`. Search and sorting fail on them, and no reader can see why.

use super::super::report::quoted;
use super::{Finding, Import, Place};

/// A language of the code book, and how it is written.
struct Language {
    /// The ending of a property's name.
    code: &'static str,
    /// Small ones.
    letters: &'static str,
    /// As the end of a sentence.
    expected: &'static str,
}

const LANGUAGES: [Language; 4] = [
    Language {
        code: "tg",
        letters: "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя",
        expected: "letters of Tajik (Cyrillic with ғ ӣ қ ӯ ҳ ҷ)",
    },
    Language {
        code: "ky",
        letters: "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
        expected: "letters of Kyrgyz (Cyrillic with ң ө ү)",
    },
    Language {
        code: "ru",
        letters: "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        expected: "letters of Russian (Cyrillic)",
    },
    Language {
        code: "uz",
        letters: "abcdefghijklmnopqrstuvxyzʻʼ",
        expected: "letters of Uzbek (Latin without w, c only in ch, \
                   ʻ U+02BB after o and g, ʼ U+02BC elsewhere)",
    },
];

/// The properties that come in several languages: `name_tg`, `title_ru`.
const NAMES: [&str; 2] = ["name", "title"];

/// The first wrong letter of each name and title, in the order of the file.
pub fn check(file: &str, import: &Import) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (feature, &line) in import.features.iter().zip(&import.lines) {
        for (name, value) in &feature.properties {
            let text = value.as_str().unwrap_or_default();
            if let Some(language) = Language::of(name)
                && let Some((letter, word)) = language.wrong(text)
            {
                findings.push(Finding::error(
                    Place::line(file, line).feature(&feature.id).field(name),
                    format!(
                        "the letter {} U+{:04X} in {}",
                        quoted(&letter.to_string()),
                        u32::from(letter),
                        quoted(word)
                    ),
                    language.expected,
                ));
            }
        }
    }
    findings
}

impl Language {
    /// The language of a property, by its name.
    fn of(property: &str) -> Option<&'static Self> {
        let (name, code) = property.rsplit_once('_')?;
        let named = NAMES.contains(&name);
        LANGUAGES
            .iter()
            .find(|language| named && language.code == code)
    }

    /// The first letter that the language does not have there, with its word.
    fn wrong<'a>(&self, text: &'a str) -> Option<(char, &'a str)> {
        let words = text.split(|sign| !is_letter(sign) && !is_apostrophe(sign));
        words
            .filter(|word| !is_abbreviation(word))
            .find_map(|word| {
                let before = std::iter::once(None).chain(word.chars().map(Some));
                let after = word.chars().skip(1).map(Some).chain([None]);
                let mut all = before.zip(word.chars()).zip(after);
                let wrong =
                    all.find(|((before, letter), after)| !self.has(*before, *letter, *after));
                wrong.map(|((_, letter), _)| (letter, word))
            })
    }

    /// Can the letter stand between these two?
    fn has(&self, before: Option<char>, letter: char, after: Option<char>) -> bool {
        let is_uzbek = self.code == "uz";
        if is_apostrophe(letter) {
            // Around a word it is a quotation mark, but Uzbek words can end in ʻ.
            let follows = before.is_some_and(is_letter);
            return !follows || !(is_uzbek || after.is_some_and(is_letter));
        }
        let is = |letter: Option<char>, some: [char; 2]| {
            let small = letter.map(|letter| letter.to_ascii_lowercase());
            small.is_some_and(|small| some.contains(&small))
        };
        match letter {
            'c' | 'C' if is_uzbek => is(after, ['h', 'h']),
            'ʻ' if is_uzbek => is(before, ['o', 'g']),
            'ʼ' if is_uzbek => before.is_some_and(char::is_alphabetic) && !is(before, ['o', 'g']),
            _ => {
                let mut small = letter.to_lowercase();
                small.all(|small| self.letters.contains(small))
            }
        }
    }
}

/// Letters, accents that are written apart from them, and what stands for one that was lost.
fn is_letter(sign: char) -> bool {
    sign.is_alphabetic() || matches!(sign, '\u{300}'..='\u{36f}' | char::REPLACEMENT_CHARACTER)
}

fn is_apostrophe(sign: char) -> bool {
    matches!(sign, '\'' | '‘' | '’' | '`' | '´')
}

/// "UCDP", and "I" after the name of a tsar, stay Latin in every language.
fn is_abbreviation(word: &str) -> bool {
    let is_capitals = word.bytes().all(|byte| byte.is_ascii_uppercase());
    is_capitals && (word.len() > 1 || matches!(word, "I" | "V" | "X"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wrong(property: &str, text: &str) -> Option<(char, String)> {
        let wrong = Language::of(property).unwrap().wrong(text);
        wrong.map(|(letter, word)| (letter, word.to_owned()))
    }

    #[test]
    fn texts_of_each_language_are_right() {
        for (property, text) in [
            (
                "name_tg",
                "қаторкӯҳи Пётри I (1911–1998), «Ғарм» / Ҷиргатол: 50 %!",
            ),
            ("title_tg", "Марзи Тоҷикистону Қирғизистон, ки мувофиқа шуд"),
            ("name_ky", "Өзгөн – Жаңы-Айыл, Үч-Коргон, Щучинск"),
            ("name_ru", "Подъём у Щучьего, Ёдгор и „Эхо“"),
            ("title_ru", "Насилие в области (событие в базе UCDP)"),
            (
                "name_uz",
                "Soʻx, Fargʻona, Qalʼacha, Choʻngʻara, Maʼmurobod, CHUST",
            ),
            ("name_uz", ""),
        ] {
            assert_eq!(wrong(property, text), None, "{property}: {text}");
        }
    }

    #[test]
    fn letters_that_a_language_does_not_have_are_found_with_their_word() {
        for (property, text, letter, word) in [
            ("name_tg", "шаҳри Щучинск", 'Щ', "Щучинск"),
            ("name_tg", "Tavildara", 'T', "Tavildara"),
            ("name_tg", "Исфараi", 'i', "Исфараi"),
            ("title_tg", "Конибодом, цех", 'ц', "цех"),
            ("name_tg", "Маъ'рифат", '\'', "Маъ'рифат"),
            ("name_tg", "Аъло\u{304}", '\u{304}', "Аъло\u{304}"),
            ("name_ky", "Қирғизистон", 'Қ', "Қирғизистон"),
            ("name_ru", "Жаңы", 'ң', "Жаңы"),
            ("name_ru", "Cырдарья", 'C', "Cырдарья"),
            ("name_ru", "ОБСE", 'E', "ОБСE"),
            ("name_ru", "в O городе", 'O', "O"),
            ("title_ru", "Бат\u{fffd}ен", '\u{fffd}', "Бат\u{fffd}ен"),
            ("name_uz", "So'x", '\'', "So'x"),
            ("name_uz", "Oqtog‘ togʼi", '‘', "Oqtog‘"),
            ("name_uz", "Soʼx", 'ʼ', "Soʼx"),
            ("name_uz", "Qalʻacha", 'ʻ', "Qalʻacha"),
            ("name_uz", "ʼQala", 'ʼ', "ʼQala"),
            ("name_uz", "Wodil", 'W', "Wodil"),
            ("name_uz", "Andican", 'c', "Andican"),
            ("name_uz", "Қўқон", 'Қ', "Қўқон"),
        ] {
            let found = Some((letter, word.to_owned()));
            assert_eq!(wrong(property, text), found, "{property}: {text}");
        }
    }

    #[test]
    fn other_properties_are_left_alone() {
        for property in [
            "name",
            "name_en",
            "tg",
            "_tg",
            "size_ru",
            "name_tg_old",
            "title_uzb",
        ] {
            assert!(Language::of(property).is_none(), "{property}");
        }
    }

    #[test]
    fn whatever_a_text_holds_is_answered_with_a_letter_of_it() {
        let text = prop_oneof!["\\PC{0,200}", "[a-zʻʼ' А-яӣҳ]{0,40}", any::<String>()];
        proptest!(|(text in text, language in 0..LANGUAGES.len())| {
            if let Some((letter, word)) = LANGUAGES[language].wrong(&text) {
                prop_assert!(text.contains(word) && word.contains(letter));
            }
        });
    }
}
