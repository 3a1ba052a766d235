//! Webhooks: which events a system of somebody else's is told of, and what it is told.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{
    clock::Instant,
    conversation::{Conversation, Entry, HandoffRequest, State},
    event::{EventKind, NewEvent},
    id::{AgentId, WebhookId, hash_secret},
    problem::{Problem, nearest},
};

/// The longest name, in characters.
pub const NAME_MAX: usize = 100;
/// The longest address, in characters.
pub const URL_MAX: usize = 2000;

/// Something that webhooks tell of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Topic {
    #[serde(rename = "conversation.handoff_requested")]
    HandoffRequested,
    #[serde(rename = "handoff_offered")]
    HandoffOffered,
    #[serde(rename = "handoff_declined")]
    HandoffDeclined,
    #[serde(rename = "conversation.assigned")]
    Assigned,
    #[serde(rename = "agent_connected")]
    AgentConnected,
    #[serde(rename = "message.created")]
    MessageCreated,
    #[serde(rename = "conversation.resolved")]
    Resolved,
    #[serde(rename = "handed_back")]
    HandedBack,
    #[serde(rename = "callback_requested")]
    CallbackRequested,
}

impl Topic {
    /// Every topic, in the order of a conversation's life.
    pub const ALL: [Self; 9] = [
        Self::HandoffRequested,
        Self::HandoffOffered,
        Self::HandoffDeclined,
        Self::Assigned,
        Self::AgentConnected,
        Self::MessageCreated,
        Self::Resolved,
        Self::HandedBack,
        Self::CallbackRequested,
    ];

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HandoffRequested => "conversation.handoff_requested",
            Self::HandoffOffered => "handoff_offered",
            Self::HandoffDeclined => "handoff_declined",
            Self::Assigned => "conversation.assigned",
            Self::AgentConnected => "agent_connected",
            Self::MessageCreated => "message.created",
            Self::Resolved => "conversation.resolved",
            Self::HandedBack => "handed_back",
            Self::CallbackRequested => "callback_requested",
        }
    }

    /// What it is, for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::HandoffRequested => "A conversation is handed off",
            Self::HandoffOffered => "A customer is asked whether they want a person",
            Self::HandoffDeclined => "A customer does not want a person",
            Self::Assigned => "A conversation is given to somebody, or taken from them",
            Self::AgentConnected => "A person has a conversation",
            Self::MessageCreated => "Somebody wrote something",
            Self::Resolved => "A conversation is resolved",
            Self::HandedBack => "A conversation is back with the AI",
            Self::CallbackRequested => "A customer is promised that somebody gets in touch",
        }
    }

    /// The topic of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == name)
    }

    /// What webhooks tell of something that happened.
    #[must_use]
    pub fn of(event: &NewEvent) -> Vec<Self> {
        let state = |when: &str| event.data[when].as_str().unwrap_or_default();
        match event.kind {
            EventKind::HandoffRequested => vec![Self::HandoffRequested],
            EventKind::StateChanged if state("after") == State::Offered.as_str() => {
                vec![Self::HandoffOffered]
            }
            EventKind::StateChanged
                if state("before") == State::Offered.as_str()
                    && state("after") == State::WithAi.as_str() =>
            {
                vec![Self::HandoffDeclined]
            }
            EventKind::ConversationClaimed => vec![Self::AgentConnected],
            EventKind::ConversationAssigned if event.data["after"]["assignee"].is_null() => {
                vec![Self::Assigned]
            }
            EventKind::ConversationAssigned => vec![Self::Assigned, Self::AgentConnected],
            EventKind::MessageAdded => vec![Self::MessageCreated],
            EventKind::ConversationResolved => vec![Self::Resolved],
            EventKind::ConversationHandedBack => vec![Self::HandedBack],
            EventKind::CallbackNoted => vec![Self::CallbackRequested],
            _ => Vec::new(),
        }
    }
}

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

