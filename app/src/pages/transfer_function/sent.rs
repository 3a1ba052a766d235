//! What would be sent for a conversation, and the values its texts can name.

use handoff::{
    handoff::{TransferFunction, VALUES},
    policy::GatherField,
};
use leptos::prelude::*;

use crate::ui::Card;

/// A value that texts may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usable {
    pub name: String,
    pub words: String,
    /// What it is in the sample conversation.
    pub example: String,
}

/// Everything that can be named: what every conversation has, then what is asked for.
pub fn usable(fields: &[GatherField]) -> Vec<Usable> {
    let known = VALUES.iter().map(|value| Usable {
        name: value.name.to_owned(),
        words: value.words.to_owned(),
        example: value.example.to_owned(),
    });
    let asked = fields.iter().map(|field| Usable {
        name: field.name.clone(),
        words: format!("{}, if gathered", field.title()),
        example: format!("({})", field.title().to_lowercase()),
    });
    known.chain(asked).collect()
}

/// The instruction for the sample conversation, as it would be sent.
pub fn sent(function: &TransferFunction, usable: &[Usable]) -> String {
    let values: Vec<(&str, &str)> = usable
        .iter()
        .map(|value| (value.name.as_str(), value.example.as_str()))
        .collect();
    serde_json::to_string_pretty(&function.instruction(&values)).unwrap_or_default()
}

/// The card in the margin with what would be sent.
pub(super) fn sent_card(sent: Option<String>) -> impl IntoView {
    let shown = match sent {
        Some(sent) => view! {
            <div class="card-body stack-2">
                <p class="hint">
                    "For a customer called Elif Kaya who was charged twice. Values that are not known are left empty."
                </p>
                <pre class="sent" tabindex="0" aria-label="What would be sent, as JSON">{sent}</pre>
            </div>
        }
        .into_any(),
        None => view! {
            <p class="card-body muted">"Choose what happens, then it is shown here."</p>
        }
        .into_any(),
    };
    view! {
        <Card id="sent" title="What would be sent" is_flush=true>
            {shown}
        </Card>
    }
}

/// The card in the margin with the values.
pub(super) fn values_card(usable: Vec<Usable>) -> impl IntoView {
    let rows = usable
        .into_iter()
        .map(|value| {
            view! {
                <dt>
                    <code>{format!("{{{{{}}}}}", value.name)}</code>
                </dt>
                <dd>{value.words}</dd>
            }
        })
        .collect_view();
    view! {
        <Card id="values" title="Values you can use">
            <p class="hint">
                "Write them in double braces in any text. They are filled in once; what a customer wrote stays text."
            </p>
            <dl class="facts value-list">{rows}</dl>
        </Card>
    }
}
