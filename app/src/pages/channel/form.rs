//! A channel as a form. Its fields are what the adapter declares, so a new channel needs nothing here.

use std::collections::BTreeMap;

use handoff::{actions::ChannelDraft, problem::Problem, store::SavedChannel};
use serde::Deserialize;

use crate::form::{FieldErrors, is_ticked, tick};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawChannel {
    /// The version it was made from.
    pub revision: String,
    pub enabled: String,
    /// By the names of the fields. A secret that is left empty stays as it is.
    pub values: BTreeMap<String, String>,
}

/// Where a test is to go.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawTest {
    pub to: String,
}

impl RawChannel {
    /// The form of what is kept. Secrets are not on it.
    pub(super) fn of(saved: &SavedChannel) -> Self {
        let values = saved.settings.each();
        Self {
            revision: saved.revision.to_string(),
            enabled: tick(saved.is_enabled),
            values: values
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        }
    }

    pub(super) fn is_on(&self) -> bool {
        is_ticked(&self.enabled)
    }

    pub(super) fn value(&self, name: &str) -> String {
        self.values.get(name).cloned().unwrap_or_default()
    }

    pub(super) fn read(&self) -> ChannelDraft {
        let values = self.values.iter();
        ChannelDraft {
            is_enabled: self.is_on(),
            settings: values
                .map(|(name, value)| (name.clone(), value.trim().to_owned()))
                .collect(),
        }
    }
}

/// What the core says is wrong, at the fields of the form.
pub(super) fn on_the_form(problems: Vec<Problem>) -> FieldErrors {
    let placed = problems.into_iter().map(|problem| {
        let pointer = format!("/values{}", problem.pointer);
        Problem::new(pointer, problem.detail)
    });
    FieldErrors::of(placed.collect())
}
