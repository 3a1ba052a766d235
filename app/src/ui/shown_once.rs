//! Something secret that is shown this one time: a link, a token.

use leptos::prelude::*;

use super::{Icon, Meaning};

#[component]
pub fn ShownOnce(
    /// What it is and for whom.
    #[prop(into)]
    title: String,
    /// Name of the field, for screen readers and for the label.
    #[prop(into)]
    label: String,
    #[prop(into)] secret: String,
    /// What to do with it, and for how long it works.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    view! {
        <section class=format!("callout{}", Meaning::Good.class()) role="status">
            {Icon::Key.view()}
            <div class="stack-2">
                <b>{title}</b>
                <p>{words}</p>
                <div class="field">
                    <label for="shown-once">{label}</label>
                    <input class="input mono" id="shown-once" readonly value=secret data-select />
                </div>
                <p class="bold">"Copy it now: it is not shown again."</p>
            </div>
        </section>
    }
}
