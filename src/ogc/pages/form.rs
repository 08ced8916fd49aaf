//! The form of a collection's filters, made of its queryables. It shows what the address asks
//! for, also what cannot be used.

use maud::{Markup, html};
use serde_json::Value;

use super::frame::data;
use super::words::{Words, fill};
use super::{address, columns, cql};
use crate::domain::{Collection, Instant, Interval, Property, PropertyType};
use crate::ogc::queryables::{self, FROM, TO};
use crate::ogc::request::Request;
use crate::ogc::state::{DEFAULT_LIMIT, MAXIMUM_LIMIT};
use crate::query::sortables;
use crate::store::Snapshot;

/// A property with more values is a field to write in.
const MOST_CHOICES: usize = 30;

/// So many choices are seen at once; the others are folded away.
const FIRST: usize = 5;

/// Parameters that the form does not show and that stay when it is sent.
const KEPT: [&str; 11] = [
    "f",
    "lang",
    "bbox-crs",
    "filter-lang",
    "filter-crs",
    "crs",
    "properties",
    "exclude-properties",
    "skipGeometry",
    "coordinatePrecision",
    "resultType",
];

/// The names of all fields: those of them that are empty say nothing.
pub(super) fn fields(collection: &Collection) -> Vec<String> {
    let own = [
        "bbox", "datetime", FROM, TO, "area", "filter", "sortby", "limit",
    ];
    let properties = queryables::parameters(&[collection]).into_iter();
    let properties = properties.map(|property| property.name.clone());
    own.map(str::to_owned)
        .into_iter()
        .chain(properties)
        .collect()
}

/// What the address says now.
struct Given(Vec<(String, String)>);

impl Given {
    fn of(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(found, _)| found == name);
        found.map_or("", |(_, value)| value)
    }

    /// The first and the last day, where there is one.
    fn days(&self) -> [String; 2] {
        let interval: Option<Interval> = self.of("datetime").parse().ok();
        let day = |moment: Option<Instant>| moment.map(Instant::day).unwrap_or_default();
        let ends = interval.map(|interval| [day(interval.start()), day(interval.end())]);
        ends.unwrap_or_default()
    }
}

pub(super) fn form(request: &Request, snapshot: &Snapshot) -> Markup {
    let words = Words::of(request.language);
    let collection = snapshot.collection();
    let given = Given(request.pairs());
    let (choices, written) = properties(request, snapshot);
    let (first, later) = choices.split_at(choices.len().min(FIRST));
    let mut hidden = later.iter().map(|(property, _)| property).chain(&written);
    let is_open = hidden.any(|property| !given.of(&property.name).is_empty());
    // Without an address of its own it is sent to that of the page, whatever stands before the
    // server; what was posted has another.
    let action = request.is_posted().then(|| address::here(request, &[]));
    html! {
        form.filter method="get" action=[action] {
            h2 { (words.filter) }
            @for name in KEPT {
                @let value = given.of(name);
                @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
            }
            div.form-grid {
                (days(words, &given))
                (bbox(words, &given, snapshot))
                @for (number, (property, values)) in (0..).zip(first) {
                    (choice(request, &given, &format!("choice-{number}"), property, values))
                }
            }
            @if collection.has_areas() { (areas(words, &given, snapshot)) }
            @if !(later.is_empty() && written.is_empty()) {
                details open[is_open] {
                    summary { (words.more_fields) }
                    p.help { (words.more_fields_about) }
                    div.form-grid {
                        @for (number, (property, values)) in (FIRST..).zip(later) {
                            (choice(request, &given, &format!("choice-{number}"), property, values))
                        }
                        @for (number, property) in (0..).zip(&written) {
                            (field(request, &given, &format!("field-{number}"), property))
                        }
                    }
                }
            }
            details open[!given.of("filter").is_empty()] {
                summary { (words.condition) }
                (condition(words, &given, snapshot))
            }
            div.form-grid {
                (sort(words, &given, collection))
                div.field {
                    label for="limit" { (words.limit) }
                    @let now = given.of("limit");
                    @let kind = if is_number(now) { "number" } else { "text" };
                    input id="limit" name="limit" type=(kind) min="1" max=(MAXIMUM_LIMIT) placeholder=(DEFAULT_LIMIT) value=(now);
                }
                div.field.submit { button.button.primary type="submit" { (words.show) } }
            }
        }
    }
}

/// Properties to choose a value of, and those to write one.
type Split<'a> = (Vec<(&'a Property, Vec<Value>)>, Vec<&'a Property>);

fn properties<'a>(request: &Request, snapshot: &'a Snapshot) -> Split<'a> {
    let collection = snapshot.collection();
    let known = queryables::parameters(&[collection]);
    let ordered = columns::ordered(collection, request.language, &collection.schema.properties);
    let (mut choices, mut written) = (Vec::new(), Vec::new());
    for property in ordered
        .into_iter()
        .filter(|property| known.contains(property))
    {
        let values = match property.kind {
            PropertyType::Boolean => Some(vec![Value::Bool(true), Value::Bool(false)]),
            _ => snapshot.distinct(&property.name, MOST_CHOICES),
        };
        match values.filter(|values| values.len() > 1) {
            Some(values) => choices.push((property, values)),
            None => written.push(property),
        }
    }
    (choices, written)
}

