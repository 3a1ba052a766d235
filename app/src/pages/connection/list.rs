//! A connection's line in a list.

use leptos::prelude::*;

use super::how::{How, State};
use crate::ui::Badge;

#[derive(Debug, Clone)]
pub struct ConnectionRow {
    pub title: &'static str,
    pub lede: String,
    pub href: String,
    /// None while it is not connected.
    pub how: Option<How>,
}

/// One line, which leads to the connection.
pub(in crate::pages) fn row(
    connection: ConnectionRow,
    (word, meaning, icon): State,
) -> impl IntoView {
    let how = connection.how.as_ref().map(How::in_words);
    view! {
        <li>
            <a href=connection.href>
                <span class="row">
                    <b>{connection.title}</b>
                    <Badge word=word meaning=meaning icon=icon />
                </span>
                <span class="sub">{connection.lede}</span>
                {how.map(|how| view! { <span class="sub faint">{how}</span> })}
            </a>
        </li>
    }
}
