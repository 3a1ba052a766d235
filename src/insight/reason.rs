//! Reasons in words, and those that are told apart by day.

use std::collections::HashMap;

use super::{Group, Handed};
use crate::trigger::{MANUAL, Triggers};

/// Reasons that are told apart by day: the most frequent ones, and one for all others.
pub const SERIES: usize = 4;

/// What people call each kind of trigger.
pub(super) fn titles() -> HashMap<&'static str, &'static str> {
    let triggers = Triggers::default();
    let known = triggers.each().into_iter().map(|trigger| {
        let kind = trigger.kind();
        (kind.name, kind.title)
    });
    known
        .chain([(MANUAL, "A person took it unasked")])
        .collect()
}

/// “Forbidden topic: Legal action”
pub(super) fn reason(titles: &HashMap<&'static str, &'static str>, one: &Handed) -> String {
    let kind = one.trigger.as_str();
    let title = titles.get(kind).copied().unwrap_or(kind);
    match &one.trigger_name {
        Some(name) => format!("{title}: {name}"),
        None => title.to_owned(),
    }
}

pub(super) fn series(reasons: &[Group]) -> Vec<String> {
    let names = reasons.iter().filter_map(|group| group.name.clone());
    if reasons.len() <= SERIES {
        return names.collect();
    }
    names.take(SERIES - 1).chain(["Other".to_owned()]).collect()
}
