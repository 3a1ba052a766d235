//! What to ask for before a person takes over: rows in the order they are asked.

use handoff::judge::extract::Kind;
use leptos::prelude::*;

use super::form::{GATHER, RawAction, RawGather};
use crate::form::{FieldErrors, RowOp, is_ticked};
use crate::ui::field::error_view;
use crate::ui::{BareInput, BareSelect, Icon, RowButton, Section};

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
    let add = RowOp::Add {
        list: GATHER.to_owned(),
    };
    view! {
        <Section
            id="ask-first"
            title="Ask for this first"
            lede=format!("{name} takes it from the conversation when it is there, otherwise asks, one thing at a time. After two tries the handoff goes on and marks it missing.")
        >
            <div class="card">
                {head} {nothing} {rows}
                <div class="card-foot">
                    <RowButton op=add icon=Icon::Plus words="Add something to ask for" shown=true />
                </div>
            </div>
        </Section>
    }
}

fn row(errors: &FieldErrors, index: u32, field: RawGather) -> impl IntoView + use<> {
    let at = |name: &str| errors.at(&format!("/{GATHER}/{index}/{name}"));
    let number = index + 1;
    let which = if field.label.trim().is_empty() {
        format!("row {number}")
    } else {
        field.label.clone()
    };
    let kinds = Kind::ALL
        .map(|kind| (kind.as_str().to_owned(), kind.title().to_owned()))
        .to_vec();
    let (label, choices, required) = (at("label"), at("choices"), at("required"));
    let label_error = error_view(&label.id, label.error.clone());
    let choices_error = error_view(&choices.id, choices.error.clone());
    let is_required = is_ticked(&field.required);
    view! {
        <div class="gather" role="group" aria-label=format!("Row {number}")>
            <span class="move">{movers(index, &which)}</span>
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
            {remove(index, &which)}
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

fn movers(index: u32, which: &str) -> impl IntoView + use<> {
    let list = || GATHER.to_owned();
    let up = RowOp::Up {
        list: list(),
        index,
    };
    let down = RowOp::Down {
        list: list(),
        index,
    };
    view! {
        <RowButton op=up icon=Icon::Up words=format!("Move {which} up") />
        <RowButton op=down icon=Icon::Down words=format!("Move {which} down") />
    }
}

fn remove(index: u32, which: &str) -> impl IntoView + use<> {
    let op = RowOp::Remove {
        list: GATHER.to_owned(),
        index,
    };
    view! { <RowButton op=op icon=Icon::Bin words=format!("Remove {which}") /> }
}
