//! The parameters that say which features: `bbox`, `datetime`, `area`, `filter`, and every
//! property that can be compared with a value.

use std::sync::Arc;

use super::params::Params;
use super::state::MAXIMUM_AREAS;
use super::{crs, queryables};
use crate::domain::{Collection, Crs, Region, Schema};
use crate::query::cql::{Cql, Language};
use crate::query::{Equals, Filter};
use crate::store::Snapshot;

/// Features Part 3, and the language of its filters.
pub(super) const CONFORMANCE: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
    "http://www.opengis.net/spec/cql2/1.0/conf/functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
    // The name that QGIS before June 2025 looks for.
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-operators",
];

/// The value of `filter-lang` for each language.
pub(super) const LANGUAGES: [(&str, Language); 2] =
    [("cql2-text", Language::Text), ("cql2-json", Language::Json)];

/// A filter as it was given, not yet held against a collection.
#[derive(Debug, Clone)]
pub(super) struct Given {
    text: String,
    language: Language,
    crs: Crs,
}

impl Given {
    /// The filter for one collection.
    pub(super) fn fit(&self, snapshot: &Snapshot) -> Result<Cql, String> {
        snapshot
            .read_cql(&self.text, self.language, self.crs)
            .map_err(|error| error.to_string())
    }
}

/// All that the parameters say of one collection's features.
pub(super) fn filter(params: &mut Params, snapshot: &Snapshot, offered: &[Crs]) -> Filter {
    let mut filter = plain(params, &[snapshot.collection()], offered);
    if let Some(given) = given(params, offered) {
        filter.cql = params.read("filter", &given.text, |_| given.fit(snapshot));
    }
    filter
}

/// The same without `filter`, of any of these collections.
pub(super) fn plain(params: &mut Params, collections: &[&Collection], offered: &[Crs]) -> Filter {
    let box_crs = crs::read(params, "bbox-crs", offered).crs;
    let bbox = params.text("bbox");
    let bbox = bbox.and_then(|text| params.read("bbox", &text, |text| Region::read(text, box_crs)));
    let datetime = params.value("datetime");
    let cluster = params.value("cluster");
    let bbox = match (bbox, cluster) {
        (Some(region), Some(cell)) => Some(region.and_tile(cell)),
        (None, Some(cell)) => Some(Region::of_tile(cell)),
        (bbox, None) => bbox,
    };
    let mut filter = Filter {
        bbox,
        datetime,
        ..Filter::default()
    };
    if collections.iter().any(|collection| collection.has_areas()) {
        filter.areas = areas(params);
    }
    for property in queryables::parameters(collections) {
        let Some(text) = params.text(&property.name) else {
            continue;
        };
        let read = |text: &str| {
            Equals::parse(property, text).map_err(|expected| format!("expected {expected}"))
        };
        filter
            .equals
            .extend(params.read(&property.name, &text, read));
    }
    filter
}

/// What is asked of one of several collections: only what it knows, so that `category=clash` picks
/// incidents and leaves the outlines of areas.
pub(super) fn of_one(asked: &Filter, collection: &Collection) -> Filter {
    let mut filter = asked.clone();
    filter
        .equals
        .retain(|equals| collection.schema.find(&equals.property).is_some());
    if !collection.has_areas() {
        filter.areas.clear();
    }
    filter
}

/// The condition for each of several collections. One that does not know a name in it is left
/// whole: `filter=category = 'clash'` picks incidents and leaves the area's outline.
pub(super) fn conditions(
    params: &mut Params,
    given: Option<&Given>,
    members: &[Arc<Snapshot>],
) -> Vec<Option<Cql>> {
    let Some(given) = given else {
        return members.iter().map(|_| None).collect();
    };
    let fitted: Vec<Result<Cql, String>> = members.iter().map(|member| given.fit(member)).collect();
    if fitted.iter().all(Result::is_err)
        && let Some(Err(reason)) = fitted.last()
    {
        params.reject("filter", None, reason.clone());
    }
    fitted.into_iter().map(Result::ok).collect()
}

/// The properties of several collections, each name once.
pub(super) fn merged(members: &[&Collection]) -> Schema {
    let mut merged = Schema::default();
    for property in members.iter().flat_map(|member| &member.schema.properties) {
        if merged.find(&property.name).is_none() {
            merged.properties.push(property.clone());
        }
    }
    merged
}

fn areas(params: &mut Params) -> Vec<String> {
    let Some(text) = params.text("area") else {
        return Vec::new();
    };
    let areas: Vec<String> = text.split(',').map(|area| area.trim().to_owned()).collect();
    if areas.iter().any(String::is_empty) || areas.len() > MAXIMUM_AREAS {
        let expected =
            format!("expected 1 to {MAXIMUM_AREAS} identifiers of areas, with commas between");
        params.reject("area", Some(&text), expected);
    }
    areas
}

/// The parameter `filter` with those that say how to read it.
pub(super) fn given(params: &mut Params, offered: &[Crs]) -> Option<Given> {
    let crs = crs::read(params, "filter-crs", offered).crs;
    let language = params.text("filter-lang");
    let language = language.map_or(Some(Language::default()), |name| {
        params.read("filter-lang", &name, |name| {
            let known = LANGUAGES.iter().find(|(known, _)| *known == name);
            let names = LANGUAGES.map(|(name, _)| name).join(" or ");
            known
                .map(|(_, language)| *language)
                .ok_or_else(|| format!("expected {names}"))
        })
    });
    let text = params.text("filter")?;
    Some(Given {
        text,
        language: language?,
        crs,
    })
}
