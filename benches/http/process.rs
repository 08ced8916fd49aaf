//! The servers as processes: started here, stopped by their number, their work counted by the
//! system.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running server.
pub(crate) struct Server {
    pub(crate) name: &'static str,
    /// Without a slash at its end.
    pub(crate) url: String,
    child: Child,
    /// The server that it asks itself.
    behind: Option<Box<Self>>,
}

impl Server {
    /// One that says on its own where it listens, or is known to.
    pub(crate) fn new(name: &'static str, url: String, child: Child) -> Self {
        Self {
            name,
            url,
            child,
            behind: None,
        }
    }

    /// The same, with a server behind it whose work is counted as its own.
    pub(crate) fn on(mut self, behind: Self) -> Self {
        self.behind = Some(Box::new(behind));
        self
    }

    /// `marz serve` with these files, on a free port, as soon as it listens.
    pub(crate) fn marz(program: &Path, files: &[&Path]) -> Self {
        let mut child = Command::new(program)
            .arg("serve")
            .args(files)
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            // Its log is written, as always, and thrown away by the system.
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let mut line = String::new();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        said.read_line(&mut line).unwrap();
        let url = line
            .trim()
            .strip_prefix("Listening on ")
            .unwrap_or_else(|| panic!("marz does not start: run it by hand with {files:?}"));
        Self::new("marz", url.trim_end_matches('/').to_owned(), child)
    }

    /// Milliseconds of processor time until now, of the process and all below it.
    pub(crate) fn cpu_ms(&self) -> u64 {
        let all = all();
        let mut tree = vec![self.child.id()];
        tree.extend(self.behind.iter().map(|behind| behind.child.id()));
        let mut ticks = 0;
        while let Some(pid) = tree.pop() {
            tree.extend(
                all.iter()
                    .filter(|(_, stat)| stat.parent == pid)
                    .map(|(pid, _)| pid),
            );
            ticks += all
                .iter()
                .find(|(found, _)| *found == pid)
                .map_or(0, |(_, stat)| stat.ticks);
        }
        // Linux counts for programs in hundredths of a second, on every machine.
        ticks * 10
    }

    /// Waits until it does nothing: requests that nobody waits for any more would cost the next.
    pub(crate) fn rest(&self) {
        let mut before = 0;
        for _ in 0..600 {
            let now = self.cpu_ms();
            if now == before {
                return;
            }
            before = now;
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Kibibytes that the process has in memory.
    pub(crate) fn resident_kib(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Asked, so that it can end the processes that it has started.
        let pid = self.child.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &pid]).status();
        let _ = self.child.wait();
    }
}

struct Stat {
    parent: u32,
    ticks: u64,
}

fn all() -> Vec<(u32, Stat)> {
    let of = |entry: fs::DirEntry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        let text = fs::read_to_string(entry.path().join("stat")).ok()?;
        // The name before the bracket may hold anything.
        let fields: Vec<&str> = text.rsplit_once(") ")?.1.split(' ').collect();
        // utime and stime, and those of children that have ended.
        let ticks = fields[11..15]
            .iter()
            .map(|field| field.parse::<u64>().unwrap())
            .sum();
        let parent = fields[1].parse().ok()?;
        Some((pid, Stat { parent, ticks }))
    };
    fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| of(entry.ok()?))
        .collect()
}
