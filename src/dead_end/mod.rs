//! Can anyone be left without an answer? Every way to people is gone at every turn of the clock, by every channel and in
//! every language. It has to end with a person, a place in line, a callback, the AI, or the time when somebody is back;
//! where it does not is a dead end.

mod case;
mod end;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use case::Case;
pub use case::{ANOTHER_LANGUAGE, Way};
pub use end::Why;

use crate::{
    channel::Channel,
    clock::Instant,
    id::{OperatorId, QueueId},
    judge,
    policy::Policy,
};

/// What the ways are gone with.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// How customers can come.
    pub channels: &'a [Channel],
    /// Everybody who can sign in.
    pub people: &'a [OperatorId],
    pub now: Instant,
}

/// Combinations that end nowhere, for the same reason.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadEnd {
    pub why: Why,
    /// The queue they end at.
    pub queue: Option<QueueId>,
    pub ways: Vec<Way>,
    /// The channels it concerns; none listed means each.
    pub channels: Vec<Channel>,
    /// The languages it concerns, as BCP 47 tags; none listed means each.
    pub languages: Vec<String>,
}

/// What going every way came to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Walk {
    /// How many combinations were tried.
    pub tried: usize,
    pub dead_ends: Vec<DeadEnd>,
}

/// Goes every way.
#[must_use]
pub fn walk(policy: &Policy, given: &Given) -> Walk {
    let (cases, languages) = (case::all(policy, given), case::languages(policy));
    let nothing_said = judge::read(&[], &[]);
    let mut found: BTreeMap<(Why, Option<QueueId>, &Way), Vec<&Case>> = BTreeMap::new();
    for case in &cases {
        if let Some((why, queue)) = end::dead_end(policy, given, case, &nothing_said) {
            let same = found.entry((why, queue, &case.way));
            same.or_default().push(case);
        }
    }
    let mut dead_ends = Vec::new();
    for ((why, queue, way), cases) in found {
        let dead_end = DeadEnd {
            why,
            queue,
            ways: vec![way.clone()],
            channels: channels(&cases, given.channels),
            languages: spoken(&cases, &languages),
        };
        join(&mut dead_ends, dead_end);
    }
    Walk {
        tried: cases.len(),
        dead_ends,
    }
}

/// Adds one, as another way of the same dead end where it is there already.
fn join(dead_ends: &mut Vec<DeadEnd>, new: DeadEnd) {
    let same = dead_ends.iter_mut().find(|known| {
        (known.why, known.queue) == (new.why, new.queue)
            && (&known.channels, &known.languages) == (&new.channels, &new.languages)
    });
    match same {
        Some(known) => known.ways.extend(new.ways),
        None => dead_ends.push(new),
    }
}

/// The channels of some cases; none where it is all there are.
fn channels(cases: &[&Case], all: &[Channel]) -> Vec<Channel> {
    let is_in = |channel: &&Channel| cases.iter().any(|case| case.channel == **channel);
    let found: Vec<Channel> = all.iter().filter(is_in).copied().collect();
    if found.len() == all.len() {
        Vec::new()
    } else {
        found
    }
}

/// The languages of some cases; none where it is all there are, or where none is known.
fn spoken(cases: &[&Case], all: &[Option<String>]) -> Vec<String> {
    let found: BTreeSet<&Option<String>> = cases.iter().map(|case| &case.language).collect();
    if found.len() == all.len() {
        return Vec::new();
    }
    found.into_iter().flatten().cloned().collect()
}
