//! One request, read to its end; for checks, not for timing.

use std::io::Read as _;

use ureq::Agent;

/// Asks one address after the other over kept connections.
pub(crate) struct Client(Agent);

/// What came.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) body: Vec<u8>,
}

impl Client {
    pub(crate) fn new() -> Self {
        let config = Agent::config_builder().http_status_as_error(false);
        Self(config.build().new_agent())
    }

    /// GET; with an encoding the body is as it was sent.
    pub(crate) fn get(&self, url: &str, accept_encoding: Option<&str>) -> Answer {
        let mut request = self.0.get(url);
        if let Some(encoding) = accept_encoding {
            request = request.header("Accept-Encoding", encoding);
        }
        let mut response = request
            .call()
            .unwrap_or_else(|error| panic!("{url}: {error}"));
        let content_type = response
            .headers()
            .get("content-type")
            .map_or("", |value| value.to_str().unwrap())
            .to_owned();
        let mut body = Vec::new();
        response
            .body_mut()
            .with_config()
            .limit(u64::MAX)
            .reader()
            .read_to_end(&mut body)
            .unwrap_or_else(|error| panic!("{url}: {error}"));
        Answer {
            status: response.status().as_u16(),
            content_type,
            body,
        }
    }
}
