//! Somebody says that two customers are the same, or that they are not. Everything they wrote stays where it is.

use super::{Desk, VerbError};
use crate::{
    access::{Actor, Scope},
    clock::Instant,
    customer::How,
    event::{EventKind, NewEvent},
    id::{ConversationId, CustomerId},
    problem::Problem,
    store::{StoreError, Tx},
};

/// Joins two customers of one AI agent. Both must have something that the actor may see. Gives back who was joined
/// to whom, or nothing where they were the same already.
pub async fn join_customers(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    (one, other): (&CustomerId, &CustomerId),
) -> Result<Option<CustomerId>, VerbError> {
    let (actor, one, other, now) = (actor.clone(), one.clone(), other.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let (_, agent) = tx.customer(scope, &one).await?.ok_or(VerbError::Missing)?;
                let (_, of) = tx
                    .customer(scope, &other)
                    .await?
                    .ok_or(VerbError::Missing)?;
                if agent != of {
                    let detail = "They write to different AI agents, so they stay two.";
                    let problem = Problem::new("/customer_id", detail);
                    return Err(VerbError::Invalid(vec![problem]));
                }
                let how = match actor {
                    Actor::Token { .. } => How::Program,
                    _ => How::Person,
                };
                let seen = newest(tx, scope, [&one, &other]).await?;
                let by = (actor.operator(), now);
                let joining = tx.join_customers((&one, &other), how, by).await?;
                let Some(joining) = joining else {
                    return Ok(None);
                };
                for conversation in &seen {
                    let event = joining.event(agent, conversation);
                    tx.record(&actor, now, &[event]).await?;
                }
                Ok(Some(joining.joined))
            })
        })
        .await
}

/// Parts a customer from whom they were joined to, with everybody who was joined to them before. Where it is `for_good`,
/// the two are not offered as the same again. Gives back from whom, or nothing where they were joined to nobody.
pub async fn part_customer(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    (id, for_good): (&CustomerId, bool),
) -> Result<Option<CustomerId>, VerbError> {
    let (actor, id, now) = (actor.clone(), id.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move { part(tx, &actor, scope, (&id, for_good), now).await })
        })
        .await
}

pub(super) async fn part(
    tx: &mut Tx,
    actor: &Actor,
    scope: Scope,
    (id, for_good): (&CustomerId, bool),
    now: Instant,
) -> Result<Option<CustomerId>, VerbError> {
    let (_, agent) = tx.customer(scope, id).await?.ok_or(VerbError::Missing)?;
    // Whoever sees nothing of theirs, or of the others, does not know that they are joined.
    let own = tx.newest_of_customer(scope, id).await?;
    let own = own.ok_or(VerbError::Missing)?;
    let Some(parted) = tx.part_customer(id).await? else {
        return Ok(None);
    };
    if for_good {
        tx.keep_apart(&parted.joined, &parted.to).await?;
    }
    let (rest, _) = tx
        .customer(scope, &parted.to)
        .await?
        .ok_or(VerbError::Missing)?;
    let other = tx.newest_of_customer(scope, &rest).await?;
    for conversation in [Some(own), other].into_iter().flatten() {
        let event = said(EventKind::CustomerParted, (&parted.joined, &parted.to));
        let event = event.of_agent(agent).of_conversation(&conversation);
        tx.record(actor, now, &[event]).await?;
    }
    Ok(Some(parted.to))
}

/// Notes that two who look alike are not the same, so that nobody is asked again.
pub async fn keep_customers_apart(
    desk: &Desk,
    actor: &Actor,
    scope: Scope,
    (one, other): (&CustomerId, &CustomerId),
) -> Result<(), VerbError> {
    let (actor, one, other, now) = (actor.clone(), one.clone(), other.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let (one, agent) = tx.customer(scope, &one).await?.ok_or(VerbError::Missing)?;
                let (other, _) = tx
                    .customer(scope, &other)
                    .await?
                    .ok_or(VerbError::Missing)?;
                if one == other {
                    return Ok(());
                }
                tx.keep_apart(&one, &other).await?;
                let event = said(EventKind::CustomersKeptApart, (&one, &other));
                tx.record(&actor, now, &[event.of_agent(agent)]).await?;
                Ok(())
            })
        })
        .await
}

fn said(kind: EventKind, (one, other): (&CustomerId, &CustomerId)) -> NewEvent {
    NewEvent::new(kind, serde_json::json!({"joined": one, "to": other}))
}

/// The newest conversation of each that the actor may see, where the log says what happened.
async fn newest(
    tx: &mut Tx,
    scope: Scope,
    of: [&CustomerId; 2],
) -> Result<Vec<ConversationId>, StoreError> {
    let mut seen = Vec::new();
    for one in of {
        let head = tx.customer(scope, one).await?.map(|(head, _)| head);
        if let Some(head) = head {
            seen.extend(tx.newest_of_customer(scope, &head).await?);
        }
    }
    Ok(seen)
}
