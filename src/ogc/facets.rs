//! Counts and sums by property, by span of time and by area, under the filters of `items`.

use std::collections::HashMap;
use std::sync::Arc;

use axum::response::Response;
use serde_json::{Number, Value, json};

use super::answer::set;
use super::collections;
use super::link::media;
use super::pages;
use super::params::Params;
use super::problem::Problem;
use super::request::{Request, Segments};
use super::response::{not_modified, whole};
use super::{counted, crs, filters};
use crate::format::{Format, csv};
use crate::query::{Dimension, Facets, Filter};
use crate::store::{FacetsError, Groups, Key, Snapshot, Tally};

/// The formats of an answer.
pub(super) const FORMATS: [Format; 3] = [Format::Json, Format::Csv, Format::Html];

/// `/collections/{collection}/facets`
pub(super) async fn facets(
    Segments(id): Segments<String>,
    request: Request,
) -> Result<Response, Problem> {
    let snapshot = collections::find(&request, &id)?;
    let mut params = request.params();
    let format = request.format(&mut params, &FORMATS);
    let offered = crs::offered(snapshot.extent());
    let filter = filters::filter(&mut params, &snapshot, &offered);
    let (facets, areas) = asked(&mut params, &request, &snapshot);
    params.finish()?;
    if let Some(response) = not_modified(&request, format) {
        return Ok(response);
    }
    let groups = count(&snapshot, filter, facets.clone(), areas).await?;
    let shown = request.self_links(format, media::JSON, &FORMATS);
    let matched = groups.total.count;
    let (media_type, text) = match format {
        Format::Csv => (
            Format::Csv.entry().media_type,
            Table::new(&facets, &groups).csv().into_bytes(),
        ),
        Format::Html => {
            let table = Table::new(&facets, &groups);
            let page = pages::facets::page(&request, snapshot.collection(), &table);
            ("text/html; charset=utf-8", page.into_string().into_bytes())
        }
        _ => {
            let names: Vec<String> = facets.by.iter().map(ToString::to_string).collect();
            let json = counted::document(&names, &facets, &groups, &shown);
            let json = json.map_err(|error| {
                tracing::error!(%error, "facets were not written");
                Problem::internal()
            })?;
            (media::JSON, json)
        }
    };
    let mut response = whole(&request, format, media_type, text);
    set(&mut response, "ogc-numbermatched", &matched.to_string());
    Ok(response)
}

type Areas = HashMap<String, Arc<Snapshot>>;

fn asked(params: &mut Params, request: &Request, snapshot: &Snapshot) -> (Facets, Areas) {
    let schema = &snapshot.collection().schema;
    let catalog = &request.state.catalog;
    let is_area = |id: &str| {
        catalog.find(id).is_some_and(|areas| {
            let is_polygon = |name: &&str| name.ends_with("Polygon");
            areas.geometry_types().iter().any(is_polygon)
        })
    };
    let by = params
        .text("by")
        .and_then(|text| params.read("by", &text, |text| Facets::by(text, schema, is_area)));
    let sums = params
        .text("sum")
        .and_then(|text| params.read("sum", &text, |text| Facets::sums(text, schema)));
    let facets = Facets {
        by: by.unwrap_or_default(),
        sums: sums.unwrap_or_default(),
    };
    let areas = facets
        .by
        .iter()
        .filter_map(|dimension| match dimension {
            Dimension::Area(id) => Some((id.clone(), Arc::clone(catalog.find(id)?))),
            _ => None,
        })
        .collect();
    (facets, areas)
}

/// On a thread of its own: areas are compared with every feature.
async fn count(
    snapshot: &Arc<Snapshot>,
    filter: Filter,
    facets: Facets,
    areas: Areas,
) -> Result<Groups, Problem> {
    let snapshot = Arc::clone(snapshot);
    let work = move || snapshot.facets(&filter, &facets, &areas);
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| {
            tracing::error!(%error, "facets were not counted");
            Problem::internal()
        })?
        .map_err(|error| {
            let parameter = match error {
                FacetsError::TooManyGroups => "by",
                FacetsError::TooCostly(_) => "filter",
            };
            Problem::bad_parameter(parameter, &error.to_string())
        })
}

/// A whole sum without a point.
pub(super) fn number(sum: f64) -> Value {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and below 2^53, so that it fits"
    )]
    let whole = (sum.fract() == 0.0 && sum.abs() < 9e15).then_some(sum as i64);
    whole.map_or_else(
        || Number::from_f64(sum).map_or(Value::Null, Value::Number),
        Value::from,
    )
}

pub(super) fn value(key: &Key) -> Value {
    match key {
        Key::Boolean(truth) => json!(truth),
        Key::Number(number) => Value::Number(number.0.clone()),
        Key::Text(text) => json!(&**text),
        Key::Unknown => Value::Null,
    }
}

/// The groups as a table: a column a dimension, then the count and the sums.
pub(super) struct Table {
    pub(super) head: Vec<String>,
    /// So many of the columns tell groups apart.
    pub(super) keys: usize,
    pub(super) lines: Vec<Vec<Value>>,
    /// Count and sums of all.
    pub(super) total: Vec<Value>,
}

impl Table {
    fn new(facets: &Facets, groups: &Groups) -> Self {
        let mut head: Vec<String> = facets.by.iter().map(ToString::to_string).collect();
        let keys = head.len();
        head.push("count".to_owned());
        for measure in &facets.sums {
            head.extend(measure.parts.iter().map(|(_, property)| property.clone()));
            head.push(format!("{}_unknown", measure.name));
        }
        let line = |(keys, tally): &(Vec<Key>, Tally)| {
            let keys = keys.iter().map(value);
            keys.chain(numbers(tally)).collect()
        };
        Self {
            head,
            keys,
            lines: groups.groups.iter().map(line).collect(),
            total: numbers(&groups.total),
        }
    }

    fn csv(&self) -> String {
        let head: Vec<Value> = self.head.iter().map(|name| json!(name)).collect();
        let lines = std::iter::once(&head).chain(&self.lines);
        lines.map(|line| csv::line(line)).collect()
    }
}

fn numbers(tally: &Tally) -> Vec<Value> {
    let mut cells = vec![json!(tally.count)];
    for sum in &tally.sums {
        cells.extend(sum.parts.iter().copied().map(number));
        cells.push(json!(sum.unknown));
    }
    cells
}
