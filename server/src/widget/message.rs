//! A message as the visitor sees it.

use app::site::Site;
use handoff::{
    clock::Instant,
    conversation::{Author, Conversation, Entry},
    id::MessageId,
    store::StoreError,
};
use serde::Serialize;

/// The most messages sent at once; a page that was away longer asks again.
const PAGE: i64 = 500;

/// A message as the visitor sees it. Notes never are.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Message {
    pub(super) id: MessageId,
    client_id: Option<String>,
    author: Author,
    name: String,
    text: String,
    at: Instant,
}

impl From<Entry> for Message {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id,
            client_id: entry.client_id,
            author: entry.author,
            name: entry.name,
            text: entry.text,
            at: entry.at,
        }
    }
}

/// The messages after one, without the team's notes.
pub(super) async fn messages_after(
    site: &Site,
    conversation: &Conversation,
    after: MessageId,
) -> Result<Vec<Message>, StoreError> {
    let entries = site.desk.store.entries(conversation, after, PAGE).await?;
    Ok(entries
        .into_iter()
        .filter(|entry| !entry.is_note)
        .map(Message::from)
        .collect())
}
