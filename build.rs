//! Builds anew when an embedded file comes or goes, which the compiler does not notice itself.

fn main() {
    // Not the folder `geodata` as a whole: its build may keep gigabytes below it.
    let data = std::fs::read_dir("geodata").into_iter().flatten().flatten();
    for file in data.map(|entry| entry.path()).filter(|path| path.is_file()) {
        println!("cargo:rerun-if-changed={}", file.display());
    }
    println!("cargo:rerun-if-changed=web/dist");
}
