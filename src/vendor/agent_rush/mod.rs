//! The `handoff` object: triggers, routing, messages, business hours and what happens outside them.

mod object;
mod written;

use serde_json::{Value, json};

use super::{Around, Draft, Export, Vendor};
use crate::{problem::decode, routing::Method, schedule::Schedule};
use object::{Outer, Routing, Triggers};

pub(super) struct AgentRush;

impl Vendor for AgentRush {
    fn name(&self) -> &'static str {
        "agent_rush"
    }

    fn title(&self) -> &'static str {
        "Agent Rush"
    }

    fn holds(&self) -> &'static str {
        "the “handoff” object: triggers, routing, messages, business hours, outside hours"
    }

    fn example(&self) -> &'static str {
        r#"{"handoff": {"enabled": true, "triggers": {…}, "routing": {…}, "messages": {…}}}"#
    }

    fn places(&self) -> &'static [(&'static str, &'static str)] {
        &[
            (
                "/settings/confirmation_outside_working_hours_message",
                "/handoff/outside_hours/message",
            ),
            (
                "/settings/confirmation_message",
                "/handoff/messages/handoff_initiated",
            ),
            ("/messages", "/handoff/messages"),
            ("/outside_hours", "/handoff/outside_hours"),
            (
                "/triggers/frustration/sentiment_threshold",
                "/handoff/triggers/sentiment_threshold",
            ),
            (
                "/triggers/max_exchanges/exchanges",
                "/handoff/triggers/max_exchanges",
            ),
            (
                "/triggers/low_confidence/threshold",
                "/handoff/triggers/low_confidence_threshold",
            ),
            ("/triggers/forbidden_topics", "/handoff/triggers/topics"),
            ("/routing_profiles", "/handoff/routing/skills"),
            (
                "/queues/0/sharing/max_concurrent_per_agent",
                "/handoff/routing/max_concurrent_per_agent",
            ),
        ]
    }

    fn read(&self, written: &Value, draft: &mut Draft) {
        if written.get("handoff").is_none() {
            let detail =
                "Write an object with “handoff” in it: {\"handoff\": {\"enabled\": true, …}}.";
            return draft.refuse("", detail);
        }
        let decoded = decode::<Outer>(written.clone());
        draft.refuse_all("", decoded.problems);
        let Some(Outer { handoff }) = decoded.value else {
            return;
        };
        if let Some(enabled) = handoff.enabled {
            draft.set("/settings/is_active", json!(enabled));
        }
        if let Some(said) = &handoff.triggers {
            triggers(said, draft);
        }
        if let Some(said) = &handoff.routing {
            routing(said, draft);
        }
        if let Some(said) = &handoff.messages {
            if let Some(text) = &said.handoff_initiated {
                draft.message("/settings/confirmation_message", text);
            }
            for (name, text) in [
                ("waiting_for_agent", &said.waiting_for_agent),
                ("agent_connected", &said.agent_connected),
            ] {
                if let Some(text) = text {
                    draft.set(&format!("/messages/{name}"), json!(text));
                }
            }
        }
        if let Some(said) = &handoff.business_hours {
            business_hours(said, draft);
        }
        if let Some(said) = &handoff.outside_hours {
            if let Some(action) = &said.action {
                draft.set("/outside_hours/action", json!(action));
            }
            if let Some(text) = &said.message {
                let place = "/settings/confirmation_outside_working_hours_message";
                draft.message(place, text);
            }
        }
    }

    fn write(&self, document: &Value, around: &Around) -> Export {
        written::write(document, around)
    }
}

/// The triggers become those that are said; one that is not said is off.
fn triggers(said: &Triggers, draft: &mut Draft) {
    let asks = said.customer_request.unwrap_or(false);
    draft.set("/triggers/explicit_request/enabled", json!(asks));
    draft.switch_reason("user_frustration", said.sentiment_threshold.is_some());
    if let Some(threshold) = &said.sentiment_threshold {
        draft.set(
            "/triggers/frustration/sentiment_threshold",
            json!(threshold),
        );
    }
    draft.switch_reason("lack_of_knowledge", said.low_confidence_threshold.is_some());
    if let Some(threshold) = &said.low_confidence_threshold {
        draft.set("/triggers/low_confidence/threshold", json!(threshold));
    }
    draft.set(
        "/triggers/max_exchanges/enabled",
        json!(said.max_exchanges.is_some()),
    );
    if let Some(exchanges) = said.max_exchanges {
        draft.set("/triggers/max_exchanges/exchanges", json!(exchanges));
    }
    let known = draft.rows("/triggers/forbidden_topics").to_vec();
    let topic = |name: &String| {
        let same = known.iter().find(|known| known["name"] == **name);
        same.cloned().unwrap_or_else(|| {
            let words = name.replace(['_', '-'], " ");
            json!({"name": name, "description": words, "keywords": [], "examples": []})
        })
    };
    let topics = said.topics.iter().flatten().map(topic).collect();
    draft.set("/triggers/forbidden_topics", topics);
    let off = [
        ("customer_request", said.customer_request.is_none()),
        ("sentiment_threshold", said.sentiment_threshold.is_none()),
        ("max_exchanges", said.max_exchanges.is_none()),
        (
            "low_confidence_threshold",
            said.low_confidence_threshold.is_none(),
        ),
    ];
    for (name, _) in off.into_iter().filter(|(_, is_off)| *is_off) {
        let detail = format!("“{name}” is not among the triggers, so it is off here.");
        let at = format!("/handoff/triggers/{name}");
        draft.changed(at, detail);
    }
}

