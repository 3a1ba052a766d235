//! Who gets an e-mail when an AI agent hands a conversation over is saved, or tried.

use super::{
    Desk, SaveError, save_action,
    tell_by_email::{addressed, as_delivery},
};
use crate::{
    access::Actor,
    account::parse_email,
    delivery::{email, occasion},
    id::{AgentId, DeliveryId},
    policy::EmailNotification,
    problem::Problem,
};

/// So many addresses a list may have.
const ADDRESSES_MAX: usize = 50;

/// Saves an AI agent's list, made from the version `revision` of its action.
pub async fn save_email_notification(
    desk: &Desk,
    actor: &Actor,
    agent: AgentId,
    (list, revision): (&EmailNotification, i64),
) -> Result<(), SaveError> {
    let saved = desk.store.action(agent).await?.ok_or(SaveError::Missing)?;
    let mut problems: Vec<Problem> = list
        .emails
        .iter()
        .filter_map(|email| parse_email("/emails", email).err())
        .collect();
    if list.is_active && list.emails.is_empty() {
        let detail = "Nobody would be told. Write at least one address, or switch e-mail off.";
        problems.push(Problem::new("/emails", detail));
    }
    if list.emails.len() > ADDRESSES_MAX {
        let detail = format!("Write at most {ADDRESSES_MAX} addresses.");
        problems.push(Problem::new("/emails", detail));
    }
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    let mut action = saved.action;
    action.email_notification = list.clone();
    save_action(desk, actor, agent, &action, revision).await
}

/// Sends a test mail to somebody who asks for it, and says which delivery it is.
pub async fn send_test_mail(desk: &Desk, actor: &Actor) -> Result<DeliveryId, SaveError> {
    let base_url = &*desk.base_url;
    let id = actor.operator().ok_or(SaveError::Forbidden)?;
    if !actor.may_configure() {
        return Err(SaveError::Forbidden);
    }
    let operator = desk.store.operator(id).await?.ok_or(SaveError::Missing)?;
    let now = desk.now();
    let words = [
        "This is a test: e-mail leaves this desk and arrives here.",
        "When a conversation is handed off, a mail like this one says why, what is known, and where to open it.",
    ];
    let content = email::plain("A test from your desk", &words, base_url);
    let host = email::host_of(base_url);
    let name = format!("test.{id}.{}@{host}", now.timestamp_millis());
    let mail = addressed(content, &operator.email, name);
    let new = as_delivery(&mail, occasion::TEST, now)?;
    let kept = desk.store.write(move |tx| {
        Box::pin(async move {
            tx.insert_delivery(&new, now).await?;
            tx.delivery_by_key(&new.key).await
        })
    });
    kept.await?.ok_or(SaveError::Missing)
}
