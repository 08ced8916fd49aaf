//! Encodings that make a body smaller: which one a client wants, and the body in it.

use std::io::Write as _;

use brotli::enc::BrotliEncoderParams;
use bytes::Bytes;
use flate2::write::GzEncoder;

use super::negotiate::ranges;

/// An encoding of a body, as `Content-Encoding` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Brotli,
    Zstandard,
    Gzip,
    Identity,
}

impl Coding {
    /// The one that a client likes best; of several that it likes alike, the one with the smallest
    /// body, or for a fast answer the one that takes a third of the time for as small a body.
    pub(super) fn of(accepted: &str, effort: Effort) -> Self {
        let find = |wanted: &str| ranges(accepted).find(|(name, _)| name == wanted);
        let quality = |coding: Self| {
            let found = find(coding.name()).or_else(|| find("*"));
            found.map_or(0.0, |(_, quality)| quality)
        };
        // What is sent to those who take nothing else; liked better only if they say so.
        let plain = find("identity").map_or(0.0, |(_, quality)| quality);
        let mut best = (Self::Identity, 0.0);
        let all = match effort {
            Effort::Fast => [Self::Zstandard, Self::Brotli, Self::Gzip],
            Effort::Best => [Self::Brotli, Self::Zstandard, Self::Gzip],
        };
        for coding in all {
            let quality = quality(coding);
            if quality > best.1 {
                best = (coding, quality);
            }
        }
        if plain > best.1 {
            Self::Identity
        } else {
            best.0
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Zstandard => "zstd",
            Self::Gzip => "gzip",
            Self::Identity => "",
        }
    }

    /// The whole body at once: what streams would allocate for each answer costs more than the
    /// compression of a page.
    pub(super) fn compressed(self, body: &Bytes, effort: Effort) -> std::io::Result<Bytes> {
        match self {
            Self::Identity => Ok(body.clone()),
            Self::Zstandard => {
                let level = effort.of(3, 12);
                zstd::bulk::compress(body, level).map(Bytes::from)
            }
            Self::Gzip => {
                let level = flate2::Compression::new(effort.of(3, 9));
                let mut out = GzEncoder::new(Vec::with_capacity(body.len() / 4), level);
                out.write_all(body)?;
                out.finish().map(Bytes::from)
            }
            Self::Brotli => {
                let settings = BrotliEncoderParams {
                    quality: effort.of(3, 9),
                    // A window as large as the body; all of it is cleared first.
                    lgwin: body
                        .len()
                        .checked_ilog2()
                        .map_or(16, |bits| (bits + 1).clamp(16, 22))
                        .cast_signed(),
                    size_hint: body.len(),
                    ..Default::default()
                };
                let mut out = Vec::with_capacity(body.len() / 4);
                brotli::BrotliCompress(&mut &**body, &mut out, &settings)?;
                Ok(Bytes::from(out))
            }
        }
    }
}

/// Fewer bytes than these are not worth it: a packet holds them anyway.
pub(super) const SHORTEST: u64 = 1_000;

/// How much time compression may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// A quarter of a millisecond for a page: somebody waits for it.
    Fast,
    /// Some milliseconds: it is done once and kept.
    Best,
}

impl Effort {
    fn of<T>(self, fast: T, best: T) -> T {
        match self {
            Self::Fast => fast,
            Self::Best => best,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_body_that_the_client_likes_best() {
        for (accepted, expected) in [
            ("", Coding::Identity),
            ("identity", Coding::Identity),
            ("deflate", Coding::Identity),
            ("gzip", Coding::Gzip),
            ("gzip, deflate, br, zstd", Coding::Brotli),
            ("gzip;q=1.0, br;q=0.5", Coding::Gzip),
            ("zstd, br;q=0", Coding::Zstandard),
            ("*", Coding::Brotli),
            ("*, br;q=0", Coding::Zstandard),
            ("*;q=0", Coding::Identity),
            ("GZIP", Coding::Gzip),
            ("gzip;Q=0, br;q=0.2", Coding::Brotli),
            ("identity, gzip;q=0.5", Coding::Identity),
            ("identity;q=0.5, gzip;q=0.5", Coding::Gzip),
            ("identity;q=0, gzip;q=0.1", Coding::Gzip),
        ] {
            assert_eq!(Coding::of(accepted, Effort::Best), expected, "{accepted}");
        }
        assert_eq!(
            Coding::of("gzip, br, zstd", Effort::Fast),
            Coding::Zstandard
        );
        assert_eq!(
            Coding::of("gzip, br;q=1, zstd;q=0.9", Effort::Fast),
            Coding::Brotli
        );
    }
}
