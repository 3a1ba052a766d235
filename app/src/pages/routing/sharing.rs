//! How a queue shares its conversations out: the method, and its numbers.

use handoff::routing::{Fallback, METHODS, Need};
use leptos::prelude::*;

use super::form::RawSharing;
use crate::form::{FieldErrors, is_ticked};
use crate::ui::{Check, Choices, SelectField, TextField};

pub(super) fn fields(
    values: RawSharing,
    errors: &FieldErrors,
    (own, queues): (i64, Choices),
) -> impl IntoView + use<> {
    let methods = METHODS.iter().enumerate().map(|(place, way)| {
        let value = way.method().as_str();
        let id = if place == 0 {
            "method".to_owned()
        } else {
            format!("method-{value}")
        };
        view! {
            <label class="level">
                <input
                    type="radio"
                    id=id
                    name="method"
                    value=value
                    checked=values.method == value
                />
                <b>{way.title()}</b>
                <span>{way.explained()}</span>
            </label>
        }
    });
    view! {
        <fieldset class="methods">
            <legend class="sr">"Method"</legend>
            {methods.collect_view()}
        </fieldset>
        <div class="card">
            <div class="card-body stack-4">
                <div class="cols-2">
                    <TextField
                        at=errors.at("/max_concurrent_per_agent")
                        label="At most so many open for each person"
                        value=values.max_concurrent_per_agent.clone()
                        hint="Empty means as many as each says of themselves."
                        autocomplete="off"
                        is_optional=true
                    />
                    <TextField
                        at=errors.at("/reassign_minutes")
                        label="No reply in so many minutes: give to the next person"
                        value=values.reassign_minutes.clone()
                        hint="Empty means it stays with whoever was given it."
                        autocomplete="off"
                        is_optional=true
                    />
                </div>
                <Check
                    at=errors.at("/is_strict")
                    label="The limit also holds for those who take one themselves"
                    is_ticked=is_ticked(&values.is_strict)
                />
                {skills(&values, errors)}
                {fallback(values, errors, (own, queues))}
            </div>
        </div>
    }
}

fn skills(values: &RawSharing, errors: &FieldErrors) -> impl IntoView + use<> {
    let needs = Need::ALL.map(|need| {
        let words = format!("whoever {}", need.title());
        (need.as_str().to_owned(), words)
    });
    view! {
        <div class="cols-2">
            <TextField
                at=errors.at("/skills")
                label="Skills that are wanted"
                value=values.skills.clone()
                hint="With the lowest level, 1 to 5: “billing 3, returns 2”. By skill, what the conversation is about counts too."
                autocomplete="off"
                is_optional=true
            />
            <SelectField
                at=errors.at("/need")
                label="Of those skills"
                value=values.need.clone()
                choices=needs.into()
            />
        </div>
    }
}

fn fallback(
    values: RawSharing,
    errors: &FieldErrors,
    (own, queues): (i64, Choices),
) -> impl IntoView + use<> {
    let kinds = Fallback::KINDS.map(|(kind, words)| (kind.to_owned(), words.to_owned()));
    let queues: Choices = queues
        .into_iter()
        .filter(|(id, _)| *id != own.to_string())
        .collect();
    let has_others = !queues.is_empty();
    let kinds: Choices = kinds
        .into_iter()
        .filter(|(kind, _)| has_others || kind != "other_queue")
        .collect();
    let others = has_others.then(|| {
        view! {
            <SelectField
                at=errors.at("/fallback_queue")
                label="Which other queue"
                value=values.fallback_queue
                choices=queues
                hint="Only for “give it to another queue”."
            />
        }
    });
    view! {
        <div class="cols-3">
            <SelectField
                at=errors.at("/fallback")
                label="While nobody can take it"
                value=values.fallback
                choices=kinds
            />
            <TextField
                at=errors.at("/fallback_minutes")
                label="After so many minutes"
                value=values.fallback_minutes
                hint="Not for keeping it in the queue."
                autocomplete="off"
            />
            {others}
        </div>
    }
}
