//! What a vendor tells is taken in: customers' words, what became of ours, and who wants silence.

use super::{
    Beginning, Desk, Incoming, VerbError,
    hear_team::note_team,
    note_delivery::{note_bounce, note_delivery},
    note_silence::note_silence,
    put_through::{answer_call, end_call},
    receive_message::receive_message,
    start_conversation::start_on_channel,
    take_media::{named, take_media},
    verb::TEXT_MAX,
};
use crate::{
    access::{Actor, Scope},
    channel::{Adapter, Item, Said, adapter},
    conversation::{AnsweredBy, Customer},
    customer::Identity,
    id::{ConversationId, hash_secret},
    store::{NewThread, SavedChannel, StoreError},
};

/// Takes in what a vendor tells of a channel. It was verified and read. What was taken in before, and what is
/// about nothing of this channel, changes nothing. Gives back the answer, where the vendor waits for one.
pub async fn hear_channel(
    desk: &Desk,
    channel: &SavedChannel,
    items: Vec<Item>,
) -> Result<Option<String>, VerbError> {
    let mut answer = None;
    for item in items {
        match item.clean() {
            Item::CallAsks { conversation } => {
                answer = Some(answer_call(desk, channel, conversation).await?);
            }
            Item::CallEnded {
                conversation,
                seconds,
            } => end_call(desk, channel, (conversation, seconds)).await?,
            Item::Said(said) => hear(desk, channel, said).await?,
            Item::Delivery { of, state, reason } => {
                note_delivery(desk, channel, (of, state, reason)).await?;
            }
            Item::Bounced(bounce) => note_bounce(desk, channel, bounce).await?,
            Item::Team(item) => note_team(desk, channel, item).await?,
            Item::Silence { address, is_wanted } => {
                note_silence(desk, channel, (&address, is_wanted)).await?;
            }
        }
    }
    Ok(answer)
}

/// The customer's words go to their conversation, or begin one.
async fn hear(desk: &Desk, channel: &SavedChannel, mut said: Said) -> Result<(), VerbError> {
    let mut incoming = incoming(channel, &said);
    if incoming.text.trim().is_empty() && incoming.attachments.is_empty() {
        return Ok(());
    }
    if is_too_much(desk, channel, &said.address).await? {
        return Ok(());
    }
    incoming.attachments = take_media(desk, channel, std::mem::take(&mut said.media)).await?;
    let known = desk.store.channel_thread(channel.id, &said.thread).await?;
    let proof = known.as_ref().filter(|_| said.is_signed_answer);
    let proof = proof.and_then(|thread| Identity::answered(&thread.address, &said.address));
    let conversation = match known {
        Some(thread) => go_on(desk, thread.conversation, &incoming).await?,
        None => match begin(desk, channel, &said, &incoming).await {
            // Another message of theirs began it at the same moment.
            Err(VerbError::Store(StoreError::Conflict)) => {
                let known = desk.store.channel_thread(channel.id, &said.thread).await?;
                let known = known.ok_or(StoreError::Conflict)?;
                go_on(desk, known.conversation, &incoming).await?
            }
            begun => begun?,
        },
    };
    let now = desk.now();
    let noted = desk.store.write(move |tx| {
        Box::pin(async move {
            if let (Some(html), Some(name)) = (&said.html, &incoming.client_id) {
                tx.insert_letter(&conversation, name, html).await?;
            }
            let events = tx.prove(&conversation, proof.as_slice(), now).await?;
            tx.record(&Actor::System, now, &events).await?;
            tx.note_heard(&conversation, &said.context, now).await
        })
    });
    Ok(noted.await?)
}

/// Whether somebody wrote more than a person does, so that it is a machine which answers ours. The channel
/// says so, and nothing is taken in.
async fn is_too_much(
    desk: &Desk,
    channel: &SavedChannel,
    address: &str,
) -> Result<bool, StoreError> {
    let most = adapter(channel.channel).and_then(Adapter::heard_an_hour_max);
    let Some(most) = most else {
        return Ok(false);
    };
    let now = desk.now();
    let since = now - chrono::TimeDelta::hours(1);
    if desk.store.heard_since((channel.id, address), since).await? < most {
        return Ok(false);
    }
    let error = format!(
        "{address} wrote more than {most} times within an hour, as machines do. What comes from there is left out until it is less."
    );
    let id = channel.id;
    desk.store
        .write(move |tx| Box::pin(async move { tx.note_channel_error(id, &error, now).await }))
        .await?;
    Ok(true)
}

async fn go_on(
    desk: &Desk,
    conversation: ConversationId,
    incoming: &Incoming,
) -> Result<ConversationId, VerbError> {
    let everything = Scope::Everything;
    let received =
        receive_message(desk, &Actor::Customer, everything, &conversation, incoming).await?;
    Ok(received.conversation.id)
}

async fn begin(
    desk: &Desk,
    channel: &SavedChannel,
    said: &Said,
    incoming: &Incoming,
) -> Result<ConversationId, VerbError> {
    let beginning = Beginning {
        agent: channel.agent,
        channel: channel.channel,
        answered_by: AnsweredBy::BuiltIn,
        customer: Customer {
            name: Some(said.name.as_deref().unwrap_or(&said.address).to_owned()),
            email: said.email.clone(),
            zone: None,
        },
        language: None,
        first: Some(incoming.clone()),
        has_visitor: false,
        proofs: Identity::heard(channel.channel, &said.address)
            .into_iter()
            .collect(),
    };
    let thread = NewThread {
        channel: channel.id,
        thread: said.thread.clone(),
        address: said.address.clone(),
        context: said.context.clone(),
    };
    let started = start_on_channel(desk, &beginning, thread).await?;
    Ok(started.received.conversation.id)
}

/// The message as the product takes it in: not longer than it may be, under a name that tells it from all
/// others of the AI agent.
fn incoming(channel: &SavedChannel, said: &Said) -> Incoming {
    let mut text = said.text.clone();
    if text.chars().count() > TEXT_MAX {
        text = text
            .chars()
            .take(TEXT_MAX - 2)
            .chain(" …".chars())
            .collect();
    }
    let name = hash_secret(&format!("{} {}", channel.id, said.vendor_id));
    Incoming {
        attachments: said.media.iter().map(named).collect(),
        client_id: Some(name),
        ..Incoming::text(text)
    }
}