/// How every queue shares its conversations out, and who is there for what.
fn routing(said: &Routing, draft: &mut Draft) {
    let at = "/handoff/routing";
    let queues = draft.rows("/queues").len();
    if let Some(method) = &said.method {
        if Method::named(method).is_none() {
            let detail = format!(
                "“{method}” is no method. Use notify_all, round_robin, skill_based or load_based."
            );
            return draft.refuse(format!("{at}/method"), detail);
        }
        each_queue(queues, "sharing/method", &json!(method), draft);
    }
    if let Some(most) = said.max_concurrent_per_agent {
        each_queue(
            queues,
            "sharing/max_concurrent_per_agent",
            &json!(most),
            draft,
        );
    }
    match said.fallback.as_deref() {
        None => {}
        Some("queue") => each_queue(queues, "sharing/fallback", &json!({"to": "queue"}), draft),
        Some(to) => {
            let detail = format!(
                "A fallback “{to}” is not known here. Where nobody can take a conversation it keeps its place in line."
            );
            draft.lost(format!("{at}/fallback"), detail);
        }
    }
    if queues > 1 && (said.method.is_some() || said.max_concurrent_per_agent.is_some()) {
        let detail = format!("There are {queues} queues here. All of them share out like that.");
        draft.kept(at, detail);
    }
    if let Some(boost) = said.priority_boost_on_sentiment {
        draft.set("/assignment/priority_boost_on_sentiment", json!(boost));
    }
    if let Some(pool) = &said.agent_pool {
        let members = people(pool, "/handoff/routing/agent_pool", draft);
        if members.len() == pool.len() {
            each_queue(queues, "members", &json!(members), draft);
        } else {
            let detail =
                "Not everybody in the pool works here, so who works on the queues stays as it is.";
            draft.lost("/handoff/routing/agent_pool", detail);
        }
    }
    for (skill, names) in said.skills.iter().flatten() {
        let at = format!("{at}/skills{}", crate::problem::step(skill));
        let able = people(names, &at, draft);
        subject(skill, &able, draft);
        let detail = format!(
            "The skill “{skill}” becomes a routing profile of that name with the people for it. How well somebody can do it is set at each person."
        );
        draft.changed(at, detail);
    }
}

fn each_queue(queues: usize, place: &str, value: &Value, draft: &mut Draft) {
    for row in 0..queues {
        draft.set(&format!("/queues/{row}/{place}"), value.clone());
    }
}

/// The numbers of those who are here; the others are noted.
fn people(names: &[Value], at: &str, draft: &mut Draft) -> Vec<i64> {
    let mut here = Vec::new();
    for (row, name) in names.iter().enumerate() {
        match draft.person(name) {
            Some(person) if here.contains(&person.id.0) => {
                let detail = format!("{} is in the list already.", person.name);
                draft.lost(format!("{at}/{row}"), detail);
            }
            Some(person) => here.push(person.id.0),
            None => draft.nobody(&format!("{at}/{row}"), name),
        }
    }
    here
}

/// The routing profile of that name gets those people; a new one is about the words of its name.
fn subject(skill: &str, able: &[i64], draft: &mut Draft) {
    let Some(Value::Array(profiles)) = draft.document.pointer_mut("/routing_profiles") else {
        return;
    };
    let same = profiles.iter_mut().find(|known| {
        let name = known["name"].as_str().unwrap_or_default();
        name.trim().eq_ignore_ascii_case(skill.trim())
    });
    match same {
        Some(known) => {
            known["user_ids"] = json!(able);
            known["is_active"] = json!(true);
        }
        None => profiles.push(json!({
            "name": skill.trim(), "description": skill.replace(['_', '-'], " "),
            "examples": [], "is_active": true, "user_ids": able,
        })),
    }
}

/// The week becomes the first queue's.
fn business_hours(said: &Value, draft: &mut Draft) {
    let at = "/handoff/business_hours";
    let mut known = said.clone();
    if let Value::Object(fields) = &mut known {
        fields.retain(|key, _| ["timezone", "schedule"].contains(&key.as_str()));
    }
    match Schedule::from_business_hours(&known) {
        Ok(week) => draft.set_week(&week),
        Err(found) => draft.refuse_all(at, found),
    }
}
