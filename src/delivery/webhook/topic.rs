//! Of what webhooks tell, under which names, and which events that is here.

use serde::{Deserialize, Serialize};

use crate::{
    conversation::State,
    event::{EventKind, NewEvent},
    problem::{Problem, nearest},
};

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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
    fn a_name_that_does_not_exist_is_named_with_the_one_that_was_meant() {
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
