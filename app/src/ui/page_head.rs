//! The head of a page: where you are, the question it answers, one sentence, what you can do.

use leptos::prelude::*;

use super::Icon;
use super::button::some;

/// A step back up, shown only below a list.
#[derive(Debug, Clone)]
pub struct Crumb {
    pub label: String,
    pub href: String,
}

#[component]
pub fn PageHead(
    /// The only `h1` of the page.
    #[prop(into)]
    question: String,
    #[prop(optional, into)] lede: String,
    #[prop(optional)] crumbs: Vec<Crumb>,
    /// What this page is called in the crumbs.
    #[prop(optional, into)]
    here: String,
    /// Buttons on the right.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-head">
            <div class="titles">
                {(!crumbs.is_empty()).then(|| trail(crumbs, here))}
                <h1>{question}</h1>
                {some(lede).map(|lede| view! { <p class="lede">{lede}</p> })}
            </div>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </header>
    }
}

fn trail(crumbs: Vec<Crumb>, here: String) -> impl IntoView {
    let steps = crumbs
        .into_iter()
        .map(|crumb| {
            view! {
                <a href=crumb.href>{crumb.label}</a>
                {Icon::Next.small()}
            }
        })
        .collect_view();
    view! {
        <nav class="crumbs" aria-label="You are here">
            {steps}
            <span>{here}</span>
        </nav>
    }
}
