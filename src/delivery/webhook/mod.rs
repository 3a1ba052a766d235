//! Webhooks: which events a system of somebody else's is told of, and what it is told.

mod body;
mod topic;

pub use body::{About, Envelope, body};
pub use topic::{Topic, topics_named};

use crate::{
    id::{AgentId, WebhookId},
    problem::Problem,
};

/// The longest name, in characters.
pub const NAME_MAX: usize = 100;
/// The longest address, in characters.
pub const URL_MAX: usize = 2000;

/// An address that is told of some of what happens to an AI agent's conversations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    pub id: WebhookId,
    pub agent: AgentId,
    pub name: String,
    pub url: String,
    pub topics: Vec<Topic>,
    pub is_enabled: bool,
}

impl Webhook {
    /// Everything that is wrong with it.
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut wrong = |pointer: &str, detail: &str| problems.push(Problem::new(pointer, detail));
        match self.name.trim().chars().count() {
            0 => wrong("/name", "Give it a name, such as “Order system”."),
            1..=NAME_MAX => {}
            _ => wrong("/name", "A name has at most 100 characters."),
        }
        let has_host = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
        let rest = self
            .url
            .strip_prefix("https://")
            .or_else(|| self.url.strip_prefix("http://"));
        if self.url.chars().count() > URL_MAX {
            wrong("/url", "An address has at most 2,000 characters.");
        } else if !rest.is_some_and(has_host) || self.url.contains(char::is_whitespace) {
            wrong(
                "/url",
                "Write where it is, such as https://example.com/handoffs.",
            );
        } else if rest.is_some_and(|rest| rest.split('/').next().unwrap_or("").contains('@')) {
            wrong(
                "/url",
                "Leave the name and password out of the address. The signature says that it is us.",
            );
        }
        if self.topics.is_empty() {
            wrong("/events", "Choose at least one event.");
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_named_at_its_place() {
        let webhook = |name: &str, url: &str, topics: &[Topic]| Webhook {
            id: WebhookId(0),
            agent: AgentId(1),
            name: name.into(),
            url: url.into(),
            topics: topics.to_vec(),
            is_enabled: true,
        };
        let pointers = |of: Webhook| {
            let problems = of.check().into_iter().map(|problem| problem.pointer);
            problems.collect::<Vec<_>>()
        };
        assert_eq!(
            pointers(webhook("", "ftp://x", &[])),
            ["/name", "/url", "/events"]
        );
        for url in [
            "https://me:secret@example.com/x",
            "https://",
            "https:// x",
            "example.com",
        ] {
            assert_eq!(pointers(webhook("a", url, &Topic::ALL)), ["/url"], "{url}");
        }
        for url in ["https://example.com", "http://[::1]:3000/a@b"] {
            assert_eq!(pointers(webhook("a", url, &Topic::ALL)), [""; 0], "{url}");
        }
    }
}
