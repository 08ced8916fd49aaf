//! Every geometry is valid, lies on the map, and is written with as many decimals as it has.

use serde_json::Value;

use super::files::{Feature, Layer, Shape, layer, layers};
use super::grid::{in_window, pairs, shown};
use super::rings::faults;

fn each(wrong: impl Fn(&Layer, &Feature) -> Vec<String>) {
    let mut all = Vec::new();
    for layer in layers() {
        for feature in &layer.features {
            let wrong = wrong(layer, feature).into_iter();
            all.extend(wrong.map(|wrong| format!("{}: {}: {wrong}", layer.name, feature.id)));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn every_polygon_is_valid_and_runs_counter_clockwise_with_its_holes_clockwise() {
    each(|_, feature| match &feature.shape {
        Shape::Polygons(polygons) => faults(polygons),
        _ => Vec::new(),
    });
}

#[test]
fn every_line_has_two_positions_or_more_and_none_twice_in_a_row() {
    each(|_, feature| {
        let lines = feature.lines().iter();
        let wrong = lines.filter(|line| line.len() < 2 || pairs(line).any(|(a, b)| a == b));
        wrong
            .map(|line| {
                format!(
                    "the line of {} positions from {:?}",
                    line.len(),
                    line.first().copied().map(shown)
                )
            })
            .collect()
    });
}

/// The decimals of the finest number in the coordinates.
fn decimals(coordinates: &Value) -> usize {
    match coordinates {
        Value::Array(list) => list.iter().map(decimals).max().unwrap_or_default(),
        number => {
            let text = number.to_string();
            assert!(!text.contains('e'), "{text}");
            text.split_once('.')
                .map_or(0, |(_, decimals)| decimals.len())
        }
    }
}

#[test]
fn coordinates_have_at_most_five_decimals_and_generalised_ones_three() {
    each(|layer, feature| {
        let is_general = layer.name.starts_with("overview/") && feature.points().is_empty();
        let most = if is_general { 3 } else { 5 };
        let found = decimals(&feature.geometry["coordinates"]);
        let wrong = (found > most).then(|| format!("found {found} decimals, expected {most}"));
        wrong.into_iter().collect()
    });
}

#[test]
fn everything_lies_on_the_map_and_incidents_do_where_their_country_is_shown() {
    let is_shown = |code: &str| {
        layer("countries")
            .iter()
            .any(|country| country.text("country") == code)
    };
    each(|layer, feature| {
        let mut points = match &feature.shape {
            Shape::Nothing if layer.name == "incidents" => return Vec::new(),
            Shape::Nothing => return vec!["nothing".to_owned()],
            _ if layer.name == "incidents" && !is_shown(feature.text("country")) => {
                return Vec::new();
            }
            Shape::Points(points) => points.clone(),
            Shape::Lines(lines) => lines.concat(),
            Shape::Polygons(polygons) => polygons.concat().concat(),
        };
        if points.is_empty() {
            return vec!["no position".to_owned()];
        }
        points.retain(|&point| !in_window(point));
        points
            .first()
            .map(|&point| format!("{}, off the map", shown(point)))
            .into_iter()
            .collect()
    });
}
