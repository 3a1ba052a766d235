//! A field that an adapter declares: whatever it must be told, the form follows.

use handoff::channel::{Field, Input};
use leptos::prelude::*;

use super::{InputKind, SelectField, TextArea, TextField};
use crate::form::FieldAt;

/// A field with what stands in it. A secret that is kept is never shown again, and may be left empty.
pub(crate) fn filled_in(field: &Field, at: FieldAt, value: String, is_kept: bool) -> AnyView {
    let (label, hint, is_optional) = (field.label, field.hint, !field.is_required);
    match field.input {
        Input::Line => {
            view! { <TextField at=at label=label value=value hint=hint autocomplete="off" is_optional=is_optional /> }
                .into_any()
        }
        Input::Lines => {
            view! { <TextArea at=at label=label value=value hint=hint is_optional=is_optional /> }
                .into_any()
        }
        Input::Secret => secret(field, at, is_kept).into_any(),
        Input::OwnSecret => {
            let id = at.id.clone();
            view! {
                <div class="stack-2">
                    {secret(field, at, is_kept)}
                    <p class="row" data-makes=id hidden>
                        <button class="button is-sm" type="button">"Make one"</button>
                        <span class="muted" role="status" data-made="Copy it before you save: it is not shown again."></span>
                    </p>
                </div>
            }
            .into_any()
        }
        Input::Choice(choices) => {
            let choices = choices
                .iter()
                .map(|(name, title)| ((*name).to_owned(), (*title).to_owned()))
                .collect();
            view! { <SelectField at=at label=label value=value choices=choices hint=hint /> }
                .into_any()
        }
    }
}

/// What was kept is never shown again, nor is what was refused.
fn secret(field: &Field, at: FieldAt, is_kept: bool) -> impl IntoView + use<> {
    let hint = if is_kept {
        format!(
            "{} It is kept; leave this empty to keep it as it is.",
            field.hint
        )
    } else {
        field.hint.to_owned()
    };
    view! {
        <TextField
            at=at
            label=field.label
            value=""
            kind=InputKind::Password
            hint=hint
            autocomplete="off"
            is_optional=!field.is_required
        />
    }
}
