//! What the program says about itself while it serves: lines on the standard output.
//!
//! `RUST_LOG` says how much. What customers write is never among it.

use std::io::{IsTerminal, stdout};

use tracing_subscriber::{EnvFilter, fmt};

/// Switches the log on. A second call changes nothing.
pub fn start() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let log = fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_ansi(stdout().is_terminal());
    // Only a log that is on already refuses this one.
    let _ = log.try_init();
}
