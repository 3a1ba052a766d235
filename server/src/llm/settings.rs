//! What the language model is set up with.

use std::{fmt, time::Duration};

/// What the language model is set up with. Its key is never shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LlmSettings {
    /// Such as `https://host/v1`; `/chat/completions` is added.
    pub base_url: String,
    pub model: String,
    pub api_key: Option<ApiKey>,
    /// How long one message may wait for it altogether.
    pub time_out: Duration,
    /// How many questions may be on their way at once.
    pub concurrency: usize,
    pub calls_per_hour: u32,
}

/// A key that does not end up in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    /// A key as it was given, without what surrounds it in a file. None when nothing is left.
    #[must_use]
    pub fn new(key: &str) -> Option<Self> {
        let key = key.trim();
        (!key.is_empty()).then(|| Self(key.to_owned()))
    }

    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}
