//! Random questions: every format carries the features that a naive scan finds, in its order.

use axum::Router;
use http::StatusCode;

use super::readers::{Line, read};
use crate::support::{Incident, Random, bundled, get, incidents};

/// Forty questions in eight formats every time, more with `make test-full`.
const ROUNDS: usize = if option_env!("MARZ_TEST").is_some() {
    1_500
} else {
    40
};

const FORMATS: [&str; 8] = [
    "json",
    "jsonfg",
    "geojsonseq",
    "csv",
    "fgb",
    "gpkg",
    "parquet",
    "kml",
];

/// A question, as parameters and as a naive reading of them.
struct Question {
    parameters: Vec<(&'static str, String)>,
    bbox: Option<[f64; 4]>,
    days: Option<(String, String)>,
    category: Option<String>,
    least: Option<i64>,
    order: Order,
    has_title: bool,
    has_best: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Order {
    Id,
    BestDescending,
    Title,
}

impl Question {
    fn random(random: &mut Random, all: &[Incident]) -> Self {
        let mut parameters = Vec::new();
        let bbox = random.once_in(2).then(|| {
            let (west, south) = (random.between(66, 73), random.between(36, 41));
            [
                west,
                south,
                west + random.between(1, 5),
                south + random.between(1, 3),
            ]
        });
        if let Some([west, south, east, north]) = bbox {
            let own = format!("{west},{south},{east},{north}");
            let turned = format!("{south},{west},{north},{east}");
            if random.once_in(2) {
                parameters.push(("bbox", own));
            } else {
                parameters.push(("bbox", turned));
                parameters.push(("bbox-crs", "EPSG:4326".to_owned()));
            }
        }
        let days = random.once_in(2).then(|| {
            let mut pick = || random.pick(all).days.0.clone();
            let (a, b) = (pick(), pick());
            if a < b { (a, b) } else { (b, a) }
        });
        if let Some((from, to)) = &days {
            parameters.push(("datetime", format!("{from}/{to}")));
        }
        let category = random.once_in(3).then(|| {
            let one = random.pick(all);
            one.properties["category"].as_str().unwrap().to_owned()
        });
        let least = random
            .once_in(3)
            .then(|| i64::try_from(random.below(30)).unwrap());
        let mut filters = Vec::new();
        if let Some(category) = &category {
            if random.once_in(2) {
                parameters.push(("category", category.clone()));
            } else {
                filters.push(format!("category = '{category}'"));
            }
        }
        if let Some(least) = least {
            filters.push(format!("deaths_best >= {least}"));
        }
        if !filters.is_empty() {
            parameters.push(("filter", filters.join(" AND ")));
        }
        let order = *random.pick(&[Order::Id, Order::BestDescending, Order::Title]);
        match order {
            Order::Id => {}
            Order::BestDescending => parameters.push(("sortby", "-deaths_best".to_owned())),
            Order::Title => parameters.push(("sortby", "title".to_owned())),
        }
        let (has_title, has_best) = match random.below(3) {
            0 => {
                parameters.push(("properties", "title".to_owned()));
                (true, false)
            }
            1 => {
                parameters.push(("properties", "deaths_best,category".to_owned()));
                (false, true)
            }
            _ => (true, true),
        };
        Self {
            parameters,
            bbox,
            days,
            category,
            least,
            order,
            has_title,
            has_best,
        }
    }

    fn naive(&self, all: &[Incident]) -> Vec<Line> {
        let mut matches: Vec<&Incident> = all.iter().filter(|one| self.is_met_by(one)).collect();
        let best = |one: &Incident| one.properties["deaths_best"].as_i64();
        let title = |one: &Incident| one.properties["title"].as_str().unwrap().to_owned();
        match self.order {
            Order::Id => {}
            // What is not known comes last: it is less than every figure.
            Order::BestDescending => matches.sort_by_key(|one| std::cmp::Reverse(best(one))),
            Order::Title => matches.sort_by_key(|one| title(one)),
        }
        matches
            .into_iter()
            .map(|one| {
                (
                    one.id.clone(),
                    self.has_title.then(|| title(one)),
                    best(one).filter(|_| self.has_best),
                )
            })
            .collect()
    }

    fn is_met_by(&self, one: &Incident) -> bool {
        let inside = |[west, south, east, north]: [f64; 4]| {
            one.point
                .is_some_and(|(x, y)| west <= x && x <= east && south <= y && y <= north)
        };
        let best = one.properties["deaths_best"].as_i64();
        self.bbox.is_none_or(inside)
            && self
                .days
                .as_ref()
                .is_none_or(|(from, to)| one.days.0 <= *to && *from <= one.days.1)
            && self
                .category
                .as_ref()
                .is_none_or(|category| one.properties["category"] == *category)
            && self
                .least
                .is_none_or(|least| best.is_some_and(|best| best >= least))
    }

    fn query(&self, more: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.parameters).extend_pairs(more);
        query.finish()
    }
}

async fn answered(app: &Router, format: &str, url: &str) -> (Vec<Line>, String) {
    let answer = get(app, url).await;
    assert_eq!(answer.status, StatusCode::OK, "{url} {}", answer.text());
    let links = answer.headers.get_all("link").iter();
    let next = links
        .filter_map(|link| link.to_str().ok())
        .find(|link| link.contains("rel=\"next\""))
        .and_then(|link| Some(link.split_once('<')?.1.split_once('>')?.0.to_owned()));
    (read(format, &answer.body), next.unwrap_or_default())
}

#[tokio::test]
async fn every_format_carries_the_features_of_a_naive_scan() {
    let (app, all) = (bundled(), incidents());
    let mut random = Random::new(20_261_126);
    let (mut some, mut pages) = (0, 0);
    for _ in 0..ROUNDS {
        let question = Question::random(&mut random, all);
        let expected = question.naive(all);
        some += usize::from(expected.len() > 3);
        for format in FORMATS {
            let base = "/collections/incidents";
            let url = format!("{base}/download?{}", question.query(&[("f", format)]));
            let (whole, _) = answered(&app, format, &url).await;
            let limit = (1 + random.below(60)).to_string();
            let asking = question.query(&[("f", format), ("limit", &limit)]);
            let mut url = format!("{base}/items?{asking}");
            let mut walked = Vec::new();
            while !url.is_empty() {
                let (lines, next) = answered(&app, format, &url).await;
                walked.extend(lines);
                url = next.trim_start_matches("http://localhost").to_owned();
                pages += 1;
            }
            let context = format!("{format} {}", question.query(&[]));
            if format == "fgb" {
                // In the order of its index, within the file and within each page.
                let ordered = |mut lines: Vec<Line>| {
                    lines.sort();
                    lines
                };
                assert_eq!(ordered(whole), ordered(expected.clone()), "{context}");
                assert_eq!(ordered(walked), ordered(expected.clone()), "{context}");
            } else {
                assert_eq!(whole, expected, "{context}");
                assert_eq!(walked, expected, "{context} by {limit}");
            }
        }
    }
    assert!(
        some > ROUNDS / 3,
        "{some} of {ROUNDS} questions find something"
    );
    assert!(pages > ROUNDS * FORMATS.len(), "{pages} pages");
}
