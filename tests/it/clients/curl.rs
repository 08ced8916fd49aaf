//! Requests to the letter, for what is replayed: method, address and `Accept` as a client sends
//! them.

use serde_json::Value;

use super::visit::run;

/// An answer with its head.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value)
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The identifiers of a page's features.
    pub(super) fn ids(&self) -> Vec<String> {
        let json = self.json();
        let features = json["features"].as_array().unwrap().iter();
        features
            .map(|feature| feature["id"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// GET; it must succeed, at the first address and with a type that was asked for.
pub(super) fn get(url: &str, accept: &str) -> Answer {
    let answer = request("GET", url, accept);
    assert_eq!(answer.status, 200, "{url}: {answer:?}");
    let kind = answer.header("content-type");
    assert!(accept.split(", ").any(|one| one == kind), "{url}: {kind}");
    answer
}

pub(super) fn request(method: &str, url: &str, accept: &str) -> Answer {
    let accept = format!("Accept: {accept}");
    let arguments = ["-sS", "-g", "-i", "-X", method, "-H", &accept, url];
    let printed = run("curl", &arguments, &[]);
    let (head, body) = printed.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let headers = lines.filter_map(|line| line.split_once(": "));
    Answer {
        status: status.parse().unwrap(),
        headers: headers
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect(),
        body: body.to_owned(),
    }
}
