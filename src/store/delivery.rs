//! Deliveries as kept: written down with what they tell of, taken by whoever brings them, settled.

use sqlx::FromRow;

use super::{Store, StoreError, Tx, unknown};
use crate::{
    clock::{Instant, from_millis},
    delivery::{Attempt, Delivery, DeliveryState, Kind, NewDelivery},
    id::{AgentId, ConversationId, DeliveryId, EventId, HelpDeskId, WebhookId},
};

#[derive(FromRow)]
pub(super) struct DeliveryRow {
    id: i64,
    kind: String,
    destination: String,
    agent_id: Option<i64>,
    conversation_id: Option<String>,
    event: String,
    key: String,
    body: String,
    state: String,
    attempts: i64,
    made_at: i64,
    due_at: i64,
    claimed_until: Option<i64>,
    settled_at: Option<i64>,
    last_error: Option<String>,
    webhook_id: Option<i64>,
    help_desk_id: Option<i64>,
    event_id: Option<i64>,
    sequence: i64,
}

impl TryFrom<DeliveryRow> for Delivery {
    type Error = StoreError;

    fn try_from(row: DeliveryRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: DeliveryId(row.id),
            kind: Kind::parse(&row.kind).ok_or_else(|| unknown("kind", &row.kind))?,
            destination: row.destination,
            agent: row.agent_id.map(AgentId),
            conversation: row.conversation_id.map(ConversationId),
            event: row.event,
            key: row.key,
            body: row.body,
            state: DeliveryState::parse(&row.state).ok_or_else(|| unknown("state", &row.state))?,
            attempts: u32::try_from(row.attempts).unwrap_or_default(),
            made_at: from_millis(row.made_at),
            due_at: from_millis(row.due_at),
            claimed_until: row.claimed_until.map(from_millis),
            settled_at: row.settled_at.map(from_millis),
            last_error: row.last_error,
            webhook: row.webhook_id.map(WebhookId),
            help_desk: row.help_desk_id.map(HelpDeskId),
            event_id: row.event_id.map(EventId),
            sequence: row.sequence,
        })
    }
}

#[derive(FromRow)]
struct AttemptRow {
    at: i64,
    took_milliseconds: i64,
    status: Option<i64>,
    is_taken: i64,
    said: String,
    sent: String,
    answer: String,
}

impl From<AttemptRow> for Attempt {
    fn from(row: AttemptRow) -> Self {
        Self {
            at: from_millis(row.at),
            took_milliseconds: u32::try_from(row.took_milliseconds).unwrap_or(u32::MAX),
            status: row.status.and_then(|status| u16::try_from(status).ok()),
            is_taken: row.is_taken == 1,
            said: row.said,
            sent: row.sent,
            answer: row.answer,
        }
    }
}

/// Which deliveries are listed, newest first.
#[derive(Debug, Clone, Default)]
pub struct DeliveryQuery {
    pub kind: Option<Kind>,
    pub state: Option<DeliveryState>,
    pub destination: Option<String>,
    /// Only those written down before this one.
    pub before: Option<DeliveryId>,
    pub limit: u32,
}

/// Some deliveries, newest first, and where the next ones begin.
#[derive(Debug, Clone)]
pub struct DeliveryPage {
    pub deliveries: Vec<Delivery>,
    pub next: Option<DeliveryId>,
}

pub(super) const COLUMNS: &str = "id, kind, destination, agent_id, conversation_id, event, key, body, state, attempts, \
    made_at, due_at, claimed_until, settled_at, last_error, webhook_id, help_desk_id, event_id, sequence";

impl Store {
    /// When the next delivery is due, or is given back by whoever took it and is gone.
    pub async fn next_delivery_at(&self) -> Result<Option<Instant>, StoreError> {
        let sql = "select min(case when claimed_until > due_at then claimed_until else due_at end) \
            from deliveries where state = 'due'";
        let at: Option<i64> = sqlx::query_scalar(sql).fetch_one(&self.readers).await?;
        Ok(at.map(from_millis))
    }

