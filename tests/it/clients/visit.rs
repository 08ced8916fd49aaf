//! A visit: a server, what clients print about it, and what it heard from them.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::Marz;

/// A server with its own log, for one test.
pub(super) struct Visit {
    marz: Marz,
}

/// A request as the server logged it.
#[derive(Debug, Clone)]
pub(super) struct Heard {
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) status: u16,
}

impl Visit {
    /// A server with the bundled data.
    pub(super) fn to_the_bundled_data() -> Self {
        Self::to(&[])
    }

    /// A server with these files.
    pub(super) fn to(files: &[&str]) -> Self {
        Self {
            marz: Marz::serve(files),
        }
    }

    pub(super) fn url(&self) -> &str {
        &self.marz.url
    }

    /// The address as GDAL's driver wants it.
    pub(super) fn oapif(&self) -> String {
        format!("OAPIF:{}", self.marz.url)
    }

    /// What a script of `tests/clients` prints when it is given the server's address and these.
    pub(super) fn python(&self, script: &str, arguments: &[&str]) -> Value {
        let python = "target/clients/bin/python";
        let script = format!("tests/clients/{script}");
        let arguments = [&[&*script, self.url()], arguments].concat();
        let printed = run(&in_the_house(python), &arguments, &[]);
        serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {printed}"))
    }

    /// What is at an address of the server, read by none of the clients under test.
    pub(super) fn json(&self, path: &str) -> Value {
        let url = format!("{}{path}", self.url());
        let printed = run("curl", &["-sS", "--fail", &url], &[]);
        serde_json::from_str(&printed).unwrap()
    }

    /// Ends the server; what it heard. No client of ours may be refused anything.
    pub(super) fn end(self) -> Vec<Heard> {
        let (status, log) = self.marz.terminate();
        assert!(status.success(), "{log}");
        let heard: Vec<Heard> = log.lines().filter_map(heard).collect();
        let refused: Vec<&Heard> = heard.iter().filter(|one| one.status >= 400).collect();
        assert!(refused.is_empty(), "{refused:#?}");
        heard
    }
}

impl Heard {
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| &**value)
    }
}

/// The requests for a collection's features.
pub(super) fn for_items<'a>(heard: &'a [Heard], collection: &str) -> Vec<&'a Heard> {
    let path = format!("/collections/{collection}/items");
    heard.iter().filter(|one| one.path == path).collect()
}

/// Fails unless features of the collection were asked for with all of these parameters at once.
pub(super) fn assert_asked(heard: &[Heard], collection: &str, parameters: &[(&str, &str)]) {
    let asked = for_items(heard, collection);
    let is_it = |one: &&Heard| {
        parameters
            .iter()
            .all(|(name, value)| one.value(name) == Some(value))
    };
    assert!(
        asked.iter().any(is_it),
        "never asked with {parameters:?}, but: {asked:#?}"
    );
}

/// What a program prints. It must be there, succeed, and complain of nothing.
pub(super) fn run(program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("NO_PROXY", "*")
        .envs(environment.iter().copied())
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}; `make test` brings it"));
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && !talk.contains("ERROR"),
        "{program} {arguments:?}: {}: {talk}",
        output.status
    );
    String::from_utf8(output.stdout).unwrap()
}

/// A path below the root of the source.
pub(super) fn in_the_house(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    path.to_str().unwrap().to_owned()
}

/// A path for what a test writes.
pub(super) fn in_the_workshop(name: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    path.to_str().unwrap().to_owned()
}

/// `… method=GET uri=/collections?f=json status=200 took=…`
fn heard(line: &str) -> Option<Heard> {
    let (_, rest) = line.split_once(" uri=")?;
    let (uri, rest) = rest.split_once(" status=")?;
    let (status, _) = rest.split_once(' ')?;
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    let query = form_urlencoded::parse(query.as_bytes());
    Some(Heard {
        path: path.to_owned(),
        query: query.into_owned().collect(),
        status: status.parse().ok()?,
    })
}
