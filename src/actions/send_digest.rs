//! Somebody who wants one mail a day gets it, with every handoff since the one before.

use chrono_tz::Tz;

use super::{
    Desk,
    tell_by_email::{addressed, as_delivery, link},
};
use crate::{
    access::Scope,
    clock::Instant,
    delivery::{
        email::{self, DigestLine},
        occasion,
    },
    id::{ConversationId, OperatorId},
    store::StoreError,
};

/// The name of this kind of later work.
pub const SEND_DIGEST: &str = "send_digest";

/// Writes somebody's digest, if there is still something to tell.
pub async fn send_digest(desk: &Desk, of: OperatorId) -> Result<(), StoreError> {
    let base_url = &*desk.base_url;
    let now = desk.now();
    let entries = desk.store.digest_entries(of, now).await?;
    let operator = desk.store.operator(of).await?;
    let operator = operator.filter(crate::operator::Operator::is_enabled);
    let mut lines = Vec::new();
    for (conversation, requested_at) in &entries {
        lines.extend(line(desk, (conversation, *requested_at)).await?);
    }
    let organisation = desk.store.organisation().await?;
    let zone = organisation.map_or(Tz::UTC, |organisation| organisation.zone);
    let mail = operator.filter(|_| !lines.is_empty()).map(|operator| {
        let host = email::host_of(base_url);
        let name = format!("digest.{of}.{}@{host}", now.timestamp_millis());
        addressed(email::digest(&lines, zone), &operator.email, name)
    });
    let new = mail
        .map(|mail| as_delivery(&mail, occasion::DIGEST, now))
        .transpose()?;
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                if let Some(new) = &new {
                    tx.insert_delivery(new, now).await?;
                }
                tx.delete_digest_entries(of, now).await
            })
        })
        .await
}

async fn line(
    desk: &Desk,
    (conversation, requested_at): (&ConversationId, Instant),
) -> Result<Option<DigestLine>, StoreError> {
    let store = &desk.store;
    let found = store.conversation(Scope::Everything, conversation).await?;
    let request = store.handoff_request_of(conversation, requested_at).await?;
    let (Some(found), Some(request)) = (found, request) else {
        return Ok(None);
    };
    let agent = store.agent(found.agent).await?;
    Ok(Some(DigestLine {
        agent: agent.map_or_else(String::new, |agent| agent.name),
        customer: found.customer.title().to_owned(),
        reason: request.reason,
        link: link(&desk.base_url, conversation),
        requested_at,
    }))
}
