//! Controls in rows and cells, where the heading of the column is the label: its words are for screen
//! readers. The error stands wherever the row puts it, under the id `…-error`.

use leptos::prelude::*;

use super::{Choices, field::written};
use crate::form::FieldAt;

/// One line. `class` adds to the look: `is-time`, `is-num`.
#[component]
pub fn BareInput(
    at: FieldAt,
    /// What it is and in which row: “Label, row 2”.
    #[prop(into)]
    said: String,
    #[prop(into)] value: String,
    #[prop(optional, into)] class: String,
    /// The keyboard a phone shows: `numeric`, `text`.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    #[prop(optional)] kind: super::InputKind,
) -> impl IntoView {
    let (described_by, invalid) = refusal(&at);
    view! {
        <input
            class=format!("input {class}")
            id=at.id
            name=at.name
            type=kind.name()
            value=value
            inputmode=inputmode
            autocomplete="off"
            aria-label=said
            aria-describedby=described_by
            aria-invalid=invalid
        />
    }
}

/// Several lines.
#[component]
pub fn BareTextArea(
    at: FieldAt,
    #[prop(into)] said: String,
    #[prop(into)] value: String,
) -> impl IntoView {
    let (described_by, invalid) = refusal(&at);
    view! {
        <textarea
            class="textarea is-low"
            id=at.id
            name=at.name
            aria-label=said
            aria-describedby=described_by
            aria-invalid=invalid
        >
            {written(&value)}
        </textarea>
    }
}

#[component]
pub fn BareSelect(
    at: FieldAt,
    #[prop(into)] said: String,
    #[prop(into)] value: String,
    choices: Choices,
) -> impl IntoView {
    let (described_by, invalid) = refusal(&at);
    let options = choices
        .into_iter()
        .map(|(choice, words)| {
            let is_chosen = choice == value;
            view! { <option value=choice selected=is_chosen>{words}</option> }
        })
        .collect_view();
    view! {
        <select
            class="select"
            id=at.id
            name=at.name
            aria-label=said
            aria-describedby=described_by
            aria-invalid=invalid
        >
            {options}
        </select>
    }
}

/// A number on a scale, with its value beside it; `range.js` keeps the value up to date while dragging.
#[component]
pub fn Scale(
    at: FieldAt,
    #[prop(into)] said: String,
    #[prop(into)] value: String,
    /// Lowest, highest, step.
    bounds: (f64, f64, f64),
) -> impl IntoView {
    let (described_by, invalid) = refusal(&at);
    let number = value.parse::<f64>().unwrap_or(bounds.0);
    // A value set elsewhere may lie outside the scale or between its steps: it must come back unchanged.
    let (min, max) = (bounds.0.min(number), bounds.1.max(number));
    let steps = (number - min) / bounds.2;
    let step = if (steps - steps.round()).abs() < 1e-6 {
        bounds.2.to_string()
    } else {
        "any".to_owned()
    };
    view! {
        <span class="threshold">
            <input
                class="range"
                type="range"
                id=at.id.clone()
                name=at.name
                min=min.to_string()
                max=max.to_string()
                step=step
                value=value
                aria-label=said
                aria-describedby=described_by
                aria-invalid=invalid
            />
            <output for=at.id>{signed(number)}</output>
        </span>
    }
}

/// “−0.40”, with a minus sign as long as the plus sign.
fn signed(number: f64) -> String {
    format!("{number:.2}").replace('-', "−")
}

fn refusal(at: &FieldAt) -> (Option<String>, Option<&'static str>) {
    let is_refused = at.error.is_some();
    (
        is_refused.then(|| format!("{}-error", at.id)),
        is_refused.then_some("true"),
    )
}
