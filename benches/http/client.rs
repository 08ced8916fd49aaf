//! One request, read to its end; for checks, not for timing.

use std::io::{self, BufReader, Read as _};

use ureq::Agent;

/// Asks one address after the other over kept connections.
pub(crate) struct Client(Agent);

/// What came.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) content_encoding: Option<String>,
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
        let header = |name| {
            let value = response.headers().get(name);
            value.map(|value| value.to_str().unwrap().to_owned())
        };
        let (content_type, content_encoding) = (header("content-type"), header("content-encoding"));
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
            content_type: content_type.unwrap_or_default(),
            content_encoding,
            body,
        }
    }

    /// Reads an answer and throws it away; how many bytes it had.
    pub(crate) fn count(&self, url: &str) -> u64 {
        let mut response = self.0.get(url).call().unwrap();
        let body = response.body_mut().with_config().limit(u64::MAX);
        // In large pieces: the client shall not be what is measured.
        let mut body = BufReader::with_capacity(1 << 20, body.reader());
        io::copy(&mut body, &mut io::sink()).unwrap()
    }
}
