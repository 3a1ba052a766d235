//! What would be sent for a conversation, and the values its texts can name.

use std::collections::BTreeMap;

use handoff::{
    clock::Instant,
    handoff::{Target, Transfer, TransferFunction, VALUES},
    id::{AgentId, ConversationId},
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

/// What a system is handed for the sample conversation at a moment, as it would be sent.
pub fn sent(function: &TransferFunction, usable: &[Usable], at: Instant) -> String {
    let values: BTreeMap<String, String> = usable
        .iter()
        .map(|value| (value.name.clone(), value.example.clone()))
        .collect();
    let of = |name: &str| values.get(name).cloned().unwrap_or_default();
    let (conversation, agent_name) = (of("conversation_id"), of("agent_name"));
    let place = (AgentId(0), ConversationId(conversation));
    let transfer = Transfer::new(place, function.clone(), values, at);
    let text = if matches!(function.target, Target::Webhook { .. }) {
        serde_json::to_string_pretty(&transfer.body(Some(&agent_name)))
    } else {
        serde_json::to_string_pretty(&transfer.instruction(Some(&agent_name)))
    };
    text.unwrap_or_default()
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
