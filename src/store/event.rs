//! The event log.

use sqlx::FromRow;

use super::{Store, StoreError, Tx, places, portions, unknown};
use crate::{
    access::Actor,
    clock::{Instant, from_millis},
    event::{Event, EventKind, NewEvent},
    id::{AgentId, ConversationId, EventId},
};

#[derive(FromRow)]
struct EventRow {
    id: i64,
    at: i64,
    kind: String,
    agent_id: Option<i64>,
    conversation_id: Option<String>,
    actor: String,
    actor_id: Option<i64>,
    data: String,
}

impl TryFrom<EventRow> for Event {
    type Error = StoreError;

    fn try_from(row: EventRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: EventId(row.id),
            at: from_millis(row.at),
            kind: EventKind::parse(&row.kind).ok_or_else(|| unknown("event", &row.kind))?,
            agent: row.agent_id.map(AgentId),
            conversation: row.conversation_id.map(ConversationId),
            actor: row.actor,
            actor_id: row.actor_id,
            data: serde_json::from_str(&row.data)?,
        })
    }
}

const COLUMNS: &str = "id, at, kind, agent_id, conversation_id, actor, actor_id, data";

impl Store {
    /// The newest event's id.
    pub async fn latest_event(&self) -> Result<EventId, StoreError> {
        Ok(EventId(
            sqlx::query_scalar("select coalesce(max(id), 0) from events")
                .fetch_one(&self.readers)
                .await?,
        ))
    }

    /// What happened after `after`, oldest first, at most `limit`.
    pub async fn events_after(&self, after: EventId, limit: i64) -> Result<Vec<Event>, StoreError> {
        let sql = format!("select {COLUMNS} from events where id > $1 order by id limit $2");
        let rows: Vec<EventRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(after.0)
            .bind(limit)
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().map(Event::try_from).collect()
    }

    /// What happened to one AI agent after `after`, oldest first, at most `limit`.
    pub async fn agent_events_after(
        &self,
        agent: AgentId,
        after: EventId,
        limit: i64,
    ) -> Result<Vec<Event>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from events where agent_id = $1 and id > $2 order by id limit $3"
        );
        let rows: Vec<EventRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(agent.0)
            .bind(after.0)
            .bind(limit)
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().map(Event::try_from).collect()
    }

    /// One thing of that kind that happened to an AI agent.
    pub async fn event(
        &self,
        agent: AgentId,
        kind: EventKind,
        id: EventId,
    ) -> Result<Option<Event>, StoreError> {
        let sql =
            format!("select {COLUMNS} from events where id = $1 and agent_id = $2 and kind = $3");
        let row: Option<EventRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(id.0)
            .bind(agent.0)
            .bind(kind.as_str())
            .fetch_optional(&self.readers)
            .await?;
        row.map(Event::try_from).transpose()
    }

    /// One thing that happened.
    pub async fn any_event(&self, id: EventId) -> Result<Option<Event>, StoreError> {
        let sql = format!("select {COLUMNS} from events where id = $1");
        let row: Option<EventRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(id.0)
            .fetch_optional(&self.readers)
            .await?;
        row.map(Event::try_from).transpose()
    }

    /// What happened to one conversation after `after`, oldest first, at most `limit`.
    pub async fn conversation_events_after(
        &self,
        conversation: &ConversationId,
        after: EventId,
        limit: i64,
    ) -> Result<Vec<Event>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from events where conversation_id = $1 and id > $2 order by id limit $3"
        );
        let rows: Vec<EventRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&conversation.0)
            .bind(after.0)
            .bind(limit)
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().map(Event::try_from).collect()
    }

    /// When a conversation changed hands after `after`, oldest first; the last `limit` of them.
    pub async fn turns(
        &self,
        conversation: &ConversationId,
        after: EventId,
        limit: i64,
    ) -> Result<Vec<Event>, StoreError> {
        let kinds = EventKind::TURNS.map(|kind| format!("'{}'", kind.as_str()));
        let sql = format!(
            "select {COLUMNS} from events where conversation_id = $1 and id > $2 and kind in ({}) \
             order by id desc limit $3",
            kinds.join(", ")
        );
        let rows: Vec<EventRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(&conversation.0)
            .bind(after.0)
            .bind(limit)
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().rev().map(Event::try_from).collect()
    }
}

impl Tx {
    /// Writes down what happens in this transaction, in order.
    pub async fn record(
        &mut self,
        actor: &Actor,
        now: Instant,
        events: &[NewEvent],
    ) -> Result<EventId, StoreError> {
        let events: Vec<_> = events.iter().map(|event| (actor, now, event)).collect();
        self.record_all(&events).await
    }

    /// Writes down what several actors did, in order. What is not about one conversation may change how
    /// others are decided, and is counted.
    pub(super) async fn record_all(
        &mut self,
        events: &[(&Actor, Instant, &NewEvent)],
    ) -> Result<EventId, StoreError> {
        let mut newest = EventId(0);
        let mut written = Vec::with_capacity(events.len());
        for portion in portions(events) {
            let sql = format!(
                "insert into events (at, kind, agent_id, conversation_id, actor, actor_id, data) values {} returning id",
                places(portion.len(), "(?, ?, ?, ?, ?, ?, ?)")
            );
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
            for (actor, now, event) in portion {
                query = query
                    .bind(now.timestamp_millis())
                    .bind(event.kind.as_str())
                    .bind(event.agent.map(|id| id.0))
                    .bind(event.conversation.as_ref().map(|id| id.0.clone()))
                    .bind(actor.kind())
                    .bind(actor.number())
                    .bind(event.data.to_string());
            }
            let ids: Vec<(i64,)> = query.fetch_all(&mut self.connection).await?;
            let each = ids.iter().zip(portion);
            written.extend(each.map(|((id,), (_, at, event))| (EventId(*id), *at, *event)));
            let last = ids.into_iter().map(|(id,)| EventId(id)).max();
            newest = newest.max(last.unwrap_or(newest));
        }
        self.tell_webhooks(&written).await?;
        self.tell_help_desks(&written).await?;
        self.newest = Some(self.newest.map_or(newest, |known| known.max(newest)));
        if events.iter().any(|(.., event)| event.is_of_configuration()) {
            self.configuration_changed().await?;
        }
        Ok(newest)
    }
}
