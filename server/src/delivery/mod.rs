//! Everything that leaves for people and systems outside the inbox: brought there when it is due, at least
//! once, with what came of every attempt.
//!
//! A new kind is one file, and one line in `attempt`.

mod email;
mod help_desk;
mod outcome;
mod slack;
mod transfer;
mod webhook;

use std::{sync::Arc, time::Duration};

use handoff::{
    actions::{self, Desk},
    delivery::{Delivery, Kind},
    store::StoreError,
};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::{channel::HttpCourier, mail::Mailer, outgoing::Outgoing};
pub use outcome::Outcome;

/// So many are on their way at once.
const AT_ONCE: usize = 32;

/// What whoever is gone answers.
const GONE: u16 = 410;

/// How often it is looked whether something is due.
const LOOK: Duration = Duration::from_secs(1);

/// What deliveries leave by. Cheap to clone.
#[derive(Clone)]
pub struct Post {
    pub mailer: Mailer,
    pub outgoing: Outgoing,
    pub courier: Arc<HttpCourier>,
}

/// Delivers what is due until the server stops.
pub async fn run(desk: Desk, post: Post, stopping: CancellationToken) {
    let mut on_their_way: JoinSet<()> = JoinSet::new();
    loop {
        let room = AT_ONCE.saturating_sub(on_their_way.len());
        match take(&desk, room).await {
            Ok(due) => {
                for delivery in due {
                    let (desk, post) = (desk.clone(), post.clone());
                    on_their_way.spawn(async move { settle(&desk, &post, &delivery).await });
                }
            }
            Err(error) => tracing::warn!(%error, "due deliveries could not be taken"),
        }
        tokio::select! {
            () = stopping.cancelled() => break,
            () = tokio::time::sleep(LOOK) => {}
            // Whoever is back makes room for the next.
            Some(_) = on_their_way.join_next() => while on_their_way.try_join_next().is_some() {},
        }
    }
    // What is under way may end; what does not in time is taken again after the next start.
    while on_their_way.join_next().await.is_some() {}
}

async fn take(desk: &Desk, room: usize) -> Result<Vec<Delivery>, StoreError> {
    let now = desk.now();
    let is_due = |at| at <= now;
    if room == 0 || !desk.store.next_delivery_at().await?.is_some_and(is_due) {
        return Ok(Vec::new());
    }
    actions::take_due_deliveries(desk, i64::try_from(room).unwrap_or(1)).await
}

/// Delivers everything that is due now, and says how many attempts that took.
pub async fn deliver_due(desk: &Desk, post: &Post) -> Result<usize, StoreError> {
    let mut attempts = 0;
    loop {
        let due = take(desk, AT_ONCE).await?;
        if due.is_empty() {
            return Ok(attempts);
        }
        for delivery in &due {
            settle(desk, post, delivery).await;
        }
        attempts += due.len();
    }
}

async fn settle(desk: &Desk, post: &Post, delivery: &Delivery) {
    let began = desk.now();
    let outcome = attempt(desk, post, delivery).await;
    if !outcome.is_taken() {
        let (kind, why) = (delivery.kind.as_str(), &outcome.said);
        tracing::warn!(delivery = %delivery.id, kind, why, "a delivery was not taken");
    }
    let settled = outcome.into_attempt(began, desk.now());
    if let Err(error) = actions::settle_delivery(desk, delivery, settled).await {
        tracing::warn!(%error, delivery = %delivery.id, "what came of a delivery could not be kept; it is tried again");
    }
}

async fn attempt(desk: &Desk, post: &Post, delivery: &Delivery) -> Outcome {
    match delivery.kind {
        Kind::Email => email::attempt(desk, &post.mailer, delivery).await,
        Kind::HelpDesk => help_desk::attempt(desk, &post.courier, delivery).await,
        Kind::Slack => slack::attempt(desk, delivery).await,
        Kind::Transfer => transfer::attempt(desk, &post.outgoing, delivery).await,
        Kind::Webhook => webhook::attempt(desk, &post.outgoing, delivery).await,
    }
}
