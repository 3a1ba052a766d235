//! The form that is filled in: whose JSON, for which AI agent, and the JSON itself.

use handoff::vendor::{VENDORS, Vendor};
use leptos::prelude::*;
use serde::Deserialize;

use super::{ImportPage, file_field::file_field};
use crate::{
    routes,
    shell::AgentLink,
    ui::{
        Card, Choices, Look, SelectField, Submit, TextField,
        field::{error_view, written},
    },
};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawImport {
    /// Name of a vendor.
    pub vendor: String,
    /// Id of an AI agent.
    pub agent: String,
    /// The handoff that is to lead there, where the JSON is about one.
    pub handoff: String,
    pub text: String,
    /// The version that was looked at.
    pub tag: String,
}

pub(super) fn form(page: ImportPage) -> impl IntoView {
    let errors = page.errors.clone();
    let agents = agents_of(&page.agents);
    let values = page.values.clone();
    let holds = VENDORS
        .into_iter()
        .map(|vendor| {
            view! { <dt>{vendor.title()}</dt> <dd>{vendor.holds()} "."</dd> }
        })
        .collect_view();
    view! {
        <Card id="import" title="Import">
            <form class="stack-4" method="post" action=routes::IMPORT enctype="multipart/form-data" novalidate>
                <div class="cols-2">
                    <SelectField at=errors.at("/vendor") label="From" value=values.vendor choices=vendors() />
                    <SelectField at=errors.at("/agent") label="For which AI agent" value=values.agent choices=agents />
                </div>
                <dl class="facts">{holds}</dl>
                {json_field(&page)}
                {file_field(errors.at("/file"), "Or a file", ".json,application/json")}
                <TextField
                    at=errors.at("/handoff")
                    label="Handoff"
                    value=values.handoff
                    hint="For a destination: the handoff that leads there. Without a name, it gets that of its first queue."
                    is_optional=true
                    autocomplete="off"
                />
                <div><Submit label="Show what would change" look=Look::Primary /></div>
            </form>
        </Card>
    }
}

fn vendors() -> Choices {
    let choice = |vendor: &dyn Vendor| (vendor.name().to_owned(), vendor.title().to_owned());
    VENDORS.into_iter().map(choice).collect()
}

fn agents_of(agents: &[AgentLink]) -> Choices {
    let choice = |agent: &AgentLink| (agent.id.to_string(), agent.name.clone());
    agents.iter().map(choice).collect()
}

fn json_field(page: &ImportPage) -> impl IntoView + use<> {
    let field = page.errors.at("/text");
    let is_refused = field.error.is_some();
    let text = page.values.text.clone();
    let count = text.split('\n').count().max(6);
    let lines = (1..=count)
        .map(|line| {
            let is_bad = page.faults.iter().any(|fault| fault.line == line);
            view! { <li class=is_bad.then_some("is-bad")>{line}</li> }
        })
        .collect_view();
    let error = error_view(&field.id, field.error);
    view! {
        <div class=if is_refused { "field is-bad" } else { "field" }>
            <label for="text">"JSON"</label>
            <p class="hint" id="text-hint">"As the other system shows or answers it."</p>
            {error}
            <div class="code">
                <ol aria-hidden="true" data-part="lines" data-lines="text">{lines}</ol>
                <textarea
                    id="text"
                    name="text"
                    rows=count.to_string()
                    spellcheck="false"
                    autocapitalize="off"
                    aria-describedby=if is_refused { "text-hint text-error" } else { "text-hint" }
                    aria-invalid=is_refused.then_some("true")
                >
                    {written(&text)}
                </textarea>
            </div>
        </div>
    }
}
