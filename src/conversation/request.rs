//! What the team sees: a handoff request and the transcript's entries.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Attachment, Author, Priority};
use crate::{
    clock::Instant,
    id::{MessageId, OperatorId, QueueId},
};

/// One occurrence of a conversation being handed to people.
#[derive(Debug, Clone, PartialEq)]
pub struct HandoffRequest {
    /// The kind of the trigger that led here, such as `frustration`.
    pub trigger: String,
    /// Which guideline or subject, where there are several.
    pub trigger_name: Option<String>,
    /// The title of the topic that the customer's question was about, as it was then.
    pub topic: Option<String>,
    /// The reason as a sentence for people.
    pub reason: String,
    /// The words that made it fire.
    pub evidence: String,
    pub priority: Priority,
    /// What was gathered, by the field's label.
    pub collected: BTreeMap<String, String>,
    /// The labels of what is still missing.
    pub missing: Vec<String>,
    pub summary: RequestSummary,
    pub queue: Option<QueueId>,
    pub requested_at: Instant,
    pub taken_by: Option<OperatorId>,
    pub taken_at: Option<Instant>,
}

/// The conversation in short, made when a person was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestSummary {
    /// Two or three sentences.
    pub text: String,
    /// What the AI answered so far.
    pub tried: Vec<String>,
    /// What the AI promised, quoted.
    pub promised: Vec<String>,
    /// What the AI reported to have done, with what came of it.
    pub attempted: Vec<String>,
    /// Why it presses as it does.
    pub pressing: Vec<String>,
    /// What could be done next.
    pub suggested: Vec<String>,
    /// A language model wrote the text and the first of the suggestions.
    pub is_by_model: bool,
}

/// One entry of the transcript, as the team sees it: a message or a note.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub id: MessageId,
    pub author: Author,
    pub operator: Option<OperatorId>,
    /// The writer's name: the customer's, the AI agent's or the operator's.
    pub name: String,
    /// Only the team sees it.
    pub is_note: bool,
    pub text: String,
    pub confidence: Option<f64>,
    /// −1…1, on the customer's messages.
    pub sentiment: Option<f64>,
    pub attachments: Vec<Attachment>,
    /// What the sender calls it, so that a message sent twice is kept once.
    pub client_id: Option<String>,
    /// The engine's whole decision with its trace, on messages that were decided.
    pub decision: Option<Value>,
    pub at: Instant,
}

impl Entry {
    /// What was said, for those who get no files: the words, and the names of what came with them.
    #[must_use]
    pub fn in_words(&self) -> String {
        let named = self
            .attachments
            .iter()
            .filter_map(|with| Some(format!("[{}]", with.name.as_deref()?)));
        let words = Some(self.text.clone()).filter(|text| !text.is_empty());
        let all: Vec<String> = words.into_iter().chain(named).collect();
        all.join("\n")
    }
}
