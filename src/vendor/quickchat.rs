//! The handoff configuration in five sections, which is the document's own beginning.

use serde_json::{Map, Value, json};

use super::{Around, Draft, Export, Fate, Line, Vendor, difference::is_same};
use crate::{
    policy::{CustomGuideline, GenericGuideline, HumanHandoff, ProfileSection},
    schedule::{Schedule, Slot, zone_named},
    trigger::Guideline,
};

pub(super) struct Quickchat;

/// The sections and their fields.
const SECTIONS: [(&str, &[&str]); 5] = [
    (
        "settings",
        &[
            "is_active",
            "keywords",
            "ai_summary_active",
            "topic_based_routing_active",
            "question_message",
            "confirmation_message",
            "confirmation_outside_working_hours_message",
            "working_hours_active",
            "timezone",
            "send_email_notification",
            "emails",
        ],
    ),
    (
        "availability",
        &["id", "day_span", "start_time", "end_time"],
    ),
    ("generic_guidelines", &["name", "description", "is_active"]),
    (
        "custom_guidelines",
        &["id", "name", "description", "is_active"],
    ),
    (
        "routing_profiles",
        &["id", "name", "description", "is_active", "user_ids"],
    ),
];

impl Vendor for Quickchat {
    fn name(&self) -> &'static str {
        "quickchat"
    }

    fn title(&self) -> &'static str {
        "Quickchat"
    }

    fn holds(&self) -> &'static str {
        "the handoff configuration with its five sections, as its API answers"
    }

    fn example(&self) -> &'static str {
        r#"{"settings": {…}, "availability": […], "generic_guidelines": […], "custom_guidelines": […], "routing_profiles": […]}"#
    }

    fn places(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("/settings", "/settings"),
            ("/availability", "/availability"),
            ("/generic_guidelines", "/generic_guidelines"),
            ("/custom_guidelines", "/custom_guidelines"),
            ("/routing_profiles", "/routing_profiles"),
            ("/messages/offer", "/settings/question_message"),
            (
                "/messages/handoff_initiated",
                "/settings/confirmation_message",
            ),
            (
                "/outside_hours/message",
                "/settings/confirmation_outside_working_hours_message",
            ),
        ]
    }

    fn read(&self, written: &Value, draft: &mut Draft) {
        let mut known = only_known(written);
        known_people(&mut known, draft);
        let people: Vec<_> = draft.around.people.iter().map(|person| person.id).collect();
        let five = match HumanHandoff::read(known, &people) {
            Ok(five) => five,
            Err(found) => return draft.refuse_all("", found),
        };
        settings(&five, draft);
        hours(&five, draft);
        reasons(&five.generic_guidelines, draft);
        let guidelines = guidelines(&five.custom_guidelines, draft.rows("/custom_guidelines"));
        draft.set("/custom_guidelines", Value::Array(guidelines));
        profiles(&five.routing_profiles, draft);
    }

    fn write(&self, document: &Value, _: &Around) -> Export {
        Export {
            json: only_known(document),
            report: beyond(document),
        }
    }
}

/// The sections with the fields they have, and nothing else. What is no object stays for others to refuse.
fn only_known(written: &Value) -> Value {
    let Some(sections) = written.as_object() else {
        return written.clone();
    };
    let keep = |value: &mut Value, fields: &[&str]| {
        if let Value::Object(object) = value {
            object.retain(|key, _| fields.contains(&key.as_str()));
        }
    };
    let mut known = Map::new();
    for (name, fields) in SECTIONS {
        let Some(mut section) = sections.get(name).cloned() else {
            continue;
        };
        keep(&mut section, fields);
        for row in section.as_array_mut().into_iter().flatten() {
            keep(row, fields);
        }
        known.insert(name.to_owned(), section);
    }
    Value::Object(known)
}

