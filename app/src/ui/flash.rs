//! What just happened, once, under the head of the page after a redirect.

use leptos::prelude::*;

use super::Icon;

#[component]
pub fn Flash(#[prop(into)] words: String) -> impl IntoView {
    view! {
        <p class="flash" role="status">
            {Icon::Check.view()}
            <span>{words}</span>
        </p>
    }
}
