//! A configuration document as a `handoff` object.

use serde_json::{Map, Value, json};

use super::super::{Around, Export, Fate, Line, draft::first_hours};
use crate::schedule::{Exceptions, Schedule};

pub(super) fn write(document: &Value, around: &Around) -> Export {
    let mut report = beyond(document);
    let mut handoff = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            handoff.insert(name.to_owned(), value);
        }
    };
    put("enabled", document.pointer("/settings/is_active").cloned());
    put("triggers", Some(triggers(document)));
    put("routing", Some(routing(document, around, &mut report)));
    put(
        "messages",
        Some(picked(
            document,
            &[
                ("handoff_initiated", "/settings/confirmation_message"),
                ("waiting_for_agent", "/messages/waiting_for_agent"),
                ("agent_connected", "/messages/agent_connected"),
            ],
        )),
    );
    put("business_hours", business_hours(document, &mut report));
    put(
        "outside_hours",
        Some(picked(
            document,
            &[
                ("action", "/outside_hours/action"),
                (
                    "message",
                    "/settings/confirmation_outside_working_hours_message",
                ),
            ],
        )),
    );
    Export {
        json: json!({"handoff": handoff}),
        report,
    }
}

/// An object of what stands at those places of the document.
fn picked(document: &Value, places: &[(&str, &str)]) -> Value {
    let found = places.iter().filter_map(|(name, pointer)| {
        let value = document.pointer(pointer)?;
        Some(((*name).to_owned(), value.clone()))
    });
    Value::Object(found.collect())
}

fn triggers(document: &Value) -> Value {
    let reasons = document["generic_guidelines"].as_array();
    let is_active = |name: &str| {
        let mut rows = reasons.into_iter().flatten();
        rows.any(|row| row["name"] == name && row["is_active"] == true)
    };
    let mut places = vec![("customer_request", "/triggers/explicit_request/enabled")];
    if is_active("user_frustration") {
        places.push((
            "sentiment_threshold",
            "/triggers/frustration/sentiment_threshold",
        ));
    }
    if document.pointer("/triggers/max_exchanges/enabled") == Some(&json!(true)) {
        places.push(("max_exchanges", "/triggers/max_exchanges/exchanges"));
    }
    if is_active("lack_of_knowledge") {
        places.push((
            "low_confidence_threshold",
            "/triggers/low_confidence/threshold",
        ));
    }
    let mut triggers = picked(document, &places);
    let topics = document.pointer("/triggers/forbidden_topics");
    let topics = topics.and_then(Value::as_array).into_iter().flatten();
    let topics: Vec<&Value> = topics.map(|topic| &topic["name"]).collect();
    if !topics.is_empty() {
        triggers["topics"] = json!(topics);
    }
    triggers
}

fn routing(document: &Value, around: &Around, report: &mut Vec<Line>) -> Value {
    let at = "/queues/0/sharing";
    let sharing = document.pointer(at).cloned().unwrap_or_default();
    let method = sharing["method"].as_str().unwrap_or("notify_all");
    let mut routing = json!({});
    let mut lost = |pointer: String, detail: &str| {
        report.push(Line::new(pointer, Fate::Lost, detail));
    };
    if method == "notify_all" {
        let detail = "It has no method that tells everybody and lets the first one take it.";
        lost(format!("{at}/method"), detail);
    } else {
        routing["method"] = json!(method);
    }
    let members = document.pointer("/queues/0/members");
    let members = names(members, around);
    if !members.is_empty() {
        routing["agent_pool"] = json!(members);
    }
    if method == "skill_based" {
        let profiles = document["routing_profiles"].as_array();
        let active = profiles.into_iter().flatten();
        let active = active.filter(|profile| profile["is_active"] != false);
        let skills: Map<String, Value> = active
            .filter_map(|profile| {
                let name = profile["name"].as_str()?.to_owned();
                Some((name, json!(names(profile.get("user_ids"), around))))
            })
            .collect();
        if !skills.is_empty() {
            routing["skills"] = Value::Object(skills);
        }
    }
    let most = &sharing["max_concurrent_per_agent"];
    if !most.is_null() {
        routing["max_concurrent_per_agent"] = most.clone();
    }
    match sharing["fallback"]["to"].as_str() {
        None | Some("queue") => routing["fallback"] = json!("queue"),
        Some(_) => {
            let detail = "It knows one fallback alone: to stay in the queue.";
            lost(format!("{at}/fallback"), detail);
        }
    }
    let boost = document.pointer("/assignment/priority_boost_on_sentiment");
    if let Some(boost) = boost {
        routing["priority_boost_on_sentiment"] = boost.clone();
    }
    routing
}

/// People by their addresses, which are the same everywhere.
fn names(numbers: Option<&Value>, around: &Around) -> Vec<String> {
    let numbers = numbers.and_then(Value::as_array).into_iter().flatten();
    let named = numbers.filter_map(|number| {
        let mut people = around.people.iter();
        let found = people.find(|person| Some(person.id.0) == number.as_i64())?;
        Some(found.email.clone())
    });
    named.collect()
}

/// The first queue's week, where it has one and it can be said.
fn business_hours(document: &Value, report: &mut Vec<Line>) -> Option<Value> {
    let hours = first_hours(document)?;
    if !hours.exceptions.is_empty() {
        let detail = "Dates with hours of their own have no place in it.";
        report.push(Line::new("/queues/0/date_exceptions", Fate::Lost, detail));
    }
    if hours.open_24 {
        return None;
    }
    let week = Schedule {
        exceptions: Exceptions::default(),
        ..hours
    };
    match week.to_business_hours() {
        Ok(written) => Some(written),
        Err(found) => {
            let lines = found.into_iter().map(|problem| {
                Line::new(
                    format!("/queues/0{}", problem.pointer),
                    Fate::Lost,
                    "It has one start and one end a day, so the business hours are left out.",
                )
            });
            report.extend(lines);
            None
        }
    }
}

/// What is set up and has no place in the object.
fn beyond(document: &Value) -> Vec<Line> {
    let mut lines = Vec::new();
    for (pointer, what) in [
        ("/settings/keywords", "keywords"),
        ("/custom_guidelines", "guidelines"),
        ("/handoffs", "handoffs"),
        ("/topics", "topics"),
        ("/transfer_functions", "transfer functions"),
        ("/action/information_to_gather", "things to ask for first"),
    ] {
        let rows = document.pointer(pointer).and_then(Value::as_array);
        let count = rows.map_or(0, Vec::len);
        if count > 0 {
            let detail = format!("It has no place for {what} ({count}).");
            lines.push(Line::new(pointer, Fate::Lost, detail));
        }
    }
    let queues = document["queues"].as_array().map_or(0, Vec::len);
    if queues > 1 {
        let detail =
            format!("Only the hours and the routing of the first of {queues} queues are said.");
        lines.push(Line::new("/queues", Fate::Lost, detail));
    }
    let topics = document.pointer("/triggers/forbidden_topics");
    let topics = topics.and_then(Value::as_array).into_iter().flatten();
    for (row, topic) in topics.enumerate() {
        let has = |field: &str| topic[field].as_array().is_some_and(|rows| !rows.is_empty());
        if has("keywords") || has("examples") {
            let at = format!("/triggers/forbidden_topics/{row}");
            let detail = format!("Of the topic {} it only has the name.", topic["name"]);
            lines.push(Line::new(at, Fate::Lost, detail));
        }
    }
    lines
}
