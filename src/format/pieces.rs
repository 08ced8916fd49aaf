//! Pieces of about 64 KiB: from features that are pulled one by one, or from a finished file.

use std::fs::File;
use std::io::Read as _;

use bytes::Bytes;

use crate::domain::Record;

/// What stopped a writer.
pub(super) type Cause = Box<dyn std::error::Error + Send + Sync>;

/// About so much is handed out at once: few system calls, little memory.
pub(super) const PIECE: usize = 64 * 1024;

/// The text before the features, each feature as `add` writes it, the text behind them.
///
/// A feature is pulled when its piece is asked for, and after an error there is nothing more.
pub(super) fn of_features(
    head: Vec<u8>,
    mut records: impl Iterator<Item = Record>,
    mut add: impl FnMut(&mut Vec<u8>, Record) -> Result<(), Cause>,
    tail: &'static [u8],
) -> impl Iterator<Item = Result<Bytes, Cause>> {
    let mut piece = head;
    let mut ended = false;
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        while piece.len() < PIECE {
            let Some(record) = records.next() else {
                piece.extend_from_slice(tail);
                ended = true;
                break;
            };
            if let Err(cause) = add(&mut piece, record) {
                ended = true;
                return Some(Err(cause));
            }
        }
        let full = std::mem::take(&mut piece);
        (!full.is_empty()).then_some(Ok(Bytes::from(full)))
    })
}

/// What a file holds from where it stands. The file is made by `make` when the first piece is
/// asked for.
pub(super) fn of_file(
    make: impl FnOnce() -> Result<File, Cause>,
) -> impl Iterator<Item = Result<Bytes, Cause>> {
    let mut make = Some(make);
    let mut file = None;
    std::iter::from_fn(move || {
        if let Some(make) = make.take() {
            match make() {
                Ok(finished) => file = Some(finished),
                Err(cause) => return Some(Err(cause)),
            }
        }
        let mut piece = Vec::with_capacity(PIECE);
        let limit = u64::try_from(PIECE).unwrap_or(u64::MAX);
        match file.as_mut()?.take(limit).read_to_end(&mut piece) {
            Ok(0) => {
                file = None;
                None
            }
            Ok(_) => Some(Ok(Bytes::from(piece))),
            Err(error) => {
                file = None;
                Some(Err(error.into()))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FeatureId, FeatureText};

    fn records(count: u64) -> impl Iterator<Item = Record> {
        (0..count).map(|number| Record {
            feature: FeatureText {
                id: FeatureId::Number(number),
                geometry: None,
                properties: "{}".to_owned(),
            },
            time: None,
        })
    }

    #[test]
    fn pieces_are_pulled_when_they_are_asked_for() {
        let mut seen = 0;
        let add = |out: &mut Vec<u8>, _: Record| {
            seen += 1;
            out.resize(out.len() + 1024, b'.');
            Ok(())
        };
        let mut pieces = of_features(Vec::new(), records(1_000_000), add, b"end");
        assert_eq!(pieces.next().unwrap().unwrap().len(), PIECE);
        drop(pieces);
        assert_eq!(seen, 64);
    }

    #[test]
    fn after_an_error_there_is_nothing_more() {
        let add = |_: &mut Vec<u8>, record: Record| match record.feature.id {
            FeatureId::Number(2) => Err("two".into()),
            _ => Ok(()),
        };
        let found: Vec<String> = of_features(b"head".to_vec(), records(5), add, b"tail")
            .map(|piece| piece.map_or_else(|cause| cause.to_string(), |_| "piece".to_owned()))
            .collect();
        assert_eq!(found, ["two"]);
    }

    #[test]
    fn nothing_at_all_is_no_piece() {
        let add = |_: &mut Vec<u8>, _: Record| Ok(());
        assert_eq!(of_features(Vec::new(), records(0), add, b"").count(), 0);
    }
}
