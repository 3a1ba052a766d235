//! Why a conversation should leave the AI.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What happens when a trigger fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Conduct {
    /// The customer is asked once whether they want a person.
    #[default]
    AskFirst,
    /// The conversation goes to a person without asking.
    AtOnce,
}

/// One trigger that fired, with what made it fire.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Reason {
    /// The trigger's kind, such as `explicit_request`.
    pub kind: String,
    /// Which one among several of a kind: a guideline's or a subject's name.
    pub name: Option<String>,
    /// How sure, 0…1.
    pub score: f64,
    /// The words that made it fire, quoted from the conversation. May be empty.
    pub evidence: String,
    /// The category in the terms integrations use, such as `customer_request`.
    #[serde(rename = "reason")]
    pub category: String,
    /// Whether the customer is asked first.
    pub conduct: Conduct,
    /// The reason as a sentence for people: “They asked for a person”.
    pub words: String,
}

impl Reason {
    /// What tells it from others: its kind, and which one where there are several.
    #[must_use]
    pub fn key(&self) -> String {
        match &self.name {
            Some(name) => format!("{}:{name}", self.kind),
            None => self.kind.clone(),
        }
    }
}
