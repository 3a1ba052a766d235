//! Newer and older, for lists that are read page by page.

use leptos::prelude::*;

use super::{ButtonLink, Icon, Look};

/// Links to the neighbouring pages; nothing at all when there is only one page.
#[component]
pub fn Pager(
    /// What is paged, for the name of the landmark: “Conversations, pages”.
    #[prop(into)]
    label: String,
    #[prop(optional_no_strip)] newer: Option<String>,
    #[prop(optional_no_strip)] older: Option<String>,
) -> impl IntoView {
    (newer.is_some() || older.is_some()).then(|| {
        view! {
            <nav class="row is-apart" aria-label=label>
                <span>{newer.map(|href| neighbour(href, "Newer", Icon::Previous))}</span>
                <span>{older.map(|href| neighbour(href, "Older", Icon::Next))}</span>
            </nav>
        }
    })
}

fn neighbour(href: String, label: &'static str, icon: Icon) -> impl IntoView {
    view! { <ButtonLink href=href label=label look=Look::Small icon=icon /> }
}