    /// One delivery.
    pub async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StoreError> {
        let sql = format!("select {COLUMNS} from deliveries where id = $1");
        let row: Option<DeliveryRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(id.0)
            .fetch_optional(&self.readers)
            .await?;
        row.map(Delivery::try_from).transpose()
    }

    /// Some deliveries, newest first.
    pub async fn deliveries(&self, query: &DeliveryQuery) -> Result<DeliveryPage, StoreError> {
        let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
        let sql = format!(
            "select {COLUMNS} from deliveries where (cast($1 as text) is null or kind = $1) \
             and (cast($2 as text) is null or state = $2) and (cast($3 as text) is null or destination = $3) \
             and id < $4 order by id desc limit $5"
        );
        let rows: Vec<DeliveryRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(query.kind.map(Kind::as_str))
            .bind(query.state.map(DeliveryState::as_str))
            .bind(query.destination.as_deref())
            .bind(query.before.map_or(i64::MAX, |id| id.0))
            .bind(i64::from(query.limit) + 1)
            .fetch_all(&self.readers)
            .await?;
        let mut deliveries: Vec<Delivery> = rows
            .into_iter()
            .map(Delivery::try_from)
            .collect::<Result<_, _>>()?;
        let has_more = deliveries.len() > limit;
        deliveries.truncate(limit);
        let next = deliveries.last().filter(|_| has_more);
        Ok(DeliveryPage {
            next: next.map(|last| last.id),
            deliveries,
        })
    }

    /// Every attempt to bring one delivery, the first one first.
    pub async fn attempts(&self, of: DeliveryId) -> Result<Vec<Attempt>, StoreError> {
        let sql = "select at, took_milliseconds, status, is_taken, said, sent, answer from delivery_attempts \
            where delivery_id = $1 order by id";
        let rows: Vec<AttemptRow> = sqlx::query_as(sql)
            .bind(of.0)
            .fetch_all(&self.readers)
            .await?;
        Ok(rows.into_iter().map(Attempt::from).collect())
    }
}