/// Takes the people who do not work here out of the routing profiles.
fn known_people(sections: &mut Value, draft: &mut Draft) {
    let profiles = sections.pointer_mut("/routing_profiles");
    let profiles = profiles.and_then(Value::as_array_mut).into_iter().flatten();
    for (row, profile) in profiles.enumerate() {
        let Some(ids) = profile.get_mut("user_ids").and_then(Value::as_array_mut) else {
            continue;
        };
        let at = format!("/routing_profiles/{row}/user_ids");
        let mut here = Vec::new();
        for (place, id) in std::mem::take(ids).into_iter().enumerate() {
            match draft.person(&id) {
                None if id.is_i64() => draft.nobody(&format!("{at}/{place}"), &id),
                Some(person) if id.is_i64() => {
                    let detail = format!(
                        "Number {id} is {} here. Make sure that is who is meant.",
                        person.name
                    );
                    draft.kept(at.clone(), detail);
                    here.push(id);
                }
                _ => here.push(id),
            }
        }
        *ids = here;
    }
}

fn settings(five: &HumanHandoff, draft: &mut Draft) {
    draft.set("/settings", json!(five.settings));
    let is_routed = five
        .routing_profiles
        .iter()
        .any(|profile| profile.is_active);
    draft.set("/settings/topic_based_routing_active", json!(is_routed));
    let settings = &five.settings;
    for (place, text) in [
        ("/settings/question_message", &settings.question_message),
        (
            "/settings/confirmation_message",
            &settings.confirmation_message,
        ),
        (
            "/settings/confirmation_outside_working_hours_message",
            &settings.confirmation_outside_working_hours_message,
        ),
    ] {
        draft.message(place, text);
    }
    // Whether keywords count follows from there being some.
    if let Some(Value::Object(keyword)) = draft.document.pointer_mut("/triggers/keyword") {
        keyword.shift_remove("enabled");
        keyword.shift_remove("phrases");
    }
}

/// The week of the slots becomes the first queue's.
fn hours(five: &HumanHandoff, draft: &mut Draft) {
    let given = five.availability.iter().map(|slot| slot.id);
    let mut last = given.max().unwrap_or(0);
    let numbered = |slot: &Slot| {
        let mut slot = slot.clone();
        if slot.id == 0 {
            last += 1;
            slot.id = last;
        }
        slot
    };
    let slots: Vec<Slot> = five.availability.iter().map(numbered).collect();
    draft.set("/availability", json!(slots));
    let zone = zone_named(&five.settings.timezone).unwrap_or(chrono_tz::UTC);
    let week = Schedule::from_slots(zone, &json!(slots));
    if let Ok(week) = week {
        let open_24 = !five.settings.working_hours_active;
        draft.set_week(&Schedule { open_24, ..week });
    }
}

/// A predefined reason that is left out is switched off; one without words keeps those it has.
fn reasons(sent: &[GenericGuideline], draft: &mut Draft) {
    let rows = draft.rows("/generic_guidelines").to_vec();
    let over = |mut row: Value| {
        let said = sent.iter().find(|said| row["name"] == *said.name);
        row["is_active"] = json!(said.is_some_and(|said| said.is_active));
        if let Some(said) = said.filter(|said| !said.description.is_empty()) {
            row["description"] = json!(said.description);
        }
        row
    };
    let rows: Vec<Value> = rows.into_iter().map(over).collect();
    let there = rows.iter().filter_map(|row| row["name"].as_str());
    let there: Vec<&str> = there.collect();
    let named: Vec<&str> = sent.iter().map(|said| said.name.as_str()).collect();
    draft.set("/generic_guidelines", Value::Array(rows.clone()));
    let at = "/generic_guidelines";
    for left_out in there.iter().filter(|name| !named.contains(name)) {
        let detail = format!("“{left_out}” is not in the list, so it is switched off here.");
        draft.changed(at, detail);
    }
    let still: Vec<&str> = there
        .iter()
        .copied()
        .filter(|name| named.contains(name))
        .collect();
    if still != named {
        draft.changed(
            at,
            "They stand in another order here, which means the same.",
        );
    }
}

