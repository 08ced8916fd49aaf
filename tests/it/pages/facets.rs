//! The page of counts and sums: what the table for programs says, for people.

use crate::support::{bundled, get};

const FACETS: &str = "/collections/incidents/facets?by=category&sum=deaths";

#[tokio::test]
async fn the_table_of_counts_and_sums_has_the_numbers_of_the_csv() {
    let app = bundled();
    let csv = get(&app, &format!("{FACETS}&f=csv")).await.text();
    let html = get(&app, &format!("{FACETS}&f=html")).await.text();
    let body = html.split_once("<tbody>").unwrap().1;
    let (body, foot) = body.split_once("</tbody>").unwrap();
    let rows: Vec<String> = body
        .split("<tr>")
        .skip(1)
        .map(|row| {
            let cells = row.split("<td").skip(1);
            let text = |cell: &str| {
                let inside = cell.split_once('>').unwrap().1;
                inside.split('<').next().unwrap().to_owned()
            };
            cells.map(text).collect::<Vec<_>>().join(",")
        })
        .collect();
    let lines: Vec<&str> = csv.lines().skip(1).collect();
    assert!(rows.len() > 4);
    assert_eq!(rows, lines);
    assert!(foot.contains(">Total<") && foot.contains(">236<"), "{foot}");
}

#[tokio::test]
async fn what_a_group_is_called_never_becomes_markup() {
    let data = "id,lon,lat,group\na,70,39,<script>alert(1)</script>\n";
    let source = crate::support::source("x", "x.csv", data);
    let app = crate::support::serving(vec![source]);
    let page = get(&app, "/collections/x/facets?by=group&f=html")
        .await
        .text();
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>"));
}
