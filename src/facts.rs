//! What is known at the moment of deciding. Everything `decide` looks at is here or in the policy.

use std::collections::BTreeMap;

use chrono_tz::Tz;

use crate::{
    channel::Channel,
    conversation::{Author, Customer, Message, Stretch},
    id::{OperatorId, QueueId},
    judge::Reading,
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
    /// How many conversations wait in each queue already.
    pub waiting: &'a BTreeMap<QueueId, usize>,
}

impl<'a> Facts<'a> {
    /// What is known when the AI has a conversation on the web and nothing else is known about it.
    #[must_use]
    pub fn new(messages: &'a [Message], stretch: &'a Stretch, reading: &'a Reading) -> Self {
        static NOBODY: BTreeMap<QueueId, usize> = BTreeMap::new();
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

    /// How many answers the AI has given in this stretch.
    #[must_use]
    pub fn exchanges(&self) -> usize {
        self.messages
            .iter()
            .filter(|message| message.author == Author::Ai)
            .count()
    }
}
