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
use crate::pages::connection::{RawConnection, at_values};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawHelpDesk {
    #[serde(flatten)]
    pub connection: RawConnection,
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
        let parts = saved.mask.parts.iter();
        Self {
            connection: RawConnection::of(&saved.connection),
            mask: RawMask {
                parts: parts
                    .map(|part| (part.as_str().to_owned(), tick(true)))
                    .collect(),
                fields: saved.mask.fields.join("\n"),
            },
        }
    }

    pub(super) fn hides(&self, part: Part) -> bool {
        let tick = self.mask.parts.get(part.as_str());
        tick.is_some_and(|tick| is_ticked(tick))
    }

    pub(super) fn read(&self) -> HelpDeskDraft {
        let fields = self.mask.fields.lines().map(str::trim);
        HelpDeskDraft {
            connection: self.connection.read(),
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
        if problem.pointer.starts_with("/mask") {
            problem
        } else {
            at_values(problem)
        }
    });
    FieldErrors::of(placed.collect())
}
