//! The colours of styles: those of the map for what it knows, one of a few for everything else.

/// How something is painted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    pub(super) colour: &'static str,
    /// How dense areas are.
    pub(super) fill: f64,
    /// How wide lines are, and the edges of areas, in pixels.
    pub(super) line: f64,
    /// How wide points are, in pixels.
    pub(super) radius: f64,
    /// From this zoom on.
    pub(super) from: u8,
}

/// Outside of everything.
pub(super) const GROUND: &str = "#f2efe8";

/// The colour of a category of incidents, and the one of all others.
pub(super) const CATEGORIES: [(&str, &str); 6] = [
    ("clash", "#d55e00"),
    ("explosion", "#e69f00"),
    ("civilians", "#cc79a7"),
    ("unrest", "#0072b2"),
    ("operation", "#009e73"),
    ("political", "#56b4e9"),
];

/// For collections that the map does not know, in turn.
const OTHERS: [&str; 6] = [
    "#6d5d9c", "#8c4f6b", "#6f7f35", "#a0703c", "#3f6f8f", "#5a544e",
];

/// How a collection is painted.
pub(super) fn of(id: &str) -> Paint {
    let paint = |colour, fill, line, from| Paint {
        colour,
        fill,
        line,
        radius: 5.0,
        from,
    };
    match id {
        "countries" => paint("#fbf9f3", 1.0, 0.0, 0),
        "provinces" => paint("#c3bbad", 0.0, 0.8, 4),
        "districts" => paint("#c3bbad", 0.0, 0.4, 7),
        "borders" => paint("#746d67", 0.0, 1.2, 0),
        "lakes" => paint("#b5d3e4", 1.0, 0.0, 0),
        "rivers" => paint("#8db8d2", 0.0, 0.8, 4),
        "roads" => paint("#dcbf93", 0.0, 1.2, 5),
        "places" | "airports" => Paint {
            radius: 2.0,
            ..paint("#3b3733", 0.0, 0.0, 7)
        },
        other => {
            let sum: usize = other.bytes().map(usize::from).sum();
            let colour = OTHERS.get(sum % OTHERS.len()).copied().unwrap_or(GROUND);
            paint(colour, 0.12, 1.4, 0)
        }
    }
}
