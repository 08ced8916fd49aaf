//! The export command: the same question, the same answer and the same writers as the API's
//! `/collections/{id}/download`, without a socket.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use axum::body::{Body, HttpBody as _};
use axum::response::Response;
use http::{Request, StatusCode, header};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::app;
use crate::format::Format;
use crate::sources;
use crate::store::Catalog;

/// What `marz export` was asked to do.
#[derive(Debug, Default)]
pub struct Export {
    /// Which collection; without it `incidents`, or the only one that there is.
    pub collection: Option<String>,
    /// Files and folders; empty for the bundled data.
    pub data: Vec<PathBuf>,
    /// The configuration file.
    pub config: Option<PathBuf>,
    /// The name of the format; without it the ending of `output` says it, else GeoJSON.
    pub format: Option<String>,
    /// Where to; without it standard output.
    pub output: Option<PathBuf>,
    /// The parameters of the API, by their names there.
    pub parameters: Vec<(&'static str, String)>,
}

/// The collection that is meant when none is named.
const USUAL: &str = "incidents";

/// Writes the features that were asked for; returns how many those are.
pub fn export(asked: &Export) -> anyhow::Result<String> {
    let found = sources::find(&asked.data, asked.config.as_deref())?;
    let (catalog, _) = sources::catalog(found, false)?;
    let collection = collection(&catalog, asked.collection.as_deref())?;
    let format = format(asked)?;
    if format.is_binary() && asked.output.is_none() && io::stdout().is_terminal() {
        bail!(
            "a {} is nothing for a terminal; --output FILE takes it",
            format.entry().title
        );
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("f", format.name());
    for (name, value) in &asked.parameters {
        query.append_pair(name, value);
    }
    let path =
        percent_encoding::utf8_percent_encode(&collection, percent_encoding::NON_ALPHANUMERIC);
    let url = format!("/collections/{path}/download?{}", query.finish());
    let request = Request::get(url)
        .header(header::HOST, "localhost")
        .body(Body::empty())?;
    let router = app::router(catalog, None);
    let runtime = tokio::runtime::Runtime::new().context("the runtime does not start")?;
    runtime.block_on(async {
        let Ok(response) = router.oneshot(request).await;
        if response.status() != StatusCode::OK {
            return Err(refused(response).await);
        }
        let count = response
            .headers()
            .get("ogc-numberreturned")
            .and_then(|count| count.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        write(response, asked.output.as_deref()).await?;
        Ok(format!("{count} features of {collection}"))
    })
}

fn collection(catalog: &Catalog, named: Option<&str>) -> anyhow::Result<String> {
    let ids: Vec<&str> = catalog.iter().map(|one| &*one.collection().id).collect();
    match (named, ids.as_slice()) {
        (Some(named), _) if catalog.find(named).is_some() => Ok(named.to_owned()),
        (Some(named), _) => Err(anyhow!(
            "there is no collection \"{named}\"; expected one of {}",
            ids.join(", ")
        )),
        (None, [only]) => Ok((*only).to_owned()),
        (None, ids) if ids.contains(&USUAL) => Ok(USUAL.to_owned()),
        (None, ids) => Err(anyhow!(
            "which collection? expected one of {}",
            ids.join(", ")
        )),
    }
}

/// The format by its name, or by the ending of the file.
fn format(asked: &Export) -> anyhow::Result<Format> {
    let ending = || {
        let ending = asked.output.as_ref()?.extension()?.to_str()?;
        Format::FILES
            .into_iter()
            .find(|format| format.entry().extension == ending.to_ascii_lowercase())
    };
    match &asked.format {
        None => Ok(ending().unwrap_or(Format::Json)),
        Some(name) => Format::FILES
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| {
                let names = Format::FILES.map(Format::name).join(", ");
                anyhow!("--format: found \"{name}\"; expected one of {names}")
            }),
    }
}

/// What the API says is wrong, a line for each parameter.
async fn refused(response: Response) -> anyhow::Error {
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await;
    let problem: Value = body
        .ok()
        .and_then(|body| serde_json::from_slice(&body).ok())
        .unwrap_or_default();
    let lines: Vec<String> = problem
        .get("errors")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|error| {
            let text = |member: &str| error.get(member).and_then(Value::as_str);
            let (name, reason) = (text("parameter")?, text("reason")?);
            Some(format!("--{name}: {reason}"))
        })
        .collect();
    if lines.is_empty() {
        let detail = problem.get("detail").and_then(Value::as_str);
        anyhow!("{}", detail.unwrap_or("the export failed"))
    } else {
        anyhow!("{}", lines.join("\n"))
    }
}

async fn write(response: Response, output: Option<&Path>) -> anyhow::Result<()> {
    let Some(path) = output else {
        return copy(response, io::stdout()).await;
    };
    // What is no plain file is written to: a pipe, a device, a link such as /dev/stdout. A file
    // would take its place.
    if std::fs::symlink_metadata(path).is_ok_and(|there| !there.is_file()) {
        let out = OpenOptions::new().write(true).truncate(true).open(path);
        let out = out.with_context(|| format!("cannot write {}", path.display()))?;
        return copy(response, BufWriter::new(out)).await;
    }
    // Under another name until it is whole: half a file would be taken for all of it.
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let in_part = || format!("cannot write {}", part.display());
    let file = File::create(&part).with_context(in_part)?;
    let copied = copy(response, BufWriter::new(file)).await;
    let done = copied.and_then(|()| {
        std::fs::rename(&part, path).with_context(|| format!("cannot write {}", path.display()))
    });
    if done.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    done
}

async fn copy(response: Response, mut out: impl Write) -> anyhow::Result<()> {
    let mut body = std::pin::pin!(response.into_body());
    while let Some(frame) = std::future::poll_fn(|context| body.as_mut().poll_frame(context)).await
    {
        let frame = frame.context("the export broke off")?;
        if let Ok(data) = frame.into_data() {
            match out.write_all(&data) {
                // A reader that went away wants no more of it.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
                written => written.context("cannot write")?,
            }
        }
    }
    out.flush().context("cannot write")
}
