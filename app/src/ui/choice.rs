//! Fields to choose in: a list, a box to tick, a switch. Laid out like the fields to write in.

use leptos::prelude::*;

use super::field::{described_by, error_view, field_class, hint_view, label_view};
use crate::form::{FieldAt, TICKED};

/// Value and words of each choice of a select.
pub type Choices = Vec<(String, String)>;

#[component]
pub fn SelectField(
    at: FieldAt,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    choices: Choices,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let described_by = described_by(&at, &hint);
    let FieldAt { id, name, error } = at;
    let class = field_class(error.is_some());
    let invalid = error.is_some().then_some("true");
    let options = choices
        .into_iter()
        .map(|(choice, words)| {
            let is_chosen = choice == value;
            view! { <option value=choice selected=is_chosen>{words}</option> }
        })
        .collect_view();
    view! {
        <div class=class>
            {label_view(&id, label, false)}
            {hint_view(&id, hint)}
            {error_view(&id, error)}
            <select
                class="select"
                id=id
                name=name
                aria-describedby=described_by
                aria-invalid=invalid
            >
                {options}
            </select>
        </div>
    }
}

/// A box to tick.
#[component]
pub fn Check(
    at: FieldAt,
    #[prop(into)] label: String,
    is_ticked: bool,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let described_by = described_by(&at, &hint);
    let FieldAt { id, name, error } = at;
    let class = field_class(error.is_some());
    let invalid = error.is_some().then_some("true");
    view! {
        <div class=class>
            {error_view(&id, error)}
            <label class="check">
                <input
                    type="checkbox"
                    id=id.clone()
                    name=name
                    value=TICKED
                    checked=is_ticked
                    aria-describedby=described_by
                    aria-invalid=invalid
                />
                {label}
            </label>
            {hint_view(&id, hint)}
        </div>
    }
}

/// On or off. Takes effect when the form is saved, like everything else in it.
#[component]
pub fn Switch(
    at: FieldAt,
    #[prop(into)] label: String,
    is_on: bool,
    #[prop(optional, into)] hint: String,
    /// Only for screen readers, where the row already says it.
    #[prop(optional)]
    is_label_hidden: bool,
) -> impl IntoView {
    let described_by = described_by(&at, &hint);
    let FieldAt { id, name, error } = at;
    let class = field_class(error.is_some());
    let invalid = error.is_some().then_some("true");
    view! {
        <div class=class>
            {error_view(&id, error)}
            <label class="switch">
                <input
                    type="checkbox"
                    role="switch"
                    id=id.clone()
                    name=name
                    value=TICKED
                    checked=is_on
                    aria-describedby=described_by
                    aria-invalid=invalid
                />
                <span class=is_label_hidden.then_some("sr")>{label}</span>
            </label>
            {hint_view(&id, hint)}
        </div>
    }
}
