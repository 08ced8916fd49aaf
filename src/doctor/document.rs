//! Reading the documents of a server that may write anything.

use serde_json::Value;

use super::address::Address;
use super::fault::{Fault, Kind};

/// A link of a document.
#[derive(Debug, Clone)]
pub(super) struct Link<'a> {
    pub(super) rel: &'a str,
    pub(super) href: &'a str,
    pub(super) media_type: &'a str,
}

/// The links of a document itself.
pub(super) fn links(json: &Value) -> impl Iterator<Item = Link<'_>> {
    let links = json["links"].as_array();
    links.into_iter().flatten().filter_map(|link| {
        Some(Link {
            rel: link["rel"].as_str()?,
            href: link["href"].as_str()?,
            media_type: link["type"].as_str().unwrap_or_default(),
        })
    })
}

/// The link of this relation, of this type if there are several.
pub(super) fn link<'a>(json: &'a Value, rel: &str, media_type: &str) -> Option<Link<'a>> {
    let of_rel = || links(json).filter(|link| link.rel == rel);
    let best = of_rel().find(|link| link.media_type == media_type);
    best.or_else(|| of_rel().next())
}

/// A member of a member, or null.
pub(super) fn member<'a>(json: &'a Value, names: &[&str]) -> &'a Value {
    let found = names.iter().try_fold(json, |json, name| json.get(name));
    found.unwrap_or(&Value::Null)
}

/// Relations by which clients go on, and which therefore lie on the server itself.
const OWN: [&str; 9] = [
    "self",
    "data",
    "conformance",
    "service-desc",
    "collection",
    "items",
    "next",
    "prev",
    "queryables",
];

/// Faults of the links by which clients go on; of each kind the first.
pub(super) fn faults_of_links(root: &Address, page: &Address, json: &Value) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for link in links(json).filter(|link| OWN.contains(&link.rel)) {
        let kind = match page.join(link.href) {
            None => Some(Kind::OtherHost),
            Some(to) if root.is_https() && !to.is_https() && to.same_host(root) => {
                Some(Kind::Insecure)
            }
            Some(to) if !to.same_server(root) => Some(Kind::OtherHost),
            Some(to) if link.rel != "service-desc" && !to.is_below(root) => Some(Kind::OtherPath),
            Some(_) => None,
        };
        if let Some(kind) = kind.filter(|kind| faults.iter().all(|fault| fault.kind != *kind)) {
            let (rel, href, asked) = (link.rel, link.href, root.origin());
            let found = format!("Found {rel}: {href}; asked was {asked}{}.", root.path());
            faults.push(Fault::new(kind, found));
        }
    }
    faults
}

/// A value of the document, by a reference if there is one.
pub(super) fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let target = value["$ref"].as_str().and_then(|it| it.strip_prefix('#'));
    target
        .and_then(|pointer| document.pointer(pointer))
        .unwrap_or(value)
}

/// The identifiers of a page's features, as texts.
pub(super) fn ids(page: &Value) -> Vec<String> {
    let features = page["features"].as_array();
    let ids = features
        .into_iter()
        .flatten()
        .map(|it| it["id"].to_string());
    ids.filter(|id| id != "null").collect()
}

/// A text as a segment of a path.
pub(super) fn segment(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC)
        .to_string()
        .replace("%2D", "-")
        .replace("%5F", "_")
        .replace("%2E", ".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn links_by_which_clients_go_on_stay_on_the_server_and_under_its_protocol() {
        let root: Address = "https://a.example/marz".parse().unwrap();
        for (rel, href, expected) in [
            ("data", "https://a.example/marz/collections", None),
            ("data", "https://a.example:443/marz", None),
            ("data", "marz/collections", None),
            (
                "data",
                "http://a.example/marz/collections",
                Some(Kind::Insecure),
            ),
            ("data", "http://a.example:8080/marz", Some(Kind::Insecure)),
            ("data", "https://a.example:8443/marz", Some(Kind::OtherHost)),
            ("data", "https://b.example/marz", Some(Kind::OtherHost)),
            ("data", "no address", Some(Kind::OtherHost)),
            ("data", "collections", Some(Kind::OtherPath)),
            ("data", "/collections", Some(Kind::OtherPath)),
            ("service-desc", "/api-docs", None),
            ("license", "http://b.example/", None),
        ] {
            let json = json!({"links": [{"rel": rel, "href": href}]});
            let faults = faults_of_links(&root, &root, &json);
            let kinds: Vec<Kind> = faults.iter().map(|fault| fault.kind).collect();
            assert_eq!(kinds, Vec::from_iter(expected), "{href}");
        }
    }
}
