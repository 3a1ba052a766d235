//! Messages and notes as kept.

use sqlx::FromRow;

use super::{Store, StoreError, Tx, places, portions, unknown};
use crate::{
    clock::{Instant, from_millis},
    conversation::{Attachment, Author, Conversation, Entry, Message},
    id::{ConversationId, MessageId, OperatorId},
};

/// A message about to be kept.
#[derive(Debug, Clone)]
pub struct NewMessage {
    pub author: Author,
    pub operator: Option<OperatorId>,
    pub is_note: bool,
    pub text: String,
    pub confidence: Option<f64>,
    pub sentiment: Option<f64>,
    pub attachments: Vec<Attachment>,
    pub client_id: Option<String>,
    /// The decision on it, as JSON.
    pub decision: Option<String>,
    pub at: Instant,
}

impl NewMessage {
    /// A message of plain text.
    #[must_use]
    pub fn new(author: Author, text: impl Into<String>, at: Instant) -> Self {
        Self {
            author,
            operator: None,
            is_note: false,
            text: text.into(),
            confidence: None,
            sentiment: None,
            attachments: Vec::new(),
            client_id: None,
            decision: None,
            at,
        }
    }
}

#[derive(FromRow)]
struct EntryRow {
    id: i64,
    author: String,
    operator_id: Option<i64>,
    operator_name: Option<String>,
    agent_name: String,
    customer_name: Option<String>,
    customer_email: Option<String>,
    is_note: i64,
    body: String,
    confidence: Option<f64>,
    sentiment: Option<f64>,
    attachments: String,
    client_id: Option<String>,
    decision: Option<String>,
    at: i64,
}

/// The author of that stored name.
pub(super) fn author(name: &str) -> Result<Author, StoreError> {
    [
        Author::Customer,
        Author::Ai,
        Author::Operator,
        Author::System,
    ]
    .into_iter()
    .find(|author| author.as_str() == name)
    .ok_or_else(|| unknown("author", name))
}

impl TryFrom<EntryRow> for Entry {
    type Error = StoreError;

    fn try_from(row: EntryRow) -> Result<Self, StoreError> {
        let author = author(&row.author)?;
        let name = match author {
            Author::Customer => row
                .customer_name
                .or(row.customer_email)
                .unwrap_or_else(|| "Visitor".into()),
            Author::Ai | Author::System => row.agent_name,
            Author::Operator => row.operator_name.unwrap_or_else(|| "The team".into()),
        };
        Ok(Self {
            id: MessageId(row.id),
            author,
            operator: row.operator_id.map(OperatorId),
            name,
            is_note: row.is_note == 1,
            text: row.body,
            confidence: row.confidence,
            sentiment: row.sentiment,
            attachments: serde_json::from_str(&row.attachments)?,
            client_id: row.client_id,
            decision: row
                .decision
                .map(|text| serde_json::from_str(&text))
                .transpose()?,
            at: from_millis(row.at),
        })
    }
}

const ENTRIES: &str = "select m.id, m.author, m.operator_id, o.name as operator_name, a.name as agent_name, c.customer_name, \
    c.customer_email, m.is_note, m.body, m.confidence, m.sentiment, m.attachments, m.client_id, m.decision, m.at \
    from messages m join conversations c on c.id = m.conversation_id join agents a on a.id = c.agent_id \
    left join operators o on o.id = m.operator_id";

