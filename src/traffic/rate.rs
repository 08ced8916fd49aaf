//! How fast one client may ask.

use std::hash::{BuildHasher as _, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use serde::Deserialize;

/// What one client may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct RateLimit(Quota);

/// As it stands in the configuration.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    requests_per_second: f64,
    burst: NonZeroU32,
}

/// Why a number is no rate.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("requests_per_second is {0}; expected a number from 0.00001 to 1000000")]
pub struct RateError(f64);

impl RateLimit {
    /// So many in the long run, and so many at once after a pause.
    pub fn new(requests_per_second: f64, burst: NonZeroU32) -> Result<Self, RateError> {
        let known = (0.000_01..=1_000_000.0).contains(&requests_per_second);
        let period = known.then(|| Duration::from_secs_f64(requests_per_second.recip()));
        let quota = period.and_then(Quota::with_period);
        quota
            .map(|quota| Self(quota.allow_burst(burst)))
            .ok_or(RateError(requests_per_second))
    }
}

impl TryFrom<Written> for RateLimit {
    type Error = RateError;

    fn try_from(written: Written) -> Result<Self, RateError> {
        Self::new(written.requests_per_second, written.burst)
    }
}

/// Counts the requests of each client.
///
/// Addresses are not kept: a client is one of 262,144 numbers that follow from its address and a
/// secret of this process. So nothing grows, however many addresses ask, and nobody can read from
/// memory who looked at the map. Two clients may get the same number and then share what one may
/// ask; nobody can choose with whom.
#[derive(Debug)]
pub struct Rate {
    limiter: RateLimiter<u64, HashMapStateStore<u64>, DefaultClock>,
    secret: RandomState,
}

/// A power of two; at 40 bytes each they are about 10 MB when all are in use.
const CLIENTS: u64 = 1 << 18;

impl Rate {
    /// Everybody begins rested.
    pub fn new(RateLimit(quota): RateLimit) -> Self {
        Self {
            limiter: RateLimiter::keyed(quota),
            secret: RandomState::new(),
        }
    }

    /// Counts a request; the error says how long to wait before the next.
    pub fn check(&self, client: IpAddr) -> Result<(), Duration> {
        let number = self.secret.hash_one(network(client)) % CLIENTS;
        self.limiter
            .check_key(&number)
            .map_err(|early| early.wait_time_from(self.limiter.clock().now()))
    }
}

/// IPv6 gives every customer a network of 2^64 addresses, so the network is the client.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let network = u128::from(address) >> 64 << 64;
            IpAddr::V6(network.into())
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(burst: u32) -> Rate {
        // One in a day and more: no test waits for the next.
        let limit = RateLimit::new(0.000_01, NonZeroU32::new(burst).unwrap());
        Rate::new(limit.unwrap())
    }

    #[test]
    fn a_rate_is_a_number_above_nothing() {
        for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e-300, 1e300] {
            let error = RateLimit::new(wrong, NonZeroU32::MIN).unwrap_err();
            assert!(error.to_string().contains("expected a number"));
        }
        for right in [0.5, 1.0, 50.0, 1e6] {
            assert!(RateLimit::new(right, NonZeroU32::MIN).is_ok(), "{right}");
        }
    }

    #[test]
    fn after_its_burst_a_client_is_told_how_long_to_wait() {
        let rate = rate(3);
        let client: IpAddr = "192.0.2.1".parse().unwrap();
        for _ in 0..3 {
            assert_eq!(rate.check(client), Ok(()));
        }
        let wait = rate.check(client).unwrap_err();
        assert!(wait > Duration::from_hours(24), "{wait:?}");
    }

    #[test]
    fn an_ipv6_network_is_one_client_and_ipv4_in_ipv6_is_ipv4() {
        for (one, other, same) in [
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
            ("::ffff:192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
        ] {
            let (first, second) = (one.parse().unwrap(), other.parse().unwrap());
            assert_eq!(network(first) == network(second), same, "{one} {other}");
        }
    }

    #[test]
    fn a_million_addresses_take_no_more_memory_than_there_are_numbers() {
        let rate = rate(1);
        for address in 0..1_000_000_u32 {
            let _ = rate.check(IpAddr::V4(address.into()));
        }
        let kept = u64::try_from(rate.limiter.len()).unwrap();
        assert!(kept <= CLIENTS && kept > CLIENTS / 2, "{kept}");
    }
}
