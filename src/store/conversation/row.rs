//! The row of a conversation.

use sqlx::FromRow;

use crate::{
    channel::Channel,
    clock::from_millis,
    conversation::{AnsweredBy, Conversation, Customer, LastWords, Priority, State},
    id::{AgentId, ConversationId, MessageId, OperatorId, QueueId},
    store::{StoreError, message::author, unknown},
};

pub(in crate::store) const COLUMNS: &str = "id, agent_id, customer_name, customer_email, customer_zone, channel, answered_by, language, state, state_since, \
    assignee_id, queue_id, priority, waiting_since, stretch, stretch_from, last_author, last_text, last_at, revision, created_at, snoozed_until";

#[derive(FromRow)]
pub(in crate::store) struct ConversationRow {
    id: String,
    agent_id: i64,
    customer_name: Option<String>,
    customer_email: Option<String>,
    customer_zone: Option<String>,
    channel: String,
    answered_by: String,
    language: Option<String>,
    state: String,
    state_since: i64,
    assignee_id: Option<i64>,
    queue_id: Option<i64>,
    priority: i64,
    waiting_since: Option<i64>,
    stretch: String,
    stretch_from: i64,
    last_author: String,
    last_text: String,
    last_at: i64,
    revision: i64,
    created_at: i64,
    snoozed_until: Option<i64>,
}

impl TryFrom<ConversationRow> for Conversation {
    type Error = StoreError;

    fn try_from(row: ConversationRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: ConversationId(row.id),
            agent: AgentId(row.agent_id),
            customer: Customer {
                name: row.customer_name,
                email: row.customer_email,
                zone: row.customer_zone.and_then(|zone| zone.parse().ok()),
            },
            channel: Channel::parse(&row.channel)
                .ok_or_else(|| unknown("channel", &row.channel))?,
            answered_by: AnsweredBy::parse(&row.answered_by)
                .ok_or_else(|| unknown("answerer", &row.answered_by))?,
            language: row.language,
            state: State::parse(&row.state).ok_or_else(|| unknown("state", &row.state))?,
            state_since: from_millis(row.state_since),
            assignee: row.assignee_id.map(OperatorId),
            queue: row.queue_id.map(QueueId),
            priority: Priority::from_rank(row.priority),
            waiting_since: row.waiting_since.map(from_millis),
            snoozed_until: row.snoozed_until.map(from_millis),
            stretch: serde_json::from_str(&row.stretch)?,
            stretch_from: MessageId(row.stretch_from),
            last: LastWords {
                author: author(&row.last_author)?,
                text: row.last_text,
                at: from_millis(row.last_at),
            },
            revision: row.revision,
            created_at: from_millis(row.created_at),
        })
    }
}
