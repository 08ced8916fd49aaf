//! The workloads: what is asked, and what marz has to reach with it.

use crate::kinds;
use crate::made_up::{Incident, Random};
use crate::question::Question;

/// Requests of one kind.
pub(crate) struct Workload {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) goal: Goal,
    /// Checked one by one before they are timed.
    pub(crate) questions: Vec<Question>,
    /// Timed, each once, in the place of the checked ones: of the same kind, never seen before.
    pub(crate) unseen: Option<Vec<Question>>,
    pub(crate) accept_encoding: Option<&'static str>,
}

/// What has to be reached.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    /// So many requests per second, as a part of what nginx does with the same bytes.
    Ratio(f64),
    /// At most so much processor time for a request.
    CpuMs(f64),
    /// Half of the answers over one connection in at most this.
    P50Ms(f64),
}

/// A name, what is asked, the goal.
pub(crate) type Named = (&'static str, &'static str, Goal);

/// All of them.
pub(crate) const ALL: [Named; 18] = [
    ("w1", "whole layer of 200", Goal::Ratio(0.9)),
    ("w2", "bbox, 100 features", Goal::Ratio(0.7)),
    (
        "w3",
        "bbox and one year, 50 to 100 features",
        Goal::Ratio(0.7),
    ),
    ("w4-key", "page at depth 200,000 by key", Goal::Ratio(0.9)),
    (
        "w4-offset",
        "page at depth 200,000 by offset",
        Goal::Ratio(0.9),
    ),
    ("w5", "one feature by id", Goal::Ratio(0.9)),
    (
        "w6-new",
        "filter not seen before, first 100",
        Goal::Ratio(0.4),
    ),
    ("w6-seen", "filter seen before, first 100", Goal::Ratio(0.7)),
    (
        "w7",
        "polygon and two years, 100 features",
        Goal::Ratio(0.4),
    ),
    ("w8-zstd", "as w2, compressed by zstd", Goal::Ratio(0.2)),
    ("w8-br", "as w2, compressed by brotli", Goal::Ratio(0.2)),
    ("w8-gzip", "as w2, compressed by gzip", Goal::Ratio(0.2)),
    (
        "w9",
        "facets by month and category in a bbox",
        Goal::P50Ms(2.0),
    ),
    (
        "w10-z6",
        "tile of 8,000 points, its time not seen before",
        Goal::CpuMs(8.0),
    ),
    (
        "w10-z8",
        "tile of 900 points, its time not seen before",
        Goal::CpuMs(0.6),
    ),
    (
        "w10-z10",
        "tile of 70 points, its time not seen before",
        Goal::CpuMs(0.15),
    ),
    (
        "w10-clusters",
        "tile of zoom 6 with clusters, its time not seen before",
        Goal::CpuMs(8.0),
    ),
    (
        "w10-seen",
        "tile with clusters, seen before",
        Goal::Ratio(0.9),
    ),
];

/// The workload with that name. `next` follows the link of a page to the one behind it; `unseen` is
/// how many questions a second and connection may need, over all rounds.
pub(crate) fn make(
    (name, what, goal): Named,
    incidents: &[Incident],
    unseen: usize,
    next: impl Fn(&Question) -> String,
) -> Workload {
    // What is asked depends on the name alone; the encodings ask the same as w2.
    let seed = if name.starts_with("w8") { "w2" } else { name };
    let random = &mut Random::new(seed.bytes().map(u64::from).sum());
    let questions = match name {
        "w1" => vec![kinds::items("layer", Vec::new(), 0, 1_000)],
        "w2" | "w8-zstd" | "w8-br" | "w8-gzip" => kinds::boxes(incidents, random),
        "w3" => kinds::boxes_and_years(incidents, random),
        "w4-key" => kinds::deep(incidents.len())
            .map(|offset| Question::ByKey {
                path: next(&kinds::items("incidents", Vec::new(), offset - 100, 100)),
                offset,
            })
            .collect(),
        "w4-offset" => kinds::deep(incidents.len())
            .map(|offset| kinds::items("incidents", Vec::new(), offset, 100))
            .collect(),
        "w5" => kinds::single(incidents, random),
        "w6-new" => kinds::filters(kinds::MANY, random),
        "w6-seen" => kinds::filters(1, random),
        "w7" => kinds::polygons(incidents, random),
        "w9" => kinds::facets(incidents, random),
        "w10-seen" => kinds::tiles(incidents, 8),
        _ => cold_tiles(name, kinds::MANY, incidents, random),
    };
    let unseen = match name {
        "w6-new" => Some(kinds::filters(unseen, random)),
        _ if name.starts_with("w10-") && name != "w10-seen" => {
            Some(cold_tiles(name, unseen, incidents, random))
        }
        _ => None,
    };
    Workload {
        name,
        what,
        goal,
        questions,
        unseen,
        accept_encoding: name.strip_prefix("w8-"),
    }
}

fn cold_tiles(
    name: &str,
    count: usize,
    incidents: &[Incident],
    random: &mut Random,
) -> Vec<Question> {
    match name {
        "w10-z6" => kinds::tiles_and_times(count, 6, 8_000, incidents, random),
        "w10-z8" => kinds::tiles_and_times(count, 8, 900, incidents, random),
        "w10-z10" => kinds::tiles_and_times(count, 10, 70, incidents, random),
        "w10-clusters" => kinds::clusters(count, 6, incidents, random),
        _ => panic!("{name} is no workload"),
    }
}
