//! What is known at the moment of deciding. Everything `decide` looks at is here or in the policy.

use std::collections::BTreeMap;

use chrono_tz::Tz;

use crate::{
    channel::Channel,
    conversation::{Author, Customer, Message, Noticed, Stretch},
    id::{OperatorId, QueueId},
    judge::{Clause, Meaning, Profile, Reading},
};

/// Who has the conversation when a message arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Ai,
    /// It waits for a person; the AI has stepped back.
    Team,
    Person(OperatorId),
}

/// What is known when one message is decided.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    pub owner: Owner,
    /// The messages since the AI last took the conversation, the one to decide last.
    pub messages: &'a [Message],
    pub stretch: &'a Stretch,
    /// What the judge understood from the customer's words.
    pub reading: &'a Reading,
    pub channel: Channel,
    /// The customer as far as known, so that nobody is asked for what is known already.
    pub customer: Option<&'a Customer>,
    /// The customer's zone, to tell them times they can use.
    pub zone: Option<Tz>,
    /// How many people are there to take a conversation now.
    pub online: usize,
    /// Who they are, as far as that is known: queues with members count only theirs.
    pub present: &'a [OperatorId],
    /// How many conversations wait in each queue already.
    pub waiting: &'a BTreeMap<QueueId, usize>,
    /// How many seconds each place in a queue's line took lately, where enough were picked up to say.
    pub paces: &'a BTreeMap<QueueId, u32>,
    /// The function the AI called, if it called one: `handoff_billing_support`.
    pub called: Option<&'a str>,
}

impl<'a> Facts<'a> {
    /// What is known when the AI has a conversation on the web and nothing else is known about it.
    #[must_use]
    pub fn new(messages: &'a [Message], stretch: &'a Stretch, reading: &'a Reading) -> Self {
        static NOBODY: BTreeMap<QueueId, usize> = BTreeMap::new();
        static UNKNOWN: BTreeMap<QueueId, u32> = BTreeMap::new();
        Self {
            owner: Owner::Ai,
            messages,
            stretch,
            reading,
            channel: Channel::default(),
            customer: None,
            zone: None,
            online: 0,
            waiting: &NOBODY,
            paces: &UNKNOWN,
            present: &[],
            called: None,
        }
    }
}

impl Facts<'_> {
    /// The message to decide, if there is any.
    #[must_use]
    pub fn message(&self) -> Option<&Message> {
        self.messages.last()
    }

    /// Whether the message to decide is an answer of the AI.
    #[must_use]
    pub fn is_answer(&self) -> bool {
        self.message()
            .is_some_and(|message| message.author == Author::Ai)
    }

    /// The customer's newest words. Empty when they have not written in this stretch.
    #[must_use]
    pub fn customer_words(&self) -> &str {
        self.messages
            .iter()
            .rev()
            .find(|m| m.author == Author::Customer)
            .map_or("", |m| m.text.as_str())
    }

    /// Whether the customer writes about one of these subjects, or did so before in this stretch.
    #[must_use]
    pub fn has_touched(&self, about: &[Profile]) -> bool {
        about.iter().any(|subject| {
            self.stretch.noticed.subjects.contains(&subject.key) || is_about(self.reading, subject)
        })
    }

    /// What was noticed in this stretch, this message included.
    #[must_use]
    pub fn noticed(&self, clauses: &[Clause]) -> Noticed {
        let mut noticed = self.stretch.noticed.clone();
        notice(&mut noticed, self.reading, clauses);
        noticed
    }

    /// How many answers the AI has given in this stretch.
    #[must_use]
    pub fn exchanges(&self) -> usize {
        self.messages
            .iter()
            .filter(|message| message.author == Author::Ai)
            .count()
    }
}

/// Adds what one more reading says to what was noticed before.
pub fn notice(noticed: &mut Noticed, reading: &Reading, clauses: &[Clause]) {
    if reading.urgency > noticed.urgency {
        noticed.urgency = reading.urgency;
        noticed.urgent_words.clone_from(&reading.evidence.urgency);
    }
    // Only these two ask later what was written about before.
    let lasting = clauses.iter().filter(|clause| {
        matches!(
            clause.means,
            Meaning::TryFirst { .. } | Meaning::Priority { .. }
        )
    });
    for subject in lasting.flat_map(|clause| clause.means.about()) {
        if !noticed.subjects.contains(&subject.key) && is_about(reading, subject) {
            noticed.subjects.push(subject.key.clone());
        }
    }
}

fn is_about(reading: &Reading, subject: &Profile) -> bool {
    let found = reading
        .matches
        .iter()
        .find(|found| *found.key == *subject.key);
    found.is_some_and(|found| found.score >= 0.5)
}
