//! What is asked on a channel's page beside the connection itself.

use serde::Deserialize;

/// Where a test is to go.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawTest {
    pub to: String,
}
