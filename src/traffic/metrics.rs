//! What was asked and answered, in numbers, as Prometheus reads them.
//!
//! Labels come from short lists that the program knows: routes, methods, classes of status. No
//! address of a client and nothing that it wrote, which would tell who looks where and could grow
//! without bound.

use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

/// Why a request was refused unread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// As many requests were in work as there is room for.
    Overload,
    /// The client asked too fast.
    RateLimit,
    /// The answer did not begin in good time.
    Timeout,
}

impl Reason {
    const ALL: [Self; 3] = [Self::Overload, Self::RateLimit, Self::Timeout];

    fn label(self) -> Vec<(&'static str, &'static str)> {
        let name = match self {
            Self::Overload => "overload",
            Self::RateLimit => "rate_limit",
            Self::Timeout => "timeout",
        };
        vec![("reason", name)]
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: String,
    method: &'static str,
    status: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

type Durations = Family<Route, Histogram, fn() -> Histogram>;

/// All counters of one server.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    durations: Durations,
    in_flight: Gauge,
    rejected: Family<Vec<(&'static str, &'static str)>, Counter>,
    sent: Counter,
    features: Family<Vec<(&'static str, String)>, Gauge>,
    turn: Mutex<()>,
}

/// A request that has come and is not yet answered to its end.
#[derive(Debug)]
pub struct InFlight {
    gauge: Gauge,
    sent: Counter,
}

impl InFlight {
    /// So many bytes of its body went to the connection.
    pub fn sent(&self, bytes: usize) {
        self.sent.inc_by(u64::try_from(bytes).unwrap_or(u64::MAX));
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.gauge.dec();
    }
}

/// Upper bounds in seconds: most answers take less than the first, and none more than the last
/// without being given up soon after.
const BUCKETS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0,
];

impl Default for Metrics {
    fn default() -> Self {
        let durations = Durations::new_with_constructor(|| Histogram::new(BUCKETS));
        let mut metrics = Self {
            registry: Registry::with_prefix("marz"),
            requests: Family::default(),
            durations,
            in_flight: Gauge::default(),
            rejected: Family::default(),
            sent: Counter::default(),
            features: Family::default(),
            turn: Mutex::default(),
        };
        // A counter that is there from the start lets a monitor see its first step.
        for reason in Reason::ALL {
            drop(metrics.rejected.get_or_create(&reason.label()));
        }
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register(
            "build",
            "The program",
            Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]),
        );
        registry.register("requests", "Requests answered", self.requests.clone());
        registry.register_with_unit(
            "request_duration",
            "Time until an answer begins",
            Unit::Seconds,
            self.durations.clone(),
        );
        registry.register(
            "requests_in_flight",
            "Requests whose answer is not yet sent to its end",
            self.in_flight.clone(),
        );
        registry.register(
            "requests_rejected",
            "Requests refused because of load",
            self.rejected.clone(),
        );
        registry.register_with_unit(
            "response_body",
            "Sent in bodies, as compressed",
            Unit::Bytes,
            self.sent.clone(),
        );
        registry.register(
            "collection_features",
            "Features of a collection",
            self.features.clone(),
        );
    }

    /// A request has come.
    pub fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight {
            gauge: self.in_flight.clone(),
            sent: self.sent.clone(),
        }
    }

    /// Its answer begins: of this route, to this method, with this class of status.
    pub fn answered(
        &self,
        route: &str,
        method: &'static str,
        status: &'static str,
        took: Duration,
    ) {
        let route = route.to_owned();
        let labels = Answered {
            route: route.clone(),
            method,
            status,
        };
        self.requests.get_or_create(&labels).inc();
        let duration = self.durations.get_or_create(&Route { route });
        duration.observe(took.as_secs_f64());
    }

    /// A request was refused.
    pub fn rejected(&self, reason: Reason) {
        self.rejected.get_or_create(&reason.label()).inc();
    }

    /// All numbers as text, in the form of `OpenMetrics`; with the collections of this moment.
    pub fn text<'a>(&self, collections: impl Iterator<Item = (&'a str, usize)>) -> String {
        // One at a time: the list of collections is written anew for each.
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.features.clear();
        for (id, features) in collections {
            let labels = vec![("collection", id.to_owned())];
            let features = i64::try_from(features).unwrap_or(i64::MAX);
            self.features.get_or_create(&labels).set(features);
        }
        let mut text = String::new();
        if encode(&mut text, &self.registry).is_err() {
            // Writing into a string does not fail.
            let _ = writeln!(text, "# EOF");
        }
        text
    }
}
