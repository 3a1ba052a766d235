//! What stands around the inbox's panes: the views with their counts, the state of the connection, the keys.

use handoff::{conversation::View, store::ViewCounts};
use leptos::prelude::*;

use super::{looking::Looking, sign::view_icon};
use crate::{
    shell::{InboxFrame, Pane, ViewLink, tally},
    ui::Icon,
};

/// The views for the sidebar.
pub(super) fn frame(looking: &Looking, counts: &ViewCounts, pane: Pane) -> InboxFrame {
    let views = View::ALL.map(|view| ViewLink {
        label: view.title().to_owned(),
        href: Looking { view, search: None }.list(),
        icon: view_icon(view),
        count: u32::try_from(counts.of(view)).ok(),
        is_current: view == looking.view,
    });
    InboxFrame {
        views: views.into(),
        pane,
    }
}

/// “(3) Inbox”: how many wait stands first, where a narrow tab still shows it.
pub(super) fn title(waiting: i64) -> String {
    match waiting {
        ..=0 => "Inbox".to_owned(),
        _ => format!("({}) Inbox", counted(waiting)),
    }
}

/// A count in words.
pub(super) fn counted(count: i64) -> String {
    tally(u32::try_from(count).unwrap_or(0))
}

/// Says that nothing new arrives, for as long as that is so.
pub(super) fn connection() -> impl IntoView {
    view! {
        <section class="callout is-wait" role="status" data-live="connection" hidden>
            {Icon::Warning.view()}
            <div>
                <b>"Reconnecting…"</b>
                " New messages appear as soon as the connection is back. What you type stays."
            </div>
        </section>
    }
}

const KEYS: [(&str, &str); 11] = [
    ("j", "Next conversation"),
    ("k", "Previous conversation"),
    ("Enter", "Open it"),
    ("t", "Take over"),
    ("r", "Reply"),
    ("n", "Write a note"),
    ("e", "Resolve"),
    ("h", "Hand back to the AI"),
    ("/", "Search"),
    ("Ctrl Enter", "Send"),
    ("Esc", "Leave the field, or close this"),
];

/// All keys on one sheet; `?` opens it.
pub(super) fn keys() -> impl IntoView {
    let keys = KEYS
        .map(|(key, words)| view! { <dt><kbd>{key}</kbd></dt><dd>{words}</dd> })
        .into_iter()
        .collect::<Vec<_>>();
    view! {
        <dialog class="dialog" id="keys" aria-labelledby="keys-title">
            <form method="dialog" class="stack-4">
                <h2 id="keys-title">"Keys"</h2>
                <p class="muted sm">"They work outside fields."</p>
                <dl class="facts">{keys}</dl>
                <div><button class="button" type="submit">"Close"</button></div>
            </form>
        </dialog>
    }
}
