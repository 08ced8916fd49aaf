//! A database of strangers, opened so that it can be read and nothing in it runs.
//!
//! Views, triggers and extensions are off, and what `SQLite` does for one statement is counted. A
//! broken file can pretend to more rows than it has bytes: its pages may lead to each other.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags, Statement, params};

use super::super::report::quoted;
use super::super::{Finding, Place};

/// What makes a file, a table or a row useless.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) field: Option<String>,
    pub(super) found: String,
    pub(super) expected: String,
}

/// A file that is open for reading, always in the state in which it was first read.
pub(super) struct Database {
    connection: Connection,
    /// Steps of the statement at work, in thousands.
    steps: Arc<AtomicU64>,
    /// The length of the file.
    pub(super) bytes: u64,
}

const EXPECTED: &str = "a GeoPackage";

/// So long may a statement in the file be, and at least so long a value.
const SHORT: i32 = 1_000_000;

impl Database {
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        let mut head = Vec::new();
        let file = File::open(path)?;
        let bytes = file.metadata()?.len();
        file.take(100).read_to_end(&mut head)?;
        if !head.starts_with(b"SQLite format 3\0") {
            return Err(Fault::new("a file that is no SQLite database", EXPECTED));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let is_logged = head.get(18..20) == Some(&[2, 2]);
        let mut connection = Connection::open_with_flags(uri(path, is_logged), flags)?;
        for (option, is_on) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
            // Else the name of a column that is not there would be a text.
            (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        ] {
            connection.set_db_config(option, is_on)?;
        }
        // No value is longer than the file that it stands in.
        let longest = i32::try_from(bytes).unwrap_or(i32::MAX).max(SHORT);
        for (limit, most) in [
            (Limit::SQLITE_LIMIT_LENGTH, longest),
            (Limit::SQLITE_LIMIT_SQL_LENGTH, SHORT),
            (Limit::SQLITE_LIMIT_ATTACHED, 0),
            (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
        ] {
            connection.set_limit(limit, most)?;
        }
        let steps = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&steps);
        // A row takes some ten steps and has some bytes; a small file may take ten million.
        let most = 10_000 + bytes / 100;
        let is_over = move || counted.fetch_add(1, Ordering::Relaxed) >= most;
        connection.progress_handler(1000, Some(is_over))?;
        connection.execute_batch(
            "PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; BEGIN",
        )?;
        Ok(Self {
            connection,
            steps,
            bytes,
        })
    }

    /// A statement of ours, which has all its steps before it.
    pub(super) fn prepare(&self, sql: &str) -> Result<Statement<'_>, Fault> {
        self.steps.store(0, Ordering::Relaxed);
        Ok(self.connection.prepare(sql)?)
    }

    /// Is there a table of that name? What only looks like one is refused: it would be computed.
    pub(super) fn has_table(&self, name: &str) -> Result<bool, Fault> {
        let mut statement = self.prepare(
            "SELECT type = 'table' AND rootpage > 0 FROM sqlite_schema \
             WHERE lower(name) = lower(?1) AND type IN ('table', 'view')",
        )?;
        let mut rows = statement.query(params![name])?;
        let Some(row) = rows.next()? else {
            return Ok(false);
        };
        if row.get(0)? {
            return Ok(true);
        }
        let found = format!("{}, which is a view or is computed", quoted(name));
        let expected = "a table; `ogr2ogr copy.gpkg file.gpkg` makes one";
        Err(Fault::new(found, expected))
    }
}

/// The file as `SQLite` takes it. One with a log is locked through a second file, which a reader
/// would have to make; without a log beside it there is nothing to be locked.
fn uri(path: &Path, is_logged: bool) -> String {
    // The log lies beside the file itself, and not beside a link to it.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let beside = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        std::fs::metadata(name)
    };
    // The second one is there for as long as a program has the file open.
    let is_in_use = beside("-wal").is_ok_and(|log| log.len() > 0) || beside("-shm").is_ok();
    let immutable = u8::from(is_logged && !is_in_use);
    let path = percent_encode(path.as_os_str().as_encoded_bytes(), NON_ALPHANUMERIC);
    format!("file:{path}?mode=ro&immutable={immutable}")
}

/// A name as an identifier that can be nothing else.
pub(super) fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Fault {
    pub(super) fn new(found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self {
            field: None,
            found: found.into(),
            expected: expected.into(),
        }
    }

    pub(super) fn at(self, place: Place) -> Finding {
        let place = match self.field {
            Some(field) => place.field(field),
            None => place,
        };
        Finding::error(place, self.found, self.expected)
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        let found = match error.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted) => {
                "more to do than a file of this size can hold".to_owned()
            }
            _ => error.to_string(),
        };
        Self::new(found, "a GeoPackage that SQLite can read")
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::new(error.to_string(), "a file that can be read")
    }
}
