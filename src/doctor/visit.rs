//! Requests within bounds: of time, bytes, redirects and number.

use std::io::Read as _;
use std::time::{Duration, Instant};

use serde_json::Value;
use ureq::Agent;

use super::address::Address;

/// How much an examination may take.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// For one request.
    pub request: Duration,
    /// For all of them.
    pub all: Duration,
    /// Bytes of one body.
    pub body: usize,
    /// Bytes of all bodies.
    pub bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            request: Duration::from_secs(15),
            all: Duration::from_mins(3),
            body: 32 << 20,
            bytes: 256 << 20,
        }
    }
}

const REDIRECTS: usize = 5;

/// Who asks; servers of others may want to know.
const USER_AGENT: &str = concat!("marz-doctor/", env!("CARGO_PKG_VERSION"));

/// An answer, read to its end.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Where it came from, after redirects.
    pub(super) address: Address,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    /// All values of a header, with commas between.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let found = self.headers.iter().filter(|(found, _)| found == name);
        let values: Vec<&str> = found.map(|(_, value)| &**value).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// The media type without its parameters.
    pub(super) fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        let media_type = value.split(';').next().unwrap_or_default();
        media_type.trim().to_ascii_lowercase()
    }

    pub(super) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// No connection, or no HTTP on it.
    Unreachable(String),
    /// A certificate that is not believed.
    Untrusted(String),
    /// The time is over, of this request or of all.
    TooLong(String),
    /// A body beyond measure.
    TooLarge(String),
    /// A redirect leads to another host, or round and round.
    LedAway(String),
}

/// Asks one server.
#[derive(Debug)]
pub(super) struct Visit {
    agent: Agent,
    bounds: Bounds,
    begun: Instant,
    bytes: usize,
}

impl Visit {
    pub(super) fn new(bounds: Bounds) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(USER_AGENT)
            .proxy(None)
            .build();
        Self {
            agent: config.new_agent(),
            bounds,
            begun: Instant::now(),
            bytes: bounds.bytes,
        }
    }

    /// Asks, and follows redirects within the host. OPTIONS is not led on: a client would take
    /// the other address's word.
    pub(super) fn ask(
        &mut self,
        method: &str,
        address: &Address,
        headers: &[(&str, &str)],
    ) -> Result<Answer, Failure> {
        let mut address = address.clone();
        for _ in 0..=REDIRECTS {
            let answer = self.once(method, &address, headers)?;
            let location = answer
                .header("location")
                .filter(|_| matches!(answer.status, 301 | 302 | 303 | 307 | 308));
            let Some(location) = location.filter(|_| method != "OPTIONS") else {
                return Ok(answer);
            };
            address = match address.join(&location) {
                Some(next) if next.same_host(&address) => next,
                _ => return Err(Failure::LedAway(location)),
            };
        }
        Err(Failure::LedAway(format!("{REDIRECTS} redirects in a row")))
    }

    fn once(
        &mut self,
        method: &str,
        address: &Address,
        headers: &[(&str, &str)],
    ) -> Result<Answer, Failure> {
        let left = self.bounds.all.saturating_sub(self.begun.elapsed());
        if left.is_zero() {
            let all = self.bounds.all.as_secs();
            return Err(Failure::TooLong(format!(
                "{all} s for all requests are over"
            )));
        }
        let mut request = http::Request::builder()
            .method(method)
            .uri(address.to_string());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(()).map_err(unreachable)?;
        let request = self
            .agent
            .configure_request(request)
            .timeout_global(Some(left.min(self.bounds.request)))
            .build();
        let mut response = self.agent.run(request).map_err(|error| match error {
            ureq::Error::Timeout(_) => Failure::TooLong(error.to_string()),
            error => unreachable(error),
        })?;
        let most = self.bounds.body.min(self.bytes);
        let mut body = Vec::new();
        let read = response
            .body_mut()
            .with_config()
            .limit(u64::MAX)
            .reader()
            .take(u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1))
            .read_to_end(&mut body);
        self.bytes = self.bytes.saturating_sub(body.len());
        if body.len() > most {
            return Err(Failure::TooLarge(format!("more than {most} bytes")));
        }
        if let Err(error) = read {
            let error = error.to_string();
            let late = error.contains("timeout");
            return Err(if late {
                Failure::TooLong(error)
            } else {
                Failure::Unreachable(error)
            });
        }
        let headers = response.headers().iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        });
        Ok(Answer {
            status: response.status().as_u16(),
            address: address.clone(),
            headers: headers.collect(),
            body,
        })
    }
}

fn unreachable(error: impl std::fmt::Display) -> Failure {
    let text = error.to_string();
    // The library hands it on as an error of the connection.
    if text.contains("certificate") {
        Failure::Untrusted(text)
    } else {
        Failure::Unreachable(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_that_is_not_believed_is_not_taken_for_a_server_that_is_not_there() {
        for (text, untrusted) in [
            ("io: invalid peer certificate: UnknownIssuer", true),
            ("io: Connection refused (os error 111)", false),
        ] {
            let failure = unreachable(text);
            assert_eq!(
                matches!(failure, Failure::Untrusted(_)),
                untrusted,
                "{failure:?}"
            );
        }
    }
}
