//! What is to be read by customers outside is sent, one after the other in each conversation.

use chrono::Duration;
use serde_json::json;

use super::{Desk, note_delivery::delivery_event, parts::parts, post::Opened};
use crate::{
    access::{Actor, Scope},
    channel::{DeliveryState, Outcome, Reply},
    clock::Instant,
    event::{EventKind, NewEvent},
    id::{ConversationId, MessageId},
    store::{ChannelThread, FirstInLine, SEND_REPLIES, SavedChannel, Sending, StoreError, Words},
};

use super::VerbError;

/// How long whoever took a message may keep it before somebody else tries.
const KEPT_FOR: Duration = Duration::seconds(60);
/// After so many attempts, about half an hour, it is given up and the team is told: a customer waits.
const ATTEMPTS_MAX: i64 = 8;
/// The pause before the second attempt, in seconds; each further one is twice as long.
const PAUSE: i64 = 5;
/// The longest pause, also where a vendor asks for more, in seconds.
const PAUSE_MAX: i64 = 900;
/// When only the answer was lost, the vendor's note that it arrived is waited for so long, in seconds.
const PATIENCE: i64 = 60;

/// Sends the first message that waits in a conversation. True when there may be another to send.
pub async fn send_next(desk: &Desk, of: &ConversationId) -> Result<bool, StoreError> {
    let (id, now) = (of.clone(), desk.now());
    let taken = desk.store.write(move |tx| {
        Box::pin(async move {
            let first = tx.take_sending(&id, (now, now + KEPT_FOR)).await?;
            if let FirstInLine::Busy(until) = &first {
                // Should whoever has it break down, it is sent by somebody else afterwards.
                let payload = json!({"conversation": id});
                tx.add_job(SEND_REPLIES, &payload, *until).await?;
            }
            Ok::<_, StoreError>(first)
        })
    });
    let FirstInLine::Ours(sending, words) = taken.await? else {
        return Ok(false);
    };
    let Some(channel) = desk.store.channel(sending.channel).await? else {
        return Ok(false);
    };
    let Some(thread) = desk.store.thread_of(of).await? else {
        return Ok(false);
    };
    let settled = attempt(desk, (&channel, &thread), *sending, &words).await?;
    keep(desk, channel, settled).await?;
    Ok(true)
}

/// A sending after an attempt, what is wrong with its channel, and when it is tried again.
struct Settled {
    sending: Sending,
    channel_error: Option<String>,
    due_at: Instant,
    /// The customer does not want to be written to; their address.
    is_unwanted: Option<String>,
}

async fn attempt(
    desk: &Desk,
    (channel, thread): (&SavedChannel, &ChannelThread),
    sending: Sending,
    words: &Words,
) -> Result<Settled, StoreError> {
    let now = desk.now();
    let mut settled = Settled {
        sending,
        channel_error: None,
        due_at: now,
        is_unwanted: None,
    };
    let fails = |mut settled: Settled, why: &str| {
        settled.fail(why, now);
        Ok(settled)
    };
    if !channel.connection.is_enabled {
        return fails(settled, "The channel is switched off.");
    }
    if desk.store.is_silenced(channel.id, &thread.address).await? {
        return fails(settled, UNWANTED);
    }
    let Some(post) = &desk.post else {
        return fails(
            settled,
            "This program was started without a key for secrets.",
        );
    };
    let opened = match post.open(channel) {
        Ok(opened) => opened,
        Err(error) => {
            let why = format!("The credentials cannot be read: {error}");
            settled.channel_error = Some(why.clone());
            return fails(settled, &why);
        }
    };
    let is_window_closed = is_window_closed(&opened, thread, now);
    let parts = match parts(desk, (post, &opened), words, is_window_closed).await? {
        Ok(parts) => parts,
        Err(why) => return fails(settled, &why),
    };
    let sent_already = usize::try_from(settled.sending.parts_sent).unwrap_or(0);
    let count = parts.len();
    for (at, part) in parts.iter().enumerate().skip(sent_already) {
        let is_last = at + 1 == count;
        let reply = Reply {
            to: &thread.address,
            text: &part.text,
            thread: &thread.thread,
            context: &thread.context,
            is_by_person: words.is_by_person,
            sending: settled.sending.id,
            is_last,
            inbound_url: &opened.inbound_url,
            is_window_closed,
            files: &part.files,
        };
        let outcome = sent(desk, &opened, &reply).await;
        let is_taken = matches!(outcome, Outcome::Taken(_));
        settled.note(outcome, (&thread.address, is_last), now);
        if !is_taken {
            break;
        }
    }
    Ok(settled)
}

const UNWANTED: &str =
    "They asked not to be written to. It can be sent once they ask for it again.";

