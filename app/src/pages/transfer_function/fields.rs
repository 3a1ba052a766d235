//! The kinds of transfer with the fields each of them declares, and named texts as rows.

use handoff::handoff::{TRANSFER_KINDS, TRANSFER_PARAMETERS, TransferField, TransferInput};
use leptos::prelude::*;

use super::form::{RawFunction, RawNamed};
use crate::form::FieldErrors;
use crate::ui::field::error_view;
use crate::ui::row_moves::{adder, called, movers, remover};
use crate::ui::{BareInput, Card, TextField, Way, Ways};

/// Every field there is, with the parameters.
pub(super) fn declared() -> impl Iterator<Item = &'static TransferField> {
    let kinds = TRANSFER_KINDS.iter().flat_map(|kind| kind.fields);
    kinds.chain([&TRANSFER_PARAMETERS])
}

/// Whether a pointer of the core is somewhere in a list of named texts.
pub(super) fn is_in_a_list(pointer: &str) -> bool {
    let first = pointer.trim_start_matches('/').split('/').next();
    declared()
        .filter(|field| matches!(field.input, TransferInput::Named { .. }))
        .any(|field| Some(field.name) == first)
}

/// The choice of a kind; what the chosen one needs is below it.
pub(super) fn kinds(values: &RawFunction, errors: &FieldErrors) -> impl IntoView + use<> {
    let at = errors.at("/kind");
    let ways = TRANSFER_KINDS
        .into_iter()
        .enumerate()
        .map(|(place, kind)| {
            let at = at.clone();
            let is_chosen = values.kind == kind.name;
            let (value, label, hint) = (kind.name, kind.title, kind.hint);
            if kind.fields.is_empty() {
                return view! {
                    <Way at=at place=place value=value label=label hint=hint is_chosen=is_chosen />
                }
                .into_any();
            }
            let fields: Vec<AnyView> = kind
                .fields
                .iter()
                .map(|field| view_of(field, values, errors))
                .collect();
            view! {
                <Way at=at place=place value=value label=label hint=hint is_chosen=is_chosen>
                    {fields}
                </Way>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <Ways at=errors.at("/kind") legend="What happens">
            {ways}
        </Ways>
    }
}

/// The parameters, which every kind has.
pub(super) fn parameters(values: &RawFunction, errors: &FieldErrors) -> impl IntoView + use<> {
    let field = TRANSFER_PARAMETERS;
    let rows = rows(&field, values, errors);
    view! {
        <Card id=field.name title=field.label hint=field.hint is_flush=true>
            {rows}
        </Card>
    }
}

fn view_of(field: &TransferField, values: &RawFunction, errors: &FieldErrors) -> AnyView {
    match field.input {
        TransferInput::Line => {
            let value = values.lines.get(field.name).cloned().unwrap_or_default();
            let at = errors.at(&format!("/lines/{}", field.name));
            view! { <TextField at=at label=field.label value=value hint=field.hint autocomplete="off" /> }
                .into_any()
        }
        TransferInput::Named { .. } => {
            let rows = rows(field, values, errors);
            view! {
                <div class="named-list" role="group" aria-labelledby=field.name>
                    <p class="field-label" id=field.name>{field.label}</p>
                    <p class="hint">{field.hint}</p>
                    <div class="card">{rows}</div>
                </div>
            }
            .into_any()
        }
    }
}

/// The rows of a list of named texts, with the button for one more.
fn rows(
    field: &TransferField,
    values: &RawFunction,
    errors: &FieldErrors,
) -> impl IntoView + use<> {
    let TransferInput::Named { one, example } = field.input else {
        return ().into_any();
    };
    let list = field.name;
    let whole = error_view(list, errors.detail(&format!("/{list}")).map(str::to_owned));
    let given = values.named.get(list).into_iter().flatten();
    let rows: Vec<_> = given
        .map(|(index, text)| row((list, one), *index, text.clone(), errors).into_any())
        .collect();
    let none = format!("None yet. A usual one is “{example}”.");
    let nothing = rows
        .is_empty()
        .then(|| view! { <p class="card-body is-tight sm muted">{none}</p> });
    let head = (!rows.is_empty()).then(|| {
        view! {
            <div class="named-text is-head" aria-hidden="true">
                <span></span>
                <span>"Name"</span>
                <span>"Text, with values in double braces"</span>
            </div>
        }
    });
    view! { {whole} {nothing} {head} {rows} {adder(list, format!("Add a {one}"))} }.into_any()
}

fn row(
    (list, one): (&'static str, &'static str),
    index: u32,
    text: RawNamed,
    errors: &FieldErrors,
) -> impl IntoView + use<> {
    let at = |part: &str| errors.at(&format!("/named/{list}/{index}/{part}"));
    let which = called(&text.name, one, index);
    let wrong = ["name", "text"]
        .map(at)
        .into_iter()
        .filter_map(|field| error_view(&field.id, field.error))
        .collect_view();
    view! {
        <div class="named-text" role="group" aria-label=which.clone()>
            <span class="move">{movers(list, index, &which)}</span>
            <BareInput at=at("name") said=format!("Name of {which}") value=text.name class="mono" />
            <BareInput at=at("text") said=format!("Text of {which}") value=text.text class="mono" />
            {remover(list, index, &which)}
            {wrong}
        </div>
    }
}
