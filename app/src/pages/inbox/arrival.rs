//! How far a message for a customer outside has come, and the button that sends it once more.

use axum::{
    extract::{Path, State},
    response::Redirect,
};
use handoff::{
    actions,
    channel::DeliveryState,
    conversation::Entry,
    id::{ConversationId, MessageId},
};
use leptos::prelude::*;

use super::seen::Seen;
use crate::{
    request::{Oops, Said, SignedIn, say},
    routes,
    site::Site,
    ui::Icon,
};

/// Sends a message that did not arrive once more.
pub(super) async fn send_again(
    State(site): State<Site>,
    who: SignedIn,
    Path((conversation, message)): Path<(String, i64)>,
) -> Result<Redirect, Oops> {
    let id = ConversationId(conversation);
    let of = (&id, MessageId(message));
    actions::send_again(&site.desk, &who.actor, who.scope, of).await?;
    say(&who.session, Said::done("It is sent once more.")).await;
    Ok(Redirect::to(&routes::conversation(&id.0)))
}

/// Nothing where the customer reads it here.
pub(super) fn arrival(seen: &Seen, entry: &Entry) -> Option<impl IntoView + use<>> {
    let sending = seen.sendings.get(&entry.id)?;
    let channel = seen.conversation.channel.mid_sentence();
    let reason = sending.reason.clone().unwrap_or_default();
    let reason = reason.trim_end_matches('.');
    let (icon, words) = match sending.state {
        DeliveryState::Queued if sending.reason.is_some() => (
            Icon::Clock,
            format!("Not sent by {channel} yet: {reason}. It is tried again."),
        ),
        DeliveryState::Queued => (Icon::Clock, format!("On its way by {channel}")),
        DeliveryState::Sent => (Icon::Check, format!("Sent by {channel}")),
        DeliveryState::Delivered => (Icon::Check, "Delivered".to_owned()),
        DeliveryState::Read => (Icon::Eye, "Read".to_owned()),
        DeliveryState::Failed => (
            Icon::Warning,
            format!("Not delivered by {channel}: {reason}."),
        ),
    };
    let has_failed = sending.state == DeliveryState::Failed;
    let href = routes::send_again(&seen.conversation.id.0, entry.id.0);
    let again = has_failed.then(|| {
        view! {
            <form method="post" action=href>
                <button class="link-button" type="submit">"Send it again"</button>
            </form>
        }
    });
    let class = if has_failed {
        "arrival is-bad"
    } else {
        "arrival"
    };
    Some(view! {
        <div class=class id=format!("a{}", entry.id)>
            {icon.small()}
            <span>{words}</span>
            {again}
        </div>
    })
}