fn is_window_closed(opened: &Opened, thread: &ChannelThread, now: Instant) -> bool {
    let hours = opened.adapter.limits().window_hours;
    hours.is_some_and(|hours| thread.heard_at + Duration::hours(i64::from(hours)) <= now)
}

/// Sends one part, and says what came of it.
pub(super) async fn sent(desk: &Desk, opened: &Opened, reply: &Reply<'_>) -> Outcome {
    let Some(post) = &desk.post else {
        return Outcome::ForGood("This program was started without a key for secrets.".into());
    };
    let call = match opened.adapter.render(reply, &opened.settings) {
        Ok(call) => call,
        Err(why) => return Outcome::ForGood(why),
    };
    match post.courier.carry(&call).await {
        Ok(answer) => opened.adapter.read(&answer),
        Err(lost) => {
            let pause = lost
                .may_have_arrived
                .then(|| u32::try_from(PATIENCE).unwrap_or(0));
            Outcome::ForNow(lost.why, pause)
        }
    }
}

impl Settled {
    fn note(&mut self, outcome: Outcome, (address, is_last): (&str, bool), now: Instant) {
        let sending = &mut self.sending;
        match outcome {
            Outcome::Taken(id) => {
                sending.parts_sent += 1;
                sending.vendor_id = Some(id).filter(|id| !id.is_empty());
                if is_last {
                    sending.state = DeliveryState::Sent;
                    sending.reason = None;
                    sending.changed_at = now;
                }
            }
            Outcome::ForNow(why, pause) if sending.attempts < ATTEMPTS_MAX => {
                let doublings = u32::try_from(sending.attempts.clamp(1, 10) - 1).unwrap_or(0);
                let pause = pause.map_or(0, i64::from).max(PAUSE * 2_i64.pow(doublings));
                self.due_at = now + Duration::seconds(pause.min(PAUSE_MAX));
                sending.reason = Some(why.clone());
                self.channel_error = Some(why);
            }
            Outcome::ForNow(why, _) => {
                let why = format!("{why}. It was tried {ATTEMPTS_MAX} times");
                self.channel_error = Some(why.clone());
                self.fail(&why, now);
            }
            Outcome::ForGood(why) => self.fail(&why, now),
            Outcome::Denied(why) => {
                self.channel_error = Some(why.clone());
                self.fail(&why, now);
            }
            Outcome::Unwanted => {
                self.is_unwanted = Some(address.to_owned());
                self.fail(UNWANTED, now);
            }
        }
    }

    fn fail(&mut self, why: &str, now: Instant) {
        self.sending.state = DeliveryState::Failed;
        self.sending.reason = Some(why.to_owned());
        self.sending.changed_at = now;
    }
}

async fn keep(desk: &Desk, channel: SavedChannel, settled: Settled) -> Result<(), StoreError> {
    let now = desk.now();
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let Settled {
                    sending,
                    channel_error,
                    due_at,
                    is_unwanted,
                } = settled;
                match &channel_error {
                    Some(error) => tx.note_channel_error(channel.id, error, now).await?,
                    None if sending.state == DeliveryState::Sent => {
                        tx.note_channel_sent(channel.id, now).await?;
                    }
                    None => {}
                }
                if let Some(address) = is_unwanted {
                    tx.note_silence((channel.id, &address), false, now).await?;
                }
                // A note of the vendor may have come before the answer; it knows better.
                if !tx
                    .update_sending(&sending, DeliveryState::Queued, due_at)
                    .await?
                {
                    return Ok(());
                }
                if sending.state == DeliveryState::Queued {
                    let payload = json!({"conversation": sending.conversation});
                    return tx.add_job(SEND_REPLIES, &payload, due_at).await;
                }
                let event = delivery_event(&channel, &sending);
                tx.record(&Actor::System, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}

/// Sends a message that failed once more.
pub async fn send_again(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    (of, message): (&ConversationId, MessageId),
) -> Result<(), VerbError> {
    let (actor, of, now) = (actor.clone(), of.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let conversation = tx.conversation(scope, &of).await?;
                let conversation = conversation.ok_or(VerbError::Missing)?;
                let sending = tx.sending_of(&of, message).await?;
                let mut sending = sending.ok_or(VerbError::Missing)?;
                if sending.state != DeliveryState::Failed {
                    return Ok(());
                }
                sending.state = DeliveryState::Queued;
                (sending.reason, sending.attempts) = (None, 0);
                sending.changed_at = now;
                tx.update_sending(&sending, DeliveryState::Failed, now)
                    .await?;
                let payload = json!({"conversation": of});
                tx.add_job(SEND_REPLIES, &payload, now).await?;
                let data = json!({"message": message, "state": "queued"});
                let event = NewEvent::new(EventKind::DeliveryChanged, data)
                    .of_agent(conversation.agent)
                    .of_conversation(&of);
                tx.record(&actor, now, &[event]).await?;
                Ok(())
            })
        })
        .await
}
