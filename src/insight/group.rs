//! Handoffs by what they have in common.

use std::collections::BTreeMap;

use super::{Handed, Verdicts, Wait, wait::waited};

/// Handoffs that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common; none where that is not known.
    pub name: Option<String>,
    pub handoffs: u32,
    /// Somebody took them.
    pub taken: u32,
    /// They ended before anybody took them.
    pub given_up: u32,
    pub pick_up: Option<Wait>,
    /// What the team said of them.
    pub verdicts: Verdicts,
}

/// By what they have in common, the most frequent first; what is not known comes last.
pub(super) fn groups(handed: &[Handed], key: impl Fn(&Handed) -> Option<String>) -> Vec<Group> {
    let mut by: BTreeMap<Option<String>, Vec<&Handed>> = BTreeMap::new();
    for one in handed {
        by.entry(key(one)).or_default().push(one);
    }
    let mut groups: Vec<Group> = by
        .into_iter()
        .map(|(name, of)| Group {
            name,
            handoffs: count(&of),
            taken: count(of.iter().filter(|one| one.taken_at.is_some())),
            given_up: count(of.iter().filter(|one| one.is_given_up())),
            verdicts: Verdicts::of(of.iter().copied()),
            pick_up: waited(of, |one| one.seconds_to(one.taken_at)),
        })
        .collect();
    groups.sort_by_key(|group| (group.name.is_none(), std::cmp::Reverse(group.handoffs)));
    groups
}

pub(super) fn count<T>(of: impl IntoIterator<Item = T>) -> u32 {
    u32::try_from(of.into_iter().count()).unwrap_or(u32::MAX)
}
