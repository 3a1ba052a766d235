//! Files: what is known of each in one table, its bytes in another.

use sqlx::FromRow;

use super::{Store, StoreError, Tx};
use crate::{
    clock::Instant,
    conversation::{Attachment, Conversation},
    file::{File, NewFile, StoredFile},
    id::{ConversationId, FileId, MessageId, OperatorId},
};

#[derive(FromRow)]
struct FileRow {
    name: String,
    media_type: String,
    bytes: Vec<u8>,
}

impl From<FileRow> for File {
    fn from(row: FileRow) -> Self {
        Self {
            name: row.name,
            media_type: row.media_type,
            bytes: row.bytes,
        }
    }
}

#[derive(FromRow)]
struct LooseRow {
    name: String,
    media_type: String,
    size: i64,
}

impl Store {
    /// A file that was sent in a conversation, also with a note. The conversation itself is the proof that the caller
    /// may see it.
    pub async fn file(&self, of: &Conversation, id: &FileId) -> Result<Option<File>, StoreError> {
        let sql = "select f.name, f.media_type, b.bytes from files f join file_bytes b on b.file_id = f.id \
            where f.conversation_id = $1 and f.id = $2";
        let row: Option<FileRow> = sqlx::query_as(sql)
            .bind(&of.id.0)
            .bind(&id.0)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(File::from))
    }

    /// A file that the customer may have: one that was said to them or by them, and no note's.
    pub async fn file_for_customer(
        &self,
        of: &Conversation,
        id: &FileId,
    ) -> Result<Option<File>, StoreError> {
        let sql = "select f.name, f.media_type, b.bytes from files f join file_bytes b on b.file_id = f.id \
            join messages m on m.id = f.message_id where f.conversation_id = $1 and f.id = $2 and m.is_note = 0";
        let row: Option<FileRow> = sqlx::query_as(sql)
            .bind(&of.id.0)
            .bind(&id.0)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(File::from))
    }

    /// A file that was said to a customer or by them, for whoever was given an address that we sealed.
    pub async fn file_by_link(&self, id: &FileId) -> Result<Option<File>, StoreError> {
        let sql = "select f.name, f.media_type, b.bytes from files f join file_bytes b on b.file_id = f.id \
            join messages m on m.id = f.message_id where f.id = $1 and m.is_note = 0";
        let row: Option<FileRow> = sqlx::query_as(sql)
            .bind(&id.0)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(File::from))
    }

    /// A file of a conversation that was not sent yet, as it will stand in its message.
    pub async fn loose_file(
        &self,
        of: &ConversationId,
        id: &FileId,
    ) -> Result<Option<Attachment>, StoreError> {
        let row: Option<LooseRow> = sqlx::query_as(LOOSE)
            .bind(&of.0)
            .bind(&id.0)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(|row| as_attachment(id, row)))
    }
}

const LOOSE: &str = "select name, media_type, size from files \
    where conversation_id = $1 and id = $2 and message_id is null";

fn as_attachment(id: &FileId, row: LooseRow) -> Attachment {
    let file = StoredFile {
        id: id.clone(),
        media_type: row.media_type,
        size: row.size,
    };
    Attachment::kept(row.name, file)
}

impl Tx {
    /// Keeps a file that belongs to no message yet: to a conversation, if that is there already, and to whoever of the
    /// team wants to send it.
    pub async fn insert_file(
        &mut self,
        file: NewFile,
        (of, by): (Option<&ConversationId>, Option<OperatorId>),
        at: Instant,
    ) -> Result<(), StoreError> {
        let sql = "insert into files (id, conversation_id, operator_id, name, media_type, size, sha256, kept_at) \
            values ($1, $2, $3, $4, $5, $6, $7, $8)";
        sqlx::query(sql)
            .bind(&file.id.0)
            .bind(of.map(|of| of.0.clone()))
            .bind(by.map(|by| by.0))
            .bind(&file.name)
            .bind(file.media_type)
            .bind(i64::try_from(file.bytes.len()).unwrap_or(i64::MAX))
            .bind(&file.sha256)
            .bind(at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        sqlx::query("insert into file_bytes (file_id, bytes) values ($1, $2)")
            .bind(&file.id.0)
            .bind(file.bytes)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// A file of a conversation that was not sent yet, as it will stand in its message.
    pub async fn loose_file(
        &mut self,
        of: &ConversationId,
        id: &FileId,
    ) -> Result<Option<Attachment>, StoreError> {
        let row: Option<LooseRow> = sqlx::query_as(LOOSE)
            .bind(&of.0)
            .bind(&id.0)
            .fetch_optional(&mut self.connection)
            .await?;
        Ok(row.map(|row| as_attachment(id, row)))
    }

    /// Says which message a file belongs to. One that belongs to another message, or to another conversation, stays
    /// where it is.
    pub(super) async fn attach_file(
        &mut self,
        of: &ConversationId,
        message: MessageId,
        file: &FileId,
    ) -> Result<(), StoreError> {
        let sql = "update files set conversation_id = $1, message_id = $2 \
            where id = $3 and message_id is null and (conversation_id is null or conversation_id = $1)";
        sqlx::query(sql)
            .bind(&of.0)
            .bind(message.0)
            .bind(&file.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Drops files that were brought before `before` and never sent.
    pub async fn delete_loose_files(&mut self, before: Instant) -> Result<(), StoreError> {
        let sql = "delete from files where message_id is null and kept_at < $1";
        sqlx::query(sql)
            .bind(before.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}
