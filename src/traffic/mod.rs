//! The network around the server: who stands in front of it, and how much is asked of it.
//!
//! Knows addresses and numbers, not HTTP; `ogc` asks here before it answers.

mod metrics;
mod networks;
mod rate;
mod room;

pub use metrics::{InFlight, Metrics, Reason};
pub use networks::{Network, NetworkError, Networks};
pub use rate::{Rate, RateError, RateLimit};
pub use room::{Place, Room};
