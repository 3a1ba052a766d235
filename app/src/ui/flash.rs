//! What just happened, once, under the head of the page after a redirect.

use leptos::prelude::*;

use super::Icon;
use crate::request::Said;

#[component]
pub fn Flash(said: Said) -> impl IntoView {
    let (class, icon) = if said.is_refusal {
        ("flash is-refused", Icon::Warning)
    } else {
        ("flash", Icon::Check)
    };
    view! {
        <p class=class role="status">
            {icon.view()}
            <span>{said.words}</span>
        </p>
    }
}
