//! What stands around the inbox's panes: the views with their counts, the state of the connection, the keys.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use handoff::{
    conversation::{Label, View},
    id::QueueId,
    store::{SavedFilter, ViewCounts},
};
use leptos::prelude::*;

use super::{looking::Looking, sign::view_icon};
use crate::{
    shell::{InboxFrame, Pane, ViewLink, tally},
    ui::Icon,
};

/// What stands around the lists: how many each holds, and what there is to narrow them down by.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    pub counts: ViewCounts,
    /// Each queue with how many of it need a person, in order.
    pub queues: Vec<(QueueId, String, i64)>,
    /// By name.
    pub labels: Vec<Label>,
    /// What the person keeps.
    pub filters: Vec<SavedFilter>,
    /// The reader's own clock.
    pub zone: Tz,
}

impl Around {
    /// How many the list holds, where that is known without looking.
    pub(super) fn count(&self, looking: &Looking) -> Option<i64> {
        match looking.queue {
            _ if looking.search.is_some() || looking.label.is_some() => None,
            None => Some(self.counts.of(looking.view)),
            Some(queue) if looking.view == View::NeedsAttention => {
                let known = self.queues.iter().find(|(id, ..)| *id == queue);
                known.map(|(_, _, count)| *count)
            }
            Some(_) => None,
        }
    }

    /// What a queue is called.
    pub(super) fn queue_name(&self, queue: QueueId) -> Option<&str> {
        let known = self.queues.iter().find(|(id, ..)| *id == queue);
        known.map(|(_, name, _)| name.as_str())
    }

    /// Every count by the key it is shown under.
    pub(super) fn tallies(&self) -> BTreeMap<String, String> {
        let views = View::ALL.map(|view| (view.as_str().to_owned(), counted(self.counts.of(view))));
        let queues = self.queues.iter();
        let queues = queues.map(|(id, _, count)| (format!("queue-{id}"), counted(*count)));
        views.into_iter().chain(queues).collect()
    }
}

/// Queues with their names, whose they are and their counts. Where two AI agents have queues of one name, it says whose.
pub(super) fn told_apart(
    queues: Vec<(QueueId, String, String, i64)>,
) -> Vec<(QueueId, String, i64)> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for (_, name, ..) in &queues {
        *names.entry(name.clone()).or_default() += 1;
    }
    let all = queues.into_iter().map(|(id, name, agent, count)| {
        let is_shared = names.get(&name).is_some_and(|times| *times > 1);
        let name = if is_shared {
            format!("{name}, {agent}")
        } else {
            name
        };
        (id, name, count)
    });
    all.collect()
}

/// The views, the queues and what the person keeps, for the sidebar.
pub(super) fn frame(looking: &Looking, around: &Around, pane: Pane) -> InboxFrame {
    let here = looking.query();
    let is_kept = around.filters.iter().any(|filter| filter.query == here);
    let views = View::ALL.map(|view| ViewLink {
        key: view.as_str().to_owned(),
        label: view.title().to_owned(),
        href: Looking::view(view).list(),
        icon: view_icon(view),
        count: u32::try_from(around.counts.of(view)).ok(),
        is_current: view == looking.view && looking.queue.is_none() && !is_kept,
    });
    let queues = around.queues.iter().map(|(id, name, count)| ViewLink {
        key: format!("queue-{id}"),
        label: name.clone(),
        href: Looking::queue(*id).list(),
        icon: Icon::Route,
        count: u32::try_from(*count).ok(),
        is_current: looking.queue == Some(*id) && !is_kept,
    });
    let filters = around.filters.iter().map(|filter| ViewLink {
        key: format!("kept-{}", filter.id),
        label: filter.name.clone(),
        href: format!("{}?{}", crate::routes::INBOX, filter.query),
        icon: Icon::Sort,
        count: None,
        is_current: filter.query == here,
    });
    InboxFrame {
        views: views.into(),
        queues: queues.collect(),
        filters: filters.collect(),
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

/// “(3) Dario Conti – Inbox”: the same for a page of somebody.
pub(super) fn title_of(name: &str, waiting: i64) -> String {
    match waiting {
        ..=0 => format!("{name} – Inbox"),
        _ => format!("({}) {name} – Inbox", counted(waiting)),
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

const KEYS: [(&str, &str); 16] = [
    ("j", "Next conversation"),
    ("k", "Previous conversation"),
    ("Enter", "Open it"),
    ("t", "Take over"),
    ("r", "Reply"),
    ("n", "Write a note"),
    ("e", "Resolve"),
    ("h", "Hand back to the AI"),
    ("a", "Assign"),
    ("z", "Snooze"),
    ("x", "Pick, to do something with several"),
    ("/", "Search"),
    ("Ctrl Enter", "Send"),
    ("Ctrl K", "Go anywhere, do anything, by its name"),
    ("/", "In an empty reply: kept replies"),
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
                <p class="muted sm">
                    "They work outside fields. " <a href=crate::routes::HABITS>"Switch them off"</a>
                </p>
                <dl class="facts">{keys}</dl>
                <div><button class="button" type="submit">"Close"</button></div>
            </form>
        </dialog>
        <dialog class="dialog palette" id="palette" aria-label="Go to, or do">
            <label class="sr" for="palette-field">"A view, a page, an action, or words from a conversation"</label>
            <input
                class="input"
                id="palette-field"
                type="text"
                role="combobox"
                autocomplete="off"
                aria-expanded="true"
                aria-controls="palette-list"
                placeholder="Go to, do, or find"
            />
            <ul id="palette-list" role="listbox" aria-label="What there is"></ul>
        </dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queues_of_one_name_say_whose_they_are() {
        let queue =
            |id, name: &str, agent: &str| (QueueId(id), name.to_owned(), agent.to_owned(), 0);
        let all = told_apart(vec![
            queue(1, "Main team", "Nora"),
            queue(2, "Workshop", "Nora"),
            queue(3, "Main team", "Otto"),
        ]);
        let names: Vec<_> = all.iter().map(|(_, name, _)| name.as_str()).collect();
        assert_eq!(names, ["Main team, Nora", "Workshop", "Main team, Otto"]);
    }
}
