//! The customer uses one of the admin's words.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{Change, Field, FieldKind, Finding, Kind, Near, Trigger};
use crate::{
    conversation::Conduct,
    facts::Facts,
    judge::{Clause, phrase},
};

/// Fires on whole words and phrases, whatever their case and accents, unless they are part of an exception:
/// “agent” does not fire in “travel agent” when that is listed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Keyword {
    pub enabled: bool,
    pub conduct: Conduct,
    pub phrases: Vec<String>,
    pub exceptions: Vec<String>,
}

impl Default for Keyword {
    fn default() -> Self {
        Self {
            enabled: true,
            conduct: Conduct::AskFirst,
            phrases: Vec::new(),
            exceptions: Vec::new(),
        }
    }
}

const KIND: Kind = Kind {
    name: "keyword",
    title: "Says certain words",
    hint: "Whole words, in any case.",
    category: "customer_request",
    rank: 0,
    looks_at_answers: false,
    fields: &[
        Field {
            name: "phrases",
            label: "Words or phrases, one a line",
            kind: FieldKind::Phrases,
        },
        Field {
            name: "exceptions",
            label: "But not in these, one a line",
            kind: FieldKind::Phrases,
        },
    ],
};

impl Trigger for Keyword {
    fn kind(&self) -> &'static Kind {
        &KIND
    }

    fn is_enabled(&self) -> bool {
        self.enabled && !self.phrases.is_empty()
    }

    fn conduct(&self) -> Conduct {
        self.conduct
    }

    fn check(&self, facts: &Facts, _: &[Clause]) -> Finding {
        let text = facts.customer_words();
        let said = phrase::Text::of(text);
        for wanted in &self.phrases {
            if let Some(found) = said.find(wanted, &self.exceptions) {
                return Finding::fires(1.0, found, format!("They said “{wanted}”"));
            }
        }
        match self.excepted(&said) {
            Some((phrase, _)) => Finding::near(
                format!("“{phrase}” stands in an exception."),
                Near {
                    gap: 0.1,
                    ..Near::probability(0.0, Some(phrase))
                },
            ),
            None => Finding::quiet("None of the words or phrases."),
        }
    }

    fn change(&self, facts: &Facts) -> Option<Change> {
        let said = phrase::Text::of(facts.customer_words());
        let (phrase, row) = self.excepted(&said)?;
        let exception = &self.exceptions[row];
        Some(Change {
            setting: format!("/triggers/keyword/exceptions/{row}"),
            from: exception.as_str().into(),
            to: Value::Null,
            words: format!(
                "Without the exception “{exception}” the word “{phrase}” would have been a reason."
            ),
        })
    }
}

impl Keyword {
    /// A phrase that is said, though only inside an exception, and which exception is the only one there.
    fn excepted<'a>(&'a self, said: &phrase::Text) -> Option<(&'a str, usize)> {
        let said_there = |row: &usize| said.find(&self.exceptions[*row], &[]).is_some();
        let row = (0..self.exceptions.len()).find(said_there)?;
        let others: Vec<String> = [&self.exceptions[..row], &self.exceptions[row + 1..]].concat();
        let frees = |phrase: &&String| said.find(phrase, &others).is_some();
        let phrase = self.phrases.iter().find(frees)?;
        Some((phrase, row))
    }
}
