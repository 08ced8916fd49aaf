//! nginx as Debian has it, with its own folder and port: a file server, the measure of all others.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::process::Server;

/// Endings of the files, and what they are served as.
const TYPES: [(&str, &str); 4] = [
    ("geojson", "application/geo+json"),
    ("json", "application/json"),
    ("mvt", "application/vnd.mapbox-vector-tile"),
    ("fgb", "application/flatgeobuf"),
];

/// The ending of a file that nginx shall serve as this.
pub(crate) fn ending(content_type: &str) -> &'static str {
    let known = TYPES.iter().find(|(_, kind)| *kind == content_type);
    known.unwrap_or_else(|| panic!("{content_type}")).0
}

/// Serves the folder with two workers.
pub(crate) fn start(folder: &Path, root: &Path) -> Server {
    fs::create_dir_all(folder).unwrap();
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let file = folder.join("nginx.conf");
    fs::write(&file, configuration(folder, root, port)).unwrap();
    // Debian keeps it where only the administrator's shell looks.
    let debian = Path::new("/usr/sbin/nginx");
    let program = if debian.exists() {
        debian
    } else {
        Path::new("nginx")
    };
    let child = Command::new(program)
        .args(["-e", "stderr", "-p", folder.to_str().unwrap()])
        .args(["-c", file.to_str().unwrap()])
        .stdout(Stdio::null())
        .stderr(fs::File::create(folder.join("stderr")).unwrap())
        .spawn()
        .unwrap_or_else(|error| panic!("nginx: {error}; `make bench` brings it"));
    let server = Server::new("nginx", format!("http://127.0.0.1:{port}"), child);
    for _ in 0..1_000 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return server;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let said = fs::read_to_string(folder.join("stderr")).unwrap();
    panic!("nginx does not start: {said}");
}

fn configuration(folder: &Path, root: &Path, port: u16) -> String {
    // As root it would give its workers to a user who may not read the folder.
    let user = if is_root() { "user root;" } else { "" };
    let (folder, root) = (folder.display(), root.display());
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("    {name}_temp_path {folder}/{name};\n"))
        .concat();
    let types = TYPES
        .map(|(ending, kind)| format!("{kind} {ending}; "))
        .concat();
    format!(
        "{user}\ndaemon off;\nworker_processes 2;\npid {folder}/pid;\n\
        events {{ worker_connections 1024; }}\nhttp {{\n{temporary}\
        \x20   access_log off;\n    sendfile on;\n    tcp_nopush on;\n\
        \x20   keepalive_requests 1000000000;\n    keepalive_timeout 600s;\n\
        \x20   open_file_cache max=20000 inactive=600s;\n    open_file_cache_valid 600s;\n\
        \x20   types {{ {types} }}\n\
        \x20   server {{ listen 127.0.0.1:{port}; root {root}; }}\n}}\n"
    )
}

/// Is this the administrator?
pub(crate) fn is_root() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    status.lines().any(|line| line.starts_with("Uid:\t0\t"))
}
