//! The action's form in lines, so that two versions can be compared part by part.

use handoff::policy::{Level, Messages};

use super::form::{RawAction, RawGather, RawGuideline, RawTopic};
use super::own::sureness;
use super::triggers::{CONDUCT, ENABLED, sections};
use crate::form::{Line, is_ticked};

/// Everything people can see in the form, part by part.
pub(super) fn lines(values: &RawAction) -> Vec<Line> {
    let line = |what: &str, value: String| (what.to_owned(), value);
    let mut lines = vec![
        line("Human Handoff", on_off(&values.enabled)),
        line("When to use", values.when_to_use.clone()),
        line(
            "How readily",
            Level::parse(&values.level).map_or_else(String::new, |level| level.title().to_owned()),
        ),
    ];
    lines.extend(reasons(values));
    let topics = values.forbidden_topics.values().map(topic);
    lines.push(line("Forbidden topics", list(topics)));
    let own = values.custom_guidelines.values().map(guideline);
    lines.push(line("Your own reasons", list(own)));
    let gather = values.information_to_gather.values().map(gather);
    lines.push(line("Ask for this first", list(gather)));
    for (name, title, _) in Messages::default().each() {
        let text = values.messages.get(name).cloned().unwrap_or_default();
        lines.push(line(title, text));
    }
    lines.push(line(
        "Set priority from the conversation",
        on_off(&values.auto_priority),
    ));
    lines.push(line(
        "One step higher when the customer is upset",
        on_off(&values.priority_boost_on_sentiment),
    ));
    lines.push(line(
        "Sum the conversation up for whoever takes over",
        on_off(&values.ai_summary),
    ));
    lines
}

fn reasons(values: &RawAction) -> Vec<Line> {
    let known = handoff::trigger::Triggers::default();
    sections(&known)
        .filter_map(|(section, trigger)| {
            let given = values.triggers.get(section)?;
            let of = |name: &str| given.get(name).cloned().unwrap_or_default();
            let mut parts = vec![on_off(&of(ENABLED)), conduct(&of(CONDUCT)).to_owned()];
            for field in trigger.kind().fields {
                parts.push(format!(
                    "{}: {}",
                    field.label,
                    of(field.name).replace('\n', ", ")
                ));
            }
            Some((trigger.kind().title.to_owned(), parts.join("; ")))
        })
        .collect()
}

fn topic(topic: &RawTopic) -> String {
    with(
        &topic.name,
        [&topic.description, &topic.keywords, &topic.examples],
    )
}

fn guideline(guideline: &RawGuideline) -> String {
    let state = format!(
        "{}, {}, {}",
        on_off(&guideline.is_active),
        conduct(&guideline.conduct),
        sureness(&guideline.threshold)
    );
    with(&guideline.name, [&guideline.description, &state])
}

fn gather(field: &RawGather) -> String {
    let must = if is_ticked(&field.required) {
        "required"
    } else {
        "optional"
    };
    with(
        &field.label,
        [&field.description, &field.kind, &field.choices, must],
    )
}

/// “Name (this; that)”, with empty parts left out.
fn with<const N: usize>(name: &str, parts: [&str; N]) -> String {
    let parts: Vec<String> = parts
        .into_iter()
        .map(|part| part.replace('\n', ", "))
        .filter(|part| !part.is_empty())
        .collect();
    format!("{name} ({})", parts.join("; "))
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("\n")
}

fn on_off(value: &str) -> String {
    if is_ticked(value) { "On" } else { "Off" }.to_owned()
}

fn conduct(name: &str) -> &'static str {
    if name == "at_once" {
        "At once"
    } else {
        "Ask first"
    }
}