impl Store {
    /// A conversation's messages and notes after `after`, oldest first, at most `limit`.
    ///
    /// The conversation itself is the proof that the caller may see it.
    pub async fn entries(
        &self,
        of: &Conversation,
        after: MessageId,
        limit: i64,
    ) -> Result<Vec<Entry>, StoreError> {
        let sql =
            format!("{ENTRIES} where m.conversation_id = $1 and m.id > $2 order by m.id limit $3");
        let rows: Vec<EntryRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&of.id.0)
            .bind(after.0)
            .bind(limit)
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().map(Entry::try_from).collect()
    }

    /// A conversation's last messages and notes before `before`, oldest first, at most `limit`.
    pub async fn last_entries(
        &self,
        of: &Conversation,
        before: Option<MessageId>,
        limit: i64,
    ) -> Result<Vec<Entry>, StoreError> {
        let sql = format!(
            "{ENTRIES} where m.conversation_id = $1 and m.id < $2 order by m.id desc limit $3"
        );
        let rows: Vec<EntryRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&of.id.0)
            .bind(before.map_or(i64::MAX, |id| id.0))
            .bind(limit)
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().rev().map(Entry::try_from).collect()
    }

    /// The messages of the current stretch, oldest first, as the engine sees them: no notes.
    pub async fn stretch_messages(&self, of: &Conversation) -> Result<Vec<Message>, StoreError> {
        let sql = "select author, body, confidence, attachments from messages \
            where conversation_id = $1 and id > $2 and is_note = 0 and author <> 'system' order by id";
        let rows: Vec<(String, String, Option<f64>, String)> = sqlx::query_as(sql)
            .bind(&of.id.0)
            .bind(of.stretch_from.0)
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter()
            .map(|(name, text, confidence, attachments)| {
                Ok(Message {
                    confidence,
                    attachments: serde_json::from_str(&attachments)?,
                    ..Message::new(author(&name)?, text)
                })
            })
            .collect()
    }

    /// The message a sender already sent under this name, if it did.
    pub async fn message_by_client_id(
        &self,
        of: &ConversationId,
        client_id: &str,
    ) -> Result<Option<MessageId>, StoreError> {
        let sql = "select id from messages where conversation_id = $1 and client_id = $2";
        let id: Option<i64> = sqlx::query_scalar(sql)
            .bind(&of.0)
            .bind(client_id)
            .fetch_optional(&self.readers)
            .await?;
        Ok(id.map(MessageId))
    }

    /// The newest message of a conversation.
    pub async fn newest_message(&self, of: &ConversationId) -> Result<MessageId, StoreError> {
        let sql = "select coalesce(max(id), 0) from messages where conversation_id = $1";
        Ok(MessageId(
            sqlx::query_scalar(sql)
                .bind(&of.0)
                .fetch_one(&self.readers)
                .await?,
        ))
    }
}

/// The places of one new message. Fractions travel as text: sqlx tells PostgreSQL that an absent one has
/// four bytes, and then a present one, with eight, is refused by the statement prepared before.
const ROW: &str =
    "(?, ?, ?, ?, ?, cast(? as double precision), cast(? as double precision), ?, ?, ?, ?)";

impl Tx {
    /// Keeps messages in their order and gives back their ids. What the customer is to read goes on its way.
    pub async fn insert_messages(
        &mut self,
        of: &ConversationId,
        new: &[NewMessage],
    ) -> Result<Vec<MessageId>, StoreError> {
        let said: Vec<_> = new.iter().map(|message| (of, message)).collect();
        let ids = self.insert_messages_of(&said).await?;
        if let Some(last) = new.last() {
            self.queue_sendings(of, ids.first(), last.at).await?;
            self.queue_team(of, last.at).await?;
        }
        Ok(ids)
    }

    /// Keeps messages of several conversations in their order and gives back their ids.
    pub(super) async fn insert_messages_of(
        &mut self,
        new: &[(&ConversationId, &NewMessage)],
    ) -> Result<Vec<MessageId>, StoreError> {
        let mut kept = Vec::with_capacity(new.len());
        for portion in portions(new) {
            let sql = format!(
                "insert into messages (conversation_id, author, operator_id, is_note, body, confidence, sentiment, attachments, \
                 client_id, decision, at) values {} returning id",
                places(portion.len(), ROW)
            );
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
            for (of, message) in portion {
                query = query
                    .bind(of.0.clone())
                    .bind(message.author.as_str())
                    .bind(message.operator.map(|id| id.0))
                    .bind(i64::from(message.is_note))
                    .bind(message.text.clone())
                    .bind(message.confidence.map(|number| number.to_string()))
                    .bind(message.sentiment.map(|number| number.to_string()))
                    .bind(serde_json::to_string(&message.attachments)?)
                    .bind(message.client_id.clone())
                    .bind(message.decision.clone())
                    .bind(message.at.timestamp_millis());
            }
            let ids: Vec<(i64,)> = query.fetch_all(&mut self.connection).await?;
            let mut ids: Vec<MessageId> = ids.into_iter().map(|(id,)| MessageId(id)).collect();
            // Rows get their numbers in order, but need not be given back in it.
            ids.sort_unstable();
            for ((of, message), id) in portion.iter().zip(&ids) {
                for file in message
                    .attachments
                    .iter()
                    .filter_map(|with| with.file.as_ref())
                {
                    self.attach_file(of, *id, &file.id).await?;
                }
            }
            kept.extend(ids);
        }
        Ok(kept)
    }

    /// The newest message of a conversation.
    pub async fn newest_message(&mut self, of: &ConversationId) -> Result<MessageId, StoreError> {
        let sql = "select coalesce(max(id), 0) from messages where conversation_id = $1";
        Ok(MessageId(
            sqlx::query_scalar(sql)
                .bind(&of.0)
                .fetch_one(&mut self.connection)
                .await?,
        ))
    }
}
