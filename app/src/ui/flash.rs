//! What just happened, once, under the head of the page after a redirect.

use leptos::prelude::*;

use super::Icon;
use crate::{request::Said, routes};

#[component]
pub fn Flash(said: Said) -> impl IntoView {
    let (class, icon) = if said.is_refusal {
        ("flash is-refused", Icon::Warning)
    } else {
        ("flash", Icon::Check)
    };
    let undo = said.can_undo.then(|| {
        view! {
            <form method="post" action=routes::INBOX_UNDO>
                <button class="link-button" type="submit">"Undo"</button>
            </form>
        }
    });
    view! {
        <div class=class role="status">
            {icon.view()}
            <span>{said.words}</span>
            {undo}
        </div>
    }
}
