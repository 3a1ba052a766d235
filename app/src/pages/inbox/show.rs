//! The page of one conversation: rows, conversation, takeover card.

use handoff::id::MessageId;
use leptos::prelude::*;

use super::{
    card::card,
    composer::{Draft, composer, foot},
    frame::{self, connection, keys},
    head::{head, tabs},
    list::list,
    log::Log,
    looking::Looking,
    row::Rows,
    seen::Seen,
    words::words,
};
use crate::{
    document::{self, Assets},
    shell::{self, Pane, Shell},
    ui::Icon,
};

/// One conversation beside the list it is in.
#[derive(Debug, Clone)]
pub(super) struct Show {
    pub seen: Seen,
    pub rows: Rows,
    pub trace: Option<MessageId>,
    pub draft: Draft,
    /// Only older messages than the newest are shown, so nothing is added as it arrives.
    pub is_past: bool,
    /// Another conversation of the same customer, opened above this one.
    pub earlier: Option<Seen>,
}

pub(super) fn render(mut shell: Shell, assets: &Assets, page: Show) -> String {
    let name = page.seen.conversation.customer.title();
    let waiting = i64::from(shell.waiting);
    shell.title = page.draft.errors.title(&frame::title_of(name, waiting));
    let is_card = shell
        .inbox
        .as_ref()
        .is_some_and(|inbox| inbox.pane == Pane::Card);
    shell::render(shell, assets, move || content(page, is_card))
}

fn content(page: Show, is_card: bool) -> impl IntoView {
    let Show {
        seen, rows, draft, ..
    } = &page;
    let looking = &rows.looking;
    let id = &seen.conversation.id;
    let entries = (!page.is_past).then(|| looking.below(id, "entries"));
    view! {
        {connection()}
        {list(rows, false)}
        <section
            class="talk"
            aria-labelledby="talk-title"
            data-conversation=id.0.clone()
            data-entries=entries
            data-parts=looking.below(id, "parts")
            data-elsewhere=(!seen.others.is_empty()).then(|| elsewhere(seen))
            data-no-keys=(!seen.habits.has_keys).then_some("")
        >
            {head(seen, looking, draft)}
            {tabs(seen, looking, is_card)}
            <div class="talk-body">
                <div class="talk-main">
                    {log(&page)}
                    {composer(seen, looking, draft.clone())}
                </div>
                {card(seen, looking)}
            </div>
        </section>
        {keys()}
    }
}

/// The other conversations of the customer, of which the card tells.
fn elsewhere(seen: &Seen) -> String {
    let ids = seen.others.iter().map(|other| other.id.0.as_str());
    ids.collect::<Vec<_>>().join(" ")
}

fn log(page: &Show) -> impl IntoView + use<> {
    let seen = &page.seen;
    let looking = &page.rows.looking;
    let id = &seen.conversation.id;
    let log = Log {
        seen,
        looking,
        trace: page.trace,
        after_day: None,
    };
    let earlier = seen
        .entries
        .first()
        .filter(|_| seen.has_earlier)
        .map(|first| way(looking.earlier(id, first.id), "Earlier messages", Icon::Up));
    let newest = page.is_past.then(|| {
        way(
            looking.conversation(id),
            "Back to the newest messages",
            Icon::Down,
        )
    });
    let name = seen.conversation.customer.title();
    view! {
        <div
            class="log"
            role="log"
            aria-label=format!("Conversation with {name}")
            tabindex="0"
            data-after=seen.last_entry().0
            data-turn=seen.last_turn().0
            data-day=log.last_day().map(|day| day.to_string())
        >
            {words(seen, page.earlier.as_ref(), looking)}
            {earlier}
            {log.lines()}
            {newest}
            <span id="end"></span>
        </div>
    }
}

fn way(href: String, words: &'static str, icon: Icon) -> impl IntoView {
    view! { <p class="day"><a class="link-button" href=href>{icon.small()} {words}</a></p> }
}

/// The lines that came after those a page has, with where the next ones begin.
pub(super) fn render_entries(
    seen: &Seen,
    looking: &Looking,
    after_day: Option<chrono::NaiveDate>,
) -> String {
    let log = Log {
        seen,
        looking,
        trace: None,
        after_day,
    };
    let lines = log.lines();
    let day = log.last_day().map(|day| day.to_string());
    let (after, turn) = (seen.last_entry().0, seen.last_turn().0);
    document::fragment(move || {
        view! {
            <div data-after=after data-turn=turn data-day=day>
                {lines}
            </div>
        }
    })
}

/// The parts around the log that change with the conversation: head, card, and the foot of the composer.
pub(super) fn render_parts(seen: Seen, looking: Looking) -> String {
    document::fragment(move || {
        view! { <div>{head(&seen, &looking, &Draft::default())} {card(&seen, &looking)} {foot(&seen)}</div> }
    })
}
