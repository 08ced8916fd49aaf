//! What a browser's form sends, as the address that it means.
//!
//! A form without script sends every field, also the empty ones, each under its own name. A
//! machine that sends such parameters has made a mistake and is told so; only the address of a
//! page turns them into those of the API.

use super::form::fields;
use crate::domain::Collection;
use crate::ogc::link::query;
use crate::ogc::queryables::{FROM, TO};
use crate::ogc::request::Request;

/// The query of the address that the form means; `None` if that is the one that was asked.
pub(in crate::ogc) fn meant(request: &Request, collection: &Collection) -> Option<String> {
    if request.is_posted() || !request.wants_page() {
        return None;
    }
    let given = request.pairs();
    let meant = cleaned(&given, collection);
    (meant != given).then(|| query(meant.iter().map(|(name, value)| (&**name, &**value))))
}

fn cleaned(given: &[(String, String)], collection: &Collection) -> Vec<(String, String)> {
    let own = fields(collection);
    let is_end = |name: &str| name == FROM || name == TO;
    let end = |name: &str| {
        let found = given.iter().find(|(found, _)| found == name);
        found
            .map(|(_, value)| value.trim().to_owned())
            .unwrap_or_default()
    };
    let (from, to) = (end(FROM), end(TO));
    let areas: Vec<&str> = given
        .iter()
        .filter(|(name, value)| name == "area" && !value.is_empty())
        .map(|(_, value)| &**value)
        .collect();
    let areas = (collection.has_areas() && areas.len() > 1).then(|| areas.join(","));
    let has_ends = given.iter().any(|(name, _)| is_end(name));
    let mut meant: Vec<(String, String)> = Vec::new();
    for (name, value) in given {
        let is_empty = value.trim().is_empty() && own.iter().any(|own| own == name);
        let is_replaced = is_end(name)
            || (name == "datetime" && has_ends)
            || (name == "area" && areas.is_some() && meant.iter().any(|(name, _)| name == "area"));
        if is_empty || is_replaced {
            continue;
        }
        let value = match &areas {
            Some(areas) if name == "area" => areas.clone(),
            _ => value.clone(),
        };
        meant.push((name.clone(), value));
    }
    if !(from.is_empty() && to.is_empty()) {
        meant.push(("datetime".to_owned(), interval(&from, &to)));
    }
    meant
}

fn interval(from: &str, to: &str) -> String {
    let open = |end: &str| {
        if end.is_empty() {
            "..".to_owned()
        } else {
            end.to_owned()
        }
    };
    if from == to {
        from.to_owned()
    } else {
        format!("{}/{}", open(from), open(to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Property, PropertyType, Schema};

    fn collection() -> Collection {
        let property = |name: &str, kind| Property {
            name: name.to_owned(),
            title: None,
            description: None,
            kind,
        };
        Collection {
            id: "c".into(),
            title: "c".into(),
            description: None,
            keywords: Vec::new(),
            attribution: None,
            license: None,
            schema: Schema {
                properties: vec![
                    property("category", PropertyType::Text),
                    property("areas", PropertyType::TextList),
                ],
            },
            time: None,
        }
    }

    fn meant(text: &str) -> String {
        let pairs: Vec<_> = form_urlencoded::parse(text.as_bytes())
            .into_owned()
            .collect();
        let once = cleaned(&pairs, &collection());
        assert_eq!(cleaned(&once, &collection()), once, "{text}");
        query(once.iter().map(|(name, value)| (&**name, &**value)))
    }

    #[test]
    fn a_form_becomes_the_address_of_the_api_and_stays_it() {
        for (sent, expected) in [
            ("", ""),
            (
                "bbox=&category=&datetime.from=&datetime.to=&filter=&sortby=&limit=",
                "",
            ),
            ("lang=tg&bbox=&category=clash", "?lang=tg&category=clash"),
            (
                "datetime.from=2010-08-01&datetime.to=",
                "?datetime=2010-08-01/..",
            ),
            (
                "datetime.from=&datetime.to=2010-08-01",
                "?datetime=../2010-08-01",
            ),
            ("datetime.from=2010&datetime.to=2010", "?datetime=2010"),
            ("datetime.from=&datetime=2010&datetime.to=", ""),
            ("area=a&bbox=&area=b&limit=5", "?area=a,b&limit=5"),
            ("area=a&area=a", "?area=a,a"),
            // What no form sends stays, for the API to refuse.
            ("colour=", "?colour="),
            ("category=a&category=b", "?category=a&category=b"),
        ] {
            assert_eq!(meant(sent), expected, "{sent}");
        }
    }
}