/// The topics of these names, in order and each once, or what is wrong with them.
pub fn topics_named(names: &[String]) -> Result<Vec<Topic>, Vec<Problem>> {
    let known = Topic::ALL.map(Topic::as_str);
    let mut problems = Vec::new();
    let mut topics = Vec::new();
    for (row, name) in names.iter().enumerate() {
        if let Some(topic) = Topic::parse(name) {
            topics.push(topic);
            continue;
        }
        let meant = nearest(name, known).map_or_else(
            || format!("There are {}.", known.join(", ")),
            |near| format!("Did you mean “{near}”?"),
        );
        let detail = format!("There is no event “{name}”. {meant}");
        problems.push(Problem::new(format!("/events/{row}"), detail));
    }
    topics.sort_unstable();
    topics.dedup();
    if problems.is_empty() {
        Ok(topics)
    } else {
        Err(problems)
    }
}

/// How one message to a webhook is told from all others.
#[derive(Debug, Clone, Copy)]
pub struct Envelope<'a> {
    /// The same on every attempt.
    pub id: &'a str,
    /// A topic's name, or `test`.
    pub event: &'a str,
    /// Which one it is of those about the same conversation, from 1.
    pub sequence: i64,
    pub at: Instant,
}

/// What is known of a conversation when a webhook tells of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct About<'a> {
    pub conversation: Option<&'a Conversation>,
    pub request: Option<&'a HandoffRequest>,
    /// Of the customer's newest message, −1…1.
    pub sentiment: Option<f64>,
    /// Who has it: number and name.
    pub operator: Option<(i64, &'a str)>,
    pub message: Option<&'a Entry>,
    pub callback_due_at: Option<Instant>,
}

/// The whole body: what happened, when, and everything the topic tells.
#[must_use]
pub fn body(envelope: Envelope, topic: Option<Topic>, about: &About) -> Value {
    json!({
        "id": envelope.id,
        "type": envelope.event,
        "event": envelope.event,
        "timestamp": envelope.at,
        "sequence": envelope.sequence,
        "data": data(topic, about),
    })
}

fn data(topic: Option<Topic>, about: &About) -> Value {
    let mut data = Map::new();
    if let Some(conversation) = about.conversation {
        data.insert("conversation_id".into(), json!(conversation.id));
        data.insert("customer".into(), customer(conversation));
    }
    match topic {
        Some(Topic::HandoffRequested) => {
            let request = about.request;
            let of = |value: Option<Value>| value.unwrap_or(Value::Null);
            let known = [
                (
                    "trigger",
                    of(request.map(|one| json!(trigger(&one.trigger)))),
                ),
                ("sentiment_score", json!(about.sentiment)),
                ("summary", of(request.map(|one| json!(one.summary.text)))),
                (
                    "suggested_actions",
                    of(request.map(|one| json!(one.summary.suggested))),
                ),
                (
                    "priority",
                    of(request.map(|one| json!(one.priority.title().to_lowercase()))),
                ),
            ];
            data.extend(known.map(|(name, value)| (name.to_owned(), value)));
        }
        Some(Topic::Assigned | Topic::AgentConnected | Topic::Resolved | Topic::HandedBack) => {
            let operator = about
                .operator
                .map(|(id, name)| json!({"id": id, "name": name}));
            data.insert("operator".into(), json!(operator));
        }
        Some(Topic::MessageCreated) => {
            let message = about.message.map(|message| {
                json!({"id": message.id, "author": message.author, "text": message.text, "created_at": message.at})
            });
            data.insert("message".into(), json!(message));
        }
        Some(Topic::CallbackRequested) => {
            data.insert("due_at".into(), json!(about.callback_due_at));
        }
        Some(Topic::HandoffOffered | Topic::HandoffDeclined) => {}
        None => {
            data.insert("message".into(), json!("This is a test."));
        }
    }
    Value::Object(data)
}

/// The customer; the same person keeps the same id as long as their address is known, else each conversation
/// has one of its own.
fn customer(conversation: &Conversation) -> Value {
    let known = &conversation.customer;
    let who = known.email.as_deref().map(str::to_lowercase);
    let who = who.unwrap_or_else(|| conversation.id.0.clone());
    let id = hash_secret(&who);
    json!({"id": format!("cust_{}", &id[..16]), "name": known.name, "email": known.email})
}

