//! The built binary as a process, stopped when the test ends.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// A running `marz serve` on a free port of the loopback address.
pub(crate) struct Marz {
    child: Child,
    log: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
    pub(crate) url: String,
    /// Where `/metrics` is, if `--admin-listen` is among the arguments.
    pub(crate) metrics: String,
}

impl Marz {
    /// Starts `marz serve` with these arguments and waits until it listens.
    pub(crate) fn serve(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_marz"))
            .arg("serve")
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Read as it comes: a full pipe would hold the server up.
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let log = Arc::new(Mutex::new(String::new()));
        let written = Arc::clone(&log);
        let reader = std::thread::spawn(move || {
            for line in lines {
                *written.lock().unwrap() += &(line.unwrap() + "\n");
            }
        });
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let (mut line, mut metrics) = (String::new(), String::new());
        said.read_line(&mut line).unwrap();
        if arguments.contains(&"--admin-listen") {
            said.read_line(&mut metrics).unwrap();
        }
        let url = line
            .trim()
            .strip_prefix("Listening on ")
            .unwrap_or_else(|| {
                panic!("the server did not start: {line:?}");
            });
        Self {
            url: url.to_owned(),
            metrics: metrics.trim().replace("Metrics on ", ""),
            child,
            log,
            reader: Some(reader),
        }
    }

    /// Asks the process to end, as an init system does; how it ended, and its log.
    pub(crate) fn terminate(mut self) -> (ExitStatus, String) {
        self.signal("-TERM");
        let status = self.child.wait().unwrap();
        self.reader.take().unwrap().join().unwrap();
        (status, self.log())
    }

    /// What it has logged up to now.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Asks the process to read its data again.
    pub(crate) fn hang_up(&self) {
        self.signal("-HUP");
    }

    /// Kilobytes of the process that are in memory.
    pub(crate) fn resident(&self) -> u64 {
        let status = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(status).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        line.unwrap()
            .split_whitespace()
            .nth(1)
            .unwrap()
            .parse()
            .unwrap()
    }

    fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &pid]).status();
        assert!(sent.unwrap().success());
    }
}

impl Drop for Marz {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
