//! One of several ways, each with a sentence; what belongs to the chosen one is unfolded below it. What is
//! folded away is still part of the form, so that changing one's mind loses nothing.

use leptos::prelude::*;

use super::field::{error_view, field_class};
use crate::form::FieldAt;

/// The group; its children are [`Way`]s of the same field.
#[component]
pub fn Ways(at: FieldAt, #[prop(into)] legend: String, children: Children) -> impl IntoView {
    let FieldAt { id, error, .. } = at;
    let class = field_class(error.is_some());
    view! {
        <fieldset class=class>
            <legend class="field-label">{legend}</legend>
            {error_view(&id, error)}
            <div class="ways">{children()}</div>
        </fieldset>
    }
}

#[component]
pub fn Way(
    /// The field that is chosen in.
    at: FieldAt,
    /// Its place in the group, from 0: the error summary links to the first.
    place: usize,
    #[prop(into)] value: String,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    is_chosen: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let FieldAt { id, name, error } = at;
    let own = if place == 0 {
        id.clone()
    } else {
        format!("{id}-{value}")
    };
    let hint_id = format!("{own}-hint");
    let described_by = match &error {
        Some(_) => format!("{hint_id} {id}-error"),
        None => hint_id.clone(),
    };
    view! {
        <div class="way">
            <label class="radio">
                <input
                    type="radio"
                    id=own
                    name=name
                    value=value
                    checked=is_chosen
                    aria-describedby=described_by
                />
                <b>{label}</b>
            </label>
            <p class="hint" id=hint_id>{hint}</p>
            {children.map(|children| view! { <div class="way-fields">{children()}</div> })}
        </div>
    }
}
