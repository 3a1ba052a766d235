//! What the customer wrote in their other conversations, opened in place above what they write here.

use handoff::conversation::Conversation;
use leptos::prelude::*;

use super::{
    Desk,
    log::Log,
    looking::{Asked, Looking},
    seen::Seen,
    sign::channel_icon,
};
use crate::{
    request::Oops,
    ui::{Icon, when::day_and_clock},
};

/// The other conversation that is asked for, if it is one of the customer's.
pub(super) async fn opened(desk: &Desk, seen: &Seen, asked: &Asked) -> Result<Option<Seen>, Oops> {
    let wanted = asked.earlier.as_deref();
    let mut others = seen.others.iter();
    let Some(other) = others.find(|other| Some(other.id.0.as_str()) == wanted) else {
        return Ok(None);
    };
    Ok(Some(desk.seen(other.id.clone(), None).await?))
}

/// The ways to their other conversations, the newest last, with the words of the one that is opened.
pub(super) fn words(
    seen: &Seen,
    opened: Option<&Seen>,
    looking: &Looking,
) -> Option<impl IntoView + use<>> {
    let others = seen.others.iter().rev();
    let parts = others
        .map(
            |other| match opened.filter(|opened| opened.conversation.id == other.id) {
                Some(opened) => open(seen, opened, looking).into_any(),
                None => closed(seen, other, looking).into_any(),
            },
        )
        .collect::<Vec<_>>();
    (!parts.is_empty()).then_some(parts)
}

/// What it is called: before this one, or beside it.
fn title(seen: &Seen, other: &Conversation) -> String {
    let when = day_and_clock(other.last.at, seen.moment.now, seen.moment.zone);
    let is_before = other.last.at < seen.conversation.created_at;
    let word = if is_before { "Earlier" } else { "Meanwhile" };
    format!("{word}: {}, {when}", other.channel.title())
}

fn closed(seen: &Seen, other: &Conversation, looking: &Looking) -> impl IntoView + use<> {
    let href = looking.words(&seen.conversation.id, &other.id);
    view! {
        <p class="day">
            <a class="link-button" href=href>{channel_icon(other.channel).small()} {title(seen, other)}</a>
        </p>
    }
}

fn open(seen: &Seen, opened: &Seen, looking: &Looking) -> impl IntoView + use<> {
    let other = &opened.conversation;
    let log = Log {
        seen: opened,
        looking,
        trace: None,
        after_day: None,
    };
    let title = title(seen, other);
    let label = title.clone();
    let whole = opened
        .has_earlier
        .then(|| view! { <p class="muted sm">"Only its newest messages are shown here."</p> });
    view! {
        <section class="words stack-3" id="earlier" aria-label=label>
            <p class="day">
                <span>{channel_icon(other.channel).small()} " " {title}</span> " "
                <a href=looking.conversation(&other.id)>"Open it"</a> " "
                <a class="link-button" href=looking.conversation(&seen.conversation.id)>{Icon::Up.small()} "Close"</a>
            </p>
            {whole}
            <div class="history-log stack-4">{log.lines()}</div>
        </section>
    }
}
