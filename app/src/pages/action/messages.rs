//! What the customer is told, step by step, with the values that are known at each.

use handoff::policy::{Messages, longest, usable};
use leptos::prelude::*;

use super::form::RawAction;
use crate::form::FieldErrors;
use crate::ui::{Section, TextArea};

pub(super) fn messages(values: &RawAction, errors: &FieldErrors) -> impl IntoView + use<> {
    let cards = Messages::default()
        .each()
        .map(|(name, title, _)| {
            let text = values.messages.get(name).cloned().unwrap_or_default();
            view! {
                <div class="message-card">
                    <TextArea
                        at=errors.at(&format!("/messages/{name}"))
                        label=title
                        value=text
                        limit=longest(name)
                        placeholders=placeholders(name)
                    />
                </div>
            }
        })
        .collect_view();
    view! {
        <Section
            id="messages"
            title="What the customer is told"
            lede="A message never promises more than what happens. A sentence with a value that is not known is left out."
        >
            <div class="card">{cards}</div>
        </Section>
    }
}

/// `{{position}}` and so on: what may stand in the message of that name.
pub fn placeholders(name: &str) -> Vec<String> {
    usable(name)
        .iter()
        .map(|value| format!("{{{{{value}}}}}"))
        .collect()
}