/// Those that are here by the same name keep what the vendor's cannot say.
fn guidelines(sent: &[CustomGuideline], known: &[Value]) -> Vec<Value> {
    let given = sent.iter().filter_map(|sent| sent.id);
    let mut last = given.max().unwrap_or(0);
    let mut number = |id: Option<i64>| {
        id.unwrap_or_else(|| {
            last += 1;
            last
        })
    };
    let over = |sent: &CustomGuideline| {
        let same = known.iter().find(|known| known["name"] == *sent.name);
        let same = same.and_then(|same| serde_json::from_value(same.clone()).ok());
        json!(Guideline {
            id: Some(number(sent.id)),
            name: sent.name.clone(),
            description: sent.description.clone(),
            is_active: sent.is_active,
            ..same.unwrap_or_default()
        })
    };
    sent.iter().map(over).collect()
}

/// Those that are here by the same name keep their number and their examples; the others get numbers here.
fn profiles(sent: &[ProfileSection], draft: &mut Draft) {
    let known = draft.rows("/routing_profiles").to_vec();
    let mut profiles = Vec::new();
    for (row, profile) in sent.iter().enumerate() {
        let is_same = |known: &&Value| {
            let name = known["name"].as_str().unwrap_or_default();
            name.trim().to_lowercase() == profile.name.trim().to_lowercase()
        };
        let same = known.iter().find(is_same);
        let id = same.and_then(|same| same["id"].as_i64());
        if let Some(theirs) = profile.id.filter(|theirs| Some(*theirs) != id) {
            let detail = format!(
                "“{}” had the number {theirs}. Here it gets one of its own.",
                profile.name
            );
            draft.changed(format!("/routing_profiles/{row}/id"), detail);
        }
        let mut written = json!(profile);
        match (id, written.as_object_mut()) {
            (None, Some(fields)) => drop(fields.shift_remove("id")),
            (id, _) => written["id"] = json!(id),
        }
        written["name"] = json!(profile.name.trim());
        written["examples"] = same.map_or_else(|| json!([]), |same| same["examples"].clone());
        profiles.push(written);
    }
    draft.set("/routing_profiles", Value::Array(profiles));
}

/// What is set up and has no place in the five sections.
fn beyond(document: &Value) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut lost =
        |pointer: &str, detail: String| lines.push(Line::new(pointer, Fate::Lost, detail));
    if let Some(hours) = super::draft::first_hours(document) {
        let dates = hours.exceptions.iter().count();
        if dates > 0 {
            let detail = format!("Dates with hours of their own ({dates}) have no place in it.");
            lost("/queues/0/date_exceptions", detail);
        }
    }
    for (pointer, what) in [
        ("/handoffs", "handoffs"),
        ("/topics", "topics"),
        ("/transfer_functions", "transfer functions"),
        ("/triggers/forbidden_topics", "forbidden topics"),
        ("/action/information_to_gather", "things to ask for first"),
    ] {
        let rows = document.pointer(pointer).and_then(Value::as_array);
        let count = rows.map_or(0, Vec::len);
        if count > 0 {
            lost(pointer, format!("It has no place for {what} ({count})."));
        }
    }
    let queues = document["queues"].as_array().map_or(0, Vec::len);
    if queues > 1 {
        let detail = format!("Only the hours of the first of {queues} queues are said.");
        lost("/queues", detail);
    }
    let when = document.pointer("/action/when_to_use");
    if when.is_some_and(|when| !is_same(when, &json!(""))) {
        lost(
            "/action/when_to_use",
            "It has no place for “When to use”.".to_owned(),
        );
    }
    lost(
        "/triggers",
        "How sensitive each reason is, and whether it asks first, has no place in it.".to_owned(),
    );
    lines
}
