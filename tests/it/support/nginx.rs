//! A real nginx on a free port of the loopback address, stopped when the test ends.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running nginx with its own folder, without a worker of its own user.
pub(crate) struct Nginx {
    child: Child,
    pub(crate) url: String,
}

impl Nginx {
    /// Starts it with these directives inside of its one `server`; `name` is that of its folder.
    pub(crate) fn start(name: &str, directives: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("nginx-{name}"));
        fs::create_dir_all(&folder).unwrap();
        // Somebody else may take the port before nginx does: then another one is tried.
        for _ in 0..10 {
            let free = TcpListener::bind("127.0.0.1:0").unwrap();
            let port = free.local_addr().unwrap().port();
            drop(free);
            let file = folder.join("nginx.conf");
            fs::write(&file, configuration(&folder, port, directives)).unwrap();
            let mut child = Command::new(program())
                .args(["-e", "stderr", "-p", folder.to_str().unwrap()])
                .args(["-c", file.to_str().unwrap()])
                .stdout(Stdio::null())
                .stderr(fs::File::create(folder.join("stderr")).unwrap())
                .spawn()
                .unwrap_or_else(|error| panic!("nginx: {error}; `make test` brings it"));
            if listens(&mut child, port) {
                let url = format!("http://127.0.0.1:{port}");
                return Self { child, url };
            }
            let _ = child.kill();
            let _ = child.wait();
        }
        let said = fs::read_to_string(folder.join("stderr")).unwrap();
        panic!("nginx does not start: {said}");
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Debian keeps it where only the administrator's shell looks.
fn program() -> &'static str {
    let debian = "/usr/sbin/nginx";
    if Path::new(debian).exists() {
        debian
    } else {
        "nginx"
    }
}

/// Does it accept connections, before it ends or ten seconds have passed?
fn listens(child: &mut Child, port: u16) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(10) {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    false
}

fn configuration(folder: &Path, port: u16, directives: &str) -> String {
    let folder = folder.display();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .into_iter()
        .map(|name| format!("    {name}_temp_path {folder}/{name};\n"))
        .collect();
    format!(
        "daemon off;\nmaster_process off;\npid {folder}/pid;\nevents {{}}\nhttp {{\n\
        {temporary}    access_log off;\n    server {{\n        listen 127.0.0.1:{port};\n\
        {directives}\n    }}\n}}\n"
    )
}
