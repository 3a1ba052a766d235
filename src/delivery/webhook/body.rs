//! What one message to a webhook says.

use serde_json::{Map, Value, json};

use super::Topic;
use crate::{
    clock::Instant,
    conversation::{Conversation, Entry, HandoffRequest},
    id::hash_secret,
};

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
        id::{AgentId, ConversationId},
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
}
