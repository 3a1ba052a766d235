//! A few choices side by side, one of them taken: radio buttons that look like one control.

use leptos::prelude::*;

use super::Choices;
use crate::form::FieldAt;

#[component]
pub fn Segmented(
    at: FieldAt,
    /// What is chosen.
    #[prop(into)]
    legend: String,
    #[prop(into)] value: String,
    choices: Choices,
    /// Only for screen readers, where the row already says it.
    #[prop(optional)]
    is_legend_hidden: bool,
) -> impl IntoView {
    let FieldAt { id, name, error } = at;
    let legend_class = if is_legend_hidden {
        "sr"
    } else {
        "field-label"
    };
    let options = choices
        .into_iter()
        .enumerate()
        .map(|(index, (choice, words))| {
            // The error summary links to the first one.
            let id = if index == 0 {
                id.clone()
            } else {
                format!("{id}-{choice}")
            };
            let is_chosen = choice == value;
            view! {
                <label>
                    <input type="radio" id=id name=name.clone() value=choice checked=is_chosen />
                    {words}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="stack-2">
            <legend class=legend_class>{legend}</legend>
            {super::field::error_view(&id, error)}
            <div>
                <div class="segmented">{options}</div>
            </div>
        </fieldset>
    }
}
