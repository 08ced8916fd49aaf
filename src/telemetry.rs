//! The log: one line an event, on standard error.

use std::io::IsTerminal as _;

/// Starts the log. Called once, by a command that runs for long.
pub fn start() {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        // Where the log cannot be written, saying so there fails too, and would end the request.
        .log_internal_errors(false)
        .init();
}
