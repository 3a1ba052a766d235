//! A connection as a form. Its fields are what the adapter declares, so a new one needs nothing here.

use std::collections::BTreeMap;

use handoff::{actions::ConnectionDraft, problem::Problem, store::Connection};
use serde::Deserialize;

use crate::form::{is_ticked, tick};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawConnection {
    /// The version it was made from.
    pub revision: String,
    pub enabled: String,
    /// By the names of the fields. A secret that is left empty stays as it is.
    pub values: BTreeMap<String, String>,
}

impl RawConnection {
    /// The form of what is kept. Secrets are not on it.
    pub(in crate::pages) fn of(saved: &Connection) -> Self {
        let values = saved.settings.each();
        Self {
            revision: saved.revision.to_string(),
            enabled: tick(saved.is_enabled),
            values: values
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        }
    }

    pub(in crate::pages) fn is_on(&self) -> bool {
        is_ticked(&self.enabled)
    }

    pub(in crate::pages) fn value(&self, name: &str) -> String {
        self.values.get(name).cloned().unwrap_or_default()
    }

    pub(in crate::pages) fn read(&self) -> ConnectionDraft {
        let values = self.values.iter();
        ConnectionDraft {
            is_enabled: self.is_on(),
            settings: values
                .map(|(name, value)| (name.clone(), value.trim().to_owned()))
                .collect(),
        }
    }
}

/// What the core says is wrong with a field, at its place on the form.
pub(in crate::pages) fn at_values(problem: Problem) -> Problem {
    Problem::new(format!("/values{}", problem.pointer), problem.detail)
}
