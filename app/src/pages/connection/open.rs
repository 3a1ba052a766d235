//! What stands around a connection that somebody looks at, and what becomes of saving it.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use handoff::{clock::Instant, store::Connection};

use crate::{
    form::FieldErrors,
    request::{Said, SignedIn},
    ui::{LastSaved, SaveState},
};

/// The secrets that are kept, by their fields' names.
pub(in crate::pages) fn kept(saved: Option<&Connection>) -> BTreeSet<String> {
    let names = saved.into_iter().flat_map(|saved| saved.sealed.keys());
    names.cloned().collect()
}

/// Who saved it last, and when, for whoever looks at it.
pub(in crate::pages) fn standing(
    saved: Option<&Connection>,
    me: &SignedIn,
    (now, zone): (Instant, Tz),
) -> SaveState {
    let Some(saved) = saved else {
        return SaveState::Untouched;
    };
    let last = LastSaved {
        at: saved.saved_at,
        by: saved.saved_by.as_deref(),
        me: &me.operator.name,
        now,
        zone,
    };
    last.state()
}

/// Somebody saved another version meanwhile: what was typed stays, and saving again takes its place.
pub(in crate::pages) fn overtaken(noun: &str) -> FieldErrors {
    let words = format!(
        "Somebody else saved this {noun} meanwhile. What you typed is still here. Look at the {noun} in another tab; saving again replaces what they saved."
    );
    FieldErrors::new([("", words.as_str())])
}

/// What is said once it is saved.
pub(in crate::pages) fn said(is_on: bool) -> Said {
    Said::done(if is_on {
        "Saved, and switched on."
    } else {
        "Saved. It is switched off."
    })
}
