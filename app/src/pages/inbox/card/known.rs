//! What is known of the customer and the matter, each with its source; what is missing is named.

use leptos::prelude::*;

use super::super::seen::Seen;
use crate::ui::Icon;

/// The section with everything known.
pub(super) fn known(seen: &Seen) -> impl IntoView + use<> {
    let facts = facts(seen)
        .into_iter()
        .map(|(label, value, source)| {
            view! {
                <dt>{label}</dt>
                <dd dir="auto"><bdi>{value}</bdi> " " <span class="faint">{format!("· {source}")}</span></dd>
            }
        })
        .collect::<Vec<_>>();
    let missing = seen
        .request
        .as_ref()
        .map(|request| request.missing.clone())
        .unwrap_or_default()
        .into_iter()
        .map(|label| {
            view! {
                <dt>{label}</dt>
                <dd>
                    <span class="missing">{Icon::Warning.small()} "Missing"</span>
                </dd>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <section>
            <h2>"What we know"</h2>
            <dl class="facts">{facts} {missing}</dl>
        </section>
    }
}

/// Label, value and where it comes from. What the customer gave for this handoff comes first.
fn facts(seen: &Seen) -> Vec<(String, String, &'static str)> {
    let mut facts: Vec<(String, String, &'static str)> = Vec::new();
    if let Some(request) = &seen.request {
        let collected = request.collected.iter();
        facts.extend(
            collected.map(|(label, value)| (label.clone(), value.clone(), "from the chat")),
        );
    }
    for (name, value) in &seen.conversation.stretch.collected {
        let label = seen.labels.get(name).unwrap_or(name).clone();
        facts.push((label, value.clone(), "from the chat"));
    }
    let customer = &seen.conversation.customer;
    let profile = [("Name", &customer.name), ("E-mail", &customer.email)];
    for (label, value) in profile {
        facts.extend(
            value
                .clone()
                .map(|value| (label.to_owned(), value, "profile")),
        );
    }
    if let Some(zone) = customer.zone {
        facts.push(("Time zone".to_owned(), zone.name().to_owned(), "profile"));
    }
    if let Some(language) = &seen.conversation.language {
        facts.push((
            "Language".to_owned(),
            handoff::handoff::language_name(language),
            "read from the text",
        ));
    }
    let mut seen_values = std::collections::BTreeSet::new();
    facts.retain(|(_, value, _)| seen_values.insert(value.clone()));
    if let Some(queue) = &seen.queue {
        let place = match seen.position {
            Some(1) => "first in line",
            Some(_) => "in line",
            None => "where it went",
        };
        let queue = match seen.position {
            Some(position @ 2..) => format!("{queue}, number {position}"),
            _ => queue.clone(),
        };
        facts.push(("Queue".to_owned(), queue, place));
    }
    facts.push((
        "Channel".to_owned(),
        seen.conversation.channel.title().to_owned(),
        "where they wrote",
    ));
    facts
}
