//! The table of what was measured, as Markdown.

use crate::workloads::Workload;
use crate::wrk::Run;

/// One server's runs of a workload: in each round over 16 connections and over one.
pub(crate) type Rounds = Vec<(Run, Run)>;

/// The heading.
pub(crate) fn head() -> String {
    let heading = [
        "workload",
        "marz req/s",
        "nginx req/s",
        "ratio",
        "goal",
        "",
        "marz CPU ms",
        "nginx CPU ms",
        "CPU ratio",
        "p50 ms",
        "p99 ms",
        "p50 of 1",
        "p99 of 1",
        "kB",
        "requests",
    ];
    let rule = vec!["---"; heading.len()];
    format!("| {} |\n|{}|", heading.join(" | "), rule.join("|"))
}

/// One workload: medians of the rounds.
pub(crate) fn row(workload: &Workload, marz: &Rounds, nginx: &Rounds) -> String {
    let of =
        |rounds: &Rounds, value: fn(&(Run, Run)) -> f64| median(rounds.iter().map(value).collect());
    // Of the two in the same round, which had the same machine.
    let ratios = |value: fn(&(Run, Run)) -> f64| {
        median(
            marz.iter()
                .zip(nginx)
                .map(|(marz, nginx)| value(marz) / value(nginx))
                .collect(),
        )
    };
    let ratio = ratios(|(many, _)| many.per_second);
    let requests: f64 = marz
        .iter()
        .map(|(many, one)| many.requests + one.requests)
        .sum();
    let bad: f64 = marz
        .iter()
        .chain(nginx)
        .map(|(many, one)| many.bad + one.bad)
        .sum();
    let verdict = if bad > 0.0 {
        format!("{bad} bad answers")
    } else {
        (if ratio >= workload.goal {
            "met"
        } else {
            "not met"
        })
        .to_owned()
    };
    let cells = [
        format!("{} {}", workload.name, workload.what),
        format!("{:.0}", of(marz, |(many, _)| many.per_second)),
        format!("{:.0}", of(nginx, |(many, _)| many.per_second)),
        format!("{ratio:.3}"),
        format!(">= {}", workload.goal),
        verdict,
        format!("{:.3}", of(marz, |(many, _)| many.cpu_ms)),
        format!("{:.3}", of(nginx, |(many, _)| many.cpu_ms)),
        format!("{:.1}", ratios(|(many, _)| many.cpu_ms)),
        format!("{:.2}", of(marz, |(many, _)| many.p50_ms)),
        format!("{:.2}", of(marz, |(many, _)| many.p99_ms)),
        format!("{:.2}", of(marz, |(_, one)| one.p50_ms)),
        format!("{:.2}", of(marz, |(_, one)| one.p99_ms)),
        format!("{:.1}", of(marz, |(many, _)| many.bytes) / 1e3),
        format!("{requests:.0}"),
    ];
    format!("| {} |", cells.join(" | "))
}

/// The one in the middle.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
