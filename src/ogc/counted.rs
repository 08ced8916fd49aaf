//! Counts and sums as JSON. An answer has thousands of groups, so what is the same in all of them
//! is written once and copied.

use serde::Serialize;

use super::facets::number;
use super::link::Link;
use crate::query::Facets;
use crate::store::{Groups, Key, Sum, Tally};

/// About so many bytes a group has.
const GROUP: usize = 80;

/// The answer of `facets`; `names` are those of the dimensions.
pub(super) fn document(
    names: &[String],
    facets: &Facets,
    groups: &Groups,
    links: &[Link],
) -> serde_json::Result<Vec<u8>> {
    let members = Members::new(names, facets)?;
    let mut json = Json(Vec::with_capacity(
        GROUP * (groups.groups.len() + links.len()),
    ));
    json.add(b"{\"numberMatched\":");
    json.value(&groups.total.count)?;
    json.add(b",\"by\":");
    json.value(names)?;
    json.add(b",\"groups\":");
    json.list(*b"[]", &groups.groups, |json, (keys, tally)| {
        json.add(b"{\"key\":");
        json.list(
            *b"{}",
            members.keys.iter().zip(keys),
            |json, (name, key)| {
                json.add(name);
                json.key(key)
            },
        )?;
        json.add(b",");
        json.tally(&members, tally)?;
        json.add(b"}");
        Ok(())
    })?;
    json.add(b",\"total\":{");
    json.tally(&members, &groups.total)?;
    json.add(b"},\"links\":");
    json.value(links)?;
    json.add(b"}\n");
    Ok(json.0)
}

/// The names of members, each with its colon.
struct Members {
    keys: Vec<Vec<u8>>,
    /// Of each sum its own name and those of its parts.
    sums: Vec<(Vec<u8>, Vec<Vec<u8>>)>,
}

impl Members {
    fn new(names: &[String], facets: &Facets) -> serde_json::Result<Self> {
        let member = |name: &str| {
            let mut member = serde_json::to_vec(name)?;
            member.push(b':');
            Ok(member)
        };
        let mut sums = Vec::new();
        for measure in &facets.sums {
            let parts = measure.parts.iter().map(|(part, _)| member(part));
            sums.push((member(&measure.name)?, parts.collect::<Result<_, _>>()?));
        }
        let keys = names
            .iter()
            .map(|name| member(name))
            .collect::<Result<_, _>>();
        keys.map(|keys| Self { keys, sums })
    }
}

/// A text that is being written.
struct Json(Vec<u8>);

impl Json {
    fn add(&mut self, text: &[u8]) {
        self.0.extend_from_slice(text);
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> serde_json::Result<()> {
        serde_json::to_writer(&mut self.0, value)
    }

    /// Parts between brackets, with commas between them.
    fn list<T>(
        &mut self,
        [open, close]: [u8; 2],
        parts: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T) -> serde_json::Result<()>,
    ) -> serde_json::Result<()> {
        self.0.push(open);
        for (number, part) in parts.into_iter().enumerate() {
            if number > 0 {
                self.0.push(b',');
            }
            write(self, part)?;
        }
        self.0.push(close);
        Ok(())
    }

    fn key(&mut self, key: &Key) -> serde_json::Result<()> {
        match key {
            Key::Boolean(truth) => self.value(truth),
            Key::Number(number) => self.value(&number.0),
            Key::Text(text) => self.value(&**text),
            Key::Unknown => self.value(&()),
        }
    }

    /// A count, and each sum: of one property as `{"sum", "unknown"}`, of a range with its three.
    fn tally(&mut self, members: &Members, tally: &Tally) -> serde_json::Result<()> {
        self.add(b"\"count\":");
        self.value(&tally.count)?;
        if members.sums.is_empty() {
            return Ok(());
        }
        self.add(b",\"sums\":");
        let sums = members.sums.iter().zip(&tally.sums);
        self.list(*b"{}", sums, |json, ((name, parts), sum): (_, &Sum)| {
            json.add(name);
            json.add(b"{");
            for (name, part) in parts.iter().zip(&sum.parts) {
                json.add(name);
                json.value(&number(*part))?;
                json.add(b",");
            }
            json.add(b"\"unknown\":");
            json.value(&sum.unknown)?;
            json.add(b"}");
            Ok(())
        })
    }
}
