//! A site says who writes from there, and the team can see that it is so.

use serde_json::json;

use super::Desk;
use crate::{
    access::Actor,
    channel::KnownUser,
    conversation::{Author, Conversation},
    event::{EventKind, NewEvent},
    store::{NewMessage, StoreError},
};

/// Notes on a conversation whom the customer's site says they are. It was verified.
pub async fn note_known_user(
    desk: &Desk,
    of: &Conversation,
    user: &KnownUser,
) -> Result<(), StoreError> {
    let (of, user, now) = (of.clone(), user.clone(), desk.now());
    desk.store
        .write(move |tx| {
            Box::pin(async move {
                let who = match &user.email {
                    Some(email) => format!("{} ({email})", user.id),
                    None => user.id.clone(),
                };
                let note = NewMessage {
                    is_note: true,
                    ..NewMessage::new(
                        Author::System,
                        format!(
                            "Signed in on your site as {who}. The site’s signature was checked."
                        ),
                        now,
                    )
                };
                tx.insert_messages(&of.id, &[note]).await?;
                let data = json!({"user": user.id, "email": user.email});
                let event = NewEvent::new(EventKind::CustomerKnown, data).of_agent(of.agent);
                tx.record(&Actor::Customer, now, &[event.of_conversation(&of.id)])
                    .await?;
                Ok(())
            })
        })
        .await
}
