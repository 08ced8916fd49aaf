//! The recipes of the README, run as they stand there against the real server.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::Marz;

/// Where the README's reader has marz running.
const ADDRESS: &str = "http://127.0.0.1:8080";

/// The fenced blocks of one language, with the line on which each begins.
fn blocks(language: &str) -> Vec<(usize, String)> {
    blocks_of("README.md", language)
}

fn blocks_of(document: &str, language: &str) -> Vec<(usize, String)> {
    let readme = fs::read_to_string(root().join(document)).unwrap();
    let mut blocks: Vec<(usize, String)> = Vec::new();
    let mut inside = None;
    for (number, line) in (1..).zip(readme.lines()) {
        match (line.strip_prefix("```"), inside) {
            (Some(fence), None) => {
                inside = Some(fence == language);
                if fence == language {
                    blocks.push((number, String::new()));
                }
            }
            (Some(_), Some(_)) => inside = None,
            (None, Some(true)) => {
                let block = &mut blocks.last_mut().unwrap().1;
                block.push_str(line);
                block.push('\n');
            }
            (None, _) => {}
        }
    }
    blocks
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The programs of this machine, with the built `marz` among them.
fn path() -> std::ffi::OsString {
    let own = Path::new(env!("CARGO_BIN_EXE_marz")).parent().unwrap();
    let known = std::env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(own.to_owned()).chain(std::env::split_paths(&known));
    std::env::join_paths(all).unwrap()
}

/// An empty folder for what a recipe writes.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(marz: &Marz, program: &Path, first: &str, (line, recipe): &(usize, String), folder: &Path) {
    let recipe = recipe.replace(ADDRESS, &marz.url);
    let output = Command::new(program)
        .args([first, &recipe])
        .current_dir(folder)
        .env("NO_PROXY", "*")
        .env("PATH", path())
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}; `make test` brings it", program.display()));
    let (talk, said) = (
        String::from_utf8_lossy(&output.stderr),
        String::from_utf8_lossy(&output.stdout),
    );
    assert!(
        output.status.success() && !talk.contains("ERROR"),
        "README.md:{line}:\n{recipe}\n{talk}"
    );
    assert!(!said.contains("\"status\":4"), "README.md:{line}:\n{said}");
}

#[test]
fn the_recipes_for_the_shell_work() {
    let marz = Marz::serve(&[]);
    let folder = folder("readme-sh");
    let blocks: Vec<_> = blocks("sh")
        .into_iter()
        .filter(|(_, recipe)| recipe.contains(ADDRESS))
        .collect();
    assert!(blocks.len() >= 2, "{blocks:?}");
    for block in &blocks {
        run(&marz, Path::new("sh"), "-euc", block, &folder);
    }
}

#[test]
fn the_recipes_of_the_api_s_documentation_work() {
    let marz = Marz::serve(&[]);
    let folder = folder("api-sh");
    let blocks = blocks_of("docs/api.md", "sh");
    assert!(blocks.len() >= 2, "{blocks:?}");
    for block in &blocks {
        run(&marz, Path::new("sh"), "-euc", block, &folder);
    }
}

#[test]
fn the_recipes_for_python_work() {
    let marz = Marz::serve(&[]);
    let folder = folder("readme-python");
    let python = root().join("target/clients/bin/python");
    let blocks = blocks("python");
    assert!(!blocks.is_empty());
    for block in &blocks {
        run(&marz, &python, "-c", block, &folder);
    }
}
