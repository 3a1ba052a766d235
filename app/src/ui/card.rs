//! Ways to set something apart: a card, a section of a settings page, a callout.

use leptos::prelude::*;

use super::{Icon, Meaning};

/// A card with a heading. `id` names the heading, and the card is labelled by it.
#[component]
pub fn Card(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    #[prop(optional, into)] hint: String,
    /// Small words or a badge at the end of the heading's line.
    #[prop(optional, into)]
    aside: ViewFn,
    /// Padding around the content; tables and lists bring their own.
    #[prop(optional)]
    is_flush: bool,
    children: Children,
) -> impl IntoView {
    let hint = super::button::some(hint).map(|hint| view! { <p class="hint">{hint}</p> });
    let content = children();
    view! {
        <section class="card" aria-labelledby=id>
            <div class="card-head">
                <h2 id=id.clone()>{title}</h2>
                {aside.run()}
                {hint}
            </div>
            {if is_flush {
                content
            } else {
                view! { <div class="card-body">{content}</div> }.into_any()
            }}
        </section>
    }
}

/// A section of a long settings page: what it is, then its controls.
#[component]
pub fn Section(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    #[prop(optional, into)] lede: String,
    children: Children,
) -> impl IntoView {
    let lede = super::button::some(lede).map(|lede| view! { <p>{lede}</p> });
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section-head">
                <h2 id=id.clone()>{title}</h2>
                {lede}
            </div>
            {children()}
        </section>
    }
}

/// Something to notice, in the flow of the page.
#[component]
pub fn Callout(
    #[prop(into)] title: String,
    #[prop(optional)] meaning: Meaning,
    children: Children,
) -> impl IntoView {
    let icon = match meaning {
        Meaning::Wait => Icon::Warning,
        Meaning::Bad => Icon::Cross,
        Meaning::Good => Icon::Check,
        Meaning::Plain | Meaning::Accent => Icon::Info,
    };
    view! {
        <section class=format!("callout{}", meaning.class())>
            {icon.view()}
            <div>
                <b>{title}</b>
                {children()}
            </div>
        </section>
    }
}
