//! Texts compared: with patterns, without case, without accents.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A pattern of `LIKE`: `%` stands for any letters, `_` for one, `\` takes their meaning away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Letter(char),
    One,
    Any,
}

impl Pattern {
    /// Reads a pattern.
    pub(super) fn new(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            let part = match letter {
                '%' => Part::Any,
                '_' => Part::One,
                '\\' => Part::Letter(letters.next().unwrap_or('\\')),
                letter => Part::Letter(letter),
            };
            // Two `%` say what one says, and cost a step back for each letter.
            if part != Part::Any || parts.last() != Some(&Part::Any) {
                parts.push(part);
            }
        }
        Self(parts)
    }

    /// Is the whole text of this form? Takes at most one step for each pair of a letter and a
    /// part: after a mismatch only the last `%` is tried again.
    pub(super) fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let (mut at, mut part) = (0, 0);
        let mut retry = None;
        while at < text.len() {
            match (self.0.get(part), text.get(at)) {
                (Some(Part::Any), _) => {
                    retry = Some((part, at));
                    part += 1;
                }
                (Some(Part::One), _) => {
                    at += 1;
                    part += 1;
                }
                (Some(Part::Letter(wanted)), Some(found)) if wanted == found => {
                    at += 1;
                    part += 1;
                }
                _ => match retry {
                    Some((any, from)) => {
                        retry = Some((any, from + 1));
                        at = from + 1;
                        part = any + 1;
                    }
                    None => return false,
                },
            }
        }
        self.0
            .get(part..)
            .is_some_and(|rest| rest.iter().all(|part| *part == Part::Any))
    }
}

/// The text without case, as Unicode folds it: `Straße` is `STRASSE`.
pub(super) fn without_case(text: &str) -> String {
    caseless::default_case_fold_str(text)
}

/// The text without the marks on its letters: `Исфарӣ` is `Исфари`, `Oʻsh` stays as it is.
pub(super) fn without_accents(text: &str) -> String {
    text.nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .nfc()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_pattern_matches_the_whole_text() {
        for (pattern, text, expected) in [
            ("%", "", true),
            ("", "", true),
            ("", "a", false),
            ("_", "ғ", true),
            ("_", "", false),
            ("Rasht%", "Rasht Valley", true),
            ("Rasht%", "the Rasht", false),
            ("%rasht%", "in rasht here", true),
            ("a%b%c", "aXbXbXc", true),
            ("a%b%c", "aXbXbX", false),
            (r"100\%", "100%", true),
            (r"100\%", "1000", false),
            (r"a\_b", "axb", false),
            (r"\\", "\\", true),
            (r"a\", "a\\", true),
            ("%%%_", "x", true),
        ] {
            assert_eq!(
                Pattern::new(pattern).matches(text),
                expected,
                "{pattern} {text}"
            );
        }
    }

    #[test]
    fn case_and_accents_can_be_left_out() {
        assert_eq!(without_case("ДУШАНБЕ"), without_case("душанбе"));
        assert_eq!(without_case("Straße"), without_case("STRASSE"));
        assert_eq!(without_accents("Исфарӣ é"), "Исфари e");
    }

    proptest! {
        #[test]
        fn a_pattern_agrees_with_the_plain_recursion(pattern in "[ab%_]{0,6}", text in "[ab]{0,8}") {
            fn slow(pattern: &[char], text: &[char]) -> bool {
                match pattern.split_first() {
                    None => text.is_empty(),
                    Some(('%', rest)) => (0..=text.len()).any(|from| slow(rest, &text[from..])),
                    Some(('_', rest)) => !text.is_empty() && slow(rest, &text[1..]),
                    Some((letter, rest)) => text.first() == Some(letter) && slow(rest, &text[1..]),
                }
            }
            let letters = |text: &str| text.chars().collect::<Vec<char>>();
            prop_assert_eq!(
                Pattern::new(&pattern).matches(&text),
                slow(&letters(&pattern), &letters(&text))
            );
        }
    }
}
