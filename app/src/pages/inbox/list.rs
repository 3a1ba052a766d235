//! The list of a view, alone or beside a conversation.

use handoff::conversation::View;
use leptos::prelude::*;

use super::{
    bulk::bar,
    frame::{connection, keys},
    looking::Looking,
    narrow::{chips, menu},
    row::Rows,
};
use crate::{
    document::{self, Assets},
    shell::{self, Shell},
    ui::{Badge, Empty, Icon, Pager},
};

/// The page of a view, with nothing open.
pub(super) fn render(shell: Shell, assets: &Assets, page: Rows) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: Rows) -> impl IntoView {
    let is_empty = page.shown.is_empty();
    view! {
        {connection()}
        {list(&page, true)}
        <section class="talk is-empty" aria-label="Conversation">
            {(!is_empty)
                .then(|| {
                    view! {
                        <Empty
                            icon=Icon::Chat
                            title="Open a conversation"
                            words="Choose one from the list: it opens here, with why it came to you and what is known."
                        />
                    }
                })}
        </section>
        {keys()}
    }
}

/// The list as a pane: its head, its search, its rows. `is_question` is set where it is the page's own
/// subject; beside a conversation it is not.
pub(super) fn list(rows: &Rows, is_question: bool) -> impl IntoView + use<> {
    let looking = &rows.looking;
    let name = looking
        .queue
        .and_then(|queue| rows.around.queue_name(queue));
    let name = name.unwrap_or(looking.view.title()).to_owned();
    let title = view! { <bdi>{name}</bdi> " " <span class="faint num" data-live="count">{rows.counted()}</span> };
    let title = if is_question {
        view! { <h1 id="rows-title">{title}</h1> }.into_any()
    } else {
        view! { <h2 id="rows-title">{title}</h2> }.into_any()
    };
    let content = if rows.shown.is_empty() {
        empty(looking).into_any()
    } else {
        view! { <ol aria-labelledby="rows-title" data-live="rows">{rows.items()}</ol> }.into_any()
    };
    let older = rows.older.as_deref().map(|after| looking.older(after));
    let source = rows.is_first_page.then(|| looking.rows());
    view! {
        <section class="rows" aria-labelledby="rows-title" data-no-keys=(!rows.has_keys).then_some("") data-rows=source data-now=rows.moment.now.to_rfc3339()>
            <header class="rows-head">
                <div class="row is-apart is-nowrap">{title} {menu(rows)}</div>
                {search(looking)}
                {chips(rows)}
            </header>
            <div class="new-rows" role="status" data-live="new" hidden>
                <a class="link-button" href=looking.list()>
                    {Icon::Up.small()}
                    <span></span>
                </a>
            </div>
            <template data-live="moved"><Badge word="Moved on" /></template>
            <form class="rows-form" method="post" action=looking.bulk()>
                <div class="rows-list">
                    {content}
                    <div class="rows-foot"><Pager label="Conversations, pages" older=older newer=None /></div>
                </div>
                {bar(rows)}
            </form>
        </section>
    }
}

fn search(looking: &Looking) -> impl IntoView + use<> {
    view! {
        <form class="search" role="search" action=crate::routes::INBOX>
            {looking
                .pairs()
                .into_iter()
                .filter(|(name, _)| *name != "q")
                .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
                .collect::<Vec<_>>()}
            <label class="sr" for="q">"Search this view: names, e-mail addresses and everything that was said"</label>
            {Icon::Search.view()}
            <input
                class="input"
                id="q"
                name="q"
                type="search"
                placeholder="Name, e-mail, order, words"
                value=looking.search.clone()
            />
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
}

/// What a view says when nothing is in it, and what to do.
fn empty(looking: &Looking) -> impl IntoView + use<> {
    if let Some(words) = &looking.search {
        let title = format!("Nothing here has “{words}”");
        let all = Looking {
            search: looking.search.clone(),
            ..Looking::view(View::All)
        };
        return view! {
            <Empty icon=Icon::Search title=title words="Search looks at names, e-mail addresses, messages and notes. A word finds every word that begins with it; put words in quotes to find them whole and side by side.">
                <a class="button" href=all.list()>"Search all conversations"</a>
            </Empty>
        }
        .into_any();
    }
    let (title, words) = match looking.view {
        _ if looking.is_narrowed() => (
            "Nothing of it is here",
            "The list is narrowed down. Take that away, or look at all conversations.",
        ),
        View::NeedsAttention => (
            "Nobody is waiting",
            "When the AI hands over, the conversation appears here with the reason and what is still missing.",
        ),
        View::Mine => (
            "You have no conversation",
            "Take one over from Needs attention, and it stays here until it is resolved.",
        ),
        View::Unassigned => (
            "Nobody is left without a person",
            "Conversations that wait and belong to nobody appear here.",
        ),
        View::Mentions => (
            "Nobody asks you to look at anything",
            "When a colleague writes @ and your name in a note, the conversation stays here until it is resolved.",
        ),
        View::Open => (
            "Nothing is open",
            "Every conversation that is not resolved appears here: those who wait for a person first.",
        ),
        View::Snoozed => (
            "Nothing is put aside",
            "Snooze one of yours from its menu, and it waits here until its time has come or the customer writes.",
        ),
        View::WithAi => (
            "The AI is talking to nobody",
            "Conversations appear here as soon as a customer writes. You can take over any of them.",
        ),
        View::Callbacks => (
            "No callback is promised",
            "When nobody is there and a customer leaves an address, the promise appears here.",
        ),
        View::Resolved => (
            "Nothing is resolved yet",
            "Resolved conversations stay here, and open again when the customer writes.",
        ),
        View::All => (
            "No conversation yet",
            "Put the chat on your site, or connect your AI by the API: the first message appears here.",
        ),
    };
    let others = (looking.view != View::All).then(|| {
        let all = Looking::view(View::All);
        view! { <a class="button" href=all.list()>"See all conversations"</a> }
    });
    view! { <Empty icon=super::sign::view_icon(looking.view) title=title words=words>{others}</Empty> }
        .into_any()
}

/// The rows and the counts alone, for a page that is open already.
pub(super) fn render_rows(rows: Rows) -> String {
    document::fragment(move || {
        let tallies = rows
            .around
            .tallies()
            .into_iter()
            .map(|(key, count)| view! { <li data-count=key>{count}</li> })
            .collect::<Vec<_>>();
        let waiting = rows.around.counts.of(View::NeedsAttention);
        view! {
            <div data-waiting=waiting data-count=rows.counted()>
                <ol data-live="rows">{rows.items()}</ol>
                <ul data-live="counts">{tallies}</ul>
            </div>
        }
    })
}
