//! Reasons in the admin's own words.

use leptos::prelude::*;

use super::form::{OWN, RawAction, RawGuideline};
use super::reasons::conducts;
use crate::form::{FieldErrors, is_ticked};
use crate::ui::row_moves::{adder, called, movers, remover};
use crate::ui::{Card, Choices, Segmented, Switch, TextArea, TextField};

pub(super) fn own_reasons(
    values: &RawAction,
    errors: &FieldErrors,
    name: &str,
) -> impl IntoView + use<> {
    let rows = values
        .custom_guidelines
        .iter()
        .map(|(index, guideline)| own_reason(errors, *index, guideline.clone()))
        .collect_view();
    let hint = format!("Describe a situation in a sentence or two, and {name} recognises it.");
    view! {
        <Card id=OWN title="Reasons in your own words" hint=hint is_flush=true>
            <ol>{rows}</ol>
            {adder(OWN, "Add a reason in your own words")}
        </Card>
    }
}

fn own_reason(errors: &FieldErrors, index: u32, guideline: RawGuideline) -> impl IntoView + use<> {
    let at = |field: &str| errors.at(&format!("/{OWN}/{index}/{field}"));
    let which = called(&guideline.name, "reason", index);
    let id = at("id");
    let (threshold, how_sure) = sure_choices(&guideline.threshold);
    view! {
        <li class="own-reason">
            <input type="hidden" name=id.name value=guideline.id />
            <div class="own-head">
                <TextField at=at("name") label=format!("Reason {}", index + 1) value=guideline.name autocomplete="off" limit=handoff::policy::NAME_MAX />
                <span class="row is-nowrap">{movers(OWN, index, &which)} {remover(OWN, index, &which)}</span>
            </div>
            <TextArea
                at=at("description")
                label="When it applies"
                value=guideline.description
                hint="Such as: A trade customer says they want to cancel or leave."
                limit=handoff::policy::DESCRIPTION_MAX
            />
            <div class="row is-wide">
                <Switch at=at("is_active") label="On" is_on=is_ticked(&guideline.is_active) />
                <Segmented
                    at=at("conduct")
                    legend=format!("{which}, then")
                    value=if guideline.conduct.is_empty() { "ask_first".to_owned() } else { guideline.conduct }
                    choices=conducts()
                    is_legend_hidden=true
                />
            </div>
            <Segmented
                at=at("threshold")
                legend="How sure"
                value=threshold
                choices=how_sure
            />
        </li>
    }
}

/// How sure a reason may have to be, and what an admin reads for it.
const SURE: [(&str, &str); 3] = [
    ("0.35", "When it might be this"),
    ("0.5", "When it is likely this"),
    ("0.7", "Only when it is clearly this"),
];
const USUAL: &str = "0.5";

/// What is chosen, and the choices: those above and what was set elsewhere.
fn sure_choices(threshold: &str) -> (String, Choices) {
    let chosen = if threshold.is_empty() {
        USUAL
    } else {
        threshold
    };
    let mut choices = SURE
        .map(|(value, words)| (value.to_owned(), words.to_owned()))
        .to_vec();
    if SURE.iter().all(|(value, _)| *value != chosen) {
        choices.push((chosen.to_owned(), sureness(chosen)));
    }
    (chosen.to_owned(), choices)
}

/// How sure a reason must be, in words.
pub(super) fn sureness(threshold: &str) -> String {
    let chosen = if threshold.is_empty() {
        USUAL
    } else {
        threshold
    };
    match SURE.iter().find(|(value, _)| *value == chosen) {
        Some((_, words)) => (*words).to_owned(),
        None => format!("When it is sure to {chosen}"),
    }
}
