//! The recipes of a collection's page, run as they stand there against the real server.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::unescaped;
use crate::support::Marz;

/// The recipes with the names of their programs, from the page that a reader sees.
fn recipes(marz: &Marz, id: &str) -> Vec<(String, String)> {
    let url = format!("{}/collections/{id}?f=html", marz.url);
    let output = Command::new("curl")
        .args(["-sS", "--noproxy", "*", &url])
        .output()
        .unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    let parts = page.split("<section class=\"recipe\">").skip(1);
    let recipe = |part: &str| {
        let (name, rest) = part
            .split_once("<h3>")
            .unwrap()
            .1
            .split_once("</h3>")
            .unwrap();
        let code = rest.split("<code lang=\"en\">").nth(1).unwrap();
        (
            name.to_owned(),
            unescaped(code.split("</code>").next().unwrap()),
        )
    };
    parts.map(recipe).collect()
}

#[test]
fn the_recipes_for_the_shell_work_with_this_server_s_address() {
    let marz = Marz::serve(&[]);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("recipes");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for id in ["incidents", "kyrgyz-tajik-border"] {
        let all = recipes(&marz, id);
        let names: Vec<&str> = all.iter().map(|(name, _)| &**name).collect();
        let expected = [
            "QGIS",
            "ogr2ogr",
            "geopandas",
            "ArcGIS",
            "R (sf)",
            "DuckDB",
            "curl",
        ];
        assert_eq!(names, expected);
        for (name, recipe) in &all {
            assert!(recipe.contains(&marz.url), "{name}: {recipe}");
            let recipe = match &**name {
                "ogr2ogr" | "curl" => recipe.clone(),
                // The program may not be here; what it reads has to be.
                "DuckDB" => recipe.lines().next().unwrap().to_owned(),
                // GDAL reads for R: the address as its library hands it on.
                "R (sf)" | "geopandas" => {
                    let url = recipe.split('"').nth(1).unwrap();
                    format!("ogrinfo -so -al '{url}' | grep 'Feature Count: [1-9]'")
                }
                _ => continue,
            };
            let output = Command::new("sh")
                .args(["-euc", &recipe])
                .current_dir(&folder)
                .env("NO_PROXY", "*")
                .output()
                .unwrap();
            let talk = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(
                output.status.success() && !talk.contains("ERROR"),
                "{recipe}\n{talk}"
            );
        }
        for file in [format!("{id}.gpkg"), format!("{id}.csv")] {
            let length = fs::metadata(folder.join(&file)).unwrap().len();
            assert!(length > 500, "{file}: {length} bytes");
        }
    }
}
