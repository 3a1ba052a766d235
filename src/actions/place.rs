//! What the actions on queues, handoffs and transfer functions share.

use super::SaveError;
use crate::{
    access::Actor,
    clock::Instant,
    problem::Problem,
    store::{Stamp, StoreError},
};

/// Who saves, and when.
pub(super) fn stamped(actor: &Actor, now: Instant) -> Stamp {
    Stamp {
        by: actor.operator(),
        at: now,
    }
}

/// A name that somebody took meanwhile is said at its field.
pub(super) fn name_taken(error: StoreError, name: &str) -> SaveError {
    if error.is_duplicate() {
        let detail = format!("“{name}” is there already. Choose another name.");
        return SaveError::Invalid(vec![Problem::new("/name", detail)]);
    }
    error.into()
}

/// “Billing”, “Sales” and “Returns”.
pub(super) fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
