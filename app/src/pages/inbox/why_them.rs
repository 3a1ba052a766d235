//! Why the product gave a conversation to whoever has it, and why not to each other one. Folded away: it is
//! for whoever wonders.

use handoff::{event::EventKind, id::OperatorId};
use leptos::prelude::*;

use super::seen::Seen;

/// The reasons, where the product gave it to whoever has it now.
pub(super) fn why_them(seen: &Seen) -> Option<impl IntoView + use<>> {
    let owner = seen.conversation.assignee?;
    let hands = [
        EventKind::ConversationAssigned,
        EventKind::ConversationClaimed,
    ];
    let mut turns = seen.turns.iter().rev();
    let given = turns.find(|event| hands.contains(&event.kind))?;
    let is_theirs = given.data["after"]["assignee"].as_i64() == Some(owner.0);
    let why = given.data["why"].as_str().filter(|_| is_theirs)?.to_owned();
    let name = first_word(&seen.name_of(owner));
    let others = given.data["others"].as_array()?.iter().filter_map(|other| {
        let name = seen.name_of(OperatorId(other["operator"].as_i64()?));
        let why = other["why"].as_str()?.to_owned();
        Some(view! { <li><b>{name}</b> ": " {why}</li> })
    });
    let others = others.collect_view();
    Some(view! {
        <section>
            <details class="why-them">
                <summary>{format!("Why {name} has it, and not another")}</summary>
                <p>{format!("{name}: {why}.")}</p>
                <ul class="plain-list sm muted">{others}</ul>
            </details>
        </section>
    })
}

fn first_word(name: &str) -> String {
    name.split_whitespace().next().unwrap_or(name).to_owned()
}
