//! What is asked, apart from how a server wants to be asked: which incidents, which part of them.

use std::fmt::Write as _;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::made_up::{self, Incident};

/// What an incident has to meet.
#[derive(Debug, Clone)]
pub(crate) enum Condition {
    /// West, south, east, north.
    Box([f64; 4]),
    /// A ring without holes, first position and last the same.
    Polygon(Vec<[f64; 2]>),
    /// Shares a day with these; undated incidents do always, as OGC API Features wants it.
    During(i32, i32),
    /// A property with that text.
    Is(&'static str, &'static str),
    /// A property with at least that number; one that is not known has none.
    AtLeast(&'static str, i32),
    /// A property with at most that number.
    AtMost(&'static str, i32),
    /// Began on that day or later; of an undated one nobody knows.
    Since(i32),
}

/// One request.
#[derive(Debug, Clone)]
pub(crate) enum Question {
    /// A page of a collection.
    Items {
        collection: &'static str,
        conditions: Vec<Condition>,
        offset: usize,
        limit: usize,
    },
    /// The same page as a server's own link `next` leads to it.
    ByKey { path: String, offset: usize },
    /// One incident.
    One(u32),
    /// Counts by month of the beginning and category.
    Facets(Condition),
    /// A vector tile of Web Mercator.
    Tile {
        zoom: u8,
        row: u32,
        col: u32,
        during: Option<Condition>,
        cluster: bool,
    },
    /// Everything as one file.
    Download(&'static str),
}

impl Condition {
    pub(crate) fn holds(&self, incident: &Incident) -> bool {
        match self {
            Self::Box([west, south, east, north]) => {
                (*west..=*east).contains(&incident.lon) && (*south..=*north).contains(&incident.lat)
            }
            Self::Polygon(ring) => is_inside(ring, incident),
            Self::During(first, last) => incident
                .days
                .is_none_or(|(start, end)| start <= *last && end >= *first),
            Self::Is(property, text) => incident.text(property) == *text,
            Self::AtLeast(property, least) => incident
                .number_of(property)
                .is_some_and(|number| number >= *least),
            Self::AtMost(property, most) => incident
                .number_of(property)
                .is_some_and(|number| number <= *most),
            Self::Since(day) => incident.days.is_some_and(|(start, _)| start >= *day),
        }
    }

    /// As CQL2, where the API has no parameter for it.
    pub(crate) fn cql(&self) -> Option<String> {
        Some(match self {
            Self::Box(_) | Self::During(..) => return None,
            Self::Polygon(ring) => {
                let positions: Vec<String> = ring
                    .iter()
                    .map(|[lon, lat]| format!("{lon} {lat}"))
                    .collect();
                format!("S_INTERSECTS(geom,POLYGON(({})))", positions.join(","))
            }
            Self::Is(property, text) => format!("{property}='{text}'"),
            Self::AtLeast(property, least) => format!("{property}>={least}"),
            Self::AtMost(property, most) => format!("{property}<={most}"),
            Self::Since(day) => format!("date_start>=DATE('{}')", made_up::day(*day)),
        })
    }
}

impl Question {
    /// The address at marz.
    pub(crate) fn path(&self) -> String {
        match self {
            Self::Items {
                collection,
                conditions,
                offset,
                limit,
            } => {
                let mut path = format!("/collections/{collection}/items?limit={limit}");
                if *offset > 0 {
                    write!(path, "&offset={offset}").unwrap();
                }
                path + &parameters(conditions)
            }
            Self::ByKey { path, .. } => path.clone(),
            Self::One(number) => format!("/collections/incidents/items/{number}"),
            Self::Facets(condition) => {
                let by = "/collections/incidents/facets?by=month,category".to_owned();
                by + &parameters(std::slice::from_ref(condition))
            }
            Self::Tile {
                zoom,
                row,
                col,
                during,
                cluster,
            } => {
                let tile = format!(
                    "/collections/incidents/tiles/WebMercatorQuad/{zoom}/{row}/{col}\
                    ?f=mvt&properties=category,date_start,deaths_best"
                );
                let cluster = if *cluster { "&cluster=true" } else { "" };
                tile + cluster + &parameters(during.as_slice())
            }
            Self::Download(format) => format!("/collections/incidents/download?f={format}"),
        }
    }
}

fn parameters(conditions: &[Condition]) -> String {
    let mut all = String::new();
    for condition in conditions {
        match condition {
            Condition::Box([west, south, east, north]) => {
                write!(all, "&bbox={west:.6},{south:.6},{east:.6},{north:.6}").unwrap();
            }
            Condition::During(first, last) => {
                let (first, last) = (made_up::day(*first), made_up::day(*last));
                write!(all, "&datetime={first}/{last}").unwrap();
            }
            _ => {}
        }
    }
    let filter: Vec<String> = conditions.iter().filter_map(Condition::cql).collect();
    if !filter.is_empty() {
        let filter = filter.join(" AND ");
        write!(
            all,
            "&filter={}",
            utf8_percent_encode(&filter, NON_ALPHANUMERIC)
        )
        .unwrap();
    }
    all
}

/// Does a ray to the east cross the ring an odd number of times? The positions have a digit more
/// than the incidents, so that none lies on an edge.
fn is_inside(ring: &[[f64; 2]], incident: &Incident) -> bool {
    let (x, y) = (incident.lon, incident.lat);
    let mut inside = false;
    for pair in ring.windows(2) {
        let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
        if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
            inside = !inside;
        }
    }
    inside
}
