//! The files that are served, under `target/bench`, written once.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crate::made_up;

/// Where everything goes that a comparison writes.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench")
}

/// The file with so many incidents: `incidents.geojson` in a folder of its own, so that the
/// collection has the same name for every number.
pub(crate) fn file(name: &str, count: u32) -> PathBuf {
    let folder = folder().join(format!("data-{count}"));
    let path = folder.join(format!("{name}.geojson"));
    if !path.exists() {
        fs::create_dir_all(&folder).unwrap();
        // Under its name only when it is whole.
        let half = folder.join("half");
        write(&half, count);
        fs::rename(&half, &path).unwrap();
    }
    path
}

/// Writes so many incidents as GeoJSON.
pub(crate) fn write(path: &Path, count: u32) {
    let mut to = BufWriter::with_capacity(1 << 20, File::create(path).unwrap());
    made_up::write(count, &mut to).unwrap();
    to.flush().unwrap();
}
