//! A knowledge topic that leads to people.

use crate::{id::HandoffId, judge::Profile};

/// How much of an article describes what it is about, in characters: the beginning says it best.
const BEGINNING: usize = 400;

/// A knowledge topic with the handoffs it may end in. What the AI answers from it is not known here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topic {
    pub title: String,
    pub text: String,
    /// When one of its handoffs should be used, in the admin's words; may be empty.
    pub instructions: String,
    /// The handoffs, tried in this order.
    pub handoffs: Vec<HandoffId>,
}

impl Topic {
    /// What the judge compares messages with.
    #[must_use]
    pub fn profile(&self) -> Profile {
        let begins: String = self.text.chars().take(BEGINNING).collect();
        let description = [self.instructions.trim(), begins.trim()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        Profile {
            key: format!("topic_handoff:{}", self.title),
            name: self.title.clone(),
            description,
            ..Profile::default()
        }
    }
}