impl Tx {
    /// Writes down what is to leave. What has been written down before stays as it is; then it is false.
    pub async fn insert_delivery(
        &mut self,
        new: &NewDelivery,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let sql = "insert into deliveries (kind, destination, agent_id, conversation_id, event, key, body, state, \
            attempts, made_at, due_at) values ($1, $2, $3, $4, $5, $6, $7, 'due', 0, $8, $9) on conflict (key) do nothing";
        let done = sqlx::query(sql)
            .bind(new.kind.as_str())
            .bind(&new.destination)
            .bind(new.agent.map(|id| id.0))
            .bind(new.conversation.as_ref().map(|id| id.0.as_str()))
            .bind(&new.event)
            .bind(&new.key)
            .bind(&new.body)
            .bind(now.timestamp_millis())
            .bind(new.due_at.timestamp_millis())
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The delivery with that key.
    pub async fn delivery_by_key(&mut self, key: &str) -> Result<Option<DeliveryId>, StoreError> {
        let id: Option<i64> = sqlx::query_scalar("select id from deliveries where key = $1")
            .bind(key)
            .fetch_optional(&mut self.connection)
            .await?;
        Ok(id.map(DeliveryId))
    }

    /// Takes up to `limit` due deliveries until `until`, at most `at_once` of them on their way to one
    /// destination. Whoever crashes gives them back by then.
    pub async fn claim_deliveries(
        &mut self,
        (now, until): (Instant, Instant),
        (at_once, limit): (i64, i64),
    ) -> Result<Vec<Delivery>, StoreError> {
        let sql = format!(
            "update deliveries set claimed_until = $1 \
             where state = 'due' and (claimed_until is null or claimed_until <= $2) and id in (\
             select id from (select due.id, due.due_at, coalesce(busy.number, 0) + \
             row_number() over (partition by due.destination order by due.due_at, due.id) as place from deliveries due \
             left join (select destination, count(*) as number from deliveries \
             where claimed_until is not null and claimed_until > $2 group by destination) busy \
             on busy.destination = due.destination where due.state = 'due' and due.due_at <= $2 \
             and (due.claimed_until is null or due.claimed_until <= $2)) placed \
             where place <= $3 order by due_at, id limit $4) returning {COLUMNS}"
        );
        let rows: Vec<DeliveryRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(until.timestamp_millis())
            .bind(now.timestamp_millis())
            .bind(at_once)
            .bind(limit)
            .fetch_all(&mut self.connection)
            .await?;
        let mut taken: Vec<Delivery> = rows
            .into_iter()
            .map(Delivery::try_from)
            .collect::<Result<_, _>>()?;
        taken.sort_by_key(|delivery| (delivery.due_at, delivery.id));
        Ok(taken)
    }

    /// Keeps an attempt, and the delivery as it is after it. Nothing happens to one that is settled.
    pub async fn settle_delivery(
        &mut self,
        after: &Delivery,
        attempt: &Attempt,
    ) -> Result<(), StoreError> {
        let sql = "insert into delivery_attempts (delivery_id, at, took_milliseconds, status, is_taken, said, sent, answer) \
            values ($1, $2, $3, $4, $5, $6, $7, $8)";
        sqlx::query(sql)
            .bind(after.id.0)
            .bind(attempt.at.timestamp_millis())
            .bind(i64::from(attempt.took_milliseconds))
            .bind(attempt.status.map(i64::from))
            .bind(i64::from(attempt.is_taken))
            .bind(&attempt.said)
            .bind(&attempt.sent)
            .bind(&attempt.answer)
            .execute(&mut self.connection)
            .await?;
        self.update_delivery(after).await
    }

    /// Keeps what a delivery sends, before it is sent.
    pub async fn keep_delivery_body(
        &mut self,
        id: DeliveryId,
        body: &str,
    ) -> Result<(), StoreError> {
        sqlx::query("update deliveries set body = $1 where id = $2")
            .bind(body)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Sends a delivery now: one that is settled from the first attempt on. True unless somebody is at it.
    pub async fn retry_delivery(
        &mut self,
        id: DeliveryId,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let sql = "update deliveries set attempts = case when state = 'due' then attempts else 0 end, state = 'due', \
            due_at = $1, settled_at = null, claimed_until = null \
            where id = $2 and (claimed_until is null or claimed_until <= $1)";
        let done = sqlx::query(sql)
            .bind(now.timestamp_millis())
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Sends everything once more that was given up and written down since then, of one kind and to one
    /// destination where they are named. Says how many those are.
    pub async fn retry_failed(
        &mut self,
        (kind, destination): (Option<Kind>, Option<&str>),
        since: Instant,
        now: Instant,
    ) -> Result<u64, StoreError> {
        let sql = "update deliveries set state = 'due', attempts = 0, due_at = $1, settled_at = null, claimed_until = null \
            where state = 'failed' and made_at >= $2 and (cast($3 as text) is null or kind = $3) \
            and (cast($4 as text) is null or destination = $4)";
        let done = sqlx::query(sql)
            .bind(now.timestamp_millis())
            .bind(since.timestamp_millis())
            .bind(kind.map(Kind::as_str))
            .bind(destination)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected())
    }

    /// Keeps a delivery that is on its way as it is now.
    async fn update_delivery(&mut self, after: &Delivery) -> Result<(), StoreError> {
        let sql = "update deliveries set state = $1, attempts = $2, due_at = $3, settled_at = $4, last_error = $5, \
            claimed_until = null where id = $6 and state = 'due'";
        sqlx::query(sql)
            .bind(after.state.as_str())
            .bind(i64::from(after.attempts))
            .bind(after.due_at.timestamp_millis())
            .bind(after.settled_at.map(|at| at.timestamp_millis()))
            .bind(after.last_error.as_deref())
            .bind(after.id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }
}