fn days(words: &Words, given: &Given) -> Markup {
    let [from, to] = given.days();
    html! {
        fieldset.days aria-describedby="days-help" {
            legend { (words.time) }
            div.field {
                label for="from" { (words.from) }
                input id="from" name=(FROM) type="date" value=(from);
            }
            div.field {
                label for="to" { (words.to) }
                input id="to" name=(TO) type="date" value=(to);
            }
            p.help #days-help { (words.day_help) }
        }
    }
}

fn bbox(words: &Words, given: &Given, snapshot: &Snapshot) -> Markup {
    let extent = snapshot.extent().spatial;
    let example = extent.map(|bbox| {
        // Rounded outwards: all features lie in it.
        let corners = [
            bbox.west.floor(),
            bbox.south.floor(),
            bbox.east.ceil(),
            bbox.north.ceil(),
        ];
        corners.map(|corner| corner.to_string()).join(",")
    });
    html! {
        div.field {
            label for="bbox" { (words.bbox) }
            input id="bbox" name="bbox" type="text" inputmode="text" autocomplete="off" aria-describedby=[example.is_some().then_some("bbox-help")] value=(given.of("bbox"));
            @if let Some(example) = &example {
                p.help #bbox-help { (fill(words.bbox_help, &[("example", example)])) }
            }
        }
    }
}

fn choice(
    request: &Request,
    given: &Given,
    id: &str,
    property: &Property,
    values: &[Value],
) -> Markup {
    let words = Words::of(request.language);
    let now = given.of(&property.name);
    let texts: Vec<String> = values.iter().map(text).collect();
    html! {
        div.field {
            label for=(id) title=[property.description.as_deref()] { (title(request, property)) }
            select id=(id) name=(property.name) {
                option value="" { (words.any) }
                @for text in &texts { option value=(text) selected[text == now] { (text) } }
                // What the address asks for is shown, also where no feature has it.
                @if !now.is_empty() && !texts.iter().any(|text| text == now) {
                    option value=(now) selected { (now) }
                }
            }
        }
    }
}

fn areas(words: &Words, given: &Given, snapshot: &Snapshot) -> Markup {
    let asked: Vec<&str> = given.of("area").split(',').map(str::trim).collect();
    let known = snapshot.distinct(Collection::AREAS, MOST_CHOICES);
    html! {
        @match known {
            Some(known) => fieldset.areas {
                legend { (words.area) }
                @for area in known.iter().filter_map(Value::as_str) {
                    label.check {
                        input type="checkbox" name="area" value=(area) checked[asked.contains(&area)];
                        (area)
                    }
                }
            },
            None => div.field {
                label for="area" { (words.area) }
                input id="area" name="area" type="text" value=(given.of("area"));
            },
        }
    }
}

fn field(request: &Request, given: &Given, id: &str, property: &Property) -> Markup {
    let kind = match property.kind {
        PropertyType::Integer | PropertyType::Number => "number",
        PropertyType::Date => "date",
        _ => "text",
    };
    let now = given.of(&property.name);
    let fits = match kind {
        "number" => is_number(now),
        "date" => now.is_empty() || (now.len() == 10 && Interval::of_moment(now).is_ok()),
        _ => true,
    };
    html! {
        div.field {
            label for=(id) title=[property.description.as_deref()] { (title(request, property)) }
            input id=(id) name=(property.name) type=(if fits { kind } else { "text" })
                step=[(kind == "number").then_some("any")] value=(now);
        }
    }
}

fn condition(words: &Words, given: &Given, snapshot: &Snapshot) -> Markup {
    let example = cql::example(snapshot);
    html! {
        div.field {
            label.visually-hidden for="filter" { (words.condition) }
            textarea id="filter" name="filter" rows="2" spellcheck="false" aria-describedby=[example.is_some().then_some("filter-help")] {
                // The first line break in a text field is not part of it.
                "\n" (given.of("filter"))
            }
            @if let Some(example) = &example {
                p.help #filter-help { (fill(words.condition_help, &[("example", example)])) }
            }
        }
    }
}

fn sort(words: &Words, given: &Given, collection: &Collection) -> Markup {
    let now = given.of("sortby");
    let mut keys = Vec::new();
    for property in sortables(&collection.schema) {
        let field = [("field", property.title.as_deref().unwrap_or(&property.name))];
        keys.push((property.name.clone(), fill(words.ascending, &field)));
        keys.push((
            format!("-{}", property.name),
            fill(words.descending, &field),
        ));
    }
    let is_known = keys.iter().any(|(key, _)| key == now);
    html! {
        div.field {
            label for="sortby" { (words.sort) }
            select id="sortby" name="sortby" {
                option value="" { (words.by_id) }
                @for (key, title) in &keys {
                    option value=(key) selected[key == now] { (title) }
                }
                @if !now.is_empty() && !is_known { option value=(now) selected { (now) } }
            }
        }
    }
}

fn title(request: &Request, property: &Property) -> Markup {
    data(
        request.language,
        property.title.as_deref().unwrap_or(&property.name),
    )
}

/// Can it stand in a field of numbers? A browser empties a field whose value is not of its type.
fn is_number(text: &str) -> bool {
    text.is_empty() || text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// A value as a parameter says it.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
