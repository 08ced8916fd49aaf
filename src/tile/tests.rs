//! Laws of tiles: valid polygons, shared borders, clusters that lose and double nothing.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Coord, Geometry, LineString, Polygon, Validation as _};
use proptest::prelude::*;

use super::*;
use crate::domain::{Instant, Interval, Place, Tile, TileMatrixSet};

/// The deepest matrix of these tests.
const LAST: u8 = 12;

fn tile(text: &str) -> Tile {
    text.parse().unwrap()
}

fn polygons(shapes: &[Shape]) -> Vec<Polygon<f64>> {
    let ring = |ring: &Vec<[i32; 2]>| -> LineString<f64> {
        ring.iter()
            .map(|[x, y]| (f64::from(*x), f64::from(*y)))
            .collect()
    };
    shapes
        .iter()
        .flat_map(|shape| match shape {
            Shape::Polygons(polygons) => polygons.clone(),
            _ => Vec::new(),
        })
        .map(|rings| {
            let holes = rings.iter().skip(1).map(ring).collect();
            Polygon::new(ring(&rings[0]), holes)
        })
        .collect()
}

/// A star around a point: it may cross itself.
fn any_star() -> impl Strategy<Value = Polygon<f64>> {
    let spoke = (0.0..360.0_f64, 0.001..3.0_f64);
    (
        prop::collection::vec(spoke, 3..60),
        60.0..80.0_f64,
        30.0..45.0_f64,
    )
        .prop_map(|(spokes, x, y)| {
            let ring: LineString<f64> = spokes
                .iter()
                .map(|(angle, length)| {
                    let angle = angle.to_radians();
                    Coord {
                        x: x + length * angle.cos(),
                        y: y + length * angle.sin(),
                    }
                })
                .collect();
            Polygon::new(ring, Vec::new())
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn polygons_of_tiles_are_valid_whatever_comes_in(star in any_star(), zoom in 0..=LAST) {
        let centre = star.exterior().0[0];
        let set = TileMatrixSet::WebMercatorQuad;
        let tile = Tile::of(set, zoom, set.place(centre.x, centre.y).unwrap());
        let geometry = Geometry::Polygon(star);
        let importance = Importance::of(std::iter::once(&geometry));
        for polygon in polygons(&shapes(&geometry, tile, LAST, &importance)) {
            prop_assert!(polygon.is_valid(), "{:?} {:?}", tile, polygon.validation_errors());
            let inside = |at: &Coord<f64>| (-64.0..=4160.0).contains(&at.x) && (-64.0..=4160.0).contains(&at.y);
            prop_assert!(polygon.exterior().0.iter().all(inside));
        }
    }

    #[test]
    fn clusters_lose_no_point_and_double_none(
        places in prop::collection::vec((68.0..72.0_f64, 38.0..41.0_f64), 1..80), zoom in 0..=LAST,
    ) {
        for set in TileMatrixSet::ALL {
            let mut points: Vec<(usize, Place)> = (0..)
                .zip(&places)
                .map(|(row, (x, y))| (row, set.place(*x, *y).unwrap()))
                .collect();
            let tiles: BTreeSet<(u32, u32)> = points
                .iter()
                .map(|(_, place)| Tile::of(set, zoom, *place))
                .map(|tile| (tile.row, tile.col))
                .collect();
            let drawn = |points: &[(usize, Place)]| -> BTreeMap<u64, (Shape, usize)> {
                let tiles = tiles.iter().map(|(row, col)| Tile::new(set, zoom, *row, *col).unwrap());
                let all = tiles.flat_map(|tile| clusters(points.iter().copied(), tile, &[], &mut Nothing));
                all.map(|one| (one.number, (one.shape, count(&one.what)))).collect()
            };
            let found = drawn(&points);
            prop_assert_eq!(found.values().map(|(_, count)| count).sum::<usize>(), places.len());
            points.reverse();
            prop_assert_eq!(drawn(&points), found);
        }
    }
}

fn count(what: &What) -> usize {
    match what {
        What::Row(_) => 1,
        What::Cluster(cluster) => cluster.count,
    }
}

/// Rows that say nothing.
struct Nothing;

impl Say for Nothing {
    type Moment = Instant;

    fn number(&self, row: usize) -> u64 {
        number(&row.to_string())
    }

    fn sums(&self, _at: usize) -> impl Iterator<Item = impl Iterator<Item = Option<f64>>> {
        std::iter::empty::<std::iter::Empty<_>>()
    }

    fn is_part(&self, _row: usize) -> bool {
        false
    }

    fn look(&mut self, _rows: &[usize]) {}

    fn value(&mut self, _at: usize) -> Option<u32> {
        None
    }

    fn text(&self, _value: u32) -> Option<String> {
        None
    }

    fn ends(&self, _at: usize) -> [Option<Instant>; 2] {
        [None; 2]
    }

    fn moments(&self, ends: [Option<Instant>; 2]) -> [Option<Instant>; 2] {
        ends
    }
}

/// Of the first only the lowest figure is known, of the second nothing, the third is a part.
/// Their rows are tens, so that a row is not taken for its place.
#[derive(Default)]
struct Three {
    seen: Vec<usize>,
}

impl Say for Three {
    type Moment = Instant;

    fn number(&self, _row: usize) -> u64 {
        7
    }

    fn sums(&self, at: usize) -> impl Iterator<Item = impl Iterator<Item = Option<f64>>> {
        let parts = match self.seen[at] {
            0 => [Some(2.0), None, None],
            20 => [Some(100.0); 3],
            _ => [None; 3],
        };
        std::iter::once(parts.into_iter())
    }

    fn is_part(&self, row: usize) -> bool {
        row == 20
    }

    fn look(&mut self, rows: &[usize]) {
        self.seen = rows.to_vec();
    }

    fn value(&mut self, at: usize) -> Option<u32> {
        // One that is low, and one that is not.
        Some(if self.seen[at] == 10 { 1_000 } else { 3 })
    }

    fn text(&self, value: u32) -> Option<String> {
        Some(if value == 3 { "a" } else { "b" }.to_owned())
    }

    fn ends(&self, at: usize) -> [Option<Instant>; 2] {
        let time = ["2010-08-01", "2009", "2010-09-19"].get(self.seen[at] / 10);
        let time: Option<Interval> = time.map(|text| text.parse().unwrap());
        time.map_or([None; 2], |time| [time.start(), time.end()])
    }

    fn moments(&self, ends: [Option<Instant>; 2]) -> [Option<Instant>; 2] {
        ends
    }
}

#[test]
fn a_cluster_says_what_its_points_say() {
    let set = TileMatrixSet::WebMercatorQuad;
    let place = |x, y| set.place(x, y).unwrap();
    let points: Vec<(usize, Place)> = [(70.0, 39.0), (70.01, 39.0), (70.0, 39.01), (10.0, 10.0)]
        .into_iter()
        .map(|(x, y)| place(x, y))
        .enumerate()
        .map(|(number, place)| (number * 10, place))
        .collect();
    let sums = [Sum {
        name: "deaths".to_owned(),
        parts: ["deaths_low", "deaths_best", "deaths_high"]
            .map(str::to_owned)
            .into(),
    }];
    let drawn = clusters(
        // The others come behind as many as are looked at together, in another cell.
        std::iter::repeat_n((30, points[3].1), 1024).chain(points.iter().copied().take(3)),
        tile("WebMercatorQuad/0/0/0"),
        &sums,
        &mut Three::default(),
    );
    assert_eq!(drawn.len(), 2);
    let What::Cluster(cluster) = drawn
        .iter()
        .map(|one| &one.what)
        .find(|what| count(what) == 3)
        .unwrap()
    else {
        panic!("three points are a cluster");
    };
    assert_eq!(cluster.count, 3);
    assert_eq!(
        cluster.sums,
        [cluster::Added {
            parts: vec![2.0; 3],
            unknown: 1
        }]
    );
    assert_eq!(cluster.values, [("a".to_owned(), 2), ("b".to_owned(), 1)]);
    let day = |moment: Option<Instant>| moment.unwrap().day();
    assert_eq!(
        (day(cluster.first), day(cluster.last)),
        ("2009-01-01".to_owned(), "2010-09-19".to_owned())
    );
    assert!(
        points
            .iter()
            .take(3)
            .all(|(_, place)| cluster.cell.contains(*place))
    );
    assert!(!cluster.cell.contains(points[3].1));
}

fn layer(drawn: Vec<Drawn>) -> Layer<'static> {
    Layer {
        name: "points",
        drawn,
        tags: Box::new(|row, put| put("name", Value::String(&format!("the point number {row}")))),
        are_gathered: false,
        sums: Vec::new(),
        by: None,
        members: String::new(),
    }
}

/// A point on each of so many crossings of a grid.
fn grid(side: i32) -> Vec<Drawn> {
    let step = 4096 / side;
    let crossings = (0..side).flat_map(|row| (0..side).map(move |col| [col * step, row * step]));
    (0..)
        .zip(crossings)
        .map(|(row, at)| Drawn {
            number: number(&row.to_string()),
            shape: Shape::Point(at),
            what: What::Row(row),
        })
        .collect()
}

#[test]
fn a_tile_that_is_too_large_is_thinned_evenly_and_says_so() {
    let layers = [layer(grid(64))];
    let whole = encode(&layers, usize::MAX).unwrap();
    assert_eq!((whole.matched, whole.returned), (4096, 4096));
    assert!(!String::from_utf8_lossy(&whole.bytes).contains("thinned"));
    let thin = encode(&layers, whole.bytes.len() / 3).unwrap();
    assert!(thin.bytes.len() <= whole.bytes.len() / 3);
    assert_eq!((thin.matched, thin.returned), (4096, 1024));
    assert!(String::from_utf8_lossy(&thin.bytes).contains("thinned"));
    assert_eq!(encode(&layers, whole.bytes.len() / 3).unwrap(), thin);
    // One of each four neighbours.
    let kept = thin::thinned(&layers[0].drawn, 5, false);
    let quarters: BTreeSet<[i32; 2]> = kept
        .iter()
        .map(|one| match &one.shape {
            Shape::Point(at) => at.map(|along| along / 128),
            _ => panic!("points"),
        })
        .collect();
    assert_eq!((kept.len(), quarters.len()), (1024, 1024));
    assert_eq!(encode(&layers, 10).unwrap().returned, 1);
    let gathered = Layer {
        are_gathered: true,
        ..layer(grid(8))
    };
    assert_eq!(encode(&[gathered], 10).unwrap().returned, 64);
}

#[test]
fn of_large_and_small_polygons_the_large_ones_are_left() {
    let square = |row: usize, side: i32| Drawn {
        number: number(&row.to_string()),
        shape: Shape::Polygons(vec![vec![vec![[0, 0], [side, 0], [side, side], [0, side]]]]),
        what: What::Row(row),
    };
    let all: Vec<Drawn> = (0..10).map(|row| square(row, 1 << row)).collect();
    let rows = |step| -> Vec<u64> {
        thin::thinned(&all, step, false)
            .iter()
            .map(|one| one.number)
            .collect()
    };
    let expected: Vec<u64> = (7..10).map(|row: usize| number(&row.to_string())).collect();
    assert_eq!(rows(7), expected);
    assert_eq!(rows(12).len(), 1);
}

#[test]
fn neighbours_keep_the_border_between_them_at_every_zoom() {
    // A crooked line between a western and an eastern country.
    let border: Vec<Coord<f64>> = (0..=400)
        .map(|step| {
            let y = 38.0 + f64::from(step) / 200.0;
            let x = 70.0 + (f64::from(step * step % 37) - 18.0) / 100.0;
            Coord { x, y }
        })
        .collect();
    let country = |x: f64| {
        let mut ring = border.clone();
        ring.extend([Coord { x, y: 40.0 }, Coord { x, y: 38.0 }]);
        Geometry::Polygon(Polygon::new(LineString::from(ring), Vec::new()))
    };
    let all = [
        country(68.0),
        country(72.0),
        Geometry::LineString(LineString::from(border.clone())),
    ];
    let importance = Importance::of(all.iter());
    let set = TileMatrixSet::WebMercatorQuad;
    let mut before = 0;
    for zoom in 0..=LAST {
        let tile = Tile::of(set, zoom, set.place(70.0, 39.0).unwrap());
        let vertices = |geometry: &Geometry<f64>| -> BTreeSet<[i32; 2]> {
            shapes(geometry, tile, LAST, &importance)
                .into_iter()
                .flat_map(|shape| match shape {
                    Shape::Point(at) => vec![at],
                    Shape::Points(points) => points,
                    Shape::Lines(lines) => lines.concat(),
                    Shape::Polygons(polygons) => polygons.concat().concat(),
                })
                .collect()
        };
        let [west, east, line] = [&all[0], &all[1], &all[2]].map(vertices);
        let shared: BTreeSet<_> = west.intersection(&east).copied().collect();
        // Where it is only a few units wide the polygons have lost their folds.
        if zoom > 5 {
            assert!(line.is_subset(&west) && line.is_subset(&east), "{zoom}");
            assert!(shared.len() >= before.min(line.len()), "{zoom}");
        }
        before = line.len();
    }
}

#[test]
fn a_point_is_in_one_tile_and_none_beyond_the_square() {
    let importance = Importance::default();
    let point = |x: f64, y: f64| Geometry::Point(geo::Point::new(x, y));
    let in_tile = |geometry: &Geometry<f64>, name: &str| {
        !shapes(geometry, tile(name), LAST, &importance).is_empty()
    };
    // On the corner of four tiles.
    let corner = point(0.0, 0.0);
    let found: Vec<&str> = ["1/0/0", "1/0/1", "1/1/0", "1/1/1"]
        .into_iter()
        .filter(|name| in_tile(&corner, &format!("WebMercatorQuad/{name}")))
        .collect();
    assert_eq!(found, ["1/1/1"]);
    assert!(!in_tile(&point(0.0, 89.0), "WebMercatorQuad/0/0/0"));
    assert!(in_tile(&point(0.0, 89.0), "WorldCRS84Quad/0/0/1"));
    let place = TileMatrixSet::WebMercatorQuad.place(180.0, 0.0).unwrap();
    assert_eq!(
        place,
        Place {
            x: (1 << 32) - 1,
            y: 1 << 31
        }
    );
}
