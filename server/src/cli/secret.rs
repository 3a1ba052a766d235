//! Secrets come from the environment, a file, or `handoff.toml`, never by flag: flags are seen by everybody
//! on the machine.

use std::{env, fs};

use super::{Failure, settings::first};

/// A secret and where it may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Secret {
    /// What it is called in sentences, with a capital letter.
    pub(super) what: &'static str,
    /// The variable that holds it; with `_FILE` behind it, the one that names a file with it.
    pub(super) variable: &'static str,
}

impl Secret {
    /// The secret itself before a file with it, the environment before the settings file.
    pub(super) fn given(
        self,
        in_file: Option<String>,
        file: Option<String>,
    ) -> Result<Option<String>, Failure> {
        let from_environment = |name: &str| first(env::var(name).ok().as_ref(), None);
        if let Some(secret) = from_environment(self.variable) {
            return Ok(Some(secret));
        }
        let path = from_environment(&format!("{}_FILE", self.variable));
        if path.is_none() && in_file.is_some() {
            return Ok(in_file);
        }
        let Some(path) = path.or(file) else {
            return Ok(None);
        };
        let text = fs::read_to_string(&path).map_err(|error| {
            Failure::usage(format!(
                "{} in {path} could not be read: {error}.",
                self.what
            ))
        })?;
        if text.trim().is_empty() {
            return Err(Failure::usage(format!(
                "{path} is empty. {} belongs there.",
                self.what
            )));
        }
        Ok(Some(text))
    }
}
