//! The tables of what was measured, as Markdown.

use crate::workloads::{Goal, Named, Workload};
use crate::wrk::Run;

/// One server's runs of a workload: in each round over 16 connections and over one.
pub(crate) type Rounds = Vec<(Run, Run)>;

/// The heading of workloads: of both servers, of marz alone where it says nothing else.
pub(crate) const HEAD: &str = "\
| Workload | marz req/s | nginx req/s | ratio | marz CPU ms | nginx CPU ms | CPU ratio | p50 ms | \
p99 ms | p50 of 1 | p99 of 1 | kB | requests | goal | |\n\
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|---|";

/// The heading of single figures.
pub(crate) const LINES: &str = "| What | found | in detail | goal | |\n|---|--:|---|---|---|";

/// One workload: medians of the rounds.
pub(crate) fn row(workload: &Workload, marz: &Rounds, nginx: &Rounds) -> String {
    let of =
        |rounds: &Rounds, value: fn(&(Run, Run)) -> f64| median(rounds.iter().map(value).collect());
    // Of the two in the same round, which had the same machine.
    let ratio = |value: fn(&(Run, Run)) -> f64| {
        let both = marz.iter().zip(nginx);
        median(
            both.map(|(marz, nginx)| value(marz) / value(nginx))
                .collect(),
        )
    };
    let sum = |value: fn(&Run) -> f64| -> f64 {
        marz.iter()
            .map(|(many, one)| value(many) + value(one))
            .sum()
    };
    let faster = ratio(|(many, _)| many.per_second);
    let cpu = of(marz, |(many, _)| many.cpu_ms);
    let p50 = of(marz, |(_, one)| one.p50_ms);
    let (goal, met) = match workload.goal {
        Goal::Ratio(goal) => (format!("ratio >= {goal}"), faster >= goal),
        Goal::CpuMs(goal) => (format!("CPU <= {goal} ms"), cpu <= goal),
        Goal::P50Ms(goal) => (format!("p50 of 1 <= {goal} ms"), p50 <= goal),
    };
    let bad = sum(|run| run.bad);
    let verdict = if bad > 0.0 {
        format!("{bad} bad answers")
    } else {
        verdict(met).to_owned()
    };
    let cells = [
        format!("{} {}", workload.name, workload.what),
        format!("{:.0}", of(marz, |(many, _)| many.per_second)),
        format!("{:.0}", of(nginx, |(many, _)| many.per_second)),
        format!("{faster:.3}"),
        format!("{cpu:.3}"),
        format!("{:.3}", of(nginx, |(many, _)| many.cpu_ms)),
        format!("{:.1}", ratio(|(many, _)| many.cpu_ms)),
        format!("{:.2}", of(marz, |(many, _)| many.p50_ms)),
        format!("{:.2}", of(marz, |(many, _)| many.p99_ms)),
        format!("{p50:.2}"),
        format!("{:.2}", of(marz, |(_, one)| one.p99_ms)),
        format!("{:.1}", of(marz, |(many, _)| many.bytes) / 1e3),
        format!("{:.0}", sum(|run| run.requests)),
        goal,
        verdict,
    ];
    format!("| {} |", cells.join(" | "))
}

/// A workload that this build has no address for.
pub(crate) fn not_there((name, what, _): Named) -> String {
    format!("| {name} {what} | not there |{}", " |".repeat(13))
}

/// A figure that shall be at most this.
pub(crate) fn line(what: &str, found: f64, detail: &str, most: f64) -> String {
    let met = verdict(found <= most);
    format!("| {what} | {found:.2} | {detail} | <= {most:.2} | {met} |")
}

/// A figure that shall be at least this.
pub(crate) fn at_least(what: &str, found: f64, detail: &str, least: f64) -> String {
    let met = verdict(found >= least);
    format!("| {what} | {found:.2} | {detail} | >= {least:.2} | {met} |")
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "not met" }
}

/// The one in the middle.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A count as a figure; counts here are far below where that would lose digits.
#[expect(clippy::cast_precision_loss, reason = "below 2^53")]
pub(crate) fn number(count: u64) -> f64 {
    count as f64
}
