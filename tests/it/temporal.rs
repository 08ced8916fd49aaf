//! The temporal test set: which features a `datetime` selects. OGC's own suite leaves this out for
//! most servers; the table is here to be read, `docs/time.md` explains it.

use std::collections::BTreeSet;

use http::StatusCode;

use crate::support::{bundled, get, serving, source};

/// A feature a line: its name, its first and last day.
const FEATURES: &str = "\
id,start,end
one-day,2010-09-19,2010-09-19
no-end,2010-09-19,
three-days,2010-09-18,2010-09-20
first-of-month,2010-09-01,2010-09-01
last-of-month,2010-09-30,2010-09-30
whole-month,2010-09-01,2010-09-30
over-new-year,2010-12-31,2011-01-01
leap-day,2012-02-29,2012-02-29
end-only,,2010-09-19
undated,,
long-ago,0001-01-01,0001-12-31
far-ahead,9999-12-31,9999-12-31
noon,2010-09-19T12:00:00Z,2010-09-19T12:00:00Z
by-month,2010-09,2010-09
by-year,2010,2010
";

/// The question, the features that it finds besides those without time, and why.
const CASES: &[(&str, &[&str], &str)] = &[
    (
        "2010-09-19",
        &[
            "one-day",
            "no-end",
            "three-days",
            "whole-month",
            "end-only",
            "noon",
            "by-month",
            "by-year",
        ],
        "a day is all of its day; one that is dated to a month or year can have been then",
    ),
    (
        "2010-09-18",
        &[
            "three-days",
            "whole-month",
            "end-only",
            "by-month",
            "by-year",
        ],
        "the day before: without a start it may have begun at any time",
    ),
    (
        "2010-09-20",
        &["three-days", "whole-month", "by-month", "by-year"],
        "without an end it was over on its day",
    ),
    (
        "2010-09",
        &[
            "one-day",
            "no-end",
            "three-days",
            "first-of-month",
            "last-of-month",
            "whole-month",
            "end-only",
            "noon",
            "by-month",
            "by-year",
        ],
        "a month is all of its days, the first and the last too",
    ),
    (
        "2010",
        &[
            "one-day",
            "no-end",
            "three-days",
            "first-of-month",
            "last-of-month",
            "whole-month",
            "over-new-year",
            "end-only",
            "noon",
            "by-month",
            "by-year",
        ],
        "a year reaches to its last day",
    ),
    ("2011", &["over-new-year"], "and begins with its first"),
    (
        "2010-12-31/2010-12-31",
        &["over-new-year", "by-year"],
        "an interval of one day is that day",
    ),
    (
        "2011-01-01T00:00:00Z",
        &["over-new-year"],
        "the first moment of a day belongs to it",
    ),
    (
        "2010-09-20T23:59:59Z",
        &["three-days", "whole-month", "by-month", "by-year"],
        "so does its last second",
    ),
    (
        "2010-09-21T00:00:00Z",
        &["whole-month", "by-month", "by-year"],
        "and the next moment does not",
    ),
    (
        "2010-09-19T12:00:00Z",
        &[
            "one-day",
            "no-end",
            "three-days",
            "whole-month",
            "end-only",
            "noon",
            "by-month",
            "by-year",
        ],
        "a moment finds the same moment, and the days around it",
    ),
    (
        "2010-09-19T12:00:01Z",
        &[
            "one-day",
            "no-end",
            "three-days",
            "whole-month",
            "end-only",
            "by-month",
            "by-year",
        ],
        "but not another moment",
    ),
    (
        "2010-09-19T12:00:00+05:00",
        &[
            "one-day",
            "no-end",
            "three-days",
            "whole-month",
            "end-only",
            "noon",
            "by-month",
            "by-year",
        ],
        "an offset is read and not applied: the clock on the wall counts",
    ),
    (
        "2010-08-01/2010-09-17",
        &[
            "first-of-month",
            "whole-month",
            "end-only",
            "by-month",
            "by-year",
        ],
        "an interval finds what shares a day with it",
    ),
    (
        "2010-09-30/2010-10-31",
        &["last-of-month", "whole-month", "by-month", "by-year"],
        "also where they share only an edge",
    ),
    (
        "2010-10-01/..",
        &["over-new-year", "leap-day", "far-ahead", "by-year"],
        "an open end has no last day",
    ),
    (
        "2010-10-01/",
        &["over-new-year", "leap-day", "far-ahead", "by-year"],
        "written empty it is open too",
    ),
    (
        "../0001-12-31",
        &["long-ago", "end-only"],
        "an open start has no first day",
    ),
    (
        "/0001-12-31",
        &["long-ago", "end-only"],
        "written empty it is open too",
    ),
    (
        "../..",
        &[
            "one-day",
            "no-end",
            "three-days",
            "first-of-month",
            "last-of-month",
            "whole-month",
            "over-new-year",
            "leap-day",
            "end-only",
            "long-ago",
            "far-ahead",
            "noon",
            "by-month",
            "by-year",
        ],
        "all of time is everything",
    ),
    (
        "0000-01-01T00:00:00Z/9999-12-31T00:00:00Z",
        &[
            "one-day",
            "no-end",
            "three-days",
            "first-of-month",
            "last-of-month",
            "whole-month",
            "over-new-year",
            "leap-day",
            "end-only",
            "long-ago",
            "far-ahead",
            "noon",
            "by-month",
            "by-year",
        ],
        "the bounds that QGIS sends for open ends",
    ),
    ("2012-02-29", &["leap-day"], "a leap day is a day"),
    ("2012-02", &["leap-day"], "and the last of its month"),
    (
        "2012-02-28/2012-03-01",
        &["leap-day"],
        "between its neighbours",
    ),
    ("2012-02-28", &[], "which are other days"),
    (
        "2010-09-18T/2010-09-18T",
        &[
            "three-days",
            "whole-month",
            "end-only",
            "by-month",
            "by-year",
        ],
        "the days that GDAL writes with a bare T",
    ),
    (
        "2010-09-17/P2D",
        &[
            "three-days",
            "whole-month",
            "end-only",
            "by-month",
            "by-year",
        ],
        "a day and a duration: the 17th and the 18th",
    ),
    (
        "1990/2000",
        &["end-only"],
        "nothing was then, but what has no start may have been",
    ),
    ("2050", &[], "nothing is then"),
];