/// What receivers of such messages call a reason, where they have a word of their own for it.
fn trigger(kind: &str) -> &str {
    match kind {
        "explicit_request" | "keyword" => "customer_request",
        "frustration" => "sentiment_threshold",
        "low_confidence" => "low_confidence_threshold",
        "forbidden_topic" => "topics",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        channel::Channel,
        clock::from_millis,
        conversation::{AnsweredBy, Priority, RequestSummary},
        id::ConversationId,
    };

    fn conversation() -> Conversation {
        let id = ConversationId("conv_xyz789".into());
        let mut of = Conversation::begun(
            id,
            AgentId(1),
            Channel::Web,
            AnsweredBy::BuiltIn,
            from_millis(0),
        );
        of.customer.name = Some("Priya Sharma".into());
        of.customer.email = Some("priya@example.com".into());
        of
    }

    #[test]
    fn a_handoff_is_told_with_the_fields_that_receivers_know() {
        let conversation = conversation();
        let request = HandoffRequest {
            trigger: "frustration".into(),
            trigger_name: None,
            topic: None,
            reason: String::new(),
            evidence: String::new(),
            priority: Priority::High,
            collected: [].into(),
            missing: Vec::new(),
            summary: RequestSummary {
                text: "Delayed order.".into(),
                suggested: vec!["Check the carrier".into()],
                ..RequestSummary::default()
            },
            queue: None,
            requested_at: from_millis(0),
            taken_by: None,
            taken_at: None,
        };
        let about = About {
            conversation: Some(&conversation),
            request: Some(&request),
            sentiment: Some(-0.65),
            ..About::default()
        };
        let envelope = Envelope {
            id: "evt_7",
            event: Topic::HandoffRequested.as_str(),
            sequence: 3,
            at: from_millis(1_768_213_800_000),
        };
        let told = body(envelope, Some(Topic::HandoffRequested), &about);
        let customer = told["data"]["customer"]["id"].clone();
        assert!(customer.as_str().unwrap().starts_with("cust_"));
        assert_eq!(
            told,
            json!({
                "id": "evt_7", "type": "conversation.handoff_requested", "event": "conversation.handoff_requested",
                "timestamp": "2026-01-12T10:30:00Z", "sequence": 3,
                "data": {
                    "conversation_id": "conv_xyz789",
                    "customer": {"id": customer, "name": "Priya Sharma", "email": "priya@example.com"},
                    "trigger": "sentiment_threshold", "sentiment_score": -0.65, "summary": "Delayed order.",
                    "suggested_actions": ["Check the carrier"], "priority": "high",
                },
            })
        );
    }

    #[test]
    fn what_happened_is_told_under_its_public_names() {
        let told = |kind, data| Topic::of(&NewEvent::new(kind, data));
        let moved = |before: &str, after: &str| json!({"before": before, "after": after});
        for (kind, data, expected) in [
            (
                EventKind::StateChanged,
                moved("with_ai", "offered"),
                &[Topic::HandoffOffered][..],
            ),
            (
                EventKind::StateChanged,
                moved("offered", "with_ai"),
                &[Topic::HandoffDeclined],
            ),
            (EventKind::StateChanged, moved("offered", "waiting"), &[]),
            (
                EventKind::ConversationClaimed,
                json!({}),
                &[Topic::AgentConnected],
            ),
            (
                EventKind::ConversationAssigned,
                json!({"after": {"assignee": 3}}),
                &[Topic::Assigned, Topic::AgentConnected],
            ),
            (
                EventKind::ConversationAssigned,
                json!({"after": {"assignee": null}}),
                &[Topic::Assigned],
            ),
            (EventKind::NoteAdded, json!({}), &[]),
        ] {
            assert_eq!(told(kind, data.clone()), expected, "{kind:?} {data}");
        }
    }

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
        let named = topics_named(&["handed_back".into(), "mesage.created".into()]);
        let problem = &named.unwrap_err()[0];
        assert_eq!(problem.pointer, "/events/1");
        assert!(
            problem.detail.contains("“message.created”"),
            "{}",
            problem.detail
        );
    }
}
