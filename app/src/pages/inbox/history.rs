//! Everything one customer ever wrote, in one log: their conversations one after another.

use axum::{
    extract::{Path, Query, State},
    response::Html,
};
use handoff::{conversation::Conversation, id::ConversationId};
use leptos::prelude::*;

use super::{
    Desk,
    desk::find_conversation,
    log::Log,
    looking::{Asked, Looking},
    seen::Seen,
    sign::state_badge,
};
use crate::{
    request::{Oops, SignedIn},
    shell::{self, Place},
    site::Site,
    ui::{PageHead, when::day_and_clock},
};

/// The most conversations of one customer that are shown.
const MOST: i64 = 20;

pub(super) async fn history(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Oops> {
    let desk = Desk::of(site, who, &asked).await?;
    let of = find_conversation(&desk.site, &desk.who, &ConversationId(id)).await?;
    let store = &desk.site.desk.store;
    let mut all = store
        .others_of_customer(desk.who.scope, &of, MOST - 1)
        .await?;
    all.push(of.clone());
    all.sort_by(|one, other| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)));
    let mut parts = Vec::with_capacity(all.len());
    for one in all {
        parts.push(desk.seen(one.id, None).await?);
    }
    let title = format!("{} – History", of.customer.title());
    let shell = desk.who.shell(&desk.site, Place::Inbox, &title).await?;
    let looking = desk.looking.clone();
    Ok(Html(shell::render(shell, &desk.site.assets, move || {
        content(&of, parts, &looking)
    })))
}

fn content(of: &Conversation, parts: Vec<Seen>, looking: &Looking) -> impl IntoView + use<> {
    let name = of.customer.title().to_owned();
    let lede = match parts.len() {
        1 => "One conversation. Others of theirs are shown here once it is proven, or somebody says, that they are the same customer.".to_owned(),
        count => format!("{count} conversations on every channel, the oldest first."),
    };
    let here = of.id.clone();
    let parts = parts
        .into_iter()
        .map(|seen| part(&seen, looking, seen.conversation.id == here))
        .collect::<Vec<_>>();
    view! {
        <PageHead question=format!("What has {name} written so far?") lede=lede />
        <div class="content is-narrow history">{parts}</div>
    }
}

fn part(seen: &Seen, looking: &Looking, is_here: bool) -> impl IntoView + use<> {
    let conversation = &seen.conversation;
    let began = day_and_clock(conversation.created_at, seen.moment.now, seen.moment.zone);
    let title = format!("{}, begun {began}", conversation.channel.title());
    let heading = format!("history-{}", conversation.id);
    let labelled = heading.clone();
    let link = if is_here {
        "Back to this conversation"
    } else {
        "Open this conversation"
    };
    let earlier = seen
        .has_earlier
        .then(|| view! { <p class="muted sm">"Only its newest messages are shown here."</p> });
    let log = Log {
        seen,
        looking,
        trace: None,
        after_day: None,
    };
    view! {
        <section class="stack-3" aria-labelledby=labelled>
            <div class="row is-apart">
                <h2 id=heading>{title} " " {state_badge(conversation.state, seen.assignee().as_deref())}</h2>
                <a href=looking.conversation(&conversation.id)>{link}</a>
            </div>
            {earlier}
            <div class="history-log stack-4">{log.lines()}</div>
        </section>
    }
}
