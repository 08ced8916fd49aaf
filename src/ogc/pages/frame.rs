//! What stands around every page: the way here, the languages, the end.

use maud::{DOCTYPE, Markup, html};

use super::address;
use super::words::Words;
use crate::format::Format;
use crate::ogc::language::{Language, PARAMETER};
use crate::ogc::request::Request;

/// A page: `above` are the paths and titles of the pages over this one.
pub(super) fn page(
    request: &Request,
    title: &str,
    above: &[(&str, &str)],
    content: &Markup,
) -> Markup {
    framed(request, title, above, true, content)
}

/// The same; `has_json` if the address answers JSON as well.
pub(super) fn framed(
    request: &Request,
    title: &str,
    above: &[(&str, &str)],
    has_json: bool,
    content: &Markup,
) -> Markup {
    let words = Words::of(request.language);
    html! {
        (DOCTYPE)
        html lang=(request.language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – marz" }
                link rel="stylesheet" href=(request.url("/pages.css"));
                link rel="icon" type="image/svg+xml" href=(request.url("/pages/icon.svg"));
                @if !request.is_posted() {
                    @for language in Language::ALL {
                        link rel="alternate" hreflang=(language.code()) href=(in_language(request, language));
                    }
                }
            }
            body {
                a.skip href="#content" { (words.skip) }
                header.header {
                    a.brand href=(address::root(request)) { "marz" }
                    nav.places aria-label="marz" {
                        a href=(address::map(request, &[])) { (words.map) }
                        a href=(address::page(request, "/collections")) { (words.collections) }
                        a href=(address::page(request, "/api")) { (words.api) }
                    }
                    (languages(request, words))
                }
                main #content {
                    @if !above.is_empty() { (crumbs(request, words, title, above)) }
                    h1 { (data(request.language, title)) }
                    (content)
                }
                footer.footer {
                    @if has_json {
                        p { a href=(address::here(request, &[("f", Some(Format::Json.name()))])) { (words.as_json) } }
                    }
                    p { (words.disclaimer) }
                    @if let Some(unreviewed) = words.unreviewed { p { (unreviewed) } }
                }
            }
        }
    }
}

fn crumbs(request: &Request, words: &Words, title: &str, above: &[(&str, &str)]) -> Markup {
    html! {
        nav.crumbs aria-label=(words.where_you_are) {
            ol {
                li { a href=(address::root(request)) { "marz" } }
                @for (path, name) in above {
                    li { a href=(address::page(request, path)) { (data(request.language, name)) } }
                }
                li { span aria-current="page" { (data(request.language, title)) } }
            }
        }
    }
}

fn languages(request: &Request, words: &Words) -> Markup {
    html! {
        nav.languages aria-label=(words.language) {
            @for language in Language::ALL {
                @let current = (language == request.language).then_some("true");
                a href=(in_language(request, language)) hreflang=(language.code()) lang=(language.code()) aria-current=[current] {
                    (language.own_name())
                }
            }
        }
    }
}

fn in_language(request: &Request, language: Language) -> String {
    address::here(request, &[(PARAMETER, Some(language.code()))])
}

/// A text of the data, which says nothing of its language: on a page in another one, Latin
/// letters without any other are taken for English, so that a screen reader does not read them
/// as Tajik.
pub(super) fn data(language: Language, text: &str) -> Markup {
    html! {
        @if language != Language::English && is_latin(text) { span lang="en" { (text) } }
        @else { (text) }
    }
}

/// A text of some length, in which the data mark codes with backticks.
pub(super) fn prose(language: Language, text: &str) -> Markup {
    let parts: Vec<&str> = text.split('`').collect();
    // Each mark has an end, or none is one.
    if parts.len().is_multiple_of(2) {
        return data(language, text);
    }
    let marked = html! {
        @for (number, part) in parts.iter().enumerate() {
            @if number.is_multiple_of(2) { (part) } @else { code { (part) } }
        }
    };
    html! {
        @if language != Language::English && is_latin(text) { span lang="en" { (marked) } }
        @else { (marked) }
    }
}

fn is_latin(text: &str) -> bool {
    let mut letters = text.chars().filter(|letter| letter.is_alphabetic());
    // What Uzbek adds is not English.
    let own = |letter: char| !matches!(letter, 'ʻ' | 'ʼ') && u32::from(letter) < 0x250;
    text.contains(|letter: char| letter.is_ascii_alphabetic()) && letters.all(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_in_a_text_are_shown_as_codes_and_stay_escaped() {
        let shown = |text| prose(Language::English, text).into_string();
        assert_eq!(
            shown("`a` or `<b>`."),
            "<code>a</code> or <code>&lt;b&gt;</code>."
        );
        assert_eq!(shown("a ` <b>"), "a ` &lt;b&gt;");
    }

    #[test]
    fn only_latin_texts_on_other_pages_are_marked_as_english() {
        let marked = |language, text| data(language, text).into_string().contains("lang=\"en\"");
        assert!(marked(Language::Tajik, "First day"));
        assert!(marked(Language::Uzbek, "Kök-Janggak (town)"));
        assert!(!marked(Language::English, "First day"));
        assert!(!marked(Language::Tajik, "Санаи аввал"));
        assert!(!marked(Language::Uzbek, "Fargʻona"));
        assert!(!marked(Language::Russian, "2010-09-19"));
    }
}
