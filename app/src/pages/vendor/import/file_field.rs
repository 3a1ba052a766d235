//! The field for a file.

use leptos::prelude::*;

use crate::{form::FieldAt, ui::field::error_view};

/// A file instead of what is pasted; on the wire it is always called `file`.
pub(super) fn file_field(
    field: FieldAt,
    label: &'static str,
    accept: &'static str,
) -> impl IntoView + use<> {
    let id = field.id;
    let is_refused = field.error.is_some();
    let (hint, wrong) = (format!("{id}-hint"), format!("{id}-error"));
    let described = if is_refused {
        format!("{hint} {wrong}")
    } else {
        hint.clone()
    };
    view! {
        <div class=if is_refused { "field is-bad" } else { "field" }>
            <label for=id.clone()>{label}</label>
            <p class="hint" id=hint>"A file that is chosen goes before what is pasted."</p>
            {error_view(&id, field.error)}
            <input
                class="input"
                id=id
                name="file"
                type="file"
                accept=accept
                aria-invalid=is_refused.then_some("true")
                aria-describedby=described
            />
        </div>
    }
}
