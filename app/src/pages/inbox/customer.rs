//! Whether somebody else is the same customer: said from the card, or after looking for them.

use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    response::{Html, Redirect},
};
use handoff::{
    actions::{self, Done, Undoable, VerbError},
    conversation::{Conversation, Search},
    id::{ConversationId, CustomerId},
    store::ConversationQuery,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    Desk,
    desk::find_conversation,
    looking::{Asked, Looking},
    row::Moment,
    sign::channel_icon,
    undo::keep,
};
use crate::{
    form::decode,
    request::{Oops, Said, SignedIn, say},
    shell::{self, Place},
    site::Site,
    ui::{Icon, Look, PageHead, Submit, when::day_and_clock},
};

/// The most conversations that are looked through for customers.
const FOUND_MAX: i64 = 50;

/// What the card's forms send.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RawKin {
    /// `merge`, `apart` or `part`.
    op: String,
    customer: String,
}

/// Does it and goes back to the conversation.
pub(super) async fn handle(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    body: Bytes,
) -> Result<Redirect, Oops> {
    let raw: RawKin = decode(&body)?;
    let id = ConversationId(id);
    let desk = Desk::of(site, who, &asked).await?;
    let here = find_conversation(&desk.site, &desk.who, &id).await?;
    let said = match done(&desk, &here, &raw).await {
        Ok(said) => said,
        // It may have been joined to somebody else, or be out of sight, since the page was made.
        Err(VerbError::Invalid(_) | VerbError::Missing) => {
            Said::refused("That customer is not there any more, so nothing was changed.")
        }
        Err(other) => return Err(other.into()),
    };
    say(&desk.who.session, said).await;
    Ok(Redirect::to(&desk.looking.conversation(&id)))
}

async fn done(desk: &Desk, here: &Conversation, raw: &RawKin) -> Result<Said, VerbError> {
    let (site, actor, scope) = (&desk.site.desk, &desk.who.actor, desk.who.scope);
    let own = site.store.customer_of(&here.id).await?;
    let own = own.ok_or(VerbError::Missing)?;
    let other = CustomerId(raw.customer.clone());
    match raw.op.as_str() {
        "merge" => {
            let joined = actions::join_customers(site, actor, scope, (&own, &other)).await?;
            let Some(customer) = joined else {
                return Ok(Said::done("They are the same customer already."));
            };
            let done = Done {
                conversation: here.id.clone(),
                revision: here.revision,
                at: desk.moment.now,
                what: Undoable::Joined { customer },
            };
            let words = "Merged: what they wrote is shown together now.";
            Ok(Said::done(words).undoable(keep(desk, vec![done]).await))
        }
        "part" => {
            let parted = actions::part_customer(site, actor, scope, (&other, true)).await?;
            Ok(match parted {
                Some(_) => Said::done("Parted: they are two customers again."),
                None => Said::done("They were parted already."),
            })
        }
        _ => {
            actions::keep_customers_apart(site, actor, scope, (&own, &other)).await?;
            Ok(Said::done(
                "Noted: they are not the same, and nobody is asked again.",
            ))
        }
    }
}

/// Somebody who was found, with their newest conversation.
struct Found {
    customer: CustomerId,
    newest: Conversation,
}

/// The customers in whose conversations something is found.
pub(super) async fn search(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Oops> {
    let desk = Desk::of(site, who, &asked).await?;
    let of = find_conversation(&desk.site, &desk.who, &ConversationId(id)).await?;
    let words = asked.find.clone().unwrap_or_default();
    let found = found(&desk, &of, &words).await?;
    let title = format!("{} – Join with another customer", of.customer.title());
    let shell = desk.who.shell(&desk.site, Place::Inbox, &title).await?;
    let (looking, moment) = (desk.looking.clone(), desk.moment);
    Ok(Html(shell::render(shell, &desk.site.assets, move || {
        content(&of, &words, found, (&looking, moment))
    })))
}

async fn found(desk: &Desk, of: &Conversation, words: &str) -> Result<Vec<Found>, Oops> {
    let Some(search) = Search::parse(words) else {
        return Ok(Vec::new());
    };
    let store = &desk.site.desk.store;
    let query = ConversationQuery {
        scope: desk.who.scope,
        state: None,
        search: Some(search),
        after: None,
        limit: FOUND_MAX,
    };
    let page = store.conversations(&query).await?;
    let conversations = page.map(|page| page.conversations).unwrap_or_default();
    let ids: Vec<_> = conversations.iter().map(|one| one.id.clone()).collect();
    let whose = store.customers_of(&ids).await?;
    let own = store.customer_of(&of.id).await?;
    let mut found: Vec<Found> = Vec::new();
    for newest in conversations
        .into_iter()
        .filter(|one| one.agent == of.agent)
    {
        let Some(customer) = whose.get(&newest.id).cloned() else {
            continue;
        };
        let is_known = found.iter().any(|known| known.customer == customer);
        if !is_known && Some(&customer) != own.as_ref() {
            found.push(Found { customer, newest });
        }
    }
    Ok(found)
}

fn content(
    of: &Conversation,
    words: &str,
    found: Vec<Found>,
    (looking, moment): (&Looking, Moment),
) -> impl IntoView + use<> {
    let name = of.customer.title().to_owned();
    let lede = "Look for whoever is the same. Nothing of what they wrote is changed, and they can be parted again.";
    let address = looking.below(&of.id, "customer");
    let plain = address.split('?').next().unwrap_or_default().to_owned();
    let nothing = (found.is_empty() && !words.trim().is_empty())
        .then(|| view! { <p role="status">"Nobody else is found by that. Try a part of the name, or a number."</p> });
    let rows = found
        .into_iter()
        .map(|found| row(&found, &address, (looking, moment)))
        .collect::<Vec<_>>();
    view! {
        <PageHead question=format!("Who is the same as {name}?") lede=lede />
        <div class="content is-narrow stack-4">
            <p><a href=looking.conversation(&of.id)>{Icon::Back.small()} " Back to the conversation"</a></p>
            <form class="stack-2" method="get" action=plain role="search">
                <label class="field-label" for="find">"Name, address or words of theirs"</label>
                <input class="input" type="search" id="find" name="find" maxlength="200" value=words.to_owned() />
                <div><Submit label="Search" icon=Icon::Search /></div>
            </form>
            {nothing}
            {(!rows.is_empty()).then(|| view! { <ul class="plain-list stack-4">{rows}</ul> })}
        </div>
    }
}

fn row(
    found: &Found,
    address: &str,
    (looking, moment): (&Looking, Moment),
) -> impl IntoView + use<> {
    let newest = &found.newest;
    let name = newest.customer.title().to_owned();
    let email = newest.customer.email.clone().filter(|email| *email != name);
    let when = day_and_clock(newest.last.at, moment.now, moment.zone);
    let title = format!("{}, {when}", newest.channel.title());
    let said = format!("with {name}");
    view! {
        <li class="row is-apart">
            <span>
                <b><bdi>{name}</bdi></b> " " {email} <br />
                {channel_icon(newest.channel).small()} " "
                <a href=looking.conversation(&newest.id)>{title}</a>
            </span>
            <form method="post" action=address.to_owned()>
                <input type="hidden" name="customer" value=found.customer.0.clone() />
                <Submit label="Merge" look=Look::Small op="merge" said=said />
            </form>
        </li>
    }
}
