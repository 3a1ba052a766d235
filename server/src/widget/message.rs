//! A message as the visitor sees it.

use app::site::Site;
use handoff::{
    clock::Instant,
    conversation::{Attachment, Author, Conversation, Entry},
    id::{FileId, MessageId},
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
    files: Vec<FileJson>,
}

/// A file that the visitor can download.
#[derive(Debug, Clone, Serialize)]
struct FileJson {
    id: FileId,
    name: String,
    size: i64,
}

impl FileJson {
    fn of(with: Attachment) -> Option<Self> {
        let stored = with.file?;
        Some(Self {
            id: stored.id,
            name: with.name.unwrap_or_default(),
            size: stored.size,
        })
    }
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
            files: entry
                .attachments
                .into_iter()
                .filter_map(FileJson::of)
                .collect(),
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
