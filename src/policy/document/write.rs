//! Writing the configuration document: all that is set up, said once. What the five sections say is not said
//! again beside them, so that whoever changes it there changes it.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Document;
use crate::{
    handoff::{Destination, Handoff, Queue, Topic, TransferFunction},
    id::QueueId,
    policy::{Action, HumanHandoff, Policy, human_handoff::GENERIC},
    routing::{RoutingProfile, Sharing},
    schedule::Schedule,
};

impl Document {
    /// The document of an AI agent that was just made: switched off, with one queue that is always open.
    #[must_use]
    pub fn fresh() -> Value {
        let hours = Schedule::always(chrono_tz::UTC);
        let action = Action::default();
        let five = HumanHandoff::of(&action, &hours, &[]);
        let queue = Queue::new(QueueId(1), "Main team", hours);
        let mut policy = Policy::new(action, vec![queue]);
        policy.sharing.insert(QueueId(1), Sharing::default());
        Self::write(&policy, &five, &[])
    }

    /// The document of what is set up: `five` are its five sections, `policy` everything with every routing
    /// profile, `asleep` the topics that are switched off. [`Document::read`] reads it as the same decisions.
    #[must_use]
    pub fn write(policy: &Policy, five: &HumanHandoff, asleep: &[Topic]) -> Value {
        let action = &policy.action;
        let mut document = object(five);
        let guidelines = &action.triggers.custom_guidelines.0;
        let profiles = policy.routing_profiles.iter().map(profile);
        let topics = policy.topics.iter().map(|topic| (topic, true));
        let topics = topics.chain(asleep.iter().map(|topic| (topic, false)));
        let functions = policy.transfer_functions.iter();
        let sections = [
            ("custom_guidelines", json!(guidelines)),
            ("routing_profiles", profiles.collect()),
            ("action", section(action)),
            ("triggers", triggers(action)),
            ("messages", messages(action)),
            (
                "outside_hours",
                json!({"action": action.outside_hours.action}),
            ),
            (
                "queues",
                policy
                    .queues
                    .iter()
                    .map(|queue| policy.written(queue))
                    .collect(),
            ),
            (
                "handoffs",
                policy
                    .handoffs
                    .iter()
                    .map(|one| policy.leading(one))
                    .collect(),
            ),
            (
                "transfer_functions",
                functions.map(TransferFunction::to_json).collect(),
            ),
            (
                "topics",
                topics.map(|(topic, on)| policy.ending(topic, on)).collect(),
            ),
            (
                "assignment",
                json!({"priority_boost_on_sentiment": action.priority_boost_on_sentiment}),
            ),
        ];
        for (name, value) in sections {
            document.insert(name.to_owned(), value);
        }
        Value::Object(document)
    }
}

fn object(value: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

fn section(action: &Action) -> Value {
    json!({
        "when_to_use": action.when_to_use, "level": action.level, "auto_priority": action.auto_priority,
        "information_to_gather": action.information_to_gather, "reply_minutes": action.reply_minutes,
    })
}

/// What the triggers are set to, without what `settings` and the guidelines say of them.
fn triggers(action: &Action) -> Value {
    let mut triggers = object(&action.triggers);
    triggers.remove("custom_guidelines");
    for generic in &GENERIC {
        if let Some(Value::Object(own)) = triggers.get_mut(generic.trigger) {
            own.remove("enabled");
        }
    }
    let keyword = &action.triggers.keyword;
    if let Some(Value::Object(own)) = triggers.get_mut("keyword") {
        if keyword.enabled {
            own.remove("phrases");
        }
        if keyword.enabled != keyword.phrases.is_empty() {
            own.remove("enabled");
        }
    }
    Value::Object(triggers)
}

fn messages(action: &Action) -> Value {
    let mut messages = object(&action.messages);
    for said in ["offer", "handoff_initiated"] {
        messages.remove(said);
    }
    Value::Object(messages)
}

fn profile(profile: &RoutingProfile) -> Value {
    json!({
        "id": profile.id, "name": profile.name, "description": profile.description,
        "examples": profile.examples, "is_active": profile.is_active, "user_ids": profile.operators,
    })
}

impl Policy {
    /// A queue with its hours, and what a destination object cannot say.
    fn written(&self, queue: &Queue) -> Value {
        let function = queue
            .transfer_function
            .and_then(|id| self.transfer_function(id));
        let function = function.map(|function| function.name.as_str());
        let mut written = object(&Destination::of(queue, function).to_json());
        let sharing = self.sharing.get(&queue.id);
        let ours = [
            ("capacity", json!(queue.capacity)),
            ("needs_presence", json!(queue.needs_presence)),
            ("members", json!(queue.members)),
            (
                "groups",
                if queue.groups.is_empty() {
                    Value::Null
                } else {
                    json!(queue.groups)
                },
            ),
            (
                "sharing",
                sharing.map_or(Value::Null, |sharing| self.named(json!(sharing))),
            ),
        ];
        let is_said = |(_, value): &(&str, Value)| !value.is_null();
        for (name, value) in ours.into_iter().filter(is_said) {
            written.insert(name.to_owned(), value);
        }
        Value::Object(written)
    }

    /// A way to share out, with the queue it falls back to by its name.
    fn named(&self, mut sharing: Value) -> Value {
        if let Some(queue) = sharing.pointer_mut("/fallback/queue") {
            let id = queue.as_i64().map(QueueId);
            let name = self.queues.iter().find(|known| Some(known.id) == id);
            *queue = json!(name.map(|known| &known.name));
        }
        sharing
    }

    fn leading(&self, handoff: &Handoff) -> Value {
        let names = handoff.queues.iter().filter_map(|id| {
            let queue = self.queues.iter().find(|queue| queue.id == *id)?;
            Some(queue.name.as_str())
        });
        json!({
            "name": handoff.name, "description": handoff.description,
            "available_instructions": handoff.available_instructions,
            "unavailable_instructions": handoff.unavailable_instructions,
            "queues": names.collect::<Vec<_>>(),
        })
    }

    fn ending(&self, topic: &Topic, is_enabled: bool) -> Value {
        let names = topic.handoffs.iter().filter_map(|id| self.handoff(*id));
        json!({
            "title": topic.title, "text": topic.text, "instructions": topic.instructions,
            "handoffs": names.map(|handoff| handoff.name.as_str()).collect::<Vec<_>>(), "enabled": is_enabled,
        })
    }
}
