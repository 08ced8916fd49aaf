//! geopandas reads the address of a page of items as it reads any GeoJSON file.

use serde_json::json;

use super::visit::{Visit, assert_asked};
use super::{BOX, ids_of};

#[test]
fn geopandas_reads_a_page_of_items_as_a_table() {
    let visit = Visit::to_the_bundled_data();
    let read = visit.python(
        "read_with_geopandas.py",
        &["/collections/incidents/items?datetime=2010-09&bbox=68,38,72,40&limit=1000"],
    );
    let expected = ids_of(|one| one.is_during("2010-09-01", "2010-09-30") && one.is_inside(BOX));
    assert_eq!(read["ids"], json!(expected));
    assert_eq!(read["crs"], "EPSG:4326");
    assert_eq!(read["is_date"], true, "{read}");
    let asked = [("datetime", "2010-09"), ("bbox", "68,38,72,40")];
    assert_asked(&visit.end(), "incidents", &asked);
}
