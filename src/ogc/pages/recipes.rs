//! Ready recipes for one collection, with this server's address in them.

use maud::{Markup, html};

use super::words::{Words, fill};
use crate::format::Format;
use crate::ogc::link::segment;
use crate::ogc::request::Request;

/// A program, what to do in it, and what to paste.
struct Recipe {
    program: &'static str,
    about: Option<String>,
    text: String,
}

pub(super) fn recipes(request: &Request, id: &str) -> Markup {
    let words = Words::of(request.language);
    html! {
        div.recipes {
            @for recipe in all(request, words, id) {
                section.recipe {
                    h3 { (recipe.program) }
                    @if let Some(about) = recipe.about { p { (about) } }
                    pre { code lang="en" { (recipe.text) } }
                }
            }
        }
    }
}

fn all(request: &Request, words: &Words, id: &str) -> [Recipe; 7] {
    let named = [("id", id)];
    let root = request.url("/");
    let base = request.url("");
    let own = request.url(&format!("/collections/{}", segment(id)));
    // GDAL takes an address with `f=json` in it for one of Esri's and reads it in their way.
    let whole = format!("{own}/download");
    let table = format!("{whole}?f={}", Format::Csv.name());
    let recipe = |program, about, text| Recipe {
        program,
        about,
        text,
    };
    [
        recipe("QGIS", Some(fill(words.recipe_qgis, &named)), root.clone()),
        recipe(
            "ogr2ogr",
            None,
            format!(
                "ogr2ogr -f GPKG {} {} {}",
                shell(&format!("{id}.gpkg")),
                shell(&format!("OAPIF:{base}")),
                shell(id)
            ),
        ),
        recipe(
            "geopandas",
            None,
            format!(
                "import geopandas\n\nfeatures = geopandas.read_file({})\nprint(len(features))",
                quoted(&whole)
            ),
        ),
        recipe("ArcGIS", Some(fill(words.recipe_arcgis, &named)), root),
        recipe(
            "R (sf)",
            None,
            format!("library(sf)\n\nfeatures <- st_read({})", quoted(&whole)),
        ),
        recipe(
            "DuckDB",
            Some(words.recipe_duckdb.to_owned()),
            format!(
                "curl -o {file} {}\nduckdb -c \"SELECT * FROM {file} LIMIT 10\"",
                shell(&table),
                file = shell(&format!("{id}.csv")),
            ),
        ),
        recipe(
            "curl",
            None,
            format!("curl {}", shell(&format!("{own}/items?limit=10"))),
        ),
    ]
}

/// A text as one word of a shell. Identifiers have no quotation mark, but an address may.
fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A text as a literal of Python and of R.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
