//! Looks after whoever waits: how fast each line moves is counted, keys of old requests are forgotten, who has no page open is away, who was given a conversation and does not answer loses it to somebody else,
//! what nobody could take in time goes the way its queue says, and what waits is given out.

use std::collections::BTreeMap;

use chrono::Duration;
use serde_json::json;

use super::{
    Desk,
    answer_once::forget_requests,
    hand_out::{Round, greetings, hand_out},
    note_seen::send_away_unseen,
};
use crate::{
    access::{Actor, Scope},
    clock::Instant,
    conversation::{Author, Conversation, State},
    event::{EventKind, NewEvent},
    handoff::seconds_a_place,
    id::AssignmentId,
    routing::Fallback,
    store::{Assignment, NewMessage, StoreError, Tx},
    wording::{Phrase, wording},
};

/// What was asked for longer ago says nothing about how fast a line moves now.
const LATELY: Duration = Duration::hours(3);

/// Does whatever is due by now. It is done again and again, so that nothing hangs on one program having done
/// it in time.
pub async fn look_after_line(desk: &Desk) -> Result<(), StoreError> {
    let now = desk.now();
    note_paces(desk, now).await?;
    forget_requests(desk).await?;
    send_away_unseen(desk, now).await?;
    for late in desk.store.unanswered_assignments().await? {
        if let Some(minutes) = late.1.reassign_minutes
            && late.0.given_at + Duration::minutes(minutes.into()) <= now
        {
            give_to_another(desk, late.0.id, minutes).await?;
        }
    }
    let due = desk.store.due_to_fall_back(now).await?;
    for (conversation, fallback) in due {
        if !has_fallen_back(&conversation, fallback) {
            fall_back(desk, conversation, fallback).await?;
        }
    }
    hand_out(desk, None).await?;
    Ok(())
}

/// Counts how fast the lines moved lately, and keeps it where it changed.
async fn note_paces(desk: &Desk, now: Instant) -> Result<(), StoreError> {
    let lately = desk.store.pick_ups_since(now - LATELY).await?;
    let paces: BTreeMap<_, _> = lately
        .iter()
        .filter_map(|(queue, lately)| Some((*queue, seconds_a_place(lately)?)))
        .collect();
    if paces == desk.store.paces().await? {
        return Ok(());
    }
    desk.store
        .write(move |tx| Box::pin(async move { tx.keep_paces(&paces).await }))
        .await
}

/// Gives a conversation whose owner does not answer to somebody else. Where there is nobody else, it stays.
async fn give_to_another(desk: &Desk, id: AssignmentId, minutes: u32) -> Result<(), StoreError> {
    let (now, greetings) = (desk.now(), greetings(desk).await?);
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let mut round = Round::begin(tx, greetings, now).await?;
                let Some((of, late)) = still_unanswered(tx, id).await? else {
                    return Ok(());
                };
                let mut of = of;
                of.stretch.line.not_again = Some(late.operator);
                of.stretch.line.had_it = None;
                round.because = Some(format!("no answer within {minutes} minutes"));
                round.give(tx, of).await?;
                Ok(())
            })
        })
        .await
}

/// The conversation of an assignment, if it still waits for its owner's first answer.
async fn still_unanswered(
    tx: &mut Tx,
    id: AssignmentId,
) -> Result<Option<(Conversation, Assignment)>, StoreError> {
    let Some(late) = tx.open_assignment(id).await? else {
        return Ok(None);
    };
    let of = tx
        .conversation(Scope::Everything, &late.conversation)
        .await?;
    let of = of.filter(|of| of.state == State::WithOperator && of.assignee == Some(late.operator));
    Ok(of.map(|of| (of, late)))
}

fn has_fallen_back(of: &Conversation, fallback: Fallback) -> bool {
    let line = &of.stretch.line;
    match fallback {
        Fallback::Queue => true,
        Fallback::OtherQueue { .. } => line.is_moved,
        Fallback::Anyone { .. } => line.is_for_anyone,
        Fallback::Callback { .. } => line.is_callback_offered,
    }
}

/// Nobody could take it in time: it goes the way its queue says.
async fn fall_back(desk: &Desk, of: Conversation, fallback: Fallback) -> Result<(), StoreError> {
    let now = desk.now();
    let fallen = desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                let events = match fallback {
                    Fallback::Queue => return Ok(()),
                    Fallback::OtherQueue { queue, .. } => {
                        let Some(to) = tx.shared_queue(queue).await? else {
                            return Ok(());
                        };
                        let mut of = of;
                        let before = of.queue.replace(queue);
                        of.stretch.line.is_moved = true;
                        tx.update_conversation(&of).await?;
                        let data =
                            json!({"before": before, "after": queue, "queue": to.queue.name});
                        vec![about(EventKind::ConversationMoved, data, &of)]
                    }
                    Fallback::Anyone { .. } => {
                        let mut of = of;
                        of.stretch.line.is_for_anyone = true;
                        tx.update_conversation(&of).await?;
                        Vec::new()
                    }
                    Fallback::Callback { .. } => offer_callback(tx, of, now).await?,
                };
                tx.record(&Actor::System, now, &events).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await;
    match fallen {
        // Somebody took it meanwhile, or the customer wrote: it is looked at again.
        Err(StoreError::Conflict) => Ok(()),
        done => done,
    }
}

/// The customer is asked how to reach them.
async fn offer_callback(
    tx: &mut Tx,
    mut of: Conversation,
    now: Instant,
) -> Result<Vec<NewEvent>, StoreError> {
    of.stretch.line.is_callback_offered = true;
    tx.update_conversation(&of).await?;
    let wording = wording(of.language.as_deref());
    let text = format!(
        "{} {}",
        wording.say(Phrase::InLine),
        wording.say(Phrase::LeaveContact)
    );
    let ids = tx
        .insert_messages(&of.id, &[NewMessage::new(Author::System, text, now)])
        .await?;
    let data = json!({"message": ids.first(), "author": Author::System});
    Ok(vec![about(EventKind::MessageAdded, data, &of)])
}

fn about(kind: EventKind, data: serde_json::Value, of: &Conversation) -> NewEvent {
    NewEvent::new(kind, data)
        .of_agent(of.agent)
        .of_conversation(&of.id)
}
