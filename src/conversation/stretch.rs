//! How far the AI and the customer have got towards a person, since the AI last took the conversation.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Attempt, Line, Reason};
use crate::id::HandoffId;

/// Where the talk about a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nobody has been offered.
    #[default]
    Open,
    /// The customer was asked whether they want a person.
    Offered,
    /// The customer is being asked what the team must know first.
    Gathering,
    /// Nobody is there; the customer is being asked how to reach them.
    CollectingContact,
    /// A person was asked for.
    HandedOff,
    /// The team will get in touch.
    CallbackNoted,
}

/// The one thing the customer was last asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    pub name: String,
    /// How often it has been asked for, 1 or 2.
    pub tries: u32,
}

/// What was noticed on the way, so that long conversations are not read again from the start.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Noticed {
    /// The highest urgency so far, 0…1, with the words that said so.
    pub urgency: f64,
    pub urgent_words: Option<String>,
    /// The keys of the subjects of “When to use” that the customer has written about.
    pub subjects: Vec<String>,
}

/// The part of a conversation since the AI last took it. A handback starts a new one, so that nothing
/// from before can trigger again.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Stretch {
    pub stage: Stage,
    /// Why a person is wanted, once something has fired.
    pub because: Option<Reason>,
    /// The handoffs that fit when a person was first wanted, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<HandoffId>,
    /// The kinds of triggers a person was already offered for.
    pub offered_for: Vec<String>,
    /// The customer said no to a person.
    pub declined: bool,
    /// The customer was told that nobody is there.
    pub told_closed: bool,
    /// What was gathered, by the field's name.
    pub collected: BTreeMap<String, String>,
    pub asking: Option<Asking>,
    /// What was asked for twice without an answer.
    pub given_up: Vec<String>,
    /// What the AI reported to have tried, latest last.
    pub attempted: Vec<Attempt>,
    pub noticed: Noticed,
    /// What matters while it looks for one of the team.
    #[serde(skip_serializing_if = "Line::is_plain")]
    pub line: Line,
}
