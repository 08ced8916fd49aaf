//! Features as bytes: one table of formats, from which negotiation, links and documents follow.

pub mod geojson;

/// A form in which an answer can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON: GeoJSON for features, the standards' documents for the rest.
    Json,
    /// A page for people.
    Html,
}

impl Format {
    /// All formats, the preferred one first.
    pub const ALL: [Self; 2] = [Self::Json, Self::Html];

    /// The value of the parameter `f`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Html => "html",
        }
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Html => "HTML",
        }
    }
}
