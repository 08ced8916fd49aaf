//! In which language a page is: the parameter `lang`, else the `Accept-Language` header.
//!
//! Only pages have a language. What machines read is the same for everybody.

use super::negotiate;
use super::params::Params;

/// A language of the pages; the same five as on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Russian,
    Tajik,
    Kyrgyz,
    Uzbek,
}

/// The parameter's name.
pub(super) const PARAMETER: &str = "lang";

impl Language {
    /// All of them, in the order of the map's switch.
    pub(super) const ALL: [Self; 5] = [
        Self::English,
        Self::Russian,
        Self::Tajik,
        Self::Kyrgyz,
        Self::Uzbek,
    ];

    /// Its code in addresses, headers and HTML (BCP 47).
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
            Self::Tajik => "tg",
            Self::Kyrgyz => "ky",
            Self::Uzbek => "uz",
        }
    }

    /// Its name in itself.
    pub(super) const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Russian => "Русский",
            Self::Tajik => "Тоҷикӣ",
            Self::Kyrgyz => "Кыргызча",
            Self::Uzbek => "Oʻzbekcha",
        }
    }

    /// The language of a request with this query and this `Accept-Language`. A code that is none
    /// of ours is told by [`check`]; until then the header counts.
    pub(super) fn of(query: &str, accepted: &str) -> Self {
        let asked = Params::new(query).text(PARAMETER);
        asked
            .and_then(|code| Self::read(&code))
            .unwrap_or_else(|| Self::accepted(accepted))
    }

    fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The one that the header likes best; the first of those that it likes equally.
    fn accepted(header: &str) -> Self {
        let mut best = (Self::English, 0.0);
        for (range, quality) in negotiate::ranges(header) {
            let primary = range.split('-').next().unwrap_or_default();
            if let Some(language) = Self::read(primary)
                && quality > best.1
            {
                best = (language, quality);
            }
        }
        best.0
    }
}

/// Notes a language that there is not.
pub(super) fn check(params: &mut Params) {
    let Some(code) = params.text(PARAMETER) else {
        return;
    };
    let codes = Language::ALL.map(Language::code).join(", ");
    params.read(PARAMETER, &code, |code| {
        Language::read(code).ok_or_else(|| format!("expected one of {codes}"))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameter_counts_more_than_the_header_and_unknown_languages_are_passed_over() {
        for (query, header, expected) in [
            ("", "", Language::English),
            ("", "de", Language::English),
            ("", "de-DE, tg;q=0.3, ru;q=0.9", Language::Russian),
            ("", "ky-KG,ky;q=0.9,ru;q=0.8", Language::Kyrgyz),
            ("", "UZ-Latn", Language::Uzbek),
            ("", "ru;q=0, *", Language::English),
            ("f=html&lang=tg", "ru", Language::Tajik),
            ("lang=de", "ru", Language::Russian),
            ("lang=", "", Language::English),
        ] {
            assert_eq!(Language::of(query, header), expected, "{query} {header}");
        }
    }
}
