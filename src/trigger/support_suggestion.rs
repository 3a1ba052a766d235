//! The AI itself told the customer to contact support.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Finding, Kind, Trigger};
use crate::{
    conversation::{Author, Conduct},
    facts::Facts,
    judge::{Clause, phrase},
};

/// Fires when the AI's newest answer sends the customer to support, which is what a handoff does better.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SupportSuggestion {
    pub enabled: bool,
    pub conduct: Conduct,
}

const KIND: Kind = Kind {
    name: "support_suggestion",
    title: "The AI says to contact support",
    hint: "“Please get in touch with our support team.”",
    category: "support_suggestion",
    rank: 0,
    looks_at_answers: true,
    fields: &[],
};

/// What one of the suggestions has in it: a quick way out for most answers.
const HINTS: [&str; 6] = ["contact", "reach", "touch", "call", "support", "write"];

const SUGGESTIONS: [&str; 14] = [
    "contact support",
    "contact our support",
    "contact customer service",
    "contact our customer service",
    "contact customer support",
    "contact our team",
    "reach out to support",
    "reach out to our",
    "get in touch with our",
    "get in touch with support",
    "call our",
    "speak to our support",
    "email our support",
    "write to our support",
];

impl Trigger for SupportSuggestion {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn is_enabled(&self) -> bool {
        self.enabled
    }

    fn conduct(&self) -> Conduct {
        self.conduct
    }

    fn check(&self, facts: &Facts, _: &[Clause]) -> Finding {
        let newest = facts
            .messages
            .iter()
            .rev()
            .find(|message| message.author == Author::Ai);
        let found = newest.and_then(|answer| {
            let lower = answer.text.to_lowercase();
            if !HINTS.iter().any(|hint| lower.contains(hint)) {
                return None;
            }
            let said = phrase::Text::of(&answer.text);
            let suggestion = SUGGESTIONS.iter().find(|words| said.has(words))?;
            said.find(suggestion, &[])
        });
        match found {
            Some(words) => Finding::fires(0.7, words, "The AI told them to contact support"),
            None => Finding::quiet("The AI’s answer does not send them to support."),
        }
    }
}
