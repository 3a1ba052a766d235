//! A help desk as a form. Its fields are what the adapter declares, so a new one needs nothing here.

use std::collections::BTreeMap;

use handoff::{
    actions::HelpDeskDraft,
    help_desk::{Mask, Part},
    problem::Problem,
    store::SavedHelpDesk,
};
use serde::Deserialize;

use crate::form::{FieldErrors, is_ticked, tick};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawHelpDesk {
    /// The version it was made from.
    pub revision: String,
    pub enabled: String,
    /// By the names of the fields. A secret that is left empty stays as it is.
    pub values: BTreeMap<String, String>,
    pub mask: RawMask,
}

/// What does not leave, as the form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawMask {
    /// The parts that are left out, each with a tick.
    pub parts: BTreeMap<String, String>,
    /// Labels of what is gathered, one a line.
    pub fields: String,
}

impl RawHelpDesk {
    /// The form of what is kept. Secrets are not on it.
    pub(super) fn of(saved: &SavedHelpDesk) -> Self {
        let values = saved.settings.each();
        let parts = saved.mask.parts.iter();
        Self {
            revision: saved.revision.to_string(),
            enabled: tick(saved.is_enabled),
            values: values
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            mask: RawMask {
                parts: parts
                    .map(|part| (part.as_str().to_owned(), tick(true)))
                    .collect(),
                fields: saved.mask.fields.join("\n"),
            },
        }
    }

    pub(super) fn is_on(&self) -> bool {
        is_ticked(&self.enabled)
    }

    pub(super) fn value(&self, name: &str) -> String {
        self.values.get(name).cloned().unwrap_or_default()
    }

    pub(super) fn hides(&self, part: Part) -> bool {
        let tick = self.mask.parts.get(part.as_str());
        tick.is_some_and(|tick| is_ticked(tick))
    }

    pub(super) fn read(&self) -> HelpDeskDraft {
        let values = self.values.iter();
        let fields = self.mask.fields.lines().map(str::trim);
        HelpDeskDraft {
            is_enabled: self.is_on(),
            settings: values
                .map(|(name, value)| (name.clone(), value.trim().to_owned()))
                .collect(),
            mask: Mask {
                parts: Part::ALL
                    .into_iter()
                    .filter(|part| self.hides(*part))
                    .collect(),
                fields: fields
                    .filter(|field| !field.is_empty())
                    .map(str::to_owned)
                    .collect(),
            },
        }
    }
}

/// What the core says is wrong, at the fields of the form.
pub(super) fn on_the_form(problems: Vec<Problem>) -> FieldErrors {
    let placed = problems.into_iter().map(|problem| {
        let pointer = if problem.pointer.starts_with("/mask") {
            problem.pointer
        } else {
            format!("/values{}", problem.pointer)
        };
        Problem::new(pointer, problem.detail)
    });
    FieldErrors::of(placed.collect())
}
