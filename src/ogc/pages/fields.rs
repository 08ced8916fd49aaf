//! The table of a collection's properties: what they are called, hold and mean.

use maud::{Markup, html};

use super::frame::{data, prose};
use super::words::Words;
use crate::domain::{Collection, PropertyType};
use crate::ogc::request::Request;
use crate::query::sortables;

pub(super) fn fields(request: &Request, collection: &Collection) -> Markup {
    let (words, language) = (Words::of(request.language), request.language);
    let schema = &collection.schema;
    let tick = |truth: bool| {
        html! { @if truth { (words.yes) } @else { span.unknown { (words.no) } } }
    };
    html! {
        div.wide tabindex="0" role="region" aria-label=(words.fields) {
            table {
                thead { tr {
                    th scope="col" { (words.name) }
                    th scope="col" { (words.title) }
                    th scope="col" { (words.kind) }
                    th scope="col" { (words.meaning) }
                    th scope="col" { (words.filterable) }
                    th scope="col" { (words.sortable) }
                } }
                tbody {
                    @for property in &schema.properties {
                        tr {
                            th scope="row" { code { (property.name) } }
                            td { (data(language, property.title.as_deref().unwrap_or_default())) }
                            td { (kind(words, property.kind)) }
                            td.prose { (prose(language, property.description.as_deref().unwrap_or_default())) }
                            td { (tick(property.kind.is_queryable())) }
                            td { (tick(sortables(schema).any(|one| one.name == property.name))) }
                        }
                    }
                }
            }
        }
    }
}

fn kind(words: &Words, kind: PropertyType) -> &'static str {
    match kind {
        PropertyType::Text => words.kind_text,
        PropertyType::Date => words.kind_date,
        PropertyType::DateTime => words.kind_datetime,
        PropertyType::Integer => words.kind_integer,
        PropertyType::Number => words.kind_number,
        PropertyType::Boolean => words.kind_boolean,
        PropertyType::TextList => words.kind_texts,
        PropertyType::NumberList => words.kind_numbers,
        PropertyType::Array => words.kind_list,
        PropertyType::Object => words.kind_object,
    }
}
