//! What a list says when there is nothing in it: what will come here, and what to do.

use leptos::prelude::*;

use super::Icon;

#[component]
pub fn Empty(
    icon: Icon,
    #[prop(into)] title: String,
    /// What will appear here, and when.
    #[prop(into)]
    words: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {icon.view()}
            <h2>{title}</h2>
            <p>{words}</p>
            {children.map(|children| children())}
        </div>
    }
}
