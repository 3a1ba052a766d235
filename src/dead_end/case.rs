//! Every combination there is to try.

use std::collections::BTreeSet;

use super::Given;
use crate::{
    channel::Channel,
    clock::Instant,
    conversation::{Conduct, Reason},
    policy::Policy,
};

/// Stands for every language that no queue lists: the tag of one that could not be determined (ISO 639-2).
pub const ANOTHER_LANGUAGE: &str = "und";

/// A way to people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// By the action alone, where no handoff is set up.
    Action,
    /// By a handoff, with the function that an AI calls.
    Handoff { name: String, function: String },
    /// By a topic that leads to handoffs; its title.
    Topic(String),
}

/// One combination.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) way: Way,
    pub(super) channel: Channel,
    /// As a BCP 47 tag; none is not known.
    pub(super) language: Option<String>,
    pub(super) now: Instant,
    /// Whether everybody is online, or nobody.
    pub(super) is_anybody_online: bool,
}

/// All combinations of the ways, channels, languages, turns of the clock and of somebody being online or not.
pub(super) fn all(policy: &Policy, given: &Given) -> Vec<Case> {
    let (languages, turns) = (languages(policy), turns(policy, given.now));
    // Who is online makes a difference only to queues that ask.
    let asks = policy.queues.iter().any(|queue| queue.needs_presence);
    let online: &[bool] = if asks { &[true, false] } else { &[true] };
    let mut cases = Vec::new();
    for way in &ways(policy) {
        for &channel in given.channels {
            for language in &languages {
                let moments = turns
                    .iter()
                    .flat_map(|now| online.iter().map(|online| (*now, *online)));
                cases.extend(moments.map(|(now, is_anybody_online)| Case {
                    way: way.clone(),
                    channel,
                    language: language.clone(),
                    now,
                    is_anybody_online,
                }));
            }
        }
    }
    cases
}

fn ways(policy: &Policy) -> Vec<Way> {
    if policy.handoffs.is_empty() {
        return vec![Way::Action];
    }
    let handoffs = policy.handoffs.iter().map(|handoff| Way::Handoff {
        name: handoff.name.clone(),
        function: handoff.function(),
    });
    let topics = policy.topics.iter();
    let topics = topics.map(|topic| Way::Topic(topic.title.clone()));
    handoffs.chain(topics).collect()
}

/// Not knowing it, those that queues list, and one that none does; the first alone where no queue asks.
pub(super) fn languages(policy: &Policy) -> Vec<Option<String>> {
    let listed = policy.queues.iter().flat_map(|queue| &queue.languages);
    let listed: BTreeSet<&str> = listed.map(String::as_str).collect();
    let another = (!listed.is_empty()).then_some(ANOTHER_LANGUAGE);
    let named = listed.into_iter().chain(another);
    let named = named.map(|tag| Some(tag.to_owned()));
    [None].into_iter().chain(named).collect()
}

/// Now, and the next time that each queue opens and closes.
fn turns(policy: &Policy, now: Instant) -> BTreeSet<Instant> {
    let queues = policy.queues.iter().filter(|queue| queue.enabled);
    let turns = queues.flat_map(|queue| {
        let hours = &queue.schedule;
        [hours.next_opening(now), hours.next_closing(now)]
    });
    turns.flatten().chain([now]).collect()
}

impl Way {
    /// The reason that leads this way.
    pub(super) fn reason(&self) -> Reason {
        let (kind, name) = match self {
            Self::Action => ("explicit_request", None),
            Self::Handoff { function, .. } => ("function_call", Some(function)),
            Self::Topic(title) => ("topic_handoff", Some(title)),
        };
        Reason {
            kind: kind.to_owned(),
            name: name.cloned(),
            score: 1.0,
            evidence: String::new(),
            category: String::new(),
            conduct: Conduct::AtOnce,
            words: String::new(),
        }
    }
}
