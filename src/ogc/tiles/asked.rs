//! What is asked of tiles: which collections, which of their features, what of each.

use std::sync::Arc;

use super::super::params::Params;
use super::super::problem::Problem;
use super::super::request::Request;
use super::super::state::MAXIMUM_AREAS;
use super::super::{crs, filters};
use crate::domain::{Collection, Property};
use crate::query::{Facets, Filter, Measure, View};
use crate::store::Snapshot;
use crate::tile::Sum;

/// What is asked of one collection: a layer.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) filter: Filter,
    /// The names of the properties that become attributes.
    pub(super) properties: Vec<String>,
    /// How points are gathered; `None` if each is drawn for itself.
    pub(super) clusters: Option<Gathering>,
}

/// What clusters say.
#[derive(Debug, Clone, Default)]
pub(super) struct Gathering {
    pub(super) measures: Vec<Measure>,
    /// The property by whose values they count.
    pub(super) by: Option<String>,
}

/// Added up without being asked, where a collection has it.
const SUM: &str = "deaths";
/// Counted by without being asked.
const BY: &str = "category";

/// Reads the parameters of tiles of one collection.
pub(super) fn of_collection(params: &mut Params, snapshot: &Arc<Snapshot>) -> Part {
    let collection = snapshot.collection();
    let offered = crs::offered(snapshot.extent());
    let is_clustered = is_clustered(params);
    let filter = filters::filter(params, snapshot, &offered);
    let properties = properties(params, &[collection]);
    let mut gathering = Gathering::of(collection);
    if let Some(text) = params.text("sum") {
        let sums = params.read("sum", &text, |text| Facets::sums(text, &collection.schema));
        gathering.measures = sums.into_iter().flatten().collect();
    }
    if let Some(text) = params.text("by") {
        let read = |text: &str| {
            let property = collection
                .schema
                .find(text)
                .filter(|one| one.kind.is_scalar());
            property
                .map(|one| one.name.clone())
                .ok_or("expected a property with single values")
        };
        gathering.by = params.read("by", &text, read);
    }
    Part {
        snapshot: Arc::clone(snapshot),
        filter,
        properties: kept(collection, properties.as_deref()),
        clusters: is_clustered.then_some(gathering),
    }
}

/// Reads the parameters of tiles of all collections, or of those that `collections` names.
pub(super) fn of_all(request: &Request, params: &mut Params) -> Vec<Part> {
    let snapshots = collections(request, params);
    let described: Vec<&Collection> = snapshots.iter().map(|one| one.collection()).collect();
    let offered = [crate::domain::Crs::Crs84];
    let is_clustered = is_clustered(params);
    let asked = filters::plain(params, &described, &offered);
    let given = filters::given(params, &offered);
    let conditions = filters::conditions(params, given.as_ref(), &snapshots);
    let properties = properties(params, &described);
    let part = |(snapshot, cql): (&Arc<Snapshot>, _)| {
        let collection = snapshot.collection();
        let mut filter = filters::of_one(&asked, collection);
        filter.cql = cql;
        Part {
            snapshot: Arc::clone(snapshot),
            filter,
            properties: kept(collection, properties.as_deref()),
            clusters: is_clustered.then(|| Gathering::of(collection)),
        }
    };
    snapshots.iter().zip(conditions).map(part).collect()
}

impl Gathering {
    fn of(collection: &Collection) -> Self {
        let schema = &collection.schema;
        let sums = Facets::sums(SUM, schema).unwrap_or_default();
        let by = schema.find(BY).filter(|property| property.kind.is_scalar());
        Self {
            measures: sums,
            by: by.map(|property| property.name.clone()),
        }
    }

    /// The sums as tiles name them.
    pub(super) fn sums(&self) -> Vec<Sum> {
        let sum = |measure: &Measure| Sum {
            name: measure.name.clone(),
            parts: measure.parts.iter().map(|(_, part)| part.clone()).collect(),
        };
        self.measures.iter().map(sum).collect()
    }
}

/// Of tiles it says whether points are gathered; of items, in which cluster they are. Read before
/// the filters, which would take it for the latter.
fn is_clustered(params: &mut Params) -> bool {
    params.value::<bool>("cluster").unwrap_or_default()
}

fn collections(request: &Request, params: &mut Params) -> Vec<Arc<Snapshot>> {
    let catalog = &request.state.catalog;
    let all = || catalog.iter().cloned().collect();
    let Some(text) = params.text("collections") else {
        return all();
    };
    let read = |text: &str| {
        let ids: Vec<&str> = text.split(',').map(str::trim).collect();
        if ids.len() > MAXIMUM_AREAS {
            return Err(format!("expected at most {MAXIMUM_AREAS} collections"));
        }
        let mut found: Vec<Arc<Snapshot>> = Vec::new();
        for id in ids {
            let Some(snapshot) = catalog.find(id) else {
                let id: String = id.chars().take(100).collect();
                return Err(format!("there is no collection \"{id}\""));
            };
            if found.iter().all(|other| other.collection().id != id) {
                found.push(Arc::clone(snapshot));
            }
        }
        Ok(found)
    };
    params.read("collections", &text, read).unwrap_or_else(all)
}

fn properties(params: &mut Params, collections: &[&Collection]) -> Option<Vec<String>> {
    let schema = filters::merged(collections);
    let text = params.text("properties")?;
    params.read("properties", &text, |text| View::names(text, &schema))
}

/// Those that were asked for, or all that have single values: lists are long, and the readers of
/// tiles know none.
fn kept(collection: &Collection, asked: Option<&[String]>) -> Vec<String> {
    let is_kept = |property: &&Property| match asked {
        Some(asked) => asked.contains(&property.name),
        None => property.kind.is_scalar(),
    };
    let kept = collection.schema.properties.iter().filter(is_kept);
    kept.map(|property| property.name.clone()).collect()
}

/// The collections of a tileset have to have a place.
pub(super) fn nowhere() -> Problem {
    Problem::not_found("Nothing here has a place on the map, so there are no tiles.")
}
