//! What to ask for before a person takes over: rows in the order they are asked.

use handoff::judge::extract::Kind;
use leptos::prelude::*;

use super::form::{GATHER, RawAction, RawGather};
use crate::form::{FieldErrors, is_ticked};
use crate::ui::field::error_view;
use crate::ui::row_moves::{adder, called, movers, remover};
use crate::ui::{BareInput, BareSelect, Section};

pub(super) fn ask_first(
    values: &RawAction,
    errors: &FieldErrors,
    name: &str,
) -> impl IntoView + use<> {
    let rows = values
        .information_to_gather
        .iter()
        .map(|(index, field)| row(errors, *index, field.clone()))
        .collect_view();
    let head = (!values.information_to_gather.is_empty()).then(|| {
        view! {
            <div class="gather is-head" aria-hidden="true">
                <span>"Order"</span>
                <span>"Label"</span>
                <span>"What it is for"</span>
                <span>"Kind"</span>
                <span>"Must have"</span>
                <span></span>
            </div>
        }
    });
    let nothing = values.information_to_gather.is_empty().then(|| {
        view! { <p class="card-body muted">"Nothing: the handoff does not wait for an answer. Ask for what your team always needs, such as an order number."</p> }
    });
    let list = errors.at(&format!("/{GATHER}"));
    let wrong = list
        .error
        .is_some()
        .then(|| view! { <div class="card-body">{error_view(&list.id, list.error)}</div> });
    view! {
        <Section
            id="ask-first"
            title="Ask for this first"
            lede=format!("{name} takes it from the conversation when it is there, otherwise asks, one thing at a time. After two tries the handoff goes on and marks it missing.")
        >
            <div class="card" id=GATHER>
                {wrong} {head} {nothing} {rows}
                {adder(GATHER, "Add something to ask for")}
            </div>
        </Section>
    }
}

fn row(errors: &FieldErrors, index: u32, field: RawGather) -> impl IntoView + use<> {
    let at = |name: &str| errors.at(&format!("/{GATHER}/{index}/{name}"));
    let number = index + 1;
    let which = called(&field.label, "row", index);
    let kinds = Kind::ALL
        .map(|kind| (kind.as_str().to_owned(), kind.title().to_owned()))
        .to_vec();
    let (label, choices, required) = (at("label"), at("choices"), at("required"));
    let label_error = error_view(&label.id, label.error.clone());
    let choices_error = error_view(&choices.id, choices.error.clone());
    let is_required = is_ticked(&field.required);
    view! {
        <div class="gather" role="group" aria-label=format!("Row {number}")>
            <span class="move">{movers(GATHER, index, &which)}</span>
            <input type="hidden" name=at("name").name value=field.name />
            <BareInput at=label said=format!("Label, row {number}") value=field.label />
            <BareInput
                at=at("description")
                said=format!("What it is for, row {number}")
                value=field.description
            />
            <BareSelect at=at("type") said=format!("Kind, row {number}") value=field.kind choices=kinds />
            <label class="check">
                <input
                    type="checkbox"
                    id=required.id
                    name=required.name
                    value=crate::form::TICKED
                    checked=is_required
                />
                "Required"
                <span class="sr">{format!(", row {number}")}</span>
            </label>
            {remover(GATHER, index, &which)}
            {label_error}
            <div class="choices">
                <BareInput
                    at=choices
                    said=format!("Choices of row {number}, separated by commas")
                    value=field.choices
                />
                <span class="hint">"The choices, separated by commas: Order, Invoice, Other"</span>
                {choices_error}
            </div>
        </div>
    }
}
