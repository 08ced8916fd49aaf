//! A small server that does everything right, and of which a test breaks one thing.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};

use serde_json::{Value, json};

/// Documents by path, and the headers that come with all of them.
#[derive(Clone)]
pub(crate) struct Site {
    /// Path → content type and document; links begin with `{base}`.
    pub(crate) documents: BTreeMap<String, (String, Value)>,
    pub(crate) headers: Vec<(String, String)>,
    /// What the links begin with; without it where the server is.
    pub(crate) base: Option<String>,
    /// Status of what contains this text in its address.
    pub(crate) refuses: Option<(&'static str, u16)>,
    /// Answers OPTIONS.
    pub(crate) options: bool,
}

const SCHEMA: &str = "application/vnd.oai.openapi+json;version=3.0";
const ITEMS: &str = "/collections/wells/items";

impl Site {
    pub(crate) fn right() -> Self {
        let link = |rel: &str, path: &str, kind: &str| json!({"rel": rel, "href": format!("{{base}}{path}"), "type": kind});
        let plain = "application/json";
        let landing = json!({"title": "Wells", "links": [
            link("self", "/", plain), link("service-desc", "/api", SCHEMA),
            link("conformance", "/conformance", plain), link("data", "/collections", plain),
        ]});
        let class = |name: &str| format!("http://www.opengis.net/spec/{name}");
        let conformance = json!({"conformsTo": [
            class("ogcapi-features-1/1.0/conf/core"), class("ogcapi-features-1/1.0/conf/geojson"),
        ]});
        let limit = json!({"name": "limit", "in": "query",
            "schema": {"type": "integer", "default": 100, "maximum": 10000}});
        let reference = json!({"$ref": "#/components/parameters/limit"});
        let api = json!({"openapi": "3.0.3", "components": {"parameters": {"limit": limit}},
            "paths": {ITEMS: {"get": {"parameters": [reference]}}}});
        let wells = json!({"id": "wells", "title": "Wells", "itemType": "feature",
            "storageCrs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            "extent": {"temporal": {"interval": [["2010-01-01T00:00:00Z", null]]}},
            "links": [link("self", "/collections/wells", plain), link("items", ITEMS, "application/geo+json")]});
        let list = json!({"links": [link("self", "/collections", plain)], "collections": [wells]});
        let page = |ids: [u32; 2], more: Option<Value>| {
            let features = ids
                .map(|id| json!({"type": "Feature", "id": id, "geometry": null, "properties": {}}));
            let own = link("self", ITEMS, "application/geo+json");
            let links: Vec<Value> = [own].into_iter().chain(more).collect();
            json!({"type": "FeatureCollection", "numberMatched": 4, "numberReturned": 2,
                "links": links, "features": features})
        };
        let next = link("next", &format!("{ITEMS}?page=2"), "application/geo+json");
        let features = "application/geo+json";
        let documents = [
            ("/", plain, landing),
            ("/conformance", plain, conformance),
            ("/api", SCHEMA, api),
            ("/collections", plain, list),
            ("/collections/wells", plain, wells),
            (ITEMS, features, page([1, 2], Some(next))),
            (
                "/collections/wells/items?page=2",
                features,
                page([3, 4], None),
            ),
        ];
        let headers = [
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Allow-Headers", "*"),
            ("Access-Control-Expose-Headers", "Link, OGC-NumberMatched"),
            ("OGC-NumberMatched", "4"),
            ("Allow", "GET, HEAD, OPTIONS"),
        ];
        Self {
            documents: documents
                .into_iter()
                .map(|(path, kind, json)| (path.to_owned(), (kind.to_owned(), json)))
                .collect(),
            headers: headers
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec(),
            base: None,
            refuses: None,
            options: true,
        }
    }

    /// Changes a document.
    pub(crate) fn edit(&mut self, path: &str, change: impl FnOnce(&mut Value)) {
        change(&mut self.documents.get_mut(path).unwrap().1);
    }

    /// Removes a header from all answers.
    pub(crate) fn without_header(&mut self, name: &str) {
        self.headers.retain(|(found, _)| found != name);
    }

    /// Starts it; it ends with the test's process.
    pub(crate) fn start(self) -> String {
        serve(move |address, stream, method, target| self.answer(address, stream, method, target))
    }

    fn answer(&self, address: SocketAddr, stream: &mut TcpStream, method: &str, target: &str) {
        let path = target.split('?').next().unwrap();
        let document = self
            .documents
            .get(target)
            .or_else(|| self.documents.get(path));
        let refused = self.refuses.filter(|(text, _)| target.contains(text));
        let options = method == "OPTIONS";
        let status = match (refused, document) {
            (Some((_, status)), _) => status,
            _ if options => {
                if self.options {
                    204
                } else {
                    405
                }
            }
            (_, None) => 404,
            (_, Some(_)) => 200,
        };
        let (kind, body) = document.map_or(("text/plain", String::new()), |(kind, json)| {
            let own = format!("http://{address}");
            let base = self.base.as_deref().unwrap_or(&own);
            (&**kind, json.to_string().replace("{base}", base))
        });
        let body = if options { String::new() } else { body };
        let headers: String = self
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let length = if options {
            String::new()
        } else {
            format!("Content-Length: {}\r\n", body.len())
        };
        let head = format!(
            "HTTP/1.1 {status} X\r\n{headers}Content-Type: {kind}\r\n{length}Connection: close\r\n\r\n"
        );
        let _ = stream.write_all(format!("{head}{body}").as_bytes());
    }
}

/// Any server at all: called with its own address, the connection, method and target.
pub(crate) fn serve(
    answer: impl Fn(SocketAddr, &mut TcpStream, &str, &str) + Send + 'static,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let Some(Ok(first)) = lines.next() else {
                continue;
            };
            // Until the empty line: what is not read would reset the connection.
            while lines
                .next()
                .is_some_and(|line| line.is_ok_and(|line| !line.is_empty()))
            {}
            let mut parts = first.split(' ');
            let (method, target) = (parts.next().unwrap(), parts.next().unwrap_or("/"));
            answer(address, &mut stream, method, target);
        }
    });
    format!("http://{address}")
}
