//! The table: client, step, result, what was asked; and below a fault why it is one.

use std::collections::BTreeSet;
use std::fmt;

use super::fault::{Fault, Kind, Verdict};

/// What the examination found.
#[derive(Debug, Default)]
pub struct Report {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    client: &'static str,
    step: &'static str,
    asked: String,
    faults: Vec<Fault>,
}

impl Report {
    pub(super) fn add(
        &mut self,
        client: &'static str,
        step: &'static str,
        asked: String,
        faults: Vec<Fault>,
    ) {
        self.rows.push(Row {
            client,
            step,
            asked,
            faults,
        });
    }

    /// The worst of all steps.
    pub fn verdict(&self) -> Verdict {
        let all = self.rows.iter().map(Row::verdict);
        all.max().unwrap_or(Verdict::Break)
    }

    /// All kinds of faults that were found.
    pub fn kinds(&self) -> BTreeSet<Kind> {
        let faults = self.rows.iter().flat_map(|row| &row.faults);
        faults.map(|fault| fault.kind).collect()
    }

    fn count(&self, verdict: Verdict) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.verdict() == verdict).count()
    }
}

impl Row {
    fn verdict(&self) -> Verdict {
        let faults = self.faults.iter().map(|fault| fault.kind.verdict());
        faults.max().unwrap_or(Verdict::Pass)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |client: &str, step: &str, result: &str, asked: &str| {
            writeln!(out, "{client:<11} {step:<17} {result:<12} {}", shown(asked))
        };
        line("client", "step", "result", "asked")?;
        let mut advised = BTreeSet::new();
        for row in &self.rows {
            let result = match row.verdict() {
                Verdict::Pass => "pass",
                Verdict::Warning => "warning",
                Verdict::Break => "would break",
            };
            line(row.client, row.step, result, &row.asked)?;
            for Fault { kind, found } in &row.faults {
                line("", "", "", &format!("{} {}", kind.why(), shown(found)))?;
                if advised.insert(*kind) {
                    line("", "", "", &format!("-> {}", kind.advice()))?;
                }
            }
        }
        let [pass, warning, broken] =
            [Verdict::Pass, Verdict::Warning, Verdict::Break].map(|it| self.count(it));
        let steps = self.rows.len();
        writeln!(
            out,
            "{steps} steps: {pass} pass, {warning} with a warning, {broken} would break"
        )
    }
}

/// Letters of a text that a server may have written, at most.
const SHOWN: usize = 300;

/// A text of the server's, as it may be shown in a terminal: without letters that steer it.
fn shown(text: &str) -> String {
    let steers = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let letters = text.chars().take(SHOWN);
    letters
        .map(|letter| if steers(letter) { '\u{fffd}' } else { letter })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_cannot_steer_the_terminal_or_flood_it() {
        let mut report = Report::default();
        let evil = format!("\u{1b}[2J\r\n\u{202e}{}", "x".repeat(10_000));
        let fault = Fault::new(Kind::OtherHost, &evil);
        report.add("QGIS", "landing page", evil, vec![fault]);
        let text = report.to_string();
        assert!(!text.contains(['\u{1b}', '\r', '\u{202e}']));
        assert!(text.len() < 3_000);
    }
}