/// What is no time, and is said to be none.
const REFUSED: &[&str] = &[
    "",
    "..",
    "2010-02-30",
    "2011-02-29",
    "2010-13",
    "2010-9-1",
    "20100919",
    "19.09.2010",
    "2010-09-19T25:00:00Z",
    "2010-09-20/2010-09-19",
    "2010-09-19/2010-09-20/2010-09-21",
    "now",
    "P2D",
    "P2D/P2D",
];

fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn each_question_finds_what_the_table_says_and_all_that_has_no_time() {
    let mut data = source("times", "times.csv", FEATURES);
    data.settings.id = Some("id".to_owned());
    let app = serving(vec![data]);
    let mut told = Vec::new();
    for (datetime, expected, why) in CASES {
        let datetime: String = form_urlencoded::byte_serialize(datetime.as_bytes()).collect();
        for path in ["items?limit=100&", "download?"] {
            let url = format!("/collections/times/{path}datetime={datetime}");
            let answer = get(&app, &url).await;
            assert_eq!(answer.status, StatusCode::OK, "{url} {}", answer.text());
            let found: BTreeSet<String> = answer.ids().into_iter().collect();
            let expected = set(expected.iter().copied().chain(["undated"]));
            if found != expected {
                told.push(format!("{datetime}: {why}\n  {found:?}\n  {expected:?}"));
            }
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[tokio::test]
async fn what_is_no_time_is_refused() {
    let app = bundled();
    for text in REFUSED {
        let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let url = format!("/collections/incidents/items?datetime={encoded}");
        let answer = get(&app, &url).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{text}");
        assert_eq!(answer.json()["errors"][0]["parameter"], "datetime");
    }
}

#[tokio::test]
async fn a_collection_without_time_matches_every_datetime() {
    let app = bundled();
    for collection in ["rivers", "places", "airports"] {
        let count = |answer: &crate::support::Answer| answer.json()["numberMatched"].clone();
        let all = get(&app, &format!("/collections/{collection}/items?limit=1")).await;
        let url = format!("/collections/{collection}/items?limit=1&datetime=1900");
        assert_eq!(count(&get(&app, &url).await), count(&all), "{collection}");
    }
}

/// The same days by a filter in CQL2.
#[tokio::test]
async fn a_filter_by_interval_finds_the_dated_features_that_datetime_finds() {
    let app = bundled();
    for (from, to) in [
        ("2010-08-01", "2010-09-30"),
        ("2022-09-14", "2022-09-17"),
        ("1999-01-01", "2001-12-31"),
        ("2010-09-19", "2010-09-19"),
    ] {
        let items = "/collections/incidents/items?limit=1000";
        let by_time = get(&app, &format!("{items}&datetime={from}/{to}")).await;
        let filter =
            format!("T_INTERSECTS(INTERVAL(date_start,date_end),INTERVAL('{from}','{to}'))");
        let by_filter = get(&app, &format!("{items}&filter={filter}")).await;
        assert_eq!(by_filter.ids(), by_time.ids(), "{from} {to}");
        assert!(!by_time.ids().is_empty());
    }
}
