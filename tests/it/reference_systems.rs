//! Reference systems (Features Part 2): answers, boxes and filters in each, against PROJ's figures.

use http::StatusCode;
use serde_json::Value;

use crate::support::{bundled, get, incidents, request};

const ITEMS: &str = "/collections/incidents/items";
const EPSG: &str = "http://www.opengis.net/def/crs/EPSG/0/";

fn point(feature: &Value) -> (f64, f64) {
    let at = feature["geometry"]["coordinates"].as_array().unwrap();
    (at[0].as_f64().unwrap(), at[1].as_f64().unwrap())
}

/// The figures are those of PROJ 9: `gdaltransform -s_srs EPSG:4326 -t_srs EPSG:…`.
#[tokio::test]
async fn a_feature_is_answered_in_every_system_that_its_collection_lists() {
    let app = bundled();
    let listed = get(&app, "/collections/incidents").await.json();
    let own: Vec<&str> = listed["crs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|crs| crs.as_str().unwrap())
        .collect();
    assert_eq!(listed["storageCrs"], own[0]);
    // 70.18 E, 39.05 N.
    let feature = "/collections/incidents/items/2010-09-19-kamarob-ambush";
    for (crs, x, y) in [
        ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", 70.18, 39.05),
        ("http://www.opengis.net/def/crs/EPSG/0/4326", 39.05, 70.18),
        (
            "http://www.opengis.net/def/crs/EPSG/0/3857",
            7_812_401.863,
            4_728_836.176,
        ),
        (
            "http://www.opengis.net/def/crs/EPSG/0/32641",
            1_121_627.227,
            4_346_934.901,
        ),
        (
            "http://www.opengis.net/def/crs/EPSG/0/32642",
            602_107.822,
            4_322_987.624,
        ),
        (
            "http://www.opengis.net/def/crs/EPSG/0/32643",
            82_819.424,
            4_333_394.655,
        ),
    ] {
        assert!(own.contains(&crs), "{crs}");
        let answer = get(&app, &format!("{feature}?crs={crs}")).await;
        assert_eq!(answer.header("content-crs"), format!("<{crs}>"));
        let (found_x, found_y) = point(&answer.json());
        assert!(
            (found_x - x).abs() < 0.002 && (found_y - y).abs() < 0.002,
            "{crs}: {found_x} {found_y}"
        );
    }
    assert_eq!(own.len(), 6);
}

#[tokio::test]
async fn a_box_has_the_axes_of_its_own_system() {
    let app = bundled();
    let inside = |one: &&crate::support::Incident| {
        let (x, y) = one.point.unwrap_or_default();
        (69.0..=72.0).contains(&x) && (38.5..=40.0).contains(&y)
    };
    let expected: Vec<&str> = incidents()
        .iter()
        .filter(inside)
        .map(|one| &*one.id)
        .collect();
    assert!(expected.len() > 20);
    for question in [
        "bbox=69,38.5,72,40".to_owned(),
        format!("bbox=38.5,69,40,72&bbox-crs={EPSG}4326"),
        // The same corners in Mercator, whose box is the same.
        format!("bbox=7681044.86,4650301.84,8015003.34,4865942.28&bbox-crs={EPSG}3857"),
        format!("filter=S_INTERSECTS(geom,BBOX(38.5,69,40,72))&filter-crs={EPSG}4326"),
        "filter=S_INTERSECTS(geom,POLYGON((69%2038.5,72%2038.5,72%2040,69%2040,69%2038.5)))"
            .to_owned(),
        format!(
            "filter=S_WITHIN(geometry,POLYGON((38.4999%2068.9999,38.4999%2072.0001,40.0001%2072.0001,\
             40.0001%2068.9999,38.4999%2068.9999)))&filter-crs={EPSG}4326"
        ),
    ] {
        let answer = get(&app, &format!("{ITEMS}?limit=1000&{question}")).await;
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "{question} {}",
            answer.text()
        );
        assert_eq!(answer.ids(), expected, "{question}");
    }
}

/// A box in metres is not the box around it in degrees: what lies in its bent corners is told
/// apart.
#[tokio::test]
async fn a_box_in_metres_holds_what_its_projection_says() {
    let app = bundled();
    let all = get(&app, &format!("{ITEMS}?limit=1000&crs={EPSG}32642")).await;
    let all = all.json();
    let corners = [400_000.0, 4_250_000.0, 700_000.0, 4_450_000.0];
    let inside = |feature: &&Value| {
        feature["geometry"].is_object() && {
            let (x, y) = point(feature);
            (corners[0]..=corners[2]).contains(&x) && (corners[1]..=corners[3]).contains(&y)
        }
    };
    let expected: Vec<&str> = all["features"]
        .as_array()
        .unwrap()
        .iter()
        .filter(inside)
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert!(expected.len() > 50, "{}", expected.len());
    let [a, b, c, d] = corners;
    for question in [
        format!("bbox={a},{b},{c},{d}&bbox-crs={EPSG}32642"),
        format!("filter=S_INTERSECTS(geom,BBOX({a},{b},{c},{d}))&filter-crs={EPSG}32642"),
    ] {
        let answer = get(&app, &format!("{ITEMS}?limit=1000&{question}")).await;
        assert_eq!(answer.ids(), expected, "{question}");
    }
}

#[tokio::test]
async fn the_name_that_a_client_uses_is_the_one_that_it_reads_again() {
    let app = bundled();
    for (asked, answered) in [
        (
            "https://www.opengis.net/def/crs/EPSG/0/3857",
            "<https://www.opengis.net/def/crs/EPSG/0/3857>",
        ),
        (
            "[EPSG:3857]",
            "<http://www.opengis.net/def/crs/EPSG/0/3857>",
        ),
        (
            "urn:ogc:def:crs:EPSG::3857",
            "<http://www.opengis.net/def/crs/EPSG/0/3857>",
        ),
    ] {
        let answer = get(&app, &format!("{ITEMS}?limit=1&crs={asked}")).await;
        assert_eq!(answer.header("content-crs"), answered);
    }
}

#[tokio::test]
async fn a_system_that_cannot_hold_the_data_is_not_offered_and_refused() {
    let app = bundled();
    let places = get(&app, "/collections/countries").await.json();
    let offered = places["crs"].as_array().unwrap().len();
    assert!(offered >= 3, "{}", places["crs"]);
    for (parameter, value) in [
        ("crs", "EPSG:27700"),
        ("bbox-crs", "nonsense"),
        ("filter-crs", "http://www.opengis.net/def/crs/EPSG/0/25832"),
    ] {
        let answer = get(&app, &format!("{ITEMS}?{parameter}={value}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        let json = answer.json();
        assert_eq!(json["errors"][0]["parameter"], parameter);
        assert!(answer.text().contains("expected one of http://"), "{value}");
    }
    let kml = get(&app, &format!("{ITEMS}?f=kml&crs=EPSG:3857")).await;
    assert_eq!(kml.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn scripts_of_other_origins_may_read_the_system_of_an_answer() {
    let headers = [("origin", "https://a.example")];
    let exposed = request(&bundled(), http::Method::GET, ITEMS, &headers).await;
    assert!(
        exposed
            .header("access-control-expose-headers")
            .contains("Content-Crs")
    );
}
